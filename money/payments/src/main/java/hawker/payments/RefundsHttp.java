package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.Customer;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.platform.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /v1/refunds, and the older /v1/charges/{id}/refunds. */
final class RefundsHttp {

    private static final String BASE = "/v1/refunds";
    private static final String ONE = BASE + "/{id}";
    private static final String EXPIRE = "/v1/test_helpers/refunds/{id}/expire";
    private static final String OF_CHARGE = "/v1/charges/{charge}/refunds";

    private static final Param REASON =
            Param.oneOf("reason", "duplicate", "fraudulent", "requested_by_customer");

    private static final Param EMAIL = Param.text("instructions_email", 254);
    private static final Param REVERSE = Param.flag("reverse_transfer");
    private static final Param REFUND_FEE = Param.flag("refund_application_fee");

    private static final Shape CREATE =
            Shape.of(
                    Param.id("charge"),
                    Param.id("payment_intent"),
                    Param.amount("amount"),
                    Param.currency("currency"),
                    Param.id("customer"),
                    EMAIL,
                    Param.metadata(),
                    Param.oneOf("origin", "customer_balance"),
                    REASON,
                    REVERSE,
                    REFUND_FEE);

    /** What goes with the cash balance of a customer, and with nothing else. */
    private static final List<String> OF_BALANCE = List.of("currency", "customer");

    /** What goes with payments only. */
    private static final List<String> OF_PAYMENT =
            List.of("charge", "payment_intent", "reverse_transfer", "refund_application_fee");

