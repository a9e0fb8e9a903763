package hawker.setups;

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
import hawker.api.TimeRange;
import hawker.kernel.Page;
import hawker.network.DebitRail;
import hawker.payments.OutsideProof;
import hawker.platform.Event.Cause;
import hawker.platform.Tx;
import hawker.setups.Asking.Asked;
import hawker.setups.Asking.Request;
import hawker.setups.SetupResult.Refusal;
import hawker.vault.ConfirmationToken;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Optional;

/** /v1/setup_intents. */
final class SetupIntentsHttp {

    private static final String BASE = "/v1/setup_intents";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CANCEL =
            Shape.of(
                    Param.oneOf(
                            "cancellation_reason",
                            "abandoned",
                            "duplicate",
                            "requested_by_customer"));

    private static final Shape DEPOSITS =
            Shape.of(Param.texts("amounts", 10), Param.text("descriptor_code", 6));

    private final Setups setups;
    private final SetupsSql sql;
    private final Methods methods;
    private final Others others;

    SetupIntentsHttp(Setups setups, SetupsSql sql, Methods methods, Others others) {
        this.others = others;
        this.setups = setups;
        this.sql = sql;
        this.methods = methods;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, SetupParams.CREATE, this::create),
                Operation.get(BASE, SetupParams.LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve).with(Access.CLIENT_SECRET),
                Operation.post(ONE, SetupParams.UPDATE, this::update),
                Operation.post(ONE + "/confirm", SetupParams.CONFIRM, this::confirm)
                        .with(Access.CLIENT_SECRET),
                Operation.post(ONE + "/verify_microdeposits", DEPOSITS, this::verify)
                        .with(Access.CLIENT_SECRET),
                Operation.post(ONE + "/cancel", CANCEL, this::cancel));
    }

    private Answer create(Call call) {
        var params = call.params();
        var terms =
                SetupParams.terms(
                        params,
                        new SetupParams.Told(others.configuration(call), others.behalf(call)));
        if (params.isTrue("confirm")) {
            var request = request(call);
            var completed = SetupParams.completed(terms, params, request.token());
            return recorded(call, setups.ask(call.account(), completed, request));
        }
        SetupParams.confirmOnly(params);
        var method = method(call);
        return call.write(tx -> answer(setups.create(tx, terms, method, cause(call)), call));
    }

    private Answer confirm(Call call) {
        var current = proven(call);
        var request = request(call);
        if (call.isPublic()) OutsideProof.checkPublic(call.params());
        var before = SetupOptions.before(current, call.params());
        var changed = SetupParams.changed(before, call.params(), SetupParams.Told.NOTHING);
        var terms = SetupParams.completed(changed, call.params(), request.token());
        return recorded(call, setups.ask(current.withTerms(terms), request));
    }

    /** What was learnt from the issuer and the answer that tells it, in one transaction. */
    private Answer recorded(Call call, Asked asked) {
        return call.write(tx -> answer(setups.record(tx, asked, cause(call)), call));
    }

    private Request request(Call call) {
        var params = call.params();
        var token = confirmation(call);
        if (token.isEmpty())
            return new Request(
                    method(call),
                    params.returnAddress("return_url"),
                    params.isTrue("use_stripe_sdk"),
                    token);
        return new Request(
                methods.find(call.account(), token.get().method()),
                params.returnAddress("return_url").or(token.get()::returnUrl),
                params.isTrue("use_stripe_sdk") || token.get().script(),
                token);
    }

    private Optional<ConfirmationToken> confirmation(Call call) {
        var params = call.params();
        var id = params.text(SetupParams.TOKEN);
        if (id.isEmpty()) return Optional.empty();
        for (var other : List.of("payment_method", "payment_method_data"))
            if (params.has(other)) throw ApiError.parametersExclusive(SetupParams.TOKEN, other);
        var token =
                methods.confirmation(call.account(), id.get())
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "confirmationtoken", id.get(), SetupParams.TOKEN));
        if (token.usedFor().isPresent()) throw SetupErrors.spent(token);
        return Optional.of(token);
    }

    /** A decline is an answer to keep, since it was written; a refusal is thrown. */
    private static Answer answer(SetupResult result, Call call) {
        return switch (result) {
            case SetupResult.Done(var intent) -> Answer.ok(json(intent, call));
            case SetupResult.Declined(var intent, var failure) ->
                    SetupErrors.of(failure, json(intent, call)).answer();
            case SetupResult.Refused(var reason, var message) ->
                    throw SetupErrors.of(reason, message);
        };
    }

    /** A wrong answer is written, so it is an answer to keep, too. */
    private Answer verify(Call call) {
        var intent = proven(call);
        if (!(intent.state() instanceof SetupIntent.State.RequiresDeposits waiting))
            throw ApiError.unexpectedState(
                    "setup_intent_unexpected_state",
                    "You cannot verify microdeposits of this SetupIntent because it has a status of "
                            + intent.status()
                            + ".");
        var deposited = setups.prove(intent, waiting, told(call));
        return call.write(tx -> {
            var result = setups.record(tx, deposited, cause(call));
            return result instanceof SetupResult.Refused no && no.reason() != Refusal.IN_PROGRESS
                    ? SetupErrors.of(no.reason(), no.message()).answer()
                    : answer(result, call);
        });
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

    private static ObjectNode json(SetupIntent intent, Call call) {
        return call.isPublic() ? SetupJson.publicIntent(intent) : SetupJson.intent(intent);
    }

    private Answer list(Call call) {
        var params = call.params();
        if (params.isTrue(SetupOptions.TO_SELF))
            return Lists.answer(BASE, new Page<>(List.of(), false));
        var filter =
                new SetupsSql.Filter(
                        params.text("customer"),
                        params.text("payment_method"),
                        params.range("created")
                                .orElse(new TimeRange(Optional.empty(), Optional.empty())));
        var page = call.read(tx -> sql.list(tx, call.account(), filter, call.page()));
        return Lists.answer(BASE, page.map(SetupJson::intent));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(json(proven(call), call));
    }

    private Answer update(Call call) {
        var params = call.params();
        OutsideProof.checkUnconfirmed(params);
        var told = new SetupParams.Told(others.configuration(call), Optional.empty());
        var method = method(call);
        return call.write(tx -> {
            var current = found(tx, call);
            var terms = SetupParams.changed(SetupOptions.before(current, params), params, told);
            return answer(setups.update(tx, current, terms, method, cause(call)), call);
        });
    }

    private Answer cancel(Call call) {
        var reason =
                call.params()
                        .text("cancellation_reason")
                        .map(word -> SetupsText.constant(SetupIntent.Reason.class, word));
        return call.write(
                tx -> answer(setups.cancel(tx, found(tx, call), reason, cause(call)), call));
    }

    /** The card that a request names: by id, fixed name, or one-time token. */
    private Optional<PaymentMethod> method(Call call) {
        var params = call.params();
        var token =
                params.hash("payment_method_data")
                        .flatMap(data -> data.hash("card"))
                        .flatMap(card -> card.text("token"));
        if (token.isPresent()) return Optional.of(ofToken(call, params, token.get()));
        var data = params.hash("payment_method_data");
        var type = data.flatMap(d -> d.text("type")).filter(t -> !t.equals("card"));
        if (type.isPresent() && params.has("payment_method"))
            throw ApiError.parametersExclusive("payment_method", "payment_method_data");
        if (type.isPresent())
            return Optional.of(methods.described(call.account(), type.get(), data.orElseThrow()));
        return params.text("payment_method")
                .map(name ->
                        methods.named(call.account(), name)
                                .orElseThrow(() ->
                                        ApiError.missingReference(
                                                "PaymentMethod", name, "payment_method")));
    }

    private PaymentMethod ofToken(Call call, Params params, String token) {
        if (params.has("payment_method"))
            throw ApiError.parametersExclusive("payment_method", "payment_method_data");
        var data = params.hash("payment_method_data").orElseThrow();
        return methods.ofToken(call.account(), token, data, "payment_method_data[card][token]");
    }

    private SetupIntent found(Tx tx, Call call) {
        return SetupIntent.Id.parse(call.path("id"))
                .flatMap(id -> sql.find(tx, call.account(), id))
                .orElseThrow(() -> missing(call));
    }

    /** The intent, if a browser that asks has its secret. */
    private SetupIntent proven(Call call) {
        var intent = call.read(tx -> found(tx, call));
        call.checkClientSecret(intent.clientSecret(), "setup_intent", call.path("id"));
        return intent;
    }

    private static ApiError missing(Call call) {
        // Word for word as for a wrong client secret.
        return ApiError.missing("setup_intent", call.path("id"));
    }

    static Cause cause(Call call) {
        return call.cause();
    }
}
