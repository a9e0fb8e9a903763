package hawker.radar;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.network.Outcome;
import hawker.network.Outcome.RiskLevel;
import hawker.payments.Charge;
import hawker.payments.Confirmation;
import hawker.payments.Refund;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out, what does not, and what is said of it. */
class RadarTest {

    private static final Optional<String> CAFE = Optional.of("192.0.2.7");

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of(Limits.TEST_SETTING, "card:4,email:4,address:6,declines:3"));
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
    void an_ordinary_payment_has_a_score_and_no_rule() {
        var verdict = stage.verdict(stage.paid(2_000, "pm_card_visa"));
        assertThat(verdict.action()).isEqualTo("allow");
        assertThat(verdict.level()).isEqualTo(RiskLevel.NORMAL);
        assertThat(verdict.score()).isBetween(1, Facts.ELEVATED - 1);
        assertThat(verdict.rule()).isEmpty();
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void the_worst_cards_never_reach_the_network() {
        for (var card : List.of("pm_card_radarBlock", "pm_card_riskLevelHighest")) {
            var charge = stage.failed(stage.pay(2_000, card));
            var outcome = charge.facts().outcome();
            assertThat(outcome.type()).isEqualTo(Outcome.Type.BLOCKED);
            assertThat(outcome.networkStatus())
                    .isEqualTo(Outcome.NetworkStatus.NOT_SENT_TO_NETWORK);
            assertThat(outcome.reason()).contains("highest_risk_level");
            var failed = (Charge.State.Failed) charge.state();
            assertThat(failed.code()).isEqualTo("card_declined");
            assertThat(failed.declineCode()).contains("fraudulent");
            assertThat(stage.verdict(charge).reasons()).isNotEmpty();
        }
    }

    @Test
    void an_allow_list_lets_a_risky_card_through_but_not_the_one_that_is_always_blocked() {
        for (var card : List.of("pm_card_riskLevelHighest", "pm_card_radarBlock"))
            put("card_fingerprint_allowlist", print(stage.failed(stage.pay(900, card))));

        var verdict = stage.verdict(stage.paid(900, "pm_card_riskLevelHighest"));
        assertThat(verdict.rule().orElseThrow().id()).isEqualTo("allow_if_listed");
        assertThat(verdict.level()).isEqualTo(RiskLevel.HIGHEST);
        var still = stage.verdict(stage.failed(stage.pay(900, "pm_card_radarBlock")));
        assertThat(still.rule().orElseThrow().id()).isEqualTo("block_if_always_blocked");
    }

    @Test
    void a_blocked_card_pays_again_when_it_is_off_the_list() {
        var print = print(stage.paid(900, "pm_card_mastercard"));
        var item = put("card_fingerprint_blocklist", print);
        var verdict = stage.verdict(stage.failed(stage.pay(900, "pm_card_mastercard")));
        assertThat(verdict.action()).isEqualTo("block");
        assertThat(verdict.rule().orElseThrow().id()).isEqualTo("block_if_listed");
        assertThat(verdict.message()).contains("@card_fingerprint_blocklist");
        assertThat(stage.delete("/v1/radar/value_list_items/" + item).status()).isEqualTo(200);
        stage.paid(900, "pm_card_mastercard");
    }

    @Test
    void lists_of_one_shop_are_not_anothers() {
        put("card_country_blocklist", "us");
        stage.failed(stage.pay(900, "pm_card_visa"));
        stage.another();
        stage.paid(900, "pm_card_visa");
    }

    @Test
    void a_card_that_pays_too_often_waits_an_hour() {
        for (int i = 0; i < 4; i++) stage.paid(900, "pm_card_visa");
        var verdict = stage.verdict(stage.failed(stage.pay(900, "pm_card_visa")));
        assertThat(verdict.rule().orElseThrow().id()).isEqualTo("block_if_card_too_often");
        assertThat(verdict.message()).contains("5 times");
        stage.paid(900, "pm_card_mastercard");
        stage.clock.advance(java.time.Duration.ofMinutes(70));
        stage.paid(900, "pm_card_visa");
    }

    @Test
    void a1_who_tries_cards_out_is_told_nothing_by_the_next_one() {
        var declining =
                List.of(
                        "pm_card_visa_chargeDeclined",
                        "pm_card_visa_chargeDeclinedLostCard",
                        "pm_card_visa_chargeDeclinedStolenCard",
                        "pm_card_visa_chargeDeclinedInsufficientFunds");
        for (var card : declining) stage.failed(stage.pay(100, card, CAFE));
        var good = stage.failed(stage.pay(100, "pm_card_visa", CAFE));
        assertThat(stage.verdict(good).rule().orElseThrow().id())
                .isEqualTo("block_if_card_testing");
        // Others go on buying, from elsewhere.
        assertThat(stage.pay(100, "pm_card_visa", Optional.of("192.0.2.8")))
                .isInstanceOf(Confirmation.Succeeded.class);
        stage.clock.advance(java.time.Duration.ofMinutes(11));
        assertThat(stage.pay(100, "pm_card_visa", CAFE)).isInstanceOf(Confirmation.Succeeded.class);
    }

    @Test
    void an_elevated_payment_is_taken_and_reviewed_once() {
        var charge = stage.paid(2_000, "pm_card_riskLevelElevated");
        assertThat(stage.verdict(charge).action()).isEqualTo("review");
        assertThat(charge.facts().outcome().type()).isEqualTo(Outcome.Type.MANUAL_REVIEW);
        assertThat(stage.told()).containsExactly("review.opened");
        stage.refund(charge, Optional.of(Refund.Reason.FRAUDULENT));
        var review = stage.get("/v1/reviews/prv_" + charge.id().text().substring(3));
        assertThat(review.text("closed_reason")).isEqualTo("refunded_as_fraud");
        assertThat(stage.told()).containsExactly("review.opened", "review.closed");
    }

    @Test
    void of_many_who_approve_at_once_one_does() throws Exception {
        var charge = stage.paid(2_000, "pm_card_riskLevelElevated");
        var path = "/v1/reviews/prv_" + charge.id().text().substring(3) + "/approve";
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 8)
                            .mapToObj(i -> pool.submit(() -> stage.post(path, "").status()))
                            .toList();
            int done = 0;
            for (var answer : answers) if (answer.get() == 200) done++;
            assertThat(done).isOne();
        }
        assertThat(stage.told()).containsExactly("review.opened", "review.closed");
    }

    @Test
    void a_bank_reports_fraud_once_and_a_refund_settles_it() {
        var charge = stage.paid(2_000, "pm_card_createIssuerFraudRecord");
        var url = "/v1/radar/early_fraud_warnings?charge=" + charge.id();
        for (int i = 0; i < 2; i++) assertThat(stage.get(url).body().path("data")).hasSize(1);
        var warning = stage.get(url).body().at("/data/0");
        assertThat(warning.path("actionable").asBoolean()).isTrue();
        assertThat(warning.path("fraud_type").asText()).isEqualTo("unauthorized_use_of_card");
        stage.refund(charge, Optional.empty());
        assertThat(stage.get(url).body().at("/data/0/actionable").asBoolean()).isFalse();
        assertThat(stage.told())
                .containsExactly(
                        "radar.early_fraud_warning.created", "radar.early_fraud_warning.updated");
    }

    @Test
    void a_dispute_of_a_payment_nobody_watches_tells_nothing() {
        var charge = stage.paid(2_000, "pm_card_createDispute");
        stage.disputes.hear();
        stage.settle();
        assertThat(stage.told()).isEmpty();
        assertThat(stage.radar.verdict(stage.seller, charge.id())).isPresent();
    }

    private static String print(Charge charge) {
        return charge.facts().instrument().fingerprint();
    }

    /** Puts a value on a default list; the item's id. */
    private static String put(String alias, String value) {
        var list = stage.get("/v1/radar/value_lists?alias=" + alias).text("data.0.id");
        var made =
                stage.post("/v1/radar/value_list_items", "value_list=" + list + "&value=" + value);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        return made.text("id");
    }
}
