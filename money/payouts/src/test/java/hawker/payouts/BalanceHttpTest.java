package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs see of a balance; every object is checked against the official SDK's types. */
class BalanceHttpTest extends PayoutsStory {

    @Test
    void an_empty_balance_shows_the_accounts_currency() {
        var balance = get("/v1/balance");
        assertThat(findings(balance)).isEmpty();
        var atOnce = balance.remove("instant_available").path(0);
        assertThat(atOnce.path("amount").asLong()).isZero();
        assertThat(atOnce.at("/net_available/0/amount").asLong()).isZero();
        assertThat(balance.toString())
                .isEqualTo(
                        "{\"object\":\"balance\",\"available\":[{\"amount\":0,\"currency\":\"usd\","
                                + "\"source_types\":{\"card\":0}}],\"livemode\":false,\"pending\":"
                                + "[{\"amount\":0,\"currency\":\"usd\",\"source_types\":{\"card\":0}}]}");
        assertThat(findings(balance)).isEmpty();
    }

    @Test
    void a_balance_tells_available_and_pending_by_currency() {
        till.sale("ch_1", 1000);
        till.gift("ch_2", Money.of(500, Currency.EUR));
        var balance = get("/v1/balance");
        assertThat(findings(balance)).isEmpty();
        assertThat(amounts(balance.path("available"))).containsExactly("eur 500", "usd 0");
        assertThat(amounts(balance.path("pending"))).containsExactly("eur 0", "usd 941");
    }

    @Test
    void a_seller_says_on_which_days_and_with_which_words_to_be_paid() {
        var schedule = "payments[payouts][schedule]";
        var weekly =
                post(
                        "/v1/balance_settings",
                        schedule
                                + "[interval]=weekly&"
                                + schedule
                                + "[weekly_payout_days][0]=friday&"
                                + schedule
                                + "[weekly_payout_days][1]=tuesday"
                                + "&payments[payouts][statement_descriptor]=JUNIPER");
        assertThat(findings(weekly)).isEmpty();
        assertThat(weekly.at("/payments/payouts/schedule/weekly_payout_days"))
                .extracting(JsonNode::asText)
                .containsExactly("tuesday", "friday");
        var kept = get("/v1/balance_settings").at("/payments/payouts");
        assertThat(kept.path("statement_descriptor").asText()).isEqualTo("JUNIPER");
        assertThat(kept.at("/schedule/weekly_payout_days")).hasSize(2);
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-24");
        assertThat(till.newest().statementDescriptor()).contains("JUNIPER");
        var monthly =
                post(
                        "/v1/balance_settings",
                        schedule
                                + "[interval]=monthly&"
                                + schedule
                                + "[monthly_payout_days][0]=31&"
                                + schedule
                                + "[monthly_payout_days][1]=1");
        assertThat(monthly.at("/payments/payouts/schedule/monthly_payout_days"))
                .extracting(JsonNode::asInt)
                .containsExactly(1, 31);
        post("/v1/balance_settings", "payments[payouts][statement_descriptor]=");
        assertThat(
                        get("/v1/balance_settings")
                                .at("/payments/payouts/statement_descriptor")
                                .isNull())
                .isTrue();
        post(
                "/v1/balance_settings",
                schedule + "[interval]=weekly&" + schedule + "[weekly_payout_days][0]=sunday");
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_sale_is_a_balance_transaction_of_type_charge() {
        till.sale("ch_1", 1000);
        var line = list("/v1/balance_transactions").getFirst();
        assertThat(findings(line)).isEmpty();
        assertThat(line.path("amount").asLong()).isEqualTo(1000);
        assertThat(line.path("fee").asLong()).isEqualTo(59);
        assertThat(line.path("net").asLong()).isEqualTo(941);
        assertThat(line.path("type").asText()).isEqualTo("charge");
        assertThat(line.path("status").asText()).isEqualTo("pending");
        assertThat(line.path("source").asText()).isEqualTo("ch_1");
        assertThat(line.path("available_on").asLong()).isEqualTo(1_795_478_400L); // 24 November
        assertThat(line.path("fee_details").toString())
                .isEqualTo(
                        "[{\"amount\":59,\"application\":null,\"currency\":\"usd\","
                                + "\"description\":\"Processing fees\",\"type\":\"stripe_fee\"}]");

        till.go("2026-11-24");
        var later = get("/v1/balance_transactions/" + line.path("id").asText());
        assertThat(later.path("status").asText()).isEqualTo("available");
        assertThat(get("/v1/balance/history/" + line.path("id").asText())).isEqualTo(later);
    }

    @Test
    void a_dispute_and_a_refund_have_their_types() {
        till.gift("ch_1", Money.usd(5000));
        till.refund("re_1", 500);
        till.dispute("dp_1", 1000);
        var lines = list("/v1/balance_transactions");
        assertThat(lines).allMatch(line -> findings(line).isEmpty());
        assertThat(texts(lines, "type")).containsExactly("adjustment", "refund", "charge");
        assertThat(texts(lines, "reporting_category"))
                .containsExactly("dispute", "refund", "charge");
        assertThat(texts(lines, "net")).containsExactly("-2500", "-500", "5000");
        assertThat(texts(lines, "fee")).containsExactly("1500", "0", "0");
    }

    @Test
    void lines_are_filtered_and_paged() {
        till.gift("ch_1", Money.usd(5000));
        till.refund("re_1", 500);
        till.sale("ch_2", 1000);
        var url = "/v1/balance_transactions";
        assertThat(sources(url + "?type=refund")).containsExactly("re_1");
        assertThat(sources(url + "?type=charge&limit=1")).containsExactly("ch_2");
        assertThat(sources(url + "?type=topup")).isEmpty();
        assertThat(sources(url + "?source=re_1")).containsExactly("re_1");
        assertThat(sources(url + "?source=re_1&type=charge")).isEmpty();
        assertThat(sources(url + "?currency=eur")).isEmpty();
        assertThat(sources(url + "?available_on[gte]=1795478400")).containsExactly("ch_2");
        assertThat(sources(url + "?created[gt]=4000000000")).isEmpty();

        var first = get(url + "?limit=2");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        var last = first.path("data").get(1).path("id").asText();
        assertThat(sources(url + "?starting_after=" + last)).containsExactly("ch_1");
        var oldest = list(url).getLast().path("id").asText();
        assertThat(sources(url + "?ending_before=" + oldest)).containsExactly("ch_2", "re_1");
        assertThat(get(url + "?starting_after=txn_nothing").path("error").path("code").asText())
                .isEqualTo("resource_missing");
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_line_that_is_not_there_is_missing() {
        for (var id : List.of("txn_1", "ch_1", "txn_" + "0".repeat(24))) {
            var answer = get("/v1/balance_transactions/" + id);
            assertThat(status).isEqualTo(404);
            assertThat(answer.path("error").path("code").asText()).isEqualTo("resource_missing");
        }
    }
}
