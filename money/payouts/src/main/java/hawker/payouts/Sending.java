package hawker.payouts;

import hawker.network.Bank;
import hawker.payouts.Payout.Status;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Tells the bank of payouts and asks it what became of them, in jobs: the bank is never called
 * inside a transaction, and what it answers is written in the transaction that ends the job. The
 * bank knows a payout by its id, so telling it twice is telling it once.
 */
final class Sending {

    private static final String SEND = "payout-send";
    private static final String RESULT = "payout-result";

    /** So long who asked for a payout may think better of it. */
    private static final Duration SEND_AFTER = Duration.ofSeconds(2);

    /** About four days; what fails longer is a person's business. */
    private static final Jobs.Retry RETRY =
            new Jobs.Retry(
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(15),
                            Duration.ofHours(1),
                            Duration.ofHours(6),
                            Duration.ofHours(12),
                            Duration.ofHours(24),
                            Duration.ofHours(48)));

    private static final String NO_ACCOUNT =
            "There is no bank account that it can go to, or the one there is was added only now.";

    private final Platform platform;
    private final Destinations destinations;
    private final Bank bank;
    private final PayoutsSql sql;
    private final Settling settling;

    Sending(
            Platform platform,
            Destinations destinations,
            Bank bank,
            PayoutsSql sql,
            Settling settling) {
        this.platform = platform;
        this.destinations = destinations;
        this.bank = bank;
        this.sql = sql;
        this.settling = settling;
    }

    void start() {
        platform.jobs().handle(SEND, RETRY, this::send);
        platform.jobs().handle(RESULT, RETRY, this::ask);
    }

    /** Has a new payout sent, in the transaction that made it: at once, or when it is too late. */
    static void plan(Tx tx, Platform platform, Payout payout) {
        var id = payout.id().text();
        boolean wait = !payout.isAutomatic() && !payout.isInstant();
        var at = platform.clock().now().plus(wait ? SEND_AFTER : Duration.ZERO);
        platform.jobs().add(tx, payout.account(), "send:" + id, SEND, at, id);
    }

    private void send(Job job) {
        var account = job.account();
        var id = new Payout.Id(job.payload());
        var waiting = platform.tx().readAccount(account, tx -> sql.find(tx, account, id));
        var target = waiting.flatMap(p -> destinations.now(p, platform.clock()));
        if (waiting.isPresent() && isElsewhere(waiting.get(), target) && isKnown(job)) {
            askLater(job);
            return;
        }
        if (target.isEmpty()) {
            settle(job, (tx, p) -> settling.failed(tx, p, "no_account", NO_ACCOUNT));
            return;
        }
        var sending = startSending(job, target.get());
        if (sending.isEmpty()) {
            platform.tx().doInAccount(account, tx -> platform.jobs().finish(tx, job));
            return;
        }
        switch (instruct(sending.get(), target.get())) {
            case Bank.Instructed.Taken(var reference, var arrivesOn) ->
                    settle(job, (tx, p) -> taken(tx, p, reference, arrivesOn));
            case Bank.Instructed.Refused(var code, var message) ->
                    settle(job, (tx, p) -> settling.failed(tx, p, code, message));
            case Bank.Instructed.Unknown(var reason) ->
                    throw new IllegalStateException("the bank does not answer: " + reason);
        }
    }

    private static boolean isElsewhere(Payout payout, Optional<Destination> target) {
        return !target.map(Destination::id).equals(Optional.of(payout.destination()));
    }

    /**
     * An order whose answer was lost may have arrived, and then it is under way to where it was
     * sent first, whatever became of that account here.
     */
    private boolean isKnown(Job job) {
        return bank.result(job.account(), job.payload()).isPresent();
    }

    private void askLater(Job job) {
        var id = job.payload();
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            platform.jobs()
                                    .add(
                                            tx,
                                            job.account(),
                                            "result:" + id,
                                            RESULT,
                                            platform.clock().now(),
                                            id);
                            platform.jobs().finish(tx, job);
                        });
    }

    private Bank.Instructed instruct(Payout payout, Destination target) {
        var instruction =
                new Bank.Instruction(
                        payout.account(),
                        payout.id().text(),
                        target.routing(),
                        target.number(),
                        payout.amount());
        if (payout.isReversal()) return bank.collect(instruction);
        return payout.isInstant() ? bank.payAtOnce(instruction) : bank.pay(instruction);
    }

    private Optional<Payout> startSending(Job job, Destination target) {
        var id = new Payout.Id(job.payload());
        return platform.tx()
                .inAccount(
                        job.account(),
                        tx -> sql.startSending(tx, job.account(), id, target.id(), target.last4()));
    }

    private Payout taken(Tx tx, Payout payout, String reference, LocalDate arrivesOn) {
        var id = payout.id().text();
        platform.jobs()
                .add(tx, payout.account(), "result:" + id, RESULT, Days.start(arrivesOn), id);
        return settling.taken(tx, payout, reference, arrivesOn);
    }

    private void ask(Job job) {
        var result =
                bank.result(job.account(), job.payload())
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the bank does not know " + job.payload()));
        switch (result) {
            case Bank.Result.Pending(var arrivesOn) ->
                    platform.tx()
                            .doInAccount(
                                    job.account(),
                                    tx ->
                                            platform.jobs()
                                                    .again(
                                                            tx,
                                                            job,
                                                            Days.start(arrivesOn),
                                                            job.payload()));
            case Bank.Result.Paid(var on) -> settle(job, (tx, p) -> settling.paid(tx, p, on));
            case Bank.Result.Failed(var on, var code, var message) ->
                    settle(job, (tx, p) -> settling.failed(tx, p, code, message));
        }
    }

    private interface Effect {
        Payout on(Tx tx, Payout payout);
    }

    /** The effect on a payout that is still under way, and the end of the job. */
    private void settle(Job job, Effect effect) {
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            sql.lock(tx, job.account(), new Payout.Id(job.payload()))
                                    .filter(p -> isUnderWay(p.status()))
                                    .ifPresent(p -> effect.on(tx, p));
                            platform.jobs().finish(tx, job);
                        });
    }

    private static boolean isUnderWay(Status status) {
        return status == Status.PENDING || status == Status.IN_TRANSIT;
    }
}
