package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentCreateParams.ExcludedPaymentMethodType;
import com.stripe.param.SetupIntentCreateParams.PaymentMethodOptions;
import com.stripe.param.SetupIntentCreateParams.PaymentMethodOptions.Card;
import com.stripe.param.SetupIntentCreateParams.PaymentMethodOptions.UsBankAccount;
import com.stripe.param.SetupIntentUpdateParams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a seller asks of the methods that are to be kept comes back as it was told. */
class SetupOptionsHttpTest {

    private static final String BASE = "/v1/setup_intents/";

    private static Stage stage;

    private StripeClient stripe;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
        stripe = stage.client();
    }

    private static void refused(String param, StripeCall call) {
        assertThatThrownBy(call::go)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getParam()).isEqualTo(param));
    }

    private interface StripeCall {
        void go() throws StripeException;
    }

    @Test
    void types_that_are_left_out_are_shown_and_not_taken() throws StripeException {
        var intents = stripe.v1().setupIntents();
        var made =
                intents.create(
                        SetupIntentCreateParams.builder()
                                .addExcludedPaymentMethodType(ExcludedPaymentMethodType.KLARNA)
                                .addFlowDirection(SetupIntentCreateParams.FlowDirection.INBOUND)
                                .build());
        assertThat(made.getExcludedPaymentMethodTypes()).containsExactly("klarna");
        assertThat(made.getFlowDirections()).containsExactly("inbound");
        assertThat(made.getPaymentMethodTypes()).containsExactly("card");
        refused(
                "excluded_payment_method_types",
                () ->
                        intents.update(
                                made.getId(),
                                SetupIntentUpdateParams.builder()
                                        .addExcludedPaymentMethodType(
                                                SetupIntentUpdateParams.ExcludedPaymentMethodType
                                                        .CARD)
                                        .build()));
        refused(
                "excluded_payment_method_types",
                () ->
                        intents.create(
                                SetupIntentCreateParams.builder()
                                        .addPaymentMethodType("card")
                                        .addExcludedPaymentMethodType(
                                                ExcludedPaymentMethodType.AFFIRM)
                                        .build()));
        Stage.right(stage.get(BASE + made.getId()));
    }

    @Test
    void what_is_asked_of_cards_and_accounts_comes_back() throws StripeException {
        var mandate =
                Card.MandateOptions.builder()
                        .setAmount(2000L)
                        .setAmountType(Card.MandateOptions.AmountType.MAXIMUM)
                        .setCurrency("inr")
                        .setInterval(Card.MandateOptions.Interval.MONTH)
                        .setReference("plan-7")
                        .setStartDate(1_800_000_000L)
                        .build();
        var made =
                stripe.v1()
                        .setupIntents()
                        .create(
                                SetupIntentCreateParams.builder()
                                        .addPaymentMethodType("card")
                                        .addPaymentMethodType("us_bank_account")
                                        .setPaymentMethodOptions(
                                                PaymentMethodOptions.builder()
                                                        .setCard(
                                                                Card.builder()
                                                                        .setMandateOptions(mandate)
                                                                        .setNetwork(
                                                                                Card.Network.VISA)
                                                                        .build())
                                                        .setUsBankAccount(
                                                                UsBankAccount.builder()
                                                                        .setVerificationMethod(
                                                                                UsBankAccount
                                                                                        .VerificationMethod
                                                                                        .MICRODEPOSITS)
                                                                        .build())
                                                        .build())
                                        .build());
        var options = made.getPaymentMethodOptions();
        assertThat(options.getCard().getNetwork()).isEqualTo("visa");
        assertThat(options.getCard().getMandateOptions().getReference()).isEqualTo("plan-7");
        assertThat(options.getCard().getMandateOptions().getStartDate()).isEqualTo(1_800_000_000L);
        assertThat(options.getUsBankAccount().getVerificationMethod()).isEqualTo("microdeposits");
        Stage.right(stage.get(BASE + made.getId()));
    }
}
