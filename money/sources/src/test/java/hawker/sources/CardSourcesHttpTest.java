package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cards that are sources are charged as was promised, under each of their names. */
class CardSourcesHttpTest extends Story {

    private static String card(String token, String more) {
        return stage.post("/sources", "type=card&token=" + token + more).id();
    }

    private static String[] names(String source) {
        return new String[] {source, "card_" + source.substring(4), "pm_" + source.substring(4)};
    }

    private static void charged_in_no_way(String source, String amount) {
        for (var name : names(source)) {
            stage.refused("/charges", amount + "&source=" + name);
            stage.refused("/payment_intents", amount + "&confirm=true&payment_method=" + name);
        }
    }

    @Test
    void a_card_is_a_source() {
        var source =
                stage.post(
                        "/sources",
                        "type=card&token=tok_visa&owner[name]=Ada&metadata[order]=7&usage=reusable");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        assertThat(source.text("/card/last4")).isEqualTo("4242");
        assertThat(source.text("/owner/name")).isEqualTo("Ada");
        assertThat(source.text("/metadata/order")).isEqualTo("7");
        var other =
                stage.post("/sources/" + source.id(), "metadata[order]=8&owner[email]=a@b.test");
        assertThat(other.text("/metadata/order")).isEqualTo("8");
        assertThat(other.text("/owner/email")).isEqualTo("a@b.test");
        assertThat(stage.charged(source.id(), 900, "usd").text("/status")).isEqualTo("succeeded");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("consumed");
        stage.refused("/charges", "amount=900&currency=usd&source=" + source.id());
        var typed =
                "type=card&card[number]=4000056655665556&card[exp_month]=12&card[exp_year]=2030"
                        + "&card[cvc]=123";
        assertThat(stage.post("/sources", typed).text("/card/funding")).isEqualTo("debit");
        assertThat(
                        stage.ask(
                                        "POST",
                                        "/sources",
                                        "type=card&card[number]=4111111111111111"
                                                + "&card[exp_month]=12&card[exp_year]=2030")
                                .status())
                .isIn(200, 402);
    }

    @Test
    void of_a_card_too_only_what_was_promised_is_taken_and_once() {
        var once = "&usage=single_use&amount=1000&currency=usd";
        var right = "amount=1000&currency=usd";
        var source = card("tok_visa", once);
        charged_in_no_way(source, "amount=99999&currency=usd");
        charged_in_no_way(source, "amount=1000&currency=eur");
        assertThat(
                        stage.refused("/charges", "amount=99&currency=usd&source=" + source)
                                .text("/error/param"))
                .isEqualTo("source");
        assertThat(stage.now(source).text("/status")).isEqualTo("chargeable");
        assertThat(stage.charged(names(source)[1], 1000, "usd").text("/status"))
                .isEqualTo("succeeded");
        assertThat(stage.now(source).text("/status")).isEqualTo("consumed");
        charged_in_no_way(source, right);

        var other = card("tok_visa", once);
        var paid = right + "&confirm=true&payment_method=";
        assertThat(stage.post("/payment_intents", paid + other).text("/status"))
                .isEqualTo("succeeded");
        charged_in_no_way(other, right);
        var later = stage.post("/payment_intents", right + "&payment_method=" + other);
        stage.refused("/payment_intents/" + later.id() + "/confirm", "");
        var refused = stage.get("/payment_intents/" + later.id());
        assertThat(refused.text("/status")).isEqualTo("requires_confirmation");

        var declined = card("tok_chargeDeclined", once);
        assertThat(stage.ask("POST", "/charges", right + "&source=" + declined).status())
                .isEqualTo(402);
        assertThat(stage.now(declined).text("/status")).isEqualTo("consumed");
        var back = card("tok_visa", once);
        stage.post("/sources/" + back, "mandate[acceptance][status]=revoked");
        charged_in_no_way(back, right);
    }