    private static final Shape CREATE_OF_CHARGE =
            Shape.of(Param.amount("amount"), EMAIL, Param.metadata(), REASON, REVERSE, REFUND_FEE);

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("charge"),
                    Param.id("payment_intent"));

    private final Storage storage;
    private final Reading reading;
    private final Refunding refunding;
    private final Concluding concluding;
    private final Customers customers;

    RefundsHttp(
            Storage storage,
            Reading reading,
            Refunding refunding,
            Concluding concluding,
            Customers customers) {
        this.storage = storage;
        this.reading = reading;
        this.refunding = refunding;
        this.concluding = concluding;
        this.customers = customers;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, Shape.of(Param.metadata()), this::update),
                Operation.post(ONE + "/cancel", Shape.of(), this::cancel),
                Operation.post(OF_CHARGE, CREATE_OF_CHARGE, this::createOfCharge),
                Operation.get(OF_CHARGE, Shape.of(Param.paging()), this::listOfCharge),
                Operation.get(OF_CHARGE + "/{id}", Shape.of(), this::retrieve),
                Operation.post(OF_CHARGE + "/{id}", Shape.of(Param.metadata()), this::update),
                Operation.post("/v1/charges/{charge}/refund", CREATE_OF_CHARGE, this::refundAll),
                Operation.post(EXPIRE, Shape.of(), this::expire));
    }

    private Answer create(Call call) {
        var params = call.params();
        if (params.has("origin")) return createOfBalance(call);
        for (var name : OF_BALANCE)
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "This goes with `origin=customer_balance` only.");
        var charge = params.text("charge");
        var intent = params.text("payment_intent");
        if (charge.isPresent() && intent.isPresent())
            throw ApiError.parametersExclusive("charge", "payment_intent");
        if (charge.isPresent()) return create(call, ofCharge(charge.get()));
        if (intent.isPresent()) return create(call, ofIntent(intent.get()));
        throw ApiError.invalid(
                "One of the following params should be provided for this request: payment_intent"
                        + " or charge.");
    }

    /** What a customer has sent by bank transfer, and no payment has used, is sent back. */
    private Answer createOfBalance(Call call) {
        var params = call.params();
        for (var name : OF_PAYMENT)
            if (params.has(name)) throw ApiError.parametersExclusive("origin", name);
        var customer = params.requiredText("customer");
        var amount =
                Money.of(params.requiredInteger("amount"), params.requiredCurrency("currency"));
        return call.write(tx -> {
            var target = new NewRefund.Target.OfBalance(customer);
            var asked =
                    asked(params, target, Optional.of(amount.currency()))
                            .asking(Optional.of(email(tx, call, customer)));
            return answer(refunding.refund(tx, asked, IntentsHttp.cause(call)));
        });
    }

    /** Where the customer is asked: as the request says, else as they are known. */
    private String email(Tx tx, Call call, String customer) {
        var found =
                Customer.Id.parse(customer)
                        .flatMap(id -> customers.find(tx, call.account(), id))
                        .filter(known -> !known.isDeleted())
                        .orElseThrow(
                                () -> ApiError.missingReference("customer", customer, "customer"));
        var name = "instructions_email";
        return NotesParams.email(call.params(), name, found.profile().email())
                .orElseThrow(() -> ApiError.parameterMissing(name));
    }

    private Answer createOfCharge(Call call) {
        return create(call, ofCharge(call.path("charge")));
    }

    /** The oldest way: the answer is the charge. */
    private Answer refundAll(Call call) {
        var target = ofCharge(call.path("charge"));
        arrive(call, target);
        return call.write(tx -> {
            var asked = asked(call.params(), target, currency(tx, call, target));
            answer(refunding.refund(tx, asked, IntentsHttp.cause(call)));
            var id = new Charge.Id(call.path("charge"));
            var charge = storage.charges().find(tx, call.account(), id).orElseThrow();
            return Answer.ok(ChargeJson.charge(charge));
        });
    }

    /** In test mode: a refund that waits for its customer's word is too old. */
    private Answer expire(Call call) {
        if (call.account().livemode()) throw ApiError.unknownRoute("POST", EXPIRE);
        return call.write(tx -> {
            var refund = find(tx, call);
            if (!concluding.expire(tx, call.account(), refund.id(), IntentsHttp.cause(call)))
                throw ApiError.invalid(
                        "Only a Refund with a status of requires_action can be expired. This Refund"
                                + " has a status of "
                                + refund.status().text()
                                + ".");
            return Answer.ok(PaymentsJson.refund(find(tx, call)));
        });
    }

    private static NewRefund.Target ofCharge(String text) {
        return new NewRefund.Target.OfCharge(
                Charge.Id.parse(text)
                        .orElseThrow(() -> ApiError.missingReference("charge", text, "charge")));
    }

    private static NewRefund.Target ofIntent(String text) {
        return new NewRefund.Target.OfIntent(
                PaymentIntent.Id.parse(text)
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "payment_intent", text, "payment_intent")));
    }

    private Answer create(Call call, NewRefund.Target target) {
        arrive(call, target);
        return call.write(tx -> {
            var asked = asked(call.params(), target, currency(tx, call, target));
            var outcome = refunding.refund(tx, asked, IntentsHttp.cause(call));
            return answer(outcome);
        });
    }

    private void arrive(Call call, NewRefund.Target target) {
        refunding.arrive(reading, call.account(), target, back(call.params()));
    }

    private static Sharing.Back back(Params params) {
        return new Sharing.Back(
                params.isTrue("reverse_transfer"), params.isTrue("refund_application_fee"));
    }

    private static NewRefund asked(
            Params params, NewRefund.Target target, Optional<Currency> currency) {
        return new NewRefund(
                        target,
                        currency.flatMap(c -> params.integer("amount").map(n -> Money.of(n, c))),
                        params.text("reason")
                                .map(word -> IntentText.constant(Refund.Reason.class, word)),
                        params.metadata().orElse(Map.of()),
                        Optional.empty(),
                        back(params))
                .asking(NotesParams.email(params, "instructions_email", Optional.empty()));
    }

    /** An amount is in the charge's own currency; a charge that is missing is refused later. */
    private Optional<Currency> currency(Tx tx, Call call, NewRefund.Target target) {
        return switch (target) {
            case NewRefund.Target.OfCharge(var id) ->
                    storage.charges()
                            .find(tx, call.account(), id)
                            .map(charge -> charge.amount().currency());
            case NewRefund.Target.OfIntent(var id) ->
                    storage.intents()
                            .newest(tx, call.account(), id)
                            .map(intent -> intent.amount().currency());
            case NewRefund.Target.OfBalance ignored -> call.params().currency("currency");
        };
    }

    private static Answer answer(Refund.Outcome outcome) {
        return switch (outcome) {
            case Refund.Outcome.Refunded(var refund) -> Answer.ok(PaymentsJson.refund(refund));
            case Refund.Outcome.Refused(var reason, var message) ->
                    throw Refusals.error(reason, message);
        };
    }

    private Answer list(Call call) {
        var params = call.params();
        var charge = params.text("charge");
        if (charge.isPresent()) return listed(call, List.of(charge.get()), BASE);
        var intent = params.text("payment_intent");
        if (intent.isEmpty()) {
            var filter = NotesParams.filter(params);
            return listed(BASE, reading.refunds(call.account(), filter, call.page()));
        }
        return PaymentIntent.Id.parse(intent.get())
                .map(id -> listed(BASE, reading.refundsOf(call.account(), id, call.page())))
                .orElseGet(() -> listed(BASE, new Page<>(List.of(), false)));
    }

    private Answer listOfCharge(Call call) {
        var charge = call.path("charge");
        return listed(call, List.of(charge), "/v1/charges/" + charge + "/refunds");
    }

    private Answer listed(Call call, List<String> charges, String url) {
        return listed(url, reading.refundsOf(call.account(), charges, call.page()));
    }

    private static Answer listed(String url, Page<Refund> page) {
        Page<ObjectNode> rendered = page.map(PaymentsJson::refund);
        return Lists.answer(url, rendered);
    }

    private Answer retrieve(Call call) {
        return Answer.ok(
                PaymentsJson.refund(
                        Refund.Id.parse(call.path("id"))
                                .flatMap(id -> reading.refund(call.account(), id))
                                .orElseThrow(() -> missing(call))));
    }

    private Answer update(Call call) {
        return call.write(tx -> {
            var refund = find(tx, call);
            var metadata = call.params().mergeMetadata(refund.metadata());
            var noted = concluding.note(tx, refund, metadata, IntentsHttp.cause(call));
            return Answer.ok(PaymentsJson.refund(noted));
        });
    }

    private Answer cancel(Call call) {
        return call.write(
                tx -> answer(concluding.cancel(tx, find(tx, call), IntentsHttp.cause(call))));
    }

    private Refund find(Tx tx, Call call) {
        return Refund.Id.parse(call.path("id"))
                .flatMap(id -> storage.refunds().find(tx, call.account(), id))
                .orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("refund", call.path("id"));
    }

    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var text : ids)
            Refund.Id.parse(text)
                    .flatMap(id -> reading.refund(account, id))
                    .ifPresent(refund -> rendered.put(text, PaymentsJson.refund(refund)));
        return rendered;
    }
}
