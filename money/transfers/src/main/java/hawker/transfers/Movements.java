package hawker.transfers;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.transfers.Movement.Sort;
import hawker.transfers.Movement.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries money from one account's book into another's, which may lie on another database node.
 *
 * <p>There is no transaction over both. There are three journals, each in its own book, each unique
 * by the movement's id, so that doing a step again does nothing:
 *
 * <pre>
 * 1 sender    balance → in transit          with the request; event movement.sent
 * 2 receiver  cash → in transit → balance   heard from the log; event movement.arrived
 * 3 sender    in transit → cash             heard from the log: the books agree
 * </pre>
 *
 * <p>A crash between any two leaves money in transit, which the sender's book shows and I9 watches;
 * the log tells the next step again until it is done. If the receiver is gone, step 2 does not
 * happen, and the sender gets its money back instead (43). The way not taken, a transaction over
 * two nodes, would hold both sellers' rows while a third machine decides.
 */
final class Movements {

    static final String SENT = "movement.sent";
    static final String ARRIVED = "movement.arrived";

    /** What this room's objects have to do with the ways of money. */
    interface Ends {
        /** Whether the receiver can still be given money. */
        boolean takes(Movement movement);

        /** In the transaction that gives it to the receiver. */
        void arrived(Tx tx, Movement movement);

        /** In the transaction that gives it back to the sender. */
        void returned(Tx tx, Movement movement, String journal);
    }

    private final Platform platform;
    private final Ledger ledger;
    private final MovementsSql sql;
    private final Ends ends;

    Movements(Platform platform, Ledger ledger, MovementsSql sql, Ends ends) {
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
        this.ends = ends;
    }

    void listen() {
        platform.events().subscribe("transfers-sent", List.of(SENT), this::receive);
        platform.events().subscribe("transfers-arrived", List.of(ARRIVED), this::acknowledge);
    }

    /**
     * Step 1. What waits for a day is taken from what waits, and what belongs to a payment goes
     * with its money: neither is ever refused.
     */
    BoundedPosting send(Tx tx, Movement movement) {
        return send(tx, movement, Money.zero(movement.amount().currency()));
    }

    /**
     * The same.
     *
     * @param coming what is on its way back to the sender, so far its balance may go below zero
     */
    BoundedPosting send(Tx tx, Movement movement, Money coming) {
        var from = pocket(movement);
        var taken =
                new Transfer(
                        from,
                        Purpose.TRANSFER_IN_TRANSIT,
                        movement.amount(),
                        movement.availableOn());
        var journal =
                journal(
                                movement.outJournal(),
                                movement.from(),
                                movement.sort().out,
                                movement.id(),
                                List.of(taken))
                        .withLink(movement.inJournal());
        boolean never = movement.sort() == Sort.DESTINATION || movement.availableOn().isPresent();
        var posted =
                never ? ledger.post(tx, journal) : ledger.postBounded(tx, journal, from, coming);
        if (posted instanceof BoundedPosting.Insufficient) return posted;
        underWay(tx, movement);
        return posted;
    }

    /** The same for what was booked out with the journal it belongs to. */
    void underWay(Tx tx, Movement movement) {
        sql.insert(movement.from(), tx, movement);
        tell(tx, SENT, movement.from(), movement, movement.from());
    }

    /** Ends what is under way from an account, if it is known there. */
    void arrive(AccountId from, String id) {
        platform.tx().readAccount(from, tx -> sql.find(from, tx, id)).ifPresent(this::carry);
    }

    private void receive(Event event) {
        platform.tx()
                .readAccount(event.account(), tx -> sql.find(event.account(), tx, event.subject()))
                .ifPresent(this::carry);
    }

    /** Steps 2 and, if the receiver is gone, the way back; doing it again does nothing. */
    void carry(Movement movement) {
        if (movement.state() != State.SENT) return;
        if (ends.takes(movement))
            platform.tx().doInAccount(movement.to(), tx -> give(tx, movement));
        else if (!isGiven(movement))
            platform.tx().doInAccount(movement.from(), tx -> giveBack(tx, movement));
    }

    /** The receiver has it, who was disconnected before the sender heard of it: step 3 is next. */
    private boolean isGiven(Movement movement) {
        return ledger.journal(movement.to(), movement.inJournal()).isPresent();
    }

