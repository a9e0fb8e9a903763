package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.pricing.Cause;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a buyer sees of all this: an invoice, and the portal with their subscriptions and invoices.
 * Holding the address is the right to see it; the portal's is good for an hour.
 */
final class PortalPages {

    private static final Duration GOOD = Duration.ofHours(1);

    private final Platform platform;
    private final Papers papers;
    private final PapersSql sql;
    private final Accounts accounts;
    private final Lives lives;
    private final Look look;
    private final Templates templates =
            new Templates("hawker.billing.templates", PortalPages.class.getClassLoader());

    PortalPages(
            Platform platform,
            Papers papers,
            PapersSql sql,
            Accounts accounts,
            Lives lives,
            Look look) {
        this.platform = platform;
        this.papers = papers;
        this.sql = sql;
        this.accounts = accounts;
        this.lives = lives;
        this.look = look;
    }

    static String path(String session, String token) {
        return "/p/session/" + session + "/" + token;
    }

    Routes routes() {
        return new Routes()
                .get("/i/{id}/{token}", request -> with(request, Kind.INVOICE, this::invoice))
                .get(
                        "/p/session/{id}/{token}",
                        request -> with(request, Kind.PORTAL_SESSION, this::portal))
                .post(
                        "/p/session/{id}/{token}",
                        CrossSite.guard(
                                look,
                                request ->
                                        Csrf.isValid(request, request.pathParam("token"))
                                                ? with(request, Kind.PORTAL_SESSION, this::cancel)
                                                : look.problem(request, 403)));
    }

