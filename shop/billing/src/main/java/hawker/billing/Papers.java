package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.look.Kit;
import hawker.paper.Bill;
import hawker.paper.InvoicePaper;
import hawker.paper.InvoicePaper.Linked;
import hawker.paper.InvoicePaper.Paid;
import hawker.paper.InvoicePaper.TaxNumber;
import hawker.paper.Letterhead;
import hawker.paper.Paper;
import hawker.paper.PaperModule;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.platform.Tx;
import hawker.pricing.Coupon;
import hawker.vault.CardDisplay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Invoices as buyers read them, on a page, in a letter or on paper. What a final invoice says
 * stays: how its seller was named is kept with it.
 */
final class Papers {

    private static final String LETTERHEAD = "letterhead";

    private final Documents documents;
    private final Prices prices;
    private final Discounting discounting;
    private final Payments payments;
    private final Paying paying;
    private final PaperModule paper;
    private final String origin;

    Papers(
            Documents documents,
            Prices prices,
            Discounting discounting,
            Payments payments,
            Paying paying,
            PaperModule paper,
            String origin) {
        this.documents = documents;
        this.prices = prices;
        this.discounting = discounting;
        this.payments = payments;
        this.paying = paying;
        this.paper = paper;
        this.origin = origin;
    }

    /** Gives an invoice that becomes final its addresses, and its seller's name for good. */
    void publish(Tx tx, Document next) {
        next.detail().put("token", documents.token());
        next.body().put("hosted_invoice_url", origin + path(next));
        next.body().put("invoice_pdf", origin + path(next) + "/pdf");
        if (issuer(next).equals(next.account()))
            paper.letterheads()
                    .said(tx, next.account())
                    .ifPresent(said -> next.detail().set(LETTERHEAD, node(said)));
    }

    /** Where the buyer sees and pays it. */
    static String path(Document invoice) {
        return "/i/" + invoice.id() + "/" + invoice.detail().path("token").asText();
    }

    /** Where the pages are. */
    String origin() {
        return origin;
    }

    /** Whether there is anything that a receipt could be of. */
    static boolean hasReceipt(Document invoice) {
        return invoice.is("paid") && invoice.body().path("amount_paid").asLong() > 0;
    }

    /**
     * What stands on an invoice, one below the other.
     *
     * @param label of what it comes to: "To pay" as long as it is open
     */
    record Read(List<Kit.BillLine> lines, String label, Money total) {}

    Read read(Document invoice) {
        return documents.read(invoice.account(), tx -> read(tx, invoice));
    }

    Read read(Tx tx, Document invoice) {
        var bill = Bill.of(invoice.body(), new Names(tx, invoice.account()));
        var lines = new ArrayList<Kit.BillLine>();
        for (var line : bill.lines()) lines.add(line(line));
        for (var row : bill.rows()) lines.add(new Kit.BillLine(row.label(), "", row.amount()));
        if (!invoice.is("open")) return new Read(lines, "Total", bill.total());
        if (!bill.balance().isZero())
            lines.add(new Kit.BillLine("Applied balance", "", bill.balance()));
        if (!bill.paid().isZero())
            lines.add(new Kit.BillLine("Paid already", "", bill.paid().negated()));
        return new Read(lines, "To pay", bill.left());
    }

    private static Kit.BillLine line(Bill.Line line) {
        var detail = new ArrayList<String>();
        if (!line.quantity().equals("1")) detail.add("× " + line.quantity());
        if (line.hasPeriod()) detail.add(InvoicePaper.period(line));
        return new Kit.BillLine(line.description(), String.join(" · ", detail), line.amount());
    }

    /** The invoice as a PDF file. */
    byte[] invoice(Document invoice) {
        return paper.print(printed(invoice, InvoicePaper::invoice));
    }

    /** The receipt of a paid one. */
    byte[] receipt(Document invoice) {
        var paid = paid(invoice);
        return paper.print(printed(invoice, made -> made.receipt(paid)));
    }

