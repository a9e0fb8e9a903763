package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.ChargeListParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The official Java SDK cannot tell the difference. */
@Tag("slow")
class StripeJavaTest {

    private final House house = House.open();
    private final StripeClient stripe = house.client();

    @Test
    void a_payment_is_created_confirmed_listed_and_refunded() throws Exception {
        var created = stripe.v1().paymentIntents().create(payment(2000).build());
        assertThat(created.getStatus()).isEqualTo("requires_payment_method");
        var confirmed =
                stripe.v1()
                        .paymentIntents()
                        .confirm(
                                created.getId(),
                                com.stripe.param.PaymentIntentConfirmParams.builder()
                                        .setPaymentMethod("pm_card_visa")
                                        .setReturnUrl("https://shop.example/back")
                                        .build());
        assertThat(confirmed.getStatus()).isEqualTo("succeeded");
        assertThat(confirmed.getAmountReceived()).isEqualTo(2000);

        var listed =
                stripe.v1()
                        .paymentIntents()
                        .list(PaymentIntentListParams.builder().setLimit(3L).build());
        assertThat(listed.getData()).extracting(PaymentIntent::getId).contains(created.getId());
        var charges =
                stripe.v1()
                        .charges()
                        .list(
                                ChargeListParams.builder()
                                        .setPaymentIntent(created.getId())
                                        .addExpand("data.balance_transaction")
                                        .build());
        assertThat(charges.getData())
                .singleElement()
                .satisfies(charge -> {
                    assertThat(charge.getPaid()).isTrue();
                    assertThat(charge.getBalanceTransactionObject().getFee()).isEqualTo(88);
                    assertThat(charge.getBalanceTransactionObject().getNet()).isEqualTo(1912);
                });
    }

