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
import hawker.api.Json;
import java.util.List;
import java.util.Optional;
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
    void a_configuration_says_what_may_be_kept() {
        stage.module.configuredBy((account, id) ->
                account.equals(stage.seller()) && id.equals("pmc_1")
                        ? Optional.of(
                                Json.parse(
                                        """
                                        {"id": "pmc_1", "parent": null,
                                         "card": {"display_preference": {"value": "off"}},
                                         "sepa_debit": {"display_preference": {"value": "on"}}}
                                        """))
                        : Optional.empty());
        var made = stage.post("/v1/setup_intents", "payment_method_configuration=pmc_1");
        Stage.right(made);
        assertThat(made.body().at("/payment_method_configuration_details/id").asText())
                .isEqualTo("pmc_1");
        assertThat(made.body().path("payment_method_types").toString())
                .isEqualTo("[\"sepa_debit\"]");
        var iban = "type=sepa_debit&sepa_debit[iban]=AT611904300234573201&billing_details[name]=B";
        var bank = stage.post("/v1/payment_methods", iban + "&billing_details[email]=b@x.example");
        var kept =
                stage.post(
                        BASE + made.body().path("id").asText() + "/confirm",
                        "payment_method="
                                + bank.body().path("id").asText()
                                + "&mandate_data[customer_acceptance][type]=offline");
        assertThat(kept.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(error("payment_method_configuration=pmc_2", "code"))
                .isEqualTo("resource_missing");
        assertThat(error("payment_method_configuration=pmc_1&payment_method_types[]=card", "param"))
                .isEqualTo("payment_method_configuration");
    }

    @Test
    void nobody_keeps_cards_for_accounts_that_are_not_theirs() {
        for (var id : List.of("acct_1", "nonsense", stage.seller().text())) {
            assertThat(error("on_behalf_of=" + id, "param")).as(id).isEqualTo("on_behalf_of");
            assertThat(error("on_behalf_of=" + id, "code")).as(id).isEqualTo("resource_missing");
        }
    }

    @Test
    void an_account_is_asked_for_networks_that_it_has() {
        var form =
                "confirm=true&payment_method_types[]=us_bank_account"
                        + "&payment_method=pm_usBankAccount_success"
                        + "&mandate_data[customer_acceptance][type]=offline"
                        + "&payment_method_options[us_bank_account][networks][requested][]=";
        var kept = stage.post("/v1/setup_intents", form + "ach");
        Stage.right(kept);
        assertThat(kept.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(kept.body().at("/payment_method_options/us_bank_account").has("networks"))
                .isFalse();
        assertThat(error(form + "us_domestic_wire", "message")).contains("us_domestic_wire");
        assertThat(error(form + "pigeon", "param")).contains("networks");
    }

    @Test
    void nothing_is_kept_for_the_seller_itself() {
        assertThat(error("attach_to_self=true", "param")).isEqualTo("attach_to_self");
        assertThat(error("attach_to_self=perhaps", "param")).isEqualTo("attach_to_self");
        var made = stage.post("/v1/setup_intents", "attach_to_self=false");
        Stage.right(made);
        assertThat(made.body().path("attach_to_self").asBoolean(true)).isFalse();
        var list = "/v1/setup_intents?attach_to_self=";
        assertThat(stage.get(list + "true").body().path("data")).isEmpty();
        assertThat(stage.get(list + "false").body().path("data")).hasSize(1);
    }

    private static String error(String form, String field) {
        return stage.post("/v1/setup_intents", form).body().at("/error/" + field).asText();
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
