package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.platform.Mailbox;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.Locale;
import java.util.function.Function;

/**
 * Ends invoices that are not paid by card. The intent is given up first: from then on nothing can
 * pay what is about to be void.
 */
final class Ending {

    private final Platform platform;
    private final Papers papers;
    private final PapersSql sql;
    private final Buyers buyers;
    private final Payments payments;
    private final Finalizing finalizing;
    private final Lives lives;

    Ending(
            Platform platform,
            Papers papers,
            PapersSql sql,
            Buyers buyers,
            Payments payments,
            Finalizing finalizing,
            Lives lives) {
        this.platform = platform;
        this.papers = papers;
        this.sql = sql;
        this.buyers = buyers;
        this.payments = payments;
        this.finalizing = finalizing;
        this.lives = lives;
    }

    <T> T inTransaction(AccountId account, Function<Tx, T> work) {
        return platform.tx().inAccount(account, work);
    }

    /** Open or uncollectible → void; what it took of the customer's balance is given back. */
    Paper voided(Paper seen, Cause cause) {
        if (!isUnpaid(seen)) throw notNow(seen, "voided");
        giveUp(seen);
        return inTransaction(
                seen.account(),
                tx -> {
                    var customer = buyers.held(tx, seen.account(), seen.customer().orElseThrow());
                    lives.lock(tx, seen);
                    var invoice = papers.held(tx, seen.account(), Kind.INVOICE, seen.id());
                    if (!isUnpaid(invoice)) throw notNow(invoice, "voided");
                    var voided = to(tx, invoice, "void", "voided_at");
                    finalizing.endPayments(tx, voided, sql, false, cause);
                    giveBack(tx, invoice, customer, cause);
                    papers.changed(tx, invoice, voided, cause, "invoice.updated", "invoice.voided");
                    return voided;
                });
    }

    private void giveBack(Tx tx, Paper invoice, Customer customer, Cause cause) {
        long used =
                invoice.body().path("ending_balance").asLong()
                        - invoice.body().path("starting_balance").asLong();
        if (used != 0)
            buyers.unbalance(
                    tx, customer, Money.of(-used, invoice.currency()), invoice.id(), cause);
    }

    private static boolean isUnpaid(Paper invoice) {
        return invoice.is("open") || invoice.is("uncollectible");
    }

    private static ApiError notNow(Paper invoice, String what) {
        return ApiError.invalid(
                "You can only pass in open or uncollectible invoices. This invoice isn't "
                        + what
                        + ", since its status is "
                        + invoice.state()
                        + ".");
    }

    /** Open → uncollectible: nobody expects it to be paid any more, though it may be. */
    Paper uncollectible(Tx tx, Paper invoice, Cause cause) {
        if (!invoice.is("open")) throw notNow(invoice, "marked as uncollectible");
        var after = to(tx, invoice, "uncollectible", "marked_uncollectible_at");
        papers.changed(
                tx, invoice, after, cause, "invoice.updated", "invoice.marked_uncollectible");
        return after;
    }

    private Paper to(Tx tx, Paper invoice, String state, String at) {
        var body = invoice.body().deepCopy();
        var detail = invoice.detail().deepCopy();
        body.put("status", state);
        body.put("auto_advance", false);
        body.putNull("next_payment_attempt");
        Nodes.object(body, "status_transitions").put(at, Json.seconds(papers.now(tx, invoice)));
        detail.remove("due");
        return papers.change(tx, invoice, body, detail);
    }

    /** The seller has the money already: in cash, by a transfer. */
    Paper paidElsewhere(Paper seen, Cause cause) {
        Collecting.checkPayable(seen);
        giveUp(seen);
        return inTransaction(
                seen.account(),
                tx -> {
                    lives.lock(tx, seen);
                    var invoice = papers.held(tx, seen.account(), Kind.INVOICE, seen.id());
                    Collecting.checkPayable(invoice);
                    long due = invoice.body().path("amount_due").asLong();
                    var noted = InvoicesHttp.copy(invoice);
                    noted.body().put("amount_paid_off_stripe", due);
                    var now = papers.now(tx, invoice);
                    var paid = finalizing.paid(tx, noted, now, due, cause);
                    finalizing.endPayments(tx, paid, sql, false, cause);
                    lives.paid(tx, paid, java.util.Optional.empty(), cause);
                    return paid;
                });
    }

    /** From here on nobody can pay it by card; one who just has is refused to. */
    private void giveUp(Paper invoice) {
        var id = invoice.intent().flatMap(PaymentIntent.Id::parse);
        if (id.isEmpty()) return;
        var account = invoice.account();
        boolean given =
                payments.cancel(account, id.get(), PaymentIntent.Reason.ABANDONED)
                        instanceof Change.Done;
        boolean canceled =
                given
                        || payments.find(account, id.get())
                                .filter(i -> i.state() instanceof PaymentIntent.State.Canceled)
                                .isPresent();
        if (!canceled)
            throw ApiError.invalid("A payment of this invoice is on its way, or has come.");
    }

    /** The mail with the invoice's address. */
    void mail(Tx tx, Paper invoice, Customer customer) {
        var body = invoice.body();
        var text =
                "Invoice "
                        + body.path("number").asText()
                        + " from "
                        + body.path("account_name").asText()
                        + " over "
                        + invoice.money("amount_due").format(Locale.US)
                        + ".\n\nSee and pay it here:\n"
                        + body.path("hosted_invoice_url").asText()
                        + "\n";
        var html = "<pre>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</pre>";
        var subject = "Invoice " + body.path("number").asText();
        var to = customer.profile().email().orElseThrow();
        platform.mail()
                .send(
                        tx,
                        invoice.account(),
                        invoice.id() + "-" + invoice.version(),
                        new Mailbox.Mail(to, subject, text, html));
    }
}
