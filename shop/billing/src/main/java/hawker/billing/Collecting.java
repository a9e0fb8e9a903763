package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.payments.Confirmation;
import hawker.payments.PaymentIntent;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Payments;
import hawker.payments.Refusal;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes the money of an open invoice, once.
 *
 * <pre>
 * 1  one transaction looks: which intent, which card
 * 2  payments.confirm, outside any transaction
 * 3  one transaction brings invoice and subscription where the intent is ({@link #follow})
 * </pre>
 *
 * The invoice has one intent for all its attempts, and an intent succeeds once: whoever pays at the
 * same moment meets there. Step 3 says what the newest version of the intent says, and keeps the
 * number of the version it has seen, so that it may come by the request, by the intent's event
 * after a crash, and by a buyer who pays on the page, in any order and any number of times, and an
 * attempt is counted once. The way not taken: a state "being paid" of the invoice, which somebody
 * would have to take back after a crash.
 */
final class Collecting {

    /** Days until the next attempt, after the first, second … one has failed. */
    private static final List<Integer> WAITS = List.of(3, 5, 7);

    private final Platform platform;
    private final Papers papers;
    private final PapersSql sql;
    private final Buyers buyers;
    private final Payments payments;
    private final Finalizing finalizing;
    private final Lives lives;

    Collecting(
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

    /** How an attempt ended. */
    sealed interface Outcome {
        record Paid(Paper invoice) implements Outcome {}

        record NeedsAction(Paper invoice, PaymentIntent intent) implements Outcome {}

        record Declined(Paper invoice, PaymentIntent intent, PaymentIntent.Failure failure)
                implements Outcome {}

        /** Nothing can be charged: the customer has no card. */
        record NoMethod(Paper invoice) implements Outcome {}
    }

    /**
     * Tries to take the money.
     *
     * @param named the card to charge; empty: the invoice's, the subscription's, the customer's
     * @param offSession whether the buyer is absent
     */
    Outcome pay(
            AccountId account, String id, Optional<String> named, boolean offSession, Cause cause) {
        var seen =
                papers.find(account, Kind.INVOICE, id)
                        .orElseThrow(() -> ApiError.missing("invoice", id));
        checkPayable(seen);
        if (seen.intent().isEmpty())
            throw ApiError.invalid("This invoice was never finalized: nothing can be paid.");
        var method = platform.tx().readAccount(account, tx -> method(tx, seen, named));
        if (method.isEmpty()) return new Outcome.NoMethod(seen);
        var intent = new PaymentIntent.Id(seen.intent().orElseThrow());
        var request = new Confirmation.Request(method, offSession, false, Optional.empty(), true);
        var confirmation = payments.confirm(account, intent, request);
        if (confirmation instanceof Confirmation.Refused(var now, var reason, var message)) {
            if (reason == Refusal.IN_PROGRESS) throw ApiError.lockTimeout();
            if (!(now.state() instanceof State.Succeeded)) throw ApiError.invalid(message);
        }
        var after = follow(account, confirmation.intent().id(), cause).orElse(seen);
        return switch (confirmation) {
            case Confirmation.NeedsAction(var waiting, var url) ->
                    new Outcome.NeedsAction(after, waiting);
            case Confirmation.NeedsConfirmation(var waiting) ->
                    new Outcome.NeedsAction(after, waiting);
            case Confirmation.Declined(var failed, var failure) ->
                    new Outcome.Declined(after, failed, failure);
            case Confirmation.Unknown(var failed, var failure) ->
                    new Outcome.Declined(after, failed, failure);
            case Confirmation.Succeeded done -> new Outcome.Paid(after);
            case Confirmation.Capturable held -> new Outcome.Paid(after);
            case Confirmation.Refused done -> new Outcome.Paid(after);
        };
    }

    static void checkPayable(Paper invoice) {
        if (invoice.is("paid")) throw ApiError.invalid("Invoice is already paid");
        if (!invoice.is("open") && !invoice.is("uncollectible"))
            throw ApiError.invalid(
                    "This invoice has the status "
                            + invoice.state()
                            + ": only open and uncollectible invoices can be paid.");
    }

    private Optional<PaymentMethod.Id> method(Tx tx, Paper invoice, Optional<String> named) {
        var customer = buyers.find(tx, invoice.account(), invoice.customer().orElseThrow());
        if (named.isPresent() && customer.isPresent())
            return Optional.of(buyers.own(tx, customer.get(), named.get(), "payment_method").id());
        return Nodes.text(invoice.body(), "default_payment_method")
                .or(() -> ofSubscription(tx, invoice))
                .or(() -> customer.flatMap(c -> c.usualMethod()))
                .flatMap(PaymentMethod.Id::parse);
    }

    private Optional<String> ofSubscription(Tx tx, Paper invoice) {
        return invoice.parent()
                .flatMap(id -> papers.find(tx, invoice.account(), Kind.SUBSCRIPTION, id))
                .flatMap(s -> Nodes.text(s.body(), "default_payment_method"));
    }

    /** An intent has moved, by whatever hand. */
    void heard(Event event) {
        PaymentIntent.Id.parse(event.subject())
                .ifPresent(id -> follow(event.account(), id, Cause.NONE));
    }

    /** Brings an invoice where its intent is; empty if the intent pays no invoice. */
    Optional<Paper> follow(AccountId account, PaymentIntent.Id id, Cause cause) {
        var invoice =
                platform.tx()
                        .readAccount(
                                account, tx -> sql.ofIntent(tx, account, Kind.INVOICE, id.text()));
        if (invoice.isEmpty()) return Optional.empty();
        // Read before the locks: what comes after this version has its own event.
        var intent = payments.find(account, id);
        if (intent.isEmpty()) return invoice;
        return Optional.of(
                platform.tx()
                        .inAccount(account, tx -> follow(tx, invoice.get(), intent.get(), cause)));
    }

    private Paper follow(Tx tx, Paper seen, PaymentIntent intent, Cause cause) {
        lives.lock(tx, seen);
        var invoice = papers.held(tx, seen.account(), Kind.INVOICE, seen.id());
        boolean known = invoice.detail().path("seen").asInt() >= intent.version();
        if (known || invoice.is("paid") || invoice.is("void")) return invoice;
        return switch (intent.state()) {
            case State.Succeeded paid -> paid(tx, invoice, intent, cause);
            case State.RequiresAction action -> actionRequired(tx, invoice, intent, cause);
            case State.RequiresPaymentMethod none ->
                    none.lastError().isPresent()
                            ? failed(tx, invoice, intent, none.lastError(), cause)
                            : invoice;
            case State.RequiresConfirmation s -> invoice;
            case State.Sending s -> invoice;
            case State.RequiresCapture s -> invoice;
            case State.Canceled s -> invoice;
        };
    }

    private Paper paid(Tx tx, Paper invoice, PaymentIntent intent, Cause cause) {
        var now = papers.now(tx, invoice);
        var body = invoice.body().deepCopy();
        body.put("attempt_count", body.path("attempt_count").asLong() + 1);
        var tried =
                new Paper(
                        invoice.account(),
                        invoice.kind(),
                        invoice.id(),
                        invoice.version(),
                        invoice.created(),
                        false,
                        body,
                        invoice.detail().deepCopy().put("seen", intent.version()));
        var paid = finalizing.paid(tx, tried, now, intent.received().minor(), cause);
        finalizing.endPayments(tx, paid, sql, true, cause);
        lives.paid(tx, paid, intent.method().map(PaymentMethod.Id::text), cause);
        return paid;
    }

    private Paper actionRequired(Tx tx, Paper invoice, PaymentIntent intent, Cause cause) {
        var body = invoice.body().deepCopy();
        body.put("attempted", true);
        body.put("attempt_count", body.path("attempt_count").asLong() + 1);
        var detail = invoice.detail().deepCopy().put("seen", intent.version());
        detail.remove("due");
        var after = papers.change(tx, invoice, body, detail);
        papers.changed(
                tx, invoice, after, cause, "invoice.updated", "invoice.payment_action_required");
        return after;
    }

    private Paper failed(
            Tx tx,
            Paper invoice,
            PaymentIntent intent,
            Optional<PaymentIntent.Failure> failure,
            Cause cause) {
        var seen = invoice.detail().deepCopy().put("seen", intent.version());
        boolean asks = failure.map(f -> f.code().equals("authentication_required")).orElse(false);
        return failed(tx, invoice, seen, asks, cause);
    }

    /** Counts a failed attempt, and plans the next one where the invoice goes on by itself. */
    private Paper failed(
            Tx tx,
            Paper invoice,
            com.fasterxml.jackson.databind.node.ObjectNode detail,
            boolean asks,
            Cause cause) {
        var body = invoice.body().deepCopy();
        int attempts = body.path("attempt_count").asInt() + 1;
        body.put("attempted", true);
        body.put("attempt_count", attempts);
        boolean goesOn = body.path("auto_advance").asBoolean() && attempts <= WAITS.size();
        body.putNull("next_payment_attempt");
        detail.remove("due");
        if (goesOn) {
            var next = papers.now(tx, invoice).plus(Duration.ofDays(WAITS.get(attempts - 1)));
            body.put("next_payment_attempt", Json.seconds(next));
            detail.put("due", Json.seconds(next));
        } else if (attempts > WAITS.size()) body.put("auto_advance", false);
        var after = papers.change(tx, invoice, body, detail);
        if (asks)
            papers.changed(
                    tx,
                    invoice,
                    after,
                    cause,
                    "invoice.updated",
                    "invoice.payment_action_required",
                    "invoice.payment_failed");
        else papers.changed(tx, invoice, after, cause, "invoice.updated", "invoice.payment_failed");
        lives.failed(tx, after, attempts > WAITS.size(), cause);
        return after;
    }

    /** The attempt that the program makes by itself, when an open invoice is due. */
    void onTime(Paper seen) {
        if (!seen.is("open")) return;
        if (pay(seen.account(), seen.id(), Optional.empty(), true, Cause.NONE)
                instanceof Outcome.NoMethod)
            platform.tx()
                    .doInAccount(
                            seen.account(),
                            tx -> {
                                lives.lock(tx, seen);
                                var invoice =
                                        papers.held(tx, seen.account(), Kind.INVOICE, seen.id());
                                if (invoice.version() != seen.version()) return;
                                failed(tx, invoice, invoice.detail().deepCopy(), false, Cause.NONE);
                            });
    }
}
