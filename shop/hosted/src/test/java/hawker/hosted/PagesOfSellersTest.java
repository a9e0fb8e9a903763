package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sellers say of a session's page: its pictures, its methods, and what it says in the end. */
class PagesOfSellersTest extends HostedStory {

    private static final byte[] PNG = "not quite a picture".getBytes(StandardCharsets.UTF_8);
    private static final String BRAND = "&branding_settings";
    private static final String CHOSEN = "&payment_method_configuration=";

    @BeforeAll
    static void pictures() {
        stage.pictures.put(
                "file_logo", new HostedModule.Picture("business_logo", "image/png", PNG));
        stage.pictures.put(
                "file_icon", new HostedModule.Picture("business_icon", "image/png", PNG));
    }

    @Test
    void a_file_is_the_sign_of_the_page() {
        var logo = BRAND + "[logo][type]=file" + BRAND + "[logo][file]=file_logo";
        var icon = BRAND + "[icon][type]=file" + BRAND + "[icon][file]=file_icon";
        var made = stage.session(logo + icon);
        assertThat(made.body().at("/branding_settings/logo/file").asText()).isEqualTo("file_logo");
        var path = path(made);
        assertThat(browser.get(path).body())
                .contains("src=\"" + path + "/picture/logo\"", "alt=\"Juniper\"");
        var shown = browser.get(path + "/picture/logo");
        assertThat(shown.bytes()).isEqualTo(PNG);
        assertThat(shown.header("Content-Type")).isEqualTo("image/png");
        assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(browser.get(path + "/picture/other").status()).isEqualTo(404);
        var small = path(stage.session(icon));
        assertThat(browser.get(small).body())
                .contains("src=\"" + small + "/picture/icon\"", "<span>Juniper</span>");
        assertThat(browser.get(path(stage.session("")) + "/picture/logo").status()).isEqualTo(404);
    }

    @Test
    void a_picture_elsewhere_is_shown_by_the_buyers_browser_alone() {
        var url = "https://cdn.shop.test:8443/sign.png?v=1;%20script-src%20*";
        var path =
                path(
                        stage.session(
                                BRAND
                                        + "[logo][type]=url"
                                        + BRAND
                                        + "[logo][url]="
                                        + java.net.URLEncoder.encode(url, StandardCharsets.UTF_8)));
        var page = browser.get(path);
        assertThat(page.body()).contains("src=\"" + url + "\"", "referrerpolicy=\"no-referrer\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("img-src 'self' data: https://cdn.shop.test:8443; frame-src")
                .doesNotContain("script-src *", "sign.png");
        assertThat(browser.get(path(stage.session(""))).header("Content-Security-Policy"))
                .contains("img-src 'self' data:; frame-src");
    }

    @Test
    void goods_are_shown_with_their_picture_and_what_they_are() {
        var goods = "&line_items[0][price_data][product_data]";
        var picture = "https://cdn.shop.test/shoe.jpg?a=1%26b=2";
        var path =
                path(
                        stage.session(
                                goods
                                        + "[description]=Size <42>"
                                        + goods
                                        + "[images][0]="
                                        + picture));
        var page = browser.get(path);
        assertThat(page.body())
                .contains("Size &lt;42&gt;", "src=\"https://cdn.shop.test/shoe.jpg?a=1&amp;b=2\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("img-src 'self' data: https://cdn.shop.test; frame-src");
        var open = path(stage.session(goods + "[images][0]=http://cdn.shop.test/shoe.jpg"));
        assertThat(browser.get(open).body()).doesNotContain("shoe.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[logo][type]=file",
                "[logo][type]=url",
                "[logo][file]=file_logo",
                "[logo][type]=file&branding_settings[logo][file]=file_none",
                "[logo][type]=file&branding_settings[logo][file]=file_icon",
                "[icon][type]=file&branding_settings[icon][file]=file_logo",
                "[logo][type]=file&branding_settings[logo][file]=file_logo&branding_settings[logo][url]=https://a.test/a",
                "[logo][type]=url&branding_settings[logo][url]=http://shop.test/plain.png",
                "[logo][type]=url&branding_settings[logo][url]=https://me:pw@shop.test/a.png",
                "[logo][type]=url&branding_settings[logo][url]=javascript:alert(1)",
                "[logo][type]=picture"
            })
    void a_picture_that_is_none_is_refused(String wrong) {
        var refused = stage.session(BRAND + wrong);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error("param")).startsWith("branding_settings[");
    }

    private static String configuration(String form) {
        return stage.post("/v1/payment_method_configurations", form).text("id");
    }

    private static List<String> types(JsonNode session) {
        var types = new ArrayList<String>();
        session.path("payment_method_types").forEach(type -> types.add(type.asText()));
        return types;
    }

    @Test
    void a_configuration_chooses_the_methods() {
        var all = configuration("name=All");
        var made = stage.session(CHOSEN + all);
        path(made);
        assertThat(types(made.body())).containsExactly("card", "us_bank_account");
        assertThat(made.body().at("/payment_method_configuration_details/id").asText())
                .isEqualTo(all);
        var excluded = "&excluded_payment_method_types[]=us_bank_account";
        assertThat(types(stage.session(CHOSEN + all + excluded).body())).containsExactly("card");
        var cards = configuration("us_bank_account[display_preference][preference]=off");
        assertThat(types(stage.session(CHOSEN + cards).body())).containsExactly("card");
        var banks = configuration("card[display_preference][preference]=off");
        assertThat(types(stage.session(CHOSEN + banks).body())).containsExactly("us_bank_account");
        var setup = "mode=setup&currency=usd&success_url=https://shop.test/done" + CHOSEN;
        assertThat(types(stage.post("/v1/checkout/sessions", setup + all).body()))
                .containsExactly("card");
        assertThat(stage.post("/v1/checkout/sessions", setup + banks).error("param"))
                .isEqualTo("payment_method_configuration");
    }

    @Test
    void a_configuration_that_is_none_is_refused() {
        var types = "&payment_method_types[]=card";
        var none = configuration("active=false&name=x");
        assertThat(none).isEmpty();
        assertThat(stage.session(CHOSEN + "pmc_none").error("code")).isEqualTo("resource_missing");
        var mine = configuration("name=Mine");
        assertThat(stage.session(CHOSEN + mine + types).status()).isEqualTo(400);
        stage.post("/v1/payment_method_configurations/" + mine, "active=false");
        assertThat(stage.session(CHOSEN + mine).error("param"))
                .isEqualTo("payment_method_configuration");
        stage.another();
        assertThat(stage.session(CHOSEN + mine).error("code")).isEqualTo("resource_missing");
    }

    @Test
    void a_page_that_is_over_stays_the_sellers() {
        var made = stage.session("");
        var path = path(made);
        stage.post("/v1/checkout/sessions/" + made.text("id") + "/expire", "");
        var over = browser.get(path);
        assertThat(over.status()).isEqualTo(410);
        assertThat(over.body())
                .contains("hk-bare-brand", "Juniper", "This checkout is over", "Back to Juniper")
                .contains("https://shop.test/cart")
                .doesNotContain("hk-top", "Search");
    }
}
