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
                    Map.entry("/dashboard/billing", Role.Right.RUN_BILLING),
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
                        "/dashboard/connect",
                        "/dashboard/transfers",
                        "/dashboard/keys",
                        "/dashboard/clocks",
                        "/dashboard/logs",
                        "/dashboard/events"))
            assertThat(stage.browser.get(cookie, path).status()).as(path).isEqualTo(200);
    }
}
