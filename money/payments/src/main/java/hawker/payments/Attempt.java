package hawker.payments;

import hawker.api.Json;
import hawker.kernel.Money;
import hawker.network.NetworkAnswer;
import hawker.network.Outcome;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.vault.CardDisplay;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.Instant;
import java.util.Optional;

/**
 * One try on a card: the sending version, the method, and what became of it. Pure: makes the charge
 * of an answer.
 *
 * @param sending the version that recorded the try
 * @param state its state
 * @param descriptor for the card statement
 */
record Attempt(
        PaymentIntent sending, State.Sending state, PaymentMethod method, String descriptor) {

    /** Said to the buyer when nobody knows what the network did. */
    static final String PROCESSING_ERROR =
            "An error occurred while processing your card. Try again in a little bit.";

    static final String AUTHENTICATION_REQUIRED =
            "Your card was declined. This transaction requires authentication.";

    /** The same with a name for the card that will be generated from one held to a reader. */
    Attempt keeping(Vault vault) {
        var present = method.card().presence();
        if (present.isEmpty()) return this;
        var id = vault.newId(sending.account());
        return new Attempt(sending, state, method.generating(id), descriptor);
    }

    /** That name. */
    Optional<PaymentMethod.Id> generated() {
        return method.card()
                .presence()
                .flatMap(CardDisplay.Presence::generatedCard)
                .map(PaymentMethod.Id::new);
    }

    /** The charge of an approval; captured unless the capture is manual. */
    Charge approved(NetworkAnswer.Approved answer, Instant at, Optional<String> journal) {
        var facts =
                new Charge.Facts(
                                method.card().withChecks(answer.checks()),
                                method.billing(),
                                answer.outcome(),
                                Optional.of(answer.reference()),
                                Optional.of(answer.approvalCode()),
                                answer.fundsAtOnce(),
                                answer.authentication(),
                                descriptor)
                        .raisable(
                                sending.terms().methods().raisable()
                                        && sending.terms().manualCapture());
        Charge.State charged =
                journal.isPresent()
                        ? new Charge.State.Captured()
                        : new Charge.State.Authorized(at.plus(Transitions.AUTHORIZATION_LIFE));
        var captured = journal.isPresent() ? sending.amount() : zero();
        return charge(charged, facts, captured, at, journal);
    }

    /** The charge of a decline. */
    Charge declined(Charge.State.Failed failed, Checks checks, Outcome outcome, Instant at) {
        var facts =
                new Charge.Facts(
                        method.card().withChecks(checks),
                        method.billing(),
                        outcome,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        descriptor);
        return charge(failed, facts, zero(), at, Optional.empty());
    }

    private Charge charge(
            Charge.State charged,
            Charge.Facts facts,
            Money captured,
            Instant at,
            Optional<String> journal) {
        return new Charge(
                state.attempt(),
                sending.account(),
                sending.id().direct() ? Optional.empty() : Optional.of(sending.id()),
                sending.version() + 1,
                at,
                sending.amount(),
                charged,
                sending.terms().customer(),
                method.id(),
                facts,
                captured,
                zero(),
                journal,
                OutsideProof.ofCharge(sending.terms().notes()),
                Optional.empty(),
                Charge.Disputed.never(sending.amount()));
    }

    /** The intent's last_payment_error for a failed charge. */
    Failure failure(Charge.State.Failed failed) {
        return new Failure(
                failed.code(),
                failed.declineCode(),
                failed.message(),
                Optional.of(state.attempt()),
                Json.text(PaymentMethodJson.render(method)));
    }

    /** An issuer that wants to see a buyer who is not there. */
    static Outcome authenticationRequired() {
        return new Outcome(
                Outcome.Type.ISSUER_DECLINED,
                Outcome.NetworkStatus.DECLINED_BY_NETWORK,
                Optional.of("authentication_required"),
                Outcome.RiskLevel.NOT_ASSESSED,
                0,
                "The bank asks for the buyer's authentication.",
                Optional.of("1A"),
                Optional.empty());
    }

    /** Nobody was asked. */
    static Outcome notSent() {
        return withoutAnswer(
                Outcome.NetworkStatus.NOT_SENT_TO_NETWORK, "The payment was not sent to the bank.");
    }

    /** Somebody was asked and nobody knows what they said; whatever it was is taken back. */
    static Outcome unknown() {
        return withoutAnswer(
                Outcome.NetworkStatus.REVERSED_AFTER_APPROVAL,
                "The bank gave no answer in time; the payment was reversed.");
    }

    private static Outcome withoutAnswer(Outcome.NetworkStatus status, String message) {
        return new Outcome(
                Outcome.Type.INVALID,
                status,
                Optional.of("processing_error"),
                Outcome.RiskLevel.NOT_ASSESSED,
                0,
                message,
                Optional.empty(),
                Optional.of("try_again_later"));
    }

    private Money zero() {
        return Money.zero(sending.amount().currency());
    }
}
