package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends invoices that are not paid by card. The intent is given up in the same transaction: nothing
 * can pay what is void.
 */
final class Ending {

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Paying paying;
    private final Lifecycle lifecycle;

    Ending(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Paying paying,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.paying = paying;
        this.lifecycle = lifecycle;
    }

    <T> T inTransaction(AccountId account, Function<Tx, T> work) {
        return platform.tx().inAccount(account, work);
    }

    /** Open or uncollectible → void; what it took of the customer's balance is given back. */
    Document voided(Document seen, Cause cause) {
        if (!isUnpaid(seen)) throw notNow(seen, "voided");
        return inTransaction(
                seen.account(),
                tx -> {
                    var customer = buyers.held(tx, seen.account(), seen.customer().orElseThrow());
                    lifecycle.lock(tx, seen);
                    var invoice = documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
                    if (!isUnpaid(invoice)) throw notNow(invoice, "voided");
                    return voided(tx, invoice, customer, cause);
                });
    }

    /** The same of one that is held, with its customer. */
    Document voided(Tx tx, Document invoice, Customer customer, Cause cause) {
        paying.giveUp(tx, invoice);
        var voided = to(tx, invoice, "void", "voided_at");
        paying.endPayments(tx, voided, false, cause);
        giveBack(tx, invoice, customer, cause);
        documents.changed(tx, invoice, voided, cause, "invoice.updated", "invoice.voided");
        return voided;
    }

    /**
     * The open first invoice of a locked subscription that ends before it began, in the transaction
     * that ends it: from then on nobody can pay it.
     *
     * @throws ApiError if its payment is on its way, or has come: then it must not end
     */
    void voidFirst(Tx tx, Document subscription, Customer customer, Cause cause) {
        JsonFields.text(subscription.body(), "latest_invoice")
                .map(id -> documents.held(tx, subscription.account(), Kind.INVOICE, id))
                .filter(Ending::isUnpaid)
                .ifPresent(invoice -> voided(tx, invoice, customer, cause));
    }

    private void giveBack(Tx tx, Document invoice, Customer customer, Cause cause) {
        // Given up before it was final, it has taken nothing of a balance.
        if (!invoice.body().path("ending_balance").isNumber()) return;
        long used =
                invoice.body().path("ending_balance").asLong()
                        - invoice.body().path("starting_balance").asLong();
        if (used != 0)
            buyers.unbalance(
                    tx, customer, Money.of(-used, invoice.currency()), invoice.id(), cause);
    }

    private static boolean isUnpaid(Document invoice) {
        return invoice.is("open") || invoice.is("uncollectible");
    }

    private static ApiError notNow(Document invoice, String what) {
        return ApiError.invalid(
                "You can only pass in open or uncollectible invoices. This invoice isn't "
                        + what
                        + ", since its status is "
                        + invoice.state()
                        + ".");
    }

    /** Open → uncollectible: nobody expects it to be paid any more, though it may be. */
    Document uncollectible(Tx tx, Document invoice, Cause cause) {
        if (!invoice.is("open")) throw notNow(invoice, "marked as uncollectible");
        var after = to(tx, invoice, "uncollectible", "marked_uncollectible_at");
        documents.changed(
                tx, invoice, after, cause, "invoice.updated", "invoice.marked_uncollectible");
        return after;
    }

    private Document to(Tx tx, Document invoice, String state, String at) {
        var body = invoice.body().deepCopy();
        var detail = invoice.detail().deepCopy();
        body.put("status", state);
        body.put("auto_advance", false);
        body.putNull("next_payment_attempt");
        JsonFields.object(body, "status_transitions")
                .put(at, Json.seconds(documents.now(tx, invoice)));
        detail.remove("due");
        return documents.change(tx, invoice, body, detail);
    }

    /** The seller has the money already: in cash, by a transfer. */
    Document paidElsewhere(Document seen, Cause cause) {
        Paying.checkPayable(seen);
        return inTransaction(
                seen.account(),
                tx -> {
                    lifecycle.lock(tx, seen);
                    var invoice = documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
                    Paying.checkPayable(invoice);
                    paying.giveUp(tx, invoice);
                    long due = invoice.body().path("amount_remaining").asLong();
                    var noted = InvoicesHttp.copy(invoice);
                    noted.body().put("amount_paid_off_stripe", due);
                    var now = documents.now(tx, invoice);
                    var paid = paying.paid(tx, noted, now, due, cause);
                    paying.endPayments(tx, paid, false, cause);
                    lifecycle.paid(tx, paid, Optional.empty(), cause);
                    return paid;
                });
    }

    /**
     * A payment that has come already counts for an open invoice: all of it, so it may not be more
     * than what is left.
     */
    Document attach(Document seen, String id, Cause cause) {
        var intent = paying.attachable(seen.account(), id);
        return inTransaction(
                seen.account(),
                tx -> {
                    lifecycle.lock(tx, seen);
                    var invoice = documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
                    if (!invoice.is("open"))
                        throw ApiError.invalid("Payments are attached to open invoices only.");
                    checkAttachable(invoice, intent);
                    var payment =
                            paying.payment(tx, invoice, intent, false)
                                    .orElseThrow(() ->
                                            ApiError.parameterInvalid(
                                                    "payment_intent",
                                                    "The PaymentIntent pays an invoice already."));
                    documents.tell(tx, payment, cause, "invoice_payment.paid");
                    long came = intent.received().minor();
                    if (came < invoice.body().path("amount_remaining").asLong())
                        return paying.owesLess(tx, invoice, came, cause);
                    paying.giveUp(tx, invoice);
                    var now = documents.now(tx, invoice);
                    var paid = paying.paid(tx, invoice, now, came, cause);
                    paying.endPayments(tx, paid, false, cause);
                    lifecycle.paid(tx, paid, Optional.empty(), cause);
                    return paid;
                });
    }

    private static void checkAttachable(Document invoice, PaymentIntent intent) {
        boolean theirs = intent.terms().customer().equals(invoice.customer());
        boolean came = intent.state() instanceof PaymentIntent.State.Succeeded;
        boolean same = intent.amount().currency().equals(invoice.currency());
        if (!theirs || !came || !same)
            throw ApiError.parameterInvalid(
                    "payment_intent",
                    "The PaymentIntent must have succeeded, and be of the invoice's customer and"
                            + " currency.");
        if (intent.received().minor() > invoice.body().path("amount_remaining").asLong())
            throw ApiError.parameterInvalid(
                    "payment_intent",
                    "The PaymentIntent is over more than what is left to pay of the invoice.");
    }
}
