package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpandingTest {

    private static final AccountId ACCOUNT = new AccountId(101);

    private final List<Collection<String>> asked = new ArrayList<>();
    private final Expanding expanding =
            new Expanding(
                    List.of(
                            Expander.of(
                                    (account, ids) -> objects("customer", ids),
                                    "charge.customer",
                                    "payment_intent.customer",
                                    "schedule.phases.settings.customer"),
                            Expander.of(
                                    (account, ids) -> objects("charge", ids),
                                    "payment_intent.latest_charge"),
                            Expander.of(
                                    (account, ids) -> objects("payment_method", ids),
                                    "customer.invoice_settings.default_payment_method"),
                            Expander.included(
                                    (account, ids) -> objects("list", ids), "customer.sources")));

    @Test
    void an_id_becomes_the_object() {
        var charge = expand(charge("ch_1", "cus_1"), "customer");
        assertThat(charge.at("/customer/object").asText()).isEqualTo("customer");
        assertThat(charge.at("/customer/id").asText()).isEqualTo("cus_1");
    }

    @Test
    void a_list_costs_one_query_however_many_rows_it_has() {
        var rows =
                List.of(charge("ch_1", "cus_1"), charge("ch_2", "cus_2"), charge("ch_3", "cus_1"));
        var list = expand(Lists.of("/v1/charges", rows, false), "data.customer");
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst()).containsExactlyInAnyOrder("cus_1", "cus_2");
        assertThat(list.at("/data/2/customer/id").asText()).isEqualTo("cus_1");
        assertThat(list.at("/data/0/customer")).isNotSameAs(list.at("/data/2/customer"));
    }

    @Test
    void paths_go_on_inside_of_what_was_expanded() {
        var intent =
                Json.object()
                        .put("id", "pi_1")
                        .put("object", "payment_intent")
                        .put("latest_charge", "ch_1");
        expand(intent, "latest_charge.customer.invoice_settings.default_payment_method");
        assertThat(asked).hasSize(3);
        assertThat(
                        intent.at(
                                        "/latest_charge/customer/invoice_settings"
                                                + "/default_payment_method/object")
                                .asText())
                .isEqualTo("payment_method");
    }

    @Test
    void what_exists_only_expanded_is_asked_for_by_its_owner() {
        var charge = expand(charge("ch_1", "cus_1"), "customer.sources");
        assertThat(charge.at("/customer/sources/object").asText()).isEqualTo("list");
        assertThat(asked.getLast()).containsExactly("cus_1");
    }

    @Test
    void parts_of_a_list_without_names_belong_to_the_object_that_has_them() {
        var schedule = Json.object().put("id", "sub_sched_1").put("object", "schedule");
        var phases = schedule.putArray("phases");
        phases.addObject().putNull("settings");
        phases.addObject().putObject("settings").put("customer", "cus_1");
        expand(schedule, "phases.settings.customer");
        assertThat(schedule.at("/phases/1/settings/customer/object").asText())
                .isEqualTo("customer");
        phases.remove(1);
        assertThat(expand(schedule, "phases.settings.customer").at("/phases/0/settings").isNull())
                .isTrue();
        assertThatThrownBy(() -> expand(schedule, "phases.other.customer"))
                .hasMessage("This property cannot be expanded (phases.other.customer).");
    }

    @Test
    void null_and_missing_objects_stay_as_they_are() {
        var charge = Json.object().put("id", "ch_1").put("object", "charge").putNull("customer");
        assertThat(expand(charge, "customer").get("customer").isNull()).isTrue();
        assertThat(expand(charge("ch_2", "cus_gone"), "customer").path("customer").asText())
                .isEqualTo("cus_gone");
    }

    @Test
    void an_unknown_path_is_refused_when_reading_and_passed_over_after_an_effect() {
        var charge = charge("ch_1", "cus_1");
        assertThatThrownBy(() -> expand(charge, "amount"))
                .hasMessage("This property cannot be expanded (amount).");
        expanding.expand(ACCOUNT, charge, List.of("amount"), false);
        assertThatThrownBy(() -> expanding.check(List.of("amount")))
                .hasMessage("This property cannot be expanded (amount).");
        assertThatThrownBy(() -> expanding.check(List.of("a.b.c.d.customer")))
                .hasMessage(
                        "You cannot expand more than 4 levels of a property. Property:"
                                + " a.b.c.d.customer");
        expanding.check(List.of("data.a.data.b.c.customer"));
        expanding.check(List.of("data.customer", "total_count", "latest_charge.customer"));
    }

    private ObjectNode expand(ObjectNode body, String path) {
        expanding.expand(ACCOUNT, body, List.of(path), true);
        return body;
    }

    private static ObjectNode charge(String id, String customer) {
        return Json.object().put("id", id).put("object", "charge").put("customer", customer);
    }

    private Map<String, ObjectNode> objects(String object, Collection<String> ids) {
        asked.add(List.copyOf(ids));
        var found = new HashMap<String, ObjectNode>();
        for (var id : ids) {
            if (id.equals("cus_gone")) continue;
            var node = Json.object().put("id", id).put("object", object);
            if (object.equals("charge")) node.put("customer", "cus_of_" + id);
            if (object.equals("customer"))
                node.set(
                        "invoice_settings",
                        Json.object().put("default_payment_method", "pm_of_" + id));
            found.put(id, node);
        }
        return found;
    }
}
