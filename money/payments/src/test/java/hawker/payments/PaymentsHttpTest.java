package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.ChargeCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.RefundCreateParams;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official SDK as client, and bare HTTP where the SDK is too well-behaved. */
class PaymentsHttpTest {

    private static final String INTENTS = "/v1/payment_intents";
    private static final String PAY =
            "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa";

    private static Stage stage;
    private static Api api;
    private final StripeSchema schema = new StripeSchema();
    private StripeClient stripe;

    @BeforeAll
    static void open() {
        stage = new Stage();
        api = new Api(stage);
    }

    @AfterAll
    static void close() {
        api.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
        stripe = api.client();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    private static PaymentIntentCreateParams.Builder paying(String card) {
        return PaymentIntentCreateParams.builder()
                .setAmount(2000L)
                .setCurrency("usd")
                .setConfirm(true)
                .setPaymentMethod(card);
    }

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
        assertThat(schema.findings(charge)).isEmpty();
        intent.put("latest_charge", charge.path("id").asText());
        assertThat(schema.findings(intent)).isEmpty();
        var refund = api.post("/v1/refunds", "amount=500&charge=" + charge.path("id").asText());
        assertThat(schema.findings(refund.body())).isEmpty();
        var customer = api.post("/v1/customers", "email=a@example.com&name=Ann");
        assertThat(schema.findings(customer.body())).isEmpty();
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

    /** What the buyer does on the issuer's page, and where the browser is sent at the end. */
    private String challenge(String url, String deed) {
        var page = URI.create(url);
        var fields = new HashMap<String, String>();
        for (var pair : page.getRawQuery().split("&")) {
            var both = pair.split("=", 2);
            fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        fields.put("deed", deed);
        fields.put("code", "1234");
        var sent = api.page("POST", page.getRawPath(), fields);
        assertThat(sent.statusCode()).isEqualTo(303);
        var back = URI.create(sent.headers().firstValue("Location").orElseThrow());
        var home = api.page("GET", back.getRawPath(), Map.of());
        return home.headers().firstValue("Location").orElse("");
    }

    @Test
    void a_challenge_that_is_passed_pays() throws StripeException {
        var intents = stripe.v1().paymentIntents();
        var asked =
                intents.create(
                        paying("pm_card_threeDSecure2Required")
                                .setReturnUrl("https://shop.test/done?cart=7#top")
                                .build());
        assertThat(asked.getStatus()).isEqualTo("requires_action");
        assertThat(asked.getLatestCharge()).isNull();
        var action = asked.getNextAction().getRedirectToUrl();
        assertThat(action.getReturnUrl()).isEqualTo("https://shop.test/done?cart=7#top");
        var home = challenge(action.getUrl(), "complete");
        assertThat(home)
                .isEqualTo(
                        "https://shop.test/done?cart=7&payment_intent="
                                + asked.getId()
                                + "&payment_intent_client_secret="
                                + asked.getClientSecret()
                                + "&redirect_status=succeeded#top");
        var paid = intents.retrieve(asked.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        var secure =
                stripe.v1()
                        .charges()
                        .retrieve(paid.getLatestCharge())
                        .getPaymentMethodDetails()
                        .getCard()
                        .getThreeDSecure();
        assertThat(secure.getResult()).isEqualTo("authenticated");
        assertThat(secure.getAuthenticationFlow()).isEqualTo("challenge");
    }

    @Test
    void a_challenge_that_is_failed_asks_for_another_method() throws StripeException {
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_threeDSecure2Required")
                                        .setReturnUrl("https://shop.test/done")
                                        .build());
        var home = challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "fail");
        assertThat(home).endsWith("&redirect_status=failed");
        var failed = stripe.v1().paymentIntents().retrieve(asked.getId());
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode())
                .isEqualTo("payment_intent_authentication_failure");
    }

    @Test
    void a_challenge_nobody_answers_is_a_failed_one_after_eleven_minutes() throws StripeException {
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_threeDSecure2Required")
                                        .setReturnUrl("https://shop.test/done")
                                        .build());
        stage.clock.advance(Duration.ofMinutes(12));
        stage.platform.chores().run(Resolving.CHORE);
        assertThat(stripe.v1().paymentIntents().retrieve(asked.getId()).getStatus())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void with_manual_confirmation_the_server_confirms_again() throws StripeException {
        var intents = stripe.v1().paymentIntents();
        var asked =
                intents.create(
                        paying("pm_card_threeDSecure2Required")
                                .setConfirmationMethod(
                                        PaymentIntentCreateParams.ConfirmationMethod.MANUAL)
                                .setReturnUrl("https://shop.test/done")
                                .build());
        challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "complete");
        assertThat(intents.retrieve(asked.getId()).getStatus()).isEqualTo("requires_confirmation");
        assertThat(intents.confirm(asked.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void without_a_return_url_the_action_is_for_the_script() throws StripeException {
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(paying("pm_card_threeDSecure2Required").build());
        assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");
    }

    @Test
    void a_buyer_who_is_absent_or_must_not_be_asked_is_declined() {
        for (var params :
                java.util.List.of(
                        paying("pm_card_authenticationRequired")
                                .setOffSession(PaymentIntentCreateParams.OffSession.RECURRING)
                                .build(),
                        paying("pm_card_authenticationRequired")
                                .setErrorOnRequiresAction(true)
                                .build()))
            assertThatThrownBy(() -> stripe.v1().paymentIntents().create(params))
                    .isInstanceOfSatisfying(
                            CardException.class,
                            e -> assertThat(e.getCode()).isEqualTo("authentication_required"));
    }

    @Test
    void a_browser_confirms_with_the_secret_and_sees_the_public_part() {
        var made = api.post(INTENTS, "amount=900&currency=usd&metadata[a]=b").body();
        var path = INTENTS + "/" + made.path("id").asText();
        var secret = "client_secret=" + made.path("client_secret").asText();
        var pk = stage.opened.publishableKey().secret();
        assertThat(api.send(pk, "GET", path, "").status()).isEqualTo(400);
        assertThat(api.send(pk, "GET", path + "?client_secret=wrong", "").status()).isEqualTo(404);
        var seen = api.send(pk, "GET", path + "?" + secret, "").body();
        assertThat(seen.path("status").asText()).isEqualTo("requires_payment_method");
        assertThat(seen.has("metadata")).isFalse();
        var notTheirs =
                api.send(
                        pk,
                        "POST",
                        path + "/confirm",
                        secret + "&payment_method=pm_card_visa&off_session=true");
        assertThat(notTheirs.error("code")).isEqualTo("parameter_unknown");
        var paid =
                api.send(
                        pk,
                        "POST",
                        path + "/confirm",
                        secret + "&payment_method=pm_card_visa&use_stripe_sdk=true");
        assertThat(paid.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(paid.body().has("latest_charge")).isFalse();
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
                "amount=2000&currency=usd&application_fee_amount=5 | parameter_unknown |"
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
}
