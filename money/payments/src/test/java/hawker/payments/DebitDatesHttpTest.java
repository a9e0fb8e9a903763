package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Debits on a day that the seller names, and networks that accounts are asked for. */
class DebitDatesHttpTest extends ApiStory {

    private static final String DAY = "payment_method_options[sepa_debit][target_date]";
    private static final String EUROS =
            "amount=1000&currency=eur&payment_method_types[]=sepa_debit";

    private static String id(Api.Got got) {
        return got.body().path("id").asText();
    }

    private static String account() {
        return id(
                fits(
                        api.post(
                                "/v1/payment_methods",
                                "type=sepa_debit&sepa_debit[iban]=AT611904300234573201"
                                        + "&billing_details[name]=Bob&billing_details[email]=b@example.com")));
    }

    private static LocalDate in(int days) {
        return stage.clock.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(days);
    }

    private static Api.Got on(Object day, String more) {
        return api.post(INTENTS, EUROS + "&" + DAY + "=" + day + more);
    }

    private static String status(Api.Got intent) {
        return fits(api.get(INTENTS + "/" + id(intent))).body().path("status").asText();
    }

    private static void after(Duration time) {
        stage.settle();
        stage.clock.advance(time);
        stage.settle();
    }

    @Test
    void a_debit_is_sent_on_the_day_that_was_named() {
        var intent = fits(on(in(4), "&confirm=true&payment_method=" + account()));
        assertThat(intent.body().at("/payment_method_options/sepa_debit/target_date").asText())
                .isEqualTo(in(4).toString());
        var charge = fits(api.get("/v1/charges/" + intent.body().path("latest_charge").asText()));
        assertThat(
                        charge.body()
                                .at("/payment_method_details/sepa_debit/expected_debit_date")
                                .asText())
                .isEqualTo(in(4).toString());
        after(Duration.ofDays(3));
        after(Duration.ofSeconds(5));
        assertThat(status(intent)).as("a day before").isEqualTo("processing");
        after(Duration.ofDays(1));
        after(Duration.ofSeconds(5));
        assertThat(status(intent)).isEqualTo("succeeded");
    }

    @Test
    void a_day_is_three_to_fifteen_days_ahead() {
        fits(on(in(3), ""));
        fits(on(in(15), ""));
        for (var day : List.of(in(2), in(16), in(-1), "2030-02-30", "tomorrow", "2030-1-1")) {
            var refused = on(day, "");
            assertThat(refused.status()).as(day.toString()).isEqualTo(400);
            assertThat(refused.error("param")).isEqualTo(DAY);
        }
    }

    @Test
    void a_day_is_changed_until_the_debit_and_one_that_came_too_near_is_not_taken() {
        var intent = fits(on(in(5), ""));
        var path = INTENTS + "/" + id(intent);
        var later = fits(api.post(path, DAY + "=" + in(6)));
        assertThat(later.body().at("/payment_method_options/sepa_debit/target_date").asText())
                .isEqualTo(in(6).toString());
        assertThat(api.post(path, DAY + "=" + in(1)).error("param")).isEqualTo(DAY);
        stage.clock.advance(Duration.ofDays(4));
        var method = account();
        var near = api.post(path + "/confirm", "payment_method=" + method);
        assertThat(near.status()).isEqualTo(400);
        assertThat(near.error("message")).contains("target_date");
        var again =
                api.post(path + "/confirm", "payment_method=" + method + "&" + DAY + "=" + in(3));
        assertThat(status(fits(again))).isEqualTo("processing");
    }

    @Test
    void an_account_is_asked_for_networks_that_it_has() {
        var networks = "&payment_method_options[us_bank_account][networks][requested][]=";
        var dollars =
                "amount=1000&currency=usd&confirm=true&payment_method_types[]=us_bank_account"
                        + "&payment_method=";
        var method =
                id(
                        fits(
                                api.post(
                                        "/v1/payment_methods",
                                        "type=us_bank_account&us_bank_account[account_number]=000123456789"
                                                + "&us_bank_account[routing_number]=110000000"
                                                + "&billing_details[name]=Jane")));
        var ach = fits(api.post(INTENTS, dollars + method + networks + "ach"));
        assertThat(status(ach)).isEqualTo("requires_action");
        assertThat(ach.body().at("/payment_method_options/us_bank_account").has("networks"))
                .isFalse();
        var wire = api.post(INTENTS, dollars + method + networks + "us_domestic_wire");
        assertThat(wire.status()).isEqualTo(400);
        assertThat(wire.error("message")).contains("us_domestic_wire");
        assertThat(api.post(INTENTS, dollars + method + networks + "pigeon").status())
                .isEqualTo(400);
    }
}
