package hawker.team;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Where the mail of an invitation leads: sign in with its address, and join. */
final class JoinPages {

    static final String PATH = "/team/join";

    private final Look look;
    private final Templates templates;
    private final Accounts accounts;
    private final Staffing staffing;

    JoinPages(Look look, Templates templates, Accounts accounts, Staffing staffing) {
        this.look = look;
        this.templates = templates;
        this.accounts = accounts;
        this.staffing = staffing;
    }

    Routes routes() {
        return new Routes().get(PATH, this::show).post(PATH, CrossSite.guard(look, this::join));
    }

    private Response show(Request request) {
        var token = request.queryParam("token").orElse("");
        var found = staffing.find(token);
        if (found.isEmpty()) return dead(request);
        var invitation = found.get();
        var shop = accounts.find(invitation.account()).map(Account::name).orElse("");
        var viewer = accounts.viewer(request);
        boolean theirs = viewer.filter(v -> Staffing.isFor(invitation, v.person())).isPresent();
        var next = URLEncoder.encode(PATH + "?token=" + token, StandardCharsets.UTF_8);
        Content body =
                templates.content(
                        "join.jte",
                        Map.of(
                                "shop",
                                shop,
                                "role",
                                invitation.role().title(),
                                "says",
                                invitation.role().says(),
                                "email",
                                invitation.email(),
                                "signedIn",
                                viewer.isPresent(),
                                "theirs",
                                theirs,
                                "path",
                                PATH,
                                "token",
                                token,
                                "login",
                                "/login?next=" + next,
                                "csrf",
                                viewer.map(v -> csrf(request, v)).orElse("")));
        var head = PageHead.of(request, "Work for " + shop);
        return look.page(request, 200, Frame.card(head, body)).with("Cache-Control", "no-store");
    }

    private static String csrf(Request request, Viewer viewer) {
        return Csrf.token(request, viewer.csrfToken());
    }

    private Response dead(Request request) {
        return look.problem(
                request,
                new Problem(
                        410,
                        "This invitation does not work any more",
                        "It works once and for a week. Ask for another one.",
                        Optional.of(new Link("Sign in", "/login"))));
    }

    private Response join(Request request) {
        var viewer = accounts.viewer(request);
        if (viewer.isEmpty() || !Csrf.isValid(request, viewer.get().csrfToken()))
            return look.problem(request, 403);
        var token = request.secretParam("token").orElse("");
        var found = staffing.find(token);
        if (found.isEmpty()) return dead(request);
        if (!Staffing.isFor(found.get(), viewer.get().person())) return look.problem(request, 403);
        if (!staffing.join(found.get(), token, viewer.get(), request.remoteAddress()))
            return dead(request);
        var handle = accounts.find(found.get().account()).map(Account::handle).orElse("");
        return Response.seeOther("/dashboard/shop/" + handle);
    }
}
