package hawker.clearing;

import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.network.CardNetwork;
import hawker.network.Clearing;
import hawker.platform.Platform;
import java.util.List;

/** Builds the room; its schema is "clearing". */
public final class ClearingModule {

    private final ClearingDesk desk;
    private final ClearingInvariants invariants;

    private ClearingModule(
            Platform platform,
            Ledger ledger,
            CardNetwork network,
            Clearing clearing,
            CaseNames cases) {
        var sql = new ClearingSql();
        var returning = new Returning(platform, network);
        var booking = new Booking(platform, ledger, sql, cases, returning);
        var comparing = new Comparing(platform, ledger, sql);
        var reading = new Reading(platform, clearing, sql, booking, comparing);
        returning.start();
        platform.chores().every(Reading.EVERY, Reading.CHORE, reading::run);
        this.desk = new ClearingDesk(platform.tx(), sql, reading);
        this.invariants = new ClearingInvariants(platform.tx(), sql);
    }

    /**
     * @param cases under which ids the network's cases stand in the books
     */
    public static ClearingModule open(
            Platform platform,
            Ledger ledger,
            CardNetwork network,
            Clearing clearing,
            CaseNames cases) {
        return new ClearingModule(platform, ledger, network, clearing, cases);
    }

    public ClearingDesk desk() {
        return desk;
    }

    /** I6, for the ledger's audit. */
    public List<Invariant> invariants() {
        return List.of(invariants);
    }
}
