package hawker.paper;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Money;
import hawker.paper.Paper.Headline;
import hawker.paper.Paper.Item;
import hawker.paper.Paper.Link;
import hawker.paper.Paper.Pair;
import hawker.paper.Paper.Party;
import hawker.paper.Paper.Payment;
import hawker.paper.Paper.Size;
import hawker.paper.Paper.Sum;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes paper of an invoice of the API: the invoice itself, and the receipt of a paid one. */
public final class InvoicePaper {

    private static final DateTimeFormatter DAY = formatter("d MMMM yyyy");
    private static final DateTimeFormatter SHORT = formatter("d MMM yyyy");

    private final JsonNode body;
    private final Bill bill;
    private final Letterhead letterhead;
    private final List<TaxNumber> registered;
    private final Linked linked;

    /**
     * Numbers of invoices that it stands for, or that stands for it.
     *
     * @param original of which it is a revision
     * @param revision that took its place
     */
    public record Linked(Optional<String> original, Optional<String> revision) {}

    /** A number by which a tax office knows somebody: eu_vat and DE123456789. */
    public record TaxNumber(String kind, String value) {
        /** "EU VAT DE123456789" */
        @Override
        public String toString() {
            return kind.replace('_', ' ').toUpperCase(Locale.ROOT) + " " + value;
        }
    }

    /** What was paid of it, when and how: "Visa •••• 4242". */
    public record Paid(Instant at, String method, Money amount) {}

    /**
     * @param body as the API writes it, with all its lines
     * @param letterhead of whoever issues it
     * @param registered the tax numbers of whoever issues it
     */
    public InvoicePaper(
            JsonNode body,
            Bill.Names names,
            Letterhead letterhead,
            List<TaxNumber> registered,
            Linked linked) {
        this.body = body;
        this.bill = Bill.of(body, names);
        this.letterhead = letterhead;
        this.registered = List.copyOf(registered);
        this.linked = linked;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }

    /** The invoice, whatever became of it. */
    public Paper invoice() {
        boolean isVoid = is("void");
        var facts = new ArrayList<Pair>();
        number(facts);
        linked.original().ifPresent(of -> facts.add(new Pair("Revision of", of)));
        linked.revision().ifPresent(by -> facts.add(new Pair("Replaced by", by)));
        facts.add(new Pair("Date of issue", day("effective_at")));
        if (body.path("due_date").isNumber()) facts.add(new Pair("Date due", day("due_date")));
        fields(facts);
        return paper(
                "Invoice",
                isVoid ? Optional.of("Void") : Optional.empty(),
                facts,
                headline(),
                isVoid ? sums("Total") : owed(),
                List.of());
    }

    /** What a buyer shows to have paid. */
    public Paper receipt(List<Paid> payments) {
        var facts = new ArrayList<Pair>();
        number(facts);
        facts.add(new Pair("Date paid", paidOn()));
        if (payments.size() == 1)
            facts.add(new Pair("Payment method", payments.getFirst().method()));
        fields(facts);
        var headline =
                new Headline(said(bill.paid()) + " paid on " + paidOn(), Optional.empty(), memo());
        var history =
                payments.stream()
                        .map(p -> new Payment(DAY.format(p.at()), p.method(), said(p.amount())))
                        .toList();
        return paper("Receipt", Optional.empty(), facts, headline, received(), history);
    }

    private Paper paper(
            String title,
            Optional<String> mark,
            List<Pair> facts,
            Headline headline,
            List<Sum> sums,
            List<Payment> payments) {
        var page = body.path("rendering").path("pdf").path("page_size").asText("auto");
        return new Paper(
                Size.of(page, body.path("account_country").asText()),
                time("effective_at"),
                title,
                mark,
                seller(),
                facts,
                parties(),
                headline,
                bill.lines().stream().map(InvoicePaper::item).toList(),
                sums,
                payments,
                body.path("footer").asText(""));
    }

    private boolean is(String status) {
        return body.path("status").asText().equals(status);
    }

    private void number(List<Pair> facts) {
        facts.add(new Pair("Invoice number", body.path("number").asText("")));
    }

    private void fields(List<Pair> facts) {
        // Who owes the tax in the seller's place has to read so (docs: the customer's tax_exempt).
        if (body.path("customer_tax_exempt").asText().equals("reverse"))
            facts.add(new Pair("Tax", "Reverse charge"));
        for (var field : body.path("custom_fields"))
            facts.add(new Pair(field.path("name").asText(), field.path("value").asText()));
    }

    private Instant time(String field) {
        return Instant.ofEpochSecond(body.path(field).asLong());
    }

    private String day(String field) {
        return DAY.format(time(field));
    }

