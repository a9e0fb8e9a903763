package hawker.radar;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.network.Outcome.RiskLevel;
import hawker.payments.Confirmation;
import hawker.radar.Radar.Changed;
import hawker.radar.Radar.Tried;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sellers say themselves about payments. */
class OwnRulesTest {

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
    void a_rule_blocks_what_fits_it_until_it_is_switched_off() {
        var rule = add("Block if :card_country: = 'US' and :amount_in_usd: > 500");
        stage.paid(50_000, "pm_card_visa");
        var verdict = stage.verdict(stage.failed(stage.pay(50_001, "pm_card_visa")));
        assertThat(verdict.action()).isEqualTo("block");
        assertThat(verdict.rule().orElseThrow().id()).isEqualTo(rule);
        assertThat(verdict.message()).endsWith(":amount_in_usd: > 500");
        // A seller's taste says nothing about the risk.
        assertThat(verdict.level()).isEqualTo(RiskLevel.NORMAL);
        stage.radar.turn(stage.seller, rule, false);
        stage.paid(50_001, "pm_card_visa");
        stage.radar.turn(stage.seller, rule, true);
        stage.failed(stage.pay(50_001, "pm_card_visa"));
        stage.another();
        stage.paid(50_001, "pm_card_visa");
    }

    @Test
    void an_edited_rule_is_another_one_and_old_payments_keep_their_words() {
        var rule = add("Block if :amount_in_usd: > 10");
        var charge = stage.failed(stage.pay(2_000, "pm_card_visa"));
        var changed =
                (Changed.Done)
                        stage.radar.change(
                                stage.seller, rule, "Block if :amount_in_usd: > 30", "ann");
        assertThat(changed.id()).isNotEqualTo(rule);
        stage.paid(2_000, "pm_card_visa");
        assertThat(stage.verdict(charge).rule().orElseThrow().predicate())
                .isEqualTo(":amount_in_usd: > 10");
        var expanded = stage.get("/v1/charges/" + charge.id() + "?expand[]=outcome.rule");
        assertThat(expanded.body().at("/outcome/rule/predicate").asText())
                .isEqualTo(":amount_in_usd: > 10");
        assertThat(stage.radar.ownRule(stage.seller, rule).orElseThrow().ended()).isPresent();
        assertThat(stage.radar.change(stage.seller, rule, "Block if :risk_score: > 1", "ann"))
                .isEqualTo(new Changed.Missing());
    }

    @Test
    void what_allows_comes_before_what_blocks_and_that_before_what_reviews() {
        add("Review if :amount_in_usd: > 10");
        assertThat(stage.verdict(stage.paid(2_000, "pm_card_visa")).action()).isEqualTo("review");
        add("Block if :amount_in_usd: > 10");
        stage.failed(stage.pay(2_000, "pm_card_visa"));
        var allows = add("Allow if :email: = 'nobody@example.com' or :card_brand: = 'visa'");
        var verdict = stage.verdict(stage.paid(2_000, "pm_card_riskLevelHighest"));
        assertThat(verdict.rule().orElseThrow().id()).isEqualTo(allows);
        // One card is always blocked.
        stage.failed(stage.pay(2_000, "pm_card_radarBlock"));
    }

    @Test
    void of_two_that_fit_the_earlier_one_is_named() {
        var first = add("Block if :amount_in_usd: > 10");
        var second = add("Block if :card_brand: = 'visa'");
        assertThat(deciding()).isEqualTo(first);
        stage.radar.move(stage.seller, second, true);
        assertThat(deciding()).isEqualTo(second);
        stage.radar.delete(stage.seller, second);
        assertThat(deciding()).isEqualTo(first);
        assertThat(stage.radar.ownRules(stage.seller)).hasSize(1);
    }

    private static String deciding() {
        return stage.verdict(stage.failed(stage.pay(2_000, "pm_card_visa")))
                .rule()
                .orElseThrow()
                .id();
    }

