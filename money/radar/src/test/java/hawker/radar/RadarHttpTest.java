package hawker.radar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.StripeSchema;
import hawker.payments.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists, reviews and warnings as programs see them. */
class RadarHttpTest {

    private static final String LISTS = "/v1/radar/value_lists";
    private static final String ITEMS = "/v1/radar/value_list_items";

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void another() {
        stage.another();
    }

    @Test
    void every_shop_has_the_lists_that_rules_name() {
        var lists = stage.get(LISTS + "?limit=100").body();
        assertThat(lists.path("data")).hasSize(DefaultList.ALL.size());
        var aliases = new ArrayList<String>();
        lists.path("data").forEach(list -> aliases.add(list.path("alias").asText()));
        assertThat(aliases).contains("email_blocklist", "card_fingerprint_allowlist");
        assertThat(wrong(lists.at("/data/0"))).isEmpty();
        assertThat(stage.get(LISTS + "?limit=100").body()).isEqualTo(lists);

        var one = lists.at("/data/0/id").asText();
        assertThat(stage.delete(LISTS + "/" + one).status()).isEqualTo(400);
        assertThat(stage.post(LISTS + "/" + one, "alias=other").status()).isEqualTo(400);
        assertThat(stage.post(LISTS + "/" + one, "name=Mine").text("name")).isEqualTo("Mine");
    }

    @Test
    void a_list_is_made_filled_paged_changed_and_deleted() {
        var list = stage.post(LISTS, "alias=vip_mail&name=Guests&item_type=email&metadata[a]=b");
        assertThat(list.status()).as(list.body().toString()).isEqualTo(200);
        assertThat(wrong(list.body())).isEmpty();
        var id = list.text("id");
        var ids = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            var item = stage.post(ITEMS, "value_list=" + id + "&value=Guest" + i + "@Example.com");
            assertThat(wrong(item.body())).isEmpty();
            assertThat(item.text("value")).isEqualTo("guest" + i + "@example.com");
            ids.addFirst(item.text("id"));
        }
        var shown = stage.get(LISTS + "/" + id).body();
        assertThat(wrong(shown)).isEmpty();
        assertThat(shown.at("/list_items/data")).hasSize(10);
        assertThat(shown.at("/list_items/has_more").asBoolean()).isTrue();

        var url = ITEMS + "?value_list=" + id;
        var first = stage.get(url + "&limit=5").body();
        assertThat(idsOf(first)).isEqualTo(ids.subList(0, 5));
        var second = stage.get(url + "&limit=5&starting_after=" + ids.get(4)).body();
        assertThat(idsOf(second)).isEqualTo(ids.subList(5, 10));
        var back = stage.get(url + "&limit=5&ending_before=" + ids.get(5)).body();
        assertThat(idsOf(back)).isEqualTo(ids.subList(0, 5));
        assertThat(idsOf(stage.get(url + "&value=GUEST3@example.com").body())).hasSize(1);
        assertThat(idsOf(stage.get(LISTS + "?contains=guest3@example.com").body()))
                .containsExactly(id);

