package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.Money;
import hawker.payments.PaymentIntent.Challenge;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of an intent, step by step. */
class TransitionsTest {

    private static final Failure DECLINE =
            new Failure(
                    "card_declined",
                    Optional.of("generic_decline"),
                    "Your card was declined.",
                    Optional.of(Samples.CHARGE),
                    "{\"id\":\"pm_1\"}");

    @Test
    void an_intent_begins_without_a_method_or_with_one() {
        assertThat(Samples.open(Samples.terms()).status()).isEqualTo("requires_payment_method");
        var offered =
                Transitions.opened(
                        Samples.INTENT,
                        Samples.SELLER,
                        "secret",
                        Samples.terms(),
                        Optional.of(Samples.METHOD.id()),
                        Samples.STAMP);
        assertThat(offered.status()).isEqualTo("requires_confirmation");
        assertThat(offered.version()).isEqualTo(1);
    }

    @Test
    void a_sending_intent_is_told_as_processing() {
        assertThat(Samples.sending(Samples.terms()).status()).isEqualTo("processing");
    }

    @Test
    void an_approval_succeeds_and_names_its_charge() {
        var paid =
                Transitions.approved(
                        Samples.sending(Samples.terms()), Samples.sendingState(), Samples.STAMP);
        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.received()).isEqualTo(Money.usd(2000));
        assertThat(paid.capturable()).isEqualTo(Money.usd(0));
        assertThat(paid.latestCharge()).contains(Samples.CHARGE);
        assertThat(paid.version()).isEqualTo(3);
    }

    @Test
    void a_manual_approval_waits_seven_days_for_its_capture() {
        var terms = Samples.terms().withCapture(Terms.Capture.MANUAL);
        var held =
                Transitions.approved(Samples.sending(terms), Samples.sendingState(), Samples.STAMP);
        assertThat(held.capturable()).isEqualTo(Money.usd(2000));
        assertThat(held.state())
                .isEqualTo(
                        new State.RequiresCapture(
                                Samples.METHOD.id(), Samples.NOW.plus(Duration.ofDays(7))));
        var part =
                Transitions.captured(
                        held, (State.RequiresCapture) held.state(), Money.usd(500), Samples.STAMP);
        assertThat(part.received()).isEqualTo(Money.usd(500));
        assertThatThrownBy(() ->
                        Transitions.captured(
                                held,
                                (State.RequiresCapture) held.state(),
                                Money.usd(2001),
                                Samples.STAMP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_decline_asks_for_another_method_and_keeps_the_reason_until_the_next_attempt() {
        var failed = Transitions.failed(Samples.sending(Samples.terms()), DECLINE, Samples.STAMP);
        assertThat(failed.status()).isEqualTo("requires_payment_method");
        assertThat(failed.method()).isEmpty();
        assertThat(failed.lastError()).contains(DECLINE);
        assertThat(failed.latestCharge()).contains(Samples.CHARGE);
        var offered =
                Transitions.updated(
                        failed, failed.terms(), Optional.of(Samples.METHOD.id()), Samples.STAMP);
        assertThat(offered.lastError()).contains(DECLINE);
        var again =
                Transitions.sending(
                        offered, offered.terms(), Samples.sendingState(), Samples.STAMP);
        assertThat(again.lastError()).isEmpty();
    }

    @Test
    void a_challenge_that_was_passed_goes_with_the_next_confirmation_of_the_same_method() {
        var challenge = new Challenge("3ds_1", "http://vault.test/3ds/1", Optional.empty());
        var waiting =
                Transitions.challenged(
                        Samples.sending(Samples.terms()),
                        Samples.sendingState(),
                        challenge,
                        Samples.STAMP);
        assertThat(waiting.status()).isEqualTo("requires_action");
        assertThat(waiting.latestCharge()).isEmpty();
        var passed =
                Transitions.authenticated(
                        waiting, (State.RequiresAction) waiting.state(), Samples.STAMP);
        assertThat(passed.status()).isEqualTo("requires_confirmation");
        assertThat(Confirmable.authentication(passed, Samples.METHOD.id())).contains("3ds_1");
        assertThat(Confirmable.authentication(passed, new hawker.vault.PaymentMethod.Id("pm_2")))
                .isEmpty();
    }

    @Test
    void a_canceled_intent_says_when_and_why() {
        var canceled =
                Transitions.canceled(
                        Samples.open(Samples.terms()),
                        PaymentIntent.Reason.ABANDONED,
                        Samples.STAMP);
        assertThat(canceled.status()).isEqualTo("canceled");
        assertThat(canceled.state())
                .isEqualTo(
                        new State.Canceled(
                                Samples.NOW, PaymentIntent.Reason.ABANDONED, Optional.empty()));
    }

    @Test
    void only_an_open_intent_can_be_confirmed() {
        var request =
                new Confirmation.Request(
                        Optional.of(Samples.METHOD.id()), false, false, Optional.empty(), false);
        var open = Samples.open(Samples.terms());
        var sending = Samples.sending(Samples.terms());
        var paid = Transitions.approved(sending, Samples.sendingState(), Samples.STAMP);
        assertThat(Confirmable.refusal(open, request)).isEmpty();
        assertThat(reason(sending, request)).isEqualTo(Refusal.IN_PROGRESS);
        assertThat(reason(paid, request)).isEqualTo(Refusal.UNEXPECTED_STATE);
        var nothing =
                new Confirmation.Request(Optional.empty(), false, false, Optional.empty(), false);
        assertThat(reason(open, nothing)).isEqualTo(Refusal.NO_METHOD);
    }

    @Test
    void a_buyer_who_may_be_sent_elsewhere_needs_a_way_back() {
        var redirecting =
                new Terms.Methods(
                        true,
                        true,
                        java.util.List.of("card"),
                        Terms.Authenticating.AUTOMATIC,
                        Optional.empty());
        var open = Samples.open(Samples.terms().withMethods(redirecting));
        var method = Optional.of(Samples.METHOD.id());
        assertThat(
                        reason(
                                open,
                                new Confirmation.Request(
                                        method, false, false, Optional.empty(), false)))
                .isEqualTo(Refusal.RETURN_URL_MISSING);
        for (var request :
                java.util.List.of(
                        new Confirmation.Request(
                                method, false, false, Optional.of("https://shop.test"), false),
                        new Confirmation.Request(method, false, false, Optional.empty(), true),
                        new Confirmation.Request(method, true, false, Optional.empty(), false)))
            assertThat(Confirmable.refusal(open, request)).isEmpty();
    }

    private static Refusal reason(PaymentIntent intent, Confirmation.Request request) {
        return ((Confirmation.Refused) Confirmable.refusal(intent, request).orElseThrow()).reason();
    }
}
