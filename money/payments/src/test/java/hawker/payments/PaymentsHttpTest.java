package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentUpdateParams;
import hawker.api.Json;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments: the official SDK as client, and bare HTTP where the SDK is too well-behaved. */
class PaymentsHttpTest extends ApiStory {

    private static final String PAY =
            "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa";

    @Test
    void the_sdk_takes_a_payment_in_one_call() throws StripeException {
        var intent =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_visa")
                                        .setDescription("Order 7")
                                        .putMetadata("order", "7")
                                        .addExpand("latest_charge")
                                        .build());
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmountReceived()).isEqualTo(2000);
        assertThat(intent.getMetadata()).containsEntry("order", "7");
        var charge = intent.getLatestChargeObject();
        assertThat(charge.getCaptured()).isTrue();
        assertThat(charge.getDescription()).isEqualTo("Order 7");
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
        assertThat(charge.getOutcome().getNetworkStatus()).isEqualTo("approved_by_network");
        assertThat(charge.getBalanceTransaction()).startsWith("txn_");
        assertThat(charge.getCalculatedStatementDescriptor()).isEqualTo("JUNIPER");
    }

    @Test
    void the_sdk_makes_updates_confirms_and_lists_an_intent() throws StripeException {
        var intents = stripe.v1().paymentIntents();
        var made =
                intents.create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(1000L)
                                .setCurrency("usd")
                                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                                .build());
        assertThat(made.getStatus()).isEqualTo("requires_payment_method");
        var updated =
                intents.update(
                        made.getId(),
                        PaymentIntentUpdateParams.builder()
                                .setAmount(1500L)
                                .setPaymentMethod("pm_card_mastercard")
                                .build());
        assertThat(updated.getStatus()).isEqualTo("requires_confirmation");
        var held = intents.confirm(made.getId());
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(held.getAmountCapturable()).isEqualTo(1500);
        var taken =
                intents.capture(
                        made.getId(),
                        PaymentIntentCaptureParams.builder().setAmountToCapture(700L).build());
        assertThat(taken.getStatus()).isEqualTo("succeeded");
        assertThat(taken.getAmountReceived()).isEqualTo(700);
        assertThat(intents.retrieve(made.getId())).isEqualTo(taken);
        var listed = intents.list(PaymentIntentListParams.builder().setLimit(3L).build());
        assertThat(listed.getData()).containsExactly(taken);
        assertThatThrownBy(() -> intents.cancel(made.getId()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("payment_intent_unexpected_state"));
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa_chargeDeclined, card_declined, generic_decline",
        "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
        "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card",
        "pm_card_chargeDeclinedExpiredCard, expired_card, ",
        "pm_card_chargeDeclinedProcessingError, processing_error, ",
        "pm_card_radarBlock, card_declined, fraudulent"
    })
    void a_decline_is_a_card_error_that_carries_the_intent(
            String card, String code, String declineCode) throws StripeException {
        assertThatThrownBy(() -> stripe.v1().paymentIntents().create(paying(card).build()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> {
                            assertThat(e.getStatusCode()).isEqualTo(402);
                            assertThat(e.getCode()).isEqualTo(code);
                            if (declineCode != null)
                                assertThat(e.getDeclineCode()).isEqualTo(declineCode);
                            var intent = e.getStripeError().getPaymentIntent();
                            assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
                            assertThat(intent.getLastPaymentError().getCode()).isEqualTo(code);
                            assertThat(e.getCharge()).startsWith("ch_");
                        });
        var charges = stripe.v1().charges().list().getData();
        assertThat(charges).hasSize(1);
        assertThat(charges.getFirst().getStatus()).isEqualTo("failed");
        assertThat(charges.getFirst().getFailureCode()).isEqualTo(code);
    }

    @Test
    void every_answer_has_exactly_the_fields_of_the_newest_version() {
        var intent = api.post(INTENTS, PAY + "&expand[]=latest_charge").body();
        var charge = (com.fasterxml.jackson.databind.node.ObjectNode) intent.get("latest_charge");
        assertThat(SCHEMA.findings(charge)).isEmpty();
        intent.put("latest_charge", charge.path("id").asText());
        assertThat(SCHEMA.findings(intent)).isEmpty();
        var refund = api.post("/v1/refunds", "amount=500&charge=" + charge.path("id").asText());
        assertThat(SCHEMA.findings(refund.body())).isEmpty();
        var customer = api.post("/v1/customers", "email=a@example.com&name=Ann");
        assertThat(SCHEMA.findings(customer.body())).isEmpty();
    }

    @Test
    void one_key_is_one_payment_and_one_answer() {
        var first = api.post(INTENTS, PAY, "Idempotency-Key", "k1");
        var second = api.post(INTENTS, PAY, "Idempotency-Key", "k1");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.response().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(
                        stage.payments
                                .intents(stage.seller, hawker.kernel.PageRequest.first(10))
                                .items())
                .hasSize(1);
        var other = api.post(INTENTS, PAY.replace("2000", "3000"), "Idempotency-Key", "k1");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.error("type")).isEqualTo("idempotency_error");
    }

    @Test
    void a_decline_is_replayed_as_it_was() {
        var decline = PAY.replace("pm_card_visa", "pm_card_visa_chargeDeclined");
        var first = api.post(INTENTS, decline, "Idempotency-Key", "k2");
        var second = api.post(INTENTS, decline, "Idempotency-Key", "k2");
        assertThat(first.status()).isEqualTo(402);
        assertThat(second.status()).isEqualTo(402);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(
                        stage.payments
                                .charges(stage.seller, hawker.kernel.PageRequest.first(10))
                                .items())
                .hasSize(1);
    }

    @Test
    void a_replayed_confirmation_gives_the_first_answer_although_the_intent_went_on() {
        var id = api.post(INTENTS, "amount=900&currency=usd").body().path("id").asText();
        var path = INTENTS + "/" + id + "/confirm";
        var first = api.post(path, "payment_method=pm_card_visa", "Idempotency-Key", "confirm-1");
        assertThat(first.status()).isEqualTo(200);
        api.post(INTENTS + "/" + id, "description=Later");
        var again = api.post(path, "payment_method=pm_card_visa", "Idempotency-Key", "confirm-1");
        assertThat(again.response().body()).isEqualTo(first.response().body());
        var third = api.post(path, "payment_method=pm_card_visa", "Idempotency-Key", "confirm-2");
        assertThat(third.status()).isEqualTo(400);
        assertThat(third.error("code")).isEqualTo("payment_intent_unexpected_state");
    }

    @Test
    void an_unknown_outcome_is_a_processing_error_that_stays_one() {
        stage.faults().add(When.mti("0200").ofAmount(2000).nth(1), new Fault.DropAnswer());
        var first = api.post(INTENTS, PAY, "Idempotency-Key", "k3");
        assertThat(first.status()).isEqualTo(402);
        assertThat(first.error("code")).isEqualTo("processing_error");
        stage.settle();
        var second = api.post(INTENTS, PAY, "Idempotency-Key", "k3");
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(stage.balance(hawker.ledger.Purpose.MERCHANT_PENDING).isZero()).isTrue();
    }

    @Test
    void what_stands_beside_a_token_is_its_methods() {
        var data = "payment_method_data[";
        var form =
                "amount=2000&currency=usd&confirm=true&payment_method_types[]=card&"
                        + String.join(
                                "&",
                                data + "type]=card",
                                data + "card][token]=tok_visa",
                                data + "billing_details][name]=Ada",
                                data + "billing_details][address][postal_code]=94107",
                                data + "allow_redisplay]=always",
                                data + "metadata][order]=7");

        var paid = fits(api.post(INTENTS, form));

        var method = api.get("/v1/payment_methods/" + paid.body().path("payment_method").asText());
        fits(method);
        assertThat(method.body().at("/billing_details/name").asText()).isEqualTo("Ada");
        assertThat(method.body().path("allow_redisplay").asText()).isEqualTo("always");
        assertThat(method.body().at("/metadata/order").asText()).isEqualTo("7");
        var charge = api.get("/v1/charges/" + paid.body().path("latest_charge").asText());
        assertThat(charge.body().at("/billing_details/address/postal_code").asText())
                .isEqualTo("94107");
    }

    @Test
    void a_key_that_is_used_with_other_parameters_is_the_sdks_idempotency_error() {
        var options = RequestOptions.builder().setIdempotencyKey("same").build();
        assertThatThrownBy(
                        () -> {
                            stripe.v1()
                                    .paymentIntents()
                                    .create(paying("pm_card_visa").build(), options);
                            stripe.v1()
                                    .paymentIntents()
                                    .create(
                                            paying("pm_card_visa").setAmount(2100L).build(),
                                            options);
                        })
                .isInstanceOf(IdempotencyException.class);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "amount=49&currency=usd | amount_too_small | amount",
                "amount=100000000&currency=usd | amount_too_large | amount",
                "amount=1e3&currency=usd | parameter_invalid_integer | amount",
                "amount=-1&currency=usd | parameter_invalid_integer | amount",
                "amount=5124&currency=kwd | parameter_invalid_integer | amount",
                "amount=&currency=usd | parameter_invalid_empty | amount",
                "currency=usd | parameter_missing | amount",
                "amount=2000 | parameter_missing | currency",
                "amount=2000&currency=usd&status=succeeded | parameter_unknown | status",
                "amount=2000&currency=usd&application_fee_amount=5 | '' |"
                        + " application_fee_amount",
                "amount=2000&currency=usd&customer=cus_x | resource_missing | customer",
                "amount=2000&currency=usd&payment_method=pm_x | resource_missing | payment_method"
            },
            delimiter = '|')
    void what_cannot_be_is_refused_by_code_and_name(String form, String code, String param) {
        var got = api.post(INTENTS, form);
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.error("code")).isEqualTo(code);
        assertThat(got.error("param")).isEqualTo(param);
        assertThat(stage.payments.intents(stage.seller, hawker.kernel.PageRequest.first(1)).items())
                .isEmpty();
    }

    @Test
    void programs_of_before_august_2023_take_cards_and_need_no_way_back() {
        var form = "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa";
        var made = api.post(INTENTS, form, "Stripe-Version", "2022-11-15");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        assertThat(made.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(made.body().path("payment_method_types")).isEqualTo(Json.array().add("card"));
        assertThat(made.body().path("automatic_payment_methods").isNull()).isTrue();
    }

    @Test
    void a_hold_that_is_canceled_is_no_refund_and_one_that_is_refunded_is() {
        var form =
                "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa&capture_method=manual";
        var held = fits(api.post(INTENTS, form)).body();
        var charge = "/v1/charges/" + held.path("latest_charge").asText();
        fits(api.post(INTENTS + "/" + held.path("id").asText() + "/cancel", ""));
        for (var again : new String[] {"/cancel", "/capture"}) {
            var late = api.post(INTENTS + "/" + held.path("id").asText() + again, "");
            assertThat(late.error("code")).isEqualTo("payment_intent_unexpected_state");
            assertThat(late.body().at("/error/payment_intent/status").asText())
                    .isEqualTo("canceled");
        }
        var canceled = fits(api.get(charge + "?expand[]=refunds")).body();
        assertThat(canceled.path("refunded").asBoolean()).isFalse();
        assertThat(canceled.path("amount_refunded").asLong()).isZero();
        assertThat(canceled.path("amount_captured").asLong()).isZero();
        assertThat(canceled.at("/refunds/data")).isEmpty();
        var refunds = "/v1/refunds?charge=" + held.path("latest_charge").asText();
        assertThat(api.get(refunds).body().path("data")).isEmpty();
        assertThat(api.get("/v1/refunds").body().path("data")).isEmpty();
        var direct =
                fits(
                        api.post(
                                "/v1/charges",
                                "amount=2000&currency=usd&source=tok_visa&capture=false"));
        fits(api.post("/v1/refunds", "charge=" + direct.body().path("id").asText()));
        var given = fits(api.get("/v1/charges/" + direct.body().path("id").asText())).body();
        assertThat(given.path("refunded").asBoolean()).isTrue();
        assertThat(given.path("amount_refunded").asLong()).isEqualTo(2000);
        assertThat(api.get("/v1/refunds").body().path("data")).hasSize(1);
    }
}
