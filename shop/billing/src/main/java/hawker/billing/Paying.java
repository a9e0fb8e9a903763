package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.Notes;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Share;
import hawker.payments.Terms;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The payment of an invoice, seen from the invoice: the one intent is made, changed and given up
 * here, and that it has paid is written here. How the money is taken is {@link Collecting}.
 */
final class Paying {

    /** In the detail of a draft: what of its payment goes to others ({@link ShareTerms}). */
    static final String SHARES = "shares";

    private final Documents documents;
    private final DocumentsSql sql;
    private final Payments payments;

    Paying(Documents documents, DocumentsSql sql, Payments payments) {
        this.documents = documents;
        this.sql = sql;
        this.payments = payments;
    }

    /**
     * What an attempt charges.
     *
     * @param method {@code pm_…} or a source of the customer's; empty: the usual one
     * @param mandate that a debit is made under; empty: the invoice's, if it has one
     */
    record Means(Optional<String> method, Optional<String> mandate) {
        static final Means USUAL = new Means(Optional.empty(), Optional.empty());
    }

    /** Makes the intent of what is due. */
    Change create(Tx tx, Document invoice, Money due) {
        return payments.create(tx, invoice.account(), terms(invoice, due));
    }

    Optional<PaymentIntent> find(Tx tx, AccountId account, PaymentIntent.Id id) {
        return payments.find(tx, account, id);
    }

    /** That the accounts of a share may be given money; reads, so never in a transaction. */
    void checkShares(AccountId account, ShareTerms shares) {
        payments.checkShare(account, shares.accounts());
    }

    /** That an account may issue invoices of the seller's; reads, so never in a transaction. */
    void checkIssuer(AccountId account, Optional<Params> issuer) {
        var named = issuer.flatMap(i -> i.text("account"));
        if (named.isEmpty()) return;
        var param = issuer.get().nameOf("account");
        var other =
                AccountId.parse(named.get())
                        .map(id -> id.inMode(account.livemode()))
                        .orElseThrow(
                                () -> ApiError.missingReference("account", named.get(), param));
        var none = Share.NONE;
        var behalf =
                new Share(
                        none.platform(),
                        none.fee(),
                        none.destination(),
                        none.part(),
                        Optional.of(other));
        try {
            payments.checkShare(account, behalf);
        } catch (ApiError refused) {
            throw ApiError.missingReference("account", named.get(), param);
        }
    }

    /** Whether money of its payment goes elsewhere. */
    private static boolean moves(Document invoice) {
        var terms = ShareTerms.kept(invoice.detail().path(SHARES));
        return terms.fee().isPresent()
                || terms.feePercent().isPresent()
                || terms.destination().isPresent();
    }

    /** What of the payment of an invoice goes to others. */
    private static Share share(Document invoice, Money due) {
        return ShareTerms.kept(invoice.detail().path(SHARES)).of(due);
    }

    private static Terms terms(Document invoice, Money due) {
        var body = invoice.body();
        var notes =
                Notes.NONE
                        .withDescription(Optional.of(description(body)))
                        .withStatementDescriptorSuffix(
                                JsonFields.text(body, "statement_descriptor"));
        boolean kept = invoice.parent().isPresent();
        return Terms.of(due)
                .withCustomer(invoice.customer())
                .withMethods(methods(invoice))
                .withFutureUsage(
                        kept ? Optional.of(Terms.FutureUsage.OFF_SESSION) : Optional.empty())
                .withShare(share(invoice, due))
                .withAgreement(PaymentSettings.agreement(invoice))
                .withNotes(PaymentSettings.noted(invoice, notes));
    }

    /** What it may be paid by: what the seller says, else cards and debits of its currency. */
    private static Terms.Methods methods(Document invoice) {
        var offered = offered(invoice);
        return new Terms.Methods(
                offered.automatic(),
                offered.redirects(),
                offered.types(),
                PaymentSettings.authenticating(invoice),
                offered.transferCountry());
    }

    private static Terms.Methods offered(Document invoice) {
        var said = PaymentSettings.types(invoice);
        if (!said.isEmpty() && moves(invoice) && !said.equals(List.of("card")))
            throw ApiError.parameterInvalid(
                    "payment_settings[payment_method_types]",
                    "Application fees and transfer_data are taken with card payments only.");
        if (!said.isEmpty()) return Terms.Methods.of(said);
        var usual = Terms.Methods.USUAL;
        // What is shared is sent on when it is captured: a debit may still come back.
        if (moves(invoice)) return usual;
        var types =
                switch (invoice.currency().code()) {
                    case "usd" -> List.of("card", "us_bank_account");
                    case "eur" -> List.of("card", "sepa_debit");
                    default -> List.of("card");
                };
        return new Terms.Methods(
                usual.automatic(),
                usual.redirects(),
                types,
                usual.authenticating(),
                usual.transferCountry());
    }

