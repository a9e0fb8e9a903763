package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Money;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What programs see of payouts; every object is checked against the official SDK's types. */
class PayoutsHttpTest extends PayoutsStory {

    @Test
    void an_automatic_payout_lists_exactly_its_lines() {
        till.sale("ch_1", 1000);
        till.go("2026-11-23");
        till.sale("ch_2", 2000);
        till.run("2026-11-24");
        var payout = list("/v1/payouts").getFirst();
        assertThat(findings(payout)).isEmpty();
        assertThat(payout.path("amount").asLong()).isEqualTo(941);
        assertThat(payout.path("status").asText()).isEqualTo("in_transit");
        assertThat(payout.path("arrival_date").asLong()).isEqualTo(1_795_564_800L);

        var lines = list("/v1/balance_transactions?payout=" + payout.path("id").asText());
        assertThat(lines).allMatch(line -> findings(line).isEmpty());
        assertThat(texts(lines, "source")).containsExactly(payout.path("id").asText(), "ch_1");
        assertThat(lines.stream().mapToLong(l -> l.path("net").asLong()).sum()).isZero();
    }

    @Test
    void what_is_set_aside_for_an_account_is_a_line_of_the_payout_that_is_smaller_for_it() {
        till.gift("ch_1", Money.usd(5000));
        till.setAside("acct_1:usd:1", 2000);
        till.run("2026-11-23");
        var payout = list("/v1/payouts").getFirst();
        assertThat(payout.path("amount").asLong()).isEqualTo(3000);
        var lines = list("/v1/balance_transactions?payout=" + payout.path("id").asText());
        assertThat(lines).allMatch(line -> findings(line).isEmpty());
        assertThat(texts(lines, "type")).containsExactly("payout", "reserve_transaction", "charge");
        assertThat(texts(lines, "net")).containsExactly("-3000", "-2000", "5000");
        assertThat(lines.get(1).path("reporting_category").asText())
                .isEqualTo("connect_reserved_funds");
        assertThat(lines.get(1).path("source").isNull()).isTrue();

        till.giveFree("acct_1:usd:2", 2000);
        till.run("2026-11-24");
        var next = list("/v1/payouts").getFirst();
        assertThat(next.path("amount").asLong()).isEqualTo(2000);
        assertThat(
                        texts(
                                list(
                                        "/v1/balance_transactions?type=reserve_transaction&payout="
                                                + next.path("id").asText()),
                                "net"))
                .containsExactly("2000");
    }

    @Test
    void a_payout_can_be_asked_for_read_named_and_taken_back() {
        till.gift("ch_1", Money.usd(5000));
        var made =
                post(
                        "/v1/payouts",
                        "amount=1000&currency=usd&metadata[why]=rent&statement_descriptor=Juniper");
        assertThat(status).isEqualTo(200);
        assertThat(findings(made)).isEmpty();
        assertThat(made.path("status").asText()).isEqualTo("pending");
        assertThat(made.path("automatic").asBoolean()).isFalse();
        var url = "/v1/payouts/" + made.path("id").asText();
        assertThat(get(url)).isEqualTo(made);

        var named = post(url, "metadata[why]=&metadata[who]=Ann");
        assertThat(named.path("metadata").toString()).isEqualTo("{\"who\":\"Ann\"}");
        var canceled = post(url + "/cancel", "");
        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(till.available()).isEqualTo(5000);
        post(url + "/cancel", "");
        assertThat(status).isEqualTo(400);
        assertThat(texts(list("/v1/balance_transactions"), "type"))
                .containsExactly("payout_cancel", "payout", "charge");
        assertThat(sources("/v1/balance_transactions?payout=" + made.path("id").asText()))
                .isEmpty();
        assertThat(status).isEqualTo(400);
    }

    @Test
    void what_a_request_does_is_told_with_the_request() {
        till.gift("ch_1", Money.usd(5000));
        var made = post("/v1/payouts", "amount=1000&currency=usd", "Idempotency-Key", "to-pay");
        var id = made.path("id").asText();
        post("/v1/payouts/" + id, "metadata[a]=b", "Idempotency-Key", "to-note");
        post("/v1/payouts/" + id + "/cancel", "", "Idempotency-Key", "to-cancel");
        var told =
                till.test.platform().events().newest(till.shop, Optional.empty(), 50).stream()
                        .filter(event -> event.subject().equals(id))
                        .toList();
        assertThat(told).allSatisfy(event -> assertThat(event.request()).isPresent());
        assertThat(told.stream().map(event -> event.idempotencyKey().orElse("none")))
                .containsExactly("to-cancel", "to-note", "to-pay");
    }

