package hawker.feed;

import gg.jte.Content;
import hawker.accounts.Viewer;
import hawker.catalog.ProductRef;
import hawker.look.Frame;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Place;
import hawker.look.Templates;
import hawker.platform.Platform;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that show posts, and the parts of them that other rooms' pages include. */
final class FeedPages {

    private static final String TAB_FOLLOWING = "following";

    private final Platform platform;
    private final Feed feed;
    private final PostViews views;
    private final Faces faces;
    private final Composing composing;
    private final Choosing choosing;
    private final Session session;
    private final Look look;
    private final Templates templates =
            new Templates("hawker.feed.templates", FeedPages.class.getClassLoader());

    FeedPages(
            Platform platform,
            Feed feed,
            PostViews views,
            Faces faces,
            Composing composing,
            Choosing choosing,
            Session session,
            Look look) {
        this.platform = platform;
        this.feed = feed;
        this.views = views;
        this.faces = faces;
        this.composing = composing;
        this.choosing = choosing;
        this.session = session;
        this.look = look;
    }

    Routes routes() {
        return new Routes()
                .get("/", this::home)
                .get("/tag/{tag}", this::tag)
                .get("/compose", session.page(this::compose))
                .get("/compose/products", session.page(this::products))
                .get("/post/{id}", this::post)
                .get("/post/{id}/edit", session.page(this::edit))
                .get("/@{handle}/posts", this::ofHandle);
    }

    // ——— pages ———

    private Response home(Request request) {
        var viewer = session.viewer(request);
        var following =
                viewer.isPresent() && request.queryParam("tab").equals(Optional.of(TAB_FOLLOWING));
        var older = request.queryParam("older");
        var timeline =
                following ? feed.home(viewer.get().person().id(), older) : feed.everybody(older);
        var more = following ? "/?tab=" + TAB_FOLLOWING + "&older=" : "/?older=";
        var list = list(timeline, viewer, more);
        if (request.wantsFragment() && older.isPresent()) return look.fragment(200, list);
        var stream = new StreamView(list, following, viewer.isPresent(), older.isPresent());
        var head =
                session.head(request, "What people sell and say", viewer)
                        .described(
                                "Posts by shops and people, with the goods in them: buy what you"
                                        + " see without leaving.");
        return page(request, head, viewer, "feed.jte", Map.of("stream", stream));
    }

    private Response tag(Request request) {
        var viewer = session.viewer(request);
        var tag = PostText.fold(request.pathParam("tag"));
        var older = request.queryParam("older");
        var list = list(feed.tagged(tag, older), viewer, "/tag/" + encoded(tag) + "?older=");
        if (request.wantsFragment() && older.isPresent()) return look.fragment(200, list);
        var head = session.head(request, "#" + tag, viewer).described("Posts with the tag #" + tag);
        return page(request, head, viewer, "tag.jte", Map.of("tag", tag, "list", list));
    }

    private Response post(Request request) {
        var viewer = session.viewer(request);
        var found = Post.Id.parse(request.pathParam("id")).flatMap(feed::find);
        if (found.isEmpty()) return look.problem(request, 404);
        var post = found.get();
        var thread = ThreadView.of(post, feed.thread(post), views, viewer);
        var face = faces.of(post.author());
        var head = head(request, post, face, viewer);
        var composer = viewer.map(v -> composer(request, v, "/post/" + post.id() + "/reply"));
        return page(
                request,
                head,
                viewer,
                "thread.jte",
                Map.of(
                        "thread",
                        thread,
                        "composer",
                        composer,
                        "signIn",
                        Session.signIn("/post/" + post.id()),
                        "now",
                        platform.clock().now()));
    }

    private PageHead head(Request request, Post post, Face face, Optional<Viewer> viewer) {
        if (post.removed()) return session.head(request, "A removed post", viewer);
        var line = post.text().replace('\n', ' ');
        var head =
                session.head(request, face.name() + ": " + cut(line, 60), viewer)
                        .described(cut(line, 155));
        var picture = post.pictures().stream().findFirst().map(a -> a.picture().path(1280));
        return picture.map(head::withPicture).orElse(head);
    }

    private Response compose(Request request, Viewer viewer) {
        var product = request.queryParam("product").orElse("");
        return composePage(request, viewer, "", "", product, Optional.empty(), 200);
    }

    /** What to choose from, for a form that is open already. */
    private Response products(Request request, Viewer viewer) {
        if (!request.wantsFragment()) return Response.seeOther("/compose");
        var words = request.queryParam("find").orElse("");
        var chosen = request.queryParam("product").orElse("");
        var choice = choosing.choice(viewer, words, chosen);
        return look.fragment(
                200, templates.content("things.jte", Map.of("choice", Optional.of(choice))));
    }

    /**
     * The form on a page of its own, with what was typed and what is wrong with it.
     *
     * @param find what product was looked for
     * @param product id or address of the one that was chosen
     */
    Response composePage(
            Request request,
            Viewer viewer,
            String text,
            String find,
            String product,
            Optional<String> problem,
            int status) {
        var composer =
                new ComposerView(
                        "/post",
                        session.token(request, viewer),
                        text,
                        Optional.of(choosing.choice(viewer, find, product)),
                        shops(viewer),
                        problem,
                        true);
        var signedIn = Optional.of(viewer);
        var head = session.head(request, "Write a post", signedIn);
        var body = templates.content("write.jte", Map.of("composer", composer));
        var framed = Frame.publicPage(styled(head), Session.visitor(signedIn), Place.FEED, body);
        return look.page(request, status, framed);
    }