    /** The tax numbers on it, for the page: the seller's and the buyer's. */
    static List<Kit.Pair> numbers(Document invoice) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var number : numbers(Buyers.sellers(invoice)))
            pairs.add(new Kit.Pair("Seller’s tax number", number.toString()));
        for (var number : numbers(Buyers.numbers(invoice)))
            pairs.add(new Kit.Pair("Your tax number", number.toString()));
        return pairs;
    }

    private static List<TaxNumber> numbers(List<ObjectNode> shown) {
        return shown.stream()
                .map(n -> new TaxNumber(n.path("type").asText(), n.path("value").asText()))
                .toList();
    }

    private Paper printed(Document invoice, Function<InvoicePaper, Paper> which) {
        var letterhead = letterhead(invoice);
        return documents.read(
                invoice.account(),
                tx -> {
                    var names = new Names(tx, invoice.account());
                    var made =
                            new InvoicePaper(
                                    invoice.body(),
                                    names,
                                    letterhead,
                                    numbers(Buyers.sellers(invoice)),
                                    linked(tx, invoice));
                    return which.apply(made);
                });
    }

    /** As it was when the invoice became final, else as it is now. */
    private Letterhead letterhead(Document invoice) {
        return invoice.detail().get(LETTERHEAD) instanceof ObjectNode kept
                ? letterhead(kept)
                : paper.letterheads().of(issuer(invoice));
    }

    /** Whose name is on it. */
    private static AccountId issuer(Document invoice) {
        var said = JsonFields.text(invoice.body().path("issuer"), "account");
        return said.or(() -> JsonFields.text(invoice.body(), "on_behalf_of"))
                .flatMap(AccountId::parse)
                .map(other -> other.inMode(invoice.account().livemode()))
                .orElse(invoice.account());
    }

    private Linked linked(Tx tx, Document invoice) {
        return new Linked(
                number(
                        tx,
                        invoice.account(),
                        JsonFields.text(invoice.body().path("from_invoice"), "invoice")),
                number(tx, invoice.account(), JsonFields.text(invoice.body(), "latest_revision")));
    }

    private Optional<String> number(Tx tx, AccountId account, Optional<String> id) {
        return id.flatMap(other -> documents.find(tx, account, Kind.INVOICE, other))
                .flatMap(other -> JsonFields.text(other.body(), "number"));
    }

    // ---- what was paid ----

    private List<Paid> paid(Document invoice) {
        var records =
                documents.read(invoice.account(), tx -> paying.payments(tx, invoice)).stream()
                        .filter(payment -> payment.is("paid"))
                        .toList();
        var paid = new ArrayList<Paid>();
        long known = 0;
        for (var each : records) {
            long amount = each.body().path("amount_paid").asLong();
            known += amount;
            var at = JsonFields.time(each.body().path("status_transitions"), "paid_at");
            paid.add(
                    new Paid(
                            at.orElse(each.created()),
                            method(each),
                            Money.of(amount, invoice.currency())));
        }
        long rest = invoice.body().path("amount_paid").asLong() - known;
        var when = JsonFields.time(invoice.body().path("status_transitions"), "paid_at");
        if (rest > 0)
            paid.add(
                    new Paid(
                            when.orElse(Instant.EPOCH),
                            "Paid another way",
                            Money.of(rest, invoice.currency())));
        paid.sort(Comparator.comparing(Paid::at));
        return paid;
    }

    /** "Visa •••• 4242": what any receipt shows of a card, and no more. */
    private String method(Document payment) {
        return payment.intent()
                .flatMap(PaymentIntent.Id::parse)
                .flatMap(id ->
                        payments.charges(payment.account(), id).stream()
                                .filter(Charge::paid)
                                .findFirst())
                .map(charge -> charge.facts().instrument())
                .map(used ->
                        capital(used instanceof CardDisplay card ? card.brand() : used.type())
                                + last(used.last4()))
                .orElse("Card");
    }

    private static String last(String last4) {
        return last4.isEmpty() ? "" : " •••• " + last4;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).replace('_', ' ');
    }

    // ---- names ----

    /** What discounts and rates are called. */
    private final class Names implements Bill.Names {
        private final Tx tx;
        private final AccountId account;

        Names(Tx tx, AccountId account) {
            this.tx = tx;
            this.account = account;
        }

        @Override
        public Optional<String> discount(String id) {
            return discounting.coupon(tx, account, id).map(Names::said);
        }

        private static String said(Coupon coupon) {
            var off =
                    switch (coupon.off()) {
                        case Coupon.Off.Percent(var percent) ->
                                percent.stripTrailingZeros().toPlainString() + "% off";
                        case Coupon.Off.Fixed(var amounts) -> "";
                    };
            var name = coupon.name().orElse("Discount");
            return off.isEmpty() ? name : name + " (" + off + ")";
        }

        @Override
        public Optional<String> tax(String id) {
            return prices.rates(tx, account, List.of(id)).stream()
                    .findFirst()
                    .map(rate ->
                            rate.name()
                                    + " ("
                                    + rate.percent().stripTrailingZeros().toPlainString()
                                    + "%)");
        }
    }

    // ---- how a letterhead is kept ----

    private static ObjectNode node(Letterhead letterhead) {
        var node = Json.object();
        Json.put(node, "name", letterhead.name());
        letterhead.lines().forEach(node.putArray("lines")::add);
        Json.put(node, "email", letterhead.email());
        Json.put(node, "phone", letterhead.phone());
        return Json.put(node, "registered", letterhead.registered());
    }

    private static Letterhead letterhead(ObjectNode node) {
        return new Letterhead(
                JsonFields.text(node, "name"),
                JsonFields.texts(node.path("lines")),
                JsonFields.text(node, "email"),
                JsonFields.text(node, "phone"),
                JsonFields.text(node, "registered"));
    }
}
