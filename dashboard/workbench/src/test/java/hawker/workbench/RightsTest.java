package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each page and each form of the workbench asks for a right, and who has it not is told so. */
class RightsTest {

    private static final String[] FIRST = {
        "/dashboard/disputes",
        "/dashboard/fraud",
        "/dashboard/connect",
        "/dashboard/keys",
        "/dashboard/clocks"
    };

    private static final Map<String, Role.Right> FORMS =
            Map.ofEntries(
                    Map.entry("/dashboard/disputes/{id}", Role.Right.ANSWER_DISPUTES),
                    Map.entry("/dashboard/disputes/{id}/accept", Role.Right.ANSWER_DISPUTES),
                    Map.entry("/dashboard/fraud", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/rules/{id}", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/rules/{id}/turn", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/rules/{id}/move", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/rules/{id}/delete", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/lists", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/lists/{id}", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/lists/{id}/remove", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/lists/{id}/delete", Role.Right.GUARD),
                    Map.entry("/dashboard/fraud/reviews", Role.Right.REFUND),
                    Map.entry("/dashboard/customers/new", Role.Right.EDIT_CUSTOMERS),
                    Map.entry("/dashboard/customers/{id}/edit", Role.Right.EDIT_CUSTOMERS),
                    Map.entry("/dashboard/customers/{id}/delete", Role.Right.EDIT_CUSTOMERS),
                    Map.entry("/dashboard/billing", Role.Right.RUN_BILLING),
                    Map.entry("/dashboard/billing/letterhead", Role.Right.RUN_BILLING),
                    Map.entry("/dashboard/connect/{id}/link", Role.Right.CONNECT),
                    Map.entry("/dashboard/keys", Role.Right.DEVELOP),
                    Map.entry("/dashboard/keys/{id}/roll", Role.Right.DEVELOP),
                    Map.entry("/dashboard/keys/{id}/revoke", Role.Right.DEVELOP),
                    Map.entry("/dashboard/clocks", Role.Right.DEVELOP),
                    Map.entry("/dashboard/clocks/{id}/advance", Role.Right.DEVELOP),
                    Map.entry("/dashboard/clocks/{id}/delete", Role.Right.DEVELOP));

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void each_form_is_in_the_table_and_refused_to_roles_without_its_right() {
        var forms = new HashSet<String>();
        var cookies = stage.rolesOf("juniper");
        for (var route : stage.pages.routes().all()) {
            if (!route.method().equals("POST")) continue;
            forms.add(route.pattern());
            var right = FORMS.get(route.pattern());
            if (right == null) throw new AssertionError("no right is named for " + route.pattern());
            var path = route.pattern().replace("{id}", "x");
            for (var member : cookies.entrySet()) {
                var token = Map.of("csrf", stage.token(member.getValue()));
                var status = stage.browser.post(member.getValue(), path, token).status();
                boolean may = member.getKey().has(right);
                assertThat(status == 403)
                        .as(member.getKey() + " " + path + " " + status)
                        .isEqualTo(!may);
            }
        }
        assertThat(forms).isEqualTo(FORMS.keySet());
    }

    @Test
    void no_page_shows_a_form_that_its_reader_is_refused() {
        stageEverything();
        var cookies = stage.rolesOf("juniper");
        cookies.put(Role.OWNER, stage.cookie);
        for (var member : cookies.entrySet()) {
            var role = member.getKey();
            var shown = new HashSet<String>();
            for (var page : stage.browser.everything(member.getValue(), FIRST).values())
                for (var action : page.sendsTo()) shown.add(pattern(action));
            for (var form : FORMS.entrySet())
                assertThat(shown.contains(form.getKey()))
                        .as(role + " " + form.getKey())
                        .isEqualTo(role.has(form.getValue()) && sees(role, form.getKey()));
        }
    }

    /** Who may give money back does not see connected accounts, nor keys. */
    private static boolean sees(Role role, String form) {
        return form.startsWith("/dashboard/connect")
                ? role.has(Role.Right.SEE_MONEY)
                : role.has(Role.Right.SEE_SALES);
    }

    private void stageEverything() {
        stage.made(stage.key, "/v1/customers", "name=Anna");
        stage.disputed(stage.key, "pm_card_createDispute");
        stage.connected(stage.key);
        stage.made(stage.key, "/v1/test_helpers/test_clocks", "frozen_time=1900000000");
        var list = "alias=friends&name=Friends&item_type=email";
        var id = stage.made(stage.key, "/v1/radar/value_lists", list).path("id").asText();
        stage.made(
                stage.key,
                "/v1/radar/value_list_items",
                "value_list=" + id + "&value=anna@example.com");
        stage.radar.add(stage.shop, "Block if :amount_in_usd: > 9000", "ann");
        stage.paid(stage.key, 5_000, "pm_card_riskLevelElevated", "");
        stage.settle();
    }

    private static String pattern(String action) {
        return FORMS.keySet().stream()
                .filter(form -> action.matches(form.replace("{id}", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no right is named for " + action));
    }

    @Test
    void each_page_is_refused_to_who_only_keeps_the_goods() {
        var cookie = stage.rolesOf("juniper").get(Role.CATALOGUE);
        for (var route : stage.pages.routes().all()) {
            if (!route.method().equals("GET")) continue;
            var path = route.pattern().replace("{id}", "x");
            var page = stage.browser.get(String.valueOf(cookie), path);
            assertThat(page.status()).as(path).isEqualTo(403);
            assertThat(page.text()).contains("Your role does not allow this");
        }
    }

    @Test
    void who_only_looks_sees_every_page() {
        var cookie = String.valueOf(stage.rolesOf("juniper").get(Role.ANALYST));
        for (var path :
                List.of(
                        "/dashboard/disputes",
                        "/dashboard/fraud",
                        "/dashboard/fraud/lists",
                        "/dashboard/fraud/reviews",
                        "/dashboard/customers",
                        "/dashboard/billing",
                        "/dashboard/billing/letterhead",
                        "/dashboard/connect",
                        "/dashboard/transfers",
                        "/dashboard/keys",
                        "/dashboard/clocks",
                        "/dashboard/logs",
                        "/dashboard/events"))
            assertThat(stage.browser.get(cookie, path).status()).as(path).isEqualTo(200);
    }
}
