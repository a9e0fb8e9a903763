package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Got;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each payment of a subscription is split as it was agreed, and the books of both are right. */
class SharedSubscriptionsTest extends SessionStory {

    private static void aMonthLater() {
        stage.clock.advance(Duration.ofDays(31));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
    }

    private static JsonNode charges() {
        return stage.get("/v1/charges?limit=100").body().path("data");
    }

    private static long percent(long amount, String percent) {
        return new BigDecimal(percent)
                .movePointLeft(2)
                .multiply(BigDecimal.valueOf(amount))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static void balanced(String account) {
        stage.settle();
        assertThat(stage.wrong()).isEmpty();
        assertThat(stage.audit.checkFromTheStart(stage.number(account))).isEmpty();
    }

    @Test
    void a_session_shares_its_first_payment_and_all_later_ones() {
        var account = stage.connected();
        var session =
                fits(
                        sells(
                                stage.monthly(1234),
                                "&subscription_data[application_fee_percent]=12.5"
                                        + "&subscription_data[on_behalf_of]="
                                        + account
                                        + "&subscription_data[transfer_data][destination]="
                                        + account));
        var path = "/c/pay/" + session.text("id");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var subscription = begun(session(session)).body();
        assertThat(subscription.path("application_fee_percent").asText()).isEqualTo("12.5");
        assertThat(subscription.at("/transfer_data/destination").asText()).isEqualTo(account);
        assertThat(subscription.at("/transfer_data/amount_percent").isNull()).isTrue();
        assertThat(subscription.path("on_behalf_of").asText()).isEqualTo(account);
        assertThat(billed(session(session)).text("on_behalf_of")).isEqualTo(account);
        aMonthLater();
        assertThat(charges()).hasSize(2);
        for (var charge : charges()) {
            assertThat(charge.path("amount").asLong()).isEqualTo(2468);
            // 308.5 cents.
            assertThat(charge.path("application_fee_amount").asLong()).isEqualTo(309);
            assertThat(charge.path("transfer").asText()).startsWith("tr_");
        }
        balanced(account);
        assertThat(stage.owns(stage.number(account))).isEqualTo(2 * (2468 - 309));
    }

    @Test
    void a_part_goes_to_the_destination_until_the_seller_changes_it() {
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "");
        var made =
                subscribed(
                        customer,
                        stage.monthly(1001),
                        "&transfer_data[destination]="
                                + account
                                + "&transfer_data[amount_percent]=33.33");
        assertThat(charges().at("/0/transfer_data/amount").asLong()).isEqualTo(334);
        var path = "/v1/subscriptions/" + made;
        var wrong = stage.post(path, "application_fee_percent=5");
        assertThat(wrong.status()).isEqualTo(400);
        fits(
                stage.post(
                        path,
                        "transfer_data[destination]=" + account + "&application_fee_percent=5"));
        aMonthLater();
        assertThat(charges().at("/0/transfer_data/amount").isNull()).isTrue();
        assertThat(charges().at("/0/application_fee_amount").asLong()).isEqualTo(50);
        var alone = fits(stage.post(path, "transfer_data=&application_fee_percent="));
        assertThat(alone.body().path("transfer_data").isNull()).isTrue();
        aMonthLater();
        assertThat(charges()).hasSize(3);
        assertThat(charges().at("/0/transfer").isMissingNode()).isTrue();
        balanced(account);
        assertThat(stage.owns(stage.number(account))).isEqualTo(334 + 1001 - 50);
    }

    @Test
    void a_platform_takes_its_percent_of_an_account_s_own_subscription() {
        var account = stage.connected();
        var price =
                stage.acting(
                        account,
                        "/v1/prices",
                        "currency=usd&unit_amount=5000&product_data[name]=Club"
                                + "&recurring[interval]=month");
        var made =
                fits(
                        stage.acting(
                                account,
                                "/v1/checkout/sessions",
                                "mode=subscription&success_url=https://shop.test/done"
                                        + "&line_items[0][quantity]=1&line_items[0][price]="
                                        + price.text("id")
                                        + "&subscription_data[application_fee_percent]=10"));
        var theirs = stage.acting(account, "/v1/payment_methods", "type=card&card[token]=tok_visa");
        var paid =
                fits(
                        stage.acting(
                                account,
                                "/v1/payment_pages/" + made.text("id") + "/confirm",
                                "payment_method=" + theirs.text("id")));
        aMonthLater();
        var subscription =
                fits(stage.acting(account, "/v1/subscriptions/" + paid.text("subscription"), ""));
        assertThat(subscription.text("application")).startsWith("ca_");
        var charges = stage.acting(account, "/v1/charges", "").body().path("data");
        assertThat(charges).hasSize(2);
        for (var charge : charges)
            assertThat(charge.path("application_fee_amount").asLong()).isEqualTo(500);
        balanced(account);
        assertThat(stage.owns(stage.seller)).isEqualTo(1000);
    }

