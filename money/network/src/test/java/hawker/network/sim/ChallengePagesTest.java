package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.look.Look;
import hawker.network.Authentication.State;
import hawker.network.Authorization.Authenticate;
import hawker.network.NetworkAnswer.NeedsAuthentication;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulated issuer's pages. */
class ChallengePagesTest {

    private static Bench bench;
    private static Routes routes;

    @BeforeAll
    static void open() {
        bench = new Bench();
        routes = bench.simulation.routes(new Look(""), "http://main.test");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void it_shows_merchant_amount_and_card_and_goes_back_when_completed() {
        var challenge = challenge();
        var page = get(challenge.url());

        assertThat(page.status()).isEqualTo(200);
        assertThat(text(page))
                .contains("Acme Shoes")
                .contains("$20.00")
                .contains("•••• 3184")
                .contains("value=\"complete\"")
                .contains("1234")
                .doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                // A seller's page in test mode shows it in a frame, wherever it is.
                .contains("frame-ancestors 'self' *");

        var back = post(challenge, "deed=complete&code=1234");

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).contains("https://shop.test/return");
        assertThat(state(challenge)).isEqualTo(State.AUTHENTICATED);
        assertThat(text(get(challenge.url()))).contains("Payment confirmed");
    }

    @Test
    void a_wrong_code_is_said_and_nothing_happens() {
        var challenge = challenge();
        var again = post(challenge, "deed=complete&code=9999");

        assertThat(again.status()).isEqualTo(422);
        assertThat(text(again)).contains("This code is not right");
        assertThat(state(challenge)).isEqualTo(State.PENDING);
    }

    @Test
    void failing_and_canceling_go_back_too() {
        var failed = challenge();
        var canceled = challenge();

        assertThat(post(failed, "deed=fail").status()).isEqualTo(303);
        assertThat(post(canceled, "deed=cancel").status()).isEqualTo(303);
        assertThat(state(failed)).isEqualTo(State.FAILED);
        assertThat(state(canceled)).isEqualTo(State.CANCELED);
        assertThat(text(get(failed.url()))).contains("Not confirmed").contains("Back to the shop");
    }

    @Test
    void an_expired_challenge_says_so() {
        var challenge = challenge();
        bench.test.clock().advance(Duration.ofMinutes(11));

        assertThat(text(get(challenge.url()))).contains("This took too long");
    }

    @Test
    void an_address_that_was_changed_is_unknown() {
        var url = challenge().url();

        assertThat(get(url.replace("shop.test", "evil.test")).status()).isEqualTo(404);
        assertThat(get(url.replace("Acme", "Your+bank")).status()).isEqualTo(404);
        assertThat(get(url.replace("/3ds/3ds_", "/3ds/3ds_x")).status()).isEqualTo(404);
    }

    private static NeedsAuthentication challenge() {
        var payment = bench.paying(bench.method("pm_card_authenticationRequired"), 2000);
        return (NeedsAuthentication)
                bench.authorize(
                        bench.with(
                                payment, false, false, Authenticate.AUTOMATIC, Optional.empty()));
    }

    private static State state(NeedsAuthentication challenge) {
        return bench.simulation
                .network()
                .authentication(Bench.SELLER, challenge.authenticationId())
                .orElseThrow()
                .state();
    }

    private static Response get(String url) {
        var uri = URI.create(url);
        return send("GET", uri.getPath(), uri.getRawQuery(), "");
    }

    private static Response post(NeedsAuthentication challenge, String form) {
        var uri = URI.create(challenge.url());
        return send("POST", uri.getPath(), "", form + "&" + uri.getRawQuery());
    }

    private static Response send(String method, String path, String query, String form) {
        var request =
                new Request(
                        method,
                        path,
                        query,
                        Map.of("id", path.substring("/3ds/".length())),
                        Map.of(),
                        form.getBytes(StandardCharsets.UTF_8),
                        "192.0.2.1",
                        "req_1",
                        bench.test.clock().now());
        return routes.all().stream()
                .filter(route ->
                        route.method().equals(method) && route.pattern().equals("/3ds/{id}"))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(request);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
