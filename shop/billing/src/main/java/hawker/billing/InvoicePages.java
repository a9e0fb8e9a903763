package hawker.billing;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.billing.Document.Kind;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.paper.InvoicePaper;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** An invoice as its buyer sees and pays it. Holding the address is the right to do so. */
final class InvoicePages {

    private final Documents documents;
    private final Accounts accounts;
    private final Collecting collecting;
    private final Look look;
    private final Templates templates;
    private final Papers papers;
    private final RateLimit presses;
    private final RateLimit prints;

    InvoicePages(
            Platform platform,
            Documents documents,
            Accounts accounts,
            Collecting collecting,
            Look look,
            Templates templates,
            Papers papers) {
        this.documents = documents;
        this.accounts = accounts;
        this.collecting = collecting;
        this.look = look;
        this.templates = templates;
        this.papers = papers;
        presses = new RateLimit(20, Duration.ofMinutes(1), platform.clock());
        prints = new RateLimit(30, Duration.ofMinutes(1), platform.clock());
    }

    Routes routes() {
        return new Routes()
                .get("/i/{id}/{token}", request -> with(request, this::invoice))
                .get("/i/{id}/{token}/return", request -> with(request, this::returned))
                .get("/i/{id}/{token}/pdf", request -> with(request, this::pdf))
                .get("/i/{id}/{token}/receipt", request -> with(request, this::receipt))
                .post(
                        "/i/{id}/{token}/pay",
                        CrossSite.guard(look, request -> posted(request, this::pay)));
    }

    /** The invoice to keep or to print. */
    private Response pdf(Request request, Document invoice) {
        if (!prints.tryTake(request.remoteAddress())) return look.problem(request, 429);
        return file("Invoice", invoice, papers.invoice(invoice));
    }

    private Response receipt(Request request, Document invoice) {
        if (!Papers.hasReceipt(invoice)) return look.problem(request, 404);
        if (!prints.tryTake(request.remoteAddress())) return look.problem(request, 429);
        return file("Receipt", invoice, papers.receipt(invoice));
    }

