package hawker.covering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.connect.Connect;
import hawker.connect.ConnectModule;
import hawker.connect.WholeAccount;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.disputes.DisputesModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.ledger.Audit;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.payouts.Destination;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.platform.Tx;
import hawker.vault.VaultModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room above real payments, payouts and disputes, with a database of its own and its API. */
final class Stage implements AutoCloseable {

    final TestPlatform test =
            TestPlatform.open(
                    Map.of(),
                    "api",
                    "accounts",
                    "connect",
                    "ledger",
                    "vault",
                    "customers",
                    "payments",
                    "payouts",
                    "disputes",
                    "covering");
    final Platform platform = test.platform();
    final Accounts accounts = AccountsModule.open(platform).accounts();
    final ConnectModule connect = ConnectModule.open(platform, accounts);
    final LedgerModule ledgerModule = LedgerModule.open(platform);
    final Ledger ledger = ledgerModule.ledger();
    final CoveringModule module;
    final PayoutsModule payouts;
    final DisputesModule disputes;
    private final NetworkModule network;
    private final PaymentsModule payments;
    private final Audit audit;
    private final ServedApi served;
    private int platforms;

    /** Where accounts of platforms are paid out to, as the program says it. */
    private record Places(Connect connect) implements Destination.Known {
        @Override
        public List<Destination> of(AccountId account) {
            return List.of();
        }

        @Override
        public boolean debitsNegative(AccountId account) {
            return connect.debitsNegativeBalances(account);
        }

        @Override
        public boolean keeps(AccountId account) {
            return connect.isMade(account);
        }

        @Override
        public void keep(Tx tx, AccountId account, ObjectNode told) {
            connect.setPayouts(tx, account, told);
        }
    }

    /** The platform of the story, its key, and an account of its; made before each story. */
    AccountId bazaar;

    AccountId jo;

    String key;
    String account;

    @SuppressWarnings("NullAway.Init")
    Stage() {
        var vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        seller -> Currency.USD);
        payments =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        payouts = PayoutsModule.open(platform, accounts, ledger, network.bank());
        payouts.payingTo(new Places(connect.connect()));
        payments.tellingAvailable(payouts.available());
        module = CoveringModule.open(platform, connect.connect(), ledger, network.bank());
        disputes =
                DisputesModule.open(
                        platform,
                        ledger,
                        network.chargebacks(),
                        payments.payments(),
                        payouts.balanceTransactions(),
                        (seller, file) -> Optional.empty());
        var invariants = new ArrayList<Invariant>(module.invariants());
        invariants.addAll(payments.invariants());
        invariants.addAll(payouts.invariants());
        invariants.addAll(disputes.invariants());
        audit = ledgerModule.audit(invariants);
        var operations = new ArrayList<Operation>(connect.operations(id -> false));
        operations.addAll(payments.operations());
        operations.addAll(payouts.operations());
        var api = ApiModule.open(platform, accounts, connect.connect());
        served =
                new ServedApi(
                        platform, api.routes(operations, List.of(), List.of(payments.replayer())));
    }

    /** The next story has a platform and an account of its own. */
    void another() {
        var opened = platform();
        bazaar = opened.account().id().test();
        key = opened.secretKey().secret();
        openWith("external_account=btok_us_verified", "");
    }

    /** Another account, with this bank and more. */
    void openWith(String bank, String more) {
        var form = WholeAccount.CUSTOM.replace("external_account=btok_us_verified", bank) + more;
        var made = send(key, "POST", "/v1/accounts", form);
        if (made.status() != 200) throw new AssertionError(made.body().toString());
        account = made.id();
        jo = AccountId.parse(account).orElseThrow().test();
    }

    OpenedAccount.Opened platform() {
        return Sellers.open(accounts, "platform-" + ++platforms, "Bazaar");
    }

    void charge(AccountId of, long cents, String card) {
        charge(key, cents, card, of.equals(bazaar) ? "" : account);
    }

    /** A paid charge of so many cents, of whoever has the key or of its account. */
    void charge(String with, long cents, String card, String of) {
        var form =
                "amount="
                        + cents
                        + "&currency=usd&confirm=true&payment_method="
                        + card
                        + "&return_url=https://a.example/";
        var paid =
                of.isEmpty()
                        ? send(with, "POST", "/v1/payment_intents", form)
                        : send(with, "POST", "/v1/payment_intents", form, "Stripe-Account", of);
        if (paid.status() != 200) throw new AssertionError(paid.body().toString());
        settle();
    }

    /** A payment of the account's whose cardholder takes it back. */
    void dispute(long cents) {
        charge(jo, cents, "pm_card_createDispute");
        settle();
    }

    void settle() {
        for (int i = 0; i < 3; i++) {
            platform.events().drain();
            platform.jobs().runDue();
            disputes.disputes().hear();
        }
        platform.events().drain();
    }

    /** So many days pass, each with what a day brings. */
    void days(int days) {
        for (int i = 0; i < days; i++) {
            test.clock().advance(Duration.ofDays(1));
            for (var each : List.of(jo, bazaar))
                payouts.payouts().runDay(each, test.clock().today());
            look();
        }
    }

    void look() {
        settle();
        // Twice: also while a debit is under way.
        for (int i = 0; i < 2; i++) platform.chores().run(CoveringModule.CHORE);
        settle();
    }

    /**
     * What a crash leaves behind: the account's book says it is filled, its platform's does not.
     */
    void forgetTheShortfall() {
        platform.tx().doInAccount(jo, tx -> new CoveringSql().delete(tx, jo, Currency.USD));
    }

    List<Debit> debits() {
        return module.debits(jo);
    }

    long reserved() {
        return ledger.balance(bazaar, Purpose.MERCHANT_RESERVE, Currency.USD).minor();
    }

    void audit() {
        for (var each : List.of(jo, bazaar))
            if (!audit.check(each).isEmpty()) throw new AssertionError(audit.check(each));
    }

    Got get(String path, String of) {
        return of.isEmpty()
                ? send(key, "GET", path, "")
                : send(key, "GET", path, "", "Stripe-Account", of);
    }

    Got post(String path, String form, String of) {
        return send(key, "POST", path, form, "Stripe-Account", of);
    }

    long available(AccountId of) {
        return ledger.balance(of, Purpose.MERCHANT_AVAILABLE, Currency.USD).minor();
    }

    Got send(String with, String method, String path, String form, String... headers) {
        return served.ask(with, method, path, form, headers);
    }

    @Override
    public void close() {
        served.close();
        network.close();
        test.close();
    }
}
