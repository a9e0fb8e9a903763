package hawker.accounts;

import gg.jte.Content;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in and out, and a forgotten password. The pages of signing up are {@link SignUpPages}.
 */
final class AccountsPages {

    private static final Link FORGOTTEN = new Link("Send another link", "/login/forgot");

    static final Templates TEMPLATES =
            new Templates("hawker.accounts.templates", AccountsPages.class.getClassLoader());

    private final Accounts accounts;
    private final Look look;
    private final boolean secure;
    private final boolean demo;

    AccountsPages(Accounts accounts, Look look, boolean secure, boolean demo) {
        this.accounts = accounts;
        this.look = look;
        this.secure = secure;
        this.demo = demo;
    }

    Routes routes() {
        return new Routes()
                .get("/login", request -> loginPage(FilledForm.fresh(request), 200, Kit.nothing()))
                .post("/login", CrossSite.guard(look, this::login))
                .post("/logout", CrossSite.guard(look, this::logout))
                .get("/login/forgot", this::forgotPage)
                .post("/login/forgot", CrossSite.guard(look, this::forgot))
                .get("/login/reset", request -> resetPage(FilledForm.fresh(request), 200))
                .post("/login/reset", CrossSite.guard(look, this::reset));
    }

    private Response loginPage(FilledForm form, int status, Content notice) {
        var login =
                form.show(Kit.field("login", "E-mail or handle"))
                        .autocomplete("username")
                        .attr("autocapitalize", "none");
        var password =
                Kit.field("password", "Password").type("password").autocomplete("current-password");
        var next = local(form.value("next"));
        var body =
                TEMPLATES.content(
                        "login.jte",
                        Map.of(
                                "notice", notice,
                                "next", next,
                                "login", login,
                                "password", password));
        var head = PageHead.of(form.request(), "Sign in");
        return look.page(form.request(), status, Frame.card(head, body));
    }

    private Response login(Request request) {
        var form = FilledForm.fresh(request);
        return switch (accounts.signIn(
                form.value("login"), form.password(), request.remoteAddress())) {
            case SignIn.SignedIn(var token, var person) -> {
                // A session that was there before must not live on under a new person.
                accounts.signOut(request);
                yield withSession(Response.seeOther(local(form.value("next"))), token);
            }
            case SignIn.Refused() ->
                    loginPage(
                            form,
                            422,
                            Kit.banner(
                                    Tone.BAD,
                                    "That is not right",
                                    "Check the e-mail address or handle and the password.",
                                    Optional.empty()));
            case SignIn.TooMany() ->
                    loginPage(
                            form,
                            429,
                            Kit.banner(
                                    Tone.WARN,
                                    "Too many tries",
                                    "Wait ten minutes, then try again.",
                                    Optional.empty()));
        };
    }

    private Response logout(Request request) {
        var viewer = accounts.viewer(request);
        if (viewer.isPresent() && !Csrf.isValid(request, viewer.get().csrfToken()))
            return look.problem(request, 403);
        accounts.signOut(request);
        return look.seeOther("/", "You are signed out.")
                .withCookie(accounts.sessions().cookie(), "", Duration.ZERO, secure);
    }

    private Response forgotPage(Request request) {
        var email = Kit.field("email", "E-mail").type("email").autocomplete("email");
        var body = TEMPLATES.content("forgot.jte", Map.of("email", email));
        return look.page(request, Frame.card(PageHead.of(request, "Forgotten password"), body));
    }

    private Response forgot(Request request) {
        if (!accounts.resetting()
                .begin(request.formParam("email").orElse(""), request.remoteAddress()))
            return look.problem(request, 429);
        var body = TEMPLATES.content("resetSent.jte", Map.of("demo", demo));
        return look.page(request, Frame.card(PageHead.of(request, "Check your mail"), body));
    }

    private Response resetPage(FilledForm form, int status) {
        var token = form.value("token");
        if (!accounts.resetting().works(token))
            return SignUpPages.deadLink(look, form.request(), FORGOTTEN);
        var password =
                form.show(Kit.field("password", "New password"))
                        .type("password")
                        .hint("At least " + Passwords.MIN + " characters.")
                        .autocomplete("new-password")
                        .attr("minlength", String.valueOf(Passwords.MIN));
        var body = TEMPLATES.content("reset.jte", Map.of("token", token, "password", password));
        var head = PageHead.of(form.request(), "New password");
        return look.page(form.request(), status, Frame.card(head, body));
    }

    private Response reset(Request request) {
        var form = FilledForm.fresh(request);
        return switch (accounts.resetting().reset(form.value("token"), form.password())) {
            case DONE -> look.seeOther("/login", "Your new password is set.");
            case DEAD_LINK -> SignUpPages.deadLink(look, request, FORGOTTEN);
            case BAD_PASSWORD ->
                    resetPage(
                            form.wrong(
                                    "password",
                                    "A password has at least " + Passwords.MIN + " characters."),
                            422);
            case TOO_MANY -> look.problem(request, 429);
        };
    }

    Response withSession(Response response, String token) {
        return response.withCookie(accounts.sessions().cookie(), token, Sessions.LASTS, secure);
    }

    /** Where to go afterwards: never to another site. */
    static String local(String path) {
        boolean own =
                path.startsWith("/")
                        && !path.startsWith("//")
                        && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
        return own ? path : "/";
    }
}
