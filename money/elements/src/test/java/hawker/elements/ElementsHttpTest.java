package hawker.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.Change;
import hawker.payments.PaymentsModule;
import hawker.payments.Terms;
import hawker.platform.TestPlatform;
import hawker.setups.SetupIntent;
import hawker.setups.SetupResult;
import hawker.setups.Setups;
import hawker.setups.SetupsModule;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script's addresses and what the script asks. */
class ElementsHttpTest {

    /** Of the script as it travels; its source, with comments, is four times as long. */
    private static final int MOST_BYTES = 32 * 1024;

    private static final String CONVERSATION = "?channel=channel-1&group=group-12&parent=";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static TestPlatform test;
    private static PaymentsModule payments;
    private static Setups setups;
    private static HttpServer server;
    private static OpenedAccount.Opened seller;
    private static OpenedAccount.Opened other;
    private static AccountsModule accounts;

    @BeforeAll
    static void open() {
        test =
                TestPlatform.open(
                        "api", "accounts", "ledger", "vault", "customers", "payments", "setups");
        var platform = test.platform();
        accounts = AccountsModule.open(platform);
        var vault = VaultModule.open(platform);
        var network = NetworkModule.open(platform, vault.vault());
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        payments =
                PaymentsModule.open(
                        platform,
                        accounts.accounts(),
                        vault.vault(),
                        network,
                        LedgerModule.open(platform).ledger(),
                        customers.customers());
        setups =
                SetupsModule.open(
                                platform,
                                accounts.accounts(),
                                vault.vault(),
                                network,
                                customers.check())
                        .setups();
        var room =
                ElementsModule.open(
                        platform,
                        accounts.accounts(),
                        payments.payments(),
                        setups,
                        account -> List.of("google_pay"),
                        "https://pay.example",
                        "https://cards.example");
        server =
                HttpServer.start(
                        new HttpServer.Options(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                request -> Response.text(404, "not here"),
                                request -> Response.text(405, "not so")),
                        ApiModule.open(platform, accounts.accounts())
                                .routes(room.operations(), List.of(), List.of())
                                .addAll(room.routes()),
                        platform);
        seller = account("juniper");
        other = account("walnut");
    }

    @AfterAll
    static void close() {
        server.close();
        test.close();
        BROWSER.close();
    }

    @Test
    void the_script_is_at_stripes_addresses_and_knows_its_train() throws Exception {
        var script = get("/v3/", "");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-type").orElse(""))
                .startsWith("text/javascript");
        assertThat(script.body())
                .contains(
                        "api: \"https://pay.example\", vault: \"https://cards.example\", version: 3")
                .contains("Stripe.version = CONFIG.version");
        assertThat(get("/endive/stripe.js", "").body()).contains("version: \"endive\"");
        assertThat(get("/v3/stripe.js", "").body()).contains("version: 3");
        assertThat(get("/x\"y/stripe.js".replace("\"", "%22"), "").statusCode()).isEqualTo(404);
    }

    @Test
    void the_frame_of_an_iban_sends_with_the_pages_key_and_to_nobody_else() throws Exception {
        var asked = "/elements/iban" + CONVERSATION + "https://shop.example";
        assertThat(get(asked, "").statusCode()).isEqualTo(403);
        assertThat(get(asked + "&key=sk_test_1234567890", "").statusCode()).isEqualTo(403);
        var frame = get(asked + "&key=pk_test_1234567890", "");
        assertThat(frame.statusCode()).isEqualTo(200);
        assertThat(frame.body()).contains("data-key=\"pk_test_1234567890\"").contains("iban.");
        assertThat(frame.headers().firstValue("content-security-policy").orElse(""))
                .contains("connect-src 'self'")
                .contains("form-action 'none'");
        var address = get("/elements/address" + CONVERSATION + "https://shop.example", "");
        assertThat(address.headers().firstValue("content-security-policy").orElse(""))
                .doesNotContain("connect-src");
    }

