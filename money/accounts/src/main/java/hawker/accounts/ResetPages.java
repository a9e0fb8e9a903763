package hawker.accounts;

import hawker.look.CrossSite;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.platform.Request;
import hawker.platform.Response;
import hawker.platform.Routes;
import java.util.Map;

/** The way back in for who has forgotten the password. */
final class ResetPages {

    private final Resetting resetting;
    private final Look look;
    private final boolean demo;

    ResetPages(Resetting resetting, Look look, boolean demo) {
        this.resetting = resetting;
        this.look = look;
        this.demo = demo;
    }

    Routes routes() {
        return new Routes()
                .get("/login/forgot", this::forgotPage)
                .post("/login/forgot", CrossSite.guard(look, this::forgot))
                .get("/login/reset", request -> resetPage(FilledForm.fresh(request), 200))
                .post("/login/reset", CrossSite.guard(look, this::reset));
    }

    private Response forgotPage(Request request) {
        var email = Kit.field("email", "E-mail").type("email").autocomplete("email");
        var body = AccountsPages.TEMPLATES.content("forgot.jte", Map.of("email", email));
        return look.page(request, Frame.card(PageHead.of(request, "Forgotten password"), body));
    }

    private Response forgot(Request request) {
        if (!resetting.begin(request.formParam("email").orElse(""), request.remoteAddress()))
            return look.problem(request, 429);
        var body = AccountsPages.TEMPLATES.content("resetSent.jte", Map.of("demo", demo));
        return look.page(request, Frame.card(PageHead.of(request, "Check your mail"), body));
    }

    private Response resetPage(FilledForm form, int status) {
        var token = form.value("token");
        if (!resetting.works(token)) return SignUpPages.deadLink(look, form.request());
        var password =
                form.show(Kit.field("password", "New password"))
                        .type("password")
                        .hint("At least " + Passwords.MIN + " characters.")
                        .autocomplete("new-password")
                        .attr("minlength", String.valueOf(Passwords.MIN));
        var body =
                AccountsPages.TEMPLATES.content(
                        "reset.jte", Map.of("token", token, "password", password));
        var head = PageHead.of(form.request(), "New password");
        return look.page(form.request(), status, Frame.card(head, body));
    }

    private Response reset(Request request) {
        var form = FilledForm.fresh(request);
        return switch (resetting.reset(form.value("token"), form.password())) {
            case DONE -> look.seeOther("/login", "Your new password is set.");
            case DEAD_LINK -> SignUpPages.deadLink(look, request);
            case BAD_PASSWORD ->
                    resetPage(
                            form.wrong(
                                    "password",
                                    "A password has at least " + Passwords.MIN + " characters."),
                            422);
            case TOO_MANY -> look.problem(request, 429);
        };
    }
}