    @Test
    void a_rule_that_asks_for_3d_secure_asks_once_and_the_payment_goes_on() {
        add("Request 3D Secure if :amount_in_usd: > 10");
        assertThat(stage.pay(900, "pm_card_threeDSecureOptional"))
                .isInstanceOf(Confirmation.Succeeded.class);
        assertThat(stage.pay(2_000, "pm_card_threeDSecureOptional"))
                .isInstanceOf(Confirmation.NeedsAction.class);
        // A card that cannot is charged.
        stage.paid(2_000, "pm_card_amex_threeDSecureNotSupported");
    }

    @Test
    void a_list_that_a_rule_names_must_exist_and_stays() {
        assertThat(stage.radar.add(stage.seller, "Block if :email: in @trolls", "ann"))
                .isInstanceOfSatisfying(
                        Changed.Wrong.class,
                        wrong -> assertThat(wrong.says()).contains("no value list @trolls"));
        var list =
                stage.post("/v1/radar/value_lists", "alias=trolls&name=Trolls&item_type=country")
                        .text("id");
        var rule = add("Block if :card_country: in @trolls");
        stage.paid(900, "pm_card_visa");
        stage.post("/v1/radar/value_list_items", "value_list=" + list + "&value=us");
        stage.failed(stage.pay(900, "pm_card_visa"));
        assertThat(stage.delete("/v1/radar/value_lists/" + list).status()).isEqualTo(400);
        stage.radar.delete(stage.seller, rule);
        assertThat(stage.delete("/v1/radar/value_lists/" + list).status()).isEqualTo(200);
        stage.paid(900, "pm_card_visa");
    }

    @Test
    void a_rule_is_tried_on_what_was_paid_before() {
        for (int cents : new int[] {900, 2_000, 3_000}) stage.paid(cents, "pm_card_visa");
        stage.failed(stage.pay(4_000, "pm_card_visa_chargeDeclined"));
        var tried =
                (Tried.Matched)
                        stage.radar.tryOut(
                                stage.seller,
                                "Block if :amount_in_usd: >= 20 and not :ip_address: = '1.2.3.4'");
        assertThat(tried.looked()).isEqualTo(4);
        assertThat(tried.matched()).isEqualTo(3);
        assertThat(tried.some()).hasSize(3);
        assertThat(tried.unknown()).containsExactly(":ip_address:");
        assertThat(stage.radar.tryOut(stage.seller, "Block if")).isInstanceOf(Tried.Wrong.class);
        assertThat(stage.radar.ownRules(stage.seller)).isEmpty();
    }

    @Test
    void a_rule_is_tried_on_so_many_pages_of_payments_and_no_more() {
        for (int i = 1; i <= 6; i++) stage.paid(1_000 + i, "pm_card_visa");
        var sql = new RadarSql();
        var custom = new Custom(stage.platform.tx(), sql);
        var rules = new OwnRules(stage.platform, stage.payments, custom, sql);
        var rule = "Block if :amount_in_usd: > 10";
        var tried = (Tried.Matched) rules.tryOut(stage.seller, rule, new OwnRules.Reach(2, 2));
        assertThat(tried.read()).isEqualTo(4);
        assertThat(tried.looked()).isEqualTo(4);
        assertThat(tried.matched()).isEqualTo(4);
        var all = (Tried.Matched) rules.tryOut(stage.seller, rule);
        assertThat(all.looked()).isEqualTo(6);
        assertThat(all.read()).isEqualTo(6);
    }

    @Test
    void another_shops_rule_is_not_there() {
        var rule = add("Block if :amount_in_usd: > 10");
        stage.another();
        assertThat(stage.radar.ownRule(stage.seller, rule)).isEmpty();
        assertThat(stage.radar.turn(stage.seller, rule, false)).isEqualTo(new Changed.Missing());
        assertThat(stage.radar.delete(stage.seller, rule)).isEqualTo(new Changed.Missing());
        assertThat(stage.radar.policy(stage.seller, rule)).isEqualTo(Optional.empty());
    }

    private static String add(String text) {
        var added = stage.radar.add(stage.seller, text, "ann");
        if (added instanceof Changed.Done(var id)) return id;
        throw new AssertionError(text + ": " + added);
    }
}