    /** An open invoice may be paid otherwise from now on. */
    void methodsChanged(Tx tx, Document invoice) {
        var id = invoice.intent().flatMap(PaymentIntent.Id::parse);
        if (id.isEmpty()) return;
        var methods = methods(invoice);
        var agreement = PaymentSettings.agreement(invoice);
        var changed =
                payments.update(
                        tx,
                        invoice.account(),
                        id.get(),
                        terms ->
                                terms.withMethods(methods)
                                        .withAgreement(agreement)
                                        .withNotes(PaymentSettings.noted(invoice, terms.notes())));
        if (changed instanceof Change.Refused(var reason, var message))
            throw ApiError.parameterInvalid("payment_settings", message);
    }

    static void checkPayable(Document invoice) {
        if (invoice.is("paid")) throw ApiError.invalid("Invoice is already paid");
        if (!invoice.is("open") && !invoice.is("uncollectible"))
            throw ApiError.invalid(
                    "This invoice has the status "
                            + invoice.state()
                            + ": only open and uncollectible invoices can be paid.");
    }

    /**
     * The next attempt on an open invoice is made under this mandate. One that another attempt has
     * named was for its account, and counts no more.
     */
    void under(Document invoice, Optional<String> mandate) {
        var id = new PaymentIntent.Id(invoice.intent().orElseThrow());
        boolean same =
                payments.find(invoice.account(), id)
                        .filter(intent -> intent.terms().agreement().mandate().equals(mandate))
                        .isPresent();
        if (same) return;
        var agreement = new Terms.Agreement(mandate, Optional.empty());
        var changed = payments.update(invoice.account(), id, t -> t.withAgreement(agreement));
        if (changed instanceof Change.Refused(var reason, var message))
            throw ApiError.parameterInvalid("mandate", message);
    }

    private static String description(ObjectNode body) {
        return switch (body.path("billing_reason").asText()) {
            case "subscription_create" -> "Subscription creation";
            case "subscription_cycle", "subscription_update" -> "Subscription update";
            default -> "Payment for invoice " + body.path("number").asText();
        };
    }

    void keep(Tx tx, Document invoice, PaymentIntent intent) {
        invoice.detail().put("intent", intent.id().text());
        if (payment(tx, invoice, intent, true).isEmpty())
            throw new IllegalStateException(intent.id() + " pays an invoice already");
    }

    /**
     * Writes that an intent pays an invoice.
     *
     * @param usual whether the invoice made it; else it was paid before it was attached
     * @return empty if the intent pays an invoice already
     */
    Optional<Document> payment(Tx tx, Document invoice, PaymentIntent intent, boolean usual) {
        var now = documents.now(tx, invoice);
        var body = Json.object();
        if (usual) body.putNull("amount_paid");
        else body.put("amount_paid", intent.received().minor());
        body.put("amount_requested", intent.amount().minor());
        body.put("currency", invoice.currency().code());
        body.put("invoice", invoice.id());
        body.put("is_default", usual);
        body.putObject("payment")
                .put("type", "payment_intent")
                .put("payment_intent", intent.id().text());
        body.put("status", usual ? "open" : "paid");
        var times = body.putObject("status_transitions").putNull("canceled_at").putNull("paid_at");
        if (!usual) times.put("paid_at", Json.seconds(now));
        var id = documents.newId(invoice.account(), Kind.INVOICE_PAYMENT);
        var detail = Json.object().put("intent", intent.id().text());
        return documents.putOnce(
                tx, invoice.account(), Kind.INVOICE_PAYMENT, id, now, body, detail);
    }

    /** A payment that a request names; one of which money went back counts for nothing. */
    PaymentIntent attachable(AccountId account, String id) {
        var intent =
                PaymentIntent.Id.parse(id)
                        .flatMap(parsed -> payments.find(account, parsed))
                        .orElseThrow(() ->
                                ApiError.missingReference("payment_intent", id, "payment_intent"));
        if (!payments.refunds(account, intent.id()).isEmpty())
            throw ApiError.parameterInvalid(
                    "payment_intent", "The PaymentIntent has been refunded.");
        return intent;
    }

