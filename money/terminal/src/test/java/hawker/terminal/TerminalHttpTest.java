package hawker.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.Currency;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.platform.TestPlatform;
import hawker.setups.SetupsModule;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers at a counter, as programs see them. */
class TerminalHttpTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final String[] ROOMS = {
        "api", "accounts", "ledger", "vault", "customers", "payments", "setups", "terminal"
    };

    private static final String PLACE =
            "display_name=Shop&address[country]=US&address[line1]=Main&address[city]=X";

    private final TestPlatform test = TestPlatform.open(ROOMS);
    private final OpenedAccount.Opened shop;
    private final VaultModule vault;
    private final NetworkModule network;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private int status;

    TerminalHttpTest() {
        var platform = test.platform();
        var accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var payments =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vault.vault(),
                        network,
                        LedgerModule.open(platform).ledger(),
                        customers.customers());
        var setups =
                SetupsModule.open(platform, accounts, vault.vault(), network, customers.check());
        var owner = NewPerson.of("owner", "Ann", "ann@example.com", "correct horse 7");
        if (!(accounts.signUp(owner) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of("juniper", "Juniper", "US", Currency.USD, "ann@example.com");
        if (!(accounts.openAccount(wanted, welcome.person().id())
                instanceof OpenedAccount.Opened o)) throw new AssertionError("not opened");
        shop = o;
        var terminal =
                TerminalModule.open(platform, vault.vault(), payments.payments(), setups.setups());
        server =
                HttpServer.start(
                        new HttpServer.Options(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                request -> Response.text(404, "no such page"),
                                request -> Response.text(405, "not so")),
                        ApiModule.open(platform, accounts)
                                .routes(terminal.operations(), List.of(), List.of())
                                .addAll(terminal.routes()),
                        platform);
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
        network.close();
        vault.close();
        test.close();
    }

    private ObjectNode send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + shop.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            status = response.statusCode();
            var body = Json.parse(response.body());
            boolean whole = !body.path("object").asText().equals("list") && !body.has("deleted");
            if (status == 200 && whole)
                assertThat(SCHEMA.findings(body)).as(body.toString()).isEmpty();
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String location() {
        return send("POST", "/v1/terminal/locations", PLACE).path("id").asText();
    }

    private String reader(String location) {
        return send(
                        "POST",
                        "/v1/terminal/readers",
                        "registration_code=simulated-s700&location=" + location)
                .path("id")
                .asText();
    }

    @Test
    void readers_stand_at_locations() {
        var here = location();
        var there = location();
        var reader = reader(here);
        assertThat(send("GET", "/v1/terminal/readers?location=" + here, "").path("data"))
                .hasSize(1);
        assertThat(send("GET", "/v1/terminal/readers?location=" + there, "").path("data"))
                .isEmpty();
        assertThat(send("GET", "/v1/terminal/locations?limit=1", "").path("has_more").asBoolean())
                .isTrue();
        send("DELETE", "/v1/terminal/locations/" + here, "");
        assertThat(status).isEqualTo(400);
        send("DELETE", "/v1/terminal/readers/" + reader, "");
        assertThat(send("DELETE", "/v1/terminal/locations/" + here, "").path("deleted").asBoolean())
                .isTrue();
        send("GET", "/v1/terminal/locations/" + here, "");
        assertThat(status).isEqualTo(404);
        send("POST", "/v1/terminal/readers", "registration_code=simulated-wpe&location=tml_x");
        assertThat(status).isEqualTo(404);
        send("POST", "/v1/terminal/readers", "registration_code=puppies&location=" + there);
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_reader_does_one_thing_at_a_time() {
        var url = "/v1/terminal/readers/" + reader(location());
        var ask =
                "inputs[0][type]=phone&inputs[0][custom_text][title]=Phone&inputs[0][required]=true"
                        + "&inputs[1][type]=text&inputs[1][custom_text][title]=Note";
        send("POST", url + "/collect_inputs", ask);
        send("POST", url + "/collect_inputs", ask);
        assertThat(status).isEqualTo(400);
        var told =
                send(
                        "POST",
                        "/v1/test_helpers" + url.substring(3) + "/succeed_input_collection",
                        "skip_non_required_inputs=all");
        var inputs = told.at("/action/collect_inputs/inputs");
        assertThat(inputs.at("/0/phone/value").asText()).isEqualTo("+15550100");
        assertThat(inputs.at("/1/skipped").asBoolean()).isTrue();
        send("POST", url + "/collect_inputs", ask);
        assertThat(send("POST", url + "/cancel_action", "").path("action").isNull()).isTrue();
        test.platform().events().drain();
        assertThat(
                        test.platform()
                                .events()
                                .newest(shop.account().id().test(), Optional.empty(), 9)
                                .getFirst()
                                .types())
                .containsExactly("terminal.reader.action_succeeded");
    }

    @Test
    void settings_are_changed_and_taken_away_part_by_part() {
        var made =
                send(
                        "POST",
                        "/v1/terminal/configurations",
                        "name=Desk&tipping[usd][fixed_amounts][]=100&offline[enabled]=true");
        var url = "/v1/terminal/configurations/" + made.path("id").asText();
        var changed =
                send(
                        "POST",
                        url,
                        "tipping=&reboot_window[start_hour]=1" + "&reboot_window[end_hour]=3");
        assertThat(changed.has("tipping")).isFalse();
        assertThat(changed.at("/offline/enabled").asBoolean()).isTrue();
        assertThat(changed.at("/reboot_window/end_hour").asInt()).isEqualTo(3);
    }

    @Test
    void a_merchant_agrees_to_terms_on_a_page_once() throws Exception {
        var form =
                "link_type=apple_terms_and_conditions"
                        + "&link_options[apple_terms_and_conditions][merchant_display_name]=A%3CB";
        var link = send("POST", "/v1/terminal/onboarding_links", form);
        assertThat(status).isEqualTo(200);
        var page = URI.create(link.path("redirect_url").asText()).getPath();
        assertThat(browse("GET", page)).contains("A&lt;B is asked to agree");
        assertThat(browse("POST", page)).contains("Thank you");
        assertThat(browse("POST", page)).contains("agreed already");
        var other = send("POST", "/v1/terminal/onboarding_links", form);
        var second = URI.create(other.path("redirect_url").asText()).getPath();
        assertThat(browse("GET", second)).contains("agreed already");
        var again = form + "&link_options[apple_terms_and_conditions][allow_relinking]=true";
        var third = send("POST", "/v1/terminal/onboarding_links", again);
        assertThat(browse("POST", URI.create(third.path("redirect_url").asText()).getPath()))
                .contains("Thank you");
        assertThat(browse("GET", page + "x")).contains("Nothing here");
        send("POST", "/v1/terminal/onboarding_links", form + "&on_behalf_of=acct_unknown");
        assertThat(status).isEqualTo(400);
    }

    private String browse(String method, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
