package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionLineItemListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import hawker.api.StripeSchema;
import hawker.payments.Charge;
import hawker.payments.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions by the API alone: the official SDK as client. */
class SessionsHttpTest {

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
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    @Test
    void the_sdk_makes_a_session_and_it_is_paid_without_a_page() throws StripeException {
        var sessions = stage.client().v1().checkout().sessions();
        var made =
                sessions.create(
                        SessionCreateParams.builder()
                                .setMode(SessionCreateParams.Mode.PAYMENT)
                                .setSuccessUrl("https://shop.test/done")
                                .putMetadata("order", "7")
                                .addLineItem(
                                        SessionCreateParams.LineItem.builder()
                                                .setQuantity(2L)
                                                .setPriceData(
                                                        SessionCreateParams.LineItem.PriceData
                                                                .builder()
                                                                .setCurrency("usd")
                                                                .setUnitAmount(1500L)
                                                                .setProductData(
                                                                        SessionCreateParams.LineItem
                                                                                .PriceData
                                                                                .ProductData
                                                                                .builder()
                                                                                .setName("Gin")
                                                                                .build())
                                                                .build())
                                                .build())
                                .build());
        assertThat(made.getAmountTotal()).isEqualTo(3000);
        assertThat(made.getUrl()).isEqualTo(Stage.ORIGIN + "/c/pay/" + made.getId());
        assertThat(made.getPaymentIntent()).isNull();
        var lines =
                sessions.lineItems()
                        .list(made.getId(), SessionLineItemListParams.builder().build());
        assertThat(lines.getData().getFirst().getDescription()).isEqualTo("Gin");
        assertThat(lines.getData().getFirst().getPrice().getUnitAmount()).isEqualTo(1500);
        var paid = fits(stage.confirm(made.getId(), stage.card("pm_card_visa")));
        assertThat(paid.text("payment_status")).isEqualTo("paid");
        var after =
                sessions.retrieve(
                        made.getId(),
                        SessionRetrieveParams.builder().addExpand("line_items").build());
        assertThat(after.getStatus()).isEqualTo("complete");
        assertThat(after.getUrl()).isNull();
        assertThat(after.getLineItems().getData()).hasSize(1);
        assertThat(after.getMetadata()).containsEntry("order", "7");
        assertThat(stage.charges()).hasSize(1);
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(3000);
        assertThat(stage.told()).containsExactly("checkout.session.completed");
        assertThat(stage.get("/v1/checkout/sessions?status=complete").body().path("data"))
                .hasSize(1);
        assertThat(stage.get("/v1/checkout/sessions?status=open").body().path("data")).isEmpty();
    }

    @Test
    void a_session_of_everything_fits_the_schema() {
        stage.post("/v1/coupons", "id=TEN&percent_off=10");
        var rate =
                stage.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=8.25")
                        .text("id");
        var made =
                fits(
                        stage.session(
                                "&line_items[0][tax_rates][]="
                                        + rate
                                        + "&line_items[0][adjustable_quantity][enabled]=true"
                                        + "&discounts[0][coupon]=TEN"
                                        + "&shipping_address_collection[allowed_countries][]=US"
                                        + "&shipping_options[0][shipping_rate_data][display_name]=Ground"
                                        + "&shipping_options[0][shipping_rate_data][fixed_amount][amount]=500"
                                        + "&shipping_options[0][shipping_rate_data][fixed_amount][currency]=usd"
                                        + "&consent_collection[terms_of_service]=required"
                                        + "&customer_email=ann@example.com&locale=en"
                                        + "&payment_intent_data[description]=Two"));
        // 2000 − 200, 8.25 % of 1800 = 148.5: 149, delivery 500.
        assertThat(made.body().path("amount_total").asLong()).isEqualTo(1800 + 149 + 500);
        assertThat(made.body().at("/total_details/amount_tax").asLong()).isEqualTo(149);
        var items = stage.get("/v1/checkout/sessions/" + made.text("id") + "/line_items");
        for (var item : items.body().path("data"))
            assertThat(SCHEMA.findings((com.fasterxml.jackson.databind.node.ObjectNode) item))
                    .isEmpty();
        assertThat(stage.confirm(made.text("id"), stage.card("pm_card_visa")).status())
                .isEqualTo(400);
        fits(stage.post("/v1/checkout/sessions/" + made.text("id"), "metadata[order]=9"));
    }

