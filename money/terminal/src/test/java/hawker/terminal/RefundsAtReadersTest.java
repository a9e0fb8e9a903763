package hawker.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.Refund;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was paid at a reader goes back to the card that paid, and to no other. */
class RefundsAtReadersTest {

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
        stage.reader = stage.register("wpe", stage.location());
    }

    @Test
    void an_interac_card_pays_in_canada_and_is_refunded_at_the_reader() {
        var wanted =
                "currency=cad&amount=1500&payment_method_types[]=card_present"
                        + "&payment_method_types[]=interac_present";
        var id = stage.post("/v1/payment_intents", wanted).text("id");
        stage.ask("process_payment_intent", "payment_intent=" + id);
        assertThat(
                        stage.present(
                                        "type=interac_present&interac_present[number]=4242424242424242")
                                .status())
                .isEqualTo(400);
        assertThat(stage.present("card_present[number]=4506445006931933").status()).isEqualTo(400);
        assertThat(stage.present("type=interac_present").text("action.status"))
                .isEqualTo("succeeded");
        var paid = stage.get("/v1/payment_intents/" + id + "?expand[]=latest_charge");
        var card = paid.body().at("/latest_charge/payment_method_details/interac_present");
        assertThat(card.path("brand").asText()).isEqualTo("interac");
        assertThat(card.at("/receipt/dedicated_file_name").asText()).isEqualTo("A0000002771010");
        var method = stage.get("/v1/payment_methods/" + paid.text("payment_method"));
        assertThat(method.text("type")).isEqualTo("interac_present");

        assertThat(stage.post("/v1/refunds", "payment_intent=" + id).status()).isEqualTo(400);
        var charge = "/v1/charges/" + paid.body().at("/latest_charge/id").asText();
        for (var door : List.of("/refund", "/refunds"))
            assertThat(stage.post(charge + door, "amount=500").status()).as(door).isEqualTo(400);
        // The dashboard's way.
        var wanted500 =
                NewRefund.of(
                        new PaymentIntent.Id(id),
                        Optional.of(Money.of(500, Currency.of("cad"))),
                        "k");
        assertThat(stage.payments.refund(stage.account(), wanted500))
                .isInstanceOf(Refund.Outcome.Refused.class);
        stage.ask("refund_payment", "payment_intent=" + id + "&amount=500");
        var other = stage.present("card_present[number]=4242424242424242");
        assertThat(other.text("action.failure_code")).isEqualTo("card_declined");
        stage.ask("refund_payment", "payment_intent=" + id + "&amount=500");
        var back = stage.present("type=interac_present");
        assertThat(back.text("action.status")).isEqualTo("succeeded");
        assertThat(
                        stage.get("/v1/refunds/" + back.text("action.refund_payment.refund"))
                                .text("amount"))
                .isEqualTo("500");

        var held = stage.post("/v1/payment_intents", wanted + "&capture_method=manual").text("id");
        stage.ask("process_payment_intent", "payment_intent=" + held);
        assertThat(stage.present("type=interac_present").text("action.status")).isEqualTo("failed");
        var dollars = stage.intent("&payment_method_types[]=interac_present").text("id");
        stage.ask("process_payment_intent", "payment_intent=" + dollars);
        assertThat(stage.present("type=interac_present").text("action.status")).isEqualTo("failed");
    }

    @Test
    void money_goes_back_to_the_card_that_paid_only() {
        var intent = stage.intent("");
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        stage.present("");
        var form = "amount=1000&payment_intent=" + intent.text("id") + "&metadata[why]=late";
        stage.ask("refund_payment", form);
        var other = stage.present("card_present[number]=5555555555554444");
        assertThat(other.text("action.status")).isEqualTo("failed");
        stage.ask("refund_payment", form);
        var refunded = stage.present("");
        assertThat(refunded.text("action.status"))
                .as(refunded.body().toString())
                .isEqualTo("succeeded");
        var refund = stage.get("/v1/refunds/" + refunded.text("action.refund_payment.refund"));
        assertThat(refund.text("amount")).isEqualTo("1000");
        assertThat(refund.text("metadata.why")).isEqualTo("late");
        assertThat(stage.ask("refund_payment", "amount=1").status()).isEqualTo(400);
        assertThat(stage.ask("refund_payment", "charge=ch_none").text("error.code"))
                .isEqualTo("resource_missing");
    }
}