    /** The paper of an address, if its holder has the right one. */
    private Response with(Request request, Kind kind, BiFunction<Request, Paper, Response> answer) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .filter(account -> id.startsWith(kind.prefix() + "_"))
                .flatMap(account -> papers.find(account, kind, id))
                .filter(paper ->
                        Secrets.equal(
                                paper.detail().path("token").asText(" "),
                                request.pathParam("token")))
                .map(paper -> answer.apply(request, paper))
                .orElseGet(() -> look.problem(request, 404));
    }

    private String seller(AccountId account) {
        return accounts.find(account).map(a -> a.name()).orElse("the shop");
    }

    private Response invoice(Request request, Paper invoice) {
        var body = invoice.body();
        var bill = new ArrayList<Kit.BillLine>();
        for (var line : Lines.of(body)) {
            var detail = line.path("quantity").asLong() == 1 ? "" : "× " + line.path("quantity");
            bill.add(
                    new Kit.BillLine(
                            line.path("description").asText(""),
                            detail,
                            Money.of(line.path("amount").asLong(), invoice.currency())));
        }
        var total = invoice.money("total");
        long rest = total.minor() - invoice.money("subtotal").minor();
        if (rest != 0)
            bill.add(
                    new Kit.BillLine(
                            "Discounts and taxes", "", Money.of(rest, invoice.currency())));
        var says =
                switch (invoice.state()) {
                    case "open" -> invoice.money("amount_remaining").text() + " is to be paid.";
                    case "paid" -> "It is paid. Thank you.";
                    case "void" -> "It is void: nothing is to be paid.";
                    default -> "";
                };
        var title = "Invoice " + body.path("number").asText();
        var page =
                Kit.column(
                        Kit.heading(title, "From " + seller(invoice.account()) + ". " + says),
                        Kit.receipt(bill, "Total", total));
        return look.page(request, Frame.bare(PageHead.of(request, title), Optional.empty(), page));
    }

    private boolean isOver(Paper session) {
        return session.created().plus(GOOD).isBefore(platform.clock().now());
    }

    private Response portal(Request request, Paper session) {
        if (isOver(session)) return look.problem(request, 410);
        var features = features(session);
        var parts = new ArrayList<Content>();
        var seller = seller(session.account());
        parts.add(Kit.heading("Your subscriptions", "At " + seller));
        for (var subscription : subscriptions(session))
            parts.addAll(shown(request, session, subscription, features));
        if (features.path("invoice_history").path("enabled").asBoolean())
            parts.add(invoices(session));
        var back =
                Nodes.text(session.body(), "return_url")
                        .map(url -> new Link("Back to " + seller, url));
        var page = Kit.column(parts.toArray(Content[]::new));
        return look.page(
                request, Frame.bare(PageHead.of(request, "Your subscriptions"), back, page));
    }

    private ObjectNode features(Paper session) {
        var configuration =
                papers.find(session.account(), Kind.CONFIGURATION, session.parent().orElseThrow());
        return configuration.map(c -> Nodes.object(c.body(), "features")).orElseGet(Json::object);
    }

    private List<Paper> subscriptions(Paper session) {
        return of(session, Kind.SUBSCRIPTION).stream().filter(s -> !Lives.isOver(s)).toList();
    }

    private List<Paper> of(Paper session, Kind kind) {
        var customer = session.customer().orElseThrow();
        return platform.tx()
                .readAccount(
                        session.account(),
                        tx -> sql.ofCustomer(tx, session.account(), kind, customer));
    }

    private List<Content> shown(
            Request request, Paper session, Paper subscription, ObjectNode features) {
        var body = subscription.body();
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair("Status", subscription.state().replace('_', ' ')));
        for (var item : Beginning.items(body)) {
            var price = item.path("price");
            var each = Money.of(price.path("unit_amount").asLong(), subscription.currency());
            var every =
                    price.path("recurring").path("interval_count").asLong() == 1
                            ? "a " + price.path("recurring").path("interval").asText()
                            : "every "
                                    + price.path("recurring").path("interval_count")
                                    + " "
                                    + price.path("recurring").path("interval").asText()
                                    + "s";
            pairs.add(
                    new Kit.Pair(
                            "Price", item.path("quantity") + " × " + each.text() + " " + every));
        }
        var ends = Nodes.time(body, "cancel_at");
        pairs.add(
                new Kit.Pair(
                        ends.isPresent() ? "Ends" : "Paid until",
                        Kit.moment(ends.orElseGet(() -> Lives.periodEnd(body)))));
        var parts = new ArrayList<Content>();
        parts.add(Kit.pairs(pairs));
        boolean may = features.path("subscription_cancel").path("enabled").asBoolean();
        if (may && ends.isEmpty())
            parts.add(
                    templates.content(
                            "press.jte",
                            Map.of(
                                    "action",
                                    path(session.id(), request.pathParam("token")),
                                    "csrf",
                                    Csrf.token(request, request.pathParam("token")),
                                    "name",
                                    "cancel",
                                    "value",
                                    subscription.id(),
                                    "label",
                                    "Cancel subscription")));
        return parts;
    }

    private Content invoices(Paper session) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var invoice : of(session, Kind.INVOICE).reversed()) {
            var url = Nodes.text(invoice.body(), "hosted_invoice_url");
            if (url.isEmpty()) continue;
            var label = invoice.money("total").text() + ", " + invoice.state();
            pairs.add(
                    new Kit.Pair(
                            invoice.body().path("number").asText(),
                            Kit.link(label, url.get()).quiet()));
        }
        return pairs.isEmpty() ? Kit.nothing() : Kit.pairs(pairs);
    }

    /** The buyer ends a subscription of theirs: at once or at its period's end, as is set up. */
    private Response cancel(Request request, Paper session) {
        if (isOver(session)) return look.problem(request, 410);
        var how = features(session).path("subscription_cancel");
        var id = request.formParam("cancel").orElse("");
        boolean theirs = subscriptions(session).stream().anyMatch(s -> s.id().equals(id));
        if (!how.path("enabled").asBoolean() || !theirs) return look.problem(request, 404);
        boolean now = how.path("mode").asText().equals("immediately");
        try {
            platform.tx()
                    .doInAccount(
                            session.account(),
                            tx -> {
                                var held =
                                        papers.held(tx, session.account(), Kind.SUBSCRIPTION, id);
                                if (Lives.isOver(held)) return;
                                if (now)
                                    lives.cancel(tx, held, "cancellation_requested", Cause.NONE);
                                else lives.cancelLater(tx, held, Cause.NONE);
                            });
        } catch (ApiError gone) {
            return look.problem(request, 404);
        }
        return Response.seeOther(path(session.id(), request.pathParam("token")));
    }
}
