package hawker.look;

import gg.jte.Content;
import hawker.platform.DatabaseException;
import hawker.web.HttpException;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends pages: with the content security policy, the headers that go with it, the toast of the step
 * before, and error pages that help on.
 *
 * <p>The policy allows scripts and styles of our own origin only, no inline ones (a shop's colours
 * are one style element, allowed by its hash), frames of the vault only.
 */
public final class Look {

    /**
     * Whose eyes a page is for, as the rooms above know it; this room knows nobody.
     *
     * @param csrf the token for the forms of the bars; empty for somebody who is not signed in
     */
    public record Onlooker(Visitor visitor, Optional<String> csrf) {

        public static Onlooker stranger() {
            return new Onlooker(Visitor.stranger(), Optional.empty());
        }
    }

    /**
     * A card that stands alone, for somebody who was given its address and is not signed in: to
     * hold the address is to have the right.
     *
     * @param says what happened or is asked, in a sentence
     * @param facts what it is about
     * @param fields what there is to fill in
     * @param buttons what there is to do; none: nothing is asked any more
     */
    public record Card(
            String title,
            String says,
            List<Kit.Pair> facts,
            List<Field> fields,
            List<Button> buttons) {

        public Card {
            facts = List.copyOf(facts);
            fields = List.copyOf(fields);
            buttons = List.copyOf(buttons);
        }

        public static Card of(String title, String says) {
            return new Card(title, says, List.of(), List.of(), List.of());
        }

        public Card about(Kit.Pair... about) {
            return new Card(title, says, List.of(about), fields, buttons);
        }

        public Card asking(List<Field> asked, Button... answers) {
            return new Card(title, says, facts, asked, List.of(answers));
        }
    }

    /** For pages that show no card fields and no bars. */
    private static final Look ALONE = new Look("");

    private final String vaultOrigin;
    private final Function<Request, Onlooker> onlookers;

    /** For pages that nobody is signed in to. */
    public Look(String vaultOrigin) {
        this(vaultOrigin, request -> Onlooker.stranger());
    }

    /**
     * For one program.
     *
     * @param vaultOrigin where card fields come from: {@code http://127.0.0.1:8081}
     * @param onlookers who looks, for the bars of pages that belong to no room
     */
    public Look(String vaultOrigin, Function<Request, Onlooker> onlookers) {
        this.vaultOrigin = vaultOrigin;
        this.onlookers = onlookers;
    }

    /**
     * The sheet of public pages, for a page of another origin that has no frame of ours (the
     * vault's).
     */
    public static String styleSheet() {
        return LookAssets.PUBLIC_CSS;
    }

    /** Beside {@link #styleSheet}, for the frames of sellers' own pages. */
    public static String elementStyle() {
        return LookAssets.ELEMENT_CSS;
    }

    /** Gives such a frame the look that its page asks for ({@code ElementLook}). */
    public static String elementScript() {
        return LookAssets.ELEMENT_SCRIPT;
    }

    /** Scheme and address of the vault, for {@link Kit#cardField}. */
    public String vaultOrigin() {
        return vaultOrigin;
    }

    /** What every page needs: assets and the scheme switch. */
    public Routes routes() {
        return new Routes()
                .addAll(LookAssets.ALL.routes())
                .get("/favicon.ico", request -> Response.seeOther(LookAssets.FAVICON))
                .post("/scheme", CrossSite.guard(this, Look::chooseScheme));
    }

    public Response page(Request request, int status, Page page) {
        return page(request, status, page, "; form-action 'self' " + vaultOrigin);
    }

    /**
     * A page whose form ends at somebody else's address. Browsers hold {@code form-action} against
     * every redirect that follows a form, so such a page has none; its form must be one that only
     * leads where a seller or platform registered.
     */
    public Response leadingOut(Request request, int status, Page page) {
        return page(request, status, page, "");
    }

    /**
     * A card alone. Its address is a secret, so no other site is told it; its form may end at
     * somebody else's address, as {@link #leadingOut}.
     */
    public static Response card(Request request, int status, Card card) {
        var body = Templates.LOOK.content("card.jte", java.util.Map.of("card", card));
        var page = Frame.card(PageHead.of(request, card.title()), body);
        return ALONE.page(request, status, page, "", "no-referrer");
    }

    /** What is said to an address that nobody was given. */
    public static Response unknown(Request request) {
        return ALONE.problem(request, 404);
    }

    private Response page(Request request, int status, Page page, String formAction) {
        return page(request, status, page, formAction, "strict-origin-when-cross-origin");
    }