    @ParameterizedTest
    @CsvSource({
        "customer_email=ann,customer_email",
        "line_items[0][quantity]=0,line_items[0][quantity]",
        "line_items[0][quantity]=-1,line_items[0][quantity]",
        "line_items[0][quantity]=1000000000,line_items[0][quantity]",
        "line_items[0][quantity]=1.5,line_items[0][quantity]",
        "line_items[0][quantity]=1e3,line_items[0][quantity]",
        "line_items[0][price_data][unit_amount]=9223372036854775808,line_items[0][price_data][unit_amount]",
        "line_items[0][price_data][unit_amount]=99999999,line_items",
        "line_items[0][price_data][recurring][interval]=month,line_items[0][price_data]",
        "currency=eur,line_items",
        "mode=subscription,line_items",
        "mode=setup,line_items",
        "success_url=javascript:alert(1),success_url",
        "expires_at=1,expires_at",
        "customer=cus_none,customer",
        "discounts[0][coupon]=NONE,discounts[0][coupon]",
        "payment_method_types[]=ideal,payment_method_types",
        "excluded_payment_method_types[]=card,excluded_payment_method_types",
        "payment_method_options[us_bank_account][verification_method]=instant,payment_method_options[us_bank_account]",
        "locale=now,locale",
        "foo=1,foo"
    })
    void what_cannot_be_sold_is_refused(String form, String param) {
        var got = stage.session("&" + form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
        assertThat(stage.get("/v1/checkout/sessions").body().path("data")).isEmpty();
    }

    @Test
    void what_is_asked_of_a_card_is_asked_by_the_payment() {
        var card = "&payment_method_options[card]";
        var made =
                fits(
                        stage.session(
                                card
                                        + "[request_multicapture]=if_available"
                                        + card
                                        + "[setup_future_usage]=off_session"
                                        + card
                                        + "[capture_method]=manual"
                                        + card
                                        + "[statement_descriptor_suffix_kana]=%E3%82%AB"
                                        + "&excluded_payment_method_types[0]=klarna"
                                        + "&line_items[0][metadata][shelf]=4"
                                        + "&origin_context=mobile_app&integration_identifier=shop"));
        var shown = made.body().at("/payment_method_options/card");
        assertThat(shown.path("request_three_d_secure").asText()).isEqualTo("automatic");
        assertThat(shown.path("setup_future_usage").asText()).isEqualTo("off_session");
        assertThat(made.body().at("/excluded_payment_method_types/0").asText()).isEqualTo("klarna");
        assertThat(made.body().path("origin_context").asText()).isEqualTo("mobile_app");
        var session = made.body().path("id").asText();
        var lines = stage.get("/v1/checkout/sessions/" + session + "/line_items").body();
        assertThat(lines.at("/data/0/metadata/shelf").asText()).isEqualTo("4");
        assertThat(stage.confirm(session, stage.card("pm_card_visa")).status()).isEqualTo(200);
        var held = stage.intents().getFirst();
        assertThat(held.status()).isEqualTo("requires_capture");
        assertThat(held.terms().futureUsage()).contains(Terms.FutureUsage.OFF_SESSION);
        assertThat(held.terms().notes().options().orElse("")).contains("request_multicapture");
    }

    @Test
    void a_session_can_ask_for_3d_secure() {
        var made = fits(stage.session("&payment_method_options[card][request_three_d_secure]=any"));
        var session = made.body().path("id").asText();
        stage.confirm(session, stage.card("pm_card_threeDSecureOptional"));
        assertThat(stage.intents().getFirst().status()).isEqualTo("requires_action");
    }

    @Test
    void a_declined_card_leaves_the_session_open_and_its_one_intent() {
        var id = stage.session("").text("id");
        var declined = stage.confirm(id, stage.card("pm_card_visa_chargeDeclined"));
        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.error("code")).isEqualTo("card_declined");
        assertThat(stage.get("/v1/checkout/sessions/" + id).text("status")).isEqualTo("open");
        assertThat(stage.told()).isEmpty();
        fits(stage.confirm(id, stage.card("pm_card_visa")));
        assertThat(stage.intents()).hasSize(1);
        assertThat(stage.charges()).hasSize(2);
        fits(stage.confirm(id, stage.card("pm_card_visa")));
        assertThat(stage.charges()).hasSize(2);
        assertThat(stage.told()).containsExactly("checkout.session.completed");
    }

