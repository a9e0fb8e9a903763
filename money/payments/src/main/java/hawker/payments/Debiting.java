package hawker.payments;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.network.DebitRail;
import hawker.network.Outcome;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Event;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Collects money from bank accounts.
 *
 * <pre>
 * confirm   one commit: the version "processing", the pending charge, the order to the bank queued
 * job       the order goes out, again and again under the same id until the bank has taken it;
 *           then the bank is asked what became of it, when it says it will know
 * paid      one commit: the capture, the books, "succeeded"
 * returned  one commit: the charge's failure, "requires_payment_method"; nothing was booked
 * </pre>
 *
 * <p>Nothing is asked within the request, so there is no attempt of unknown fate as with cards: an
 * order is idempotent and may be repeated for days. The seller has money only once the bank has
 * paid. A holder who complains afterwards takes it back by a dispute.
 */
final class Debiting {

    /** Order a debit, and find out what became of it. */
    static final String DEBIT = "payments.debit";

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Jobs jobs;
    private final Ledger ledger;
    private final Storage storage;
    private final Sellers sellers;
    private final Happenings happenings;
    private final Vault vault;
    private final DebitRail rail;
    private final Consents consents;

    /** Somebody else wrote the same version: everything is undone. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken() {
            super("", null, false, false);
        }
    }

    Debiting(
            Platform platform,
            Ledger ledger,
            Storage storage,
            Sellers sellers,
            Happenings happenings,
            Vault vault,
            DebitRail rail,
            Consents consents) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.jobs = platform.jobs();
        this.ledger = ledger;
        this.storage = storage;
        this.sellers = sellers;
        this.happenings = happenings;
        this.vault = vault;
        this.rail = rail;
        this.consents = consents;
    }

    void start() {
        jobs.handle(DEBIT, Advising.RETRY, this::follow);
    }

    /**
     * Confirms with an account that is proven, or with what a buyer has promised.
     *
     * @throws Consents.No if the promise or the mandate does not stand
     */
    Confirmation order(
            Tx tx, PaymentIntent from, Charge.Id attempt, PaymentMethod method, Cause cause) {
        var next = Transitions.processing(from, method.id(), attempt, stamp(cause));
        insert(tx, next);
        var charge = pending(next, attempt, method, consents.of(tx, next, attempt, method));
        storage.charges().insert(tx, charge);
        jobs.add(
                tx,
                next.account(),
                "debit_" + attempt,
                DEBIT,
                DebitOptions.due(next.terms().notes(), method.type(), clock.now()),
                Json.text(
                        Json.object()
                                .put("intent", next.id().text())
                                .put("charge", attempt.text())));
        var types =
                next.id().direct()
                        ? List.of("charge.pending")
                        : List.of("charge.pending", "payment_intent.processing");
        happenings.append(tx, happenings.of(next, types, cause));
        return new Confirmation.Processing(next, charge);
    }

    /** Why a debit of this account cannot be begun as its payment asks. */
    Optional<String> refusal(PaymentIntent from, PaymentMethod method) {
        return DebitOptions.refusal(from.terms().notes(), method.type(), clock.now());
    }

    private void insert(Tx tx, PaymentIntent next) {
        if (!storage.intents().insert(tx, next)) throw new Overtaken();
    }

    private Charge pending(
            PaymentIntent next, Charge.Id attempt, PaymentMethod method, Charge.Agreed agreed) {
        var facts =
                new Charge.Facts(
                                method.instrument(),
                                method.billing(),
                                outcome(
                                        Outcome.NetworkStatus.APPROVED_BY_NETWORK,
                                        "The payment was sent to the bank."),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                sellers.descriptor(next.account(), next.terms().notes()))
                        .agreed(agreed);
        var zero = Money.zero(next.amount().currency());
        return new Charge(
                attempt,
                next.account(),
                next.id().direct() ? Optional.empty() : Optional.of(next.id()),
                next.version(),
                next.at(),
                next.amount(),
                new Charge.State.Pending(),
                next.terms().customer(),
                method.id(),
                facts,
                zero,
                zero,
                Optional.empty(),
                next.terms().notes(),
                Optional.empty(),
                Charge.Disputed.never(next.amount()));
    }

    /** An ordinary outcome; debits are not scored. */
    static Outcome outcome(Outcome.NetworkStatus status, String message) {
        return new Outcome(
                Outcome.Type.AUTHORIZED,
                status,
                Optional.empty(),
                Outcome.RiskLevel.NOT_ASSESSED,
                0,
                message,
                Optional.empty(),
                Optional.empty());
    }

