package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Confirmation.Cause;
import hawker.payments.Confirmation.Request;
import hawker.payments.PaymentIntent.State;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import hawker.vault.ConfirmationToken;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** /v1/payment_intents: reads parameters, calls the use case, renders. */
final class IntentsHttp {

    private static final String BASE = "/v1/payment_intents";
    private static final String ONE = BASE + "/{id}";

    private static final Shape LIST =
            Shape.of(Param.paging(), Param.range("created"), Param.id("customer"));

    private static final Shape CAPTURE =
            Shape.of(
                    AmountDetails.PARAM,
                    Param.amount("amount_to_capture"),
                    ShareParams.FEE,
                    ShareParams.PART,
                    Param.flag("final_capture"),
                    Param.metadata(),
                    IntentOptions.PAYMENT_DETAILS,
                    Param.text("statement_descriptor", 22),
                    Param.text("statement_descriptor_suffix", 22));

    private static final Shape CANCEL =
            Shape.of(
                    Param.oneOf(
                            "cancellation_reason",
                            "duplicate",
                            "fraudulent",
                            "requested_by_customer",
                            "abandoned"));

    private BiFunction<AccountId, String, Optional<ObjectNode>> configurations =
            (account, id) -> Optional.empty();
    private final Storage storage;
    private final Reading reading;
    private final Tokens tokens;
    private final Answers answers;
    private final Creating creating;
    private final Confirming confirming;
    private final Payments.Closing closing;

    IntentsHttp(
            Storage storage,
            Reading reading,
            Tokens tokens,
            Answers answers,
            PaymentsHttp.Doing doing) {
        this.storage = storage;
        this.reading = reading;
        this.tokens = tokens;
        this.answers = answers;
        this.creating = doing.creating();
        this.confirming = doing.confirming();
        this.closing = doing.closing();
    }

