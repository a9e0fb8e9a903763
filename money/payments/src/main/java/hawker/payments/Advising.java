package hawker.payments;

import hawker.kernel.Clock;
import hawker.network.Advice;
import hawker.network.AdviceAnswer;
import hawker.network.CardNetwork;
import hawker.network.RefundStatus;
import hawker.payments.Advices.Told;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the network what was decided, until it acknowledges: reversals, captures, refunds. An
 * advice without an answer is told again under the same id, so that the network does it once.
 */
final class Advising {

    private static final Logger log = LoggerFactory.getLogger(Advising.class);

    /** Seven days; then the advice is dead and an operator sees it. */
    static final Jobs.Retry RETRY = new Jobs.Retry(waits());

    private static final Jobs.Retry FUNDS = new Jobs.Retry(List.of(Advices.FUNDS_RETRY));

    private final Jobs jobs;
    private final TxRunner tx;
    private final Clock clock;
    private final CardNetwork network;
    private final Reading reading;
    private final Concluding concluding;
    private final Returning returning;

    Advising(
            Platform platform,
            CardNetwork network,
            Reading reading,
            Concluding concluding,
            Returning returning) {
        this.jobs = platform.jobs();
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.network = network;
        this.reading = reading;
        this.concluding = concluding;
        this.returning = returning;
    }

    void start() {
        jobs.handle(Advices.REVERSAL, RETRY, this::reverse);
        jobs.handle(Advices.CAPTURE, RETRY, this::capture);
        jobs.handle(Advices.REFUND, RETRY, this::refund);
        jobs.handle(Advices.REFUND_STATUS, RETRY, this::askRefund);
        jobs.handle(Advices.REFUND_FUNDS, FUNDS, this::tryFunds);
        jobs.handle(Advices.REFUND_EXPIRES, RETRY, this::expire);
    }

    private static List<Duration> waits() {
        var waits =
                new ArrayList<>(
                        List.of(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(15),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(15)));
        waits.addAll(Collections.nCopies(7 * 24, Duration.ofHours(1)));
        return waits;
    }

    /** Acknowledged is acknowledged: a network that refuses has nothing to undo. */
    private void reverse(Job job) {
        switch (ask(job)) {
            case AdviceAnswer.Accepted ignored -> finish(job);
            case AdviceAnswer.Refused no -> {
                log.warn("reversal {} refused with {}: {}", job.id(), no.code(), no.message());
                finish(job);
            }
            case AdviceAnswer.Unknown nothing -> throw unanswered(job, nothing);
        }
    }

    /** The money was held, so a refusal is a contradiction that a person has to look at. */
    private void capture(Job job) {
        switch (ask(job)) {
            case AdviceAnswer.Accepted ignored -> finish(job);
            case AdviceAnswer.Refused no ->
                    throw new IllegalStateException(
                            "capture " + job.id() + " refused: " + no.code() + " " + no.message());
            case AdviceAnswer.Unknown nothing -> throw unanswered(job, nothing);
        }
    }

    private void refund(Job job) {
        var told = Told.of(job);
        var id = new Refund.Id(told.subject());
        switch (returning.send(job, told)) {
            case AdviceAnswer.Accepted ignored -> follow(job, told, id);
            case AdviceAnswer.Refused no ->
                    tx.doInAccount(
                            job.account(),
                            tx -> {
                                concluding.fail(tx, job.account(), id, "unknown");
                                jobs.finish(tx, job);
                            });
            case AdviceAnswer.Unknown nothing -> throw unanswered(job, nothing);
        }
    }

    /** Taken by the network; whether it is final is asked under another job. */
    private void follow(Job job, Told told, Refund.Id id) {
        var status = returning.status(job, told);
        tx.doInAccount(
                job.account(),
                tx -> {
                    status.ifPresent(now -> learn(tx, job, id, now));
                    status.flatMap(RefundStatus::askAgainAt)
                            .ifPresent(at ->
                                    jobs.add(
                                            tx,
                                            job.account(),
                                            "status_" + id,
                                            Advices.REFUND_STATUS,
                                            at,
                                            told.text()));
                    jobs.finish(tx, job);
                });
    }

    private void askRefund(Job job) {
        var told = Told.of(job);
        var id = new Refund.Id(told.subject());
        var status =
                returning
                        .status(job, told)
                        .orElseThrow(() ->
                                new IllegalStateException("the network lost " + told.subject()));
        tx.doInAccount(
                job.account(),
                tx -> {
                    learn(tx, job, id, status);
                    Optional<java.time.Instant> again = status.askAgainAt();
                    if (again.isPresent()) jobs.again(tx, job, again.get(), job.payload());
                    else jobs.finish(tx, job);
                });
    }

    private void learn(Tx tx, Job job, Refund.Id id, RefundStatus status) {
        switch (status.state()) {
            case PENDING -> concluding.settle(tx, job.account(), id, Refund.Status.PENDING);
            case SUCCEEDED -> {
                concluding.settle(tx, job.account(), id, Refund.Status.SUCCEEDED);
                var refund = reading.refund(job.account(), id).orElseThrow();
                returning.arrived(tx, job, Told.of(job), refund);
            }
            case FAILED ->
                    concluding.fail(
                            tx, job.account(), id, status.failureReason().orElse("unknown"));
        }
    }

    private void tryFunds(Job job) {
        var refund =
                reading.refund(job.account(), new Refund.Id(Told.of(job).subject())).orElseThrow();
        tx.doInAccount(
                job.account(),
                tx -> {
                    if (concluding.tryFunds(tx, refund)) jobs.finish(tx, job);
                    else jobs.again(tx, job, clock.now().plus(Advices.FUNDS_RETRY), job.payload());
                });
    }

    private void expire(Job job) {
        var id = new Refund.Id(Told.of(job).subject());
        tx.doInAccount(
                job.account(),
                tx -> {
                    concluding.expire(
                            tx, job.account(), id, Confirmation.Cause.none(job.account()));
                    jobs.finish(tx, job);
                });
    }

    private AdviceAnswer ask(Job job) {
        Advice advice = Told.of(job).advice(job);
        return network.advise(advice);
    }

    private void finish(Job job) {
        tx.doInAccount(job.account(), tx -> jobs.finish(tx, job));
    }

    private static NoAnswer unanswered(Job job, AdviceAnswer.Unknown nothing) {
        return new NoAnswer(job.id() + ": " + nothing.reason());
    }

    /** Tried again later; where it comes from is plain, so it needs no stack. */
    private static final class NoAnswer extends RuntimeException {
        NoAnswer(String message) {
            super(message, null, false, false);
        }
    }
}