    @Test
    void a_link_and_a_payment_share_too() {
        var account = stage.connected();
        var price = once(2000);
        var link =
                fits(
                        stage.post(
                                "/v1/payment_links",
                                "line_items[0][quantity]=1&line_items[0][price]="
                                        + price
                                        + "&application_fee_amount=150"
                                        + "&transfer_data[destination]="
                                        + account));
        assertThat(link.body().path("application_fee_amount").asLong()).isEqualTo(150);
        assertThat(link.body().at("/transfer_data/amount").isNull()).isTrue();
        var visit = browser.get("/b/" + link.text("id")).location();
        assertThat(press(visit, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(visit);
        var session =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&line_items[0][quantity]=1&line_items[0][price]="
                                        + price
                                        + "&payment_intent_data[transfer_data][amount]=700"
                                        + "&payment_intent_data[transfer_data][destination]="
                                        + account));
        fits(confirm(session, stage.card("pm_card_visa")));
        var club =
                fits(
                        stage.post(
                                "/v1/payment_links",
                                "line_items[0][quantity]=1&line_items[0][price]="
                                        + stage.monthly(900)
                                        + "&application_fee_percent=50"
                                        + "&transfer_data[destination]="
                                        + account));
        assertThat(club.body().path("application_fee_percent").asLong()).isEqualTo(50);
        var joins = browser.get("/b/" + club.text("id")).location();
        assertThat(press(joins, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(joins);
        balanced(account);
        assertThat(stage.owns(stage.number(account))).isEqualTo(1850 + 700 + 450);
    }

    /** Law: whatever the percents, everybody has what the rule says, to the cent. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothing_is_lost_between_the_books(long seed) {
        var random = new Random(seed);
        var account = stage.connected();
        long theirs = 0;
        for (int i = 0; i < 4; i++) {
            long amount = 100L + random.nextInt(100_000);
            var share = BigDecimal.valueOf(random.nextInt(10_001), 2).toPlainString();
            boolean part = random.nextBoolean();
            var form = part ? "transfer_data[amount_percent]" : "application_fee_percent";
            var customer = stage.customer("pm_card_visa", "");
            subscribed(
                    customer,
                    stage.monthly(amount),
                    "&transfer_data[destination]=" + account + "&" + form + "=" + share);
            long of = percent(amount, share);
            // A part that comes to nothing is not sent: nothing said is all of it.
            theirs += 2 * (part ? of : amount - of);
        }
        aMonthLater();
        assertThat(charges()).as("seed %d", seed).hasSize(8);
        balanced(account);
        assertThat(stage.owns(stage.number(account))).as("seed %d", seed).isEqualTo(theirs);
    }

    @ParameterizedTest
    @CsvSource({
        "application_fee_percent=10,application_fee_percent",
        "application_fee_percent=101&transfer_data[destination]=ACCT,application_fee_percent",
        "application_fee_percent=-1&transfer_data[destination]=ACCT,application_fee_percent",
        "application_fee_percent=1.001&transfer_data[destination]=ACCT,application_fee_percent",
        "transfer_data[destination]=acct_none,transfer_data[destination]",
        "transfer_data[amount_percent]=10,transfer_data[destination]",
        "transfer_data[destination]=ACCT&transfer_data[amount_percent]=200,transfer_data[amount_percent]",
        "on_behalf_of=acct_none,on_behalf_of",
        "application_fee_percent=1&transfer_data[destination]=ACCT&transfer_data[amount_percent]=2,application_fee_percent"
    })
    void what_cannot_be_shared_is_refused(String form, String param) {
        var sent = form.replace("ACCT", stage.connected());
        var price = stage.monthly(1000);
        var direct = subscribe(stage.customer("pm_card_visa", ""), price, "&" + sent);
        assertThat(direct.status()).as(direct.body().toString()).isEqualTo(400);
        var inside = new StringBuilder();
        for (var part : sent.split("&", -1)) {
            var name = part.substring(0, part.indexOf('='));
            var root = name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
            inside.append("&subscription_data[" + root + "]" + part.substring(root.length()));
        }
        var session = sells(price, inside.toString());
        assertThat(session.status()).as(session.body().toString()).isEqualTo(400);
        for (var got : new Got[] {direct, session})
            assertThat(got.error("param") + got.error("message"))
                    .contains(param.replaceAll("\\[.*", ""));
    }

    @Test
    void an_amount_that_is_shared_is_in_one_currency() {
        var account = stage.connected();
        var price =
                fits(
                        stage.post(
                                "/v1/prices",
                                "currency=usd&unit_amount=2000&product_data[name]=Gin"
                                        + "&currency_options[jpy][unit_amount]=3000"));
        var form =
                "mode=payment&success_url=https://shop.test/done&line_items[0][quantity]=1"
                        + "&line_items[0][price]="
                        + price.text("id")
                        + "&payment_intent_data[transfer_data][destination]="
                        + account;
        for (var part : new String[] {"[transfer_data][amount]", "[application_fee_amount]"}) {
            var shared = form + "&payment_intent_data" + part + "=500";
            var made = fits(stage.post("/v1/checkout/sessions", shared));
            assertThat(browser.get("/c/pay/" + made.text("id")).body()).doesNotContain("JPY");
            var page = "/v1/payment_pages/" + made.text("id");
            assertThat(stage.post(page, "currency=jpy").error("param")).isEqualTo("currency");
            fits(confirm(made, stage.card("pm_card_visa")));
            assertThat(stage.charges().getFirst().amount().text()).isEqualTo("$20.00");
        }
        // All of it is all of it in any of them.
        var whole = fits(stage.post("/v1/checkout/sessions", form)).text("id");
        assertThat(stage.post("/v1/payment_pages/" + whole, "currency=jpy").status())
                .isEqualTo(200);
    }

    @Test
    void others_accounts_and_more_than_there_is_are_refused() {
        var other = stage.connected();
        stage.another();
        var price = stage.monthly(1000);
        var foreign = sells(price, "&subscription_data[transfer_data][destination]=" + other);
        assertThat(foreign.error("code")).isEqualTo("resource_missing");
        assertThat(foreign.error("param"))
                .isEqualTo("subscription_data[transfer_data][destination]");
        var behalf = sells(price, "&subscription_data[on_behalf_of]=" + other);
        assertThat(behalf.error("param")).isEqualTo("subscription_data[on_behalf_of]");
        var own = stage.connected();
        var tooMuch =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&success_url=https://shop.test/done"
                                + "&line_items[0][quantity]=1&line_items[0][price]="
                                + once(500)
                                + "&payment_intent_data[application_fee_amount]=501"
                                + "&payment_intent_data[transfer_data][destination]="
                                + own);
        assertThat(tooMuch.error("param")).isEqualTo("payment_intent_data[application_fee_amount]");
        var debit =
                sells(
                        price,
                        "&payment_method_types[]=card&payment_method_types[]=us_bank_account"
                                + "&subscription_data[transfer_data][destination]="
                                + own);
        assertThat(debit.error("param")).isEqualTo("payment_method_types");
        var mixed =
                stage.post(
                        "/v1/payment_links",
                        "line_items[0][quantity]=1&line_items[0][price]="
                                + once(500)
                                + "&application_fee_percent=5&transfer_data[destination]="
                                + own);
        assertThat(mixed.error("param")).isEqualTo("application_fee_percent");
        var nothing =
                stage.post(
                        "/v1/payment_links",
                        "line_items[0][quantity]=1&line_items[0][price]="
                                + once(500)
                                + "&transfer_data[amount]=0&transfer_data[destination]="
                                + own);
        assertThat(nothing.error("param")).isEqualTo("transfer_data[amount]");
    }
}
