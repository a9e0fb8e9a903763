package hawker.feed;

import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Visitor;
import hawker.web.Handler;
import hawker.web.Multipart;
import hawker.web.Request;
import hawker.web.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;

/** Who sends a request, and whether a form of theirs came from our own page. */
final class Session {

    private final Accounts accounts;
    private final Look look;

    Session(Accounts accounts, Look look) {
        this.accounts = accounts;
        this.look = look;
    }

    Optional<Viewer> viewer(Request request) {
        return accounts.viewer(request);
    }

    /** The head of a page, with the token for its forms. */
    PageHead head(Request request, String title, Optional<Viewer> viewer) {
        var head = PageHead.of(request, title);
        return viewer.map(v -> head.withCsrf(token(request, v))).orElse(head);
    }

    String token(Request request, Viewer viewer) {
        return Csrf.token(request, viewer.csrfToken());
    }

    static Visitor visitor(Optional<Viewer> viewer) {
        return viewer.map(v -> Visitor.of(v.person().name(), v.person().handle(), v.sells()))
                .orElseGet(Visitor::stranger);
    }

    /** A POST of somebody signed in, sent from our own page; a stranger is sent to sign in. */
    Handler signedIn(BiFunction<Request, Viewer, Response> action) {
        return CrossSite.guard(
                look,
                request -> {
                    var viewer = viewer(request);
                    if (viewer.isEmpty()) return toSignIn(request);
                    if (!isOurForm(request, viewer.get())) return look.problem(request, 403);
                    return action.apply(request, viewer.get());
                });
    }

    /** A page only for those who are signed in. */
    Handler page(BiFunction<Request, Viewer, Response> page) {
        return request ->
                viewer(request)
                        .map(viewer -> page.apply(request, viewer))
                        .orElseGet(() -> toSignIn(request));
    }

    /** An upload carries the token in one of its parts. */
    private static boolean isOurForm(Request request, Viewer viewer) {
        if (Csrf.isValid(request, viewer.csrfToken())) return true;
        boolean upload = request.header("content-type").orElse("").startsWith("multipart/");
        if (!upload) return false;
        return Csrf.isValid(Multipart.fieldsOf(request, "pictures"), viewer.csrfToken());
    }

    private static Response toSignIn(Request request) {
        var back = request.method().equals("GET") ? request.path() : "/";
        var target = signIn(back);
        return request.wantsFragment()
                ? Response.empty(204).with("HX-Redirect", target)
                : Response.seeOther(target);
    }

    /** Where to sign in and come back from. */
    static String signIn(String back) {
        return "/login?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }
}
