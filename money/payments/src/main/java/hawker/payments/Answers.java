package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Replayer;
import hawker.kernel.AccountId;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import java.util.Optional;
import java.util.Set;

/** What the API answers to a confirmation, the first time and when its key comes again. */
final class Answers implements Replayer {

    /** Refusals by the state of an intent, which carry it. */
    private static final Set<Refusal> OF_STATE =
            Set.of(
                    Refusal.UNEXPECTED_STATE,
                    Refusal.ALREADY_CAPTURED,
                    Refusal.AUTHORIZATION_EXPIRED);

    private final Reading reading;

    Answers(Reading reading) {
        this.reading = reading;
    }

    /** The intent, or a thrown 402 that carries it. */
    Answer of(Confirmation ended, Call call) {
        return switch (ended) {
            case Confirmation.Succeeded(var intent, var charge) -> ok(intent, charge, call);
            case Confirmation.Capturable(var intent, var charge) -> ok(intent, charge, call);
            case Confirmation.Processing(var intent, var charge) -> ok(intent, charge, call);
            case Confirmation.Waiting(var intent) -> ok(intent, call);
            case Confirmation.NeedsAction(var intent, var ignored) -> ok(intent, call);
            case Confirmation.NeedsConfirmation(var intent) -> ok(intent, call);
            case Confirmation.Declined(var intent, var failure) ->
                    throw declined(intent, failure, call);
            case Confirmation.Unknown(var intent, var failure) ->
                    throw declined(intent, failure, call);
            case Confirmation.Refused(var intent, var reason, var message) ->
                    // A repeated request is refused by what its first run has done.
                    call.replayOrConflict()
                            .orElseThrow(() -> refused(intent, reason, message, call));
        };
    }

    private static Answer ok(PaymentIntent intent, Charge charge, Call call) {
        return intent.id().direct() ? Answer.ok(ChargeJson.charge(charge)) : ok(intent, call);
    }

    static Answer ok(PaymentIntent intent, Call call) {
        return Answer.ok(json(intent, call));
    }

    private static ObjectNode json(PaymentIntent intent, Call call) {
        return call.isPublic() ? PaymentsJson.publicIntent(intent) : PaymentsJson.intent(intent);
    }

    private static ApiError declined(PaymentIntent intent, Failure failure, Call call) {
        var error =
                new ApiError(402, PaymentsJson.errorType(failure), failure.message())
                        .code(failure.code());
        failure.declineCode().ifPresent(error::declineCode);
        failure.charge().ifPresent(charge -> error.with("charge", charge.text()));
        if (intent.id().direct()) return error;
        var method = Json.parse(failure.method());
        if (!method.isEmpty()) error.with("payment_method", method);
        return error.with("payment_intent", json(intent, call));
    }

    private static ApiError refused(
            PaymentIntent intent, Refusal reason, String message, Call call) {
        var error = Refusals.error(reason, message);
        return reason == Refusal.UNEXPECTED_STATE
                ? error.with("payment_intent", json(intent, call))
                : error;
    }

    /** The answer to a change of an intent, or a thrown refusal that tells what became of it. */
    static Answer of(Change change, PaymentIntent current, Call call) {
        return switch (change) {
            case Change.Done(var intent) -> ok(intent, call);
            case Change.Refused(var reason, var message) -> {
                var error = Refusals.error(reason, message);
                throw OF_STATE.contains(reason)
                        ? error.with("payment_intent", json(current, call))
                        : error;
            }
        };
    }

    /** The answer to a change, or a thrown refusal. */
    static Answer of(Change change, Call call) {
        return switch (change) {
            case Change.Done(var intent) -> ok(intent, call);
            case Change.Refused(var reason, var message) -> throw Refusals.error(reason, message);
        };
    }

    /** Renders the version that the first request wrote; while it is sending there is no answer. */
    @Override
    public Optional<Answer> replay(AccountId account, String subject, String requestId, Call call) {
        return intentId(subject)
                .flatMap(id -> reading.ofRequest(account, id, requestId))
                .filter(version -> !(version.state() instanceof State.Sending))
                .map(version -> replayed(version, call));
    }

    private static Optional<PaymentIntent.Id> intentId(String subject) {
        return Charge.Id.parse(subject)
                .map(PaymentIntent.Id::ofDirect)
                .or(() -> PaymentIntent.Id.parse(subject));
    }

    private Answer replayed(PaymentIntent version, Call call) {
        if (version.lastError().isPresent() && version.method().isEmpty())
            throw declined(version, version.lastError().get(), call);
        if (!version.id().direct()) return ok(version, call);
        return version.latestCharge()
                .flatMap(id -> reading.chargeAsMade(version.account(), id))
                .map(charge -> Answer.ok(ChargeJson.charge(charge)))
                .orElseThrow();
    }
}
