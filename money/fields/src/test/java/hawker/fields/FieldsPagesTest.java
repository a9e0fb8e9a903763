package hawker.fields;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.vault.PaymentMethod;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The card fields as pages. */
class FieldsPagesTest extends FieldsStory {

    @Test
    void a_frame_has_a_strict_policy_and_labelled_fields() {
        var page = house.get(frame(house.mainUrl()));
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
    void every_file_it_names_is_there() {
        var page = house.get(frame(house.mainUrl())).body();
        var files = Pattern.compile("/assets/[^\"]+").matcher(page);
        int count = 0;
        while (files.find()) {
            assertThat(house.get(files.group()).statusCode()).isEqualTo(200);
            count++;
        }
        assertThat(count).isEqualTo(4);
    }

    @Test
    void only_known_pages_may_frame_it() {
        assertThat(house.get(frame("https://evil.test")).statusCode()).isEqualTo(403);
        assertThat(house.get("/fields/card?key=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void without_scripts_the_form_goes_back_with_a_payment_method() {
        var page = house.get(alone(house.mainUrl() + "/checkout/cks_1"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Use this card").contains("autocomplete=\"postal-code\"");

        var answer = house.post("/fields/card", form("4242 4242 4242 4242", "12 / 34", "123"));

        assertThat(answer.statusCode()).isEqualTo(303);
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(house.mainUrl() + "/checkout/cks_1?payment_method=pm_");
        var id = location.substring(location.indexOf("pm_"));
        assertThat(house.vault.vault().find(Stage.SELLER, new PaymentMethod.Id(id)))
                .get()
                .extracting(method -> method.billing().address().postalCode().orElse(""))
                .isEqualTo("94107");
    }

    @Test
    void errors_stand_at_their_fields_and_numbers_are_not_repeated() {
        var wrong = house.post("/fields/card", form("4242 4242 4242 4241", "12 / 34", "123"));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("Your card number is incorrect.")
                .contains("12 / 34")
                .doesNotContain("4242 4242")
                .doesNotContain("value=\"123\"");
        assertThat(house.post("/fields/card", form("4242424242424242", "", "123")).body())
                .contains("Enter month and year");
    }

    @Test
    void it_goes_back_to_the_main_origin_only() {
        assertThat(house.get(alone("https://evil.test/x")).statusCode()).isEqualTo(400);
        assertThat(house.get(alone(house.mainUrl() + "@evil.test/x")).statusCode()).isEqualTo(400);
        var foreign = form("4242424242424242", "12 / 34", "123").replace("checkout", "x");
        assertThat(
                        house.post("/fields/card", foreign.replace("return=http", "return=ftp"))
                                .statusCode())
                .isEqualTo(403);
    }

    private static String frame(String parent) {
        return "/fields/card?key="
                + Stage.PUBLISHABLE
                + "&channel=channel-1&parent="
                + encoded(parent);
    }

    private static String alone(String back) {
        return "/fields/card?key=" + Stage.PUBLISHABLE + "&return=" + encoded(back);
    }

    private static String form(String number, String expiry, String cvc) {
        return "key="
                + Stage.PUBLISHABLE
                + "&return="
                + encoded(house.mainUrl() + "/checkout/cks_1")
                + "&postal_mode=optional&postal=94107&number="
                + encoded(number)
                + "&expiry="
                + encoded(expiry)
                + "&cvc="
                + cvc;
    }
}
