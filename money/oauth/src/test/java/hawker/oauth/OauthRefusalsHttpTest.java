package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.oauth.InvalidClientException;
import com.stripe.exception.oauth.InvalidGrantException;
import com.stripe.exception.oauth.InvalidRequestException;
import com.stripe.exception.oauth.UnsupportedGrantTypeException;
import com.stripe.net.OAuth;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with links, forms and requests for keys, and who is told. */
class OauthRefusalsHttpTest extends OauthStory {

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
}
