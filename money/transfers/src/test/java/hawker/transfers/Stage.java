package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.connect.ConnectModule;
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
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room above real payments and payouts, with a database of its own and its API on a port. */
final class Stage implements AutoCloseable {

    /** The answer to a request. */
    record Got(int status, ObjectNode body) {
        String error(String field) {
            return body.path("error").path(field).asText();
        }

        String id() {
            return body.path("id").asText();
        }
    }

    private static final String WHOLE =
            "type=custom&country=US&business_type=individual"
                    + "&capabilities[card_payments][requested]=true"
                    + "&capabilities[transfers][requested]=true"
                    + "&business_profile[mcc]=5734&business_profile[url]=https://jo.example"
                    + "&tos_acceptance[date]=1700000000&tos_acceptance[ip]=8.8.8.8"
                    + "&external_account=btok_us_verified"
                    + "&individual[first_name]=Jo&individual[last_name]=Doe"
                    + "&individual[email]=jo@example.com&individual[phone]=0000000000"
                    + "&individual[dob][day]=1&individual[dob][month]=1&individual[dob][year]=1901"
                    + "&individual[address][line1]=address_full_match"
                    + "&individual[address][city]=X&individual[address][postal_code]=12345"
                    + "&individual[ssn_last_4]=0000";

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
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
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
        server =
                HttpServer.start(
                        new HttpServer.Options(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                request -> Response.text(404, "no such page"),
                                request -> Response.text(405, "not so")),
                        api.routes(operations, List.of(), List.of(payments.replayer())),
                        platform);
    }

    /** The next story has a platform and an account of its own. */
    void another() {
        var opened = platform();
        bazaar = opened.account().id().test();
        key = opened.secretKey().secret();
        account = open(key);
    }

    OpenedAccount.Opened platform() {
        var handle = "platform-" + ++platforms;
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Bazaar", "US", Currency.USD, handle + "@example.com");
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    /** A connected account that may do everything. */
    String open(String platformKey) {
        var made = send(platformKey, "POST", "/v1/accounts", WHOLE);
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
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + with)
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!form.isEmpty()) request.header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) request.headers(headers);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Got(response.statusCode(), Json.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    com.stripe.StripeClient client() {
        return com.stripe.StripeClient.builder()
                .setApiKey(key)
                .setApiBase("http://127.0.0.1:" + server.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        network.close();
        test.close();
    }
}