    /** An open invoice is owed less: its payment is for what is left. */
    Document owesLess(Tx tx, Document invoice, long paid, Cause cause) {
        var next = InvoicesHttp.copy(invoice);
        var left = Math.subtractExact(next.body().path("amount_remaining").asLong(), paid);
        next.body().put("amount_remaining", left);
        next.body().put("amount_paid", next.body().path("amount_paid").asLong() + paid);
        var intent = new PaymentIntent.Id(invoice.intent().orElseThrow());
        var amount = Money.of(left, invoice.currency());
        if (payments.update(
                        tx,
                        invoice.account(),
                        intent,
                        t -> t.withAmount(amount).withShare(share(invoice, amount)))
                instanceof Change.Refused(var reason, var message)) throw ApiError.invalid(message);
        for (var payment : payments(tx, invoice))
            if (payment.is("open"))
                documents.change(
                        tx,
                        payment,
                        payment.body().deepCopy().put("amount_requested", left),
                        payment.detail());
        var after = documents.change(tx, invoice, next.body(), next.detail());
        documents.changed(tx, invoice, after, cause, "invoice.updated");
        return after;
    }

    /** Its payment was given up elsewhere: an invoice that is still owed gets another one. */
    Document anotherPayment(Tx tx, Document invoice, Cause cause) {
        endPayments(tx, invoice, false, cause);
        var next = InvoicesHttp.copy(invoice);
        next.detail().remove("seen");
        next.detail().remove("begun");
        var made = payments.create(tx, next.account(), terms(next, next.money("amount_remaining")));
        if (!(made instanceof Change.Done(var intent))) return invoice;
        keep(tx, next, intent);
        return documents.change(tx, invoice, next.body(), next.detail());
    }

    /** Gives the payment of an invoice up, so that nothing can pay it by card any more. */
    void giveUp(Tx tx, Document invoice) {
        var id = invoice.intent().flatMap(PaymentIntent.Id::parse);
        if (id.isEmpty()) return;
        var canceled =
                payments.cancel(tx, invoice.account(), id.get(), PaymentIntent.Reason.ABANDONED);
        if (canceled instanceof Change.Done) return;
        boolean gone =
                payments.find(tx, invoice.account(), id.get())
                        .filter(i -> i.state() instanceof PaymentIntent.State.Canceled)
                        .isPresent();
        if (!gone) throw ApiError.invalid("A payment of this invoice is on its way, or has come.");
    }

    /**
     * Writes that an invoice is paid, and tells it.
     *
     * @param amount that has come now
     */
    Document paid(Tx tx, Document invoice, Instant now, long amount, Cause cause) {
        var body = invoice.body().deepCopy();
        var detail = invoice.detail().deepCopy();
        body.put("status", "paid");
        body.put("attempted", true);
        body.put("auto_advance", false);
        body.put("amount_paid", Math.addExact(body.path("amount_paid").asLong(), amount));
        body.put("amount_remaining", 0);
        body.putNull("next_payment_attempt");
        JsonFields.object(body, "status_transitions").put("paid_at", Json.seconds(now));
        detail.remove("due");
        var paid = documents.change(tx, invoice, body, detail);
        documents.changed(
                tx,
                invoice,
                paid,
                cause,
                "invoice.updated",
                "invoice.paid",
                "invoice.payment_succeeded");
        return paid;
    }

    /** How the payments of an invoice end: paid or canceled. */
    void endPayments(Tx tx, Document invoice, boolean paid, Cause cause) {
        var now = documents.now(tx, invoice);
        for (var payment : payments(tx, invoice)) {
            if (!payment.is("open")) continue;
            var body = payment.body().deepCopy();
            body.put("status", paid ? "paid" : "canceled");
            if (paid) body.set("amount_paid", body.path("amount_requested"));
            JsonFields.object(body, "status_transitions")
                    .put(paid ? "paid_at" : "canceled_at", Json.seconds(now));
            var ended = documents.change(tx, payment, body, payment.detail());
            if (paid) documents.changed(tx, payment, ended, cause, "invoice_payment.paid");
        }
    }

    /** Records of what pays an invoice. */
    List<Document> payments(Tx tx, Document invoice) {
        return sql.ofParent(tx, invoice.account(), Kind.INVOICE_PAYMENT, invoice.id());
    }
}
