package hawker.transfers;

import hawker.api.Expander;
import hawker.api.Operation;
import hawker.connect.Connect;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.payments.Payments;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the room; its schema is "transfers". */
public final class TransfersModule {

    private final TransfersHttp transfers;
    private final ReversalsHttp reversals;
    private final TransferInvariants invariants;

    private TransfersModule(Platform platform, Connect connect, Payments payments, Ledger ledger) {
        var sql = new TransfersSql();
        var movementsSql = new MovementsSql();
        var happenings = new Happenings(platform);
        var reversing = new Reversing(platform, sql, happenings, connect::isConnected);
        var movements = new Movements(platform, ledger, movementsSql, reversing);
        var sending = new Sending(platform, connect, payments, ledger, sql, movements, happenings);
        transfers = new TransfersHttp(platform, sending, sql, happenings);
        reversals = new ReversalsHttp(platform, reversing, movements, movementsSql, sql);
        invariants = new TransferInvariants(platform.tx(), ledger, movementsSql);
        movements.listen();
    }

    public static TransfersModule open(
            Platform platform, Connect connect, Payments payments, Ledger ledger) {
        return new TransfersModule(platform, connect, payments, ledger);
    }

    /** {@code /v1/transfers} and their reversals. */
    public List<Operation> operations() {
        var all = new ArrayList<>(transfers.operations());
        all.addAll(reversals.operations());
        return all;
    }

    public TransfersRenderer renderer() {
        return new TransfersRenderer();
    }

    /** How the sources of balance transactions are fetched, by the prefix of their ids. */
    public Map<String, Expander.Fetch> sources() {
        return Map.of("tr", transfers::fetch, "trr", reversals::fetch);
    }

    /** I9, for the ledger's audit. */
    public List<Invariant> invariants() {
        return invariants.all();
    }
}
