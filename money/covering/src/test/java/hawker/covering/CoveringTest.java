package hawker.covering;

import static hawker.api.StripeSchema.fits;
import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.StripeSchema;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who pays when an account's balance is negative. */
class CoveringTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void another() {
        stage.another();
    }

    @Test
    void a_dispute_takes_more_than_there_is_and_the_platform_sets_as_much_aside() {
        stage.charge(stage.bazaar, 20_000, "pm_card_bypassPending");
        long before = stage.available(stage.bazaar);
        stage.dispute(4_200);
        assertThat(stage.available(stage.jo)).isEqualTo(-5_700);
        assertThat(stage.available(stage.bazaar)).isEqualTo(before - 5_700);
        var balance = stage.get("/v1/balance", "").body();
        assertThat(new StripeSchema().findings(balance)).isEmpty();
        assertThat(balance.at("/connect_reserved/0/amount").asLong()).isEqualTo(5_700);
        assertThat(balance.at("/available/0/amount").asLong()).isEqualTo(before - 5_700);
        stage.audit();

        // The sale itself fills most of it on its day, and the platform has that much again.
        stage.days(4);
        long missing = -stage.available(stage.jo);
        assertThat(missing).isBetween(1L, 5_000L);
        assertThat(stage.reserved()).isEqualTo(missing);
        stage.audit();
    }

    @Test
    void after_five_business_days_the_bank_is_debited_once() {
        stage.charge(stage.bazaar, 20_000, "pm_card_bypassPending");
        stage.dispute(4_200);
        stage.days(6);
        assertThat(stage.debits()).isEmpty();
        stage.days(2);
        var debit = stage.debits().getFirst();
        assertThat(stage.available(stage.jo)).isZero();
        assertThat(stage.reserved()).isZero();
        stage.audit();
        stage.days(3);
        assertThat(stage.debits())
                .singleElement()
                .satisfies(paid -> {
                    assertThat(paid.id()).isEqualTo(debit.id());
                    assertThat(paid.status()).isEqualTo(Debit.Status.SUCCEEDED);
                });
        assertThat(stage.available(stage.jo)).isZero();
        var lines = stage.get("/v1/balance_transactions?limit=1", stage.account).body();
        assertThat(lines.at("/data/0/description").asText())
                .isEqualTo("Debit of your bank account for a negative balance");
        assertThat(lines.at("/data/0/amount").asLong()).isEqualTo(debit.amount().minor());
        assertThat(new StripeSchema().findings(lines.at("/data/0"))).isEmpty();
        stage.audit();
    }

    @Test
    void a_bank_that_refuses_is_asked_three_times_and_no_more() {
        stage.openWith("external_account=btok_us_verified_debitNotAuthorized", "");
        stage.dispute(4_200);
        stage.days(60);
        assertThat(stage.debits()).hasSize(3);
        assertThat(stage.debits())
                .allSatisfy(debit -> {
                    assertThat(debit.status()).isEqualTo(Debit.Status.FAILED);
                    assertThat(debit.failure()).contains("debit_not_authorized");
                });
        assertThat(stage.available(stage.jo)).isNegative();
        stage.audit();
    }

    @Test
    void what_a_crash_left_set_aside_is_given_back_by_the_chore() {
        stage.charge(stage.bazaar, 20_000, "pm_card_bypassPending");
        stage.dispute(4_200);
        assertThat(stage.reserved()).isEqualTo(5_700);
        stage.charge(stage.jo, 20_000, "pm_card_bypassPending");
        stage.forgetTheShortfall();
        stage.platform.chores().run(CoveringModule.CHORE);
        assertThat(stage.reserved()).isZero();
        stage.audit();
    }

    @Test
    void who_says_no_by_the_settings_of_the_balance_is_not_debited() {
        stage.openWith("external_account=btok_us_verified", "");
        var no = "payments[debit_negative_balances]=false";
        var told = fits(stage.post("/v1/balance_settings", no, stage.account));
        assertThat(told.body().at("/payments/debit_negative_balances").asBoolean()).isFalse();
        var days = "payments[settlement_timing][delay_days_override]";
        fits(stage.post("/v1/balance_settings", days + "=9", stage.account));
        var account = stage.get("/v1/accounts/" + stage.account, "").body();
        assertThat(account.at("/settings/payouts/debit_negative_balances").asBoolean()).isFalse();
        assertThat(account.at("/settings/payouts/schedule/delay_days").asInt()).isEqualTo(9);
        stage.dispute(4_200);
        stage.days(14);
        assertThat(stage.debits()).isEmpty();
        assertThat(stage.available(stage.jo)).isNegative();
        fits(stage.post("/v1/balance_settings", days + "=", stage.account));
        assertThat(
                        stage.get("/v1/accounts/" + stage.account, "")
                                .body()
                                .at("/settings/payouts/schedule/delay_days")
                                .asInt())
                .isEqualTo(2);
    }

    @Test
    void who_said_no_is_not_debited() {
        stage.openWith(
                "external_account=btok_us_verified",
                "&settings[payouts][debit_negative_balances]=false");
        stage.dispute(4_200);
        stage.days(20);
        assertThat(stage.debits()).isEmpty();
        assertThat(stage.available(stage.jo)).isNegative();
        var settings = stage.get("/v1/balance_settings", stage.account).body();
        assertThat(settings.at("/payments/debit_negative_balances").asBoolean()).isFalse();
    }

    @Test
    void a_platform_with_little_sets_aside_what_it_has_and_the_rest_later() {
        stage.charge(stage.bazaar, 2_000, "pm_card_bypassPending");
        long had = stage.available(stage.bazaar);
        stage.dispute(4_200);
        assertThat(stage.reserved()).isEqualTo(had);
        assertThat(stage.available(stage.bazaar)).isZero();
        stage.charge(stage.bazaar, 20_000, "pm_card_bypassPending");
        stage.look();
        assertThat(stage.reserved()).isEqualTo(5_700);
        for (int i = 0; i < 2; i++) stage.look();
        assertThat(stage.reserved()).isEqualTo(5_700);
        stage.audit();
    }

    @Test
    void sellers_of_their_own_are_left_alone() {
        var opened = stage.platform();
        var seller = opened.account().id().test();
        stage.charge(opened.secretKey().secret(), 4_200, "pm_card_createDispute", "");
        stage.settle();
        assertThat(stage.available(seller)).isNegative();
        stage.days(12);
        assertThat(stage.module.debits(seller)).isEqualTo(List.of());
        stage.audit();
    }
}
