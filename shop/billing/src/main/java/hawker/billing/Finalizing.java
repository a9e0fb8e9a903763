package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.Notes;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refusal;
import hawker.payments.Terms;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes a draft final: from then on its lines and amounts stand. In the caller's one transaction it
 * gets its number, uses the customer's balance, and gets the one payment intent that pays it.
 */
final class Finalizing {

    private final Papers papers;
    private final Buyers buyers;
    private final Drafting drafting;
    private final Discounting discounting;
    private final Payments payments;
    private final Lives lives;
    private final String origin;

    Finalizing(
            Papers papers,
            Buyers buyers,
            Drafting drafting,
            Discounting discounting,
            Payments payments,
            Lives lives,
            String origin) {
        this.papers = papers;
        this.buyers = buyers;
        this.drafting = drafting;
        this.discounting = discounting;
        this.payments = payments;
        this.lives = lives;
        this.origin = origin;
    }

    /**
     * Finalizes a locked draft of a locked customer.
     *
     * @return open, or paid if nothing is due
     */
    Paper finalize(Tx tx, Paper draft, Customer customer, Cause cause) {
        if (!draft.is("draft"))
            throw ApiError.invalid(
                    "invoice_not_editable",
                    "id",
                    "This invoice is already finalized, you can't re-finalize a non-draft"
                            + " invoice.");
        var now = papers.now(tx, draft);
        var next =
                new Paper(
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
        Nodes.object(body, "status_transitions").put("finalized_at", Json.seconds(now));
        if (body.path("effective_at").isNull()) body.put("effective_at", Json.seconds(now));
        body.putNull("automatically_finalizes_at");
        settleAmounts(tx, next, numbered, cause);
        next.detail().put("token", papers.token());
        body.put("hosted_invoice_url", origin + path(next));
        plan(next, now);
        var open = papers.change(tx, draft, body, next.detail());
        discounting.used(tx, open, cause);
        papers.changed(tx, draft, open, cause, "invoice.updated", "invoice.finalized");
        if (open.body().path("amount_due").asLong() > 0) return open;
        return paidByNothing(tx, open, now, cause);
    }

    /** Where the buyer sees and pays it. */
    static String path(Paper invoice) {
        return "/i/" + invoice.id() + "/" + invoice.detail().path("token").asText();
    }

    private static void plan(Paper open, Instant now) {
        open.detail().remove("due");
        boolean sent = open.body().path("collection_method").asText().equals("send_invoice");
        if (sent) open.detail().set("due", open.body().path("due_date"));
        else if (open.body().path("auto_advance").asBoolean())
            open.detail().put("due", Json.seconds(now));
    }

    /** Uses the balance, and makes the intent of what is left. */
    private void settleAmounts(Tx tx, Paper next, Customer customer, Cause cause) {
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

    private static long start(ObjectNode body) {
        return body.path("starting_balance").asLong();
    }

    private static Terms terms(Paper invoice, Money due) {
        var body = invoice.body();
        var notes =
                Notes.NONE
                        .withDescription(Optional.of(description(body)))
                        .withStatementDescriptorSuffix(Nodes.text(body, "statement_descriptor"));
        boolean kept = invoice.parent().isPresent();
        return Terms.of(due)
                .withCustomer(invoice.customer())
                .withFutureUsage(
                        kept ? Optional.of(Terms.FutureUsage.OFF_SESSION) : Optional.empty())
                .withNotes(notes);
    }

    private static String description(ObjectNode body) {
        return switch (body.path("billing_reason").asText()) {
            case "subscription_create" -> "Subscription creation";
            case "subscription_cycle", "subscription_update" -> "Subscription update";
            default -> "Payment for invoice " + body.path("number").asText();
        };
    }

    private void keep(Tx tx, Paper invoice, PaymentIntent intent) {
        invoice.detail().put("intent", intent.id().text());
        var body = Json.object();
        body.putNull("amount_paid");
        body.put("amount_requested", intent.amount().minor());
        body.put("currency", invoice.currency().code());
        body.put("invoice", invoice.id());
        body.put("is_default", true);
        body.putObject("payment")
                .put("type", "payment_intent")
                .put("payment_intent", intent.id().text());
        body.put("status", "open");
        body.putObject("status_transitions").putNull("canceled_at").putNull("paid_at");
        papers.put(
                tx,
                invoice.account(),
                Kind.INVOICE_PAYMENT,
                papers.newId(invoice.account(), Kind.INVOICE_PAYMENT),
                papers.now(tx, invoice),
                body,
                Json.object().put("intent", intent.id().text()));
    }

    /** Nothing is due: it is paid by the balance, or it was free. */
    private Paper paidByNothing(Tx tx, Paper open, Instant now, Cause cause) {
        var paid = paid(tx, open, now, 0, cause);
        lives.paid(tx, paid, Optional.empty(), cause);
        return paid;
    }

    /** Writes that an invoice is paid, and tells it. */
    Paper paid(Tx tx, Paper invoice, Instant now, long amount, Cause cause) {
        var body = invoice.body().deepCopy();
        var detail = invoice.detail().deepCopy();
        body.put("status", "paid");
        body.put("attempted", true);
        body.put("auto_advance", false);
        body.put("amount_paid", amount);
        body.put("amount_remaining", 0);
        body.putNull("next_payment_attempt");
        Nodes.object(body, "status_transitions").put("paid_at", Json.seconds(now));
        detail.remove("due");
        var paid = papers.change(tx, invoice, body, detail);
        papers.changed(
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
    void endPayments(Tx tx, Paper invoice, PapersSql sql, boolean paid, Cause cause) {
        var now = papers.now(tx, invoice);
        for (var payment : payments(tx, invoice, sql)) {
            if (!payment.is("open")) continue;
            var body = payment.body().deepCopy();
            body.put("status", paid ? "paid" : "canceled");
            if (paid) body.set("amount_paid", body.path("amount_requested"));
            Nodes.object(body, "status_transitions")
                    .put(paid ? "paid_at" : "canceled_at", Json.seconds(now));
            var ended = papers.change(tx, payment, body, payment.detail());
            if (paid) papers.changed(tx, payment, ended, cause, "invoice_payment.paid");
        }
    }

    private static List<Paper> payments(Tx tx, Paper invoice, PapersSql sql) {
        return sql.ofParent(tx, invoice.account(), Kind.INVOICE_PAYMENT, invoice.id());
    }
}
