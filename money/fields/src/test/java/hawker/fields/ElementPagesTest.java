package hawker.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of the drop-in script as pages. */
class ElementPagesTest extends FieldsStory {

    private static final String SHOP = "https://shop.example";

    @ParameterizedTest
    @CsvSource({"card, 4", "cardNumber, 1", "cardExpiry, 1", "cardCvc, 1", "payment, 5"})
    void each_kind_has_its_fields_with_labels_and_a_strict_policy(String kind, int fields) {
        var page = get(kind, Stage.PUBLISHABLE, SHOP);
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
    void every_file_it_names_is_there() {
        var page = get("card", Stage.PUBLISHABLE, SHOP).body();
        var files = Pattern.compile("/assets/[^\"]+").matcher(page).results().toList();
        assertThat(files).hasSize(6);
        for (var file : files) assertThat(house.get(file.group()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_test_key_may_be_tried_anywhere_a_live_one_only_where_the_operator_says() {
        var live = "pk_live_000000000000000000000001";
        assertThat(policy(get("card", Stage.PUBLISHABLE, SHOP))).endsWith("frame-ancestors *");
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
    void what_makes_no_sense_is_refused(String kind, String key, String parent, int status) {
        assertThat(get(kind, key, parent).statusCode()).isEqualTo(status);
    }

    private static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    private static HttpResponse<String> get(String kind, String key, String parent) {
        return house.get(
                "/fields/elements/"
                        + kind
                        + "?channel=channel-1&group=group-12&key="
                        + key
                        + "&parent="
                        + encoded(parent));
    }
}
