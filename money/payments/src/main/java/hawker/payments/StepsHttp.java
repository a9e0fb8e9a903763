package hawker.payments;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Money;
import hawker.network.DebitRail;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What is done to an intent that is not paid by card alone. */
final class StepsHttp {

    private static final String ONE = "/v1/payment_intents/{id}";

    private static final Shape DEPOSITS =
            Shape.of(Param.texts("amounts", 10), Param.text("descriptor_code", 6));

    private static final Shape APPLY = Shape.of(Param.amount("amount"), Param.currency("currency"));

    private final Storage storage;
    private final Reading reading;
    private final Answers answers;
    private final PaymentsHttp.Other other;

    StepsHttp(Storage storage, Reading reading, Answers answers, PaymentsHttp.Other other) {
        this.storage = storage;
        this.reading = reading;
        this.answers = answers;
        this.other = other;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(ONE + "/verify_microdeposits", DEPOSITS, this::verify)
                        .with(Access.CLIENT_SECRET)
                        .claimingItself(),
                Operation.post(ONE + "/apply_customer_balance", APPLY, this::apply));
    }

    private Answer verify(Call call) {
        var intent =
                PaymentIntent.Id.parse(call.path("id"))
                        .flatMap(id -> reading.intent(call.account(), id))
                        .orElseThrow(() -> missing(call));
        call.checkClientSecret(intent.clientSecret(), "payment_intent", call.path("id"));
        if (!(intent.state() instanceof State.RequiresDeposits waiting))
            return call.replayOrConflict()
                    .orElseThrow(() ->
                            ApiError.unexpectedState(
                                    "payment_intent_unexpected_state",
                                    "You cannot verify microdeposits of this PaymentIntent because"
                                            + " it has a status of "
                                            + intent.status()
                                            + "."));
        var riding = new IntentsHttp.Riding(call, Optional.empty(), Optional.empty());
        try {
            var ended =
                    other.depositing()
                            .told(intent, waiting, told(call), IntentsHttp.cause(call), riding);
            return answers.of(ended, call);
        } catch (Debiting.Overtaken busy) {
            throw ApiError.lockTimeout();
        }
    }

    private static DebitRail.Told told(Call call) {
        var code = call.params().text("descriptor_code");
        var amounts = call.params().texts("amounts");
        if (code.isPresent() && !amounts.isEmpty())
            throw ApiError.parametersExclusive("amounts", "descriptor_code");
        if (code.isPresent()) return new DebitRail.Told(0, 0, code);
        if (amounts.size() != 2 || !amounts.stream().allMatch(a -> a.matches("[0-9]{1,2}")))
            throw ApiError.invalid(
                    "payment_method_microdeposit_verification_amounts_invalid",
                    "amounts",
                    "You must provide exactly two amounts.");
        return new DebitRail.Told(
                Long.parseLong(amounts.get(0)), Long.parseLong(amounts.get(1)), code);
    }

    private Answer apply(Call call) {
        var id = PaymentIntent.Id.parse(call.path("id")).orElseThrow(() -> missing(call));
        return call.write(tx -> {
            var current =
                    storage.intents()
                            .newest(tx, call.account(), id)
                            .orElseThrow(() -> missing(call));
            if (!(current.state() instanceof State.AwaitsTransfer))
                throw ApiError.unexpectedState(
                        "payment_intent_unexpected_state",
                        "This PaymentIntent's customer balance could not be applied because it has"
                                + " a status of "
                                + current.status()
                                + ".");
            return Answers.ok(applied(tx, current, call), call);
        });
    }

    private PaymentIntent applied(Tx tx, PaymentIntent current, Call call) {
        var currency = current.amount().currency();
        if (call.params().currency("currency").filter(c -> !c.equals(currency)).isPresent())
            throw ApiError.parameterInvalid(
                    "currency", "The currency must be the PaymentIntent's: " + currency + ".");
        var wanted = call.params().integer("amount").map(n -> Money.of(n, currency));
        var taken =
                other.transferring()
                        .arrived(
                                tx,
                                current.account(),
                                current.id(),
                                wanted,
                                IntentsHttp.cause(call));
        boolean tooLittle = wanted.isPresent() && taken.compareTo(wanted.get()) < 0;
        if (taken.isZero() || tooLittle)
            throw ApiError.invalid(
                    "The customer's cash balance is not sufficient for this PaymentIntent.");
        return storage.intents().newest(tx, current.account(), current.id()).orElseThrow();
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("payment_intent", call.path("id"));
    }
}
