package hawker.transfers;

import static hawker.api.StripeSchema.fits;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written on a destination's payment, groups of charges, and the older names of shares. */
class OlderSharesHttpTest extends SharesStory {

    private static final String INTENTS = "/v1/payment_intents";

    @Test
    void a_platform_writes_on_the_payment_that_its_destination_receives() {
        var data = "&transfer_data[payment_data]";
        var intent =
                fits(
                        stage.post(
                                INTENTS,
                                "amount=1000&currency=usd&payment_method_types[]=card"
                                        + destined("")
                                        + data
                                        + "[description]=Lesson%207"
                                        + data
                                        + "[metadata][room]=blue"
                                        + data
                                        + "[metadata][seat]=4"));
        assertThat(intent.body().at("/transfer_data/payment_data/description").asText())
                .isEqualTo("Lesson 7");
        var path = INTENTS + "/" + intent.id();
        var changed = fits(stage.post(path, (data + "[metadata][seat]=").substring(1)));
        assertThat(changed.body().at("/transfer_data/payment_data/metadata").toString())
                .isEqualTo("{\"room\":\"blue\"}");
        var paid = fits(stage.post(path + "/confirm", "payment_method=pm_card_bypassPending"));
        drain();
        var charge = stage.get("/v1/charges/" + paid.body().path("latest_charge").asText());
        var transfer = stage.get("/v1/transfers/" + charge.body().path("transfer").asText());
        assertThat(transfer.body().path("description").isNull()).isTrue();
        var payment = transfer.body().path("destination_payment").asText();
        var received = fits(theirs("/v1/charges/" + payment));
        assertThat(received.body().path("description").asText()).isEqualTo("Lesson 7");
        assertThat(received.body().path("metadata").toString()).isEqualTo("{\"room\":\"blue\"}");
        var nobody =
                stage.post(INTENTS, "amount=1000&currency=usd" + data + "[description]=Lesson");
        assertThat(nobody.error("param")).isEqualTo("transfer_data[destination]");
    }

    @Test
    void charges_of_a_group_are_found() {
        var named = stage.post(INTENTS, "amount=1000&transfer_group=ORDER_7" + AT_ONCE);
        var sent = stage.post(INTENTS, "amount=1100" + AT_ONCE + destined(""));
        stage.post(INTENTS, "amount=1200" + AT_ONCE);
        drain();
        var first = named.body().path("latest_charge").asText();
        var second = sent.body().path("latest_charge").asText();
        assertThat(group("ORDER_7")).isEqualTo("[\"" + first + "\"]");
        assertThat(group("group_" + sent.id())).isEqualTo("[\"" + second + "\"]");
        assertThat(group("ORDER_8")).isEqualTo("[]");
        stage.post("/v1/charges/" + second, "transfer_group=ORDER_7");
        assertThat(group("ORDER_7")).isEqualTo("[\"" + second + "\",\"" + first + "\"]");
        assertThat(group("group_" + sent.id())).isEqualTo("[]");
        assertThat(group("ORDER_7&limit=1")).isEqualTo("[\"" + second + "\"]");
        assertThat(group("ORDER_7&starting_after=" + second)).isEqualTo("[\"" + first + "\"]");
        assertThat(group("ORDER_7&payment_intent=" + named.id())).isEqualTo("[\"" + first + "\"]");
        assertThat(group("ORDER_8&payment_intent=" + named.id())).isEqualTo("[]");
        assertThat(theirs("/v1/charges?transfer_group=ORDER_7").body().path("data")).isEmpty();
    }

    private static String group(String group) {
        var found = stage.get("/v1/charges?transfer_group=" + group);
        var ids = hawker.api.Json.array();
        found.body().path("data").forEach(charge -> ids.add(charge.path("id")));
        return ids.toString();
    }

    @Test
    void shares_of_charges_have_older_names() {
        var charge = "source=tok_bypassPending&currency=usd&amount=1000";
        var whole = fits(stage.post("/v1/charges", charge + "&destination=" + stage.account));
        assertThat(whole.body().at("/transfer_data/destination").asText()).isEqualTo(stage.account);
        assertThat(whole.body().at("/transfer_data/amount").isNull()).isTrue();
        var part =
                fits(
                        stage.post(
                                "/v1/charges",
                                charge
                                        + "&destination[account]="
                                        + stage.account
                                        + "&destination[amount]=300"));
        assertThat(part.body().at("/transfer_data/amount").asLong()).isEqualTo(300);
        var held =
                fits(
                        stage.post(
                                "/v1/charges",
                                charge
                                        + "&capture=false&application_fee=50&destination="
                                        + stage.account));
        assertThat(held.body().path("application_fee_amount").asLong()).isEqualTo(50);
        var captured =
                fits(stage.post("/v1/charges/" + held.id() + "/capture", "application_fee=70"));
        assertThat(captured.body().path("application_fee_amount").asLong()).isEqualTo(70);
        drain();
        // 1000, 300, and 1000 less 70.
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(2_230);
        refused("application_fee", charge + "&application_fee=1&application_fee_amount=1");
        refused("application_fee_amount", charge + "&application_fee=1");
        refused("destination", charge + destined("") + "&destination=" + stage.account);
        refused("destination", charge + "&destination=acct_nobody");
        refused("destination[account]", charge + "&destination[amount]=300");
    }

    @Test
    void a_platform_that_takes_nothing_after_all_gets_nothing() {
        var held =
                "amount=1000&currency=usd&payment_method=pm_card_bypassPending&confirm=true"
                        + "&payment_method_types[]=card&capture_method=manual"
                        + destined("")
                        + "&application_fee_amount=100";
        var intent = fits(stage.post(INTENTS, held));
        var captured =
                fits(
                        stage.post(
                                INTENTS + "/" + intent.id() + "/capture",
                                "application_fee_amount=0"));
        assertThat(captured.body().path("application_fee_amount").asLong()).isZero();
        var charge =
                fits(
                        stage.post(
                                "/v1/charges",
                                "source=tok_bypassPending&currency=usd&amount=1000&capture=false"
                                        + "&application_fee=50&destination="
                                        + stage.account));
        fits(stage.post("/v1/charges/" + charge.id() + "/capture", "application_fee=0"));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(2_000);
        var form = "amount=1000&capture_method=manual&application_fee_amount=100" + AT_ONCE;
        var own = fits(direct(form));
        var path = INTENTS + "/" + own.id() + "/capture";
        fits(stage.post(path, "application_fee_amount=0", "Stripe-Account", stage.account));
        drain();
        // Less what payments cost, 2.9 % and 30, and nothing for the platform.
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(2_941);
    }

    private static void refused(String param, String form) {
        var got = stage.post("/v1/charges", form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }
}
