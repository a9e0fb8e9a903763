package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionsTest {

    private static final AccountId ACCOUNT = new AccountId(101);
    private static final Expander CHARGES =
            Expander.of((account, ids) -> Map.of("ch_1", charge()), "payment_intent.latest_charge");
    private final Versions versions = new Versions(new Expanding(List.of(CHARGES)));

    @Test
    void the_date_in_front_decides_and_what_cannot_be_read_is_the_newest() {
        assertThat(applied("2022-08-01")).isEqualTo("2022-08-01");
        assertThat(applied("2026-10-28.endive; feature=v1")).isEqualTo("2026-10-28.endive");
        assertThat(applied("2099-01-01.future")).isEqualTo("2099-01-01.future");
        for (var odd : List.of("", "yesterday", "2022-8-1", "2022-08-01x", "2022-08-01.a b"))
            assertThat(applied(odd)).isEqualTo(Versions.NEWEST);
        assertThat(Versions.applied(Optional.empty(), "2020-08-27")).isEqualTo("2020-08-27");
    }

    @Test
    void the_newest_version_is_left_as_it_is() {
        assertThat(versions.render(ACCOUNT, intent(), Versions.NEWEST)).isEqualTo(intent());
        assertThat(versions.render(ACCOUNT, intent(), "2025-03-31.basil")).isEqualTo(intent());
    }

    @Test
    void before_basil_intents_and_charges_have_an_invoice() {
        var list = Lists.of("/v1/payment_intents", List.of(intent()), false);
        var old = versions.render(ACCOUNT, list, "2024-06-20");
        assertThat(old.at("/data/0/invoice").isNull()).isTrue();
        assertThat(old.at("/data/0/charges").isMissingNode()).isTrue();
    }

    @Test
    void before_november_2022_intents_list_their_charges() {
        var old = versions.render(ACCOUNT, intent(), "2022-08-01");
        assertThat(old.at("/charges/object").asText()).isEqualTo("list");
        assertThat(old.at("/charges/total_count").asInt()).isEqualTo(1);
        assertThat(old.at("/charges/data/0/id").asText()).isEqualTo("ch_1");
        assertThat(old.at("/latest_charge").asText()).isEqualTo("ch_1");
        var without = intent();
        without.putNull("latest_charge");
        assertThat(versions.render(ACCOUNT, without, "2020-08-27").at("/charges/data")).isEmpty();
    }

    @Test
    void before_august_2020_customers_contain_their_lists() {
        var customer = Json.object().put("id", "cus_1").put("object", "customer");
        var old = versions.render(ACCOUNT, customer.deepCopy(), "2019-12-03");
        assertThat(old.at("/sources/url").asText()).isEqualTo("/v1/customers/cus_1/sources");
        assertThat(versions.render(ACCOUNT, customer, "2020-08-27").has("sources")).isFalse();
    }

    @Test
    void before_dahlia_sessions_are_shown_under_older_names() {
        var session = Json.object().put("object", "checkout.session").put("ui_mode", "hosted_page");
        assertThat(
                        versions.render(ACCOUNT, session.deepCopy(), "2026-02-25.clover")
                                .path("ui_mode")
                                .asText())
                .isEqualTo("hosted");
        assertThat(versions.render(ACCOUNT, session, "2026-03-25.dahlia").path("ui_mode").asText())
                .isEqualTo("hosted_page");
    }

    @Test
    void before_clover_a_discount_has_its_coupon() {
        var coupon = Json.object().put("id", "co_1").put("object", "coupon");
        var known =
                new Versions(
                        new Expanding(
                                List.of(
                                        Expander.of(
                                                (account, ids) -> Map.of("co_1", coupon),
                                                "discount.source.coupon"))));
        var discount = Json.object().put("object", "discount");
        discount.putObject("source").put("type", "coupon").put("coupon", "co_1");
        assertThat(known.render(ACCOUNT, discount.deepCopy(), "2025-09-30.clover").has("coupon"))
                .isFalse();
        assertThat(known.render(ACCOUNT, discount, "2025-08-27.basil").path("coupon"))
                .isEqualTo(coupon);
    }

    @Test
    void before_basil_a_session_says_at_its_top_where_to_send() {
        var session = Json.object().put("object", "checkout.session");
        session.putObject("collected_information").putObject("shipping_details").put("name", "Ann");
        var old = versions.render(ACCOUNT, session.deepCopy(), "2024-06-20");
        assertThat(old.at("/shipping_details/name").asText()).isEqualTo("Ann");
        var without = Json.object().put("object", "checkout.session");
        var none = versions.render(ACCOUNT, without.putNull("collected_information"), "2024-06-20");
        assertThat(none.path("shipping_details").isNull()).isTrue();
        assertThat(versions.render(ACCOUNT, session, "2025-03-31.basil").has("shipping_details"))
                .isFalse();
    }

    private static String applied(String header) {
        return Versions.applied(Optional.of(header), "2020-08-27");
    }

    private static ObjectNode intent() {
        return Json.object()
                .put("id", "pi_1")
                .put("object", "payment_intent")
                .put("latest_charge", "ch_1");
    }

    private static ObjectNode charge() {
        return Json.object().put("id", "ch_1").put("object", "charge");
    }
}