    private void give(Tx tx, Movement movement) {
        var journal =
                journal(
                                movement.inJournal(),
                                movement.to(),
                                movement.sort().in,
                                movement.arrivesAs(),
                                arriving(movement))
                        .withLink(movement.outJournal());
        if (!(ledger.post(tx, journal) instanceof hawker.ledger.Posting.Posted)) return;
        ends.arrived(tx, movement);
        if (movement.sort() == Sort.DESTINATION)
            movement.fee().ifPresent(fee -> underWay(tx, feeOf(movement, fee)));
        tell(tx, ARRIVED, movement.to(), movement, movement.from());
    }

    /** The fee that left with what arrived, on its way to the platform. */
    private Movement feeOf(Movement arrived, Movement.Fee fee) {
        return new Movement(
                fee.id(),
                Sort.FEE,
                arrived.to(),
                arrived.from(),
                fee.id(),
                fee.amount(),
                arrived.availableOn(),
                arrived.inJournal(),
                fee.journal(),
                State.SENT,
                platform.clock().now(),
                Optional.of(fee));
    }

    /** What arrives, and the fee that leaves again with it. */
    private static List<Transfer> arriving(Movement movement) {
        var amount = movement.amount();
        var pocket = pocket(movement);
        var transfers = new ArrayList<Transfer>();
        transfers.add(Transfer.of(Purpose.SETTLEMENT_BANK, Purpose.TRANSFER_IN_TRANSIT, amount));
        transfers.add(
                new Transfer(Purpose.TRANSFER_IN_TRANSIT, pocket, amount, movement.availableOn()));
        if (movement.sort() == Sort.DESTINATION)
            movement.fee()
                    .map(fee ->
                            new Transfer(
                                    pocket,
                                    Purpose.TRANSFER_IN_TRANSIT,
                                    fee.amount(),
                                    movement.availableOn()))
                    .ifPresent(transfers::add);
        return transfers;
    }

    private void giveBack(Tx tx, Movement movement) {
        if (!sql.end(movement.from(), tx, movement.id(), State.RETURNED)) return;
        var id = platform.ids().body(movement.from());
        ledger.post(
                tx,
                journal(
                        id,
                        movement.from(),
                        Kind.TRANSFER_RETURNED,
                        movement.id(),
                        List.of(
                                new Transfer(
                                        Purpose.TRANSFER_IN_TRANSIT,
                                        pocket(movement),
                                        movement.amount(),
                                        movement.availableOn()))));
        ends.returned(tx, movement, id);
    }

    private void acknowledge(Event event) {
        var payload = event.payload().map(Json::parse).orElseThrow();
        var from = new AccountId(payload.get("from").asLong());
        platform.tx()
                .doInAccount(
                        from,
                        tx -> {
                            if (!sql.end(from, tx, event.subject(), State.ARRIVED)) return;
                            var movement = sql.find(from, tx, event.subject()).orElseThrow();
                            ledger.post(
                                    tx,
                                    journal(
                                            platform.ids().body(from),
                                            from,
                                            Kind.TRANSFER_ACKNOWLEDGED,
                                            movement.id(),
                                            List.of(
                                                    Transfer.of(
                                                            Purpose.TRANSFER_IN_TRANSIT,
                                                            Purpose.SETTLEMENT_BANK,
                                                            movement.amount()))));
                        });
    }

    /** Money that is available by now moves as available money. */
    Optional<LocalDate> waitsUntil(Optional<LocalDate> availableOn) {
        var today = platform.clock().today();
        return availableOn.filter(day -> day.isAfter(today));
    }

    private static Purpose pocket(Movement movement) {
        return movement.availableOn().isPresent()
                ? Purpose.MERCHANT_PENDING
                : Purpose.MERCHANT_AVAILABLE;
    }

    private Journal journal(
            String id, AccountId account, Kind kind, String source, List<Transfer> transfers) {
        return Journal.of(
                id, account, kind, SourceType.TRANSFER, source, platform.clock().now(), transfers);
    }

    private void tell(Tx tx, String type, AccountId where, Movement movement, AccountId from) {
        var none = Event.Cause.none(where);
        var payload = Optional.of(Json.text(Json.object().put("from", from.number())));
        platform.events().tell(tx, none, List.of(type), movement.id(), 1, payload);
    }
}
