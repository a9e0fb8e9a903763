package hawker.cash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.api.StripeSchema;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.Currency;
import hawker.ledger.Audit;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A story of customers who send money by bank transfer; after it the books are right. */
abstract class CashStory {

    static final StripeSchema SCHEMA = new StripeSchema();

    static final String[] ROOMS = {
        "api", "accounts", "ledger", "vault", "customers", "payments", "cash"
    };

    @SuppressWarnings("NullAway.Init")
    static TestPlatform test;

    @SuppressWarnings("NullAway.Init")
    static VaultModule vault;

    @SuppressWarnings("NullAway.Init")
    static NetworkModule network;

    @SuppressWarnings("NullAway.Init")
    static Ledger ledger;

    @SuppressWarnings("NullAway.Init")
    static Audit audit;

    @SuppressWarnings("NullAway.Init")
    static OpenedAccount.Opened seller;

    @SuppressWarnings("NullAway.Init")
    static ServedApi served;

    @BeforeAll
    static void open() {
        test = TestPlatform.open(Map.of(), ROOMS);
        var platform = test.platform();
        var accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var books = LedgerModule.open(platform);
        ledger = books.ledger();
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var payments =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        var cash =
                CashModule.open(
                        platform,
                        ledger,
                        customers.customers(),
                        payments.payments(),
                        account -> "Juniper");
        payments.keepCash(cash.buyersCash());
        var invariants = new ArrayList<Invariant>(payments.invariants());
        invariants.addAll(cash.invariants());
        audit = books.audit(invariants);
        seller = Sellers.open(accounts, "juniper", "Juniper");
        var operations = new ArrayList<Operation>(payments.operations());
        operations.addAll(customers.operations());
        operations.addAll(cash.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        var api = ApiModule.open(platform, accounts);
        var routes =
                api.routes(operations, payments.expanders(), List.of(payments.replayer()))
                        .addAll(cash.routes(api.inside(operations, payments.expanders())));
        served = new ServedApi(platform, routes);
    }

    @AfterAll
    static void close() {
        served.close();
        network.close();
        vault.close();
        test.close();
    }

    @AfterEach
    void the_books_are_right() {
        test.platform().jobs().runDue();
        assertThat(audit.checkFromTheStart(seller.account().id().test())).isEmpty();
    }

    static ObjectNode ask(String method, String path, String form) {
        return served.ask(seller.secretKey().secret(), method, "/v1" + path, form).body();
    }

    static ObjectNode right(ObjectNode body) {
        assertThat(body.has("error")).as(body.toString()).isFalse();
        assertThat(SCHEMA.findings(body)).as(body.toString()).isEmpty();
        return body;
    }

    static ObjectNode post(String path, String form) {
        return right(ask("POST", path, form));
    }

    static ObjectNode get(String path) {
        return right(ask("GET", path, ""));
    }

    static String customer() {
        return post("/customers", "name=Ada").path("id").asText();
    }

    static ObjectNode wanted(String customer, long amount) {
        return post(
                "/payment_intents",
                "amount="
                        + amount
                        + "&currency=usd&confirm=true&payment_method_types[]=customer_balance"
                        + "&payment_method_data[type]=customer_balance&customer="
                        + customer);
    }

    static ObjectNode fund(String customer, long amount) {
        return post(
                "/test_helpers/customers/" + customer + "/fund_cash_balance",
                "currency=usd&amount=" + amount);
    }

    static long available(String customer) {
        return get("/customers/" + customer + "/cash_balance").at("/available/usd").asLong();
    }

    static ObjectNode now(ObjectNode intent) {
        return get("/payment_intents/" + intent.path("id").asText());
    }
}