    @Test
    void the_script_stays_small() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(base() + "/v3/"))
                        .header("Accept-Encoding", "gzip")
                        .build();
        var answer = BROWSER.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body().length).isBetween(10_000, MOST_BYTES);
    }

    @Test
    void an_intents_session_needs_its_secret() throws Exception {
        var secret = intent();
        var session = session("client_secret=" + secret, publishable(seller));
        assertThat(session.at("/payment_method_types/0").asText()).isEqualTo("card");
        assertThat(session.at("/amount").asLong()).isEqualTo(2500);
        assertThat(session.at("/currency").asText()).isEqualTo("usd");
        assertThat(session.at("/business_name").asText()).isEqualTo("Juniper");
        assertThat(session.at("/wallets/0").asText()).isEqualTo("google_pay");
        assertThat(session.has("metadata")).isFalse();

        var wrong = session("client_secret=" + secret + "x", publishable(seller));
        assertThat(wrong.at("/error/code").asText()).isEqualTo("resource_missing");
        assertThat(
                        session("client_secret=" + secret, publishable(other))
                                .at("/error/code")
                                .asText())
                .isEqualTo("resource_missing");
    }

    @Test
    void a_setups_session_says_what_the_card_is_kept_for() throws Exception {
        var made = setups.create(seller.account().id().test(), SetupIntent.Terms.USUAL);
        var secret = ((SetupResult.Done) made).intent().clientSecret();
        var session = session("client_secret=" + secret, publishable(seller));
        assertThat(session.at("/mode").asText()).isEqualTo("setup");
        assertThat(session.at("/setup_future_usage").asText()).isEqualTo("off_session");
        assertThat(
                        session("client_secret=" + secret, publishable(other))
                                .at("/error/code")
                                .asText())
                .isEqualTo("resource_missing");
    }

    @Test
    void a_later_intents_session_is_what_the_page_says() throws Exception {
        var session = session("mode=payment&amount=990&currency=eur", publishable(seller));
        assertThat(session.at("/mode").asText()).isEqualTo("payment");
        assertThat(session.at("/amount").asLong()).isEqualTo(990);
        assertThat(session("mode=setup", publishable(seller)).at("/mode").asText())
                .isEqualTo("setup");
        assertThat(session("mode=payment", publishable(seller)).at("/error/param").asText())
                .isEqualTo("amount");
        assertThat(session("", publishable(seller)).at("/error/param").asText()).isEqualTo("mode");
        assertThat(
                        session("mode=setup&payment_method_types[0]=klarna", publishable(seller))
                                .at("/error/param")
                                .asText())
                .isEqualTo("payment_method_types");
    }

    @ParameterizedTest
    @CsvSource({"address, 8", "shippingAddress, 8", "linkAuthentication, 1"})
    void frames_without_cards_have_labels_and_a_strict_policy(String kind, int fields)
            throws Exception {
        var page = get("/elements/" + kind + CONVERSATION + "https://shop.example", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'nonce-")
                .doesNotContain("connect-src")
                .doesNotContain("unsafe");
        assertThat(page.body().split("<label ", -1)).hasSize(fields + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "https://a.example/b", "null", "https://x@a.example"})
    void a_frame_speaks_to_an_origin_only(String parent) throws Exception {
        assertThat(get("/elements/address" + CONVERSATION + parent, "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void pages_elsewhere_may_ask() throws Exception {
        var asked =
                HttpRequest.newBuilder(URI.create(base() + "/v1/elements/sessions"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", "https://shop.example")
                        .build();
        var allowed = BROWSER.send(asked, HttpResponse.BodyHandlers.ofString()).headers();
        assertThat(allowed.firstValue("access-control-allow-origin")).contains("*");
        assertThat(allowed.firstValue("access-control-allow-headers").orElse(""))
                .contains("Authorization", "Stripe-Version", "Stripe-Account");
        assertThat(get("/v3/", "").headers().firstValue("access-control-allow-origin"))
                .contains("*");
    }

    private static String publishable(OpenedAccount.Opened account) {
        return account.publishableKey().secret();
    }

    private static String intent() {
        var made =
                payments.payments().create(seller.account().id().test(), Terms.of(Money.usd(2500)));
        return ((Change.Done) made).intent().clientSecret();
    }

    private static OpenedAccount.Opened account(String handle) {
        var door = accounts.accounts();
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(door.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Juniper", "US", Currency.USD, handle + "@example.com");
        if (door.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    private static JsonNode session(String query, String key) throws Exception {
        return Json.parse(get("/v1/elements/sessions?" + query, key).body());
    }

    private static HttpResponse<String> get(String path, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base() + path));
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String base() {
        return "http://127.0.0.1:" + server.port();
    }
}
