package hawker.payouts;

import static hawker.api.StripeSchema.fits;
import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.ServedApi;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a seller sets about the balance, and what comes of it. */
class SettingsHttpTest {

    private static final String URL = "/v1/balance_settings";
    private static final String MINIMUM = "payments[payouts][minimum_balance_by_currency]";
    private static final String DELAY = "payments[settlement_timing][delay_days_override]";

    private final Till till = Till.on("2026-11-20");
    private final ServedApi served =
            new ServedApi(
                    till.test.platform(),
                    ApiModule.open(till.test.platform(), till.accounts)
                            .routes(
                                    till.module.operations(),
                                    till.module.expanders(Map.of()),
                                    List.of()));

    @AfterEach
    void close() {
        till.holds();
        served.close();
        till.close();
    }

    private Got ask(String method, String form) {
        return served.ask(till.opened.secretKey().secret(), method, URL, form);
    }

    private Got set(String form) {
        return fits(ask("POST", form));
    }

    private void refused(String param, String form) {
        var got = ask("POST", form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }

    @Test
    void automatic_payouts_leave_what_the_seller_wants_to_keep() {
        var told = set(MINIMUM + "[usd]=3000&" + MINIMUM + "[eur]=5");
        assertThat(told.body().at("/payments/payouts/minimum_balance_by_currency").toString())
                .isEqualTo("{\"eur\":5,\"usd\":3000}");
        till.gift("ch_1", Money.usd(2_950));
        till.run("2026-11-20");
        assertThat(till.all()).as("not even as much as is kept").isEmpty();
        till.gift("ch_2", Money.usd(1_050));
        assertThat(till.payouts.next(till.shop, Currency.USD).map(Upcoming::amount))
                .hasValue(Money.usd(1_000));
        till.run("2026-11-23");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(1_000));
        assertThat(till.available()).isEqualTo(3_000);
        till.gift("ch_3", Money.usd(500));
        till.run("2026-11-24");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(500));
        var less = set(MINIMUM + "[usd]=");
        assertThat(less.body().at("/payments/payouts/minimum_balance_by_currency").toString())
                .isEqualTo("{\"eur\":5}");
        till.gift("ch_4", Money.usd(100));
        till.run("2026-11-25");
        assertThat(till.newest().amount()).as("all that was kept").isEqualTo(Money.usd(3_100));
        var none = set(MINIMUM + "=");
        assertThat(none.body().at("/payments/payouts/minimum_balance_by_currency").isNull())
                .isTrue();
    }

    @Test
    void a_currency_is_the_same_in_capitals() {
        var told = set(MINIMUM + "[USD]=3000");
        assertThat(told.body().at("/payments/payouts/minimum_balance_by_currency").toString())
                .isEqualTo("{\"usd\":3000}");
        till.gift("ch_1", Money.usd(2_950));
        till.run("2026-11-20");
        assertThat(till.all()).isEmpty();
        var none = set(MINIMUM + "[Usd]=");
        assertThat(none.body().at("/payments/payouts/minimum_balance_by_currency").isNull())
                .isTrue();
    }

    /** Earlier builds kept what was told as it was written. */
    @Test
    void what_an_earlier_build_kept_counts_and_is_taken_away() {
        set(DELAY + "=5");
        till.asOwner(
                "update payouts.schedule set minimum = '{\"USD\":3000,\"xxx\":7}' where account_id = '"
                        + till.shop.number()
                        + "'");
        till.gift("ch_1", Money.usd(2_950));
        till.run("2026-11-20");
        assertThat(till.all()).isEmpty();
        var kept = set(MINIMUM + "[xxx]=&" + MINIMUM + "[eur]=4");
        assertThat(kept.body().at("/payments/payouts/minimum_balance_by_currency").toString())
                .isEqualTo("{\"eur\":4,\"usd\":3000}");
        refused(MINIMUM + "[xxx]", MINIMUM + "[xxx]=");
        var less = set(MINIMUM + "[usd]=");
        assertThat(less.body().at("/payments/payouts/minimum_balance_by_currency").toString())
                .isEqualTo("{\"eur\":4}");
    }

    @Test
    void two_currencies_set_at_once_are_both_kept() {
        set(DELAY + "=5");
        var codes = List.of("usd", "eur", "gbp", "jpy", "chf", "sek", "nok", "dkk");
        var told = new ArrayList<Future<Got>>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var code : codes)
                told.add(pool.submit(() -> ask("POST", MINIMUM + "[" + code + "]=9")));
        }
        for (var each : told) assertThat(each.resultNow().status()).isEqualTo(200);
        assertThat(ask("GET", "").body().at("/payments/payouts/minimum_balance_by_currency"))
                .hasSize(codes.size());
    }

    @Test
    void a_payout_that_is_asked_for_takes_what_is_kept() {
        set(MINIMUM + "[usd]=3000");
        till.gift("ch_1", Money.usd(3_000));
        var asked =
                served.ask(
                        till.opened.secretKey().secret(),
                        "POST",
                        "/v1/payouts",
                        "amount=2000&currency=usd");
        assertThat(asked.status()).isEqualTo(200);
        till.run("2026-11-20");
        assertThat(till.available()).isEqualTo(1_000);
        till.gift("ch_2", Money.usd(2_500));
        till.run("2026-11-23");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(500));
    }

    @Test
    void money_waits_as_long_as_the_seller_chose() {
        assertThat(till.payouts.delay(till.shop)).isEmpty();
        var told = set(DELAY + "=7");
        assertThat(told.body().at("/payments/settlement_timing/delay_days").asInt()).isEqualTo(7);
        assertThat(told.body().at("/payments/settlement_timing/delay_days_override").asInt())
                .isEqualTo(7);
        assertThat(till.payouts.delay(till.shop)).isEqualTo(Optional.of(7));
        var schedule = "payments[payouts][schedule]";
        set(schedule + "[interval]=weekly&" + schedule + "[weekly_payout_days][0]=friday");
        assertThat(till.payouts.delay(till.shop)).as("beside the days").isEqualTo(Optional.of(7));
        var usual = set(DELAY + "=");
        assertThat(usual.body().at("/payments/settlement_timing").toString())
                .isEqualTo("{\"delay_days\":2,\"start_of_day\":null}");
        assertThat(till.payouts.delay(till.shop)).isEmpty();
        assertThat(usual.body().at("/payments/payouts/schedule/interval").asText())
                .isEqualTo("weekly");
    }

    @Test
    void what_makes_no_sense_is_refused_and_changes_nothing() {
        refused(DELAY, DELAY + "=1");
        refused(DELAY, DELAY + "=32");
        refused(DELAY, DELAY + "=soon");
        refused(MINIMUM + "[usd]", MINIMUM + "[usd]=-5");
        refused(MINIMUM + "[usd]", MINIMUM + "[usd]=1.5");
        refused(MINIMUM + "[usd]", MINIMUM + "[usd]=123456789");
        refused(MINIMUM + "[dollars]", MINIMUM + "[usd]=5&" + MINIMUM + "[dollars]=5");
        for (var code : List.of("xxx", "XAU", "xts", "xdr"))
            refused(MINIMUM + "[" + code + "]", MINIMUM + "[" + code + "]=5");
        refused(MINIMUM, MINIMUM + "=5");
        refused(
                "payments[debit_negative_balances]",
                "payments[debit_negative_balances]=true&" + DELAY + "=5");
        var now = fits(ask("GET", "")).body();
        assertThat(now.at("/payments/payouts/minimum_balance_by_currency").isNull()).isTrue();
        assertThat(now.at("/payments/settlement_timing/delay_days").asInt()).isEqualTo(2);
    }
}
