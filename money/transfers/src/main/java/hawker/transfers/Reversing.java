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
 * A platform takes a transfer back, in whole or in part: the same movement with its ends exchanged.
 * The platform's row and the receiver's debit are one transaction (decision 0061), so that what is
 * taken back is never more than what was sent, and never more than is there.
 */
final class Reversing {

    private final Platform platform;
    private final TransfersSql sql;
    private final Happenings happenings;

    Reversing(Platform platform, TransfersSql sql, Happenings happenings) {
        this.platform = platform;
        this.sql = sql;
        this.happenings = happenings;
    }

    /**
     * What is wanted back; all that is left if no amount is said.
     *
     * @param why who wants it, whose transfer it is
     * @param refund {@code re_…} that it is taken back for
     */
    record Wanted(
            Cause why,
            String transfer,
            Optional<Long> amount,
            Optional<String> description,
            Map<String, String> metadata,
            Optional<String> refund) {

        AccountId account() {
            return why.account();
        }
    }

    TakenBack reverse(Tx tx, Movements movements, Wanted wanted) {
        return reverse(tx, movements, wanted, Optional.empty());
    }

    /**
     * The same.
     *
     * @param fee what the platform gives back at the same time of the fee that was paid of it
     */
    TakenBack reverse(Tx tx, Movements movements, Wanted wanted, Optional<Money> fee) {
        var account = wanted.account();
        var sent =
                sql.lock(account, tx, wanted.transfer())
                        .orElseThrow(() -> ApiError.missing("transfer", wanted.transfer()));
        var amount = amount(sent, wanted.amount());
        var reversal =
                new TakenBack(
                        platform.ids().ordinary("trr", account),
                        account,
                        sent.id(),
                        amount,
                        platform.ids().ordinary("pyr", sent.destination()),
                        wanted.description(),
                        wanted.metadata(),
                        platform.ids().body(account),
                        wanted.refund(),
                        platform.clock().now());
        var movement =
                new Movement(
                        reversal.refund(),
                        Sort.REVERSAL,
                        sent.destination(),
                        account,
                        reversal.id(),
                        amount,
                        movements.waitsUntil(sent.availableOn()),
                        platform.ids().body(sent.destination()),
                        reversal.journal(),
                        Movement.State.SENT,
                        reversal.created(),
                        Optional.empty());
        var coming = fee.orElseGet(() -> Money.zero(amount.currency()));
        if (movements.send(tx, movement, coming) instanceof BoundedPosting.Insufficient)
            throw ApiError.unexpectedState(
                    "balance_insufficient",
                    "The account "
                            + sent.destination().text()
                            + " does not have the money for this reversal.");
        sql.takeBack(sent.destination(), tx, sent.payment(), amount);
        written(tx, wanted.why(), sent, reversal);
        return reversal;
    }

    private static Money amount(Sent sent, Optional<Long> asked) {
        if (sent.left().isZero())
            throw ApiError.invalid("Transfer " + sent.id() + " is already fully reversed.");
        var amount = asked.map(a -> Money.of(a, sent.amount().currency())).orElse(sent.left());
        if (amount.compareTo(sent.left()) > 0)
            throw ApiError.parameterInvalid(
                    "amount",
                    "The amount is more than what is left of the transfer: "
                            + sent.left().text()
                            + ".");
        return amount;
    }

    void written(Tx tx, Cause why, Sent sent, TakenBack reversal) {
        var account = sent.account();
        sql.insert(account, tx, reversal);
        var now = sent.withReversed(reversal.amount());
        sql.update(account, tx, now);
        var reversals = sql.reversals(account, tx, sent.id());
        happenings.tell(tx, why, now, reversals, "transfer.reversed");
    }
}
