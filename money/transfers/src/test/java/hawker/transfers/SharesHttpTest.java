package hawker.transfers;

import static hawker.api.StripeSchema.fits;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Application fees and destination charges: who gets what of a payment. */
class SharesHttpTest extends SharesStory {

    /** A debit may come back days later, when what was shared of it is gone. */
    @Test
    void a_bank_debit_is_shared_with_nobody() {
        var debit =
                "amount=1000&currency=usd&confirm=true&payment_method_types[]=us_bank_account"
                        + "&payment_method=pm_usBankAccount_success";
        for (var refused :
                List.of(
                        stage.post("/v1/payment_intents", debit + destined("")),
                        direct(debit + "&application_fee_amount=10"))) {
            assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
            assertThat(refused.body().at("/error/message").asText()).contains("card payments only");
        }
        drain();
        assertThat(stage.available(stage.bazaar)).isZero();
    }

    @Test
    void an_account_sees_what_it_received_as_a_charge() {
        var paid = stage.post("/v1/payment_intents", "amount=1000" + AT_ONCE + destined(""));
        drain();
        var charge = stage.get("/v1/charges/" + paid.body().path("latest_charge").asText());
        var transfer = stage.get("/v1/transfers/" + charge.body().path("transfer").asText());
        var payment = transfer.body().path("destination_payment").asText();
        var received = fits(theirs("/v1/charges/" + payment));
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.body().path("amount").asLong()).isEqualTo(1_000);
        assertThat(received.body().path("source_transfer").asText())
                .isEqualTo(transfer.body().path("id").asText());
        // It is the receiver's, and nobody else's.
        assertThat(stage.get("/v1/charges/" + payment).status()).isEqualTo(404);
        assertThat(theirs("/v1/charges/py_none").status()).isEqualTo(404);
    }

    @Test
    void the_fee_of_a_direct_charge_goes_to_the_platform() {
        var paid = fits(direct("amount=1000&application_fee_amount=123" + AT_ONCE));
        assertThat(paid.body().path("application").asText()).startsWith("ca_");
        assertThat(paid.body().path("application_fee_amount").asLong()).isEqualTo(123);
        drain();
        // 1000 less 59 for the processing and 123 for the platform.
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(818);
        assertThat(stage.available(stage.bazaar)).isEqualTo(123);

        var charge = fits(theirs("/v1/charges/" + paid.body().path("latest_charge").asText()));
        var line =
                fits(
                        theirs(
                                "/v1/balance_transactions/"
                                        + charge.body().path("balance_transaction").asText()));
        assertThat(line.body().path("amount").asLong()).isEqualTo(1_000);
        assertThat(line.body().path("fee").asLong()).isEqualTo(182);
        assertThat(line.body().path("net").asLong()).isEqualTo(818);
        assertThat(line.body().at("/fee_details").toString()).contains("\"application_fee\"");
        assertThat(line.body().at("/fee_details").toString())
                .contains(charge.body().path("application").asText());

        var fee =
                fits(
                        stage.get(
                                "/v1/application_fees/"
                                        + charge.body().path("application_fee").asText()));
        assertThat(fee.body().path("account").asText()).isEqualTo(stage.account);
        assertThat(fee.body().path("charge").asText()).isEqualTo(charge.id());
        var earned =
                fits(
                        stage.get(
                                "/v1/balance_transactions/"
                                        + fee.body().path("balance_transaction").asText()));
        assertThat(earned.body().path("type").asText()).isEqualTo("application_fee");
        assertThat(earned.body().path("net").asLong()).isEqualTo(123);
        assertThat(
                        fits(stage.get("/v1/application_fees?charge=" + charge.id()))
                                .body()
                                .path("data"))
                .hasSize(1);
        assertThat(told(stage.bazaar)).contains("application_fee.created");
    }

    @Test
    void a_fee_waits_as_long_as_its_charge() {
        fits(direct("amount=1000&application_fee_amount=123" + CARD));
        drain();
        assertThat(stage.available(stage.bazaar)).isZero();
        assertThat(stage.pending(stage.bazaar)).isEqualTo(123);
        assertThat(stage.pending(stage.number(stage.account))).isEqualTo(818);
        stage.test.clock().advance(Duration.ofDays(9));
        stage.payouts.payouts().setSchedule(stage.bazaar, new hawker.payouts.Schedule.Manual());
        stage.payouts.payouts().runDay(stage.bazaar, stage.platform.clock().today());
        assertThat(stage.available(stage.bazaar)).isEqualTo(123);
        stage.payouts
                .payouts()
                .setSchedule(stage.number(stage.account), new hawker.payouts.Schedule.Manual());
        stage.payouts.payouts().runDay(stage.number(stage.account), stage.platform.clock().today());
    }

    @Test
    void a_destination_gets_the_money_and_pays_the_fee_of_it() {
        var paid =
                fits(
                        stage.post(
                                "/v1/payment_intents",
                                "amount=1000&application_fee_amount=123" + AT_ONCE + destined("")));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(877);
        // The processing fee is the platform's: 123 earned less 59.
        assertThat(stage.available(stage.bazaar)).isEqualTo(64);
        var charge = fits(stage.get("/v1/charges/" + paid.body().path("latest_charge").asText()));
        var transfer = fits(stage.get("/v1/transfers/" + charge.body().path("transfer").asText()));
        assertThat(transfer.body().path("amount").asLong()).isEqualTo(1_000);
        assertThat(transfer.body().path("source_transaction").asText()).isEqualTo(charge.id());
        assertThat(transfer.body().path("transfer_group"))
                .isEqualTo(charge.body().path("transfer_group"));
        var fee =
                fits(
                        stage.get(
                                "/v1/application_fees/"
                                        + charge.body().path("application_fee").asText()));
        assertThat(fee.body().path("originating_transaction").asText()).isEqualTo(charge.id());
        assertThat(fee.body().path("charge"))
                .isEqualTo(transfer.body().path("destination_payment"));
        var line = fits(theirs("/v1/balance_transactions?limit=1")).body().at("/data/0");
        assertThat(line.path("type").asText()).isEqualTo("payment");
        assertThat(line.path("amount").asLong()).isEqualTo(1_000);
        assertThat(line.path("fee").asLong()).isEqualTo(123);
        assertThat(told(stage.bazaar)).contains("transfer.created", "application_fee.created");
    }

    @Test
    void a_part_for_the_destination() {
        fits(
                stage.post(
                        "/v1/payment_intents",
                        "amount=1000"
                                + AT_ONCE
                                + destined("&transfer_data[amount]=700")
                                + "&on_behalf_of="
                                + stage.account));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(700);
        assertThat(stage.available(stage.bazaar)).isEqualTo(241);
        assertThat(
                        stage.post(
                                        "/v1/payment_intents",
                                        "amount=1000"
                                                + AT_ONCE
                                                + destined("&transfer_data[amount]=0"))
                                .error("param"))
                .isEqualTo("transfer_data[amount]");
    }

    @Test
    void what_is_written_on_the_transfer_of_a_payment_is_its_transfers() {
        var paid =
                fits(
                        stage.post(
                                "/v1/payment_intents",
                                "amount=1000"
                                        + AT_ONCE
                                        + destined(
                                                "&transfer_data[description]=Rent"
                                                        + "&transfer_data[metadata][flat]=4")));
        assertThat(paid.body().at("/transfer_data/description").asText()).isEqualTo("Rent");
        drain();
        var sent = stage.get("/v1/transfers?limit=1").body().at("/data/0");
        assertThat(sent.path("description").asText()).isEqualTo("Rent");
        assertThat(sent.at("/metadata/flat").asText()).isEqualTo("4");
    }

    @Test
    void a_capture_settles_what_is_shared() {
        var held =
                fits(
                        stage.post(
                                "/v1/payment_intents",
                                "amount=1000&capture_method=manual&application_fee_amount=200"
                                        + AT_ONCE
                                        + destined("")));
        var taken =
                fits(
                        stage.post(
                                "/v1/payment_intents/" + held.id() + "/capture",
                                "amount_to_capture=600&application_fee_amount=100"));
        assertThat(taken.body().path("application_fee_amount").asLong()).isEqualTo(100);
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(500);
        var charge = fits(stage.get("/v1/charges/" + taken.body().path("latest_charge").asText()));
        assertThat(charge.body().path("application_fee_amount").asLong()).isEqualTo(100);
        assertThat(
                        stage.post(
                                        "/v1/payment_intents",
                                        "amount=100&currency=usd&application_fee_amount=101"
                                                + destined(""))
                                .error("param"))
                .isEqualTo("application_fee_amount");
    }

    @Test
    void only_who_may_be_given_money_is() {
        var stranger = stage.platform();
        var alien = stage.open(stranger.secretKey().secret());
        var plain = "amount=1000&currency=usd";
        for (var wrong : new String[] {alien, stage.bazaar.text(), "acct_nobody"})
            assertThat(
                            stage.post(
                                            "/v1/payment_intents",
                                            plain + "&transfer_data[destination]=" + wrong)
                                    .error("param"))
                    .isEqualTo("transfer_data[destination]");
        assertThat(
                        stage.post("/v1/payment_intents", plain + "&application_fee_amount=10")
                                .error("param"))
                .isEqualTo("application_fee_amount");
        assertThat(
                        stage.post("/v1/payment_intents", plain + "&on_behalf_of=" + alien)
                                .error("param"))
                .isEqualTo("on_behalf_of");
        assertThat(
                        stage.send(stranger.secretKey().secret(), "GET", "/v1/application_fees", "")
                                .body()
                                .path("data"))
                .isEmpty();
    }

    @Test
    void a_charge_in_one_call_shares_too() {
        var charge =
                fits(
                        stage.post(
                                "/v1/charges",
                                "amount=1000&currency=usd&source=tok_bypassPending&application_fee_amount=50"
                                        + destined("&transfer_data[description]=Rent")));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(950);
        assertThat(stage.get("/v1/transfers?limit=1").body().at("/data/0/description").asText())
                .isEqualTo("Rent");
        assertThat(charge.body().path("application_fee").asText()).startsWith("fee_");
    }
}
