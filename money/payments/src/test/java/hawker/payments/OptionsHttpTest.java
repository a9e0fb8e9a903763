package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a seller asks beyond amount and method comes back, and has its effect where it has one. */
class OptionsHttpTest extends ApiStory {

    private static final String OF_CARD = "&payment_method_options[card]";

    private static Api.Got made(String more) {
        return fits(api.post(INTENTS, "amount=2000&currency=usd" + more));
    }

    private static String path(Api.Got intent) {
        return INTENTS + "/" + intent.body().path("id").asText();
    }

    private static Api.Got charge(Api.Got intent) {
        var id = intent.body().path("latest_charge").asText();
        return fits(api.get("/v1/charges/" + id));
    }

    @Test
    void types_that_are_left_out_are_shown_and_not_taken() {
        var intent =
                made(
                        "&automatic_payment_methods[enabled]=true"
                                + "&excluded_payment_method_types[0]=klarna"
                                + "&excluded_payment_method_types[1]=affirm");
        assertThat(intent.body().path("excluded_payment_method_types")).hasSize(2);
        assertThat(intent.body().at("/payment_method_types/0").asText()).isEqualTo("card");
        var none = api.post(path(intent), "excluded_payment_method_types[0]=card");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.error("param")).isEqualTo("excluded_payment_method_types");
        var all = fits(api.post(path(intent), "excluded_payment_method_types="));
        assertThat(all.body().path("excluded_payment_method_types").isNull()).isTrue();
        var allowed = fits(api.post(path(intent), "allowed_payment_method_types[0]=card"));
        assertThat(allowed.body().at("/allowed_payment_method_types/0").asText()).isEqualTo("card");
        var wrong = api.post(path(intent), "allowed_payment_method_types[0]=paypal");
        assertThat(wrong.error("param")).isEqualTo("allowed_payment_method_types");
    }

    @Test
    void a_configuration_says_what_the_program_offers() {
        stage.module.configuredBy((account, id) ->
                id.equals("pmc_1")
                        ? Optional.of(
                                Json.parse(
                                        """
                                        {"id": "pmc_1", "parent": null,
                                         "card": {"display_preference": {"value": "off"}},
                                         "sepa_debit": {"display_preference": {"value": "on"}},
                                         "us_bank_account": {"display_preference": {"value": "on"}}}
                                        """))
                        : Optional.empty());
        var chosen = "&payment_method_configuration=pmc_1";
        var euros = fits(api.post(INTENTS, "amount=2000&currency=eur" + chosen));
        assertThat(euros.body().at("/payment_method_configuration_details/id").asText())
                .isEqualTo("pmc_1");
        assertThat(euros.body().path("payment_method_types")).hasSize(1);
        assertThat(euros.body().at("/payment_method_types/0").asText()).isEqualTo("sepa_debit");
        var card = api.post(path(euros) + "/confirm", "payment_method=pm_card_visa");
        assertThat(card.status()).isEqualTo(400);
        var none = api.post(INTENTS, "amount=2000&currency=gbp" + chosen);
        assertThat(none.error("param")).isEqualTo("payment_method_configuration");
        var absent =
                api.post(INTENTS, "amount=2000&currency=usd&payment_method_configuration=pmc_2");
        assertThat(absent.error("code")).isEqualTo("resource_missing");
    }

    @Test
    void who_chose_the_types_leaves_none_out() {
        var refused =
                api.post(
                        INTENTS,
                        "amount=2000&currency=usd&payment_method_types[0]=card"
                                + "&excluded_payment_method_types[0]=klarna");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/message").asText()).contains("payment_method_types");
        assertThat(
                        api.post(
                                        INTENTS,
                                        "amount=2000&currency=usd"
                                                + "&excluded_payment_method_types[0]=barter")
                                .error("param"))
                .startsWith("excluded_payment_method_types");
    }

    @Test
    void what_is_asked_of_a_card_comes_back_and_the_charge_says_what_there_is() {
        var intent =
                made(
                        OF_CARD
                                + "[request_multicapture]=if_available"
                                + OF_CARD
                                + "[request_overcapture]=never"
                                + OF_CARD
                                + "[request_extended_authorization]=if_available"
                                + OF_CARD
                                + "[require_cvc_recollection]=true"
                                + OF_CARD
                                + "[installments][enabled]=true"
                                + OF_CARD
                                + "[network]=visa"
                                + OF_CARD
                                + "[statement_descriptor_suffix_kana]=%E3%82%AB%E3%83%8A");
        var card = intent.body().at("/payment_method_options/card");
        assertThat(card.path("request_multicapture").asText()).isEqualTo("if_available");
        assertThat(card.path("request_overcapture").asText()).isEqualTo("never");
        assertThat(card.path("require_cvc_recollection").asBoolean()).isTrue();
        assertThat(card.at("/installments/enabled").asBoolean()).isTrue();
        assertThat(card.path("network").asText()).isEqualTo("visa");
        assertThat(card.path("statement_descriptor_suffix_kana").asText()).isEqualTo("カナ");
        var changed =
                fits(
                        api.post(
                                path(intent),
                                OF_CARD.substring(1) + "[require_cvc_recollection]=false"));
        assertThat(changed.body().at("/payment_method_options/card/network").asText())
                .as("the others stay")
                .isEqualTo("visa");
        var paid = fits(api.post(path(intent) + "/confirm", "payment_method=pm_card_visa"));
        assertThat(paid.body().path("status").asText()).isEqualTo("succeeded");
        var details = charge(paid).body().at("/payment_method_details/card");
        assertThat(details.at("/multicapture/status").asText()).isEqualTo("unavailable");
        assertThat(details.at("/extended_authorization/status").asText()).isEqualTo("disabled");
        assertThat(details.path("network").asText()).isEqualTo("visa");
    }

    @Test
    void a_card_goes_over_its_own_networks_only() {
        var intent = made(OF_CARD + "[network]=cartes_bancaires");
        var refused = api.post(path(intent) + "/confirm", "payment_method=pm_card_visa");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/message").asText()).contains("cartes_bancaires");
        var plan =
                api.post(
                        path(intent),
                        OF_CARD.substring(1)
                                + "[installments][plan][type]=fixed_count"
                                + OF_CARD
                                + "[installments][plan][count]=3");
        assertThat(plan.error("param"))
                .isEqualTo("payment_method_options[card][installments][plan]");
    }

    @Test
    void a_mandate_of_a_card_is_shown_as_it_was_told() {
        var mandate = OF_CARD + "[mandate_options]";
        var intent =
                made(
                        mandate
                                + "[amount]=2000"
                                + mandate
                                + "[amount_type]=maximum"
                                + mandate
                                + "[interval]=month"
                                + mandate
                                + "[interval_count]=1"
                                + mandate
                                + "[reference]=order-7"
                                + mandate
                                + "[start_date]=1800000000");
        var shown = intent.body().at("/payment_method_options/card/mandate_options");
        assertThat(shown.path("reference").asText()).isEqualTo("order-7");
        assertThat(shown.path("start_date").asLong()).isEqualTo(1_800_000_000L);
        assertThat(shown.path("end_date").isNull()).isTrue();
    }

    @Test
    void debits_and_readers_are_asked_in_their_own_words() {
        var intent =
                made(
                        "&payment_method_types[0]=us_bank_account&payment_method_types[1]=card_present"
                                + "&payment_method_options[us_bank_account][verification_method]=microdeposits"
                                + "&payment_method_options[us_bank_account][transaction_purpose]=goods"
                                + "&payment_method_options[card_present][routing][requested_priority]=domestic"
                                + "&payment_method_options[card_present]"
                                + "[request_incremental_authorization_support]=true");
        var options = intent.body().path("payment_method_options");
        assertThat(options.at("/us_bank_account/verification_method").asText())
                .isEqualTo("microdeposits");
        assertThat(options.at("/us_bank_account/transaction_purpose").asText()).isEqualTo("goods");
        assertThat(options.at("/card_present/routing/requested_priority").asText())
                .isEqualTo("domestic");
        assertThat(
                        options.at("/card_present/request_incremental_authorization_support")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void references_of_the_buyer_are_told_until_the_capture() {
        var intent =
                made(
                        "&capture_method=manual&confirm=true&payment_method=pm_card_visa"
                                + "&payment_details[order_reference]=order-7"
                                + "&return_url=https://shop.example");
        assertThat(intent.body().at("/payment_details/order_reference").asText())
                .isEqualTo("order-7");
        var taken =
                fits(
                        api.post(
                                path(intent) + "/capture",
                                "amount_to_capture=1500&payment_details[customer_reference]=jenny"
                                        + "&amount_details[tax][total_tax_amount]=100"));
        assertThat(taken.body().at("/payment_details/customer_reference").asText())
                .isEqualTo("jenny");
        assertThat(taken.body().at("/payment_details/order_reference").asText())
                .isEqualTo("order-7");
        assertThat(taken.body().at("/amount_details/tax/total_tax_amount").asLong()).isEqualTo(100);
    }

    @Test
    void only_the_amount_that_the_caller_knows_is_confirmed() {
        var intent = made("");
        var confirm = path(intent) + "/confirm";
        var other = api.post(confirm, "payment_method=pm_card_visa&amount_to_confirm=1999");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.error("param")).isEqualTo("amount_to_confirm");
        var same = fits(api.post(confirm, "payment_method=pm_card_visa&amount_to_confirm=2000"));
        assertThat(same.body().path("status").asText()).isEqualTo("succeeded");
    }
}
