package hawker.hosted;

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
import hawker.connect.Connect;
import hawker.connect.ConnectModule;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.kernel.SettableClock;
import hawker.ledger.Audit;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.methods.MethodsModule;
import hawker.network.NetworkModule;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.platform.Tx;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The room with a database of its own, the simulated network, its API on a port, and a seller a
 * story.
 */
final class Stage implements AutoCloseable {

    static final String ORIGIN = "http://pages.test";
    private static final String BRAND = "settings[branding][primary_color]=";

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
    final ConnectModule connect;
    final Payments payments;
    final NetworkModule network;
    final SetupsModule setups;
    final HostedModule module;

    /** The files that sellers have handed in, by their ids. */
    final Map<String, HostedModule.Picture> pictures = new ConcurrentHashMap<>();

    final Audit audit;
    final Routes pages;
    final List<Event> events = new CopyOnWriteArrayList<>();

    /** Where the buyers of card payments were, as the judge of payments is told. */
    final List<Optional<String>> addresses = new CopyOnWriteArrayList<>();

    private final VaultModule vault;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;

    /** The connected account that requests are sent for. */
    Optional<AccountId> actingFor = Optional.empty();

    Stage() {
        test =
                TestPlatform.open(
                        "api",
                        "accounts",
                        "connect",
                        "ledger",
                        "vault",
                        "customers",
                        "payments",
                        "setups",
                        "pricing",
                        "methods",
                        "hosted");
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        connect = ConnectModule.open(platform, accounts);
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault(), "http://vault.test");
        var ledger = LedgerModule.open(platform);
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var paymentsModule =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vault.vault(),
                        network,
                        ledger.ledger(),
                        customers.customers());
        paymentsModule.judge(payment -> {
            addresses.add(payment.address());
            return Optional.empty();
        });
        payments = paymentsModule.payments();
        setups = SetupsModule.open(platform, accounts, vault.vault(), network, customers.check());
        audit = ledger.audit(paymentsModule.invariants());
        var pricing = PricingModule.open(platform, customers.check()::exists);
        var look = new Look("http://vault.test");
        var methods = MethodsModule.open(platform);
        module =
                HostedModule.open(
                        platform,
                        new HostedModule.Doors(
                                accounts,
                                connect.connect(),
                                vault.vault(),
                                payments,
                                setups.setups(),
                                pricing.pricing(),
                                customers.check()::exists,
                                customers.customers(),
                                (account, id) -> Optional.ofNullable(pictures.get(id)),
                                methods::configuration,
                                new NothingBilled()),
                        look,
                        ORIGIN);
        platform.events().subscribe("told", List.copyOf(module.renderer().types()), events::add);
        pages =
                new Routes()
                        .addAll(module.routes())
                        .addAll(paymentsModule.routes())
                        .addAll(setups.routes())
                        .addAll(network.routes(look, ""));
        var operations = new ArrayList<Operation>(module.operations());
        operations.addAll(connect.operations(account -> false));
        operations.addAll(pricing.operations());
        operations.addAll(setups.operations());
        operations.addAll(methods.operations());
        operations.addAll(customers.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        var expanders = new ArrayList<Expander>(module.expanders());
        expanders.addAll(pricing.expanders());
        var api = ApiModule.open(platform, accounts, connect.connect());
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

    /** The room that bills stands above this one; its own tests sell subscriptions by sessions. */
    private record NothingBilled() implements Biller {
        @Override
        public void check(hawker.platform.Tx tx, Sale sale) {
            throw new AssertionError("nothing is billed here: " + sale);
        }

        @Override
        public boolean hasBought(hawker.platform.Tx tx, AccountId account, String customer) {
            return false;
        }

        @Override
        public void checkTaxIds(AccountId account, hawker.api.Params data) {
            throw new AssertionError("nothing is billed here: " + data);
        }

        @Override
        public String customer(hawker.platform.Tx tx, AccountId account, Buyer buyer) {
            throw new AssertionError("nobody is billed here: " + buyer);
        }

        @Override
        public void taxNumber(
                hawker.platform.Tx tx,
                AccountId account,
                String customer,
                String kind,
                String value) {
            throw new AssertionError("nobody is billed here: " + customer);
        }

        @Override
        public Sold sell(hawker.platform.Tx tx, Sale sale, Buyer buyer, Payment payment) {
            throw new AssertionError("nothing is billed here: " + sale);
        }
    }

    /** The next story has a seller of its own, and nothing goes wrong on the line. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        network.faults().clear();
        addresses.clear();
        actingFor = Optional.empty();
        told();
    }

    /** The seller puts up a sign. */
    void brand(String logo, String accent) {
        accounts.changeProfile(
                seller,
                now ->
                        now.withPictures(Optional.of(logo), Optional.empty())
                                .withWords(
                                        now.name(),
                                        now.about(),
                                        Optional.of(accent),
                                        Optional.empty()));
    }

    /** From now on the seller's program acts for an account that sells through the seller. */
    void actForConnected() {
        actingFor = Optional.of(platform.tx().acrossAccounts("open-connected", this::connected));
    }

    private AccountId connected(Tx tx) {
        var newcomer = new Connect.Newcomer("US", "joe@example.com", Optional.empty());
        var account = connect.connect().openExpress(tx, seller, newcomer);
        connect.connect().authorize(tx, seller, account, false);
        return account;
    }

    /** The platform gives the account a colour, as {@code settings[branding]} does. */
    void brandConnected(String accent) {
        var account = actingFor.orElseThrow();
        actingFor = Optional.empty();
        var told = post("/v1/accounts/" + account.text(), BRAND + accent.replace("#", "%23"));
        if (told.status() != 200) throw new AssertionError(told.body().toString());
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

    Got get(String path) {
        return send("GET", path, "");
    }

    Got send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + opened.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        actingFor.ifPresent(account -> request.header("Stripe-Account", account.text()));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Got(response.statusCode(), Json.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session over 20 dollars, or as the rest of the form says. */
    Got session(String more) {
        return post(
                "/v1/checkout/sessions",
                "mode=payment&success_url=https://shop.test/done?s={CHECKOUT_SESSION_ID}"
                        + "&cancel_url=https://shop.test/cart"
                        + "&line_items[0][price_data][currency]=usd"
                        + "&line_items[0][price_data][unit_amount]=1000"
                        + "&line_items[0][price_data][product_data][name]=Gin"
                        + "&line_items[0][quantity]=2"
                        + more);
    }

    Got confirm(String session, String card) {
        return post("/v1/payment_pages/" + session + "/confirm", "payment_method=" + card);
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
