package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The card fields as pages. */
class FieldsPagesTest {

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

    @Test
    void a_frame_has_a_strict_policy_and_labelled_fields() throws Exception {
        var page = get(frame(house.mainUrl()));
        var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(policy).startsWith("default-src 'none'; script-src 'nonce-");
        assertThat(policy).endsWith("frame-ancestors " + house.mainUrl());
        assertThat(policy).doesNotContain("unsafe").doesNotContain("*");
        assertThat(page.body())
                .contains("autocomplete=\"cc-number\"")
                .contains("autocomplete=\"cc-exp\"")
                .contains("autocomplete=\"cc-csc\"")
                .contains("inputmode=\"numeric\"")
                .contains("aria-describedby=\"number-error\"")
                .doesNotContain("autocomplete=\"postal-code\"")
                .doesNotContain("<script>");
        assertThat(page.body()).contains("data-channel=\"channel-1\"");
    }

    @Test
    void every_file_it_names_is_there() throws Exception {
        var page = get(frame(house.mainUrl())).body();
        var files = java.util.regex.Pattern.compile("/assets/[^\"]+").matcher(page);
        int count = 0;
        while (files.find()) {
            assertThat(get(house.vaultUrl() + files.group()).statusCode()).isEqualTo(200);
            count++;
        }
        assertThat(count).isEqualTo(4);
    }

    @Test
    void only_known_pages_may_frame_it() throws Exception {
        assertThat(get(frame("https://evil.test")).statusCode()).isEqualTo(403);
        assertThat(get(house.vaultUrl() + "/fields/card?key=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void without_scripts_the_form_goes_back_with_a_payment_method() throws Exception {
        var page = get(alone(house.mainUrl() + "/checkout/cks_1"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Use this card").contains("autocomplete=\"postal-code\"");

        var answer = post(form("4242 4242 4242 4242", "12 / 34", "123"));

        assertThat(answer.statusCode()).isEqualTo(303);
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(house.mainUrl() + "/checkout/cks_1?payment_method=pm_");
        var id = location.substring(location.indexOf("pm_"));
        assertThat(house.module.vault().find(TwoOrigins.SELLER, new PaymentMethod.Id(id)))
                .get()
                .extracting(method -> method.billing().address().postalCode().orElse(""))
                .isEqualTo("94107");
    }

    @Test
    void errors_stand_at_their_fields_and_numbers_are_not_repeated() throws Exception {
        var wrong = post(form("4242 4242 4242 4241", "12 / 34", "123"));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("Your card number is incorrect.")
                .contains("12 / 34")
                .doesNotContain("4242 4242")
                .doesNotContain("value=\"123\"");
        assertThat(post(form("4242424242424242", "", "123")).body())
                .contains("Enter month and year");
    }

    @Test
    void it_goes_back_to_the_main_origin_only() throws Exception {
        assertThat(get(alone("https://evil.test/x")).statusCode()).isEqualTo(400);
        assertThat(get(alone(house.mainUrl() + "@evil.test/x")).statusCode()).isEqualTo(400);
        var foreign = form("4242424242424242", "12 / 34", "123").replace("checkout", "x");
        assertThat(post(foreign.replace("return=http", "return=ftp")).statusCode()).isEqualTo(403);
    }

    private static String frame(String parent) {
        return house.vaultUrl()
                + "/fields/card?key="
                + TwoOrigins.PUBLISHABLE
                + "&channel=channel-1&parent="
                + encoded(parent);
    }

    private static String alone(String back) {
        return house.vaultUrl()
                + "/fields/card?key="
                + TwoOrigins.PUBLISHABLE
                + "&return="
                + encoded(back);
    }

    private static String form(String number, String expiry, String cvc) {
        return "key="
                + TwoOrigins.PUBLISHABLE
                + "&return="
                + encoded(house.mainUrl() + "/checkout/cks_1")
                + "&postal_mode=optional&postal=94107&number="
                + encoded(number)
                + "&expiry="
                + encoded(expiry)
                + "&cvc="
                + cvc;
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String form) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(house.vaultUrl() + "/fields/card"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
