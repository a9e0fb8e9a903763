package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.payments.PaymentIntent.Challenge;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored is read back as it was. */
class TextsTest {

    private static final PaymentMethod.Id METHOD = Samples.METHOD.id();

    private static final Failure FAILURE =
            new Failure(
                    "card_declined",
                    Optional.of("lost_card"),
                    "Your card was declined.",
                    Optional.of(Samples.CHARGE),
                    "{\"id\":\"pm_1\"}");

    static List<State> states() {
        return List.of(
                new State.RequiresPaymentMethod(Optional.empty()),
                new State.RequiresPaymentMethod(Optional.of(FAILURE)),
                new State.RequiresConfirmation(METHOD, Optional.empty(), Optional.empty()),
                new State.RequiresConfirmation(METHOD, Optional.of(FAILURE), Optional.of("3ds_1")),
                new State.RequiresAction(
                        METHOD, new Challenge("3ds_1", "http://x", Optional.of("http://y"))),
                new State.RequiresAction(
                        METHOD, new Challenge("3ds_1", "http://x", Optional.empty())),
                new State.Sending(METHOD, Samples.CHARGE),
                new State.RequiresCapture(METHOD, Samples.NOW),
                new State.Succeeded(METHOD, Money.usd(2000)),
                new State.Succeeded(METHOD, Money.usd(700)),
                new State.Canceled(
                        Samples.NOW, PaymentIntent.Reason.ABANDONED, Optional.of(METHOD)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void every_state_survives_its_row(State state) {
        var open = Samples.open(Samples.terms());
        var intent =
                new PaymentIntent(
                        open.id(),
                        open.account(),
                        2,
                        open.at(),
                        open.request(),
                        open.secret(),
                        open.terms(),
                        state,
                        Optional.empty());
        var attempt =
                state instanceof State.Sending s
                        ? Optional.of(s.attempt())
                        : Optional.<Charge.Id>empty();
        assertThat(
                        IntentText.state(
                                IntentText.status(state),
                                intent.amount(),
                                intent.method(),
                                attempt,
                                IntentText.progress(intent)))
                .isEqualTo(state);
    }

    @Test
    void usual_terms_need_no_text() {
        assertThat(IntentText.terms(Samples.terms())).isEmpty();
        assertThat(IntentText.terms(Money.usd(2000), Optional.empty(), Optional.empty()))
                .isEqualTo(Samples.terms());
    }

    @Test
    void unusual_terms_survive_their_row() {
        var terms =
                new Terms(
                        Money.usd(2000),
                        Terms.Capture.MANUAL,
                        Terms.Confirming.MANUAL,
                        new Terms.Methods(
                                false,
                                false,
                                List.of("card", "customer_balance"),
                                Terms.Authenticating.CHALLENGE,
                                Optional.of("NL")),
                        Optional.of("cus_1"),
                        Optional.of(Terms.FutureUsage.OFF_SESSION),
                        Samples.NOTES);
        assertThat(IntentText.terms(terms.amount(), terms.customer(), IntentText.terms(terms)))
                .isEqualTo(terms);
    }

    @Test
    void the_facts_of_a_charge_survive_their_row() {
        var charge =
                Samples.attempt(Samples.sending(Samples.terms()))
                        .approved(Samples.APPROVED, Samples.NOW, Optional.empty());
        assertThat(ChargeText.facts(ChargeText.facts(charge.facts()))).isEqualTo(charge.facts());
        var plain =
                new Charge.Facts(
                        Samples.CARD,
                        Billing.none(),
                        Samples.OUTCOME,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        "SHOP");
        assertThat(ChargeText.facts(ChargeText.facts(plain))).isEqualTo(plain);
    }

    @Test
    void a_statement_line_has_at_most_22_characters() {
        assertThat(Sellers.descriptor("Juniper & Fern Botanicals", Notes.NONE))
                .isEqualTo("JUNIPER & FERN BOTANIC");
        assertThat(Sellers.descriptor("Any", Samples.NOTES)).isEqualTo("SHOP* SEVEN");
    }
}