    @Test
    void a_customers_source_is_charged_again_and_again_until_it_is_taken_away() {
        var ada = stage.customer();
        var source = stage.post("/sources", "type=card&token=tok_visa").id();
        var kept = stage.post("/customers/" + ada + "/sources", "source=" + source);
        assertThat(kept.text("/object")).isEqualTo("source");
        assertThat(stage.events("customer.source.created").getFirst().payload().orElseThrow())
                .contains(source);
        assertThat(stage.get("/customers/" + ada).text("/default_source")).isEqualTo(source);
        assertThat(stage.get("/customers/" + ada + "/sources").text("/data/0/id"))
                .isEqualTo(source);
        assertThat(stage.get("/customers/" + ada + "?expand[]=sources").text("/sources/data/0/id"))
                .isEqualTo(source);
        for (int i = 0; i < 2; i++)
            stage.post("/charges", "amount=500&currency=usd&customer=" + ada);
        stage.post(
                "/payment_intents",
                "amount=500&currency=usd&confirm=true&customer="
                        + ada
                        + "&payment_method="
                        + source);
        var taken =
                Stage.right(stage.ask("DELETE", "/customers/" + ada + "/sources/" + source, ""));
        assertThat(taken.text("/status")).isEqualTo("consumed");
        assertThat(taken.body().has("customer")).isFalse();
        stage.refused("/charges", "amount=500&currency=usd&source=" + source);
        assertThat(stage.get("/customers/" + ada).text("/default_source")).isIn("", "null");
        var eve = stage.customer();
        var hers = stage.post("/sources", "type=card&token=tok_visa").id();
        stage.post("/customers/" + eve + "/sources", "source=" + hers);
        stage.ask("DELETE", "/customers/" + eve, "");
        assertThat(stage.now(hers).text("/status")).isEqualTo("consumed");
    }

    @Test
    void a_customers_card_is_not_charged_after_it_was_taken_back() {
        var ada = stage.customer();
        var source = card("tok_visa", "");
        stage.post("/customers/" + ada + "/sources", "source=" + source);
        stage.post("/charges", "amount=500&currency=usd&customer=" + ada);
        stage.post("/sources/" + source, "mandate[acceptance][status]=revoked");
        stage.refused("/charges", "amount=500&currency=usd&customer=" + ada);
        stage.refused(
                "/payment_intents",
                "amount=500&currency=usd&confirm=true&customer="
                        + ada
                        + "&payment_method="
                        + source);
    }

    @Test
    void a_card_that_a_payment_keeps_is_charged_again() {
        var ada = stage.customer();
        var form =
                "amount=500&currency=usd&confirm=true&customer="
                        + ada
                        + "&payment_method="
                        + card("tok_visa", "");
        stage.post("/payment_intents", form + "&setup_future_usage=off_session");
        stage.post("/payment_intents", form);
    }

    @Test
    void a_challenge_goes_on_with_the_card_that_it_is_about() {
        var source =
                card("tok_threeDSecure2Required", "&usage=single_use&amount=1000&currency=usd");
        var form =
                "amount=1000&currency=usd&confirm=true&confirmation_method=manual"
                        + "&return_url=https://shop.test/&payment_method=";
        var asked = stage.post("/payment_intents", form + source);
        assertThat(asked.text("/status")).isEqualTo("requires_action");
        charged_in_no_way(source, "amount=1000&currency=usd");
        stage.challenged(asked.text("/next_action/redirect_to_url/url"));
        var path = "/payment_intents/" + asked.id();
        assertThat(stage.get(path).text("/status")).isEqualTo("requires_confirmation");
        assertThat(stage.post(path + "/confirm", "").text("/status")).isEqualTo("succeeded");
        charged_in_no_way(source, "amount=1000&currency=usd");
    }

    @Test
    void of_two_charges_at_once_one_has_the_card() throws Exception {
        var source = card("tok_visa", "&usage=single_use&amount=1000&currency=usd");
        Callable<Integer> charge =
                () ->
                        stage.ask(
                                        "POST",
                                        "/charges",
                                        "amount=1000&currency=usd&source=" + names(source)[2])
                                .status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = pool.invokeAll(IntStream.range(0, 6).mapToObj(i -> charge).toList());
            assertThat(answers.stream().filter(answer -> answer.resultNow() == 200)).hasSize(1);
        }
    }

    @Test
    void a_repeated_charge_with_a_card_is_one() {
        var source = card("tok_visa", "&usage=single_use&amount=1000&currency=usd");
        var form = "amount=1000&currency=usd&source=" + source;
        var first = Stage.right(stage.askWithKey("again", "/charges", form));
        var second = Stage.right(stage.askWithKey("again", "/charges", form));
        assertThat(second.id()).isEqualTo(first.id());
    }
}
