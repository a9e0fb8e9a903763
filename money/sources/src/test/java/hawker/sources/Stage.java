package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Got;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.api.StripeSchema;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.SettableClock;
import hawker.ledger.Audit;
import hawker.ledger.Finding;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.platform.Event;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room among those it stands on, with its API and pages on a port of its own. */
final class Stage implements AutoCloseable {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final String[] ROOMS = {
        "api", "accounts", "ledger", "vault", "customers", "payments", "sources"
    };

    final TestPlatform test = TestPlatform.open(Map.of(), ROOMS);
    final SettableClock clock = test.clock();
    final VaultModule vault = VaultModule.open(test.platform());
    final Ledger ledger;
    private final NetworkModule network = NetworkModule.open(test.platform(), vault.vault());
    private final Audit audit;
    private final OpenedAccount.Opened seller;
    private final ServedApi served;

    Stage() {
        var platform = test.platform();
        var accounts = AccountsModule.open(platform).accounts();
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
        var sources = SourcesModule.open(platform, vault, network.debits(), customers.check());
        payments.keepSources(sources.forPayments());
        customers.keepSources(sources.forCustomers());
        audit = books.audit(payments.invariants());
        seller = Sellers.open(accounts, "juniper", "Juniper");
        var operations = new ArrayList<Operation>(payments.operations());
        operations.addAll(customers.operations());
        operations.addAll(sources.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        var expanders = new ArrayList<Expander>(payments.expanders());
        expanders.addAll(customers.expanders());
        var routes =
                ApiModule.open(platform, accounts)
                        .routes(operations, expanders, List.of(payments.replayer()))
                        .addAll(sources.routes())
                        .addAll(payments.routes())
                        .addAll(network.routes(new Look("http://vault.test"), ""));
        served = new ServedApi(platform, routes);
    }

    AccountId account() {
        return seller.account().id().test();
    }

    Got ask(String method, String path, String form) {
        return ask(seller.secretKey().secret(), method, path, form);
    }

    Got inBrowser(String method, String path, String form) {
        return ask(seller.publishableKey().secret(), method, path, form);
    }

    /** The same call again under the same idempotency key is one call. */
    Got askWithKey(String key, String path, String form) {
        var secret = seller.secretKey().secret();
        return served.ask(secret, "POST", "/v1" + path, form, "Idempotency-Key", key);
    }

    private Got ask(String key, String method, String path, String form) {
        return served.ask(key, method, "/v1" + path, form);
    }

    static Got right(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).as(got.body().toString()).isEmpty();
        return got;
    }

    Got post(String path, String form) {
        return right(ask("POST", path, form));
    }

    Got get(String path) {
        return right(ask("GET", path, ""));
    }

    Got refused(String path, String form) {
        var got = ask("POST", path, form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        return got;
    }

    /** A source whose buyer has not agreed yet to 10.99 euro. */
    Got redirected(String type) {
        return post(
                "/sources",
                "type="
                        + type
                        + "&amount=1099&currency=eur&owner[name]=Jenny%20Rosen"
                        + "&redirect[return_url]=https://shop.test/done?cart=7"
                        + (type.equals("sofort") ? "&sofort[country]=DE" : ""));
    }

    /** The same after the buyer has said yes. */
    Got agreed(String type) {
        var source = redirected(type);
        answer(source.text("/redirect/url"), "authorize");
        return source;
    }

    /** A charge of a source, in minor units. */
    Got charged(String source, long amount, String currency) {
        return post("/charges", "amount=" + amount + "&currency=" + currency + "&source=" + source);
    }

    /** A source as it is by now. */
    Got now(String source) {
        return get("/sources/" + source);
    }

    /** A new customer; their id. */
    String customer() {
        return post("/customers", "name=Ada").id();
    }

    /** The buyer answers on the page of their bank; where it sends them. */
    Optional<String> answer(String url, String answer) {
        return served.page("", "POST", URI.create(url).getPath(), "answer=" + answer)
                .headers()
                .firstValue("location");
    }

    /** The buyer passes the challenge of an issuer, and is sent home. */
    void challenged(String url) {
        var page = URI.create(url);
        var form = page.getRawQuery() + "&deed=complete&code=1234";
        var sent = served.page("", "POST", page.getRawPath(), form);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        page(sent.headers().firstValue("location").orElseThrow());
    }

    String page(String url) {
        return served.page("", "GET", URI.create(url).getPath(), "").body();
    }

    /** What banks and jobs have still to do is done. */
    void settle() {
        test.platform().jobs().runDue();
        clock.advance(Duration.ofSeconds(5));
        test.platform().jobs().runDue();
    }

    /** The events of the seller, newest first, as the API shows their objects. */
    List<Event> events(String type) {
        return test.platform().events().newest(account(), Optional.empty(), 100).stream()
                .filter(event -> event.isOf(type))
                .toList();
    }

    /** The newest event of a type, whose object must be right. */
    ObjectNode told(String type) {
        var payload = Json.parse(events(type).getFirst().payload().orElseThrow());
        assertThat(SCHEMA.findings(payload)).as(payload.toString()).isEmpty();
        return payload;
    }

    List<Finding> findings() {
        return audit.checkFromTheStart(account());
    }

    @Override
    public void close() {
        served.close();
        network.close();
        vault.close();
        test.close();
    }
}
