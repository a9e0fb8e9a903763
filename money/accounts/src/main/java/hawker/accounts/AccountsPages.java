package hawker.accounts;

import gg.jte.Content;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.platform.Request;
import hawker.platform.Response;
import hawker.platform.Routes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Signing in and out. The pages of signing up are {@link SignUpPages}. */
final class AccountsPages {

    static final Templates TEMPLATES =
            new Templates("hawker.accounts.templates", AccountsPages.class.getClassLoader());

    private final Accounts accounts;
    private final Look look;
    private final boolean secure;

    AccountsPages(Accounts accounts, Look look, boolean secure) {
        this.accounts = accounts;
        this.look = look;
        this.secure = secure;
    }

    Routes routes() {
        return new Routes()
                .get("/login", request -> loginPage(FilledForm.fresh(request), 200, Kit.nothing()))
                .post("/login", CrossSite.guard(look, this::login))
                .post("/logout", CrossSite.guard(look, this::logout));
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
