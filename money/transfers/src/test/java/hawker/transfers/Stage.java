package hawker.transfers;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.OfficialClient;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.connect.ConnectModule;
import hawker.connect.WholeAccount;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.disputes.DisputesModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.ledger.Audit;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room above real payments and payouts, with a database of its own and its API on a port. */
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
                    "transfers");
    final Platform platform = test.platform();
    final Accounts accounts = AccountsModule.open(platform).accounts();
    final ConnectModule connect = ConnectModule.open(platform, accounts);
    final LedgerModule ledgerModule = LedgerModule.open(platform);
    final Ledger ledger = ledgerModule.ledger();
    final TransfersModule module;
    final PayoutsModule payouts;
    final DisputesModule disputes;
    private final NetworkModule network;
    private final PaymentsModule payments;
    private final Audit audit;
    private final ServedApi served;
    private int platforms;

    /** The platform of the story, its key, and an account of its; made before each story. */
    AccountId bazaar;

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
        module = TransfersModule.open(platform, connect.connect(), payments.payments(), ledger);
        payments.share(module.sharing());
        payments.alsoReceived(module.received());
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
        operations.addAll(module.operations());
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
        account = open(key);
    }

    OpenedAccount.Opened platform() {
        return Sellers.open(accounts, "platform-" + ++platforms, "Bazaar");
    }

    /** A connected account that may do everything. */
    String open(String platformKey) {
        var made = send(platformKey, "POST", "/v1/accounts", WholeAccount.CUSTOM);
        if (made.status() != 200) throw new AssertionError(made.body().toString());
        return made.id();
    }

    AccountId number(String text) {
        return AccountId.parse(text).orElseThrow().test();
    }

    /** A paid charge of so many cents; with the bypass card it is available at once. */
    String charge(long cents, boolean atOnce) {
        var paid =
                post(
                        "/v1/payment_intents",
                        "amount="
                                + cents
                                + "&currency=usd&confirm=true&payment_method="
                                + (atOnce ? "pm_card_bypassPending" : "pm_card_visa"));
        if (paid.status() != 200) throw new AssertionError(paid.body().toString());
        return paid.body().path("latest_charge").asText();
    }

    long available(AccountId of) {
        return ledger.balance(of, Purpose.MERCHANT_AVAILABLE, Currency.USD).minor();
    }

    long pending(AccountId of) {
        return ledger.balance(of, Purpose.MERCHANT_PENDING, Currency.USD).minor();
    }

    long inTransit(AccountId of) {
        return ledger.balance(of, Purpose.TRANSFER_IN_TRANSIT, Currency.USD).minor();
    }

    /** All books are right. */
    List<Finding> findings() {
        var findings = new ArrayList<>(audit.checkFromTheStart(bazaar));
        findings.addAll(audit.checkFromTheStart(number(account)));
        return findings;
    }

    Got post(String path, String form, String... headers) {
        return send(key, "POST", path, form, headers);
    }

    Got get(String path, String... headers) {
        return send(key, "GET", path, "", headers);
    }

    Got send(String with, String method, String path, String form, String... headers) {
        return served.ask(with, method, path, form, headers);
    }

    com.stripe.StripeClient client() {
        return OfficialClient.of(served, key);
    }

    @Override
    public void close() {
        served.close();
        network.close();
        test.close();
    }
}
