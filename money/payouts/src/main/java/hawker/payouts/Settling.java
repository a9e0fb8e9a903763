package hawker.payouts;

import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.payouts.Payout.Failure;
import hawker.payouts.Payout.Status;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.Optional;

/** What is written when it is known what became of a payout. */
final class Settling {

    private final Platform platform;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Making making;
    private final Happenings happenings;

    Settling(
            Platform platform,
            Ledger ledger,
            PayoutsSql sql,
            Making making,
            Happenings happenings) {
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
        this.making = making;
        this.happenings = happenings;
    }

    /** The bank has taken it. */
    Payout taken(Tx tx, Payout payout, String reference, LocalDate arrivesOn) {
        var now =
                changed(
                        payout,
                        Status.IN_TRANSIT,
                        arrivesOn,
                        Optional.empty(),
                        Optional.of(reference));
        return write(tx, now, "payout.updated");
    }

    /** The money is there: at the seller's bank, or here if it came back. */
    Payout paid(Tx tx, Payout payout, LocalDate on) {
        var account = payout.account();
        ledger.post(
                tx,
                payout.isReversal()
                        ? making.journal(
                                payout,
                                Kind.PAYOUT_RETURNED,
                                Purpose.SETTLEMENT_BANK,
                                Purpose.MERCHANT_AVAILABLE,
                                payout.journalId())
                        : making.journal(
                                payout,
                                Kind.PAYOUT_PAID,
                                Purpose.PAYOUT_IN_TRANSIT,
                                Purpose.SETTLEMENT_BANK,
                                platform.ids().body(account)));
        var now = changed(payout, Status.PAID, on, Optional.empty(), payout.bankReference());
        return write(tx, now, "payout.paid", "payout.updated");
    }

    /** The money came back, or never left: the seller has it again. A reversal moved none. */
    Payout failed(Tx tx, Payout payout, String code, String message) {
        var journal =
                payout.isReversal()
                        ? Optional.<String>empty()
                        : Optional.of(putBack(tx, payout, Kind.PAYOUT_FAILED));
        payout.way().original().ifPresent(original -> notReversed(tx, payout, original));
        var failure = Optional.of(new Failure(code, message, journal));
        var now =
                changed(payout, Status.FAILED, payout.arrivesOn(), failure, payout.bankReference());
        return write(tx, now, "payout.failed", "payout.updated");
    }

    /** The original stays paid, and may be reversed by another. */
    private void notReversed(Tx tx, Payout reversal, Payout.Id id) {
        var original = sql.lock(tx, reversal.account(), id).orElseThrow();
        write(tx, original.reversedBy(Optional.empty()), "payout.updated");
    }

    /** Taken back before the bank knew of it. */
    Payout canceled(Tx tx, Cause why, Payout payout) {
        putBack(tx, payout, Kind.PAYOUT_CANCELED);
        var now =
                changed(
                        payout,
                        Status.CANCELED,
                        payout.arrivesOn(),
                        Optional.empty(),
                        Optional.empty());
        return write(tx, why, now, "payout.canceled", "payout.updated");
    }

    /** The money, and the fee of a speed that was of no use. */
    private String putBack(Tx tx, Payout payout, Kind kind) {
        var journal = platform.ids().body(payout.account());
        ledger.post(
                tx,
                making.journal(
                        payout,
                        kind,
                        Purpose.PAYOUT_IN_TRANSIT,
                        Purpose.MERCHANT_AVAILABLE,
                        journal));
        payout.way().fee().ifPresent(fee -> ledger.correct(tx, payout.account(), fee.journalId()));
        return journal;
    }

    private Payout write(Tx tx, Payout payout, String... types) {
        return write(tx, Cause.none(payout.account()), payout, types);
    }

    private Payout write(Tx tx, Cause why, Payout payout, String... types) {
        sql.update(tx, payout);
        happenings.tell(tx, why, payout, types);
        return payout;
    }

    private static Payout changed(
            Payout p,
            Status status,
            LocalDate arrivesOn,
            Optional<Failure> failure,
            Optional<String> reference) {
        return new Payout(
                p.id(),
                p.account(),
                p.version() + 1,
                p.amount(),
                status,
                p.createdAt(),
                arrivesOn,
                p.destination(),
                p.bankLast4(),
                p.description(),
                p.statementDescriptor(),
                p.metadata(),
                p.journalId(),
                failure,
                reference,
                p.range(),
                p.way());
    }
}
