package hawker.payments;

import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.api.Replayer;
import hawker.customers.Customers;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.network.NetworkModule;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;

/** Builds the room. */
public final class PaymentsModule {

    private final Payments payments;
    private final PaymentsRenderer renderer;
    private final ReturnPages pages;
    private final PaymentsHttp http;
    private final Resolving resolving;
    private final List<Invariant> invariants;
    private final Shared shared;

    private PaymentsModule(
            Platform platform,
            Accounts accounts,
            Vault vault,
            NetworkModule network,
            Ledger ledger,
            Customers customers) {
        var storage = Storage.open();
        shared = new Shared(platform.ids());
        var sellers = new Sellers(accounts);
        var methods = new Methods(vault);
        var reading = new Reading(platform.tx(), storage);
        var happenings = new Happenings(platform.events(), platform.clock());
        var advices = new Advices(platform);
        var decisions = new Decisions(platform, ledger, storage.intents(), storage.charges());
        var finishing =
                new Finishing(platform, decisions, reading, happenings, advices, vault, shared);
        var wire = new Wire(network.network(), platform.clock(), origin(platform.settings()));
        var creating =
                new Creating(platform, sellers, methods, storage, customers, happenings, shared);
        var confirming =
                new Confirming(
                        platform, sellers, methods, storage.intents(), reading, wire, finishing);
        var capturing = new Capturing(platform, ledger, storage, advices, happenings, shared);
        var canceling = new Canceling(platform, storage, advices, happenings);
        var refunding =
                new Refunding(platform, ledger, storage, canceling, advices, happenings, shared);
        var closing = new Payments.Closing(capturing, canceling);
        this.payments =
                new Payments(
                        platform.tx(), storage, reading, creating, confirming, closing, refunding);
        this.renderer = new PaymentsRenderer(reading);
        this.pages = new ReturnPages(payments, reading, confirming);
        this.http =
                new PaymentsHttp(
                        platform,
                        storage,
                        reading,
                        happenings,
                        vault,
                        new PaymentsHttp.Doing(
                                creating, confirming, closing, refunding, customers, shared));
        this.resolving =
                new Resolving(
                        platform,
                        storage,
                        confirming,
                        finishing,
                        canceling,
                        Resolving.resumption(vault, sellers));
        this.invariants = new PaymentInvariants(platform, reading, ledger).all();
        new Advising(platform, network.network(), reading, refunding).start();
        network.onLateAnswer(resolving.late(reading, advices));
    }

    /** Opens the room; its schema is "payments". */
    public static PaymentsModule open(
            Platform platform,
            Accounts accounts,
            Vault vault,
            NetworkModule network,
            Ledger ledger,
            Customers customers) {
        var module = new PaymentsModule(platform, accounts, vault, network, ledger, customers);
        var chores = platform.chores();
        chores.every(Resolving.OFTEN, Resolving.CHORE, module.resolving::runOften);
        chores.every(Resolving.SELDOM, Resolving.DEEP_CHORE, module.resolving::runSeldom);
        return module;
    }

    /** Who moves what of a payment goes to other accounts; before that is said nothing does. */
    public void share(Sharing sharing) {
        shared.with(sharing);
    }

    /** The door. */
    public Payments payments() {
        return payments;
    }

    /** The objects that this room's events tell of. */
    public PaymentsRenderer renderer() {
        return renderer;
    }

    /** Where buyers come back from a challenge. */
    public Routes routes() {
        return pages.routes();
    }

    /** /v1/payment_intents, /v1/charges, /v1/refunds. */
    public List<Operation> operations() {
        return http.operations();
    }

    public List<Expander> expanders() {
        return http.expanders();
    }

    /** How the sources of balance transactions are fetched, by the prefix of their ids. */
    public Map<String, Expander.Fetch> sources() {
        return http.sources();
    }

    /** Answers repeated confirmations from the versions that the first ones wrote. */
    public Replayer replayer() {
        return http.replayer();
    }

    /** What must hold between this room and the ledger: I4, I5, I11. */
    public List<Invariant> invariants() {
        return invariants;
    }

    private static String origin(Settings settings) {
        return settings.publicUrl()
                .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
    }
}