    private String paidOn() {
        return DAY.format(
                Instant.ofEpochSecond(body.path("status_transitions").path("paid_at").asLong()));
    }

    private String memo() {
        return body.path("description").asText("");
    }

    private String seller() {
        return letterhead.name().orElse(body.path("account_name").asText(""));
    }

    /** With its currency's name: not every dollar is one of the United States. */
    private static String said(Money amount) {
        return amount.text() + " " + amount.currency().upper();
    }

    private Headline headline() {
        if (is("paid"))
            return new Headline(
                    said(bill.paid().isZero() ? bill.total() : bill.paid())
                            + " paid on "
                            + paidOn(),
                    Optional.empty(),
                    memo());
        if (is("void")) return new Headline(said(bill.total()), Optional.empty(), memo());
        var due = body.path("due_date").isNumber() ? "due_date" : "effective_at";
        var link = body.path("hosted_invoice_url");
        return new Headline(
                said(bill.left()) + " due " + day(due),
                link.isTextual()
                        ? Optional.of(new Link("Pay online", link.asText()))
                        : Optional.empty(),
                memo());
    }

    private List<Party> parties() {
        var parties = new ArrayList<Party>();
        var own =
                Stream.of(
                        Stream.of(seller()),
                        letterhead.lines().stream(),
                        letterhead.phone().stream(),
                        letterhead.email().stream(),
                        letterhead.registered().stream(),
                        registered.stream().filter(this::isNew).map(TaxNumber::toString));
        parties.add(new Party("", own.flatMap(lines -> lines).toList()));
        var buyer = new ArrayList<String>();
        add(buyer, body.path("customer_name"));
        address(buyer, body.path("customer_address"));
        add(buyer, body.path("customer_phone"));
        add(buyer, body.path("customer_email"));
        for (var tax : body.path("customer_tax_ids"))
            buyer.add(
                    new TaxNumber(tax.path("type").asText(), tax.path("value").asText())
                            .toString());
        parties.add(new Party("Bill to", buyer));
        var shipping =
                body.path("shipping_details").isObject()
                        ? body.path("shipping_details")
                        : body.path("customer_shipping");
        if (!shipping.isObject()) return parties;
        var place = new ArrayList<String>();
        add(place, shipping.path("name"));
        address(place, shipping.path("address"));
        add(place, shipping.path("phone"));
        parties.add(new Party("Ship to", place));
        return parties;
    }

    /** Many letterheads say the number already. */
    private boolean isNew(TaxNumber number) {
        return letterhead.registered().filter(said -> said.contains(number.value())).isEmpty();
    }

    private static void add(List<String> lines, JsonNode text) {
        if (text.isTextual() && !text.asText().isBlank()) lines.add(text.asText());
    }

    private static void address(List<String> lines, JsonNode address) {
        add(lines, address.path("line1"));
        add(lines, address.path("line2"));
        var place =
                Stream.of("city", "state", "postal_code")
                        .map(name -> address.path(name).asText(""))
                        .filter(text -> !text.isBlank())
                        .toList();
        if (!place.isEmpty()) lines.add(String.join(", ", place));
        var country = address.path("country").asText("");
        if (!country.isBlank()) lines.add(Locale.of("", country).getDisplayCountry(Locale.ENGLISH));
    }

    private static Item item(Bill.Line line) {
        return new Item(
                line.description(),
                line.hasPeriod() ? period(line) : "",
                line.quantity(),
                line.unit(),
                line.amount().text());
    }

    /** "1 December 2026" */
    public static String day(Instant at) {
        return DAY.format(at);
    }

    /** "1 Dec 2026 – 1 Jan 2027" */
    public static String period(Bill.Line line) {
        return SHORT.format(line.from()) + " – " + SHORT.format(line.to());
    }

    /** From the lines to the total; the last word has this name. */
    private List<Sum> sums(String last) {
        var sums = new ArrayList<Sum>();
        sums.add(new Sum("Subtotal", bill.subtotal().text(), false));
        for (var row : bill.rows()) sums.add(new Sum(row.label(), row.amount().text(), false));
        sums.add(new Sum("Total", bill.total().text(), last.equals("Total")));
        if (!last.equals("Total") && !bill.balance().isZero())
            sums.add(new Sum("Applied balance", bill.balance().text(), false));
        return sums;
    }

    private List<Sum> owed() {
        var last = "Amount due";
        var sums = sums(last);
        if (!bill.paid().isZero())
            sums.add(new Sum("Amount paid", bill.paid().negated().text(), false));
        sums.add(new Sum(last, said(bill.left()), true));
        return sums;
    }

    private List<Sum> received() {
        var last = "Amount paid";
        var sums = sums(last);
        sums.add(new Sum(last, said(bill.paid()), true));
        return sums;
    }
}
