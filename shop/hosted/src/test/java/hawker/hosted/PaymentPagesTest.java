package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.StripeSchema;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script in a seller's own page asks of the server: told, changed, paid. */
class PaymentPagesTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static Stage stage;

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
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.platform.events().drain();
        assertThat(stage.wrong()).isEmpty();
    }

    private static Stage.Got fits(Stage.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        var body = got.body().deepCopy();
        // Of our own: only this path has it.
        for (var name : List.of("next_action", "currency_options", "recurring")) body.remove(name);
        for (var option : body.path("shipping_options"))
            ((ObjectNode) option).remove("display_name");
        assertThat(SCHEMA.findings(body)).isEmpty();
        return got;
    }

    /** A session of 20 dollars that stands in a page of the seller's own. */
    private static String session(String more) {
        var made =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&ui_mode=elements&return_url=https://shop.test/done"
                                + "&line_items[0][price_data][currency]=usd"
                                + "&line_items[0][price_data][unit_amount]=1000"
                                + "&line_items[0][price_data][product_data][name]=Gin"
                                + "&line_items[0][quantity]=2"
                                + "&line_items[0][adjustable_quantity][enabled]=true"
                                + "&line_items[0][adjustable_quantity][maximum]=5"
                                + more);
        fits(made);
        assertThat(made.text("client_secret")).startsWith(made.text("id") + "_secret_");
        assertThat(made.body().path("url").isNull()).isTrue();
        return made.text("id");
    }

    private static Stage.Got told(String id) {
        return fits(stage.get("/v1/payment_pages/" + id));
    }

    private static Stage.Got tell(String id, String form) {
        return stage.post("/v1/payment_pages/" + id, form);
    }

    private static String line(String id) {
        return told(id).body().at("/line_items/data/0/id").asText();
    }

    @Test
    void what_the_buyer_tells_is_kept_and_paid_with() {
        var id = session("&phone_number_collection[enabled]=true");
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).error("param")).isEqualTo("email");
        fits(tell(id, "email=ann@example.com"));
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).error("param")).isEqualTo("phone");
        var now = fits(tell(id, "phone=%2B1 555 0100"));
        assertThat(now.body().at("/customer_details/email").asText()).isEqualTo("ann@example.com");
        assertThat(now.body().at("/line_items/data/0/quantity").asInt()).isEqualTo(2);
        var paid = fits(stage.confirm(id, stage.card("pm_card_visa")));
        assertThat(paid.text("payment_status")).isEqualTo("paid");
        assertThat(paid.body().at("/customer_details/phone").asText()).isEqualTo("+1 555 0100");
        assertThat(tell(id, "email=bob@example.com").status()).isEqualTo(400);
        // Whoever has the address of what is over is not told who bought.
        var over = fits(stage.get("/v1/payment_pages/" + id)).body();
        assertThat(over.path("status").asText()).isEqualTo("complete");
        assertThat(over.path("customer_details").isNull()).isTrue();
        var again = fits(stage.confirm(id, stage.card("pm_card_visa"))).body();
        assertThat(again.path("customer_details").isNull()).isTrue();
    }

    @Test
    void a_session_is_paid_in_any_currency_that_all_of_it_has_a_price_in() {
        var id = inTwoCurrencies("");
        var options = told(id).body().path("currency_options");
        assertThat(options.findValuesAsText("currency")).containsExactly("eur", "usd");
        assertThat(options.findValuesAsText("amount")).containsExactly("2300", "2500");
        assertThat(tell(id, "currency=gbp").error("param")).isEqualTo("currency");
        fits(tell(id, "email=ann@example.com"));
        assertThat(stage.confirm(id, stage.card("pm_card_visa_chargeDeclined")).status())
                .isEqualTo(402);
        var now = fits(tell(id, "currency=eur"));
        assertThat(now.body().path("amount_total").asLong()).isEqualTo(2300);
        var paid = fits(stage.confirm(id, stage.card("pm_card_visa")));
        assertThat(paid.text("currency")).isEqualTo("eur");
        assertThat(stage.charges()).filteredOn(Charge::paid).hasSize(1);
        assertThat(stage.intents())
                .extracting(PaymentIntent::status)
                .containsExactlyInAnyOrder("canceled", "succeeded");
    }

    @Test
    void what_is_in_one_currency_only_leaves_no_choice() {
        var way =
                "&shipping_options[0][shipping_rate_data][display_name]=Post"
                        + "&shipping_options[0][shipping_rate_data][type]=fixed_amount"
                        + "&shipping_options[0][shipping_rate_data][fixed_amount][amount]=500"
                        + "&shipping_options[0][shipping_rate_data][fixed_amount][currency]=usd";
        var id = inTwoCurrencies(way);
        var page = told(id).body();
        assertThat(page.has("currency_options")).isFalse();
        assertThat(page.at("/shipping_options/0/display_name").asText()).isEqualTo("Post");
        assertThat(tell(id, "currency=eur").status()).isEqualTo(400);
    }

    private static String inTwoCurrencies(String more) {
        var price =
                stage.post(
                                "/v1/prices",
                                "currency=usd&unit_amount=1250&product_data[name]=Gin"
                                        + "&currency_options[eur][unit_amount]=1150")
                        .text("id");
        var made =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&ui_mode=form&return_url=https://shop.test/done"
                                + "&line_items[0][quantity]=2&line_items[0][price]="
                                + price
                                + more);
        return fits(made).text("id");
    }

    @Test
    void a_business_is_asked_for_its_tax_number() {
        var id =
                session(
                        "&tax_id_collection[enabled]=true&tax_id_collection[required]=if_supported");
        fits(tell(id, "email=ann@example.com"));
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).error("param"))
                .isEqualTo("tax_id");
        var wrong = tell(id, "tax_id[type]=us_ein&tax_id[value]=12");
        assertThat(wrong.error("code")).isEqualTo("tax_id_invalid");
        assertThat(tell(id, "tax_id[type]=mars_vat&tax_id[value]=123456789").status())
                .isEqualTo(400);
        fits(tell(id, "tax_id[type]=us_ein&tax_id[value]=12-3456789"));
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).error("param"))
                .isEqualTo("business_name");
        fits(
                tell(
                        id,
                        "tax_id[type]=us_ein&tax_id[value]=12-3456789"
                                + "&tax_id[business_name]=Gin Ltd"));
        var details = fits(stage.confirm(id, stage.card("pm_card_visa"))).body();
        assertThat(details.at("/customer_details/tax_ids/0/value").asText())
                .isEqualTo("12-3456789");
        assertThat(details.at("/customer_details/business_name").asText()).isEqualTo("Gin Ltd");
    }

    @Test
    void a_tax_number_may_be_left_out_taken_back_and_is_not_taken_unasked() {
        var unasked = session("");
        assertThat(tell(unasked, "tax_id[type]=us_ein&tax_id[value]=12-3456789").error("param"))
                .isEqualTo("tax_id");
        var id = session("&tax_id_collection[enabled]=true");
        fits(tell(id, "email=ann@example.com"));
        fits(tell(id, "tax_id[type]=gb_vat&tax_id[value]=GB123456789&tax_id[business_name]=Gin"));
        fits(tell(id, "tax_id="));
        var paid = fits(stage.confirm(id, stage.card("pm_card_visa"))).body();
        assertThat(paid.at("/customer_details/tax_ids").isEmpty()).isTrue();
        assertThat(paid.at("/customer_details/business_name").isNull()).isTrue();
    }

    @Test
    void a_coupon_made_anew_under_its_name_changes_the_total_before_a_card_is_charged() {
        stage.post("/v1/coupons", "id=SUMMER&percent_off=50");
        stage.post("/v1/promotion_codes", "coupon=SUMMER&code=SUN");
        var id = session("&allow_promotion_codes=true");
        fits(tell(id, "email=ann@example.com"));
        var less = fits(tell(id, "promotion_code=sun"));
        long agreed = less.body().path("amount_total").asLong();
        assertThat(stage.send("DELETE", "/v1/coupons/SUMMER", "").status()).isEqualTo(200);
        stage.post("/v1/coupons", "id=SUMMER&percent_off=20");
        var confirm = "payment_method=" + stage.card("pm_card_visa") + "&expected_amount=";
        var path = "/v1/payment_pages/" + id + "/confirm";
        var refused = stage.post(path, confirm + agreed);
        assertThat(refused.error("param")).isEqualTo("expected_amount");
        assertThat(stage.charges()).isEmpty();
        long now = stage.get("/v1/checkout/sessions/" + id).body().path("amount_total").asLong();
        assertThat(now).isGreaterThan(agreed);
        assertThat(stage.post(path, confirm + now).text("payment_status")).isEqualTo("paid");
    }

    @Test
    void quantities_and_codes_change_the_total_and_the_old_total_is_not_paid() {
        stage.post("/v1/coupons", "id=TEN&percent_off=10");
        stage.post("/v1/promotion_codes", "coupon=TEN&code=FALL");
        var id = session("&allow_promotion_codes=true");
        fits(tell(id, "email=ann@example.com"));
        var more = fits(tell(id, "line_item[id]=" + line(id) + "&line_item[quantity]=3"));
        assertThat(more.body().path("amount_total").asLong()).isEqualTo(3000);
        var less = fits(tell(id, "promotion_code=fall"));
        assertThat(less.body().path("amount_total").asLong()).isEqualTo(2700);
        var card = stage.card("pm_card_visa");
        var stale =
                stage.post(
                        "/v1/payment_pages/" + id + "/confirm",
                        "expected_amount=2000&payment_method=" + card);
        assertThat(stale.error("param")).isEqualTo("expected_amount");
        var full = fits(tell(id, "promotion_code="));
        assertThat(full.body().path("amount_total").asLong()).isEqualTo(3000);
        assertThat(stage.charges()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "email=ann, email",
        "promotion_code=FALL, promotion_code",
        "shipping[address][line1]=x, shipping",
        "shipping_rate=shr_none, shipping_rate",
        "line_item[id]=li_none&line_item[quantity]=2, line_item[id]"
    })
    void what_is_not_asked_for_is_refused(String form, String param) {
        var refused = tell(session(""), form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error("param")).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 1_000_000})
    void a_quantity_stays_within_its_bounds(int quantity) {
        var id = session("");
        var form = "line_item[id]=" + line(id) + "&line_item[quantity]=" + quantity;
        assertThat(tell(id, form).status()).isEqualTo(400);
        assertThat(told(id).body().path("amount_total").asLong()).isEqualTo(2000);
    }

    @Test
    void goods_go_only_where_the_seller_ships() {
        var id = session("&shipping_address_collection[allowed_countries][]=US");
        fits(tell(id, "email=ann@example.com"));
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).status()).isEqualTo(400);
        var place =
                "shipping[name]=Ann&shipping[address][line1]=1 Main St"
                        + "&shipping[address][city]=Oakland&shipping[address][country]=";
        assertThat(tell(id, place + "DE").error("param")).isEqualTo("shipping[address][country]");
        fits(tell(id, place + "US"));
        var half = stage.confirm(id, stage.card("pm_card_visa"));
        assertThat(half.error("param")).isEqualTo("state");
        fits(tell(id, place + "US&shipping[address][state]=CA&shipping[address][postal_code]=9"));
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).error("param"))
                .isEqualTo("postal_code");
        var whole = "US&shipping[address][state]=California&shipping[address][postal_code]=94607";
        fits(tell(id, place + whole));
        var paid = fits(stage.confirm(id, stage.card("pm_card_visa"))).body();
        assertThat(paid.at("/collected_information/shipping_details/address/city").asText())
                .isEqualTo("Oakland");
    }

    @Test
    void a_challenge_is_told_until_it_is_over() {
        var id = session("");
        fits(tell(id, "email=ann@example.com"));
        var waits = fits(stage.confirm(id, stage.card("pm_card_threeDSecure2Required")));
        var url = waits.body().at("/next_action/redirect_to_url/url").asText();
        assertThat(url).contains("/3ds/");
        assertThat(told(id).body().at("/next_action/redirect_to_url/url").asText()).isEqualTo(url);
        ObjectNode paid = fits(stage.confirm(id, stage.card("pm_card_visa"))).body();
        assertThat(paid.has("next_action")).isFalse();
        assertThat(paid.path("payment_status").asText()).isEqualTo("paid");
    }

    @ParameterizedTest
    @CsvSource({
        "'&consent_collection[terms_of_service]=required', consent_collection[terms_of_service]",
        "'&custom_fields[0][key]=a&custom_fields[0][type]=text&custom_fields[0][label][type]=custom&custom_fields[0][label][custom]=A', custom_fields"
    })
    void what_the_elements_cannot_ask_is_refused(String more, String param) {
        var refused =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&ui_mode=custom&return_url=https://shop.test/done"
                                + "&line_items[0][price_data][currency]=usd"
                                + "&line_items[0][price_data][unit_amount]=1000"
                                + "&line_items[0][price_data][product_data][name]=Gin"
                                + "&line_items[0][quantity]=2"
                                + more);
        assertThat(refused.error("param")).isEqualTo(param);
    }

    @Test
    void another_sellers_script_finds_nothing() {
        var id = session("");
        stage.another();
        assertThat(stage.get("/v1/payment_pages/" + id).status()).isEqualTo(404);
        assertThat(tell(id, "email=eve@example.com").status()).isEqualTo(404);
    }
}