    /** A number is the seller's to choose, so only plain signs of it come into the name. */
    private static Response file(String what, Document invoice, byte[] pdf) {
        var number = invoice.body().path("number").asText().replaceAll("[^A-Za-z0-9-]", "_");
        return Response.of(200, "application/pdf", pdf)
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"" + what + "-" + number + ".pdf\"")
                .with("Cache-Control", "private, no-store");
    }

    private Response posted(Request request, BiFunction<Request, Document, Response> answer) {
        return Csrf.isValid(request, request.pathParam("token"))
                ? with(request, answer)
                : look.problem(request, 403);
    }

    /** The invoice of an address, if its holder has the right one. */
    private Response with(Request request, BiFunction<Request, Document, Response> answer) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .filter(account -> id.startsWith(Kind.INVOICE.prefix() + "_"))
                .flatMap(account -> documents.find(account, Kind.INVOICE, id))
                .filter(document ->
                        Secrets.equal(
                                document.detail().path("token").asText(" "),
                                request.pathParam("token")))
                .map(document -> answer.apply(request, document))
                .orElseGet(() -> look.problem(request, 404));
    }

    private Response invoice(Request request, Document invoice) {
        return invoice(request, 200, invoice, "");
    }

    private Response invoice(Request request, int status, Document invoice, String notice) {
        var title = "Invoice " + invoice.body().path("number").asText();
        var seller = invoice.body().path("account_name").asText();
        var bill = papers.read(invoice);
        var receipt = Kit.receipt(bill.lines(), bill.label(), bill.total());
        boolean waits = invoice.detail().path("begun").asBoolean();
        var says =
                switch (invoice.state()) {
                    case "open" ->
                            waits && collecting.isUnderWay(invoice)
                                    ? "A payment is under way: do not pay again."
                                    : "";
                    case "paid" -> "It is paid. Thank you.";
                    case "void" ->
                            replacement(invoice).isPresent()
                                    ? "It was replaced: nothing is to be paid here."
                                    : "It is void: nothing is to be paid.";
                    case "uncollectible" -> "It is not expected to be paid any more.";
                    default -> "It is not final yet.";
                };
        var content =
                says.isEmpty()
                        ? templates.content(
                                "pay.jte", bill(request, invoice, seller, title, notice, receipt))
                        : closed(invoice, title, "From " + seller + ". " + says, receipt);
        var shop = accounts.find(invoice.account());
        var page =
                Frame.branded(
                        PageHead.of(request, title),
                        Optional.empty(),
                        seller,
                        shop.flatMap(Account::logo),
                        shop.flatMap(Account::accent),
                        content);
        return look.page(request, status, page);
    }

    /** Nothing is to be paid here. */
    private Content closed(Document invoice, String title, String says, Content receipt) {
        var parts = new ArrayList<Content>();
        parts.add(Kit.heading(title, says));
        parts.add(numbers(invoice));
        parts.add(receipt);
        parts.add(downloads(invoice));
        replacement(invoice).ifPresent(url -> parts.add(Kit.link("Open the new invoice", url)));
        return templates.content(
                "narrow.jte", Map.of("paper", paper(invoice), "body", Kit.all(parts)));
    }

    private static Content numbers(Document invoice) {
        var numbers = Papers.numbers(invoice);
        return numbers.isEmpty() ? Kit.nothing() : Kit.pairs(numbers);
    }

    /** What can be kept of a final invoice. */
    private Content downloads(Document invoice) {
        return templates.content(
                "downloads.jte",
                Map.of("path", Papers.path(invoice), "receipt", Papers.hasReceipt(invoice)));
    }

    /** Where the revision is that took the invoice's place. */
    private Optional<String> replacement(Document invoice) {
        return JsonFields.text(invoice.body(), "latest_revision")
                .flatMap(id -> documents.find(invoice.account(), Kind.INVOICE, id))
                .flatMap(revision -> JsonFields.text(revision.body(), "hosted_invoice_url"));
    }

    /** What the page with the card field is drawn of. */
    private Map<String, Object> bill(
            Request request,
            Document invoice,
            String seller,
            String title,
            String notice,
            Content receipt) {
        var path = Papers.path(invoice);
        var field = cardField(invoice.account());
        var method =
                request.queryParam("payment_method")
                        .filter(pm -> pm.startsWith("pm_") && notice.isEmpty())
                        .orElse("");
        var fields = new HashMap<String, Object>();
        fields.put("page", path);
        fields.put("csrf", Csrf.token(request, request.pathParam("token")));
        fields.put("seller", seller);
        var due = JsonFields.time(invoice.body(), "due_date");
        fields.put(
                "heading",
                Kit.heading(
                        title,
                        "From "
                                + seller
                                + due.map(at -> ", due " + InvoicePaper.day(at)).orElse("")));
        fields.put("memo", JsonFields.text(invoice.body(), "description").orElse(""));
        fields.put("notice", notice);
        fields.put("method", method);
        fields.put("cardField", field);
        fields.put("cardPage", field + "&return=" + encoded(papers.origin() + path));
        fields.put("parent", papers.origin());
        fields.put("action", path + "/pay");
        fields.put("numbers", numbers(invoice));
        fields.put("receipt", receipt);
        fields.put("downloads", downloads(invoice));
        fields.put("paper", paper(invoice));
        fields.put("button", "Pay " + invoice.money("amount_remaining").text());
        return fields;
    }

    /** The size of the paper that it is printed on, if the seller has said one. */
    private static String paper(Document invoice) {
        return invoice.body().path("rendering").path("pdf").path("page_size").asText("auto");
    }

    private String cardField(AccountId account) {
        var key = accounts.publishableKey(account);
        return look.vaultOrigin() + "/fields/card?key=" + encoded(key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The buyer pays with the card that the vault has taken. */
    private Response pay(Request request, Document invoice) {
        if (!presses.tryTake(request.remoteAddress())) return look.problem(request, 429);
        if (!invoice.is("open")) return Response.seeOther(Papers.path(invoice));
        var method = request.formParam("payment_method").flatMap(PaymentMethod.Id::parse);
        if (method.isEmpty()) return invoice(request, 422, invoice, "Enter the card to pay with.");
        try {
            var back = papers.origin() + Papers.path(invoice) + "/return";
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
            return Response.seeOther(Papers.path(invoice));
        }
    }

    private Response after(Request request, Collecting.Outcome outcome) {
        return switch (outcome) {
            case Collecting.Outcome.Paid(var paid) -> Response.seeOther(Papers.path(paid));
            case Collecting.Outcome.Processing(var open) -> Response.seeOther(Papers.path(open));
            case Collecting.Outcome.NeedsAction(var open, var intent) ->
                    intent.state()
                                    instanceof
                                    PaymentIntent.State.RequiresAction(var m, var challenge)
                            ? Response.seeOther(challenge.url())
                            : Response.seeOther(Papers.path(open));
            case Collecting.Outcome.Declined(var open, var intent, var failure) ->
                    invoice(request, 422, open, failure.message() + " Nothing was charged.");
            case Collecting.Outcome.Refused(var open, var message) ->
                    invoice(request, 422, open, message + " Nothing was charged.");
            case Collecting.Outcome.NoMethod(var open) ->
                    invoice(request, 422, open, "Enter the card to pay with.");
        };
    }
}
