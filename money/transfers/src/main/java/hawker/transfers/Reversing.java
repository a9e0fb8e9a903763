package hawker.transfers;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
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
final class Reversing implements Movements.Ends {

    private final Platform platform;
    private final TransfersSql sql;
    private final Happenings happenings;
    private final Takes takes;

    /** Whether an account may still be given money by a platform. */
    interface Takes {
        boolean takes(AccountId sender, AccountId receiver);
    }

    Reversing(Platform platform, TransfersSql sql, Happenings happenings, Takes takes) {
        this.platform = platform;
        this.sql = sql;
        this.happenings = happenings;
        this.takes = takes;
    }

    /** What is wanted back; all that is left if no amount is said. */
    record Wanted(
            AccountId account,
            String transfer,
            Optional<Long> amount,
            Optional<String> description,
            Map<String, String> metadata) {}

    TakenBack reverse(Tx tx, Movements movements, Wanted wanted) {
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
                        reversal.created());
        if (movements.send(tx, movement) instanceof BoundedPosting.Insufficient)
            throw ApiError.unexpectedState(
                    "balance_insufficient",
                    "The account "
                            + sent.destination().text()
                            + " does not have the money for this reversal.");
        sql.takeBack(sent.destination(), tx, sent.payment(), amount);
        written(tx, sent, reversal);
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

    private void written(Tx tx, Sent sent, TakenBack reversal) {
        var account = sent.account();
        sql.insert(account, tx, reversal);
        var now = sent.withReversed(reversal.amount());
        sql.update(account, tx, now);
        happenings.tell(tx, now, sql.reversals(account, tx, sent.id()), "transfer.reversed");
    }

    // What movements ask

    @Override
    public boolean takes(Movement movement) {
        return switch (movement.sort()) {
            case TRANSFER -> takes.takes(movement.from(), movement.to());
            case REVERSAL -> true;
        };
    }

    @Override
    public void arrived(Tx tx, Movement movement) {
        if (movement.sort() != Sort.TRANSFER) return;
        sql.insert(
                movement.to(),
                tx,
                new Received(
                        movement.arrivesAs(),
                        movement.to(),
                        movement.id(),
                        movement.from(),
                        movement.amount(),
                        Money.zero(movement.amount().currency()),
                        movement.inJournal(),
                        platform.clock().now()));
    }

    /** A transfer that nobody could take is one that was taken back whole. */
    @Override
    public void returned(Tx tx, Movement movement, String journal) {
        var sent = sql.lock(movement.from(), tx, movement.id()).orElseThrow();
        written(
                tx,
                sent,
                new TakenBack(
                        platform.ids().ordinary("trr", sent.account()),
                        sent.account(),
                        sent.id(),
                        sent.left(),
                        platform.ids().ordinary("pyr", sent.destination()),
                        Optional.of("The account could not be given the money."),
                        Map.of(),
                        journal,
                        platform.clock().now()));
    }
}