    @Test
    void an_authorised_payment_is_captured_in_part_and_the_rest_let_go() throws Exception {
        var held =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                payment(5000)
                                        .setCaptureMethod(
                                                PaymentIntentCreateParams.CaptureMethod.MANUAL)
                                        .setPaymentMethod("pm_card_mastercard")
                                        .setConfirm(true)
                                        .build());
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(held.getAmountCapturable()).isEqualTo(5000);
        var captured =
                stripe.v1()
                        .paymentIntents()
                        .capture(
                                held.getId(),
                                PaymentIntentCaptureParams.builder()
                                        .setAmountToCapture(3200L)
                                        .build());
        assertThat(captured.getStatus()).isEqualTo("succeeded");
        assertThat(captured.getAmountReceived()).isEqualTo(3200);
    }

    @Test
    void refunds_never_exceed_what_was_captured() throws Exception {
        var paid = stripe.v1().paymentIntents().create(bypassPending(4000).build());
        var first = stripe.v1().refunds().create(refund(paid, 1500L));
        assertThat(first.getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> stripe.v1().refunds().create(refund(paid, 2501L)))
                .isInstanceOf(InvalidRequestException.class);
        var rest =
                stripe.v1()
                        .refunds()
                        .create(
                                RefundCreateParams.builder()
                                        .setPaymentIntent(paid.getId())
                                        .build());
        assertThat(rest.getAmount()).isEqualTo(2500);
        assertThat(stripe.v1().charges().retrieve(paid.getLatestCharge()).getRefunded()).isTrue();
    }

    @Test
    void a_declined_card_says_why_and_carries_the_intent() {
        assertThatThrownBy(() ->
                        stripe.v1()
                                .paymentIntents()
                                .create(
                                        payment(2000)
                                                .setPaymentMethod(
                                                        "pm_card_visa_chargeDeclinedInsufficientFunds")
                                                .setConfirm(true)
                                                .build()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        refused -> {
                            assertThat(refused.getCode()).isEqualTo("card_declined");
                            assertThat(refused.getDeclineCode()).isEqualTo("insufficient_funds");
                            assertThat(refused.getStripeError().getPaymentIntent().getStatus())
                                    .isEqualTo("requires_payment_method");
                        });
    }

    @Test
    void a_card_with_3d_secure_is_challenged_by_its_issuer() throws Exception {
        var waiting =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                payment(2000)
                                        .setPaymentMethod("pm_card_authenticationRequired")
                                        .setConfirm(true)
                                        .setReturnUrl("https://shop.example/back")
                                        .build());
        assertThat(waiting.getStatus()).isEqualTo("requires_action");
        var challenge = URI.create(waiting.getNextAction().getRedirectToUrl().getUrl());
        answerChallenge(challenge, "complete");
        assertThat(stripe.v1().paymentIntents().retrieve(waiting.getId()).getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void a_repeated_key_pays_once() throws Exception {
        var options =
                RequestOptions.builder().setIdempotencyKey(UUID.randomUUID().toString()).build();
        var params = payment(2600).setPaymentMethod("pm_card_visa").setConfirm(true).build();
        var first = stripe.v1().paymentIntents().create(params, options);
        var second = stripe.v1().paymentIntents().create(params, options);
        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(second.getLastResponse().body()).isEqualTo(first.getLastResponse().body());
        assertThatThrownBy(() ->
                        stripe.v1()
                                .paymentIntents()
                                .create(
                                        payment(2601)
                                                .setPaymentMethod("pm_card_visa")
                                                .setConfirm(true)
                                                .build(),
                                        options))
                .hasMessageContaining("key");
    }

    @Test
    void a_customer_keeps_a_card_for_later() throws Exception {
        var customer =
                stripe.v1()
                        .customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setEmail("ada@example.com")
                                        .putMetadata("shelf", "a3")
                                        .build());
        var card =
                stripe.v1()
                        .paymentMethods()
                        .attach(
                                "pm_card_visa",
                                PaymentMethodAttachParams.builder()
                                        .setCustomer(customer.getId())
                                        .build());
        var paid =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                payment(1800)
                                        .setCustomer(customer.getId())
                                        .setPaymentMethod(card.getId())
                                        .setOffSession(true)
                                        .setConfirm(true)
                                        .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(stripe.v1().customers().retrieve(customer.getId()).getMetadata())
                .containsEntry("shelf", "a3");
    }

    @Test
    void the_sdk_verifies_the_webhooks_it_is_sent() throws Exception {
        var heard = new LinkedBlockingQueue<String[]>();
        var receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    var body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    heard.add(
                            new String[] {
                                body, exchange.getRequestHeaders().getFirst("Stripe-Signature")
                            });
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        receiver.start();
        try {
            var endpoint =
                    stripe.v1()
                            .webhookEndpoints()
                            .create(
                                    WebhookEndpointCreateParams.builder()
                                            .setUrl(
                                                    "http://127.0.0.1:"
                                                            + receiver.getAddress().getPort()
                                                            + "/hook")
                                            .addEnabledEvent(
                                                    WebhookEndpointCreateParams.EnabledEvent
                                                            .PAYMENT_INTENT__SUCCEEDED)
                                            .build());
            var paid =
                    stripe.v1()
                            .paymentIntents()
                            .create(
                                    payment(2100)
                                            .setPaymentMethod("pm_card_visa")
                                            .setConfirm(true)
                                            .build());
            while (true) {
                var delivery = heard.poll(20, TimeUnit.SECONDS);
                assertThat(delivery).as("a delivery within 20 s").isNotNull();
                var event = Webhook.constructEvent(delivery[0], delivery[1], endpoint.getSecret());
                assertThat(event.getType()).isEqualTo("payment_intent.succeeded");
                var told = (PaymentIntent) event.getDataObjectDeserializer().deserializeUnsafe();
                if (told.getId().equals(paid.getId())) break;
            }
            stripe.v1().webhookEndpoints().delete(endpoint.getId());
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void a_wrong_key_and_an_unknown_object_are_told_apart() {
        var stranger =
                StripeClient.builder().setApiKey("sk_test_wrong").setApiBase(house.base()).build();
        assertThatThrownBy(() -> stranger.v1().balance().retrieve())
                .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> stripe.v1().customers().retrieve("cus_nobody"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        missing -> assertThat(missing.getCode()).isEqualTo("resource_missing"));
    }

    private static PaymentIntentCreateParams.Builder payment(long cents) {
        return PaymentIntentCreateParams.builder()
                .setAmount(cents)
                .setCurrency("usd")
                .setAutomaticPaymentMethods(
                        PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                                .setEnabled(true)
                                .setAllowRedirects(
                                        PaymentIntentCreateParams.AutomaticPaymentMethods
                                                .AllowRedirects.NEVER)
                                .build());
    }

    /** A card whose payments are available at once, so that a refund is paid from them. */
    private static PaymentIntentCreateParams.Builder bypassPending(long cents) {
        return payment(cents).setPaymentMethod("pm_card_bypassPending").setConfirm(true);
    }

    private static RefundCreateParams refund(PaymentIntent paid, long cents) {
        return RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(cents).build();
    }

    /** What the cardholder does on the issuer's page: opens it, presses a button, is sent back. */
    private static void answerChallenge(URI challenge, String deed) throws Exception {
        try (var browser =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()) {
            var page =
                    browser.send(
                            HttpRequest.newBuilder(challenge).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            var form = Jsoup.parse(page.body(), challenge.toString()).expectFirst("form");
            var fields =
                    form.select("input[name]").stream()
                            .map(field -> field.attr("name") + "=" + encoded(field.val()))
                            .collect(Collectors.joining("&"));
            var answer =
                    HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(fields + "&deed=" + deed))
                            .build();
            var sentBack = browser.send(answer, HttpResponse.BodyHandlers.ofString());
            assertThat(sentBack.statusCode()).isIn(302, 303);
            var back = URI.create(sentBack.headers().firstValue("Location").orElseThrow());
            if (back.getHost().equals("127.0.0.1"))
                browser.send(
                        HttpRequest.newBuilder(back).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
