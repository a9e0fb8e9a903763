package hawker.billing;

import hawker.customers.Customer;
import hawker.look.Templates;
import hawker.platform.Mailbox;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Mail to buyers about their invoices, written in the transaction of its cause. */
final class Letters {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.US).withZone(ZoneOffset.UTC);

    private final Platform platform;
    private final Templates templates;
    private final Papers papers;

    Letters(Platform platform, Templates templates, Papers papers) {
        this.platform = platform;
        this.templates = templates;
        this.papers = papers;
    }

    /** An invoice that the seller sends: what is on it, until when it is paid, and where. */
    void invoice(Tx tx, Document invoice, Customer customer) {
        var body = invoice.body();
        var bill = papers.read(tx, invoice);
        var number = body.path("number").asText();
        var seller = body.path("account_name").asText();
        var url = body.path("hosted_invoice_url").asText();
        var subject = "Invoice " + number + " from " + seller;
        var until =
                JsonFields.time(body, "due_date")
                        .filter(due -> invoice.is("open"))
                        .map(Letters::day);
        var says = says(bill, until);
        var note = JsonFields.text(body, "footer").orElse("");
        var fields = new HashMap<String, Object>();
        fields.put("subject", subject);
        fields.put("says", says);
        fields.put("lines", bill.lines());
        fields.put("label", bill.label());
        fields.put("total", bill.total().text());
        fields.put("note", note);
        fields.put("url", url);
        var html = new String(templates.bytes("mailInvoice.jte", fields), StandardCharsets.UTF_8);
        var mail =
                new Mailbox.Mail(
                        customer.profile().email().orElseThrow(),
                        subject,
                        text(subject, says, bill, note, url),
                        html);
        var key = invoice.id() + "-" + invoice.version();
        platform.mail().send(tx, invoice.account(), key, mail);
    }

    private static String day(Instant at) {
        return DAY.format(at);
    }

    private static String says(Papers.Read bill, Optional<String> until) {
        if (!bill.label().equals("To pay") || !bill.total().isPositive())
            return "Nothing is left to pay.";
        var amount = bill.total().text();
        return until.map(day -> amount + " is to be paid by " + day + ".")
                .orElse(amount + " is to be paid.");
    }

    private static String text(
            String subject, String says, Papers.Read bill, String note, String url) {
        var lines =
                bill.lines().stream()
                        .map(line ->
                                (line.label() + " " + line.detail()).strip()
                                        + "  "
                                        + line.amount().text())
                        .collect(Collectors.joining("\n"));
        var total = bill.label() + "  " + bill.total().text();
        return subject
                + "\n\n"
                + says
                + "\n\n"
                + lines
                + "\n"
                + total
                + "\n\nSee and pay it here:\n"
                + url
                + "\n"
                + (note.isEmpty() ? "" : "\n" + note + "\n");
    }
}
