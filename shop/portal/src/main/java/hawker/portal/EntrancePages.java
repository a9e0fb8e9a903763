package hawker.portal;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.api.ApiModule.Inside;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Page;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.platform.Secrets;
import hawker.web.Handler;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lets in who holds the address of a session, and shows them the way out. */
final class EntrancePages {

    private final Portals portals;
    private final Accounts accounts;
    private final Look look;
    private final Inside api;
    private final RateLimit presses;
    private final Templates templates =
            new Templates("hawker.portal.templates", EntrancePages.class.getClassLoader());

    EntrancePages(Portals portals, Accounts accounts, Look look, Inside api) {
        this.portals = portals;
        this.accounts = accounts;
        this.look = look;
        this.api = api;
        presses = new RateLimit(20, Duration.ofMinutes(1), portals.platform().clock());
    }

    /** Shows a page of a session that is still good. */
    Handler page(Function<Visiting, Response> page) {
        return request -> {
            var session = session(request);
            if (session.isEmpty()) return look.problem(request, 404);
            if (session.get().isOver(portals.platform().clock().now()))
                return look.problem(request, 410);
            return page.apply(visit(request, session.get()));
        };
    }

    /** Does something for a form of a page of ours. */
    Handler form(Function<Visiting, Response> work) {
        Handler checked =
                request -> {
                    if (!Csrf.isValid(request, request.pathParam("token")))
                        return look.problem(request, 403);
                    if (!presses.tryTake(request.remoteAddress()))
                        return look.problem(request, 429);
                    return page(work).handle(request);
                };
        return CrossSite.guard(look, checked);
    }

    private Optional<Session> session(Request request) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .filter(account -> id.startsWith("bps_"))
                .flatMap(account ->
                        portals.platform()
                                .tx()
                                .readAccount(account, tx -> portals.sql().session(tx, account, id)))
                .filter(found -> Secrets.equal(found.token(), request.pathParam("token")));
    }

    private Visiting visit(Request request, Session session) {
        var account = session.account();
        var portal =
                portals.platform()
                        .tx()
                        .readAccount(
                                account,
                                tx -> portals.sql().find(tx, account, session.configuration()))
                        .orElseThrow();
        return new Visiting(request, session, portal, seller(account), api);
    }

    String seller(AccountId account) {
        return accounts.find(account).map(a -> a.name()).orElse("the shop");
    }

    Templates templates() {
        return templates;
    }

    /** A part of a page. */
    Response fragment(Content content) {
        return look.fragment(200, content);
    }

    /** There is no such page for this buyer. */
    Response nothing(Visiting visit) {
        return look.problem(visit.request(), 404);
    }

    /** A page of the portal; its form may lead out, to the address that the seller named. */
    Response shown(
            Visiting visit, int status, String title, String template, Map<String, Object> in) {
        var fields = new HashMap<>(in);
        fields.put("csrf", visit.csrf());
        var page = framed(visit, title, visit.back(), templates.content(template, fields));
        var after = visit.session().flow().path("after_completion").path("type").asText("");
        return after.equals("redirect")
                ? look.leadingOut(visit.request(), status, page)
                : look.page(visit.request(), status, page);
    }

    /** The portal's first page, whose way back leads out. */
    Response home(Visiting visit, String template, Map<String, Object> fields) {
        var content = templates.content(template, fields);
        return look.page(
                visit.request(), framed(visit, "Your subscriptions", visit.out(), content));
    }

    /** Under the seller's own sign. */
    private Page framed(Visiting visit, String title, Optional<Link> back, Content content) {
        var shop = accounts.find(visit.session().account());
        return Frame.branded(
                PageHead.of(visit.request(), title),
                back,
                visit.seller(),
                shop.flatMap(Account::logo),
                shop.flatMap(Account::accent),
                content);
    }

    Content drawn(String template, Map<String, Object> fields) {
        return templates.content(template, fields);
    }

    /** A page for who has not been let in yet. */
    Response card(
            Request request, int status, String title, String template, Map<String, Object> in) {
        Content content = templates.content(template, in);
        return look.page(request, status, Frame.card(PageHead.of(request, title), content));
    }

    /** What the buyer came for is done: where they get to. */
    Response done(Visiting visit) {
        var session = visit.session();
        if (session.task().isEmpty()) return Response.seeOther(session.path());
        portals.platform()
                .tx()
                .doInAccount(
                        session.account(),
                        tx -> portals.sql().done(tx, session.account(), session.id()));
        var after = session.flow().path("after_completion");
        return switch (after.path("type").asText("")) {
            case "redirect" ->
                    Response.seeOther(after.path("redirect").path("return_url").asText());
            case "hosted_confirmation" -> Response.seeOther(session.path() + "/done");
            default -> Response.seeOther(session.path());
        };
    }

    /** That it is done, in the seller's words if they have some. */
    Response confirmed(Visiting visit) {
        var message = visit.session().flow().path("after_completion").path("hosted_confirmation");
        if (!message.isObject() || !visit.session().done()) return nothing(visit);
        var says = message.path("custom_message").asText("");
        var lead =
                says.isEmpty() ? visit.seller() + " has been told. You may close this page." : says;
        return shown(visit, 200, "Done", "done.jte", Map.of("heading", Kit.heading("Done", lead)));
    }

    /** The address of the vault's card fields for a seller. */
    String cardField(AccountId account) {
        var key = accounts.publishableKey(account);
        return look.vaultOrigin() + "/fields/card?key=" + Visiting.encoded(key);
    }
}
