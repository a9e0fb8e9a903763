package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.api.Replayer;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.network.NetworkModule;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.platform.Tx;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Builds the room. */
public final class PaymentsModule {

    private final Payments payments;
    private final PaymentsRenderer renderer;
    private final ReturnPages pages;
    private final DepositPages deposits;
    private final Transferring transferring;
    private final Advices advices;
    private final PaymentsHttp http;
    private final Resolving resolving;
    private final List<Invariant> invariants;
    private final Consents consents = new Consents();
    private final Shared shared;
    private final Wire wire;
    private final Finishing finishing;
    private final Sellers sellers;

    private PaymentsModule(
            Platform platform,
            Accounts accounts,
            Vault vault,
            NetworkModule network,
            Ledger ledger,
            Customers customers) {
        var storage = Storage.open();
        shared = new Shared(platform.ids());
        sellers = new Sellers(accounts);
        var methods = new Methods(vault);
        var reading = new Reading(platform.tx(), storage);
        var happenings = new Happenings(platform.events(), platform.clock());
        this.advices = new Advices(platform);
        this.transferring = new Transferring(platform, ledger, storage, sellers, happenings);
        var debiting =
                new Debiting(
                        platform,
                        ledger,
                        storage,
                        sellers,
                        happenings,
                        vault,
                        network.debits(),
                        consents);
        var depositing =
                new Depositing(
                        platform,
                        storage,
                        happenings,
                        vault,
                        new Depositing.Proving(
                                network.debits(), debiting, consents, origin(platform.settings())));
        var aside =
                new Aside(platform.tx(), storage, happenings, debiting, depositing, transferring);
        var decisions = new Decisions(platform, ledger, storage.intents(), storage.charges());
        this.finishing =
                new Finishing(
                        platform, decisions, reading, happenings, advices, vault, shared, sellers);
        this.wire = new Wire(network.network(), platform.clock(), origin(platform.settings()));
        var creating =
                new Creating(platform, sellers, methods, storage, customers, happenings, shared);
        var confirming =
                new Confirming(
                        platform,
                        sellers,
                        methods,
                        storage.intents(),
                        reading,
                        wire,
                        finishing,
                        aside,
                        consents);
        var capturing =
                new Capturing(platform, ledger, storage, advices, happenings, shared, sellers);
        var canceling = new Canceling(platform, storage, advices, happenings, transferring);
        var concluding =
                new Concluding(platform, ledger, storage, advices, happenings, transferring);
        var refunding =
                new Refunding(platform, ledger, storage, canceling, advices, shared, concluding);
        var raising = new Raising(platform, storage, reading, vault, network.network(), happenings);
        var closing = new Payments.Closing(capturing, canceling, concluding);
        this.payments =
                new Payments(
                        platform.tx(),
                        storage,
                        reading,
                        creating,
                        confirming,
                        closing,
                        refunding,
                        transferring);
        this.renderer = new PaymentsRenderer(reading);
        this.pages = new ReturnPages(payments, reading, confirming);
        this.deposits = new DepositPages(payments, depositing);
        this.http =
                new PaymentsHttp(
                        platform,
                        storage,
                        reading,
                        happenings,
                        vault,
                        new PaymentsHttp.Doing(
                                creating,
                                confirming,
                                closing,
                                refunding,
                                customers,
                                new PaymentsHttp.Other(depositing, transferring, raising)));
        this.resolving =
                new Resolving(
                        platform,
                        storage,
                        confirming,
                        finishing,
                        canceling,
                        Resolving.resumption(vault, sellers));
        this.invariants = new PaymentInvariants(platform, reading, ledger).all();
        debiting.start();
        var returning =
                new Returning(
                        reading,
                        vault,
                        network.network(),
                        network.debits(),
                        transferring,
                        ledger,
                        platform.ids());
        new Advising(platform, network.network(), reading, concluding, returning).start();
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

    /**
     * Who knows how many days the money of an account's payments waits, where its seller chose; set
     * once, before the first request.
     */
    public void waiting(Delays days) {
        sellers.with(days);
    }

    /** How many days the money of an account's payments waits, 2 to 31, where its seller chose. */
    public interface Delays {

        /** Nobody chose. */
        Delays NONE =
                new Delays() {
                    @Override
                    public Optional<Integer> of(AccountId account) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Integer> of(Tx tx, AccountId account) {
                        return Optional.empty();
                    }
                };

        /** Called outside of any transaction. */
        Optional<Integer> of(AccountId account);

        /** The same in a transaction, which has the only connection that is needed. */
        Optional<Integer> of(Tx tx, AccountId account);
    }

    /** Who is asked before a card is charged; set once, before the first request. */
    public void judge(Judge judge) {
        wire.with(judge);
        finishing.with(judge);
    }

    /** The door. */
    public Payments payments() {
        return payments;
    }

    /** The objects that this room's events tell of. */
    public PaymentsRenderer renderer() {
        return renderer;
    }

    /** Who tells that money is available at once; set once, before the first request. */
    public void tellingAvailable(BiConsumer<Tx, AccountId> teller) {
        advices.tellingAvailable(teller);
    }

    /**
     * Who keeps the sellers' choices of what is offered ({@code pmc_…}), by account and id, as the
     * API writes them; set once.
     */
    public void configuredBy(BiFunction<AccountId, String, Optional<ObjectNode>> kept) {
        http.configuredBy(kept);
    }

    /** Who knows what accounts received of their platforms ({@code py_…}); set once. */
    public void alsoReceived(Expander.Fetch received) {
        http.alsoReceived(received);
    }

    /** Who keeps what customers send by bank transfer; set once, before the first request. */
    public void keepCash(BuyersCash cash) {
        transferring.with(cash);
    }

    /** Who keeps sources; set once, before the first request. */
    public void keepSources(Consents.Sources sources) {
        consents.with(sources);
    }

    /** Who keeps mandates; set once, before the first request. */
    public void keepMandates(Consents.Mandates mandates) {
        consents.with(mandates);
    }

    /** Where buyers come back from a challenge, and tell of deposits on their account. */
    public Routes routes() {
        return pages.routes().addAll(deposits.routes());
    }

    /** /v1/payment_intents, /v1/charges, /v1/refunds. */
    public List<Operation> operations() {
        return http.operations();
    }

    public List<Expander> expanders() {
        return http.expanders();
    }

    /** How the ids of intents become intents, for the objects of other rooms. */
    public Expander.Fetch intents() {
        return http::intents;
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