    /** The job behind each debit. */
    private void follow(Job job) {
        var account = job.account();
        var payload = Json.parse(job.payload());
        var id = new PaymentIntent.Id(payload.path("intent").asText());
        var charge = new Charge.Id(payload.path("charge").asText());
        var intent = this.tx.readAccount(account, tx -> storage.intents().newest(tx, account, id));
        boolean open =
                intent.filter(i -> i.state() instanceof State.Processing)
                        .filter(i -> i.latestCharge().equals(Optional.of(charge)))
                        .isPresent();
        if (!open) {
            this.tx.doInAccount(account, tx -> jobs.finish(tx, job));
            return;
        }
        follow(job, intent.orElseThrow(), charge);
    }

    private void follow(Job job, PaymentIntent intent, Charge.Id charge) {
        var account = job.account();
        var method = vault.find(account, intent.method().orElseThrow()).orElseThrow();
        var known = rail.result(account, charge.text());
        if (known.isEmpty()) {
            var order = new DebitRail.Order(account, charge.text(), method, intent.amount());
            switch (rail.debit(order)) {
                case DebitRail.Ordered.Taken(var reference, var askAt) -> again(job, askAt);
                case DebitRail.Ordered.Refused(var code, var message) ->
                        sentBack(job, intent, charge, method, code, message);
                case DebitRail.Ordered.Unknown(var reason) ->
                        throw new IllegalStateException("no answer to " + charge + ": " + reason);
            }
            return;
        }
        switch (known.get()) {
            case DebitRail.Result.Pending(var askAgainAt) -> again(job, askAgainAt);
            case DebitRail.Result.Done(var at) -> collected(job, intent, charge, method);
            case DebitRail.Result.Failed(var at, var code, var message) ->
                    sentBack(job, intent, charge, method, code, message);
        }
    }

    private void again(Job job, Instant due) {
        var soonest = clock.now().plus(Duration.ofMillis(200));
        var when = due.isBefore(soonest) ? soonest : due;
        tx.doInAccount(job.account(), tx -> jobs.again(tx, job, when, job.payload()));
    }

    private void collected(Job job, PaymentIntent intent, Charge.Id id, PaymentMethod method) {
        var account = job.account();
        tx.doInAccount(
                account,
                tx -> {
                    var stamp = new Stamp(clock.now(), Optional.empty());
                    var next = Transitions.paid(intent, method.id(), id, stamp);
                    insert(tx, next);
                    var journal =
                            Postings.debitCollected(
                                    ids.body(account),
                                    account,
                                    id,
                                    next.amount(),
                                    sellers.availableOn(tx, account, next.at()),
                                    next.at());
                    boolean first =
                            storage.charges()
                                    .capture(
                                            tx,
                                            account,
                                            id,
                                            next.amount(),
                                            journal.id(),
                                            Share.NONE,
                                            next.at());
                    if (!first) throw new IllegalStateException("collected twice: " + id);
                    ledger.post(tx, journal);
                    keep(tx, next, method);
                    tell(tx, next, id, "charge.succeeded", "payment_intent.succeeded");
                    jobs.finish(tx, job);
                });
    }

    /** setup_future_usage: an account that has paid needs no further proof. */
    private void keep(Tx tx, PaymentIntent paid, PaymentMethod method) {
        var terms = paid.terms();
        if (terms.futureUsage().isEmpty() || terms.customer().isEmpty()) return;
        vault.attach(tx, Event.Cause.none(paid.account()), method.id(), terms.customer().get());
    }

    private void sentBack(
            Job job,
            PaymentIntent intent,
            Charge.Id id,
            PaymentMethod method,
            String code,
            String message) {
        var account = job.account();
        tx.doInAccount(
                account,
                tx -> {
                    var failure =
                            new Failure(
                                    code,
                                    Optional.empty(),
                                    message,
                                    Optional.of(id),
                                    Json.text(PaymentMethodJson.render(method)));
                    var stamp = new Stamp(clock.now(), Optional.empty());
                    var next = Transitions.failed(intent, failure, stamp);
                    insert(tx, next);
                    var failed = new Charge.State.Failed(code, Optional.empty(), message);
                    storage.charges().fail(tx, account, id, failed, next.at());
                    tell(tx, next, id, "charge.failed", "payment_intent.payment_failed");
                    jobs.finish(tx, job);
                });
    }

    private void tell(Tx tx, PaymentIntent next, Charge.Id id, String ofCharge, String ofIntent) {
        AccountId account = next.account();
        var charge = storage.charges().find(tx, account, id).orElseThrow();
        var types = next.id().direct() ? List.of(ofCharge) : List.of(ofCharge, ofIntent);
        var objects = PaymentsJson.object("charge", charge);
        happenings.append(tx, happenings.of(next, types, objects, Cause.none(account)));
    }

    private Stamp stamp(Cause cause) {
        return new Stamp(clock.now(), cause.request());
    }
}
