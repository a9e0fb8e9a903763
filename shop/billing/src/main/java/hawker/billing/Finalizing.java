package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.Notes;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refusal;
import hawker.payments.Terms;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes a draft final: from then on its lines and amounts stand. In the caller's one transaction it
 * gets its number, uses the customer's balance, and gets the one payment intent that pays it.
 */
final class Finalizing {

    private static final Duration GRACE = Duration.ofMinutes(1);

    /** In the detail of a draft that a session has sold: the payment it was paid by, or "". */
    static final String SOLD = "sold";

    private final Documents documents;
    private final Buyers buyers;
    private final Drafting drafting;
    private final Discounting discounting;
    private final Payments payments;
    private final Lifecycle lifecycle;
    private final String origin;

    Finalizing(
            Documents documents,
            Buyers buyers,
            Drafting drafting,
            Discounting discounting,
            Payments payments,
            Lifecycle lifecycle,
            String origin) {
        this.documents = documents;
        this.buyers = buyers;
        this.drafting = drafting;
        this.discounting = discounting;
        this.payments = payments;
        this.lifecycle = lifecycle;
        this.origin = origin;
    }

    /**
     * Finalizes a locked draft of a locked customer.
     *
     * @return open, or paid if nothing is due
     */
    Document finalize(Tx tx, Document draft, Customer customer, Cause cause) {
        if (!draft.is("draft"))
            throw ApiError.invalid(
                    "invoice_not_editable",
                    "id",
                    "This invoice is already finalized, you can't re-finalize a non-draft"
                            + " invoice.");
        var now = documents.now(tx, draft);
        var next =
                new Document(
                        draft.account(),
                        draft.kind(),
                        draft.id(),
                        draft.version(),
                        draft.created(),
                        false,
                        draft.body().deepCopy(),
                        draft.detail().deepCopy());
        drafting.addUp(tx, next, customer);
        var body = next.body();
        body.put("status", "open");
        var numbered = customer;
        if (body.path("number").isNull()) {
            body.put("number", buyers.number(tx, customer, next.currency(), cause));
            numbered = buyers.held(tx, draft.account(), customer.id().text());
        }
        JsonFields.object(body, "status_transitions").put("finalized_at", Json.seconds(now));
        if (body.path("effective_at").isNull()) body.put("effective_at", Json.seconds(now));
        JsonFields.nulls(body, "automatically_finalizes_at", "last_finalization_error");
        settleAmounts(tx, next, numbered, cause);
        next.detail().put("token", documents.token());
        body.put("hosted_invoice_url", origin + path(next));
        plan(next, now);
        var open = documents.change(tx, draft, body, next.detail());
        discounting.used(tx, open, cause);
        documents.changed(tx, draft, open, cause, "invoice.updated", "invoice.finalized");
        if (open.body().path("amount_due").asLong() > 0) return open;
        return paidByNothing(tx, open, now, cause);
    }

    /** Where the buyer sees and pays it. */
    static String path(Document invoice) {
        return "/i/" + invoice.id() + "/" + invoice.detail().path("token").asText();
    }

    /**
     * When the program has to act on an open invoice. Where a request pays it at once ({@code
     * detail.grace}), the program waits a minute, and acts only if that came to nothing.
     */
    private static void plan(Document open, Instant now) {
        open.detail().remove("due");
        boolean waits = open.detail().remove("grace") != null;
        boolean sent = open.body().path("collection_method").asText().equals("send_invoice");
        if (sent) open.detail().set("due", open.body().path("due_date"));
        else if (open.body().path("auto_advance").asBoolean())
            open.detail().put("due", Json.seconds(waits ? now.plus(GRACE) : now));
    }

