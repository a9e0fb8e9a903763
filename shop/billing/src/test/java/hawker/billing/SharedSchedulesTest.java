package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What of a schedule's payments goes to others, phase by phase. */
class SharedSchedulesTest extends Story {

    private static final String SCHEDULES = "/v1/subscription_schedules";

    private static JsonNode newest() {
        return stage.get("/v1/charges?limit=1").body().at("/data/0");
    }

    private static String phases(String customer, String price) {
        return "start_date=now&customer="
                + customer
                + "&phases[0][iterations]=1&phases[0][items][0][price]="
                + price
                + "&phases[1][iterations]=1&phases[1][items][0][price]="
                + price;
    }

    @Test
    void each_phase_shares_as_it_says_and_else_as_its_schedule_does() {
        var clock = clock();
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var made =
                fits(
                        stage.post(
                                SCHEDULES,
                                phases(customer, stage.monthly(1000))
                                        + "&default_settings[transfer_data][destination]="
                                        + account
                                        + "&default_settings[application_fee_percent]=10"
                                        + "&phases[1][application_fee_percent]=25&phases[1][on_behalf_of]="
                                        + account));
        assertThat(made.body().at("/default_settings/transfer_data/destination").asText())
                .isEqualTo(account);
        assertThat(made.body().at("/phases/0/application_fee_percent").isNull()).isTrue();
        assertThat(made.body().at("/phases/1/application_fee_percent").asLong()).isEqualTo(25);
        assertThat(newest().path("application_fee_amount").asLong()).isEqualTo(100);
        assertThat(newest().path("on_behalf_of").isNull()).isTrue();
        var id = made.text("subscription");
        assertThat(subscription(id).body().path("application_fee_percent").asLong()).isEqualTo(10);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(newest().path("application_fee_amount").asLong()).isEqualTo(250);
        assertThat(newest().path("on_behalf_of").asText()).isEqualTo(account);
        var changed =
                fits(
                        stage.post(
                                SCHEDULES + "/" + made.text("id"),
                                "default_settings[application_fee_percent]=20"));
        assertThat(changed.body().at("/default_settings/application_fee_percent").asLong())
                .isEqualTo(20);
        // The phase that runs has its own.
        assertThat(subscription(id).body().path("application_fee_percent").asLong()).isEqualTo(25);
        stage.settle();
        assertThat(stage.owns(stage.number(account))).isEqualTo(900 + 750);
        assertThat(stage.audit.checkFromTheStart(stage.number(account))).isEmpty();
    }

    @Test
    void a_schedule_of_a_subscription_goes_on_sharing() {
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "");
        var id =
                subscribed(
                        customer,
                        stage.monthly(1000),
                        "&application_fee_percent=5&transfer_data[destination]=" + account);
        var led = fits(stage.post(SCHEDULES, "from_subscription=" + id));
        assertThat(led.body().at("/phases/0/application_fee_percent").asLong()).isEqualTo(5);
        fits(
                stage.post(
                        SCHEDULES + "/" + led.text("id"),
                        "default_settings[description]=Club&end_behavior=release"));
        var kept = subscription(id).body();
        assertThat(kept.path("description").asText()).isEqualTo("Club");
        assertThat(kept.path("application_fee_percent").asLong()).isEqualTo(5);
        assertThat(kept.at("/transfer_data/destination").asText()).isEqualTo(account);
    }

    @Test
    void what_cannot_be_shared_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var form = phases(customer, stage.monthly(1000));
        assertThat(
                        stage.post(SCHEDULES, form + "&phases[1][application_fee_percent]=5")
                                .error("param"))
                .isEqualTo("phases[1][application_fee_percent]");
        assertThat(
                        stage.post(
                                        SCHEDULES,
                                        form + "&default_settings[application_fee_percent]=101")
                                .error("param"))
                .isEqualTo("default_settings[application_fee_percent]");
        assertThat(
                        stage.post(
                                        SCHEDULES,
                                        form + "&phases[0][transfer_data][destination]=acct_none")
                                .error("param"))
                .isEqualTo("phases[0][transfer_data][destination]");
        assertThat(stage.post(SCHEDULES, form + "&default_settings[on_behalf_of]=acct_1").status())
                .isEqualTo(400);
        assertThat(stage.get("/v1/subscriptions").body().path("data")).isEmpty();
    }
}
