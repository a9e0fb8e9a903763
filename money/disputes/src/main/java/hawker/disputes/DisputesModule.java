package hawker.disputes;

import hawker.api.Expander;
import hawker.api.Operation;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.network.Chargebacks;
import hawker.payments.Payments;
import hawker.platform.Platform;
import java.util.List;
import java.util.Map;

/** Builds the room; its schema is "disputes". */
public final class DisputesModule {

    private final Disputes disputes;
    private final DisputesHttp http;
    private final DisputesRenderer renderer;
    private final DisputeInvariants invariants;

    private DisputesModule(
            Platform platform,
            Ledger ledger,
            Chargebacks network,
            Payments payments,
            Expander.Fetch balanceTransactions,
            EvidenceFiles files) {
        var sql = new DisputesSql();
        var fees = DisputeFees.of(platform.settings().get(DisputeFees.SETTING).orElse(""));
        var telling = new Telling(platform.events(), sql);
        var opening = new Opening(platform, ledger, payments, sql, fees, telling);
        var ruling = new Ruling(platform, ledger, payments, sql, fees, opening, telling);
        var rules = new Answering.Rules(fees, files, ruling, telling);
        var answering = new Answering(platform, ledger, network, sql, rules);
        var hearing = new Hearing(platform.clock(), platform.tx(), network, opening, ruling);
        var json = new DisputeJson(balanceTransactions, platform.clock());
        answering.start(hearing::run);
        this.disputes = new Disputes(platform.tx(), sql, answering, hearing);
        this.http = new DisputesHttp(disputes, sql, answering, json);
        this.renderer = new DisputesRenderer(disputes, json);
        this.invariants = new DisputeInvariants(disputes, ledger);
        platform.chores().every(Hearing.EVERY, Hearing.CHORE, hearing::run);
    }

    /**
     * @param balanceTransactions how lines of the statement are shown, by their ids
     * @param files the room that keeps what evidence names
     */
    public static DisputesModule open(
            Platform platform,
            Ledger ledger,
            Chargebacks network,
            Payments payments,
            Expander.Fetch balanceTransactions,
            EvidenceFiles files) {
        var module =
                new DisputesModule(platform, ledger, network, payments, balanceTransactions, files);
        platform.events()
                .subscribe(
                        "disputes-refunds",
                        List.of("charge.refunded", "refund.updated"),
                        event ->
                                module.http.refunded(
                                        event,
                                        charge -> payments.gaveAllBack(event.account(), charge)));
        return module;
    }

    /** The door. */
    public Disputes disputes() {
        return disputes;
    }

    /** What this room's events tell of. */
    public DisputesRenderer renderer() {
        return renderer;
    }

    /** {@code /v1/disputes}, and the older paths below a charge. */
    public List<Operation> operations() {
        return http.operations();
    }

    /** How the sources of balance transactions are fetched, by the prefix of their ids. */
    public Map<String, Expander.Fetch> sources() {
        return Map.of("dp", http::fetch);
    }

    /** What must hold between this room and the ledger. */
    public List<Invariant> invariants() {
        return List.of(invariants);
    }
}
