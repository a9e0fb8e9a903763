package hawker.payments;

import hawker.payments.Confirmation.Request;
import hawker.payments.PaymentIntent.State;
import hawker.vault.PaymentMethod;
import java.util.Optional;

/** Whether an intent can be confirmed as asked: pure guards. */
final class Confirmable {

    private static final String ALLOWED =
            " Only a PaymentIntent with one of the following statuses may be confirmed:"
                    + " requires_payment_method, requires_confirmation, requires_action.";

    static final String NO_METHOD =
            "You cannot confirm this PaymentIntent because it's missing a payment method. Update"
                    + " the PaymentIntent with a payment method and then confirm it again, or"
                    + " confirm it with a payment method.";

    private Confirmable() {}

    /** Why not; empty if it can. */
    static Optional<Confirmation> refusal(PaymentIntent intent, Request request) {
        return switch (intent.state()) {
            case State.Sending ignored ->
                    refuse(
                            intent,
                            Refusal.IN_PROGRESS,
                            "This object cannot be accessed right now because another request is"
                                    + " currently accessing it.");
            case State.Succeeded ignored ->
                    refuse(
                            intent,
                            Refusal.UNEXPECTED_STATE,
                            "You cannot confirm this PaymentIntent because it has already"
                                    + " succeeded after being previously confirmed.");
            case State.RequiresDeposits ignored -> ofOpen(intent, request);
            case State.AwaitsTransfer ignored -> unexpected(intent);
            case State.Processing ignored -> unexpected(intent);
            case State.RequiresCapture ignored -> unexpected(intent);
            case State.Canceled ignored -> unexpected(intent);
            case State.RequiresPaymentMethod ignored -> ofOpen(intent, request);
            case State.RequiresConfirmation ignored -> ofOpen(intent, request);
            case State.RequiresAction ignored -> ofOpen(intent, request);
        };
    }

    private static Optional<Confirmation> ofOpen(PaymentIntent intent, Request request) {
        if (request.method().or(intent::method).isEmpty())
            return refuse(intent, Refusal.NO_METHOD, NO_METHOD);
        return redirectRefusal(intent.terms(), request)
                .map(no -> new Confirmation.Refused(intent, no.reason(), no.message()));
    }

    /** A buyer who may be sent elsewhere must be able to come back. */
    static Optional<Change.Refused> redirectRefusal(Terms terms, Request request) {
        if (!terms.methods().redirects() || request.canRedirect()) return Optional.empty();
        return Optional.of(
                new Change.Refused(
                        Refusal.RETURN_URL_MISSING,
                        "This PaymentIntent is configured to accept payment methods that may"
                                + " redirect your customer off of your page, so you must provide a"
                                + " `return_url`. If you don't want to accept redirect-based"
                                + " payment methods, set"
                                + " `automatic_payment_methods[allow_redirects]` to `never`."));
    }

    private static Optional<Confirmation> unexpected(PaymentIntent intent) {
        return refuse(
                intent,
                Refusal.UNEXPECTED_STATE,
                "You cannot confirm this PaymentIntent because it has a status of "
                        + intent.status()
                        + "."
                        + ALLOWED);
    }

    private static Optional<Confirmation> refuse(
            PaymentIntent intent, Refusal reason, String message) {
        return Optional.of(new Confirmation.Refused(intent, reason, message));
    }

    /** A passed challenge counts only for the method that it was about. */
    static Optional<String> authentication(PaymentIntent intent, PaymentMethod.Id method) {
        return intent.state() instanceof State.RequiresConfirmation s && s.method().equals(method)
                ? s.authentication()
                : Optional.empty();
    }
}