    /** Who keeps the seller's choices of what is offered; said once, before the first request. */
    void configuredBy(BiFunction<AccountId, String, Optional<ObjectNode>> kept) {
        configurations = kept;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, IntentParams.CREATE, this::create).claimingItself(),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve).with(Access.CLIENT_SECRET),
                Operation.post(ONE, IntentParams.UPDATE, this::update),
                Operation.post(ONE + "/confirm", IntentParams.CONFIRM, this::confirm)
                        .with(Access.CLIENT_SECRET)
                        .claimingItself(),
                Operation.post(ONE + "/capture", CAPTURE, this::capture),
                Operation.post(ONE + "/cancel", CANCEL, this::cancel));
    }

    private Answer create(Call call) {
        var params = call.params();
        DebitOptions.check(params, call.receivedAt());
        var token = tokens.confirmation(call.account(), params);
        var described = IntentParams.terms(call, configuration(call));
        var terms = IntentParams.completed(described, params, token);
        creating.checkShare(call.account(), terms.share());
        var cvc = tokens.cvc(call.account(), params);
        if (!params.isTrue("confirm")) {
            confirmOnly(params);
            return call.write(tx -> {
                var method = tokens.method(tx, call.account(), params);
                return Answers.of(creating.create(tx, terms, method, cause(call)), call);
            });
        }
        var account = call.account();
        var refusal = creating.refusal(account, terms);
        if (refusal.isEmpty() && terms.customer().isPresent())
            refusal = call.read(tx -> creating.customerRefusal(tx, account, terms));
        if (refusal.isPresent()) throw error(refusal.get());
        var method = method(account, params, token);
        var request = request(call, method, token);
        var probe = Confirmable.redirectRefusal(terms, request).or(() -> needsMethod(method));
        if (probe.isPresent()) throw error(probe.get());
        return answers.of(
                confirming.createAndConfirm(
                        terms,
                        method.orElseThrow(),
                        request,
                        cause(call),
                        new Riding(call, token, cvc, Optional.of(tokens))),
                call);
    }

    private Optional<PaymentMethod.Id> method(
            AccountId account, Params params, Optional<ConfirmationToken> token) {
        return token.isPresent()
                ? token.map(ConfirmationToken::method)
                : tokens.method(account, params);
    }

    /** Only a publishable key tells where the buyer is; a secret one tells where the seller is. */
    private static Request request(
            Call call, Optional<PaymentMethod.Id> method, Optional<ConfirmationToken> token) {
        var asked =
                token.isPresent()
                        ? IntentParams.request(call.params(), token.get())
                        : IntentParams.request(call.params(), method);
        return call.isPublic() ? asked.from(call.remoteAddress()) : asked;
    }

    /**
     * What belongs to the request and not to the attempt: its key, and its one-time tokens.
     *
     * @param cvc the token of a CVC that goes with the attempt
     */
    record Riding(
            Call call,
            Optional<ConfirmationToken> token,
            Optional<String> cvc,
            Optional<Tokens> tokens)
            implements Confirming.Claim {

        /** Only the key. */
        static Riding keyOf(Call call) {
            return new Riding(call, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public void join(GroupCommit.Unit unit, PaymentIntent.Id intent) {
            token.ifPresent(t -> tokens.orElseThrow().use(t, intent));
            useCvc(intent);
            call.claim(unit, intent.text());
        }

        @Override
        public void join(Tx tx, PaymentIntent.Id intent) {
            token.ifPresent(t -> tokens.orElseThrow().use(tx, t, intent));
            useCvc(intent);
            call.claim(tx, intent.text());
        }

        private void useCvc(PaymentIntent.Id intent) {
            cvc.ifPresent(t -> tokens.orElseThrow().useCvc(call.account(), t, intent));
        }
    }

    /** These mean something only together with confirm=true. */
    private static void confirmOnly(Params params) {
        Tokens.unconfirmed(params);
        for (var name :
                List.of(
                        "return_url",
                        "off_session",
                        "error_on_requires_action",
                        Tokens.CONFIRMATION))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "The parameter `" + name + "` can only be used with `confirm=true`.");
    }

    private static Optional<Change.Refused> needsMethod(Optional<PaymentMethod.Id> method) {
        if (method.isPresent()) return Optional.empty();
        return Optional.of(new Change.Refused(Refusal.NO_METHOD, Confirmable.NO_METHOD));
    }

    private Answer list(Call call) {
        var page = reading.intents(call.account(), NotesParams.filter(call.params()), call.page());
        return Lists.answer(BASE, page.map(PaymentsJson::intent));
    }

    private Answer retrieve(Call call) {
        return Answers.ok(proven(call), call);
    }

    private Answer update(Call call) {
        var params = call.params();
        DebitOptions.check(params, call.receivedAt());
        Tokens.unconfirmed(params);
        var configuration = configuration(call);
        return call.write(tx -> {
            var current = newest(tx, call);
            var terms = IntentParams.changed(current.terms(), params, configuration);
            var method = tokens.method(tx, call.account(), params);
            var agreed = IntentParams.agreed(terms, current, method, params);
            return Answers.of(creating.update(tx, current, agreed, method, cause(call)), call);
        });
    }

    private Answer confirm(Call call) {
        var params = call.params();
        if (call.isPublic()) IntentParams.checkPublic(params);
        DebitOptions.check(params, call.receivedAt());
        var current = proven(call);
        var token = tokens.confirmation(call.account(), params);
        var cvc = tokens.cvc(call.account(), params);
        var changed = IntentParams.changed(current.terms(), params, Optional.empty());
        var terms = IntentParams.completed(changed, params, token);
        IntentOptions.checkAmount(params, terms);
        var refusal = creating.refusal(call.account(), terms);
        if (refusal.isPresent()) throw error(refusal.get());
        var method = method(call.account(), params, token);
        return answers.of(
                confirming.confirm(
                        withTerms(current, IntentParams.agreed(terms, current, method, params)),
                        request(call, method, token),
                        cause(call),
                        new Riding(call, token, cvc, Optional.of(tokens))),
                call);
    }

    /** The terms as the confirmation changes them; a settled intent refuses with its own. */
    private static PaymentIntent withTerms(PaymentIntent current, Terms terms) {
        return current.state() instanceof State.Succeeded ? current : current.withTerms(terms);
    }

    private Answer capture(Call call) {
        var params = call.params();
        if (params.has("final_capture") && !params.isTrue("final_capture"))
            throw ApiError.parameterInvalid(
                    "final_capture", "This PaymentIntent does not support multiple captures.");
        return call.write(tx -> {
            var current = newest(tx, call);
            var currency = current.amount().currency();
            var amount = params.integer("amount_to_capture").map(n -> Money.of(n, currency));
            var terms = current.terms();
            var notes = NotesParams.changed(params, terms.notes());
            var taken = amount.orElse(terms.amount());
            var noted =
                    current.withTerms(
                            terms.withNotes(AmountDetails.changed(params, notes, taken))
                                    .withShare(
                                            ShareParams.changed(terms.share(), params, currency)));
            return Answers.of(
                    closing.capturing().capture(tx, noted, amount, cause(call)), current, call);
        });
    }

    /** Read before anything is written: it is of another room. */
    private Optional<ObjectNode> configuration(Call call) {
        return call.params()
                .text(IntentOptions.CONFIGURATION)
                .map(id ->
                        configurations
                                .apply(call.account(), id)
                                .orElseThrow(() ->
                                        ApiError.missingReference(
                                                IntentOptions.CONFIGURATION,
                                                id,
                                                IntentOptions.CONFIGURATION)));
    }

    private Answer cancel(Call call) {
        var reason =
                call.params()
                        .text("cancellation_reason")
                        .map(word -> IntentText.constant(PaymentIntent.Reason.class, word))
                        .orElse(PaymentIntent.Reason.NONE);
        return call.write(tx -> {
            var current = newest(tx, call);
            return Answers.of(
                    closing.canceling().cancel(tx, current, reason, cause(call)), current, call);
        });
    }

    private PaymentIntent newest(Tx tx, Call call) {
        return PaymentIntent.Id.parse(call.path("id"))
                .flatMap(id -> storage.intents().newest(tx, call.account(), id))
                .orElseThrow(() -> missing(call));
    }

    /** The intent, if a browser that asks has its secret. */
    private PaymentIntent proven(Call call) {
        var intent =
                PaymentIntent.Id.parse(call.path("id"))
                        .flatMap(id -> reading.intent(call.account(), id))
                        .orElseThrow(() -> missing(call));
        call.checkClientSecret(intent.clientSecret(), "payment_intent", call.path("id"));
        return intent;
    }

    private static ApiError missing(Call call) {
        // Word for word as for a wrong client secret.
        return ApiError.missing("payment_intent", call.path("id"));
    }

    private static ApiError error(Change.Refused refused) {
        return Refusals.error(refused.reason(), refused.message());
    }

    static Cause cause(Call call) {
        return new Cause(call.account(), Optional.of(call.requestId()), call.idempotencyKey());
    }

    ObjectNode render(PaymentIntent intent) {
        return PaymentsJson.intent(intent);
    }
}
