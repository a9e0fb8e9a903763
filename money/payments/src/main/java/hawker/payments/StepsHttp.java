package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Money;
import hawker.network.DebitRail;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Tx;
import java.util.List;

/** What is done to an intent that is not paid by card alone. */
final class StepsHttp {

    private static final String ONE = "/v1/payment_intents/{id}";

    private static final Shape DEPOSITS =
            Shape.of(Param.texts("amounts", 10), Param.text("descriptor_code", 6));

    private static final Shape RAISE =
            Shape.of(
                    Param.amount("amount").required(),
                    AmountDetails.PARAM,
                    NotesParams.TEXT_DESCRIPTION,
                    Param.metadata(),
                    IntentOptions.PAYMENT_DETAILS,
                    Param.text("statement_descriptor", 22),
                    ShareParams.FEE,
                    ShareParams.PART);

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
                Operation.post(ONE + "/apply_customer_balance", APPLY, this::apply),
                Operation.post(ONE + "/increment_authorization", RAISE, this::raise),
                Operation.get(
                        ONE + "/amount_details_line_items",
                        Shape.of(Param.paging()),
                        this::lineItems));
    }

    /** The issuer is asked first, outside any transaction. */
    private Answer raise(Call call) {
        var current = found(call);
        var closed = other.raising().closed(current);
        if (closed.isPresent()) return Answers.of(closed.get(), call);
        return switch (other.raising().ask(current, raised(current.terms(), call))) {
            case Raising.Asked.Agreed agreed ->
                    call.write(tx ->
                            Answers.of(
                                    other.raising().record(tx, agreed, IntentsHttp.cause(call)),
                                    call));
            case Raising.Asked.Declined(var code, var declineCode, var message) ->
                    throw ApiError.card(code, declineCode, message)
                            .with("payment_intent", PaymentsJson.intent(current));
            case Raising.Asked.Refused(var refused) -> Answers.of(refused, call);
        };
    }

    private static Terms raised(Terms terms, Call call) {
        var params = call.params();
        var total = Money.of(params.requiredInteger("amount"), terms.amount().currency());
        var notes =
                AmountDetails.changed(params, NotesParams.changed(params, terms.notes()), total);
        return terms.withAmount(total)
                .withNotes(notes)
                .withShare(ShareParams.changed(terms.share(), params, total.currency()));
    }

    private Answer lineItems(Call call) {
        var items = AmountDetails.items(found(call));
        var page = call.page();
        int from = page.after().map(id -> place(items, id) + 1).orElse(0);
        int end = page.before().map(id -> place(items, id)).orElse(items.size());
        if (page.before().isPresent()) from = Math.max(0, end - page.limit());
        int to = Math.min(end, from + page.limit());
        boolean more = page.before().isPresent() ? from > 0 : to < end;
        var url = "/v1/payment_intents/" + call.path("id") + "/amount_details_line_items";
        return Answer.ok(Lists.of(url, items.subList(from, to), more));
    }

    private static int place(List<ObjectNode> items, String id) {
        for (int i = 0; i < items.size(); i++)
            if (items.get(i).path("id").asText().equals(id)) return i;
        throw ApiError.missingReference("item", id, "starting_after");
    }

    private PaymentIntent found(Call call) {
        return PaymentIntent.Id.parse(call.path("id"))
                .flatMap(id -> reading.intent(call.account(), id))
                .orElseThrow(() -> missing(call));
    }

    private Answer verify(Call call) {
        var intent = found(call);
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
        var riding = IntentsHttp.Riding.keyOf(call);
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
