package hawker.disputes;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.network.Notice;
import hawker.payments.Charge;
import hawker.payments.Payments;
import hawker.platform.Event.Cause;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.CardDisplay;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bank complains: the case is opened, and with a chargeback its money leaves, whether the seller
 * has it or not.
 */
final class Opening {

    private final Clock clock;
    private final Ids ids;
    private final Jobs jobs;
    private final TxRunner tx;
    private final Ledger ledger;
    private final Payments payments;
    private final DisputesSql sql;
    private final DisputeFees fees;
    private final Telling telling;

    Opening(
            Platform platform,
            Ledger ledger,
            Payments payments,
            DisputesSql sql,
            DisputeFees fees,
            Telling telling) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.jobs = platform.jobs();
        this.tx = platform.tx();
        this.ledger = ledger;
        this.payments = payments;
        this.sql = sql;
        this.fees = fees;
        this.telling = telling;
    }

    /**
     * Opens the case of a notice, once.
     *
     * @param late whether a payment that is not there will not come any more
     * @return how much of it is disputed, zero if all was refunded before; empty if the payment is
     *     still being written
     */
    Optional<Money> open(Notice notice, boolean late) {
        var charge =
                Charge.Id.parse(notice.attemptId())
                        .flatMap(id -> payments.charge(notice.account(), id))
                        .filter(Charge::isCaptured);
        if (charge.isEmpty())
            return late ? Optional.of(Money.zero(notice.amount().currency())) : Optional.empty();
        return Optional.of(
                this.tx.inAccount(notice.account(), tx -> open(tx, notice, charge.get())));
    }

    private Money open(Tx tx, Notice notice, Charge charge) {
        var account = notice.account();
        var known = sql.ofCase(tx, account, notice.caseId());
        if (known.isPresent()) return known.get().amount();
        var id = new Dispute.Id(ids.ordinary("dp", account));
        boolean asks = notice.kind() == Notice.Kind.INQUIRY;
        var disputed = payments.dispute(tx, account, charge.id(), id.text(), notice.amount(), asks);
        // Nothing is left: it was refunded, or somebody heard the same notice meanwhile. One who
        // found something left in spite of that finds the case taken when writing it.
        if (disputed.isEmpty())
            return sql.ofCase(tx, account, notice.caseId())
                    .map(Dispute::amount)
                    .orElseGet(() -> Money.zero(notice.amount().currency()));
        write(tx, opened(id, notice, charge, disputed.get(), asks));
        return disputed.get();
    }

    private Dispute opened(
            Dispute.Id id, Notice notice, Charge charge, Money amount, boolean asks) {
        var paidWith = charge.facts().instrument();
        var now = clock.now();
        var facts =
                new Dispute.Facts(
                        notice.caseId(),
                        charge.id(),
                        charge.intent(),
                        now,
                        notice.reasonCode(),
                        Optional.of(notice.programme()).filter(text -> !text.isEmpty()),
                        paidWith instanceof CardDisplay card ? card.brand() : "",
                        paidWith instanceof CardDisplay card
                                ? card.preferredNetwork().orElse(card.brand())
                                : "");
        var standing =
                new Dispute.Standing(
                        asks
                                ? Dispute.Status.WARNING_NEEDS_RESPONSE
                                : Dispute.Status.NEEDS_RESPONSE,
                        asks,
                        amount,
                        asks ? Money.zero(amount.currency()) : fees.opened(amount.currency()),
                        Money.zero(amount.currency()),
                        notice.answerBy(),
                        Evidence.NONE,
                        0,
                        Map.of(),
                        List.of());
        return new Dispute(id, notice.account(), 1, now, facts, standing);
    }

    private void write(Tx tx, Dispute dispute) {
        var standing = dispute.standing();
        if (standing.inquiry()) {
            telling.write(tx, dispute, List.of("created"), Cause.none(dispute.account()));
        } else {
            var journal = withdraw(tx, dispute);
            var taken =
                    new Dispute(
                            dispute.id(),
                            dispute.account(),
                            1,
                            dispute.at(),
                            dispute.facts(),
                            standing.posted(journal));
            telling.write(
                    tx,
                    taken,
                    List.of("created", "funds_withdrawn"),
                    Cause.none(dispute.account()));
        }
        expire(tx, dispute);
    }

    /** Books that the money and the fee are gone. */
    String withdraw(Tx tx, Dispute dispute) {
        var standing = dispute.standing();
        var journal =
                DisputePostings.opened(
                        ids.body(dispute.account()),
                        dispute,
                        standing.amount(),
                        standing.fee(),
                        clock.now());
        ledger.post(tx, journal);
        return journal.id();
    }

    /** When the time for evidence is over, somebody has to look. */
    void expire(Tx tx, Dispute dispute) {
        var due = dispute.standing().dueBy();
        jobs.add(
                tx,
                dispute.account(),
                "due_" + dispute.id() + "_" + due.getEpochSecond(),
                Answering.DEADLINE,
                due,
                dispute.id().text());
    }
}
