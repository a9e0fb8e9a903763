package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.StripeSchema;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent.Challenge;
import hawker.vault.PaymentMethodJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every object in every state has exactly the fields of the newest API. */
class PaymentsJsonTest {

    private final StripeSchema schema = new StripeSchema();

    @Test
    void intents_of_all_states_have_exactly_the_fields_of_the_api() {
        var terms = Samples.terms().withNotes(Samples.NOTES).withCustomer(Optional.of("cus_1"));
        var sending = Samples.sending(terms);
        var attempt = Samples.attempt(sending);
        var failure =
                attempt.failure(
                        new Charge.State.Failed(
                                "card_declined", Optional.of("generic_decline"), "No."));
        var redirect = new Challenge("3ds_1", "http://x", Optional.of("http://y"));
        var script = new Challenge("3ds_1", "http://x", Optional.empty());
        for (var intent :
                List.of(
                        Samples.open(Samples.terms()),
                        Samples.open(terms),
                        sending,
                        Transitions.approved(sending, Samples.sendingState(), Samples.STAMP),
                        Transitions.failed(sending, failure, Samples.STAMP),
                        Transitions.challenged(
                                sending, Samples.sendingState(), redirect, Samples.STAMP),
                        Transitions.challenged(
                                sending, Samples.sendingState(), script, Samples.STAMP),
                        Transitions.canceled(
                                sending, PaymentIntent.Reason.AUTOMATIC, Samples.STAMP),
                        Transitions.canceled(sending, PaymentIntent.Reason.NONE, Samples.STAMP)))
            right(PaymentsJson.intent(intent));
    }

    @Test
    void charges_of_all_states_have_exactly_the_fields_of_the_api() {
        var attempt = Samples.attempt(Samples.sending(Samples.terms().withNotes(Samples.NOTES)));
        var held = attempt.approved(Samples.APPROVED, Samples.NOW, Optional.empty());
        var taken =
                attempt.approved(
                        Samples.APPROVED, Samples.NOW, Optional.of("1abcdefghijklmnopqrstuvw"));
        var failed =
                attempt.declined(
                        new Charge.State.Failed("expired_card", Optional.empty(), "No."),
                        Samples.CARD.checks(),
                        Attempt.unknown(),
                        Samples.NOW);
        for (var charge : List.of(held, taken, failed)) {
            right(ChargeJson.charge(charge));
            right(ChargeJson.charge(charge, List.of(refund(Refund.Status.SUCCEEDED))));
        }
    }

    @Test
    void refunds_of_all_states_have_exactly_the_fields_of_the_api() {
        for (var status : Refund.Status.values()) {
            var refund = refund(status);
            right(PaymentsJson.refund(refund));
            right(
                    PaymentsJson.refund(
                            refund.ended(
                                    status,
                                    Optional.of("1abcdefghijklmnopqrstuvw"),
                                    Optional.of("expired_or_canceled_card"))));
        }
    }

    @Test
    void the_vaults_methods_have_exactly_the_fields_of_the_api() {
        right(PaymentMethodJson.render(Samples.METHOD));
    }

    @Test
    void a_browser_sees_nothing_that_only_the_seller_should_know() {
        var node =
                PaymentsJson.publicIntent(
                        Samples.open(
                                Samples.terms()
                                        .withNotes(Samples.NOTES)
                                        .withCustomer(Optional.of("cus_1"))));
        assertThat(node.has("metadata")).isFalse();
        assertThat(node.has("customer")).isFalse();
        assertThat(node.has("latest_charge")).isFalse();
        assertThat(node.has("transfer_group")).isFalse();
        assertThat(node.path("status").asText()).isEqualTo("requires_payment_method");
        assertThat(node.path("client_secret").asText()).startsWith("pi_");
        assertThat(node.path("amount").asLong()).isEqualTo(2000);
    }

    private static final Refund.Asking ASKING =
            new Refund.Asking(
                    "jo@example.com",
                    Optional.of(Samples.NOW),
                    Optional.of(Samples.NOW.plusSeconds(60)),
                    Optional.empty());

    private static Refund refund(Refund.Status status) {
        return new Refund(
                new Refund.Id("re_1abcdefghijklmnopqrstuvw"),
                Samples.SELLER,
                Optional.of(Samples.CHARGE),
                Optional.of(Samples.INTENT),
                Optional.of("cus_1"),
                Optional.of(Samples.METHOD.id()),
                Money.usd(500),
                status,
                Optional.of(Refund.Reason.REQUESTED_BY_CUSTOMER),
                Map.of(),
                Samples.NOW,
                Optional.of("1abcdefghijklmnopqrstuvw"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                status == Refund.Status.REQUIRES_ACTION ? "customer_balance" : "card",
                Optional.of(ASKING).filter(a -> status == Refund.Status.REQUIRES_ACTION));
    }

    private void right(ObjectNode node) {
        assertThat(schema.findings(node)).as("%s", node).isEmpty();
    }
}
