package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Tx;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an older program kept of the portal counts after an upgrade. */
class OlderPortalsTest extends PortalStory {

    private static String id(String prefix) {
        return stage.platform.ids().ordinary(prefix, stage.seller);
    }

    /** As the older program wrote it, without what came since. */
    private static ObjectNode older(String id, boolean usual, String name) {
        var body = ConfigurationsHttp.blank(usual);
        body.put("id", id).put("object", "billing_portal.configuration").put("livemode", false);
        body.put("created", NEW_YEAR).put("updated", NEW_YEAR).put("name", name);
        var cancel = (ObjectNode) body.at("/features/subscription_cancel");
        cancel.put("enabled", true).put("mode", "immediately");
        ((ObjectNode) body.at("/features/subscription_update")).remove("trial_update_behavior");
        return body;
    }

    private static void keep(String kind, String id, ObjectNode body, ObjectNode detail) {
        stage.platform
                .tx()
                .doInAccount(
                        stage.seller,
                        tx ->
                                tx.update(
                                        """
                                        insert into billing.document (account_id, kind,
                                            document_id, version, created, state, body, detail)
                                        values (?, ?, ?, 1, ?, '', ?, ?)
                                        """,
                                        stage.seller,
                                        kind,
                                        id,
                                        stage.clock.now(),
                                        new Tx.Json(Json.text(body)),
                                        new Tx.Json(Json.text(detail))));
    }

    private static void upgrade() {
        stage.module.handOver((tx, all) ->
                portal.adopt(
                        tx,
                        all.stream()
                                .map(o ->
                                        new PortalModule.Older(
                                                o.account(),
                                                o.object().endsWith(".session"),
                                                o.id(),
                                                o.created(),
                                                o.body(),
                                                o.detail().path("token").asText()))
                                .toList()));
    }

    private static String shown(String id, String field) {
        return fits(stage.get(CONFIGURATIONS + "/" + id)).body().at(field).asText();
    }

    @Test
    void configurations_and_open_sessions_go_on() {
        var customer = stage.customer("pm_card_visa", "");
        subscribed(customer, stage.monthly(1000), "");
        var usual = id("bpc");
        var other = id("bpc");
        keep("billing_portal.configuration", usual, older(usual, true, "Ours"), Json.object());
        keep("billing_portal.configuration", other, older(other, false, "B"), Json.object());
        var session = id("bps");
        var body = Json.object().put("id", session).put("object", "billing_portal.session");
        body.put("configuration", other).put("customer", customer).putNull("flow");
        body.putNull("return_url");
        keep("billing_portal.session", session, body, Json.object().put("token", "t0ken"));
        upgrade();
        assertThat(shown(usual, "/name")).isEqualTo("Ours");
        assertThat(shown(usual, "/features/subscription_cancel/mode")).isEqualTo("immediately");
        assertThat(shown(usual, "/features/subscription_update/trial_update_behavior"))
                .isEqualTo("end_trial");
        assertThat(shown(other, "/is_default")).isEqualTo("false");
        assertThat(stage.get(CONFIGURATIONS).body().path("data")).hasSize(2);
        var without = stage.post("/v1/billing_portal/sessions", "customer=" + customer);
        assertThat(fits(without).text("configuration")).isEqualTo(usual);
        assertThat(browser.get("/p/session/" + session + "/t0ken").body())
                .contains("Your subscriptions", "Cancel subscription");
        // Once is enough.
        stage.post(CONFIGURATIONS + "/" + other, "name=Changed");
        upgrade();
        assertThat(shown(other, "/name")).isEqualTo("Changed");
    }

    @Test
    void what_was_set_up_since_stays() {
        var customer = stage.customer("pm_card_visa", "");
        var fresh =
                fits(stage.post("/v1/billing_portal/sessions", "customer=" + customer))
                        .text("configuration");
        var first = id("bpc");
        keep("billing_portal.configuration", first, older(first, true, "Ours"), Json.object());
        upgrade();
        // Nobody had changed the newer one: the seller's own counts again.
        assertThat(List.of(shown(first, "/is_default"), shown(fresh, "/is_default")))
                .containsExactly("true", "false");
        stage.post(CONFIGURATIONS + "/" + first, "name=Mine");
        var second = id("bpc");
        keep("billing_portal.configuration", second, older(second, true, "Late"), Json.object());
        upgrade();
        assertThat(List.of(shown(first, "/is_default"), shown(second, "/is_default")))
                .containsExactly("true", "false");
        assertThat(shown(second, "/name")).isEqualTo("Late");
    }
}
