package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Money is sent to an account that is the source, and charged as far as it has come. */
class ReceiverSourcesHttpTest extends Story {

    @Test
    void money_is_sent_to_a_receiver() {
        var source =
                stage.post(
                        "/sources",
                        "type=ach_credit_transfer&currency=usd&owner[email]=amount_4242@example.com");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        assertThat(source.text("/receiver/amount_received")).isEqualTo("4242");
        var arrived = stage.told("source.transaction.created");
        assertThat(arrived.path("amount").asLong()).isEqualTo(4242);
        var list = stage.get("/sources/" + source.id() + "/source_transactions");
        var one = list.text("/data/0/id");
        assertThat(stage.get("/sources/" + source.id() + "/source_transactions/" + one).id())
                .isEqualTo(one);
        stage.refused("/charges", "amount=5000&currency=usd&source=" + source.id());
        stage.charged(source.id(), 4000, "usd");
        var left = stage.now(source.id());
        assertThat(left.text("/status")).isEqualTo("chargeable");
        assertThat(left.text("/receiver/amount_charged")).isEqualTo("4000");
        stage.refused("/charges", "amount=243&currency=usd&source=" + source.id());
        stage.charged(source.id(), 242, "usd");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("pending");
        stage.post("/sources/" + source.id(), "owner[email]=amount_100@example.com");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("chargeable");
        assertThat(stage.now(source.id()).text("/receiver/amount_received")).isEqualTo("4342");
        stage.post("/sources", "type=sepa_credit_transfer");
        var once =
                stage.post(
                        "/sources",
                        "type=multibanco&amount=500&currency=eur"
                                + "&owner[email]=amount_500@example.com");
        stage.charged(once.id(), 500, "eur");
        assertThat(stage.now(once.id()).text("/status")).isEqualTo("consumed");
    }

    @Test
    void a_receiver_is_kept_by_a_customer_and_not_shown_as_a_payment_method() {
        var ada = stage.customer();
        var source = stage.post("/sources", "type=ach_credit_transfer&currency=usd").id();
        var kept = stage.post("/customers/" + ada + "/sources", "source=" + source);
        assertThat(kept.id()).isEqualTo(source);
        assertThat(kept.text("/customer")).isEqualTo(ada);
        assertThat(stage.get("/customers/" + ada + "/payment_methods").body().at("/data"))
                .isEmpty();
        assertThat(stage.ask("GET", "/payment_methods/pm_" + source.substring(4), "").status())
                .isEqualTo(404);
        stage.post("/sources/" + source, "owner[email]=amount_700@example.com");
        var charge = stage.post("/charges", "amount=700&currency=usd&customer=" + ada);
        assertThat(charge.text("/source/id")).isEqualTo(source);
    }
}