    /** Not to the usual account when another way was asked for. */
    @Test
    void a_way_that_is_not_there_is_refused() {
        till.gift("ch_1", Money.usd(5000));
        for (var wrong :
                new String[] {
                    "payout_method=pm_1", "source_type=fpx", "source_type=bank_account"
                }) {
            var refused = post("/v1/payouts", "amount=1000&currency=usd&" + wrong);
            assertThat(status).isEqualTo(400);
            assertThat(refused.at("/error/param").asText())
                    .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
        assertThat(till.available()).isEqualTo(5000);
        post("/v1/payouts", "amount=1000&currency=usd&source_type=card");
        assertThat(status).isEqualTo(200);
    }

    @Test
    void asking_twice_with_one_key_is_asking_once() {
        till.gift("ch_1", Money.usd(5000));
        var first = post("/v1/payouts", "amount=1000&currency=usd", "Idempotency-Key", "k1");
        var again = post("/v1/payouts", "amount=1000&currency=usd", "Idempotency-Key", "k1");
        assertThat(again).isEqualTo(first);
        assertThat(till.all()).hasSize(1);
        assertThat(till.available()).isEqualTo(4000);
    }

    @Test
    void what_cannot_be_paid_is_refused_with_stripes_codes() {
        till.gift("ch_1", Money.usd(500));
        assertThat(error("amount=501&currency=usd")).isEqualTo("balance_insufficient");
        assertThat(error("amount=1&currency=usd")).isEqualTo("amount_too_small");
        assertThat(error("amount=500&currency=usd&method=instant"))
                .isEqualTo("balance_insufficient");
        assertThat(error("amount=500&currency=usd&destination=ba_other"))
                .isEqualTo("resource_missing");
        assertThat(error("amount=500")).isEqualTo("parameter_missing");
        assertThat(post("/v1/payouts", "amount=500&currency=eur").toString())
                .contains("external accounts in that currency (eur)");
    }

    @Test
    void payouts_are_filtered_by_status_and_arrival() {
        till.gift("ch_1", Money.usd(500));
        till.run("2026-11-20");
        till.run("2026-11-23");
        till.gift("ch_2", Money.usd(600));
        till.run("2026-11-24");
        assertThat(texts(list("/v1/payouts"), "amount")).containsExactly("600", "500");
        assertThat(texts(list("/v1/payouts?status=paid"), "amount")).containsExactly("500");
        assertThat(texts(list("/v1/payouts?arrival_date[gte]=1795564800"), "amount"))
                .containsExactly("600");
        var destination = list("/v1/payouts").getFirst().path("destination").asText();
        assertThat(list("/v1/payouts?destination=" + destination)).hasSize(2);
    }

    @Test
    void ids_become_objects_where_they_are_expanded() {
        till.gift("ch_1", Money.usd(500));
        till.run("2026-11-20");
        var payout =
                list("/v1/payouts?expand[]=data.balance_transaction&expand[]=data.destination")
                        .getFirst();
        assertThat(findings((ObjectNode) payout.get("balance_transaction"))).isEmpty();
        assertThat(findings((ObjectNode) payout.get("destination"))).isEmpty();
        assertThat(payout.path("destination").path("last4").asText()).isEqualTo("6789");
        assertThat(payout.toString()).doesNotContain(Till.GOOD);
        var lines = list("/v1/balance_transactions?type=payout&expand[]=data.source");
        assertThat(lines.getFirst().path("source").path("object").asText()).isEqualTo("payout");
    }

    @Test
    void events_carry_the_object_as_it_was() {
        till.gift("ch_1", Money.usd(500));
        till.run("2026-11-20");
        till.run("2026-11-23");
        var events =
                till.test.platform().events().newest(till.shop, java.util.Optional.empty(), 20);
        var seen = new ArrayList<String>();
        for (var event : events.reversed())
            for (var type : event.types())
                till.module
                        .renderer()
                        .render(event, type)
                        .ifPresent(object -> {
                            assertThat(findings(object)).as(type).isEmpty();
                            seen.add(type + " " + object.path("status").asText());
                        });
        assertThat(seen)
                .containsExactly(
                        "payout.created pending",
                        "payout.reconciliation_completed pending",
                        "payout.updated in_transit",
                        "payout.paid paid",
                        "payout.updated paid");
    }
}
