package hawker.transfers;

import hawker.api.Expander;
import hawker.api.Operation;
import hawker.connect.Connect;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.payments.Payments;
import hawker.payments.Sharing;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the room; its schema is "transfers". */
public final class TransfersModule {

    private final TransfersHttp transfers;
    private final ReversalsHttp reversals;
    private final FeesHttp fees;
    private final Shares shares;
    private final TransferInvariants invariants;

    private TransfersModule(Platform platform, Connect connect, Payments payments, Ledger ledger) {
        var sql = new TransfersSql();
        var movementsSql = new MovementsSql();
        var happenings = new Happenings(platform);
        var feesSql = new FeesSql();
        var reversing = new Reversing(platform, sql, happenings);
        var earning = new Earning(platform, feesSql, happenings);
        var ends = new Arriving(platform, sql, reversing, earning, connect::isConnected);
        var movements = new Movements(platform, ledger, movementsSql, ends);
        var sending = new Sending(platform, connect, payments, ledger, sql, movements, happenings);
        shares = new Shares(platform, connect, sql, movements, reversing, earning, happenings);
        transfers = new TransfersHttp(platform, sending, sql, happenings);
        reversals = new ReversalsHttp(platform, reversing, movements, earning, sql);
        fees = new FeesHttp(platform, feesSql, earning, movements);
        invariants = new TransferInvariants(platform.tx(), ledger, movementsSql);
        movements.listen();
    }

    public static TransfersModule open(
            Platform platform, Connect connect, Payments payments, Ledger ledger) {
        return new TransfersModule(platform, connect, payments, ledger);
    }

    /** Moves what of a payment goes to others; payments is to be told of it. */
    public Sharing sharing() {
        return shares;
    }

    /** {@code /v1/transfers} and their reversals, {@code /v1/application_fees}. */
    public List<Operation> operations() {
        var all = new ArrayList<>(transfers.operations());
        all.addAll(reversals.operations());
        all.addAll(fees.operations());
        return all;
    }

    public TransfersRenderer renderer() {
        return new TransfersRenderer();
    }

    /** How the sources of balance transactions are fetched, by the prefix of their ids. */
    public Map<String, Expander.Fetch> sources() {
        return Map.of(
                "tr",
                transfers::fetch,
                "py",
                transfers::received,
                "trr",
                reversals::fetch,
                "fee",
                fees::fetch,
                "fr",
                fees::fetchRefunds);
    }

    /** Payments that an account received ({@code py_…}), which are charges to the API. */
    public Expander.Fetch received() {
        return transfers::received;
    }

    /** How ids of this room's objects become objects. */
    public List<Expander> expanders() {
        return List.of(
                Expander.of(
                        transfers::fetch,
                        "charge.source_transfer",
                        "charge.transfer",
                        "transfer_reversal.transfer"),
                Expander.of(reversals::fetch, "refund.transfer_reversal"),
                Expander.of(fees::fetch, "charge.application_fee", "fee_refund.fee"));
    }

    /** I9, for the ledger's audit. */
    public List<Invariant> invariants() {
        return invariants.all();
    }
}
