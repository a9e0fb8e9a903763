package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of the drop-in script as pages. */
class ElementPagesTest {

    private static final String SHOP = "https://shop.example";
    private static TwoOrigins house;
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @BeforeAll
    static void open() {
        house = new TwoOrigins();
    }

    @AfterAll
    static void close() {
        house.close();
        BROWSER.close();
    }

    @ParameterizedTest
    @CsvSource({"card, 4", "cardNumber, 1", "cardExpiry, 1", "cardCvc, 1", "payment, 5"})
    void each_kind_has_its_fields_with_labels_and_a_strict_policy(String kind, int fields)
            throws Exception {
        var page = get(kind, TwoOrigins.PUBLISHABLE, SHOP);
        var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(policy)
                .startsWith("default-src 'none'; script-src 'nonce-")
                .contains("connect-src 'self'; base-uri 'none'; form-action 'none'")
                .doesNotContain("unsafe");
        assertThat(count(page.body(), "<label class=\"hk-label\" for=")).isEqualTo(fields);
        assertThat(count(page.body(), "aria-describedby=")).isEqualTo(fields);
        assertThat(page.body()).doesNotContain("<script>").doesNotContain("style=");
    }

    @Test
    void every_file_it_names_is_there() throws Exception {
        var page = get("card", TwoOrigins.PUBLISHABLE, SHOP).body();
        var files = Pattern.compile("/assets/[^\"]+").matcher(page).results().toList();
        assertThat(files).hasSize(6);
        for (var file : files)
            assertThat(send(house.vaultUrl() + file.group()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_test_key_may_be_tried_anywhere_a_live_one_only_where_the_operator_says()
            throws Exception {
        var live = "pk_live_000000000000000000000001";
        assertThat(policy(get("card", TwoOrigins.PUBLISHABLE, SHOP))).endsWith("frame-ancestors *");
        assertThat(get("card", live, SHOP).statusCode()).isEqualTo(403);
        assertThat(policy(get("card", live, house.mainUrl())))
                .endsWith("frame-ancestors " + house.mainUrl());
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, pk_test_000000000000000000000001, https://shop.example, 404",
        "card, sk_test_000000000000000000000001, https://shop.example, 400",
        "card, pk_test_000000000000000000000001, javascript:alert(1), 403",
        "card, pk_test_000000000000000000000001, https://shop.example/path, 403",
        "card, pk_test_000000000000000000000001, null, 403",
    })
    void what_makes_no_sense_is_refused(String kind, String key, String parent, int status)
            throws Exception {
        assertThat(get(kind, key, parent).statusCode()).isEqualTo(status);
    }

    private static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    private static HttpResponse<String> get(String kind, String key, String parent)
            throws Exception {
        return send(
                house.vaultUrl()
                        + "/fields/elements/"
                        + kind
                        + "?channel=channel-1&group=group-12&key="
                        + key
                        + "&parent="
                        + URLEncoder.encode(parent, StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(String url) throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