    @Test
    void another_amount_than_expected_is_not_charged() {
        var id = stage.session("").text("id");
        var got =
                stage.post(
                        "/v1/payment_pages/" + id + "/confirm",
                        "payment_method=" + stage.card("pm_card_visa") + "&expected_amount=1999");
        assertThat(got.error("param")).isEqualTo("expected_amount");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void of_many_who_pay_at_once_one_pays() throws Exception {
        for (int round = 0; round < 5; round++) {
            stage.another();
            var id = stage.session("").text("id");
            int tabs = 6;
            var start = new CyclicBarrier(tabs);
            var all = new ArrayList<Future<Stage.Got>>();
            var cards = new ArrayList<String>();
            for (int i = 0; i < tabs; i++) cards.add(stage.card("pm_card_visa"));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var card : cards)
                    all.add(
                            threads.submit(() -> {
                                start.await();
                                return stage.confirm(id, card);
                            }));
            }
            for (var one : all) assertThat(one.get().status()).isIn(200, 429);
            assertThat(stage.charges()).hasSize(1);
            assertThat(stage.intents()).hasSize(1);
            assertThat(stage.told()).containsExactly("checkout.session.completed");
        }
    }

    @Test
    void a_coupon_is_used_when_paid_and_given_back_when_declined() {
        stage.post("/v1/coupons", "id=ONE&percent_off=50&max_redemptions=1");
        var first = stage.session("&discounts[0][coupon]=ONE").text("id");
        var second = stage.session("&discounts[0][coupon]=ONE").text("id");
        stage.confirm(first, stage.card("pm_card_visa_chargeDeclined"));
        assertThat(stage.get("/v1/coupons/ONE").body().path("times_redeemed").asInt()).isZero();
        fits(stage.confirm(second, stage.card("pm_card_visa")));
        assertThat(stage.confirm(first, stage.card("pm_card_visa")).status()).isEqualTo(400);
        assertThat(stage.charges().stream().filter(Charge::paid)).hasSize(1);
        assertThat(stage.get("/v1/coupons/ONE").body().path("times_redeemed").asInt()).isOne();
    }

    @Test
    void what_costs_nothing_is_complete_without_a_card() {
        stage.post("/v1/coupons", "id=ALL&percent_off=100");
        var id = stage.session("&discounts[0][coupon]=ALL").text("id");
        var done = fits(stage.post("/v1/payment_pages/" + id + "/confirm", "expected_amount=0"));
        assertThat(done.text("payment_status")).isEqualTo("no_payment_required");
        assertThat(stage.intents()).isEmpty();
    }

    @Test
    void sessions_expire_on_time_or_when_told_to() {
        var soon = stage.session("").text("id");
        var expired = fits(stage.post("/v1/checkout/sessions/" + soon + "/expire", ""));
        assertThat(expired.text("status")).isEqualTo("expired");
        assertThat(stage.post("/v1/checkout/sessions/" + soon + "/expire", "").status())
                .isEqualTo(400);
        assertThat(stage.confirm(soon, stage.card("pm_card_visa")).status()).isEqualTo(400);
        var late = stage.session("").text("id");
        stage.confirm(late, stage.card("pm_card_visa_chargeDeclined"));
        stage.clock.advance(Duration.ofHours(24));
        stage.platform.jobs().runDue();
        assertThat(stage.get("/v1/checkout/sessions/" + late).text("status")).isEqualTo("expired");
        assertThat(stage.told())
                .containsExactly("checkout.session.expired", "checkout.session.expired");
        assertThat(stage.confirm(late, stage.card("pm_card_visa")).status()).isEqualTo(400);
        assertThat(stage.charges().stream().filter(Charge::paid)).isEmpty();
    }

    @Test
    void what_is_anothers_is_not_there() throws StripeException {
        var id = stage.session("").text("id");
        stage.another();
        for (var path : List.of("/v1/checkout/sessions/" + id, "/v1/payment_pages/" + id))
            assertThat(stage.get(path).error("code")).isEqualTo("resource_missing");
        assertThat(stage.post("/v1/checkout/sessions/" + id + "/expire", "").status())
                .isEqualTo(404);
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).status()).isEqualTo(404);
        assertThatThrownBy(() -> stage.client().v1().checkout().sessions().retrieve(id))
                .isInstanceOf(InvalidRequestException.class);
        var theirs = stage.card("pm_card_visa");
        stage.another();
        assertThat(stage.confirm(stage.session("").text("id"), theirs).error("param"))
                .isEqualTo("payment_method");
    }

    @Test
    void an_account_that_gets_no_money_is_named_where_it_was_sent() {
        var data = "payment_intent_data[transfer_data][destination]";
        var own = stage.session("&" + data + "=" + stage.seller.text());
        assertThat(own.status()).isEqualTo(400);
        assertThat(own.error("param")).isEqualTo(data);
    }

    @Test
    void a_debit_completes_a_session_and_its_money_is_told_later() {
        var session = debitSession();
        var done = fits(stage.confirm(session, debit("AT611904300234573201")));
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(done.text("payment_status")).isEqualTo("unpaid");
        theBankAnswers();
        assertThat(fits(stage.get("/v1/checkout/sessions/" + session)).text("payment_status"))
                .isEqualTo("paid");
        assertThat(stage.told())
                .containsExactly(
                        "checkout.session.completed", "checkout.session.async_payment_succeeded");
    }

    @Test
    void a_debit_that_comes_back_is_told_too() {
        var session = debitSession();
        fits(stage.confirm(session, debit("AT861904300235473202")));
        theBankAnswers();
        assertThat(fits(stage.get("/v1/checkout/sessions/" + session)).text("payment_status"))
                .isEqualTo("unpaid");
        assertThat(stage.told())
                .containsExactly(
                        "checkout.session.completed", "checkout.session.async_payment_failed");
    }

    private static String debitSession() {
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&payment_method_types[]=sepa_debit"
                                        + "&line_items[0][quantity]=2"
                                        + "&line_items[0][price_data][currency]=eur"
                                        + "&line_items[0][price_data][unit_amount]=1500"
                                        + "&line_items[0][price_data][product_data][name]=Gin"));
        return made.text("id");
    }

    private static String debit(String iban) {
        return stage.post(
                        "/v1/payment_methods",
                        "type=sepa_debit&sepa_debit[iban]="
                                + iban
                                + "&billing_details[name]=Bob&billing_details[email]=b@example.com")
                .text("id");
    }

    private static void theBankAnswers() {
        stage.platform.jobs().runDue();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.platform.jobs().runDue();
        stage.platform.events().drain();
    }
}
