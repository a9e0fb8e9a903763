package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.network.LateAnswers;
import hawker.network.NetworkAnswer;
import hawker.payments.Confirmation.Cause;
import hawker.payments.IntentsSql.Span;
import hawker.payments.IntentsSql.Stuck;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import hawker.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what nobody finishes: attempts whose process is gone, challenges nobody came back from,
 * authorisations nobody captured, approvals that came too late.
 *
 * <p>Attempts are found by time: rows of intents lie in the order in which they were written, and
 * an index of a few bytes a block (BRIN) leads to those of the last minute. So an attempt costs
 * nothing to keep in view; a table or a partial index of open attempts would cost a row more a
 * payment. Each run looks at what was written since the last one. What was committed long after its
 * own time stamp, by a process that stood still in between, is found by a run over the last hours,
 * each hour and at the start.
 */
final class Resolving {

    private static final Logger log = LoggerFactory.getLogger(Resolving.class);

    /** After this time an attempt without a result belongs to the resolver. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** How long a buyer may take over a challenge, and a minute more. */
    static final Duration CHALLENGE = Duration.ofMinutes(11);

    static final Duration OFTEN = Duration.ofSeconds(10);
    static final Duration SELDOM = Duration.ofHours(1);

    /**
     * How far back the seldom run looks; at the start it is how long the program may have slept.
     */
    private static final Duration FAR = Duration.ofHours(3);

    private static final Duration START = Duration.ofDays(8);

    private static final int PAGE = 500;

    static final String CHORE = "payments-resolve";
    static final String DEEP_CHORE = "payments-resolve-all";

    private final Clock clock;
    private final TxRunner tx;
    private final Storage storage;
    private final Confirming confirming;
    private final Finishing finishing;
    private final Canceling canceling;
    private final Resumption resumption;
    private volatile Instant seen;
    private volatile Instant expired;

    /** Makes the attempt of a sending version again, from what is stored. */
    @FunctionalInterface
    interface Resumption extends BiFunction<PaymentIntent, State.Sending, Optional<Attempt>> {}

    Resolving(
            Platform platform,
            Storage storage,
            Confirming confirming,
            Finishing finishing,
            Canceling canceling,
            Resumption resumption) {
        this.clock = platform.clock();
        this.tx = platform.tx();
        this.storage = storage;
        this.confirming = confirming;
        this.finishing = finishing;
        this.canceling = canceling;
        this.resumption = resumption;
        this.seen = clock.now().minus(START);
        this.expired = seen.minus(Transitions.AUTHORIZATION_LIFE);
    }

    static Resumption resumption(Vault vault, Sellers sellers) {
        return (sending, state) ->
                vault.find(sending.account(), state.method())
                        .map(method ->
                                new Attempt(
                                        sending,
                                        state,
                                        method,
                                        sellers.descriptor(
                                                sending.account(), sending.terms().notes())));
    }

    /** What is new since the last run. */
    void runOften() {
        var upTo = clock.now();
        if (look(seen, upTo)) seen = upTo;
    }

    /** Everything of the last hours. */
    void runSeldom() {
        var now = clock.now();
        look(now.minus(FAR), now);
        expire(now.minus(Transitions.AUTHORIZATION_LIFE));
    }

    /** Attempts and challenges that ran out between two moments; whether all were finished. */
    private boolean look(Instant from, Instant upTo) {
        var sending = new Span(from.minus(LEASE), upTo.minus(LEASE));
        var waiting = new Span(from.minus(CHALLENGE), upTo.minus(CHALLENGE));
        var found =
                tx.readAcross(
                        "finish-attempts", tx -> storage.intents().stuck(tx, sending, waiting));
        boolean done = true;
        for (var stuck : found)
            done &=
                    finished(
                            stuck,
                            intent -> {
                                // Who went on meanwhile has time again.
                                if (intent.version() == stuck.version()) finish(intent);
                            });
        return done;
    }

    private void finish(PaymentIntent intent) {
        abandon(intent);
        giveUpWaiting(intent);
    }

    /** One that fails must not hide the others. */
    private boolean finished(Stuck stuck, Consumer<PaymentIntent> work) {
        try {
            newest(stuck).ifPresent(work);
            return true;
        } catch (RuntimeException e) {
            log.error("cannot finish {}", stuck.intent(), e);
            return false;
        }
    }

    private Optional<PaymentIntent> newest(Stuck stuck) {
        return tx.readAccount(
                stuck.account(),
                tx -> storage.intents().newest(tx, stuck.account(), stuck.intent()));
    }

    private void abandon(PaymentIntent intent) {
        if (!(intent.state() instanceof State.Sending state)) return;
        resumption
                .apply(intent, state)
                .ifPresent(attempt -> finishing.abandon(attempt, cause(intent)));
    }

    private void giveUpWaiting(PaymentIntent intent) {
        if (intent.state() instanceof State.RequiresAction)
            confirming.afterAction(intent, Cause.none(intent.account()));
    }

    /** The answer to the request that began the attempt is the one that its key will replay. */
    private static Cause cause(PaymentIntent sending) {
        return new Cause(sending.account(), sending.request(), Optional.empty());
    }

    /** Looks at what ran out since the last run, and a little further back, page by page. */
    private void expire(Instant upTo) {
        var from = expired.minus(FAR);
        boolean done = true;
        int found;
        do {
            var page =
                    tx.readAcross(
                            "expire-authorizations",
                            tx -> storage.intents().uncaptured(tx, from, upTo, PAGE));
            for (var stuck : page) done &= finished(stuck, this::giveUpHold);
            found = page.size();
        } while (done && found == PAGE);
        if (done) expired = upTo;
    }

    private void giveUpHold(PaymentIntent intent) {
        if (!(intent.state() instanceof State.RequiresCapture)) return;
        var cause = Cause.none(intent.account());
        tx.inAccount(
                intent.account(),
                tx -> canceling.cancel(tx, intent, PaymentIntent.Reason.AUTOMATIC, cause));
    }

    /** An answer that nobody waited for. */
    LateAnswers late(Reading reading, Advices advices) {
        return (AccountId account, String attempt, NetworkAnswer answer) -> {
            if (!(answer instanceof NetworkAnswer.Approved)) return;
            var id = new Charge.Id(attempt);
            var charge = reading.charge(account, id);
            // Without a charge its request or the resolver is still to decide, and will reverse.
            charge.filter(known -> !known.paid())
                    .ifPresent(known -> advices.reverseAgain(account, id, known.amount()));
        };
    }
}
