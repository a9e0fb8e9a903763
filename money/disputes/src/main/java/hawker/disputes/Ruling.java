package hawker.disputes;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.network.Notice;
import hawker.payments.Charge.Stage;
import hawker.payments.Payments;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** The bank has decided, or has made a chargeback of its inquiry. */
final class Ruling {

    private final Clock clock;
    private final Ids ids;
    private final Ledger ledger;
    private final Payments payments;
    private final DisputesSql sql;
    private final DisputeFees fees;
    private final Opening opening;
    private final Telling telling;

    Ruling(
            Platform platform,
            Ledger ledger,
            Payments payments,
            DisputesSql sql,
            DisputeFees fees,
            Opening opening,
            Telling telling) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.ledger = ledger;
        this.payments = payments;
        this.sql = sql;
        this.fees = fees;
        this.opening = opening;
        this.telling = telling;
    }

    /** For the seller: money and fees come back. An inquiry just ends. */
    Optional<Money> returned(Tx tx, Notice notice) {
        return of(tx, notice).map(now -> returned(tx, now));
    }

    private Money returned(Tx tx, Dispute now) {
        if (now.status().ended()) return now.amount();
        if (now.standing().inquiry()) return closed(tx, now);
        end(tx, now, Stage.WON);
        var journal = DisputePostings.won(ids.body(now.account()), now, clock.now());
        ledger.post(tx, journal);
        var won = now.standing().moved(Dispute.Status.WON).posted(journal.id());
        telling.write(
                tx,
                now.next(clock.now(), won),
                List.of("funds_reinstated", "closed"),
                Cause.none(now.account()));
        return now.amount();
    }

    /** For the cardholder: nothing is booked, the money left when the case opened. */
    Optional<Money> upheld(Tx tx, Notice notice) {
        return of(tx, notice).map(now -> upheld(tx, now));
    }

    private Money upheld(Tx tx, Dispute now) {
        if (now.status().ended()) return now.amount();
        return now.standing().inquiry()
                ? closed(tx, now)
                : lost(tx, now, Cause.none(now.account()));
    }

    /** The seller loses: by ruling, by giving up, or by saying nothing in time. */
    Money lost(Tx tx, Dispute now, Cause cause) {
        end(tx, now, Stage.LOST);
        var lost = now.standing().moved(Dispute.Status.LOST);
        telling.write(tx, now.next(clock.now(), lost), List.of("closed"), cause);
        return now.amount();
    }

    private Money closed(Tx tx, Dispute now) {
        return closed(tx, now, Cause.none(now.account()));
    }

    Money closed(Tx tx, Dispute now, Cause cause) {
        end(tx, now, Stage.CLOSED);
        var closed = now.standing().moved(Dispute.Status.WARNING_CLOSED);
        telling.write(tx, now.next(clock.now(), closed), List.of("closed"), cause);
        return now.amount();
    }

    private void end(Tx tx, Dispute now, Stage stage) {
        payments.endDispute(
                tx, now.account(), now.facts().charge(), now.id().text(), now.amount(), stage);
    }

    /** The inquiry has become a chargeback of what has not been refunded since. */
    Optional<Money> escalated(Tx tx, Notice notice) {
        return of(tx, notice).map(now -> escalated(tx, now, notice));
    }

    private Money escalated(Tx tx, Dispute now, Notice notice) {
        if (!now.standing().inquiry()) return now.amount();
        var none = Money.zero(now.amount().currency());
        if (now.status().ended()) return none;
        var taken =
                payments.dispute(
                        tx,
                        now.account(),
                        now.facts().charge(),
                        now.id().text(),
                        notice.amount(),
                        false);
        if (taken.isEmpty()) {
            closed(tx, now);
            return none;
        }
        var cost = fees.opened(none.currency());
        var standing = now.standing().escalated(taken.get(), cost, notice.answerBy());
        var next = now.next(clock.now(), standing);
        var journal = opening.withdraw(tx, next);
        var written = now.next(clock.now(), standing.posted(journal));
        telling.write(
                tx, written, List.of("updated", "funds_withdrawn"), Cause.none(now.account()));
        opening.expire(tx, written);
        return taken.get();
    }

    private Optional<Dispute> of(Tx tx, Notice notice) {
        return sql.ofCase(tx, notice.account(), notice.caseId());
    }
}
