package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.PaymentIntent;
import hawker.payments.Refusal;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Duration;
import java.time.Instant;
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
    private final Revising revising;
    private final Paying paying;
    private final Lifecycle lifecycle;
    private final Papers papers;

    Finalizing(
            Documents documents,
            Buyers buyers,
            Drafting drafting,
            Revising revising,
            Paying paying,
            Lifecycle lifecycle,
            Papers papers) {
        this.documents = documents;
        this.buyers = buyers;
        this.drafting = drafting;
        this.revising = revising;
        this.paying = paying;
        this.lifecycle = lifecycle;
        this.papers = papers;
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
        var buyer = revising.replaced(tx, next, customer, cause);
        drafting.addUp(tx, next, buyer);
        Buyers.describe(next.body(), buyers.shown(tx, buyer));
        buyers.keepNumbers(next, buyer);
        var body = next.body();
        body.put("status", "open");
        var numbered = buyer;
        if (body.path("number").isNull()) {
            body.put("number", buyers.number(tx, buyer, next.currency(), cause));
            numbered = buyers.held(tx, draft.account(), customer.id().text());
        }
        JsonFields.object(body, "status_transitions").put("finalized_at", Json.seconds(now));
        if (body.path("effective_at").isNull()) body.put("effective_at", Json.seconds(now));
        JsonFields.nulls(body, "automatically_finalizes_at", "last_finalization_error");
        settleAmounts(tx, next, numbered, cause);
        papers.publish(tx, next);
        plan(next, now);
        var open = documents.change(tx, draft, body, next.detail());
        drafting.used(tx, open, cause);
        documents.changed(tx, draft, open, cause, "invoice.updated", "invoice.finalized");
        if (open.body().path("amount_due").asLong() > 0) return open;
        return paidByNothing(tx, open, now, cause);
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
            var made = paying.create(tx, next, Money.of(due, next.currency()));
            switch (made) {
                case Change.Done(var intent) -> paying.keep(tx, next, intent);
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
                PaymentIntent.Id.parse(paidBy).flatMap(id -> paying.find(tx, next.account(), id));
        long paid = intent.map(i -> i.amount().minor()).orElse(0L);
        if (paid != total)
            throw new IllegalStateException(
                    next.id() + " comes to " + total + ", its session to " + paid);
        intent.ifPresent(i -> paying.keep(tx, next, i));
    }

    private static long start(ObjectNode body) {
        return body.path("starting_balance").asLong();
    }

    /** Nothing is due: it is paid by the balance, or it was free. */
    private Document paidByNothing(Tx tx, Document open, Instant now, Cause cause) {
        var paid = paying.paid(tx, open, now, 0, cause);
        lifecycle.paid(tx, paid, Optional.empty(), cause);
        return paid;
    }
}
