package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.network.Bank;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Builds the room; its schema is "payouts". */
public final class PayoutsModule {

    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Happenings happenings;
    private final Payouts payouts;
    private final SettingsHttp settingsHttp;
    private final PayoutsHttp payoutsHttp;
    private final BalanceHttp balanceHttp;
    private final TopupsHttp topupsHttp;
    private final PayoutInvariants invariants;
    private final Destinations destinations;

    private PayoutsModule(Platform platform, Accounts accounts, Ledger ledger, Bank bank) {
        var sql = new PayoutsSql();
        var releases = new ReleasesSql();
        happenings = new Happenings(platform, ledger);
        var making = new Making(platform, ledger, sql, happenings);
        var settling = new Settling(platform, ledger, sql, making, happenings);
        var settings = new Settings(platform);
        var paying = new Paying(platform, accounts, ledger, sql, making, settings);
        var releasing = new Releasing(platform, ledger, releases, happenings);
        destinations = new Destinations(accounts);
        var requesting =
                new Requesting(platform, accounts, ledger, sql, making, settling, destinations);
        payouts = new Payouts(platform, ledger, sql, releasing, paying, requesting, settings);
        var reversing = new Reversing(platform, sql, happenings, destinations);
        payoutsHttp = new PayoutsHttp(payouts, new Changing(sql, happenings), reversing, accounts);
        var lines = new PayoutLines(platform.tx(), ledger, releases);
        var fees = InstantFees.of(platform.settings());
        balanceHttp =
                new BalanceHttp(
                        ledger, accounts, payouts, lines, destinations, fees, platform.clock());
        settingsHttp = new SettingsHttp(payouts, destinations);
        invariants = new PayoutInvariants(platform.tx(), platform.clock(), ledger, sql);
        new Sending(platform, destinations, bank, sql, settling).start();
        var topupsSql = new TopupsSql();
        var topups = new Topups(platform, accounts, ledger, bank, topupsSql, happenings);
        topupsHttp = new TopupsHttp(platform, topups, topupsSql);
        topups.start();
    }

    public static PayoutsModule open(
            Platform platform, Accounts accounts, Ledger ledger, Bank bank) {
        var module = new PayoutsModule(platform, accounts, ledger, bank);
        platform.chores().every(EVERY, Payouts.CHORE, module.payouts::runToday);
        return module;
    }

    /** Says where accounts of platforms can be paid out to; said once, before anybody is served. */
    public void payingTo(Destination.Known known) {
        destinations.alsoAt(known);
    }

    public Payouts payouts() {
        return payouts;
    }

    /** I7 and I8, for the ledger's audit. */
    public List<Invariant> invariants() {
        return invariants.all();
    }

    /** Tells that money has become available, after its posting and in its transaction. */
    public BiConsumer<Tx, AccountId> available() {
        return happenings::balanceAvailable;
    }

    /** What this room's events tell of. */
    public PayoutsRenderer renderer() {
        return new PayoutsRenderer();
    }

    /**
     * {@code /v1/balance}, {@code /v1/balance_settings}, {@code /v1/balance_transactions}, {@code
     * /v1/payouts}, {@code /v1/topups}.
     */
    public List<Operation> operations() {
        var all = new ArrayList<>(balanceHttp.operations());
        all.addAll(payoutsHttp.operations());
        all.addAll(topupsHttp.operations());
        all.addAll(settingsHttp.operations());
        return all;
    }

    /** Lines of the statement by their ids, for rooms whose objects show them whole. */
    public Expander.Fetch balanceTransactions() {
        return balanceHttp::fetch;
    }

    /**
     * How balance transactions, payouts and bank accounts are expanded.
     *
     * @param sources how the sources of balance transactions that belong to other rooms are
     *     fetched, by the prefix of their ids: "ch", "re"
     */
    public List<Expander> expanders(Map<String, Expander.Fetch> sources) {
        var byPrefix = new HashMap<>(sources);
        byPrefix.put("po", payoutsHttp::fetch);
        byPrefix.put("tu", topupsHttp::fetch);
        return List.of(
                Expander.of(
                        balanceHttp::fetch,
                        "charge.balance_transaction",
                        "charge.failure_balance_transaction",
                        "refund.balance_transaction",
                        "refund.failure_balance_transaction",
                        "payout.balance_transaction",
                        "topup.balance_transaction",
                        "payout.failure_balance_transaction"),
                Expander.of(payoutsHttp::destinations, "payout.destination"),
                Expander.of(
                        (account, ids) -> sources(byPrefix, account, ids),
                        "balance_transaction.source"));
    }

    private static Map<String, ObjectNode> sources(
            Map<String, Expander.Fetch> byPrefix, AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        byPrefix.forEach((prefix, fetch) -> {
            var own = ids.stream().filter(id -> id.startsWith(prefix + "_")).toList();
            if (!own.isEmpty()) found.putAll(fetch.fetch(account, own));
        });
        return found;
    }
}
