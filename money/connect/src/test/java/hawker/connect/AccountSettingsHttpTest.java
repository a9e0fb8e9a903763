package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a platform may set of its accounts, and what becomes of those that it turns away. */
class AccountSettingsHttpTest extends PlatformStory {

    @Test
    void a_category_is_one_of_the_list() {
        for (var code : List.of("0000", "abcd", "573", "5734 ")) {
            var refused =
                    post(
                            "/v1/accounts",
                            WholeAccount.CUSTOM.replace("=5734", "=" + code.replace(" ", "+")));
            assertThat(refused.status()).as(code).isEqualTo(400);
            assertThat(refused.error("param")).as(code).isEqualTo("business_profile[mcc]");
        }
        var id = post("/v1/accounts", WholeAccount.CUSTOM).id();
        var changed = post("/v1/accounts/" + id, "business_profile[mcc]=7623");
        assertThat(changed.body().at("/business_profile/mcc").asText()).isEqualTo("7623");
        var wrong = post("/v1/accounts/" + id, "business_profile[mcc]=9999");
        assertThat(wrong.error("param")).isEqualTo("business_profile[mcc]");
    }

    @Test
    void money_waits_for_days_that_there_are() {
        var id = post("/v1/accounts", WholeAccount.CUSTOM).id();
        var days = "settings[payouts][schedule][delay_days]";
        for (var wrong : List.of("1", "32", "soon", "-3", "07"))
            assertThat(post("/v1/accounts/" + id, days + "=" + wrong).error("param"))
                    .as(wrong)
                    .isEqualTo(days);
        var told = post("/v1/accounts/" + id, days + "=14");
        assertThat(told.body().at("/settings/payouts/schedule/delay_days").isInt()).isTrue();
        var connect = stage.module.connect();
        assertThat(connect.payoutWish(number(id)).orElseThrow().delayDays()).hasValue(14);
        post("/v1/accounts/" + id, days + "=minimum");
        assertThat(connect.payoutWish(number(id)).orElseThrow().delayDays()).isEmpty();
    }

    @Test
    void a_rejected_account_may_be_paid_what_it_has() {
        var id = whole();
        var url = "/v1/accounts/" + id;
        var rejected = post(url + "/reject", "reason=other&payouts_action=none");
        assertThat(rejected.body().path("charges_enabled").asBoolean()).isFalse();
        assertThat(rejected.body().path("payouts_enabled").asBoolean()).isTrue();
        assertThat(stage.accounts.byText(id).orElseThrow().payoutsEnabled()).isTrue();
        assertThat(post(url, "metadata[a]=b").body().path("payouts_enabled").asBoolean()).isTrue();
        var paused = post(url + "/reject", "reason=other&payouts_action=pause");
        assertThat(paused.body().path("payouts_enabled").asBoolean()).isFalse();
        post(url + "/reject", "reason=other&payouts_action=none");
        post(url + "/unreject", "");
        var again = post(url + "/reject", "reason=fraud");
        assertThat(again.body().path("payouts_enabled").asBoolean()).isFalse();
        assertThat(post(url + "/reject", "reason=other&payouts_action=keep").error("param"))
                .isEqualTo("payouts_action");
    }
}
