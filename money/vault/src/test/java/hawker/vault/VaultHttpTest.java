package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.PaymentMethodListParams;
import com.stripe.param.PaymentMethodUpdateParams;
import com.stripe.param.TokenCreateParams;
import hawker.platform.Event;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official SDK as client, on both origins. */
class VaultHttpTest {

    private static TwoOrigins house;
    private static StripeClient main;
    private static StripeClient vault;
    private static StripeClient browser;

    @BeforeAll
    static void open() {
        house = new TwoOrigins();
        house.customers.add("cus_1");
        house.customers.add("cus_2");
        main = client(TwoOrigins.SECRET, house.mainUrl());
        vault = client(TwoOrigins.SECRET, house.vaultUrl());
        browser = client(TwoOrigins.PUBLISHABLE, house.vaultUrl());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static StripeClient client(String key, String url) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(url)
                .setMaxNetworkRetries(0)
                .build();
    }

    @Test
    void a_payment_method_of_a_published_number_has_stripes_form() throws StripeException {
        var method = main.v1().paymentMethods().create(card("4242424242424242"));

        assertThat(method.getObject()).isEqualTo("payment_method");
        assertThat(method.getType()).isEqualTo("card");
        assertThat(method.getLivemode()).isFalse();
        assertThat(method.getCustomer()).isNull();
        assertThat(method.getBillingDetails().getAddress().getPostalCode()).isEqualTo("94107");
        assertThat(method.getCard().getBrand()).isEqualTo("visa");
        assertThat(method.getCard().getDisplayBrand()).isEqualTo("visa");
        assertThat(method.getCard().getLast4()).isEqualTo("4242");
        assertThat(method.getCard().getFunding()).isEqualTo("credit");
        assertThat(method.getCard().getCountry()).isEqualTo("US");
        assertThat(method.getCard().getChecks().getCvcCheck()).isEqualTo("unchecked");
        assertThat(method.getCard().getNetworks().getAvailable()).containsExactly("visa");
        assertThat(method.getCard().getThreeDSecureUsage().getSupported()).isTrue();
        assertThat(method.getMetadata()).containsEntry("order", "7");
        var again = main.v1().paymentMethods().retrieve(method.getId());
        assertThat(again.toJson()).isEqualTo(method.toJson());
    }

    @Test
    void the_main_origin_refuses_numbers_that_are_not_published() {
        var refused =
                catchThrowableOfType(
                        StripeException.class,
                        () -> main.v1().paymentMethods().create(card("4539578763621486")));

        assertThat(refused.getStatusCode()).isEqualTo(402);
        assertThat(refused.getMessage()).contains("Sending credit card numbers directly");
        var live = client("sk_live_000000000000000000000001", house.mainUrl());
        assertThatThrownBy(() -> live.v1().paymentMethods().create(card("4242424242424242")))
                .hasMessageContaining("Sending credit card numbers directly");
    }

    @Test
    void a5_the_vaults_origin_takes_every_valid_number_and_answers_alike() throws StripeException {
        var known = vault.v1().paymentMethods().create(card("4000000000000002"));
        var unknown = vault.v1().paymentMethods().create(card("4539578763621486"));

        assertThat(shape(known.toJson())).isEqualTo(shape(unknown.toJson()));
    }

    private static String shape(String json) {
        return json.replaceAll(":\\s*(\"[^\"]*\"|[0-9]+|null|true|false)", "");
    }

    @Test
    void a_browser_makes_methods_and_may_do_nothing_else() throws StripeException {
        var method = browser.v1().paymentMethods().create(card("5555555555554444"));

        assertThat(method.getCard().getBrand()).isEqualTo("mastercard");
        var other = client(TwoOrigins.PUBLISHABLE, house.mainUrl());
        assertThatThrownBy(() -> other.v1().paymentMethods().retrieve(method.getId()))
                .isInstanceOf(StripeException.class);
    }

