package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What can be a source, and who sees it. */
class SourcesHttpTest extends Story {

    @Test
    void a_browser_sees_a_source_only_with_its_secret() {
        var made =
                stage.inBrowser(
                        "POST",
                        "/sources",
                        "type=ideal&amount=500&currency=eur&redirect[return_url]=https://shop.test/");
        Stage.right(made);
        var secret = made.text("/client_secret");
        assertThat(secret).startsWith("src_client_secret_");
        Stage.right(
                stage.inBrowser("GET", "/sources/" + made.id() + "?client_secret=" + secret, ""));
        assertThat(
                        stage.inBrowser(
                                        "GET",
                                        "/sources/" + made.id() + "?client_secret=" + secret + "x",
                                        "")
                                .status())
                .isEqualTo(404);
        assertThat(stage.page("http://x/sources/authorize/" + made.id() + "/" + secret + "x"))
                .contains("Nothing here");
    }

    @Test
    void what_cannot_be_a_source_is_refused() {
        var back = "&redirect[return_url]=https://shop.test/";
        for (var form :
                new String[] {
                    "amount=500",
                    "type=ideal&amount=500&currency=eur",
                    "type=ideal&currency=eur" + back,
                    "type=ideal&amount=500&currency=usd" + back,
                    "type=ideal&amount=500&currency=eur&usage=reusable" + back,
                    "type=ideal&amount=500&currency=eur&flow=receiver" + back,
                    "type=ideal&amount=500&currency=eur&redirect[return_url]=javascript:1",
                    "type=sofort&amount=500&currency=eur" + back,
                    "type=klarna&amount=500&currency=eur" + back,
                    "type=sepa_debit&sepa_debit[iban]=DE89370400440532013000",
                    "type=sepa_debit&owner[name]=A&sepa_debit[iban]=DE00370400440532013000",
                    "type=card&token=tok_unknown",
                    "type=three_d_secured",
                    "type=ideal&token=tok_visa&amount=500&currency=eur" + back
                })
            assertThat(stage.refused("/sources", form).body().has("error")).as(form).isTrue();
        var ada = stage.customer();
        stage.refused("/customers/" + ada + "/sources", "source=" + stage.agreed("ideal").id());
        var intent = "amount=1099&currency=eur&confirm=true&payment_method=";
        stage.refused("/payment_intents", intent + stage.agreed("ideal").id());
        assertThat(stage.ask("GET", "/sources/src_1000000000000000000000000", "").status())
                .isEqualTo(404);
    }
}
