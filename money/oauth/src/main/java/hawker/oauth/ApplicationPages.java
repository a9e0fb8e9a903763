package hawker.oauth;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Membership;
import hawker.accounts.Role;
import hawker.accounts.Viewer;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.platform.Platform;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /connect/applications}: where whoever manages an account sees its client ids, says where
 * browsers may come back to, and ends what other platforms may do for it.
 */
final class ApplicationPages {

    static final String PATH = "/connect/applications";

    private final Platform platform;
    private final Accounts accounts;
    private final Connect connect;
    private final Granting granting;
    private final OauthSql sql;
    private final Look look;

    ApplicationPages(
            Platform platform,
            Accounts accounts,
            Connect connect,
            Granting granting,
            OauthSql sql,
            Look look) {
        this.platform = platform;
        this.accounts = accounts;
        this.connect = connect;
        this.granting = granting;
        this.sql = sql;
        this.look = look;
    }

    Routes routes() {
        return new Routes()
                .get(PATH, this::show)
                .post(PATH + "/{mode}/{id}/{act}", CrossSite.guard(look, this::act));
    }

    private Response show(Request request) {
        var viewer = accounts.viewer(request);
        if (viewer.isEmpty()) return Response.seeOther("/login?next=" + PATH);
        return page(request, 200, viewer.get(), "");
    }

    private Response page(Request request, int status, Viewer viewer, String wrong) {
        var own =
                viewer.memberships().stream()
                        .filter(member -> member.role().mayManageKeys())
                        .map(Membership::account)
                        .flatMap(account -> accounts.find(account).stream())
                        .map(account -> own(request, viewer, account))
                        .toList();
        if (own.isEmpty()) return look.problem(request, 403);
        var body =
                AuthorizePages.TEMPLATES.content(
                        "applications.jte", Map.of("wrong", wrong, "accounts", own));
        var answer = look.publicPage(request, PageHead.of(request, "Connected applications"), body);
        return new Response(status, answer.headers(), answer.body());
    }

    private Content own(Request request, Viewer viewer, Account account) {
        var csrf = Csrf.token(request, viewer.csrfToken());
        var modes = new ArrayList<Content>();
        var acting = new ArrayList<Content>();
        for (var id : List.of(account.id().live(), account.id().test())) {
            modes.add(mode(csrf, id));
            for (var other : connect.platforms(id)) acting.add(acting(csrf, id, other));
        }
        return AuthorizePages.TEMPLATES.content(
                "account.jte",
                Map.of(
                        "name", account.name(),
                        "modes", List.copyOf(modes),
                        "acting", List.copyOf(acting)));
    }

    /** The client id of a mode, and where browsers may come back to. */
    private Content mode(String csrf, AccountId id) {
        var redirects = platform.tx().readAccount(id, tx -> sql.redirects(id, tx));
        return AuthorizePages.TEMPLATES.content(
                "mode.jte",
                Map.of(
                        "csrf",
                        csrf,
                        "action",
                        action(id),
                        "live",
                        id.livemode(),
                        "field",
                        (id.livemode() ? "live-" : "test-") + id.text(),
                        "application",
                        id.applicationText(),
                        "redirects",
                        redirects));
    }

    /** Somebody who may act for the account. */
    private Content acting(String csrf, AccountId id, AccountId other) {
        return AuthorizePages.TEMPLATES.content(
                "acting.jte",
                Map.of(
                        "csrf", csrf,
                        "action", action(id),
                        "live", id.livemode(),
                        "platform", other.text(),
                        "name", accounts.find(other).map(Account::name).orElse(other.text())));
    }

    private static String action(AccountId id) {
        return PATH + "/" + (id.livemode() ? "live" : "test") + "/" + id.text();
    }

    private Response act(Request request) {
        var viewer = accounts.viewer(request);
        if (viewer.isEmpty() || !Csrf.isValid(request, viewer.get().csrfToken()))
            return look.problem(request, 403);
        var account =
                AccountId.parse(request.pathParam("id"))
                        .filter(id ->
                                viewer.get().roleIn(id).map(Role::mayManageKeys).orElse(false))
                        .map(id -> id.inMode(request.pathParam("mode").equals("live")));
        if (account.isEmpty()) return look.problem(request, 403);
        return switch (request.pathParam("act")) {
            case "add" -> add(request, viewer.get(), account.get());
            case "remove" -> remove(request, account.get());
            case "end" -> end(request, account.get());
            default -> look.problem(request, 404);
        };
    }

    private Response add(Request request, Viewer viewer, AccountId account) {
        var uri = request.secretParam("uri").orElse("").strip();
        var problem = Redirects.problem(uri, account.livemode());
        if (problem.isPresent()) return page(request, 422, viewer, problem.get());
        boolean added =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    if (sql.redirects(account, tx).size() >= Redirects.MOST)
                                        return false;
                                    sql.addRedirect(account, tx, uri, platform.clock().now());
                                    return true;
                                });
        return added
                ? look.seeOther(PATH, "The address is registered.")
                : page(request, 422, viewer, "There are " + Redirects.MOST + " addresses already.");
    }

    private Response remove(Request request, AccountId account) {
        var uri = request.secretParam("uri").orElse("");
        platform.tx().doInAccount(account, tx -> sql.removeRedirect(account, tx, uri));
        return look.seeOther(PATH, "The address is no longer registered.");
    }

    private Response end(Request request, AccountId account) {
        Optional<AccountId> other =
                request.formParam("platform")
                        .flatMap(AccountId::parse)
                        .map(id -> id.inMode(account.livemode()));
        if (other.isEmpty() || !granting.disconnect(other.get(), account))
            return look.problem(request, 404);
        return look.seeOther(PATH, "It can no longer act for the account.");
    }
}