    @Test
    void wrong_card_data_is_a_card_error_with_its_param() {
        var wrong =
                catchThrowableOfType(
                        CardException.class,
                        () -> vault.v1().paymentMethods().create(card("4242424242424241")));

        assertThat(wrong.getCode()).isEqualTo("incorrect_number");
        assertThat(wrong.getParam()).isEqualTo("number");
        assertThat(wrong.getMessage()).doesNotContain("4242");
    }

    @Test
    void a_method_is_attached_listed_updated_and_detached() throws StripeException {
        var id = main.v1().paymentMethods().create(fixed("tok_visa")).getId();

        var attached = main.v1().paymentMethods().attach(id, to("cus_1"));
        assertThat(attached.getCustomer()).isEqualTo("cus_1");
        assertThat(attached.getCard().getChecks().getCvcCheck()).isEqualTo("pass");
        var listed =
                main.v1()
                        .paymentMethods()
                        .list(PaymentMethodListParams.builder().setCustomer("cus_1").build());
        assertThat(listed.getData()).extracting(m -> m.getId()).contains(id);
        var updated =
                main.v1()
                        .paymentMethods()
                        .update(
                                id,
                                PaymentMethodUpdateParams.builder()
                                        .setCard(
                                                PaymentMethodUpdateParams.Card.builder()
                                                        .setExpMonth(3L)
                                                        .setExpYear(2035L)
                                                        .build())
                                        .putMetadata("a", "b")
                                        .build());
        assertThat(updated.getCard().getExpYear()).isEqualTo(2035);
        assertThat(updated.getMetadata()).containsEntry("a", "b");
        assertThatThrownBy(() -> main.v1().paymentMethods().attach(id, to("cus_2")))
                .isInstanceOf(InvalidRequestException.class);
        var detached = main.v1().paymentMethods().detach(id);
        assertThat(detached.getCustomer()).isNull();
        assertThatThrownBy(() -> main.v1().paymentMethods().attach(id, to("cus_1")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_a_request_does_to_a_method_is_told_with_the_request() throws StripeException {
        var id = main.v1().paymentMethods().create(fixed("tok_visa")).getId();
        var path = "/v1/payment_methods/" + id;
        asked(path + "/attach", "customer=cus_1", "to-attach");
        asked(path, "metadata[a]=b", "to-update");
        asked(path + "/detach", "", "to-detach");
        var told =
                house
                        .test
                        .platform()
                        .events()
                        .newest(TwoOrigins.SELLER, Optional.empty(), 50)
                        .stream()
                        .filter(event -> event.subject().equals(id))
                        .toList();
        assertThat(told)
                .extracting(event -> event.types().getFirst(), Event::idempotencyKey)
                .containsExactly(
                        tuple("payment_method.detached", Optional.of("to-detach")),
                        tuple("payment_method.updated", Optional.of("to-update")),
                        tuple("payment_method.attached", Optional.of("to-attach")));
        assertThat(told).allSatisfy(event -> assertThat(event.request()).isPresent());
    }

    private static void asked(String path, String form, String key) {
        var got = house.main.ask(TwoOrigins.SECRET, "POST", path, form, "Idempotency-Key", key);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
    }

    @Test
    void a_fixed_name_can_be_attached_directly() throws StripeException {
        var attached = main.v1().paymentMethods().attach("pm_card_mastercard", to("cus_2"));

        assertThat(attached.getId()).isNotEqualTo("pm_card_mastercard");
        assertThat(attached.getCustomer()).isEqualTo("cus_2");
    }

    @Test
    void a_card_its_issuer_refuses_is_not_attached() throws StripeException {
        var refused =
                catchThrowableOfType(
                        CardException.class,
                        () ->
                                main.v1()
                                        .paymentMethods()
                                        .attach("pm_card_visa_chargeDeclined", to("cus_1")));

        assertThat(refused.getDeclineCode()).isEqualTo("generic_decline");
    }

    @Test
    void what_does_not_exist_is_missing() {
        var noMethod =
                catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> main.v1().paymentMethods().retrieve("pm_none"));
        var noCustomer =
                catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> main.v1().paymentMethods().attach("pm_card_visa", to("cus_none")));

        assertThat(noMethod.getStatusCode()).isEqualTo(404);
        assertThat(noMethod.getCode()).isEqualTo("resource_missing");
        assertThat(noCustomer.getStatusCode()).isEqualTo(400);
        assertThat(noCustomer.getParam()).isEqualTo("customer");
    }

    @Test
    void a_token_has_the_older_form_and_serves_once() throws StripeException {
        var token =
                vault.v1()
                        .tokens()
                        .create(
                                TokenCreateParams.builder()
                                        .setCard(
                                                TokenCreateParams.Card.builder()
                                                        .setNumber("4000056655665556")
                                                        .setExpMonth("12")
                                                        .setExpYear("2034")
                                                        .setCvc("123")
                                                        .setName("Jenny Rosen")
                                                        .build())
                                        .build());
        assertThat(token.getCard().getBrand()).isEqualTo("Visa");
        assertThat(token.getCard().getFunding()).isEqualTo("debit");
        assertThat(token.getUsed()).isFalse();

        var method = main.v1().paymentMethods().create(fixed(token.getId()));

        assertThat(method.getBillingDetails().getName()).isEqualTo("Jenny Rosen");
        assertThat(main.v1().tokens().retrieve(token.getId()).getUsed()).isTrue();
        var again =
                catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> main.v1().paymentMethods().create(fixed(token.getId())));
        assertThat(again.getCode()).isEqualTo("token_already_used");
    }

