package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Expander;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /v1/charges: finished attempts, and the older way to charge in one call. */
final class ChargesHttp {

    private static final String BASE = "/v1/charges";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CREATE =
            Shape.of(
                            Param.amount("amount").required(),
                            Param.currency("currency").required(),
                            Param.id("source"),
                            Param.id("customer"),
                            Param.flag("capture"),
                            NotesParams.TEXT_DESCRIPTION,
                            Param.metadata(),
                            NotesParams.RECEIPT_EMAIL,
                            NotesParams.SHIPPING,
                            RadarOptions.PARAM,
                            Param.text("statement_descriptor", 22),
                            Param.text("statement_descriptor_suffix", 22),
                            Param.id("transfer_group"))
                    .plus(ShareParams.MAKING)
                    .plus(ShareParams.OLDER);

    private static final Shape UPDATE =
            Shape.of(
                    Param.id("customer"),
                    NotesParams.TEXT_DESCRIPTION,
                    Param.hash("fraud_details", Param.oneOf("user_report", "safe", "fraudulent")),
                    Param.metadata(),
                    NotesParams.RECEIPT_EMAIL,
                    NotesParams.SHIPPING,
                    Param.id("transfer_group"));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.id("payment_intent"),
                    Param.id("transfer_group"));

    private static final Shape CAPTURE =
            Shape.of(
                    Param.amount("amount"),
                    ShareParams.FEE,
                    ShareParams.OLDER_FEE,
                    ShareParams.PART,
                    NotesParams.RECEIPT_EMAIL,
                    Param.text("statement_descriptor", 22),
                    Param.text("statement_descriptor_suffix", 22),
                    Param.id("transfer_group"));

    private Expander.Fetch received = (account, ids) -> Map.of();
    private final Storage storage;
    private final Reading reading;
    private final Tokens tokens;
    private final Answers answers;
    private final Happenings happenings;
    private final PaymentsHttp.Doing doing;

    ChargesHttp(
            Storage storage,
            Reading reading,
            Tokens tokens,
            Answers answers,
            Happenings happenings,
            PaymentsHttp.Doing doing) {
        this.storage = storage;
        this.reading = reading;
        this.tokens = tokens;
        this.answers = answers;
        this.happenings = happenings;
        this.doing = doing;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create).claimingItself(),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update),
                Operation.post(ONE + "/capture", CAPTURE, this::capture));
    }

    private Answer create(Call call) {
        var params = call.params();
        var amount =
                Money.of(params.requiredInteger("amount"), params.requiredCurrency("currency"));
        boolean capture = params.flag("capture").orElse(true);
        var terms =
                Terms.of(amount)
                        .withCapture(capture ? Terms.Capture.AUTOMATIC : Terms.Capture.MANUAL)
                        .withCustomer(params.text("customer"))
                        .withNotes(
                                RadarOptions.noted(
                                        params,
                                        ShareParams.noted(
                                                params, NotesParams.changed(params, Notes.NONE))))
                        .withShare(ShareParams.of(call, amount.currency()));
        doing.creating().checkShare(call.account(), terms.share());
        var refusal =
                doing.creating()
                        .refusal(call.account(), terms)
                        .or(() ->
                                call.read(tx ->
                                        doing.creating()
                                                .customerRefusal(tx, call.account(), terms)));
        if (refusal.isPresent())
            throw Refusals.error(refusal.get().reason(), refusal.get().message());
        var method = source(call);
        return answers.of(
                doing.confirming()
                        .chargeDirectly(
                                terms,
                                method,
                                IntentsHttp.cause(call),
                                IntentsHttp.Riding.keyOf(call)),
                call);
    }

    /** The token or method named, or the customer's usual one. */
    private PaymentMethod.Id source(Call call) {
        var source = call.params().text("source");
        if (source.isPresent()) {
            var method = PaymentMethod.Id.parse(source.get());
            if (method.isPresent()) return method.get();
            return tokens.used(call.account(), source.get());
        }
        return call.params()
                .text("customer")
                .flatMap(Customer.Id::parse)
                .flatMap(id -> doing.customers().find(call.account(), id))
                .flatMap(Customer::usualMethod)
                .flatMap(PaymentMethod.Id::parse)
                .orElseThrow(() -> noSource(call.params()));
    }

    private static ApiError noSource(Params params) {
        if (!params.has("customer")) return ApiError.invalid("Must provide source or customer.");
        return new ApiError(402, "card_error", "Cannot charge a customer that has no active card")
                .code("missing")
                .param("card");
    }

    private Answer list(Call call) {
        var intent = call.params().text("payment_intent");
        if (intent.isPresent()) {
            var found =
                    PaymentIntent.Id.parse(intent.get())
                            .map(id -> reading.chargesOf(call.account(), id))
                            .orElseGet(List::of)
                            .stream()
                            .filter(charge -> isOf(charge, call.params().text("transfer_group")))
                            .toList();
            return Lists.answer(BASE, render(call.account(), Page.of(found, 100)));
        }
        var page = reading.charges(call.account(), NotesParams.filter(call.params()), call.page());
        return Lists.answer(BASE, render(call.account(), page));
    }

    private static boolean isOf(Charge charge, Optional<String> group) {
        return group.isEmpty() || ChargeJson.group(charge).equals(group);
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        boolean own = Charge.Id.parse(id).isPresent();
        var from = own ? fetch(call.account(), List.of(id)) : received(call.account(), id);
        return Optional.ofNullable(from.get(id)).map(Answer::ok).orElseThrow(() -> missing(call));
    }

    /** What an account received of its platform is a charge to the API too. */
    private Map<String, ObjectNode> received(AccountId account, String id) {
        return id.startsWith("py_") ? received.fetch(account, List.of(id)) : Map.of();
    }

    /** Said once, before the first request. */
    void alsoReceived(Expander.Fetch payments) {
        received = payments;
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var charge = locked(tx, call);
            checkBelongs(tx, call, charge);
            var report = params.hash("fraud_details").flatMap(f -> f.text("user_report"));
            var edited =
                    charge.edited(
                            params.text("customer").or(charge::customer),
                            NotesParams.changed(params, charge.notes()));
            storage.charges().edit(tx, edited, report);
            var now = storage.charges().find(tx, call.account(), charge.id()).orElseThrow();
            happenings.tell(
                    tx,
                    now.id().text(),
                    List.of("charge.updated"),
                    PaymentsJson.object("charge", now),
                    IntentsHttp.cause(call));
            return Answer.ok(ChargeJson.charge(now));
        });
    }

    /**
     * Whose a charge is, and of what group, is said once (docs): money that comes back goes to this
     * customer.
     */
    private void checkBelongs(Tx tx, Call call, Charge charge) {
        var params = call.params();
        var customer = params.text("customer").filter(id -> !isThat(charge.customer(), id));
        if (customer.isPresent() && charge.customer().isPresent())
            throw ApiError.parameterInvalid(
                    "customer", "You cannot update the customer of a charge that has one.");
        if (customer.filter(id -> !doing.customers().exists(tx, call.account(), id)).isPresent())
            throw ApiError.missingReference("customer", customer.get(), "customer");
        var group = charge.notes().transferGroup();
        boolean another =
                params.text("transfer_group").filter(id -> !isThat(group, id)).isPresent();
        if (group.isPresent() && (another || params.isUnset("transfer_group")))
            throw ApiError.parameterInvalid(
                    "transfer_group",
                    "You cannot update the transfer_group of a charge that has one.");
    }

    private static boolean isThat(Optional<String> value, String other) {
        return value.equals(Optional.of(other));
    }

    private Answer capture(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var charge = locked(tx, call);
            if (charge.isCaptured())
                throw ApiError.unexpectedState(
                        "charge_already_captured",
                        "Charge " + charge.id() + " has already been captured.");
            var attempt = charge.intent().orElseGet(() -> PaymentIntent.Id.ofDirect(charge.id()));
            var current =
                    storage.intents()
                            .newest(tx, call.account(), attempt)
                            .orElseThrow(() -> missing(call));
            var currency = charge.amount().currency();
            var amount = params.integer("amount").map(n -> Money.of(n, currency));
            var terms = current.terms();
            var shared =
                    current.withTerms(
                            terms.withNotes(NotesParams.changed(params, terms.notes()))
                                    .withShare(
                                            ShareParams.changed(terms.share(), params, currency)));
            var change =
                    doing.closing()
                            .capturing()
                            .capture(tx, shared, amount, IntentsHttp.cause(call));
            if (change instanceof Change.Refused no)
                throw Refusals.error(no.reason(), no.message());
            return Answer.ok(
                    ChargeJson.charge(
                            storage.charges().find(tx, call.account(), charge.id()).orElseThrow()));
        });
    }

    private Charge locked(Tx tx, Call call) {
        var id = Charge.Id.parse(call.path("id")).orElseThrow(() -> missing(call));
        if (!storage.charges().lock(tx, call.account(), id)) throw missing(call);
        return storage.charges().find(tx, call.account(), id).orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("charge", call.path("id"));
    }

    /** Charges with their refunds: two queries, however many there are. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var charges = List.copyOf(reading.charges(account, ids).values());
        var rendered = new HashMap<String, ObjectNode>();
        for (var node : render(account, Page.of(charges, charges.size() + 1)).items())
            rendered.put(node.path("id").asText(), node);
        return rendered;
    }

    private Page<ObjectNode> render(AccountId account, Page<Charge> page) {
        var refunded =
                page.items().stream()
                        .filter(c -> !c.refunded().isZero() || c.fullyRefunded())
                        .map(c -> c.id().text())
                        .toList();
        var refunds =
                refunded.isEmpty()
                        ? List.<Refund>of()
                        : reading.refundsOf(account, refunded, PageRequest.first(100)).items();
        return page.map(charge ->
                ChargeJson.charge(
                        charge,
                        refunds.stream()
                                .filter(r -> r.charge().equals(Optional.of(charge.id())))
                                .toList()));
    }
}