    /** Uses the balance, and makes the intent of what is left. */
    private void settleAmounts(Tx tx, Document next, Customer customer, Cause cause) {
        if (next.detail().remove(SOLD) instanceof TextNode sold) {
            sold(tx, next, sold.asText());
            return;
        }
        var body = next.body();
        long owed = Math.addExact(body.path("total").asLong(), start(body));
        long due = Math.max(0, owed);
        if (due > 0) {
            var made =
                    payments.create(
                            tx, next.account(), terms(next, Money.of(due, next.currency())));
            switch (made) {
                case Change.Done(var intent) -> keep(tx, next, intent);
                case Change.Refused(var reason, var message) -> {
                    // Too little for a card: it is added to the next invoice (docs).
                    if (reason != Refusal.AMOUNT_TOO_SMALL) throw ApiError.invalid(message);
                    due = 0;
                }
            }
        }
        long ending = owed - due;
        body.put("amount_due", due);
        body.put("amount_remaining", due);
        body.put("ending_balance", ending);
        long change = ending - start(body);
        if (change != 0)
            buyers.balance(tx, customer, Money.of(change, next.currency()), next.id(), cause);
    }

    /** The buyer has paid what they saw: their balance stays as it is. */
    private void sold(Tx tx, Document next, String paidBy) {
        var body = next.body();
        long total = body.path("total").asLong();
        body.put("amount_due", total);
        body.put("amount_remaining", total);
        body.put("ending_balance", start(body));
        var intent =
                PaymentIntent.Id.parse(paidBy).flatMap(id -> payments.find(tx, next.account(), id));
        long paid = intent.map(i -> i.amount().minor()).orElse(0L);
        if (paid != total)
            throw new IllegalStateException(
                    next.id() + " comes to " + total + ", its session to " + paid);
        intent.ifPresent(i -> keep(tx, next, i));
    }

    private static long start(ObjectNode body) {
        return body.path("starting_balance").asLong();
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
                .withNotes(notes);
    }

    /** What it may be paid by: what the seller says, else cards and debits of its currency. */
    private static Terms.Methods methods(Document invoice) {
        var said =
                JsonFields.texts(
                        invoice.body().path("payment_settings").path("payment_method_types"));
        if (!said.isEmpty()) return Terms.Methods.of(said);
        var usual = Terms.Methods.USUAL;
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

    /** An open invoice may be paid by other types from now on. */
    void methodsChanged(Tx tx, Document invoice) {
        var id = invoice.intent().flatMap(PaymentIntent.Id::parse);
        if (id.isEmpty()) return;
        var methods = methods(invoice);
        var changed = payments.update(tx, invoice.account(), id.get(), t -> t.withMethods(methods));
        if (changed instanceof Change.Refused(var reason, var message))
            throw ApiError.parameterInvalid("payment_settings", message);
    }

    private static String description(ObjectNode body) {
        return switch (body.path("billing_reason").asText()) {
            case "subscription_create" -> "Subscription creation";
            case "subscription_cycle", "subscription_update" -> "Subscription update";
            default -> "Payment for invoice " + body.path("number").asText();
        };
    }

    private void keep(Tx tx, Document invoice, PaymentIntent intent) {
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
    Document owesLess(Tx tx, Document invoice, long paid, DocumentsSql sql, Cause cause) {
        var next = InvoicesHttp.copy(invoice);
        var left = Math.subtractExact(next.body().path("amount_remaining").asLong(), paid);
        next.body().put("amount_remaining", left);
        next.body().put("amount_paid", next.body().path("amount_paid").asLong() + paid);
        var intent = new PaymentIntent.Id(invoice.intent().orElseThrow());
        var amount = Money.of(left, invoice.currency());
        if (payments.update(tx, invoice.account(), intent, t -> t.withAmount(amount))
                instanceof Change.Refused(var reason, var message)) throw ApiError.invalid(message);
        for (var payment : payments(tx, invoice, sql))
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
    Document anotherPayment(Tx tx, Document invoice, DocumentsSql sql, Cause cause) {
        endPayments(tx, invoice, sql, false, cause);
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

    /** Nothing is due: it is paid by the balance, or it was free. */
    private Document paidByNothing(Tx tx, Document open, Instant now, Cause cause) {
        var paid = paid(tx, open, now, 0, cause);
        lifecycle.paid(tx, paid, Optional.empty(), cause);
        return paid;
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
    void endPayments(Tx tx, Document invoice, DocumentsSql sql, boolean paid, Cause cause) {
        var now = documents.now(tx, invoice);
        for (var payment : payments(tx, invoice, sql)) {
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

    private static List<Document> payments(Tx tx, Document invoice, DocumentsSql sql) {
        return sql.ofParent(tx, invoice.account(), Kind.INVOICE_PAYMENT, invoice.id());
    }
}
