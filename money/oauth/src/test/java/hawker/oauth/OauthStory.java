package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.net.OAuth;
import hawker.api.Got;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A story of a seller and a platform that wants to act for their account. */
abstract class OauthStory {

    static final String BACK = "https://platform.example/back";

    static Stage stage;

    Stage.Owner platform;

    Stage.Owner seller;

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

    String link(String more) {
        return "/oauth/authorize?response_type=code&client_id=" + platform.application() + more;
    }

    /** What the page's form sends. */
    String form(String page, String decision, String more) {
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

    Map<String, String> query(String location) {
        var params = new HashMap<String, String>();
        for (var part : location.substring(location.indexOf('?') + 1).split("&")) {
            int at = part.indexOf('=');
            params.put(
                    part.substring(0, at),
                    URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
        }
        return params;
    }

    String code(String scope) {
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

    Got exchange(String key, String code) {
        return stage.send(
                key, "POST", "/oauth/token", "grant_type=authorization_code&code=" + code);
    }

    static Map<String, Object> params(String... pairs) {
        var params = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) params.put(pairs[i], pairs[i + 1]);
        return params;
    }

    String[] acting() {
        return new String[] {"Stripe-Account", seller.id().text()};
    }

    /** The platform gives up what it may do for the seller. */
    void end() throws StripeException {
        OAuth.deauthorize(
                params(
                        "client_id", platform.application(),
                        "stripe_user_id", seller.id().text()),
                stage.options(platform.key()));
    }

    boolean works(Got granted) {
        return stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status() == 200;
    }
}
