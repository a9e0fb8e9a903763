package hawker.billing;

import hawker.api.ApiError;
import hawker.billing.Document.Kind;
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

    private final Platform platform;
    private final Documents documents;
    private final DocumentsSql sql;
    private final Buyers buyers;
    private final Payments payments;
    private final Paying paying;
    private final Lifecycle lifecycle;

    Collecting(
            Platform platform,
            Documents documents,
            DocumentsSql sql,
            Buyers buyers,
            Payments payments,
            Paying paying,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.sql = sql;
        this.buyers = buyers;
        this.payments = payments;
        this.paying = paying;
        this.lifecycle = lifecycle;
    }

    /** How an attempt ended. */
    sealed interface Outcome {
        record Paid(Document invoice) implements Outcome {}

        record NeedsAction(Document invoice, PaymentIntent intent) implements Outcome {}

        record Declined(Document invoice, PaymentIntent intent, PaymentIntent.Failure failure)
                implements Outcome {}

        /** The buyer's bank was told to pay: the invoice stays open until it has. */
        record Processing(Document invoice) implements Outcome {}

        /** Nothing can be charged: the customer has no card. */
        record NoMethod(Document invoice) implements Outcome {}

        /** Nothing was tried: the method is gone, or not for this invoice. */
        record Refused(Document invoice, String message) implements Outcome {}
    }

    /**
     * Tries to take the money.
     *
     * @param means what to charge; usually what the invoice says, the subscription, the customer
     * @param offSession whether the buyer is absent
     */
    Outcome pay(AccountId account, String id, Paying.Means means, boolean offSession, Cause cause) {
        var seen = payable(account, id, cause);
        var method = platform.tx().readAccount(account, tx -> method(tx, seen, means.method()));
        if (method.isEmpty()) return new Outcome.NoMethod(seen);
        var under = means.mandate().or(() -> PaymentSettings.mandate(seen));
        if (under.isPresent() && buyers.isCard(account, method.get()))
            return new Outcome.Refused(seen, PaymentSettings.notFor(under.get()));
        paying.under(seen, under);
        var request = new Confirmation.Request(method, offSession, false, Optional.empty(), true);
        return confirm(seen, request, cause);
    }

    /**
     * The buyer pays on the invoice's page, with a card of theirs that need not be the customer's.
     *
     * @param back where the bank sends the buyer afterwards
     */
    Outcome payOnPage(Document open, PaymentMethod.Id method, String back) {
        var seen = payable(open.account(), open.id(), Cause.NONE);
        return confirm(seen, Confirmation.Request.onSession(method, back), Cause.NONE);
    }

    /** Goes on where the buyer's bank has seen the buyer. */
    Outcome afterAction(Document open) {
        var seen = payable(open.account(), open.id(), Cause.NONE);
        var confirmation = payments.afterAction(open.account(), intentOf(seen));
        return outcome(seen, confirmation, Cause.NONE);
    }

    /** Whether a bank was told to pay and has not answered. */
    boolean isUnderWay(Document invoice) {
        return invoice.intent()
                .flatMap(PaymentIntent.Id::parse)
                .flatMap(id -> payments.find(invoice.account(), id))
                .filter(intent -> intent.state() instanceof State.Processing)
                .isPresent();
    }

    private static PaymentIntent.Id intentOf(Document invoice) {
        return new PaymentIntent.Id(invoice.intent().orElseThrow());
    }

    private Outcome confirm(Document seen, Confirmation.Request request, Cause cause) {
        return outcome(seen, payments.confirm(seen.account(), intentOf(seen), request), cause);
    }

    private Outcome outcome(Document seen, Confirmation confirmation, Cause cause) {
        var account = seen.account();
        if (confirmation instanceof Confirmation.Refused(var now, var reason, var message)) {
            if (reason == Refusal.IN_PROGRESS) throw ApiError.lockTimeout();
            if (now.state() instanceof State.Processing) return new Outcome.Processing(seen);
            if (!(now.state() instanceof State.Succeeded))
                return new Outcome.Refused(seen, message);
        }
        var after = follow(account, confirmation.intent().id(), cause).orElse(seen);
        return switch (confirmation) {
            case Confirmation.NeedsAction(var waiting, var url) ->
                    new Outcome.NeedsAction(after, waiting);
            case Confirmation.NeedsConfirmation(var waiting) ->
                    new Outcome.NeedsAction(after, waiting);
            case Confirmation.Waiting(var waiting) -> new Outcome.NeedsAction(after, waiting);
            case Confirmation.Processing sent -> new Outcome.Processing(after);
            case Confirmation.Declined(var failed, var failure) ->
                    new Outcome.Declined(after, failed, failure);
            case Confirmation.Unknown(var failed, var failure) ->
                    new Outcome.Declined(after, failed, failure);
            case Confirmation.Succeeded done -> new Outcome.Paid(after);
            case Confirmation.Capturable held -> new Outcome.Paid(after);
            case Confirmation.Refused done -> new Outcome.Paid(after);
        };
    }

    /** An invoice that can be paid, with an intent that is not given up. */
    private Document payable(AccountId account, String id, Cause cause) {
        var seen = found(account, id);
        Paying.checkPayable(seen);
        var intent =
                seen.intent()
                        .flatMap(PaymentIntent.Id::parse)
                        .flatMap(found -> payments.find(account, found))
                        .orElseThrow(() ->
                                ApiError.invalid(
                                        "This invoice was never finalized: nothing can be paid."));
        if (!(intent.state() instanceof State.Canceled)) return seen;
        follow(account, intent.id(), cause);
        var now = found(account, id);
        Paying.checkPayable(now);
        return now;
    }

    private Document found(AccountId account, String id) {
        return documents
                .find(account, Kind.INVOICE, id)
                .orElseThrow(() -> ApiError.missing("invoice", id));
    }

    private Optional<PaymentMethod.Id> method(Tx tx, Document invoice, Optional<String> named) {
        var customer = buyers.find(tx, invoice.account(), invoice.customer().orElseThrow());
        if (named.isPresent() && customer.isPresent())
            return Optional.of(buyers.own(tx, customer.get(), named.get(), "payment_method").id());
        return Buyers.method(invoice.body())
                .or(() ->
                        invoice.parent()
                                .flatMap(of ->
                                        documents.find(
                                                tx, invoice.account(), Kind.SUBSCRIPTION, of))
                                .flatMap(s -> Buyers.method(s.body())))
                .or(() -> customer.flatMap(c -> c.usualMethod()))
                .flatMap(PaymentMethod.Id::parse);
    }

    /** Those of the intents' events whose intents pay invoices: of most shops hardly any. */
    List<Event> concerned(List<Event> moved) {
        var ours = platform.tx().readAcross("billing-paid", tx -> sql.acrossOfIntents(tx, moved));
        return moved.stream().filter(event -> ours.contains(event.subject())).toList();
    }

    /** An intent has moved, by whatever hand. */
    void heard(Event event) {
        PaymentIntent.Id.parse(event.subject())
                .ifPresent(id -> follow(event.account(), id, Cause.NONE));
    }

    /** The same of an invoice that was just made for a payment that is there already. */
    Document follow(Tx tx, Document invoice, PaymentIntent.Id id, Cause cause) {
        var intent = payments.find(tx, invoice.account(), id).orElseThrow();
        return follow(tx, invoice, intent, cause);
    }

    /** Brings an invoice where its intent is; empty if the intent pays no invoice. */
    Optional<Document> follow(AccountId account, PaymentIntent.Id id, Cause cause) {
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

    private Document follow(Tx tx, Document seen, PaymentIntent intent, Cause cause) {
        lifecycle.lock(tx, seen);
        var invoice = documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
        boolean known = invoice.detail().path("seen").asInt() >= intent.version();
        if (known || invoice.is("paid") || invoice.is("void")) return invoice;
        return switch (intent.state()) {
            case State.Succeeded paid -> paid(tx, invoice, intent, cause);
            case State.RequiresAction action -> actionRequired(tx, invoice, intent, cause);
            case State.RequiresDeposits action -> actionRequired(tx, invoice, intent, cause);
            case State.AwaitsTransfer action -> actionRequired(tx, invoice, intent, cause);
            case State.Processing sent -> processing(tx, invoice, intent, cause);
            case State.RequiresPaymentMethod none ->
                    none.lastError().isPresent()
                            ? failed(tx, invoice, intent, none.lastError(), cause)
                            : invoice;
            case State.Canceled gone -> paying.anotherPayment(tx, invoice, cause);
            case State.RequiresConfirmation s -> invoice;
            case State.Sending s -> invoice;
            case State.RequiresCapture s -> invoice;
        };
    }

    /**
     * An attempt on an invoice, counted as the documentation says: the first one whoever makes it,
     * then only those that the program makes when they are due. One that waits (for the buyer, for
     * a bank) is counted when it begins and not when it ends: {@code detail.begun} says so.
     */
    private Document attempt(Tx tx, Document invoice, PaymentIntent intent, boolean ends) {
        var next = InvoicesHttp.copy(invoice);
        long count = next.body().path("attempt_count").asLong();
        boolean planned = count == 0 || DueWork.isDue(invoice, documents.now(tx, invoice));
        boolean counts = planned && !next.detail().path("begun").asBoolean();
        next.body().put("attempted", true);
        next.body().put("attempt_count", counts ? count + 1 : count);
        next.detail().put("seen", intent.version());
        if (ends) next.detail().remove("begun");
        else next.detail().put("begun", true);
        return next;
    }

    private Document paid(Tx tx, Document invoice, PaymentIntent intent, Cause cause) {
        var now = documents.now(tx, invoice);
        var tried = attempt(tx, invoice, intent, true);
        var paid = paying.paid(tx, tried, now, intent.received().minor(), cause);
        paying.endPayments(tx, paid, true, cause);
        var method = buyers.kept(tx, invoice.account(), intent.method());
        lifecycle.paid(tx, paid, method.map(PaymentMethod.Id::text), cause);
        return paid;
    }

    private Document actionRequired(Tx tx, Document invoice, PaymentIntent intent, Cause cause) {
        return waits(
                tx, invoice, intent, cause, "invoice.updated", "invoice.payment_action_required");
    }

    /** A bank was told to pay; what it was for goes on meanwhile. */
    private Document processing(Tx tx, Document invoice, PaymentIntent intent, Cause cause) {
        var after = waits(tx, invoice, intent, cause, "invoice.updated");
        lifecycle.processing(tx, after, cause);
        return after;
    }

    private Document waits(
            Tx tx, Document invoice, PaymentIntent intent, Cause cause, String... types) {
        var next = attempt(tx, invoice, intent, false);
        next.body().putNull("next_payment_attempt");
        next.detail().remove("due");
        var after = documents.change(tx, invoice, next.body(), next.detail());
        documents.changed(tx, invoice, after, cause, types);
        return after;
    }

    private Document failed(
            Tx tx,
            Document invoice,
            PaymentIntent intent,
            Optional<PaymentIntent.Failure> failure,
            Cause cause) {
        boolean asks = failure.map(f -> f.code().equals("authentication_required")).orElse(false);
        return failed(tx, invoice, attempt(tx, invoice, intent, true), asks, cause);
    }

    /** Writes a failed attempt, and plans the next one where the invoice goes on by itself. */
    private Document failed(Tx tx, Document invoice, Document tried, boolean asks, Cause cause) {
        var body = tried.body();
        int attempts = body.path("attempt_count").asInt();
        boolean counted = attempts > invoice.body().path("attempt_count").asInt();
        boolean begun = invoice.detail().path("begun").asBoolean();
        boolean planned = counted || begun;
        if (begun && lifecycle.isTakenUp(tx, invoice)) body.put("auto_advance", true);
        boolean last = planned && Dunning.planNext(tried, attempts, documents.now(tx, invoice));
        var after = documents.change(tx, invoice, body, tried.detail());
        if (asks)
            documents.changed(
                    tx,
                    invoice,
                    after,
                    cause,
                    "invoice.updated",
                    "invoice.payment_action_required",
                    "invoice.payment_failed");
        else
            documents.changed(
                    tx, invoice, after, cause, "invoice.updated", "invoice.payment_failed");
        var end =
                last
                        ? Optional.of(lifecycle.rules(tx, invoice.account()).charged())
                        : Optional.<Dunning.End>empty();
        lifecycle.failed(tx, after, end, cause);
        return after;
    }

    /** The attempt that the program makes by itself, when an open invoice is due. */
    void onTime(Document seen) {
        if (!seen.is("open")) return;
        var outcome = pay(seen.account(), seen.id(), Paying.Means.USUAL, true, Cause.NONE);
        switch (outcome) {
            case Outcome.NoMethod none -> notTried(seen);
            case Outcome.Refused refused -> notTried(seen);
            case Outcome.Processing waits -> undue(seen);
            case Outcome.NeedsAction waits -> undue(seen);
            case Outcome.Paid done -> {}
            case Outcome.Declined done -> {}
        }
    }

    /** Somebody else is asked already: whoever answers moves it on. */
    private void undue(Document seen) {
        platform.tx()
                .doInAccount(
                        seen.account(),
                        tx -> {
                            var invoice =
                                    documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
                            if (invoice.version() != seen.version()) return;
                            var detail = invoice.detail().deepCopy();
                            detail.remove("due");
                            documents.change(tx, invoice, invoice.body(), detail);
                        });
    }

    /** An attempt that did not reach the network counts as a failed one: it is made again. */
    private void notTried(Document seen) {
        platform.tx()
                .doInAccount(
                        seen.account(),
                        tx -> {
                            lifecycle.lock(tx, seen);
                            var invoice =
                                    documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
                            if (invoice.version() != seen.version()) return;
                            var tried = InvoicesHttp.copy(invoice);
                            var body = tried.body();
                            body.put("attempted", true);
                            body.put("attempt_count", body.path("attempt_count").asLong() + 1);
                            failed(tx, invoice, tried, false, Cause.NONE);
                        });
    }
}
