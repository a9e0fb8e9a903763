package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import com.stripe.exception.oauth.InvalidClientException;
import com.stripe.exception.oauth.InvalidGrantException;
import com.stripe.exception.oauth.InvalidRequestException;
import com.stripe.exception.oauth.UnsupportedGrantTypeException;
import com.stripe.net.OAuth;
import hawker.api.Json;
import hawker.kernel.AccountId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A seller lets a platform act for an account, on our page, and the platform fetches its keys. */
class OauthHttpTest {

    private static final String BACK = "https://platform.example/back";

    private static Stage stage;
    private Stage.Owner platform;
    private Stage.Owner seller;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        platform = stage.owner();
        seller = stage.owner();
        assertThat(stage.oauth.register(platform.id().test(), BACK)).isEmpty();
    }

    private String link(String more) {
        return "/oauth/authorize?response_type=code&client_id=" + platform.application() + more;
    }

    /** What the page's form sends. */
    private String form(String page, String decision, String more) {
        return "csrf="
                + Stage.csrf(page)
                + "&decision="
                + decision
                + "&client_id="
                + platform.application()
                + "&account="
                + seller.id().text()
                + more;
    }

    private Map<String, String> query(String location) {
        var params = new HashMap<String, String>();
        for (var part : location.substring(location.indexOf('?') + 1).split("&")) {
            int at = part.indexOf('=');
            params.put(
                    part.substring(0, at),
                    URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
        }
        return params;
    }

    private String code(String scope) {
        var page = stage.page(seller.cookie(), "GET", link("&scope=" + scope), "");
        assertThat(page.statusCode()).isEqualTo(200);
        var sent =
                stage.page(
                        seller.cookie(),
                        "POST",
                        "/oauth/authorize",
                        form(page.body(), "connect", "&scope=" + scope));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(Stage.location(sent)).startsWith(BACK + "?");
        return query(Stage.location(sent)).getOrDefault("code", "none");
    }

    private Stage.Got exchange(String key, String code) {
        return stage.send(
                key, "POST", "/oauth/token", "grant_type=authorization_code&code=" + code);
    }

    private static Map<String, Object> params(String... pairs) {
        var params = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) params.put(pairs[i], pairs[i + 1]);
        return params;
    }

    // The whole way

    @Test
    void the_official_client_walks_the_whole_way() throws StripeException {
        var state = "back & forth \u00fc 4242424242424242";
        var encoded = URLEncoder.encode(state, StandardCharsets.UTF_8);
        var page =
                stage.page(seller.cookie(), "GET", link("&scope=read_write&state=" + encoded), "");
        assertThat(page.body()).contains("Connect with").contains("no real money");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("frame-ancestors 'none'")
                .doesNotContain("form-action");
        var sent =
                stage.page(
                        seller.cookie(),
                        "POST",
                        "/oauth/authorize",
                        form(page.body(), "connect", "&scope=read_write&state=" + encoded));
        var back = query(Stage.location(sent));
        assertThat(back).containsEntry("state", state).containsEntry("scope", "read_write");

        var granted =
                OAuth.token(
                        params(
                                "grant_type",
                                "authorization_code",
                                "code",
                                back.getOrDefault("code", "none")),
                        stage.options(platform.key()));
        assertThat(granted.getStripeUserId()).isEqualTo(seller.id().text());
        assertThat(granted.getLivemode()).isFalse();
        assertThat(granted.getScope()).isEqualTo("read_write");
        var raw = Json.parse(granted.getLastResponse().body());
        var token = raw.path("access_token").asText();
        assertThat(raw.path("token_type").asText()).isEqualTo("bearer");
        assertThat(token).startsWith("sk_test_");
        assertThat(raw.path("stripe_publishable_key").asText()).startsWith("pk_test_");
        assertThat(stage.told(platform.id().test(), seller.id()))
                .containsExactly("account.application.authorized");

        // Either way of acting for the account works.
        assertThat(stage.send(token, "GET", "/v1/account", "").text("/id"))
                .isEqualTo(seller.id().text());
        assertThat(stage.send(platform.key(), "GET", "/v1/account", "", acting()).text("/id"))
                .isEqualTo(seller.id().text());

        var ended =
                OAuth.deauthorize(
                        params(
                                "client_id", platform.application(),
                                "stripe_user_id", seller.id().text()),
                        stage.options(platform.key()));
        assertThat(ended.getStripeUserId()).isEqualTo(seller.id().text());
        assertThat(stage.told(platform.id().test(), seller.id()))
                .containsExactly(
                        "account.application.authorized", "account.application.deauthorized");
        assertThat(stage.send(token, "GET", "/v1/account", "").status()).isEqualTo(401);
        assertThat(stage.send(platform.key(), "GET", "/v1/account", "", acting()).status())
                .isEqualTo(403);
        assertThatThrownBy(() ->
                        OAuth.token(
                                params(
                                        "grant_type",
                                        "refresh_token",
                                        "refresh_token",
                                        raw.path("refresh_token").asText()),
                                stage.options(platform.key())))
                .isInstanceOf(InvalidGrantException.class);
    }

    private String[] acting() {
        return new String[] {"Stripe-Account", seller.id().text()};
    }

    @Test
    void who_is_not_signed_in_comes_back_after_signing_in() {
        var asked = stage.page("", "GET", link("&state=x%26y"), "");
        assertThat(asked.statusCode()).isEqualTo(303);
        var next = query(Stage.location(asked)).getOrDefault("next", "none");
        assertThat(next).isEqualTo(link("&state=x%26y"));
    }

    @Test
    void saying_no_tells_the_platform() {
        var page = stage.page(seller.cookie(), "GET", link(""), "");
        var sent =
                stage.page(
                        seller.cookie(),
                        "POST",
                        "/oauth/authorize",
                        form(page.body(), "deny", "&state=s"));
        assertThat(query(Stage.location(sent)))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s")
                .doesNotContainKey("code");
    }

    // Codes

    @Test
    void a_code_works_once_and_a_second_time_ends_what_it_was_changed_for() {
        var code = code("read_write");
        var granted = exchange(platform.key(), code);
        assertThat(granted.status()).isEqualTo(200);
        var again = exchange(platform.key(), code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error")).isEqualTo("invalid_grant");
        assertThat(again.text("/error_description")).contains("already been used");
        assertThat(stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(401);
    }

    @Test
    void of_many_who_bring_a_code_at_the_same_time_one_is_served() throws Exception {
        var code = code("read_write");
        var served = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 8; i++) all.add(() -> exchange(platform.key(), code).status());
            for (var each : threads.invokeAll(all)) served.add(each.get());
        }
        assertThat(served).containsOnly(200, 400).containsOnlyOnce(200);
        assertThat(stage.told(platform.id().test(), seller.id()))
                .containsExactly("account.application.authorized");
    }

    @Test
    void a_code_lives_five_minutes() {
        var code = code("read_write");
        stage.clock().advance(Duration.ofMinutes(5));
        var late = exchange(platform.key(), code);
        assertThat(late.text("/error")).isEqualTo("invalid_grant");
        assertThat(late.text("/error_description")).contains("expired");
        assertThat(stage.connect.connect().isConnected(platform.id().test(), seller.id().test()))
                .isFalse();
    }

    @Test
    void a_foreign_code_is_no_code() {
        var code = code("read_write");
        var other = stage.owner();
        assertThat(exchange(other.key(), code).text("/error_description"))
                .contains("does not exist");
        assertThat(exchange(seller.key(), code).text("/error")).isEqualTo("invalid_grant");
        // And it was not used up by them.
        assertThat(exchange(platform.key(), code).status()).isEqualTo(200);
    }

    // Scopes

    @Test
    void who_may_only_read_changes_nothing() {
        var granted = exchange(platform.key(), code("read_only"));
        assertThat(granted.text("/scope")).isEqualTo("read_only");
        var token = granted.text("/access_token");
        assertThat(stage.send(token, "GET", "/v1/account", "").status()).isEqualTo(200);
        assertThat(stage.send(token, "POST", "/v1/accounts", "type=custom").status())
                .isEqualTo(403);
        assertThat(stage.send(platform.key(), "GET", "/v1/account", "", acting()).status())
                .isEqualTo(200);
        var write = stage.send(platform.key(), "POST", "/v1/accounts", "type=custom", acting());
        assertThat(write.status()).isEqualTo(403);

        // Asked again for more, it may do more.
        exchange(platform.key(), code("read_write"));
        stage.clock().advance(Duration.ofSeconds(2));
        assertThat(stage.connect.connect().readsOnly(platform.id().test(), seller.id().test()))
                .isFalse();
    }

    @Test
    void a_refresh_gives_a_new_key_and_the_old_one_ends() {
        var granted = exchange(platform.key(), code("read_only"));
        var refresh = "grant_type=refresh_token&refresh_token=" + granted.text("/refresh_token");
        var newer = stage.send(platform.key(), "POST", "/oauth/token", refresh);
        assertThat(newer.status()).isEqualTo(200);
        assertThat(newer.text("/access_token")).isNotEqualTo(granted.text("/access_token"));
        assertThat(stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(200);
        stage.clock().advance(Duration.ofMinutes(6));
        assertThat(stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(401);
        assertThat(stage.send(newer.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(200);
        var more =
                stage.send(platform.key(), "POST", "/oauth/token", refresh + "&scope=read_write");
        assertThat(more.text("/error")).isEqualTo("invalid_scope");
        assertThat(stage.send(seller.key(), "POST", "/oauth/token", refresh).text("/error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void an_end_ends_the_keys_that_were_replaced_too() throws Exception {
        var first = exchange(platform.key(), code("read_write"));
        var refresh = "grant_type=refresh_token&refresh_token=" + first.text("/refresh_token");
        var second = stage.send(platform.key(), "POST", "/oauth/token", refresh);
        var third = stage.send(platform.key(), "POST", "/oauth/token", refresh);
        stage.clock().advance(Duration.ofSeconds(2));
        assertThat(works(first)).isFalse();
        assertThat(works(second)).isTrue();
        end();
        stage.clock().advance(Duration.ofSeconds(2));
        for (var granted : List.of(first, second, third)) assertThat(works(granted)).isFalse();
    }

    /** Whoever refreshes while they are shown the door has no key afterwards. */
    @Test
    void a_refresh_that_races_the_end_leaves_no_key() throws Exception {
        for (int round = 0; round < 8; round++) {
            var granted = exchange(platform.key(), code("read_write"));
            var refresh =
                    "grant_type=refresh_token&refresh_token=" + granted.text("/refresh_token");
            var keys = new ConcurrentLinkedQueue<Stage.Got>();
            var acts = new ArrayList<Callable<Object>>();
            for (int i = 0; i < 3; i++)
                acts.add(() ->
                        keys.add(stage.send(platform.key(), "POST", "/oauth/token", refresh)));
            acts.add(() -> {
                end();
                return true;
            });
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var act : threads.invokeAll(acts)) act.get();
            }
            stage.clock().advance(Duration.ofSeconds(2));
            for (var key : keys) if (key.status() == 200) assertThat(works(key)).isFalse();
            assertThat(works(granted)).isFalse();
        }
    }

    /** The platform gives up what it may do for the seller. */
    private void end() throws StripeException {
        OAuth.deauthorize(
                params(
                        "client_id", platform.application(),
                        "stripe_user_id", seller.id().text()),
                stage.options(platform.key()));
    }

    private boolean works(Stage.Got granted) {
        return stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status() == 200;
    }

    // What is wrong with a link

    @Test
    void nobody_is_sent_to_an_address_that_was_not_registered() {
        for (var wrong :
                List.of(
                        "https://evil.example/",
                        BACK + "/more",
                        BACK + "?x=1",
                        "https://platform.example",
                        "javascript:alert(1)",
                        "//evil.example")) {
            var more = "&redirect_uri=" + URLEncoder.encode(wrong, StandardCharsets.UTF_8);
            var shown = stage.page(seller.cookie(), "GET", link(more), "");
            assertThat(shown.statusCode()).as(wrong).isEqualTo(400);
            assertThat(shown.headers().firstValue("location")).isEmpty();
            assertThat(shown.body()).doesNotContain(wrong);
            var page = stage.page(seller.cookie(), "GET", link(""), "").body();
            var sent =
                    stage.page(
                            seller.cookie(),
                            "POST",
                            "/oauth/authorize",
                            form(page, "connect", more));
            assertThat(sent.statusCode()).as(wrong).isEqualTo(400);
            assertThat(sent.headers().firstValue("location")).isEmpty();
        }
        var nobody =
                stage.page(
                        seller.cookie(), "GET", "/oauth/authorize?client_id=ca_T123&state=s", "");
        assertThat(nobody.statusCode()).isEqualTo(400);
    }

    @Test
    void other_mistakes_are_told_to_the_platform() {
        var type =
                stage.page(
                        seller.cookie(),
                        "GET",
                        "/oauth/authorize?response_type=token&state=s&client_id="
                                + platform.application(),
                        "");
        assertThat(query(Stage.location(type)))
                .containsEntry("error", "unsupported_response_type")
                .containsEntry("state", "s");
        var scope = stage.page(seller.cookie(), "GET", link("&scope=everything"), "");
        assertThat(query(Stage.location(scope))).containsEntry("error", "invalid_scope");
    }

    @Test
    void only_the_own_account_can_be_connected_and_only_from_our_page() {
        var other = stage.owner();
        var page = stage.page(seller.cookie(), "GET", link(""), "").body();
        var form = form(page, "connect", "");
        // Somebody else's account.
        var foreign = form.replace(seller.id().text(), other.id().text());
        assertThat(stage.page(seller.cookie(), "POST", "/oauth/authorize", foreign).statusCode())
                .isEqualTo(403);
        // Somebody else's form, nobody's session, another site's page.
        assertThat(stage.page(other.cookie(), "POST", "/oauth/authorize", form).statusCode())
                .isEqualTo(403);
        assertThat(stage.page("", "POST", "/oauth/authorize", form).statusCode()).isEqualTo(403);
        // A platform is not connected to itself.
        var own = stage.page(platform.cookie(), "GET", link(""), "");
        assertThat(own.statusCode()).isEqualTo(403);
    }

    // What programs get wrong

    @Test
    void refusals_have_the_form_of_oauth() {
        var options = stage.options(platform.key());
        assertThatThrownBy(() -> OAuth.token(params("grant_type", "password"), options))
                .isInstanceOf(UnsupportedGrantTypeException.class);
        assertThatThrownBy(() -> OAuth.token(params(), options))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        OAuth.token(
                                params("grant_type", "authorization_code", "code", "ac_1"),
                                options))
                .isInstanceOf(InvalidGrantException.class);
        assertThatThrownBy(() ->
                        OAuth.deauthorize(
                                params(
                                        "client_id", platform.application(),
                                        "stripe_user_id", seller.id().text()),
                                options))
                .isInstanceOf(InvalidClientException.class);
        assertThat(exchange("sk_test_wrong", "ac_1").status()).isEqualTo(401);
        assertThat(exchange("", "ac_1").text("/error")).isEqualTo("invalid_client");
        var inForm =
                stage.send(
                        "",
                        "POST",
                        "/oauth/token",
                        "grant_type=authorization_code&code=ac_1&client_secret=" + platform.key());
        assertThat(inForm.text("/error")).isEqualTo("invalid_grant");
        var foreign =
                stage.send(
                        platform.key(),
                        "POST",
                        "/oauth/deauthorize",
                        "client_id="
                                + seller.application()
                                + "&stripe_user_id="
                                + seller.id().text());
        assertThat(foreign.status()).isEqualTo(401);
    }

    // Express

    @Test
    void a_newcomer_gets_an_express_account_when_the_platform_fetches_it() {
        var path = "/express" + link("&state=s&stripe_user[email]=new%40example.com");
        var page = stage.page("", "GET", path, "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("new@example.com");
        var form = "decision=connect&state=s&client_id=" + platform.application();
        var wrong =
                stage.page("", "POST", "/express/oauth/authorize", form + "&email=no&country=US");
        assertThat(wrong.statusCode()).isEqualTo(422);
        var sent =
                stage.page(
                        "",
                        "POST",
                        "/express/oauth/authorize",
                        form + "&email=new%40example.com&country=DE&business_type=individual");
        var code = query(Stage.location(sent)).getOrDefault("code", "none");
        var granted = exchange(platform.key(), code);
        var account = granted.text("/stripe_user_id");
        var shown = stage.send(platform.key(), "GET", "/v1/accounts/" + account, "");
        assertThat(shown.text("/type")).isEqualTo("express");
        assertThat(shown.text("/country")).isEqualTo("DE");
        assertThat(shown.text("/email")).isEqualTo("new@example.com");
        assertThat(shown.text("/charges_enabled")).isEqualTo("false");
        var ended =
                stage.send(
                        platform.key(),
                        "POST",
                        "/oauth/deauthorize",
                        "client_id=" + platform.application() + "&stripe_user_id=" + account);
        assertThat(ended.text("/error")).isEqualTo("invalid_request");
        // Deleting it ends its keys as well.
        stage.send(platform.key(), "DELETE", "/v1/accounts/" + account, "");
        var token = granted.text("/access_token");
        stage.platform.events().drain();
        assertThat(stage.send(token, "GET", "/v1/account", "").status()).isEqualTo(401);
    }

    // The page of applications

    @Test
    void the_page_of_applications_registers_addresses_and_ends_connections() {
        var shown = stage.page(platform.cookie(), "GET", "/connect/applications", "");
        assertThat(shown.body()).contains(platform.application()).contains(BACK);
        var csrf = "csrf=" + Stage.csrf(shown.body());
        var mode = "/connect/applications/test/" + platform.id().text();
        var bad =
                stage.page(
                        platform.cookie(),
                        "POST",
                        mode + "/add",
                        csrf + "&uri=javascript%3Aalert(1)");
        assertThat(bad.statusCode()).isEqualTo(422);
        var good =
                stage.page(
                        platform.cookie(),
                        "POST",
                        mode + "/add",
                        csrf + "&uri=https%3A%2F%2Fz.example%2F");
        assertThat(good.statusCode()).isEqualTo(303);
        assertThat(stage.page(platform.cookie(), "GET", "/connect/applications", "").body())
                .contains("https://z.example/");
        var foreign = stage.page(seller.cookie(), "POST", mode + "/add", csrf + "&uri=x");
        assertThat(foreign.statusCode()).isEqualTo(403);

        exchange(platform.key(), code("read_write"));
        stage.clock().advance(Duration.ofSeconds(2));
        var own = stage.page(seller.cookie(), "GET", "/connect/applications", "");
        assertThat(own.body()).contains(platform.id().text());
        var ended =
                stage.page(
                        seller.cookie(),
                        "POST",
                        "/connect/applications/test/" + seller.id().text() + "/end",
                        "csrf=" + Stage.csrf(own.body()) + "&platform=" + platform.id().text());
        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(connected(platform.id(), seller.id())).isFalse();
    }

    private static boolean connected(AccountId platform, AccountId seller) {
        return stage.connect.connect().isConnectedNow(platform.test(), seller.test());
    }
}
