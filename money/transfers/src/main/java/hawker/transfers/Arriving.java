package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.Map;
import java.util.Optional;

/** What the room's objects have to do with money that arrives, or comes back. */
final class Arriving implements Movements.Ends {

    private final Platform platform;
    private final TransfersSql sql;
    private final Reversing reversing;
    private final Earning earning;
    private final Takes takes;

    /** Whether an account may still be given money by a platform. */
    interface Takes {
        boolean takes(AccountId sender, AccountId receiver);
    }

    Arriving(
            Platform platform,
            TransfersSql sql,
            Reversing reversing,
            Earning earning,
            Takes takes) {
        this.platform = platform;
        this.sql = sql;
        this.reversing = reversing;
        this.earning = earning;
        this.takes = takes;
    }

    @Override
    public boolean takes(Movement movement) {
        return switch (movement.sort()) {
            case TRANSFER, DESTINATION -> takes.takes(movement.from(), movement.to());
            case REVERSAL, FEE, FEE_REFUND -> true;
        };
    }

    @Override
    public void arrived(Tx tx, Movement movement) {
        switch (movement.sort()) {
            case TRANSFER, DESTINATION -> received(tx, movement);
            case FEE -> earning.arrived(tx, movement);
            case REVERSAL, FEE_REFUND -> {}
        }
    }

    private void received(Tx tx, Movement movement) {
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
                        platform.clock().now(),
                        movement.notes()));
    }

    /** A transfer that nobody could take is one that was taken back whole. */
    @Override
    public void returned(Tx tx, Movement movement, String journal) {
        var sent = sql.lock(movement.from(), tx, movement.id()).orElseThrow();
        reversing.written(
                tx,
                Event.Cause.none(sent.account()),
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
                        Optional.empty(),
                        platform.clock().now()));
        movement.fee().ifPresent(fee -> earning.neverCame(tx, movement.from(), fee.id(), journal));
    }
}