    private Response edit(Request request, Viewer viewer) {
        var post = Post.Id.parse(request.pathParam("id")).flatMap(feed::find);
        boolean own =
                post.filter(p -> p.writer().equals(viewer.person().id()) && !p.removed())
                        .isPresent();
        return own
                ? editPage(request, viewer, post.get(), post.get().text(), Optional.empty(), 200)
                : look.problem(request, 404);
    }

    Response editPage(
            Request request,
            Viewer viewer,
            Post post,
            String text,
            Optional<String> problem,
            int status) {
        var signedIn = Optional.of(viewer);
        var head = session.head(request, "Edit your post", signedIn);
        var body =
                templates.content(
                        "edit.jte",
                        Map.of(
                                "id",
                                post.id().text(),
                                "text",
                                text,
                                "csrf",
                                session.token(request, viewer),
                                "problem",
                                problem));
        var framed = Frame.publicPage(styled(head), Session.visitor(signedIn), Place.FEED, body);
        return look.page(request, status, framed);
    }

    // ——— parts for the pages of other rooms ———

    /** The posts of somebody: a part of their page; asked for as a page, leads to that page. */
    private Response ofHandle(Request request) {
        var handle = request.pathParam("handle");
        var older = request.queryParam("older");
        if (!request.wantsFragment()) return Response.seeOther("/@" + handle + "?tab=posts");
        if (faces.byHandle(handle).isEmpty()) return look.problem(request, 404);
        return look.fragment(200, postsOf(request, handle, older));
    }

    Content postsOf(Request request, String handle, Optional<String> older) {
        var viewer = session.viewer(request);
        var timeline =
                faces.byHandle(handle)
                        .map(author -> feed.of(author, older))
                        .orElse(new Timeline(List.of(), Optional.empty()));
        return list(timeline, viewer, "/@" + handle + "/posts?older=");
    }

    Optional<Content> about(Request request, ProductRef product) {
        var posts = feed.about(product);
        if (posts.isEmpty()) return Optional.empty();
        var entries =
                posts.stream()
                        .map(post -> new Timeline.Entry(post.withoutCard(), Optional.empty()))
                        .toList();
        var timeline = new Timeline(entries, Optional.empty());
        return Optional.of(list(timeline, session.viewer(request), ""));
    }

    /** One form for all buttons of a page: they name it and say where it goes. */
    Content actionForm(Request request) {
        var csrf = session.viewer(request).map(v -> session.token(request, v)).orElse("");
        return templates.content("actionForm.jte", Map.of("csrf", csrf));
    }

    Content followButton(Request request, String handle) {
        var viewer = session.viewer(request);
        var author = faces.byHandle(handle);
        if (author.isEmpty()) return out -> {};
        return followButton(viewer, author.get(), handle);
    }

    Content followButton(Optional<Viewer> viewer, Author author, String handle) {
        boolean self = viewer.filter(v -> isSelf(v, author)).isPresent();
        boolean follows = viewer.filter(v -> feed.follows(v.person().id(), author)).isPresent();
        return templates.content(
                "follow.jte",
                Map.of(
                        "handle",
                        handle,
                        "follows",
                        follows,
                        "self",
                        self,
                        "signedIn",
                        viewer.isPresent(),
                        "signIn",
                        Session.signIn("/@" + handle)));
    }

    private static boolean isSelf(Viewer viewer, Author author) {
        return author.equals(Author.of(viewer.person().id()));
    }

    Content actions(PostView.Actions actions) {
        return templates.content("actions.jte", Map.of("actions", actions));
    }

    // ——— what pages have in common ———

    private Content list(Timeline timeline, Optional<Viewer> viewer, String more) {
        var older = timeline.older().map(cursor -> more + cursor);
        return templates.content(
                "posts.jte",
                Map.of(
                        "posts",
                        views.views(timeline.entries(), viewer),
                        "older",
                        older,
                        "now",
                        platform.clock().now()));
    }

    private Response page(
            Request request,
            PageHead head,
            Optional<Viewer> viewer,
            String template,
            Map<String, Object> params) {
        var body = templates.content(template, params);
        var side = new SideView(feed.trending(), suggestions());
        var composer = viewer.map(v -> composer(request, v, "/post"));
        var framed =
                templates.content(
                        "columns.jte",
                        Map.of(
                                "body",
                                body,
                                "side",
                                side,
                                "viewer",
                                Session.visitor(viewer),
                                "composer",
                                template.equals("feed.jte") ? composer : Optional.empty(),
                                "actionForm",
                                actionForm(request)));
        return look.page(
                request,
                Frame.publicPage(styled(head), Session.visitor(viewer), Place.FEED, framed));
    }

    private ComposerView composer(Request request, Viewer viewer, String action) {
        return new ComposerView(
                action,
                session.token(request, viewer),
                "",
                Optional.empty(),
                shops(viewer),
                Optional.empty(),
                false);
    }

    private List<ComposerView.Shop> shops(Viewer viewer) {
        return composing.shops(viewer).stream()
                .map(face -> new ComposerView.Shop(face.name(), face.handle()))
                .toList();
    }

    private List<SideView.Suggestion> suggestions() {
        return faces.suggested().stream()
                .map(f -> new SideView.Suggestion(f.name(), f.handle(), f.picture()))
                .toList();
    }

    private static PageHead styled(PageHead head) {
        return head.withStyle(FeedAssets.CSS).withScript(FeedAssets.SCRIPT);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1).strip() + "…";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
