package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.api.ApiKeyKind;
import hawker.api.Json;
import hawker.billing.Document.Kind;
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
import hawker.payments.PaymentIntent;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.vault.PaymentMethod;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Documents documents;
    private final DocumentsSql sql;
    private final Accounts accounts;
    private final Collecting collecting;
    private final Look look;
    private final String origin;
    private final RateLimit presses;
    private final Templates templates =
            new Templates("hawker.billing.templates", PortalPages.class.getClassLoader());

    PortalPages(
            Platform platform,
            Documents documents,
            DocumentsSql sql,
            Accounts accounts,
            Collecting collecting,
            Look look,
            String origin) {
        this.platform = platform;
        this.documents = documents;
        this.sql = sql;
        this.accounts = accounts;
        this.collecting = collecting;
        this.look = look;
        this.origin = origin;
        presses = new RateLimit(20, Duration.ofMinutes(1), platform.clock());
    }

    static String path(String session, String token) {
        return "/p/session/" + session + "/" + token;
    }

    Routes routes() {
        return new Routes()
                .get("/i/{id}/{token}", request -> with(request, Kind.INVOICE, this::invoice))
                .get(
                        "/i/{id}/{token}/return",
                        request -> with(request, Kind.INVOICE, this::returned))
                .post(
                        "/i/{id}/{token}/pay",
                        CrossSite.guard(look, request -> posted(request, Kind.INVOICE, this::pay)))
                .get(
                        "/p/session/{id}/{token}",
                        request -> with(request, Kind.PORTAL_SESSION, this::portal));
    }

    Response posted(Request request, Kind kind, BiFunction<Request, Document, Response> answer) {
        return Csrf.isValid(request, request.pathParam("token"))
                ? with(request, kind, answer)
                : look.problem(request, 403);
    }

    /** The document of an address, if its holder has the right one. */
    Response with(Request request, Kind kind, BiFunction<Request, Document, Response> answer) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .filter(account -> id.startsWith(kind.prefix() + "_"))
                .flatMap(account -> documents.find(account, kind, id))
                .filter(document ->
                        Secrets.equal(
                                document.detail().path("token").asText(" "),
                                request.pathParam("token")))
                .map(document -> answer.apply(request, document))
                .orElseGet(() -> look.problem(request, 404));
    }

    String seller(AccountId account) {
        return accounts.find(account).map(a -> a.name()).orElse("the shop");
    }

    private Response invoice(Request request, Document invoice) {
        return invoice(request, 200, invoice, "");
    }

    private Response invoice(Request request, int status, Document invoice, String notice) {
        var title = "Invoice " + invoice.body().path("number").asText();
        var seller = seller(invoice.account());
        var receipt = receipt(invoice);
        boolean waits = invoice.detail().path("begun").asBoolean();
        var says =
                switch (invoice.state()) {
                    case "open" ->
                            waits && collecting.isUnderWay(invoice)
                                    ? "A payment is under way: do not pay again."
                                    : "";
                    case "paid" -> "It is paid. Thank you.";
                    case "void" -> "It is void: nothing is to be paid.";
                    case "uncollectible" -> "It is not expected to be paid any more.";
                    default -> "It is not final yet.";
                };
        var content =
                says.isEmpty()
                        ? templates.content(
                                "pay.jte", bill(request, invoice, seller, title, notice, receipt))
                        : narrow(Kit.heading(title, "From " + seller + ". " + says), receipt);
        var page = Frame.bare(PageHead.of(request, title), Optional.empty(), content);
        return look.page(request, status, page);
    }

    /** As wide as can be read, one under the other. */
    private Content narrow(Content... parts) {
        return templates.content("narrow.jte", Map.of("body", Kit.column(parts)));
    }

    private static Content receipt(Document invoice) {
        var bill = new ArrayList<Kit.BillLine>();
        for (var line : Lines.of(invoice.body())) {
            var detail = line.path("quantity").asLong() == 1 ? "" : "× " + line.path("quantity");
            bill.add(
                    new Kit.BillLine(
                            line.path("description").asText(""),
                            detail,
                            Money.of(line.path("amount").asLong(), invoice.currency())));
        }
        rest(bill, "Discounts and taxes", invoice.money("total").minus(invoice.money("subtotal")));
        boolean open = invoice.is("open");
        if (!open) return Kit.receipt(bill, "Total", invoice.money("total"));
        var left = invoice.money("amount_remaining");
        rest(bill, "Balance and payments", left.minus(invoice.money("total")));
        return Kit.receipt(bill, "To pay", left);
    }

    private static void rest(List<Kit.BillLine> bill, String says, Money amount) {
        if (!amount.isZero()) bill.add(new Kit.BillLine(says, "", amount));
    }

    /** What a page with a card field is drawn of. */
    Map<String, Object> form(
            Request request,
            Document document,
            String path,
            String seller,
            String title,
            String notice) {
        var field = cardField(document.account());
        var method =
                request.queryParam("payment_method")
                        .filter(pm -> pm.startsWith("pm_") && notice.isEmpty())
                        .orElse("");
        var fields = new HashMap<String, Object>();
        fields.put("page", path);
        fields.put("csrf", Csrf.token(request, request.pathParam("token")));
        fields.put("seller", seller);
        fields.put("title", title);
        fields.put("notice", notice);
        fields.put("method", method);
        fields.put("cardField", field);
        fields.put("cardPage", field + "&return=" + encoded(origin + path));
        fields.put("parent", origin);
        return fields;
    }

    private Map<String, Object> bill(
            Request request,
            Document invoice,
            String seller,
            String title,
            String notice,
            Content receipt) {
        var path = Finalizing.path(invoice);
        var fields = form(request, invoice, path, seller, title, notice);
        fields.put("action", path + "/pay");
        fields.put("receipt", receipt);
        fields.put("button", "Pay " + invoice.money("amount_remaining").text());
        return fields;
    }

    private String cardField(AccountId account) {
        var key =
                accounts.keys(account).stream()
                        .filter(k -> k.kind() == ApiKeyKind.PUBLISHABLE)
                        .flatMap(k -> k.publicKey().stream())
                        .findFirst()
                        .orElse("");
        return look.vaultOrigin() + "/fields/card?key=" + encoded(key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The buyer pays with the card that the vault has taken. */
    private Response pay(Request request, Document invoice) {
        if (!presses.tryTake(request.remoteAddress())) return look.problem(request, 429);
        if (!invoice.is("open")) return Response.seeOther(Finalizing.path(invoice));
        var method = request.formParam("payment_method").flatMap(PaymentMethod.Id::parse);
        if (method.isEmpty()) return invoice(request, 422, invoice, "Enter the card to pay with.");
        try {
            var back = origin + Finalizing.path(invoice) + "/return";
            return after(request, collecting.payOnPage(invoice, method.get(), back));
        } catch (ApiError refused) {
            return invoice(request, 422, invoice, String.valueOf(refused.getMessage()));
        }
    }

    /** The bank sends the buyer back here. */
    private Response returned(Request request, Document invoice) {
        try {
            return after(request, collecting.afterAction(invoice));
        } catch (ApiError refused) {
            return Response.seeOther(Finalizing.path(invoice));
        }
    }

    private Response after(Request request, Collecting.Outcome outcome) {
        return switch (outcome) {
            case Collecting.Outcome.Paid(var paid) -> Response.seeOther(Finalizing.path(paid));
            case Collecting.Outcome.Processing(var open) ->
                    Response.seeOther(Finalizing.path(open));
            case Collecting.Outcome.NeedsAction(var open, var intent) ->
                    intent.state()
                                    instanceof
                                    PaymentIntent.State.RequiresAction(var m, var challenge)
                            ? Response.seeOther(challenge.url())
                            : Response.seeOther(Finalizing.path(open));
            case Collecting.Outcome.Declined(var open, var intent, var failure) ->
                    invoice(request, 422, open, failure.message() + " Nothing was charged.");
            case Collecting.Outcome.Refused(var open, var message) ->
                    invoice(request, 422, open, message + " Nothing was charged.");
            case Collecting.Outcome.NoMethod(var open) ->
                    invoice(request, 422, open, "Enter the card to pay with.");
        };
    }

    boolean isOver(Document session) {
        return session.created().plus(GOOD).isBefore(platform.clock().now());
    }

    private Response portal(Request request, Document session) {
        if (isOver(session)) return look.problem(request, 410);
        var features = features(session);
        var parts = new ArrayList<Content>();
        var seller = seller(session.account());
        parts.add(Kit.heading("Your subscriptions", "At " + seller));
        for (var subscription : living(session))
            parts.addAll(shown(request, session, subscription, features));
        if (takesCards(session))
            parts.add(
                    Kit.link(
                                    "Pay with another card",
                                    path(session.id(), request.pathParam("token")) + "/card")
                            .quiet());
        if (features.path("invoice_history").path("enabled").asBoolean())
            parts.add(invoices(session));
        var back =
                JsonFields.text(session.body(), "return_url")
                        .map(url -> new Link("Back to " + seller, url));
        var page = narrow(parts.toArray(Content[]::new));
        return look.page(
                request, Frame.bare(PageHead.of(request, "Your subscriptions"), back, page));
    }

    /** Whether the seller lets buyers change what they are charged by. */
    boolean takesCards(Document session) {
        return features(session).path("payment_method_update").path("enabled").asBoolean();
    }

    Content drawn(String template, Map<String, Object> fields) {
        return templates.content(template, fields);
    }

    ObjectNode features(Document session) {
        var configuration =
                documents.find(
                        session.account(), Kind.CONFIGURATION, session.parent().orElseThrow());
        return configuration
                .map(c -> JsonFields.object(c.body(), "features"))
                .orElseGet(Json::object);
    }

    List<Document> living(Document session) {
        return of(session, Kind.SUBSCRIPTION).stream().filter(s -> !Lifecycle.isOver(s)).toList();
    }

    private List<Document> of(Document session, Kind kind) {
        var customer = session.customer().orElseThrow();
        return platform.tx()
                .readAccount(
                        session.account(),
                        tx -> sql.ofCustomer(tx, session.account(), kind, customer));
    }

    private List<Content> shown(
            Request request, Document session, Document subscription, ObjectNode features) {
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
                            "Price",
                            Subscribing.isMetered(item)
                                    ? "By use, billed " + every
                                    : item.path("quantity") + " × " + each.text() + " " + every));
        }
        var ends = JsonFields.time(body, "cancel_at");
        pairs.add(
                new Kit.Pair(
                        ends.isPresent() ? "Ends" : "Paid until",
                        Kit.moment(ends.orElseGet(() -> Lifecycle.periodEnd(body)))));
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

    private Content invoices(Document session) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var invoice : of(session, Kind.INVOICE).reversed()) {
            var url = JsonFields.text(invoice.body(), "hosted_invoice_url");
            if (url.isEmpty()) continue;
            var label = invoice.money("total").text() + ", " + invoice.state();
            pairs.add(
                    new Kit.Pair(
                            invoice.body().path("number").asText(),
                            Kit.link(label, url.get()).quiet()));
        }
        return pairs.isEmpty() ? Kit.nothing() : Kit.pairs(pairs);
    }
}