        var renamed = stage.post(LISTS + "/" + id, "alias=guests&metadata[a]=");
        assertThat(renamed.text("alias")).isEqualTo("guests");
        assertThat(renamed.body().path("metadata")).isEmpty();
        assertThat(stage.get(ITEMS + "/" + ids.getFirst()).text("value_list")).isEqualTo(id);
        assertThat(stage.delete(ITEMS + "/" + ids.getFirst()).text("deleted")).isEqualTo("true");
        assertThat(stage.get(ITEMS + "/" + ids.getFirst()).status()).isEqualTo(404);
        var deleted = stage.delete(LISTS + "/" + id);
        assertThat(wrong(deleted.body())).isEmpty();
        assertThat(stage.get(LISTS + "/" + id).status()).isEqualTo(404);
        assertThat(stage.get(ITEMS + "/" + ids.getLast()).status()).isEqualTo(404);
    }

    @Test
    void by_default_test_cards_pay_and_fail_as_often_as_tests_like() {
        for (int i = 0; i < 60; i++) stage.paid(900, "pm_card_visa");
        var cafe = Optional.of("192.0.2.7");
        for (int i = 0; i < 60; i++)
            stage.failed(stage.pay(900, "pm_card_visa_chargeDeclined", cafe));
        assertThat(stage.pay(900, "pm_card_visa", cafe)).isInstanceOf(Confirmation.Succeeded.class);
    }

    @Test
    void values_must_be_what_their_list_holds() {
        var bad =
                Map.of(
                        "email", List.of("nobody", "a@b", "a b@example.com", "@example.com"),
                        "ip_address", List.of("localhost", "300.1.1.1", "1.2.3", "example.com"),
                        "country", List.of("XX", "usa", "u1"),
                        "card_bin", List.of("42424", "4242424", "abcdef"),
                        "customer_id", List.of("pi_1", "cus_", "cus_a b"),
                        "card_fingerprint", List.of("ab", "x'--", "a".repeat(65)),
                        "account", List.of("cus_1", "acct_"));
        bad.forEach((type, values) -> {
            var list = stage.post(LISTS, "alias=t_" + type + "&name=T&item_type=" + type);
            for (var value : values) {
                var got =
                        stage.post(
                                ITEMS,
                                "value_list="
                                        + list.text("id")
                                        + "&value="
                                        + java.net.URLEncoder.encode(
                                                value, java.nio.charset.StandardCharsets.UTF_8));
                assertThat(got.status()).as(type + " " + value).isEqualTo(400);
                assertThat(got.error("param")).isEqualTo("value");
            }
        });
        var list = stage.post(LISTS, "alias=addresses&name=A&item_type=ip_address").text("id");
        assertThat(stage.post(ITEMS, "value_list=" + list + "&value=2001:DB8:0:0::1").text("value"))
                .isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(stage.post(ITEMS, "value_list=" + list + "&value=2001:db8::1").status())
                .as("the same address again")
                .isEqualTo(400);
    }

    @Test
    void refusals_name_the_parameter() {
        assertThat(stage.post(LISTS, "alias=a b&name=x").error("param")).isEqualTo("alias");
        assertThat(stage.post(LISTS, "alias=ok&name=x&item_type=shoe").error("param"))
                .isEqualTo("item_type");
        assertThat(stage.post(LISTS, "alias=" + "a".repeat(101) + "&name=x").status())
                .isEqualTo(400);
        assertThat(stage.post(LISTS, "alias=email_blocklist&name=x").error("param"))
                .isEqualTo("alias");
        assertThat(stage.post(ITEMS, "value_list=rsl_none&value=x").error("code"))
                .isEqualTo("resource_missing");
        assertThat(stage.get(ITEMS).error("param")).isEqualTo("value_list");
        assertThat(stage.post("/v1/reviews/prv_none/approve", "").status()).isEqualTo(404);
        assertThat(stage.get("/v1/radar/early_fraud_warnings/issfr_none").status()).isEqualTo(404);
    }

    @Test
    void a9_what_is_another_shops_is_not_there() {
        var list = stage.post(LISTS, "alias=mine&name=x").text("id");
        var item = stage.post(ITEMS, "value_list=" + list + "&value=x").text("id");
        var charge = stage.paid(2_000, "pm_card_riskLevelElevated");
        var review = "/v1/reviews/prv_" + charge.id().text().substring(3);
        assertThat(stage.get(review).status()).isEqualTo(200);
        stage.another();
        for (var path : List.of(LISTS + "/" + list, ITEMS + "/" + item, review))
            assertThat(stage.get(path).status()).as(path).isEqualTo(404);
        assertThat(stage.post(ITEMS, "value_list=" + list + "&value=y").error("code"))
                .isEqualTo("resource_missing");
        assertThat(stage.post(LISTS + "/" + list, "name=y").status()).isEqualTo(404);
        assertThat(stage.delete(LISTS + "/" + list).status()).isEqualTo(404);
        assertThat(stage.delete(ITEMS + "/" + item).status()).isEqualTo(404);
        assertThat(stage.post(review + "/approve", "").status()).isEqualTo(404);
        assertThat(stage.radar.verdict(stage.seller, charge.id())).isEmpty();
    }

    @Test
    void a_blocked_payment_is_a_card_error_whose_charge_says_why() {
        var refused =
                stage.post(
                        "/v1/payment_intents",
                        "amount=2000&currency=usd&confirm=true&payment_method=pm_card_radarBlock"
                                + "&return_url=https://shop.test/done");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.error("type")).isEqualTo("card_error");
        assertThat(refused.error("code")).isEqualTo("card_declined");
        assertThat(refused.error("decline_code")).isEqualTo("fraudulent");
        var charge =
                stage.get("/v1/charges/" + refused.error("charge") + "?expand[]=outcome.rule")
                        .body();
        assertThat(wrong(charge)).isEmpty();
        var outcome = charge.path("outcome");
        assertThat(outcome.path("type").asText()).isEqualTo("blocked");
        assertThat(outcome.path("network_status").asText()).isEqualTo("not_sent_to_network");
        assertThat(outcome.path("reason").asText()).isEqualTo("highest_risk_level");
        assertThat(outcome.path("risk_level").asText()).isEqualTo("highest");
        assertThat(outcome.path("risk_score").asInt()).isGreaterThanOrEqualTo(75);
        assertThat(outcome.at("/rule/action").asText()).isEqualTo("block");
        assertThat(outcome.at("/rule/predicate").asText()).isNotEmpty();
    }

    @Test
    void a_review_stands_at_charge_and_intent_until_somebody_approves() {
        var paid =
                stage.post(
                        "/v1/payment_intents",
                        "amount=2000&currency=usd&confirm=true&return_url=https://shop.test/done"
                                + "&payment_method=pm_card_riskLevelElevated"
                                + "&expand[]=latest_charge.review&expand[]=review");
        assertThat(paid.status()).as(paid.body().toString()).isEqualTo(200);
        assertThat(wrong(paid.body())).isEmpty();
        assertThat(paid.text("latest_charge.outcome.type")).isEqualTo("manual_review");
        assertThat(paid.text("latest_charge.outcome.reason")).isEqualTo("elevated_risk_level");
        assertThat(paid.text("latest_charge.outcome.rule")).isEqualTo("review_if_elevated_risk");
        assertThat(paid.text("review.id")).isEqualTo(paid.text("latest_charge.review.id"));
        assertThat(wrong(paid.body().path("review"))).isEmpty();
        var id = paid.text("review.id");
        assertThat(stage.get("/v1/reviews").text("data.0.id")).isEqualTo(id);
        assertThat(
                        stage.get("/v1/reviews/" + id + "?expand[]=charge&expand[]=payment_intent")
                                .text("payment_intent.id"))
                .isEqualTo(paid.text("id"));
        var approved = stage.post("/v1/reviews/" + id + "/approve", "");
        assertThat(wrong(approved.body())).isEmpty();
        assertThat(approved.text("open")).isEqualTo("false");
        assertThat(approved.text("reason")).isEqualTo("approved");
        assertThat(stage.post("/v1/reviews/" + id + "/approve", "").status()).isEqualTo(400);
        assertThat(stage.get("/v1/reviews").body().path("data")).isEmpty();
        assertThat(stage.get("/v1/payment_intents/" + paid.text("id")).text("review"))
                .isEqualTo(id);
        assertThat(stage.told()).containsExactly("review.opened", "review.closed");
    }

    @Test
    void a_canceled_authorisation_ends_its_review() {
        var held =
                stage.post(
                        "/v1/payment_intents",
                        "amount=2000&currency=usd&confirm=true&return_url=https://shop.test/done"
                                + "&payment_method=pm_card_riskLevelElevated"
                                + "&capture_method=manual");
        assertThat(held.text("status")).isEqualTo("requires_capture");
        stage.post("/v1/payment_intents/" + held.text("id") + "/cancel", "");
        stage.settle();
        assertThat(stage.get("/v1/reviews/" + held.text("review")).text("closed_reason"))
                .isEqualTo("canceled");
    }

    @Test
    void a_warning_fits_the_types_of_the_sdk() {
        var charge = stage.paid(2_000, "pm_card_createIssuerFraudRecord");
        var list =
                stage.get(
                                "/v1/radar/early_fraud_warnings?expand[]=data.charge&payment_intent="
                                        + charge.intent().orElseThrow())
                        .body();
        assertThat(list.path("data")).hasSize(1);
        assertThat(wrong(list.at("/data/0"))).isEmpty();
        assertThat(list.at("/data/0/charge/id").asText()).isEqualTo(charge.id().text());
        var id = list.at("/data/0/id").asText();
        var one = stage.get("/v1/radar/early_fraud_warnings/" + id).body();
        assertThat(wrong(one)).isEmpty();
        stage.another();
        assertThat(stage.get("/v1/radar/early_fraud_warnings/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_payment_is_evaluated_by_the_real_judge_and_nothing_is_made_of_it() {
        var asked =
                "customer_details[email]=ann@example.com"
                        + "&payment_details[amount]=62000&payment_details[currency]=usd"
                        + "&payment_details[payment_method_details][payment_method]=pm_card_visa"
                        + "&payment_details[payment_method_details][billing_details][name]=Ann"
                        + "&payment_details[money_movement_details][money_movement_type]=card"
                        + "&payment_details[money_movement_details][card][customer_presence]=on_session"
                        + "&metadata[try]=1";
        var fine = stage.post("/v1/radar/payment_evaluations", asked).body();
        assertThat(wrong(fine)).isEmpty();
        assertThat(fine.path("recommended_action").asText()).isEqualTo("continue");
        assertThat(fine.at("/signals/fraudulent_payment/risk_level").asText()).isEqualTo("normal");
        stage.radar.add(stage.seller, "Block if :amount_in_usd: > 600", "ann");
        var blocked = stage.post("/v1/radar/payment_evaluations", asked).body();
        assertThat(blocked.path("recommended_action").asText()).isEqualTo("block");
        var risky =
                stage.post(
                        "/v1/radar/payment_evaluations",
                        asked.replace("62000", "900").replace("_visa", "_riskLevelHighest"));
        assertThat(risky.text("signals.fraudulent_payment.risk_level")).isEqualTo("highest");
        assertThat(stage.get("/v1/charges").body().path("data")).isEmpty();
        var bank = asked.replace("pm_card_visa", "pm_nobody");
        var refused = stage.post("/v1/radar/payment_evaluations", bank);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error("code")).isEqualTo("resource_missing");
    }

    private static List<String> idsOf(JsonNode list) {
        var ids = new ArrayList<String>();
        list.path("data").forEach(each -> ids.add(each.path("id").asText()));
        return ids;
    }

    private static List<String> wrong(JsonNode object) {
        return new StripeSchema().findings(object);
    }
}
