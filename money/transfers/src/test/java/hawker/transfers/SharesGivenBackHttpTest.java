package hawker.transfers;

import static hawker.api.StripeSchema.fits;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Refunds and disputes of payments that are shared: who gives what back. */
class SharesGivenBackHttpTest extends SharesStory {

    @Test
    void refunds_take_back_their_part_of_transfer_and_fee() {
        stage.charge(10_000, true);
        long had = stage.available(stage.bazaar);
        var paid =
                fits(
                        stage.post(
                                "/v1/payment_intents",
                                "amount=1000&application_fee_amount=100" + AT_ONCE + destined("")));
        var back = "&reverse_transfer=true&refund_application_fee=true";
        for (var part : new int[] {333, 333}) {
            var refund =
                    fits(
                            stage.post(
                                    "/v1/refunds",
                                    "payment_intent=" + paid.id() + "&amount=" + part + back));
            assertThat(refund.body().path("transfer_reversal").asText()).startsWith("trr_");
            drain();
        }
        var fee = stage.get("/v1/application_fees").body().at("/data/0");
        assertThat(fee.path("amount_refunded").asLong()).isEqualTo(67);
        fits(stage.post("/v1/refunds", "payment_intent=" + paid.id() + back));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isZero();
        assertThat(stage.available(stage.bazaar)).isEqualTo(had - 59);
        var charge = paid.body().path("latest_charge").asText();
        var transfer = stage.get("/v1/charges/" + charge).body().path("transfer").asText();
        assertThat(fits(stage.get("/v1/transfers/" + transfer)).body().path("reversed").asBoolean())
                .isTrue();
        var whole = fits(stage.get("/v1/application_fees?charge=" + charge)).body().at("/data/0");
        assertThat(whole.path("refunded").asBoolean()).isTrue();
        assertThat(whole.at("/refunds/data")).hasSize(3);
        assertThat(told(stage.bazaar)).contains("application_fee.refunded", "transfer.reversed");
    }

    @Test
    void a_direct_charge_is_refunded_with_its_fee() {
        var paid = fits(direct("amount=1000&application_fee_amount=123" + CARD));
        drain();
        var refused =
                stage.post(
                        "/v1/refunds",
                        "payment_intent=" + paid.id() + "&reverse_transfer=true",
                        "Stripe-Account",
                        stage.account);
        assertThat(refused.error("param")).isEqualTo("reverse_transfer");
        var refund =
                fits(
                        stage.post(
                                "/v1/refunds",
                                "payment_intent=" + paid.id() + "&refund_application_fee=true",
                                "Stripe-Account",
                                stage.account));
        drain();
        // The fee is back where it came from, and waits as it did.
        assertThat(refund.body().path("amount").asLong()).isEqualTo(1_000);
        assertThat(stage.pending(stage.bazaar)).isZero();
        assertThat(stage.pending(stage.number(stage.account))).isEqualTo(941);
    }

    @Test
    void a_platform_gives_fees_back_by_itself() {
        var paid = fits(direct("amount=1000&application_fee_amount=200" + AT_ONCE));
        var charge = theirs("/v1/charges/" + paid.body().path("latest_charge").asText()).body();
        var url = "/v1/application_fees/" + charge.path("application_fee").asText();
        drain();
        var first = fits(stage.post(url + "/refunds", "amount=50&metadata[why]=late"));
        assertThat(stage.post(url + "/refunds", "amount=151").error("param")).isEqualTo("amount");
        fits(stage.post(url + "/refund", ""));
        assertThat(stage.post(url + "/refunds", "").status()).isEqualTo(400);
        fits(stage.get(url + "/refunds"));
        fits(stage.get(url + "/refunds/" + first.id()));
        var noted = fits(stage.post(url + "/refunds/" + first.id(), "metadata[why]="));
        assertThat(noted.body().path("metadata")).isEmpty();
        var line =
                fits(
                        stage.get(
                                "/v1/balance_transactions/"
                                        + first.body().path("balance_transaction").asText()));
        assertThat(line.body().path("type").asText()).isEqualTo("application_fee_refund");
        drain();
        assertThat(stage.available(stage.bazaar)).isZero();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(941);
    }

    private static final String DISPUTED =
            "amount=1000&currency=usd&confirm=true&payment_method=pm_card_createDispute"
                    + "&application_fee_amount=100";

    /** Cardholders complain a moment after they paid. */
    private static void complain() {
        stage.test.clock().advance(Duration.ofMinutes(1));
        stage.disputes.disputes().hear();
        drain();
    }

    @Test
    void a_dispute_of_a_direct_charge_is_the_account_s_and_the_fee_stays_earned() {
        var paid = fits(direct(DISPUTED));
        drain();
        complain();
        // Pending: 1000 less 59 and 100; taken from what is available: 1000 and the fee of 1500.
        assertThat(stage.pending(stage.number(stage.account))).isEqualTo(841);
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(-2_500);
        assertThat(stage.pending(stage.bazaar)).isEqualTo(100);
        assertThat(stage.available(stage.bazaar)).isZero();
        var charge = theirs("/v1/charges/" + paid.body().path("latest_charge").asText()).body();
        assertThat(charge.path("disputed").asBoolean()).isTrue();
        var fee = stage.get("/v1/application_fees/" + charge.path("application_fee").asText());
        assertThat(fits(fee).body().path("amount_refunded").asLong()).isZero();
    }

    @Test
    void a_dispute_of_a_destination_charge_is_the_platform_s() {
        fits(stage.post("/v1/payment_intents", DISPUTED + destined("")));
        drain();
        complain();
        assertThat(stage.pending(stage.number(stage.account))).isEqualTo(900);
        assertThat(stage.available(stage.number(stage.account))).isZero();
        assertThat(stage.available(stage.bazaar)).isEqualTo(-2_500);
        // 1000 less 59 came, 1000 went on, 100 came back as the fee.
        assertThat(stage.pending(stage.bazaar)).isEqualTo(41);
    }

    /** The fee is still on its way when it is wanted back. */
    @Test
    void the_oldest_way_to_refund_gives_the_fee_back_as_well() {
        var paid = fits(direct("amount=1000&application_fee_amount=123" + AT_ONCE));
        var charge = paid.body().path("latest_charge").asText();
        var refunded =
                stage.post(
                        "/v1/charges/" + charge + "/refund",
                        "refund_application_fee=true",
                        "Stripe-Account",
                        stage.account);
        assertThat(fits(refunded).body().path("amount_refunded").asLong()).isEqualTo(1_000);
        drain();
        var fee = stage.get("/v1/application_fees").body().at("/data/0");
        assertThat(fee.path("amount_refunded").asLong()).isEqualTo(123);
        assertThat(stage.available(stage.bazaar)).isZero();
    }
}
