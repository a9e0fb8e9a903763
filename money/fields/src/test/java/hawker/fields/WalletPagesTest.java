package hawker.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of the test network's wallets. */
class WalletPagesTest extends FieldsStory {

    @ParameterizedTest
    @ValueSource(strings = {"buttons", "sheet"})
    void its_frames_are_for_test_keys_and_run_only_what_they_name(String page) {
        var shown = get(page, Stage.PUBLISHABLE, "https://shop.example");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'nonce-")
                .contains("connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(shown.body()).doesNotContain("<script>").doesNotContain("style=");
        assertThat(shown.body().toLowerCase(Locale.ROOT)).contains("test wallet");
        var live = "pk_live_000000000000000000000001";
        assertThat(get(page, live, "https://shop.example").statusCode()).isEqualTo(404);
        assertThat(get(page, "sk_test_1", "https://shop.example").statusCode()).isEqualTo(400);
        assertThat(get(page, Stage.PUBLISHABLE, "javascript:1").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> get(String page, String key, String parent) {
        return house.get(
                "/fields/wallets/"
                        + page
                        + "?channel=channel-1&key="
                        + key
                        + "&parent="
                        + encoded(parent));
    }
}