    private Response page(
            Request request, int status, Page page, String formAction, String referrer) {
        var response =
                Response.html(status, Templates.bytes(page.content()))
                        .with("Content-Security-Policy", policy(page, formAction))
                        .with("X-Content-Type-Options", "nosniff")
                        .with("Referrer-Policy", referrer)
                        .with("Cache-Control", caching(page.policy()))
                        .with("Vary", "Cookie, HX-Request");
        return request.cookie(PageHead.TOAST_COOKIE).isEmpty()
                ? response
                : response.with("Set-Cookie", PageHead.TOAST_COOKIE + "=; Path=/; Max-Age=0");
    }

    public Response page(Request request, Page page) {
        return page(request, 200, page);
    }

    /** A part of a page for htmx or a sheet; the same address without HX-Request gives the page. */
    public Response fragment(int status, Content content) {
        return Response.html(status, Templates.bytes(content))
                .with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "private, no-cache")
                .with("Vary", "Cookie, HX-Request");
    }

    /** After something was done: go there (303) and say so once. */
    public Response seeOther(String location, String toast) {
        return Response.seeOther(location)
                .with(
                        "Set-Cookie",
                        PageHead.toastCookie(toast)
                                + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    }

    /** The page for what is not there: 404 with a search, 410, 403, 422, 503, 500. */
    public Response problem(Request request, int status) {
        return problem(request, Problem.of(status));
    }

    /** The same in words of the room. */
    public Response problem(Request request, Problem problem) {
        var head = PageHead.of(request, problem.title());
        var body =
                Templates.LOOK.content(
                        "problem.jte",
                        java.util.Map.of("problem", problem, "requestId", request.id()));
        if (request.wantsFragment()) return fragment(problem.status(), body);
        return page(request, problem.status(), inBars(head, onlooker(request), body));
    }

    /** A page in the bars of whoever looks. */
    public Response publicPage(Request request, PageHead head, Content body) {
        return page(request, inBars(head, onlookers.apply(request), body));
    }

    private static Page inBars(PageHead head, Onlooker onlooker, Content body) {
        var signed = onlooker.csrf().map(head::withCsrf).orElse(head);
        return Frame.publicPage(signed, onlooker.visitor(), Place.NONE, body);
    }

    /** A failure must be told also when nobody can say who looks: then to a stranger. */
    private Onlooker onlooker(Request request) {
        try {
            return onlookers.apply(request);
        } catch (RuntimeException unknown) {
            return Onlooker.stranger();
        }
    }

    /** For {@link hawker.web.HttpServer.Options#onError}. */
    public Response error(Request request, Throwable failure) {
        return switch (failure) {
            case HttpException refused -> problem(request, refused.status());
            case DatabaseException e when e.isUnavailable() -> problem(request, 503);
            default -> problem(request, 500);
        };
    }

    private String policy(Page page, String formAction) {
        var style =
                page.head().extras().theme().map(css -> " 'sha256-" + hash(css) + "'").orElse("");
        var ancestors =
                switch (page.policy()) {
                    case PUBLIC -> "'self'";
                    case EMBEDDED -> "*";
                    case PRIVATE, CONSOLE -> "'none'";
                };
        var pictures =
                page.head().extras().pictures().stream()
                        .map(origin -> " " + origin)
                        .collect(Collectors.joining());
        return "default-src 'self'; script-src 'self'; style-src 'self'"
                + style
                + "; img-src 'self' data:"
                + pictures
                + "; frame-src 'self' "
                + vaultOrigin
                + "; object-src 'none'; base-uri 'none'"
                + formAction
                + "; frame-ancestors "
                + ancestors;
    }

    private static String caching(Page.Policy policy) {
        return switch (policy) {
            case PUBLIC, CONSOLE -> "private, no-cache";
            case PRIVATE, EMBEDDED -> "private, no-store";
        };
    }

    private static String hash(String css) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            var digest = sha256.digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Without scripts the switch of light and dark is a form like any other. */
    private static Response chooseScheme(Request request) {
        var scheme = PageHead.Scheme.of(request.formParam("scheme").orElse(""));
        var back = request.formParam("back").orElse("/");
        var local = back.startsWith("/") && !back.startsWith("//") && !back.startsWith("/\\");
        var cookie =
                PageHead.Scheme.COOKIE + "=" + scheme.key() + "; Path=/; SameSite=Lax; Max-Age=";
        return Response.seeOther(local ? back : "/")
                .with("Set-Cookie", cookie + Duration.ofDays(365).toSeconds());
    }
}
