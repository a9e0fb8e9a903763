package hawker.transfers;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.transfers.Movement.Sort;
import java.util.Map;
import java.util.Optional;

/**
 * A platform earns fees, and gives them back in whole or in part. The fee's row is the lock: what
 * is given back is never more than what was earned, and never more than is there.
 */
final class Earning {

    private final Platform platform;
    private final FeesSql sql;
    private final Happenings happenings;

    Earning(Platform platform, FeesSql sql, Happenings happenings) {
        this.platform = platform;
        this.sql = sql;
        this.happenings = happenings;
    }

    void earned(Tx tx, ApplicationFee fee) {
        sql.insert(fee.account(), tx, fee);
        var refunds = sql.refunds(fee.account(), tx, fee.id());
        var none = Cause.none(fee.account());
        happenings.tell(tx, none, fee, refunds, "application_fee.created");
    }

    /** The fee of a direct charge has come into the platform's book. */
    void arrived(Tx tx, Movement movement) {
        var account = movement.to();
        if (sql.find(account, tx, movement.arrivesAs()).isPresent()) return;
        var fee = movement.fee().orElseThrow();
        earned(
                tx,
                new ApplicationFee(
                        fee.id(),
                        account,
                        1,
                        movement.amount(),
                        Money.zero(movement.amount().currency()),
                        movement.from(),
                        fee.charge(),
                        Optional.empty(),
                        movement.inJournal(),
                        movement.availableOn(),
                        platform.clock().now()));
    }

    Optional<ApplicationFee> lock(Tx tx, AccountId account, String fee) {
        return sql.lock(account, tx, fee);
    }

    Optional<ApplicationFee> ofCharge(Tx tx, AccountId account, String charge) {
        return sql.ofCharge(account, tx, charge);
    }

    /**
     * Gives back a part of a fee that the caller has locked.
     *
     * @throws ApiError if the platform does not have the money
     */
    ApplicationFee.Refund giveBack(
            Tx tx,
            Cause why,
            Movements movements,
            ApplicationFee fee,
            Money amount,
            Map<String, String> metadata) {
        var account = fee.account();
        var refund = refund(fee, amount, metadata, platform.ids().body(account));
        var movement =
                new Movement(
                        refund.id(),
                        Sort.FEE_REFUND,
                        account,
                        fee.payer(),
                        refund.id(),
                        amount,
                        movements.waitsUntil(fee.availableOn()),
                        refund.journal(),
                        platform.ids().body(fee.payer()),
                        Movement.State.SENT,
                        refund.created(),
                        Optional.empty());
        if (movements.send(tx, movement) instanceof BoundedPosting.Insufficient)
            throw ApiError.unexpectedState(
                    "balance_insufficient",
                    "You have insufficient funds in your account to refund this application fee.");
        written(tx, why, fee, refund);
        return refund;
    }

    /** The payment never reached its destination, so nobody pays the fee of it. */
    void neverCame(Tx tx, AccountId account, String id, String journal) {
        sql.lock(account, tx, id)
                .filter(fee -> fee.left().isPositive())
                .ifPresent(fee ->
                        written(
                                tx,
                                Cause.none(account),
                                fee,
                                refund(fee, fee.left(), Map.of(), journal)));
    }

    private ApplicationFee.Refund refund(
            ApplicationFee fee, Money amount, Map<String, String> metadata, String journal) {
        return new ApplicationFee.Refund(
                platform.ids().ordinary("fr", fee.account()),
                fee.account(),
                fee.id(),
                amount,
                metadata,
                journal,
                platform.clock().now());
    }

    private void written(Tx tx, Cause why, ApplicationFee fee, ApplicationFee.Refund refund) {
        var account = fee.account();
        sql.insert(account, tx, refund);
        var now = fee.withRefunded(refund.amount());
        sql.update(account, tx, now);
        var refunds = sql.refunds(account, tx, fee.id());
        happenings.tell(tx, why, now, refunds, "application_fee.refunded");
    }

    /** Changes what the platform wrote on a refund. */
    ApplicationFee.Refund note(
            Tx tx, Cause why, ApplicationFee.Refund was, Map<String, String> metadata) {
        var now = was.withMetadata(metadata);
        sql.note(was.account(), tx, now);
        happenings.tell(tx, why, now, "application_fee.refund.updated");
        return now;
    }
}
