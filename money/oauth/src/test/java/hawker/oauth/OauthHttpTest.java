package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import com.stripe.exception.oauth.InvalidGrantException;
import com.stripe.net.OAuth;
import hawker.api.Json;
import hawker.kernel.AccountId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A seller lets a platform act for an account, on our page, and the platform fetches its keys. */
class OauthHttpTest extends OauthStory {

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
