package hawker.disputes;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.ledger.Posting;
import hawker.network.AdviceAnswer;
import hawker.network.Chargebacks;
import hawker.platform.Event.Cause;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the seller does: writes evidence, hands it in once, or gives up. The network is told in
 * jobs, until it has answered; what it rules is heard like any other notice ({@link Hearing}).
 */
final class Answering {

    static final String CONTEST = "disputes.contest";
    static final String ACCEPT = "disputes.accept";
    static final String DEADLINE = "disputes.deadline";

    private static final Logger log = LoggerFactory.getLogger(Answering.class);
    private static final Jobs.Retry RETRY = Jobs.Retry.doubling(Duration.ofSeconds(5), 16);

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Jobs jobs;
    private final Ledger ledger;
    private final Chargebacks network;
    private final DisputesSql sql;
    private final Rules rules;

    /** What disputes cost, who keeps files, who writes. */
    record Rules(DisputeFees fees, EvidenceFiles files, Ruling ruling, Telling telling) {}

    Answering(Platform platform, Ledger ledger, Chargebacks network, DisputesSql sql, Rules rules) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.jobs = platform.jobs();
        this.ledger = ledger;
        this.network = network;
        this.sql = sql;
        this.rules = rules;
    }

    /**
     * @param heard called when the network has answered, since its ruling may be there already
     */
    void start(Runnable heard) {
        jobs.handle(CONTEST, RETRY, job -> contest(job, heard));
        jobs.handle(ACCEPT, RETRY, this::accept);
        jobs.handle(DEADLINE, RETRY, this::deadline);
    }

    /**
     * Changes what the seller wrote, and hands it in.
     *
     * @param submit hand the evidence in; it is final
     */
    Outcome update(
            Tx tx,
            Dispute now,
            Evidence evidence,
            Map<String, String> metadata,
            boolean submit,
            Cause cause) {
        boolean answers = submit || !evidence.equals(now.standing().evidence());
        if (answers) {
            var refusal = refusal(now, evidence);
            if (refusal.isPresent()) return refusal.get();
        }
        var written = now.standing().written(evidence, metadata);
        if (written.equals(now.standing()) && !submit) return new Outcome.Done(now);
        if (!submit) {
            var draft = now.next(clock.now(), written);
            return new Outcome.Done(rules.telling().write(tx, draft, List.of("updated"), cause));
        }
        var next = now.next(clock.now(), counter(tx, now, written.submitted()));
        jobs.add(tx, now.account(), job("say", now), CONTEST, clock.now(), now.id().text());
        return new Outcome.Done(rules.telling().write(tx, next, List.of("updated"), cause));
    }

    /** An inquiry that became a chargeback is answered a second time. */
    private static String job(String verb, Dispute dispute) {
        return verb + "_" + dispute.id() + "_" + (dispute.standing().inquiry() ? 1 : 2);
    }

    /** Contesting a chargeback costs its fee, where the plan has one. */
    private Dispute.Standing counter(Tx tx, Dispute now, Dispute.Standing standing) {
        var fee =
                standing.inquiry()
                        ? Money.zero(now.amount().currency())
                        : rules.fees().countered(now.amount().currency());
        if (fee.isZero()) return standing;
        var journal = DisputePostings.countered(ids.body(now.account()), now, fee, clock.now());
        return ledger.post(tx, journal) instanceof Posting.Posted
                ? standing.countered(fee, journal.id())
                : standing;
    }

    private Optional<Outcome> refusal(Dispute now, Evidence evidence) {
        if (!now.status().awaitsSeller())
            return refused(
                    Outcome.Refusal.NOT_OPEN,
                    "This dispute has a status of "
                            + now.status().text()
                            + "; evidence can no longer be changed or submitted.");
        if (!clock.now().isBefore(now.standing().dueBy()))
            return refused(
                    Outcome.Refusal.TOO_LATE,
                    "The deadline for evidence of this dispute has passed.");
        if (evidence.length() > Evidence.MOST_TEXT)
            return refused(
                    Outcome.Refusal.TOO_MUCH_TEXT,
                    "The texts of the evidence may have "
                            + Evidence.MOST_TEXT
                            + " characters together; these have "
                            + evidence.length()
                            + ".");
        return files(now.account(), evidence);
    }

    private Optional<Outcome> files(AccountId account, Evidence evidence) {
        long bytes = 0;
        for (var file : evidence.files()) {
            var size = rules.files().size(account, file);
            if (size.isEmpty())
                return refused(Outcome.Refusal.NO_SUCH_FILE, "No such file: '" + file + "'");
            bytes += size.get();
        }
        return bytes > Evidence.MOST_FILES
                ? refused(
                        Outcome.Refusal.TOO_LARGE_FILES,
                        "The files of the evidence may have 4.5 MB together.")
                : Optional.empty();
    }

    private static Optional<Outcome> refused(Outcome.Refusal reason, String message) {
        return Optional.of(new Outcome.Refused(reason, message));
    }

    /** Gives up: the dispute is lost, an inquiry closed. */
    Outcome close(Tx tx, Dispute now, Cause cause) {
        if (!now.status().awaitsSeller())
            return new Outcome.Refused(
                    Outcome.Refusal.NOT_OPEN,
                    "This dispute has a status of "
                            + now.status().text()
                            + " and cannot be closed.");
        giveUp(tx, now, cause);
        return new Outcome.Done(sql.newest(tx, now.account(), now.id()).orElseThrow());
    }

    private void giveUp(Tx tx, Dispute now, Cause cause) {
        if (now.standing().inquiry()) rules.ruling().closed(tx, now, cause);
        else rules.ruling().lost(tx, now, cause);
        jobs.add(tx, now.account(), job("accept", now), ACCEPT, clock.now(), now.id().text());
    }

    /** An inquiry whose charge was refunded has nothing left to ask about. */
    void refunded(Tx tx, Dispute now) {
        if (now.standing().inquiry() && !now.status().ended())
            giveUp(tx, now, Cause.none(now.account()));
    }

    private void contest(Job job, Runnable heard) {
        var dispute = find(job);
        var says = dispute.standing().evidence().field("uncategorized_text").orElse("");
        settle(
                job,
                network.contest(job.account(), dispute.facts().caseId(), dispute.amount(), says));
        heard.run();
    }

    private void accept(Job job) {
        var dispute = find(job);
        settle(job, network.accept(job.account(), dispute.facts().caseId(), dispute.amount()));
    }

    /** A refusal is final: the network has closed the case itself. */
    private void settle(Job job, AdviceAnswer answer) {
        switch (answer) {
            case AdviceAnswer.Unknown nothing -> throw new IllegalStateException(nothing.reason());
            case AdviceAnswer.Refused no -> {
                log.warn("{} refused with {}: {}", job.id(), no.code(), no.message());
                tx.doInAccount(job.account(), tx -> jobs.finish(tx, job));
            }
            case AdviceAnswer.Accepted ignored ->
                    tx.doInAccount(job.account(), tx -> jobs.finish(tx, job));
        }
    }

    private void deadline(Job job) {
        tx.doInAccount(
                job.account(),
                tx -> {
                    var now =
                            sql.newest(tx, job.account(), new Dispute.Id(job.payload()))
                                    .orElseThrow();
                    boolean over = !clock.now().isBefore(now.standing().dueBy());
                    if (now.status().awaitsSeller() && over)
                        giveUp(tx, now, Cause.none(now.account()));
                    jobs.finish(tx, job);
                });
    }

    private Dispute find(Job job) {
        var id = new Dispute.Id(job.payload());
        return tx.readAccount(job.account(), tx -> sql.newest(tx, job.account(), id)).orElseThrow();
    }
}