    @Test
    void a_repeated_request_has_one_effect() throws StripeException {
        var options = RequestOptions.builder().setIdempotencyKey("once").build();
        var first = vault.v1().paymentMethods().create(card("4242424242424242"), options);
        var second = vault.v1().paymentMethods().create(card("4242424242424242"), options);

        assertThat(second.getId()).isEqualTo(first.getId());
    }

    @Test
    void a4_walking_through_numbers_from_a_browser_is_stopped() throws StripeException {
        int refused = 0;
        for (int i = 0; i < 15; i++) {
            try {
                browser.v1()
                        .paymentMethods()
                        .create(card(withCheckDigit("45395787636" + (1000 + i))));
            } catch (StripeException e) {
                assertThat(e.getStatusCode()).isEqualTo(429);
                assertThat(e.getCode()).isEqualTo("rate_limit");
                refused++;
            }
        }
        assertThat(refused).isEqualTo(5);
        browser.v1().paymentMethods().create(card("4242424242424242"));
    }

    private static String withCheckDigit(String digits) {
        for (char check = '0'; check <= '9'; check++)
            if (CardNumber.passesLuhn(digits + check)) return digits + check;
        throw new AssertionError();
    }

    private static PaymentMethodCreateParams card(String number) {
        return PaymentMethodCreateParams.builder()
                .setType(PaymentMethodCreateParams.Type.CARD)
                .setCard(
                        PaymentMethodCreateParams.CardDetails.builder()
                                .setNumber(number)
                                .setExpMonth(12L)
                                .setExpYear(2034L)
                                .setCvc("123")
                                .build())
                .setBillingDetails(
                        PaymentMethodCreateParams.BillingDetails.builder()
                                .setAddress(
                                        PaymentMethodCreateParams.BillingDetails.Address.builder()
                                                .setPostalCode("94107")
                                                .build())
                                .build())
                .putMetadata("order", "7")
                .build();
    }

    private static PaymentMethodCreateParams fixed(String token) {
        return PaymentMethodCreateParams.builder()
                .setType(PaymentMethodCreateParams.Type.CARD)
                .setCard(PaymentMethodCreateParams.Token.builder().setToken(token).build())
                .build();
    }

    private static PaymentMethodAttachParams to(String customer) {
        return PaymentMethodAttachParams.builder().setCustomer(customer).build();
    }
}
