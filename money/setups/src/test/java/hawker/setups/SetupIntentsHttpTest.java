package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.SetupIntent;
import com.stripe.param.SetupAttemptListParams;
import com.stripe.param.SetupIntentCancelParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentCreateParams.MandateData;
import com.stripe.param.SetupIntentListParams;
import com.stripe.param.SetupIntentUpdateParams;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keeping cards for later: the official SDK as client, and the form of every object. */
class SetupIntentsHttpTest {

    private static final String BASE = "/v1/setup_intents";

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

    @Test
    void a_card_is_kept_for_its_customer_with_a_mandate() throws StripeException {
        var customer = stage.customer();
        var kept =
                stripe.v1()
                        .setupIntents()
                        .create(Stage.with("pm_card_visa").setCustomer(customer.getId()).build());
        assertThat(kept.getStatus()).isEqualTo("succeeded");
        assertThat(kept.getUsage()).isEqualTo("off_session");
        var method = stripe.v1().paymentMethods().retrieve(kept.getPaymentMethod());
        assertThat(method.getCustomer()).isEqualTo(customer.getId());
        var mandate = stripe.v1().mandates().retrieve(kept.getMandate());
        assertThat(mandate.getStatus()).isEqualTo("active");
        assertThat(mandate.getPaymentMethod()).isEqualTo(method.getId());
        Stage.right(stage.get(BASE + "/" + kept.getId()));
        Stage.right(stage.get("/v1/mandates/" + kept.getMandate()));
        assertThat(stage.toldTypes())
                .contains(
                        "setup_intent.created", "setup_intent.succeeded", "payment_method.attached")
                .doesNotContain("setup_intent.setup_failed");
    }

    @Test
    void what_events_tell_has_the_form_of_the_api() throws StripeException {
        stripe.v1().setupIntents().create(Stage.with("pm_card_visa").build());
        for (var event : stage.told())
            for (var type : event.types()) SetupsModule.render(event, type).ifPresent(Stage::right);
        assertThat(stage.told())
                .anyMatch(event -> SetupsModule.render(event, "setup_intent.created").isPresent());
    }

