package hawker.feed;

import hawker.accounts.Viewer;
import hawker.feed.Composing.Composed;
import hawker.kernel.UserId;
import hawker.look.Look;
import hawker.web.Multipart;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the forms of the feed's pages do. */
final class FeedActions {

    /** Four pictures as phones make them, and the text. */
    private static final int MAX_UPLOAD = 40 * 1024 * 1024;

    /** Likes, boosts and follows of one person a minute: nobody means that many. */
    private static final int REACTIONS = 60;

    private final RateLimit pace = new RateLimit(REACTIONS, Duration.ofMinutes(1));
    private final Feed feed;
    private final FeedPages pages;
    private final Composing composing;
    private final Faces faces;
    private final Session session;
    private final Look look;

    FeedActions(
            Feed feed,
            FeedPages pages,
            Composing composing,
            Faces faces,
            Session session,
            Look look) {
        this.feed = feed;
        this.pages = pages;
        this.composing = composing;
        this.faces = faces;
        this.session = session;
        this.look = look;
    }

    Routes routes() {
        return new Routes()
                .post("/post", MAX_UPLOAD, session.signedIn(this::post))
                .post("/compose", MAX_UPLOAD, session.signedIn(this::find))
                .post("/post/{id}/reply", MAX_UPLOAD, session.signedIn(this::reply))
                .post("/post/{id}/edit", session.signedIn(this::edit))
                .post("/post/{id}/delete", session.signedIn(this::remove))
                .post("/post/{id}/like", session.signedIn((r, v) -> react(r, v, feed::like)))
                .post("/post/{id}/boost", session.signedIn((r, v) -> react(r, v, feed::boost)))
                .post("/follow/{handle}", session.signedIn((r, v) -> follow(r, v, true)))
                .post("/unfollow/{handle}", session.signedIn((r, v) -> follow(r, v, false)));
    }

    private Response post(Request request, Viewer viewer) {
        return switch (composing.compose(request, viewer, Optional.empty())) {
            case Composed.Wrong wrong -> again(request, viewer, wrong.says());
            case Composed.Ready ready ->
                    switch (feed.post(ready.post())) {
                        case Posted.Done done ->
                                look.seeOther("/post/" + done.post().id(), "Posted.");
                        case Posted.Refused refused ->
                                again(request, viewer, refused.reason().says());
                    };
        };
    }

    private Response again(Request request, Viewer viewer, String problem) {
        return composing(request, viewer, Optional.of(problem), 422);
    }

    /** Looks for a product to show, without scripts; what was written stays. */
    private Response find(Request request, Viewer viewer) {
        return composing(request, viewer, Optional.empty(), 200);
    }

    private Response composing(
            Request request, Viewer viewer, Optional<String> problem, int status) {
        var form = Multipart.of(request);
        return pages.composePage(
                request,
                viewer,
                form.text("text").orElse(""),
                form.text("find").orElse(""),
                form.text("product").orElse(""),
                problem,
                status);
    }

    private Response reply(Request request, Viewer viewer) {
        var parent = Post.Id.parse(request.pathParam("id"));
        if (parent.isEmpty()) return look.problem(request, 404);
        return switch (composing.compose(request, viewer, parent)) {
            case Composed.Wrong wrong -> again(request, viewer, wrong.says());
            case Composed.Ready ready ->
                    switch (feed.post(ready.post())) {
                        case Posted.Done done ->
                                Response.seeOther("/post/" + parent.get() + "#" + done.post().id());
                        case Posted.Refused refused ->
                                again(request, viewer, refused.reason().says());
                    };
        };
    }

    private Response edit(Request request, Viewer viewer) {
        var id = Post.Id.parse(request.pathParam("id"));
        var old = id.flatMap(feed::find);
        if (old.isEmpty()) return look.problem(request, 404);
        var text = request.formParam("text").orElse("");
        return switch (feed.edit(viewer.person().id(), old.get().id(), text)) {
            case Posted.Done done -> look.seeOther("/post/" + done.post().id(), "Saved.");
            case Posted.Refused(var reason) when reason == Posted.Reason.NOT_YOURS ->
                    look.problem(request, 404);
            case Posted.Refused(var reason) ->
                    pages.editPage(
                            request, viewer, old.get(), text, Optional.of(reason.says()), 422);
        };
    }

    private Response remove(Request request, Viewer viewer) {
        var id = Post.Id.parse(request.pathParam("id"));
        boolean removed = id.filter(post -> feed.remove(viewer.person().id(), post)).isPresent();
        return removed ? look.seeOther("/", "The post is gone.") : look.problem(request, 404);
    }

    private interface Reaction {
        boolean set(UserId reader, Post.Id post, boolean on);
    }

    private Response react(Request request, Viewer viewer, Reaction reaction) {
        if (isTooFast(viewer)) return look.problem(request, 429);
        boolean on = request.formParam("on").filter("1"::equals).isPresent();
        var reader = viewer.person().id();
        var id = Post.Id.parse(request.pathParam("id"));
        if (id.isEmpty() || !reaction.set(reader, id.get(), on)) return look.problem(request, 404);
        if (!request.wantsFragment()) return Response.seeOther("/post/" + id.get());
        var marks = feed.marks(reader, List.of(id.get().text()));
        return feed.find(id.get())
                .map(post -> PostViews.actions(post, marks, true))
                .map(actions -> look.fragment(200, pages.actions(actions)))
                .orElseGet(() -> look.problem(request, 404));
    }

    private boolean isTooFast(Viewer viewer) {
        return !pace.tryTake(viewer.person().id().text());
    }

    private Response follow(Request request, Viewer viewer, boolean on) {
        if (isTooFast(viewer)) return look.problem(request, 429);
        var handle = request.pathParam("handle");
        var author = faces.byHandle(handle);
        if (author.isEmpty()) return look.problem(request, 404);
        feed.follow(viewer.person().id(), author.get(), on);
        return request.wantsFragment()
                ? look.fragment(200, pages.followButton(Optional.of(viewer), author.get(), handle))
                : Response.seeOther("/@" + handle);
    }
}
