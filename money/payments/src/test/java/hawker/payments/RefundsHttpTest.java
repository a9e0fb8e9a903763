package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.ChargeCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Refunds, customers, direct charges and what is expanded: the official SDK as client. */
class RefundsHttpTest extends ApiStory {

    @Test
    void the_sdk_refunds_in_part_and_then_the_rest() throws StripeException {
        var intent = stripe.v1().paymentIntents().create(paying("pm_card_visa").build());
        var refunds = stripe.v1().refunds();
        var part =
                refunds.create(
                        RefundCreateParams.builder()
                                .setPaymentIntent(intent.getId())
                                .setAmount(500L)
                                .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                                .build());
        assertThat(part.getStatus()).isEqualTo("succeeded");
        var rest =
                refunds.create(
                        RefundCreateParams.builder().setCharge(intent.getLatestCharge()).build());
        assertThat(rest.getAmount()).isEqualTo(1500);
        var charge = stripe.v1().charges().retrieve(intent.getLatestCharge());
        assertThat(charge.getRefunded()).isTrue();
        assertThat(charge.getAmountRefunded()).isEqualTo(2000);
        assertThat(charge.getRefunds().getData()).hasSize(2);
        assertThatThrownBy(() ->
                        refunds.create(
                                RefundCreateParams.builder()
                                        .setCharge(intent.getLatestCharge())
                                        .build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("charge_already_refunded"));
        assertThat(refunds.list().getData()).hasSize(2);
        assertThat(refunds.retrieve(part.getId()).getReason()).isEqualTo("requested_by_customer");
    }

    @Test
    void the_sdk_keeps_a_customer_with_a_card_and_charges_it_later() throws StripeException {
        var customers = stripe.v1().customers();
        var ann =
                customers.create(
                        CustomerCreateParams.builder()
                                .setEmail("ann@example.com")
                                .setName("Ann")
                                .setPaymentMethod("pm_card_visa")
                                .build());
        var methods = customers.paymentMethods().list(ann.getId()).getData();
        assertThat(methods).hasSize(1);
        var method = methods.getFirst().getId();
        var updated =
                customers.update(
                        ann.getId(),
                        CustomerUpdateParams.builder()
                                .setInvoiceSettings(
                                        CustomerUpdateParams.InvoiceSettings.builder()
                                                .setDefaultPaymentMethod(method)
                                                .build())
                                .putMetadata("tier", "gold")
                                .build());
        assertThat(updated.getInvoiceSettings().getDefaultPaymentMethod()).isEqualTo(method);
        var charge =
                stripe.v1()
                        .charges()
                        .create(
                                ChargeCreateParams.builder()
                                        .setAmount(800L)
                                        .setCurrency("usd")
                                        .setCustomer(ann.getId())
                                        .build());
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getPaymentIntent()).isNull();
        assertThat(charge.getCustomer()).isEqualTo(ann.getId());
        customers.delete(ann.getId());
        assertThat(customers.retrieve(ann.getId()).getDeleted()).isTrue();
        assertThatThrownBy(() -> customers.update(ann.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_card_that_declines_cannot_be_kept() {
        assertThatThrownBy(() ->
                        stripe.v1()
                                .customers()
                                .create(
                                        CustomerCreateParams.builder()
                                                .setPaymentMethod("pm_card_visa_chargeDeclined")
                                                .build()))
                .isInstanceOf(CardException.class);
    }

    @Test
    void a_direct_charge_by_token_is_authorised_and_captured() throws StripeException {
        var charges = stripe.v1().charges();
        var held =
                charges.create(
                        ChargeCreateParams.builder()
                                .setAmount(1200L)
                                .setCurrency("usd")
                                .setSource("tok_visa")
                                .setCapture(false)
                                .build(),
                        RequestOptions.builder().setIdempotencyKey("direct-1").build());
        assertThat(held.getCaptured()).isFalse();
        var again =
                charges.create(
                        ChargeCreateParams.builder()
                                .setAmount(1200L)
                                .setCurrency("usd")
                                .setSource("tok_visa")
                                .setCapture(false)
                                .build(),
                        RequestOptions.builder().setIdempotencyKey("direct-1").build());
        assertThat(again.getId()).isEqualTo(held.getId());
        assertThat(charges.capture(held.getId()).getCaptured()).isTrue();
        assertThatThrownBy(() -> charges.capture(held.getId()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("charge_already_captured"));
        assertThatThrownBy(() ->
                        charges.create(
                                ChargeCreateParams.builder()
                                        .setAmount(1200L)
                                        .setCurrency("usd")
                                        .setSource("tok_chargeDeclinedExpiredCard")
                                        .build()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> assertThat(e.getCode()).isEqualTo("expired_card"));
        // The attempt behind a direct charge is no intent that the API shows.
        assertThat(stripe.v1().paymentIntents().list().getData()).isEmpty();
        assertThat(api.get(INTENTS + "/" + held.getId()).status()).isEqualTo(404);
    }

    @Test
    void another_sellers_objects_do_not_exist() throws StripeException {
        var intent = stripe.v1().paymentIntents().create(paying("pm_card_visa").build());
        var key = stage.opened.secretKey().secret();
        stage.another();
        var missing = api.get(INTENTS + "/pi_1abcdefghijklmnopqrstuvw");
        var foreign = api.get(INTENTS + "/" + intent.getId());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.response().body().replace(intent.getId(), "X"))
                .isEqualTo(missing.response().body().replace("pi_1abcdefghijklmnopqrstuvw", "X"));
        for (var path :
                java.util.List.of(
                        "/v1/charges/" + intent.getLatestCharge(),
                        INTENTS + "/" + intent.getId() + "/cancel",
                        INTENTS + "/" + intent.getId() + "/capture",
                        "/v1/charges/" + intent.getLatestCharge() + "/capture")) {
            boolean read = path.startsWith("/v1/charges/") && !path.endsWith("capture");
            assertThat((read ? api.get(path) : api.post(path, "")).status()).isEqualTo(404);
        }
        var refund = api.post("/v1/refunds", "charge=" + intent.getLatestCharge());
        assertThat(refund.error("code")).isEqualTo("resource_missing");
        assertThat(api.send(key, "GET", INTENTS + "/" + intent.getId(), "").status())
                .isEqualTo(200);
    }

    @Test
    void related_objects_are_expanded() throws StripeException {
        var customer =
                stripe.v1()
                        .customers()
                        .create(CustomerCreateParams.builder().setName("Ann").build());
        var intent =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_visa")
                                        .setCustomer(customer.getId())
                                        .setSetupFutureUsage(
                                                PaymentIntentCreateParams.SetupFutureUsage
                                                        .OFF_SESSION)
                                        .addExpand("customer")
                                        .addExpand("payment_method")
                                        .addExpand("latest_charge.customer")
                                        .build());
        assertThat(intent.getCustomerObject().getName()).isEqualTo("Ann");
        assertThat(intent.getPaymentMethodObject().getCustomer()).isEqualTo(customer.getId());
        assertThat(intent.getLatestChargeObject().getCustomerObject().getName()).isEqualTo("Ann");
        var confirmed =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                PaymentIntentCreateParams.builder()
                                        .setAmount(700L)
                                        .setCurrency("usd")
                                        .setCustomer(customer.getId())
                                        .build());
        var paid =
                stripe.v1()
                        .paymentIntents()
                        .confirm(
                                confirmed.getId(),
                                PaymentIntentConfirmParams.builder()
                                        .setPaymentMethod(intent.getPaymentMethod())
                                        .setOffSession(true)
                                        .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    /** What comes back to a cash balance comes back to whoever the charge says. */
    @Test
    void whose_a_charge_is_is_said_once_and_of_ones_own_customers() {
        var charged = api.post("/v1/charges", "amount=900&currency=usd&source=tok_visa");
        var path = "/v1/charges/" + fits(charged).body().path("id").asText();
        var ann = fits(api.post("/v1/customers", "name=Ann")).body().path("id").asText();
        var ben = fits(api.post("/v1/customers", "name=Ben")).body().path("id").asText();
        var other = stage.opened.secretKey().secret();
        stage.another();
        var foreign = fits(api.post("/v1/customers", "name=Eve")).body().path("id").asText();
        for (var wrong : new String[] {foreign, "cus_nobody", "nobody"}) {
            var refused = api.send(other, "POST", path, "customer=" + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.error("param")).isEqualTo("customer");
        }
        for (int i = 0; i < 2; i++)
            assertThat(
                            api.send(other, "POST", path, "customer=" + ann)
                                    .body()
                                    .path("customer")
                                    .asText())
                    .isEqualTo(ann);
        assertThat(api.send(other, "POST", path, "customer=" + ben).error("param"))
                .isEqualTo("customer");
        var group = "transfer_group=";
        for (var same : new String[] {"ORDER_1", "ORDER_1"})
            assertThat(api.send(other, "POST", path, group + same).status()).isEqualTo(200);
        assertThat(api.send(other, "POST", path, group + "ORDER_2").error("param"))
                .isEqualTo("transfer_group");
        var now = api.send(other, "GET", path, "").body();
        assertThat(now.path("customer").asText()).isEqualTo(ann);
        assertThat(now.path("transfer_group").asText()).isEqualTo("ORDER_1");
    }

    @Test
    void a_release_keeps_what_is_said_of_it_and_its_key() throws StripeException {
        var held =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_visa")
                                        .setCaptureMethod(
                                                PaymentIntentCreateParams.CaptureMethod.MANUAL)
                                        .build());
        var form = "payment_intent=" + held.getId();
        assertThat(api.post("/v1/refunds", form + "&reverse_transfer=true").error("param"))
                .isEqualTo("reverse_transfer");
        assertThat(api.post("/v1/refunds", form + "&instructions_email=a@example.com").status())
                .isEqualTo(400);
        var refund = fits(api.post("/v1/refunds", form + "&reason=duplicate&metadata[order]=7"));
        assertThat(refund.body().at("/metadata/order").asText()).isEqualTo("7");
        assertThat(refund.body().path("reason").asText()).isEqualTo("duplicate");
        var other =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_visa")
                                        .setCaptureMethod(
                                                PaymentIntentCreateParams.CaptureMethod.MANUAL)
                                        .build());
        var asked = NewRefund.of(new PaymentIntent.Id(other.getId()), Optional.empty(), "the same");
        var first = stage.refunded(stage.payments.refund(stage.seller, asked));
        assertThat(stage.refunded(stage.payments.refund(stage.seller, asked)).id())
                .isEqualTo(first.id());
    }
}
