package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Posting;
import hawker.ledger.Purpose;
import hawker.ledger.Transfer;
import hawker.payouts.Payout.Fee;
import hawker.payouts.Payout.Range;
import hawker.payouts.Payout.Status;
import hawker.payouts.Payout.Way;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a payout of either sort, in one transaction: the money leaves the available balance if it
 * is there, the payout's row is written, a job will tell the bank, and the event is told.
 */
final class Making {

    static final String AUTOMATIC = "Automatic payout";

    /** What is to be paid; {@code range} for automatic payouts, {@code fee} for instant ones. */
    record Wanted(
            Cause why,
            Destination bank,
            Money amount,
            LocalDate arrivesOn,
            Optional<String> description,
            Optional<String> statementDescriptor,
            Map<String, String> metadata,
            Optional<Range> range,
            Optional<Money> fee) {

        AccountId account() {
            return why.account();
        }
    }

    /** The posting's outcome, and the payout as it was written if the money was there. */
    record Made(BoundedPosting posting, Payout payout) {}

    private final Platform platform;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Happenings happenings;

    Making(Platform platform, Ledger ledger, PayoutsSql sql, Happenings happenings) {
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
        this.happenings = happenings;
    }

    Made make(Tx tx, Wanted wanted) {
        var journalId = platform.ids().body(wanted.account());
        var payout = payout(wanted, journalId);
        var posting =
                ledger.postBounded(
                        tx,
                        journal(
                                payout,
                                Kind.PAYOUT_CREATED,
                                Purpose.MERCHANT_AVAILABLE,
                                Purpose.PAYOUT_IN_TRANSIT,
                                journalId),
                        Purpose.MERCHANT_AVAILABLE,
                        Money.zero(wanted.amount().currency()));
        if (posting instanceof Posting.Posted) {
            takeFee(tx, payout);
            sql.insert(tx, payout);
            Sending.plan(tx, platform, payout);
            if (payout.isAutomatic())
                happenings.tell(tx, payout, "payout.created", "payout.reconciliation_completed");
            else happenings.tell(tx, wanted.why(), payout, "payout.created");
        }
        return new Made(posting, payout);
    }

    private Payout payout(Wanted wanted, String journalId) {
        return new Payout(
                new Payout.Id(platform.ids().ordinary("po", wanted.account())),
                wanted.account(),
                1,
                wanted.amount(),
                Status.PENDING,
                platform.clock().now(),
                wanted.arrivesOn(),
                wanted.bank().id(),
                wanted.bank().last4(),
                wanted.description(),
                wanted.statementDescriptor(),
                wanted.metadata(),
                journalId,
                Optional.empty(),
                Optional.empty(),
                wanted.range(),
                wanted.fee()
                        .map(amount -> new Fee(amount, platform.ids().body(wanted.account())))
                        .map(Way::instant)
                        .orElse(Way.USUAL));
    }

    /** The caller has seen, under the pocket's lock, that amount and fee are there. */
    private void takeFee(Tx tx, Payout payout) {
        if (payout.way().fee().isEmpty()) return;
        var fee = payout.way().fee().get();
        var journal =
                Journal.of(
                        fee.journalId(),
                        payout.account(),
                        Kind.PAYOUT_FEE,
                        payout.sourceType(),
                        payout.id().text(),
                        platform.clock().now(),
                        List.of(
                                Transfer.of(
                                        Purpose.MERCHANT_AVAILABLE,
                                        Purpose.FEE_PAYOUT,
                                        fee.amount())));
        var posting =
                ledger.postBounded(
                        tx,
                        journal,
                        Purpose.MERCHANT_AVAILABLE,
                        Money.zero(fee.amount().currency()));
        if (!(posting instanceof Posting.Posted))
            throw new IllegalStateException("the fee of " + payout.id() + " is not there");
    }

    /** What books a step of a payout's life. */
    Journal journal(Payout payout, Kind kind, Purpose from, Purpose to, String journalId) {
        return Journal.of(
                journalId,
                payout.account(),
                kind,
                payout.sourceType(),
                payout.id().text(),
                platform.clock().now(),
                List.of(Transfer.of(from, to, payout.amount())));
    }
}