    @Test
    void an_intent_is_made_changed_confirmed_and_listed() throws StripeException {
        var intents = stripe.v1().setupIntents();
        var made =
                intents.create(
                        SetupIntentCreateParams.builder()
                                .addPaymentMethodType("card")
                                .setUsage(SetupIntentCreateParams.Usage.ON_SESSION)
                                .putMetadata("a", "b")
                                .build());
        assertThat(made.getStatus()).isEqualTo("requires_payment_method");
        Stage.right(stage.get(BASE + "/" + made.getId()));
        var changed =
                intents.update(
                        made.getId(),
                        SetupIntentUpdateParams.builder()
                                .setDescription("the red one")
                                .setPaymentMethod("pm_card_mastercard")
                                .putMetadata("c", "d")
                                .build());
        assertThat(changed.getStatus()).isEqualTo("requires_confirmation");
        assertThat(changed.getMetadata()).containsEntry("a", "b").containsEntry("c", "d");
        var done = intents.confirm(made.getId());
        assertThat(done.getStatus()).isEqualTo("succeeded");
        assertThat(done.getMandate()).as("the buyer will be there").isNull();
        var all = intents.list(SetupIntentListParams.builder().setLimit(1L).build());
        assertThat(all.getData()).extracting(SetupIntent::getId).containsExactly(made.getId());
        assertThat(all.getHasMore()).isFalse();
        var other = SetupIntentListParams.builder().setCustomer("cus_none").build();
        assertThat(intents.list(other).getData()).isEmpty();
        assertThatThrownBy(() -> intents.confirm(made.getId()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("setup_intent_unexpected_state"));
    }

    @Test
    void pages_of_a_list_go_there_and_back() {
        var ids =
                IntStream.range(0, 5)
                        .mapToObj(i -> stage.post(BASE, "usage=on_session").body())
                        .map(body -> body.path("id").asText())
                        .toList();
        var after = stage.get(BASE + "?limit=2&starting_after=" + ids.get(3)).body();
        assertThat(after.path("data").findValuesAsText("id"))
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(after.path("has_more").asBoolean()).isTrue();
        var before = stage.get(BASE + "?limit=2&ending_before=" + ids.get(0)).body();
        assertThat(before.path("data").findValuesAsText("id"))
                .containsExactly(ids.get(2), ids.get(1));
        var future = stage.get(BASE + "?created[gt]=99999999999").body();
        assertThat(future.path("data")).isEmpty();
    }

    @Test
    void every_card_that_declines_is_refused_with_its_row_of_the_table() {
        for (var row :
                List.of(
                        List.of("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
                        List.of(
                                "pm_card_visa_chargeDeclinedInsufficientFunds",
                                "card_declined",
                                "insufficient_funds"),
                        List.of(
                                "pm_card_visa_chargeDeclinedStolenCard",
                                "card_declined",
                                "stolen_card"),
                        List.of("pm_card_chargeDeclinedExpiredCard", "expired_card", ""),
                        List.of("pm_card_chargeDeclinedProcessingError", "processing_error", ""))) {
            var got = stage.post(BASE, "confirm=true&payment_method=" + row.get(0));
            assertThat(got.status()).as(row.get(0)).isEqualTo(402);
            assertThat(got.error("code")).isEqualTo(row.get(1));
            if (!row.get(2).isEmpty()) assertThat(got.error("decline_code")).isEqualTo(row.get(2));
            var intent = (ObjectNode) got.body().path("error").path("setup_intent");
            Stage.right(intent);
            assertThat(intent.path("status").asText()).isEqualTo("requires_payment_method");
            assertThat(intent.path("last_setup_error").path("code").asText()).isEqualTo(row.get(1));
        }
    }

    @Test
    void a_decline_is_told_and_another_card_may_be_tried() throws StripeException {
        var intents = stripe.v1().setupIntents();
        assertThatThrownBy(() -> intents.create(Stage.with("pm_card_chargeDeclined").build()))
                .isInstanceOf(CardException.class);
        assertThat(stage.toldTypes()).contains("setup_intent.setup_failed");
        var failed = intents.list(SetupIntentListParams.builder().build()).getData().getFirst();
        var done =
                intents.confirm(
                        failed.getId(),
                        com.stripe.param.SetupIntentConfirmParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());
        assertThat(done.getStatus()).isEqualTo("succeeded");
        var attempts =
                stage.get("/v1/setup_attempts?setup_intent=" + failed.getId()).body().path("data");
        assertThat(attempts.findValuesAsText("status")).containsExactly("succeeded", "failed");
        attempts.forEach(attempt -> Stage.right((ObjectNode) attempt));
        var listed =
                stripe.v1()
                        .setupAttempts()
                        .list(
                                SetupAttemptListParams.builder()
                                        .setSetupIntent(failed.getId())
                                        .addExpand("data.setup_intent")
                                        .build());
        assertThat(listed.getData().getFirst().getSetupIntentObject().getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void a_declined_request_that_comes_again_gets_the_same_answer() {
        var form = "confirm=true&payment_method=pm_card_chargeDeclined";
        var first = stage.post(BASE, form, "Idempotency-Key", "once");
        var again = stage.post(BASE, form, "Idempotency-Key", "once");
        assertThat(again.status()).isEqualTo(402);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(stage.get(BASE).body().path("data")).hasSize(1);
    }

    @Test
    void a_card_that_fails_later_can_be_kept() throws StripeException {
        var customer = stage.customer().getId();
        var kept =
                stripe.v1()
                        .setupIntents()
                        .create(
                                Stage.with("pm_card_chargeCustomerFail")
                                        .setCustomer(customer)
                                        .build());
        assertThat(kept.getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> stage.chargeLater(customer, kept.getPaymentMethod()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> assertThat(e.getCode()).isEqualTo("card_declined"));
    }

    @Test
    void what_was_agreed_to_stands_in_the_mandate() throws StripeException {
        var online =
                MandateData.CustomerAcceptance.Online.builder()
                        .setIpAddress("203.0.113.7")
                        .setUserAgent("Mozilla/5.0")
                        .build();
        var kept =
                stripe.v1()
                        .setupIntents()
                        .create(
                                Stage.with("pm_card_visa")
                                        .setMandateData(
                                                MandateData.builder()
                                                        .setCustomerAcceptance(
                                                                MandateData.CustomerAcceptance
                                                                        .builder()
                                                                        .setAcceptedAt(1790000000L)
                                                                        .setOnline(online)
                                                                        .setType(
                                                                                MandateData
                                                                                        .CustomerAcceptance
                                                                                        .Type
                                                                                        .ONLINE)
                                                                        .build())
                                                        .build())
                                        .setSingleUse(
                                                SetupIntentCreateParams.SingleUse.builder()
                                                        .setAmount(5000L)
                                                        .setCurrency("usd")
                                                        .build())
                                        .build());
        assertThat(kept.getMandate()).isNull();
        var mandate = stripe.v1().mandates().retrieve(kept.getSingleUseMandate());
        assertThat(mandate.getType()).isEqualTo("single_use");
        assertThat(mandate.getSingleUse().getAmount()).isEqualTo(5000L);
        assertThat(mandate.getCustomerAcceptance().getAcceptedAt()).isEqualTo(1790000000L);
        assertThat(mandate.getCustomerAcceptance().getOnline().getIpAddress())
                .isEqualTo("203.0.113.7");
        Stage.right(stage.get("/v1/mandates/" + mandate.getId()));
    }

    @Test
    void a_mandate_ends_with_its_card() throws StripeException {
        var kept =
                stripe.v1()
                        .setupIntents()
                        .create(
                                Stage.with("pm_card_visa")
                                        .setCustomer(stage.customer().getId())
                                        .build());
        stripe.v1().paymentMethods().detach(kept.getPaymentMethod());
        assertThat(stage.toldTypes()).contains("mandate.updated");
        assertThat(stripe.v1().mandates().retrieve(kept.getMandate()).getStatus())
                .isEqualTo("inactive");
    }

    @Test
    void an_intent_that_is_given_up_stays_so() throws StripeException {
        var asked = stage.asked("pm_card_authenticationRequired", stage.customer().getId());
        var intents = stripe.v1().setupIntents();
        var gone =
                intents.cancel(
                        asked.getId(),
                        SetupIntentCancelParams.builder()
                                .setCancellationReason(
                                        SetupIntentCancelParams.CancellationReason
                                                .REQUESTED_BY_CUSTOMER)
                                .build());
        assertThat(gone.getStatus()).isEqualTo("canceled");
        Stage.right(stage.get(BASE + "/" + asked.getId()));
        assertThatThrownBy(() -> intents.cancel(asked.getId()))
                .isInstanceOf(InvalidRequestException.class);
        stage.challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "complete");
        assertThat(intents.retrieve(asked.getId()).getStatus()).isEqualTo("canceled");
        var attempts = stage.get("/v1/setup_attempts?setup_intent=" + asked.getId()).body();
        assertThat(attempts.path("data").get(0).path("status").asText()).isEqualTo("abandoned");
    }

    @Test
    void a_browser_confirms_with_the_secret_and_sees_the_public_part() {
        var made = stage.post(BASE, "metadata[a]=b").body();
        var path = BASE + "/" + made.path("id").asText();
        var secret = "client_secret=" + made.path("client_secret").asText();
        var pk = stage.opened.publishableKey().secret();
        assertThat(stage.send(pk, "GET", path + "?client_secret=wrong", "").status())
                .isEqualTo(404);
        var token = stage.send(pk, "POST", "/v1/payment_methods", "type=card&card[token]=tok_visa");
        var kept =
                stage.send(
                        pk,
                        "POST",
                        path + "/confirm",
                        secret + "&payment_method=" + token.body().path("id").asText());
        assertThat(kept.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(kept.body().has("metadata")).isFalse();
        assertThat(stage.send(pk, "POST", BASE, "").status()).isEqualTo(403);
    }

    @Test
    void what_is_anothers_or_does_not_exist_is_absent() throws StripeException {
        var mine = stage.customer().getId();
        var kept =
                stripe.v1()
                        .setupIntents()
                        .create(Stage.with("pm_card_visa").setCustomer(mine).build());
        assertThat(stage.post(BASE, "confirm=true&payment_method=" + kept.getPaymentMethod()))
                .satisfies(got -> assertThat(got.error("param")).isEqualTo("payment_method"));
        stage.another();
        assertThat(stage.get(BASE + "/" + kept.getId()).status()).isEqualTo(404);
        assertThat(stage.get("/v1/mandates/" + kept.getMandate()).status()).isEqualTo(404);
        assertThat(stage.get("/v1/setup_attempts?setup_intent=" + kept.getId()).status())
                .isEqualTo(400);
        var stolen =
                stage.post(BASE, "confirm=true&customer=" + mine + "&payment_method=pm_card_visa");
        assertThat(stolen.error("code")).isEqualTo("resource_missing");
        assertThat(stolen.error("param")).isEqualTo("customer");
    }
}
