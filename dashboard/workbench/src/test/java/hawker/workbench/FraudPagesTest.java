package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A seller writes rules, tries them, keeps lists and looks at what waits for a look. */
class FraudPagesTest extends Story {

    private static final String PATH = FraudPages.PATH;

    private static final String LARGE = "Block if :amount_in_usd: > 500";

    @Test
    void a_rule_is_tried_added_changed_switched_off_and_deleted() {
        assertThat(stage.get(PATH).text())
                .contains("You have no rules of your own", ":risk_level: = 'elevated'");
        stage.paid(stage.key, 60_000, "pm_card_visa", "");
        stage.paid(stage.key, 2_000, "pm_card_visa", "");
        var tried = stage.send(PATH, PATH, Map.of("rule", LARGE, "act", "try"));
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.text())
                .contains("fitted 1 of the last 2 payments", "no rules of your own");
        assertThat(stage.send(PATH, PATH, Map.of("rule", LARGE, "act", "add")).status())
                .isEqualTo(303);
        var rule = stage.radar.ownRules(stage.shop).getFirst().id();
        var page = PATH + "/rules/" + rule;
        assertThat(stage.get(page).text()).contains(shown(LARGE), "On", stage.handle + "-owner");

        var other = "Block if :amount_in_usd: > 900";
        var changed = stage.send(page, page, Map.of("rule", other, "act", "save"));
        assertThat(changed.status()).isEqualTo(303);
        assertThat(stage.get(page).text()).contains("Ended").doesNotContain("Save rule");
        var now = changed.location();
        assertThat(stage.send(now, now + "/turn", Map.of("on", "false")).status()).isEqualTo(303);
        assertThat(stage.get(PATH).text()).contains(shown(other), "Off");
        assertThat(stage.send(now, now + "/delete", Map.of()).status()).isEqualTo(303);
        assertThat(stage.get(PATH).text()).contains("no rules of your own");
        assertThat(stage.browser.post(stage.cookie, now + "/turn", stage.token()).status())
                .isEqualTo(404);
    }

    private static String shown(String rule) {
        return rule.replace(">", "&gt;");
    }

    @Test
    void what_is_no_rule_comes_back_as_it_was_typed_with_what_is_wrong() {
        var typed = "Block if :card_contry: = <b>";
        var page = stage.send(PATH, PATH, Map.of("rule", typed, "act", "add"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body())
                .contains("Block if :card_contry: = &lt;b&gt;", "Did you mean :card_country:?");
        assertThat(stage.radar.ownRules(stage.shop)).isEmpty();
    }

    @Test
    void rules_are_put_in_order() {
        for (var rule : new String[] {LARGE, "Review if :amount_in_usd: > 100"})
            stage.send(PATH, PATH, Map.of("rule", rule, "act", "add"));
        var second = stage.radar.ownRules(stage.shop).getLast();
        var move = PATH + "/rules/" + second.id() + "/move";
        assertThat(stage.send(PATH, move, Map.of("way", "earlier")).status()).isEqualTo(303);
        assertThat(stage.radar.ownRules(stage.shop).getFirst()).isEqualTo(second);
    }

    @Test
    void lists_are_made_filled_and_emptied() {
        var lists = FraudListPages.LISTS;
        assertThat(stage.get(lists).text()).contains("@email_blocklist");
        var made =
                stage.send(
                        lists,
                        lists,
                        Map.of("name", "Trolls", "alias", "trolls", "item_type", "email"));
        assertThat(made.status()).isEqualTo(303);
        var list = made.location();
        assertThat(stage.send(list, list, Map.of("value", "nobody")).text())
                .contains("is no valid email");
        assertThat(stage.send(list, list, Map.of("value", "Eve@example.com")).status())
                .isEqualTo(303);
        assertThat(stage.get(list).text()).contains("eve@example.com", "@trolls in rules");
        stage.send(PATH, PATH, Map.of("rule", "Block if :email: in @trolls", "act", "add"));
        assertThat(stage.send(list, list + "/delete", Map.of()).location()).startsWith(list);
        assertThat(stage.send(list, list + "/remove", Map.of()).status()).isEqualTo(303);
        assertThat(stage.get(list).text()).contains("Nothing is on this list");
        var near =
                stage.send(
                        lists,
                        lists,
                        Map.of("name", "Near", "alias", "near", "item_type", "ip_address"));
        assertThat(stage.get(near.location()).text())
                .contains("IP addresses")
                .doesNotContain("Ip address");
        var again = stage.send(lists, lists, Map.of("name", "T", "alias", "trolls"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("already exists");
    }

    @Test
    void a_payment_that_waits_for_a_look_is_approved_once() {
        stage.paid(stage.key, 2_000, "pm_card_riskLevelElevated", "");
        var reviews = FraudListPages.REVIEWS;
        assertThat(stage.get(reviews).text())
                .contains("$20.00", "Review if elevated risk", "anna@example.com");
        var form = new HashMap<>(stage.get(reviews).form(reviews));
        assertThat(stage.browser.post(stage.cookie, reviews, form).status()).isEqualTo(303);
        assertThat(stage.get(reviews).text()).contains("No payment waits");
    }

    @Test
    void anothers_rules_and_lists_are_not_there() {
        var other = stage.accounts.authenticate(stage.otherKey).orElseThrow().account();
        stage.radar.add(other, LARGE, "bob");
        var rule = PATH + "/rules/" + stage.radar.ownRules(other).getFirst().id();
        assertThat(stage.get(rule).status()).isEqualTo(404);
        for (var act : new String[] {"", "/turn", "/move", "/delete"})
            assertThat(stage.browser.post(stage.cookie, rule + act, stage.token()).status())
                    .as(act)
                    .isEqualTo(404);
        assertThat(stage.radar.ownRules(other)).hasSize(1);
    }
}
