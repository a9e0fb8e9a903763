package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bank accounts are proven, debited and told of it, until their mandate is taken back. */
class DebitSourcesHttpTest extends Story {

    @Test
    void a_bank_account_in_the_euro_area_is_debited_and_its_holder_told() {
        var source =
                stage.post(
                        "/sources",
                        "type=sepa_debit&currency=eur&owner[name]=Jenny"
                                + "&sepa_debit[iban]=DE89370400440532013000"
                                + "&mandate[acceptance][status]=accepted");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        assertThat(stage.page(source.text("/sepa_debit/mandate_url")))
                .contains(source.text("/sepa_debit/mandate_reference"));
        var charge = stage.charged(source.id(), 1000, "eur");
        assertThat(charge.text("/payment_method_details/sepa_debit/last4")).isEqualTo("3000");
        var notice = stage.told("source.mandate_notification").path("id").asText();
        assertThat(
                        stage.get("/sources/" + source.id() + "/mandate_notifications/" + notice)
                                .text("/sepa_debit/last4"))
                .isEqualTo("3000");
        stage.settle();
        assertThat(stage.get("/charges/" + charge.id()).text("/status")).isEqualTo("succeeded");
        var ada = stage.customer();
        var kept =
                stage.post(
                                "/sources",
                                "type=sepa_debit&owner[name]=Jenny&sepa_debit[iban]=DE89370400440532013000")
                        .id();
        stage.post("/customers/" + ada + "/sources", "source=" + kept);
        stage.post("/charges", "amount=700&currency=eur&customer=" + ada);
        stage.post("/charges", "amount=700&currency=eur&customer=" + ada);
        stage.post("/sources/" + kept, "mandate[acceptance][status]=revoked");
        stage.refused("/charges", "amount=700&currency=eur&customer=" + ada);
    }

    @Test
    void the_owner_of_a_customers_source_is_told_anew() {
        var ada = stage.customer();
        var form = "type=sepa_debit&owner[name]=Jenny&sepa_debit[iban]=DE89370400440532013000";
        var source = stage.post("/sources", form).id();
        var path = "/customers/" + ada + "/sources/";
        stage.post("/customers/" + ada + "/sources", "source=" + source);
        var told =
                stage.post(
                        path + source,
                        "owner[name]=Jenny+Rosen&owner[email]=j@example.com&owner[address][city]=Ulm");
        assertThat(told.text("/owner/name")).isEqualTo("Jenny Rosen");
        var later = stage.post(path + source, "owner[phone]=123&owner[email]=");
        assertThat(later.text("/owner/name")).as("what is not told stays").isEqualTo("Jenny Rosen");
        assertThat(later.body().at("/owner/email").isNull()).isTrue();
        assertThat(stage.get("/sources/" + source).text("/owner/address/city")).isEqualTo("Ulm");
        stage.refused(path + source, "account_holder_type=company");
    }

    @Test
    void an_account_in_the_united_states_is_proven_by_two_deposits() {
        var source = stage.post("/sources", "type=ach_debit&token=btok_us_verified");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        var account =
                "type=ach_debit&owner[name]=Jenny&ach_debit[account_number]=000123456789"
                        + "&ach_debit[routing_number]=110000000";
        var open = stage.post("/sources", account);
        assertThat(open.text("/code_verification/attempts_remaining")).isEqualTo("3");
        var path = "/sources/" + open.id() + "/verify";
        stage.refused(path, "values[]=1&values[]=2");
        assertThat(stage.now(open.id()).text("/code_verification/attempts_remaining"))
                .isEqualTo("2");
        stage.refused("/charges", "amount=700&currency=usd&source=" + open.id());
        assertThat(stage.post(path, "values[]=32&values[]=45").text("/status"))
                .isEqualTo("chargeable");
        assertThat(stage.charged(open.id(), 700, "usd").text("/status")).isEqualTo("pending");
        var over = "/sources/" + stage.post("/sources", account).id();
        for (int i = 0; i < 3; i++) stage.refused(over + "/verify", "values[]=1&values[]=2");
        assertThat(stage.get(over).text("/status")).isEqualTo("failed");
        stage.refused(over + "/verify", "values[]=32&values[]=45");
        stage.refused(
                "/sources/" + stage.redirected("ideal").id() + "/verify", "values[]=1&values[]=2");
    }

    @Test
    void who_takes_a_mandate_back_is_not_debited() {
        var account =
                "type=ach_debit&owner[name]=Jenny&ach_debit[account_number]=000123456789"
                        + "&ach_debit[routing_number]=110000000";
        var open = stage.post("/sources", account);
        stage.refused(
                "/payment_intents",
                "amount=700&currency=usd&confirm=true&payment_method_types[]=us_bank_account"
                        + "&payment_method="
                        + open.id());
        for (var word : new String[] {"refused", "revoked"}) {
            var waiting = stage.post("/sources", account).id();
            var path = "/sources/" + waiting;
            assertThat(stage.post(path, "mandate[acceptance][status]=" + word).text("/status"))
                    .isEqualTo("canceled");
            stage.refused(path + "/verify", "values[]=32&values[]=45");
            assertThat(
                            stage.refused(
                                            "/sources",
                                            account + "&mandate[acceptance][status]=" + word)
                                    .text("/error/param"))
                    .isEqualTo("mandate[acceptance][status]");
        }
    }
}
