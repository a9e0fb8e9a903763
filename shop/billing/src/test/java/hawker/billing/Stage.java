package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.customers.CustomersModule;
import hawker.hosted.HostedModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.kernel.SettableClock;
import hawker.ledger.Audit;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.pricing.PricingModule;
import hawker.setups.SetupsModule;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
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
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The room with a database of its own, the simulated network, its API on a port, and a seller a
 * story.
 */
final class Stage implements AutoCloseable {

    static final String ORIGIN = "http://pages.test";

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        String error(String field) {
            return body.path("error").path(field).asText();
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final Accounts accounts;
    final Payments payments;
    final NetworkModule network;
    final BillingModule module;
    final Audit audit;
    final Routes pages;
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final VaultModule vault;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;

    Stage() {
        test =
                TestPlatform.open(
                        // An answer that does not come is waited for so long.
                        Map.of("HAWKER_NETWORK_ANSWER_MS", "2000"),
                        "api",
                        "accounts",
                        "ledger",
                        "vault",
                        "customers",
                        "payments",
                        "setups",
                        "pricing",
                        "hosted",
                        "billing");
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault(), "http://vault.test");
        var ledger = LedgerModule.open(platform);
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        new Above(this::module),
                        (tx, account, clock) -> module().clocks().now(tx, account, clock),
                        account -> Currency.USD);
        var paymentsModule =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vault.vault(),
                        network,
                        ledger.ledger(),
                        customers.customers());
        payments = paymentsModule.payments();
        audit = ledger.audit(paymentsModule.invariants());
        var pricing = PricingModule.open(platform, customers.check()::exists);
        var look = new Look("http://vault.test");
        module =
                BillingModule.open(
                        platform,
                        new BillingModule.Doors(
                                accounts,
                                vault.vault(),
                                customers,
                                payments,
                                pricing.pricing(),
                                account -> Currency.USD),
                        look,
                        ORIGIN);
        var setups =
                SetupsModule.open(platform, accounts, vault.vault(), network, customers.check());
        var hosted =
                HostedModule.open(
                        platform,
                        new HostedModule.Doors(
                                accounts,
                                vault.vault(),
                                payments,
                                setups.setups(),
                                pricing.pricing(),
                                customers.check()::exists,
                                module.biller()),
                        look,
                        ORIGIN);
        var told = new ArrayList<>(module.renderer().types());
        told.addAll(hosted.renderer().types());
        platform.events().subscribe("told", told, events::add);
        pages =
                new Routes()
                        .addAll(module.routes())
                        .addAll(hosted.routes())
                        .addAll(setups.routes())
                        .addAll(paymentsModule.routes())
                        .addAll(network.routes(look, ""));
        var operations = new ArrayList<Operation>(module.operations());
        operations.addAll(hosted.operations());
        operations.addAll(setups.operations());
        operations.addAll(pricing.operations());
        operations.addAll(customers.operations());
        operations.addAll(paymentsModule.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        var expanders =
                new ArrayList<Expander>(
                        module.expanders(
                                customers.fetch(), customers.methods(), paymentsModule.intents()));
        expanders.addAll(hosted.expanders());
        expanders.addAll(pricing.expanders());
        expanders.addAll(paymentsModule.expanders());
        expanders.addAll(customers.expanders());
        var api = ApiModule.open(platform, accounts);
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server = HttpServer.start(options, api.routes(operations, expanders, List.of()), platform);
        another();
    }

    /** The next story has a seller of its own, and nothing goes wrong on the line. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        network.faults().clear();
        told();
    }

    private OpenedAccount.Opened open(String handle) {
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Juniper", "US", Currency.USD, handle + "@example.com");
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    StripeClient client() {
        return StripeClient.builder()
                .setApiKey(opened.secretKey().secret())
                .setApiBase("http://127.0.0.1:" + server.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    /** With an idempotency key whose row is lost afterwards, as after a crash before the answer. */
    Got postAndCrash(String path, String form, String key) {
        var got = send("POST", path, form, "2026-10-28.endive", "Idempotency-Key", key);
        platform.tx()
                .doInAccount(
                        seller,
                        tx ->
                                tx.update(
                                        "delete from api.idempotency where account_id = ? and key ="
                                                + " ?",
                                        seller,
                                        key));
        return got;
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    /** What a program sees that asks for an older version of the API. */
    Got older(String path, String version) {
        return send("GET", path.replace("[", "%5B").replace("]", "%5D"), "", version);
    }

    Got send(String method, String path, String form) {
        return send(method, path, form, "2026-10-28.endive");
    }

    private Got send(String method, String path, String form, String version, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + opened.secretKey().secret())
                        .header("Stripe-Version", version)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
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

    private BillingModule module() {
        return module;
    }

    /** What customers ask of the room that is opened after them. */
    private record Above(java.util.function.Supplier<BillingModule> billing)
            implements hawker.customers.Discounts {
        @Override
        public java.util.Map<String, ObjectNode> of(
                hawker.platform.Tx tx, AccountId account, java.util.Collection<String> customers) {
            return billing.get().discounts().of(tx, account, customers);
        }

        @Override
        public void set(
                hawker.platform.Tx tx,
                hawker.customers.Customer customer,
                boolean byCode,
                String text,
                hawker.customers.Cause cause) {
            billing.get().discounts().set(tx, customer, byCode, text, cause);
        }

        @Override
        public boolean delete(hawker.platform.Tx tx, AccountId account, String customer) {
            return billing.get().discounts().delete(tx, account, customer);
        }
    }

    /** Events are heard and jobs done until nothing is left. */
    void settle() {
        for (int i = 0; i < 3; i++) {
            platform.events().drain();
            platform.jobs().runDue();
        }
    }

    /** A customer with this card as the usual one. */
    String customer(String card, String more) {
        return post(
                        "/v1/customers",
                        "email=bob@example.com&payment_method="
                                + card
                                + "&invoice_settings[default_payment_method]="
                                + card
                                + more)
                .text("id");
    }

    /** A price a month. */
    String monthly(long amount) {
        return post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&product_data[name]=Gin&unit_amount="
                                + amount)
                .text("id");
    }

    /** A card in the vault; names of test cards make a new one at every use. */
    String card(String name) {
        return vault.vault().createFixed(seller, name).orElseThrow().id().text();
    }

    List<Charge> charges() {
        return payments.charges(seller, PageRequest.first(100)).items();
    }

    List<PaymentIntent> intents() {
        return payments.intents(seller, PageRequest.first(100)).items();
    }

    /** The names of the events since the last time. */
    List<String> told() {
        platform.events().drain();
        var names =
                events.stream()
                        .filter(event -> event.account().equals(seller))
                        .flatMap(event -> event.types().stream())
                        .toList();
        events.clear();
        return names;
    }

    Optional<Object> wrong() {
        var findings = audit.checkFromTheStart(seller);
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings);
    }

    @Override
    public void close() {
        server.close();
        http.close();
        network.close();
        vault.close();
        test.close();
    }
}
