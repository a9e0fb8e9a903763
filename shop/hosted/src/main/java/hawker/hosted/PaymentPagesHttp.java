package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.TaxId;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code /v1/payment_pages}: completes a session without a page. Not documented by Stripe; its
 * command line tool and browser scripts call it. The session's id is unguessable and is the right
 * to pay it.
 */
final class PaymentPagesHttp {

    private static final List<String> PLACE =
            List.of("name", "line1", "line2", "city", "state", "postal_code", "country");

    private static final String ONE = "/v1/payment_pages/{session}";

    /** What a script in the seller's page tells of the buyer; null takes back what was told. */
    private static final Shape UPDATE =
            Shape.of(
                    Param.text("email", 512).nullable(),
                    Param.text("phone", 50).nullable(),
                    Param.text("promotion_code", 500).nullable(),
                    Param.id("shipping_rate"),
                    Param.currency("currency"),
                    TaxNumber.sent(),
                    Param.hash(
                                    "shipping",
                                    Param.text("name", 500),
                                    Param.hash(
                                                    "address",
                                                    Param.text("city", 500),
                                                    Param.text("country", 2),
                                                    Param.text("line1", 500),
                                                    Param.text("line2", 500),
                                                    Param.text("postal_code", 50),
                                                    Param.text("state", 500))
                                            .required())
                            .nullable(),
                    Param.hash(
                            "line_item",
                            Param.id("id").required(),
                            Param.integer("quantity", 1, 999_999).required()));

    private final SessionsSql sql;
    private final Visits visits;
    private final ScriptView view;
    private final Vault vault;

    PaymentPagesHttp(SessionsSql sql, Visits visits, ScriptView view, Vault vault) {
        this.sql = sql;
        this.visits = visits;
        this.view = view;
        this.vault = vault;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ONE, Shape.of(), this::retrieve).with(Access.PUBLISHABLE),
                Operation.post(ONE, UPDATE, this::update).with(Access.PUBLISHABLE),
                Operation.post(
                                ONE + "/confirm",
                                Shape.of(
                                        Param.id("payment_method"),
                                        Param.integer("expected_amount", 0, Param.MAX_AMOUNT)),
                                this::confirm)
                        .with(Access.PUBLISHABLE));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(view.of(found(call)));
    }

    private Answer update(Call call) {
        var session = found(call);
        if (session.state() != Session.State.OPEN)
            throw ApiError.invalid("This Checkout Session cannot be changed any more.");
        var sent = sent(session, call.params());
        return switch (visits.save(session, name -> Optional.ofNullable(sent.get(name)))) {
            case Visits.Saved.Done(var saved) -> Answer.ok(view.of(saved));
            case Visits.Saved.Refused(var saved, var problem) ->
                    throw ApiError.parameterInvalid(
                            problem.field().startsWith("quantity_")
                                    ? "line_item[quantity]"
                                    : problem.field(),
                            problem.says());
        };
    }

    /** The parameters by the names of the page's form, each value checked here. */
    private Map<String, String> sent(Session session, Params params) {
        var sent = new HashMap<String, String>();
        for (var name : List.of("email", "phone"))
            if (params.isUnset(name)) sent.put(name, "");
            else params.text(name).ifPresent(text -> sent.put(name, text));
        if (sent.containsKey("email")
                && !sent.get("email").isEmpty()
                && !Typed.isEmail(sent.get("email")))
            throw ApiError.invalid("email_invalid", "email", "Your email is invalid.");
        if (params.isUnset("promotion_code")) sent.put("remove_code", "yes");
        else params.text("promotion_code").ifPresent(code -> sent.put("promotion_code", code));
        if (params.has("promotion_code")
                && !session.body().path("allow_promotion_codes").asBoolean())
            throw ApiError.parameterInvalid(
                    "promotion_code", "This Checkout Session takes no promotion codes.");
        params.text("shipping_rate")
                .ifPresent(rate -> sent.put("shipping", offered(session, rate)));
        params.currency("currency").ifPresent(to -> sent.put("currency", to.code()));
        if (params.isUnset("shipping") && !Permissions.serverOnly(session))
            for (var name : PLACE) sent.put(name, "");
        taxNumber(sent, session, params);
        params.hash("shipping").ifPresent(shipping -> place(sent, session, shipping));
        params.hash("line_item").ifPresent(item -> quantity(sent, session, item));
        return sent;
    }

    private static void taxNumber(Map<String, String> sent, Session session, Params params) {
        if (!params.has("tax_id") && !params.isUnset("tax_id")) return;
        if (!TaxNumber.isAsked(session))
            throw ApiError.parameterInvalid(
                    "tax_id", "This Checkout Session collects no tax numbers.");
        var number = params.hash("tax_id");
        var value = number.map(n -> n.requiredText("value")).orElse("");
        var type = number.map(n -> n.requiredText("type")).orElse("");
        if (!value.isEmpty() && !TaxId.canBe(session.account(), type, value))
            throw ApiError.invalid(
                    "tax_id_invalid", "tax_id[value]", "Invalid value for " + type + ".");
        sent.put(TaxNumber.TYPE, type);
        sent.put(TaxNumber.VALUE, value);
        sent.put(TaxNumber.BUSINESS, number.flatMap(n -> n.text(TaxNumber.BUSINESS)).orElse(""));
    }

    private static void quantity(Map<String, String> sent, Session session, Params item) {
        var id = item.requiredText("id");
        for (var line : session.detail().path("lines"))
            if (line.path("id").asText().equals(id) && line.path("adjustable").isObject()) {
                sent.put("quantity_" + id, String.valueOf(item.requiredInteger("quantity")));
                return;
            }
        throw ApiError.parameterInvalid(
                "line_item[id]", "There is no line item with an adjustable quantity: " + id);
    }

    private static String offered(Session session, String rate) {
        for (var option : session.body().path("shipping_options"))
            if (option.path("shipping_rate").asText().equals(rate)) return rate;
        throw ApiError.missingReference("shipping rate", rate, "shipping_rate");
    }

    private static void place(Map<String, String> sent, Session session, Params shipping) {
        if (!session.body().path("shipping_address_collection").isObject())
            throw ApiError.parameterInvalid(
                    "shipping", "This Checkout Session collects no shipping address.");
        if (Permissions.serverOnly(session))
            throw ApiError.parameterInvalid(
                    "shipping", "The seller's server tells where this Checkout Session sends to.");
        sent.put("name", shipping.text("name").orElse(""));
        var address = shipping.hash("address").orElseThrow();
        for (var name : PLACE)
            if (!name.equals("name")) sent.put(name, address.text(name).orElse(""));
        if (!Typed.countries(session).contains(sent.get("country")))
            throw ApiError.parameterInvalid(
                    "shipping[address][country]", "The seller does not ship to this country.");
    }

    private Session found(Call call) {
        return Session.Id.parse(call.path("session"))
                .flatMap(id -> call.read(tx -> sql.find(tx, call.account(), id)))
                .orElseThrow(() -> ApiError.missing("checkout.session", call.path("session")));
    }

    private Answer confirm(Call call) {
        var session = found(call);
        var params = call.params();
        if (session.wantsCard() && !params.has("payment_method"))
            throw ApiError.parameterMissing("payment_method");
        var id = params.text("payment_method");
        var method =
                id.flatMap(PaymentMethod.Id::parse).flatMap(m -> vault.find(call.account(), m));
        if (id.isPresent() && method.isEmpty())
            throw ApiError.missingReference("PaymentMethod", id.get(), "payment_method");
        checkAnswers(session);
        if (Typed.wantsHome(session)) checkHome(method);
        // What was over before is told without its buyer: others may hold its address.
        if (session.state() == Session.State.COMPLETE)
            return Answer.ok(SessionJson.renderOver(session));
        return answer(pressed(call, session, method));
    }

    /** What the seller wants to know must be known: from the script, or else the page asks it. */
    private static void checkAnswers(Session session) {
        boolean page = isByScript(session);
        var problems = page ? Typed.of(session).problems(session) : List.<Typed.Problem>of();
        for (var problem : problems)
            if (!problem.field().startsWith(Typed.Home.PREFIX))
                throw ApiError.parameterInvalid(problem.field(), problem.says());
        boolean more =
                session.body().path("shipping_address_collection").isObject()
                        || Typed.wantsTerms(session)
                        || Questions.hasAny(session);
        if (more && !page)
            throw ApiError.invalid(
                    "This Checkout Session asks the buyer for more than a card: use its page.");
    }

    /** Without our page the billing address is what the card was entered with. */
    private static void checkHome(Optional<PaymentMethod> method) {
        var address = method.map(m -> m.billing().address());
        boolean known =
                address.filter(a -> a.line1().isPresent() && a.country().isPresent()).isPresent();
        if (!known)
            throw ApiError.parameterInvalid(
                    "payment_method",
                    "This Checkout Session collects the billing address: give the payment method"
                            + " billing_details[address].");
    }

    /** Whether the seller's own page asks, by the script. */
    private static boolean isByScript(Session session) {
        return session.body().path("ui_mode").asText().matches("elements|form");
    }

    private PayResult pressed(Call call, Session session, Optional<PaymentMethod> method) {
        Consumer<ObjectNode> buyer =
                body -> {
                    if (isByScript(session)) {
                        Typed.of(session).tell(session, body);
                        if (Typed.wantsHome(session))
                            method.ifPresent(m -> SessionJson.home(body, m.billing()));
                    } else method.ifPresent(m -> SessionJson.customerDetails(body, m.billing()));
                };
        var id = method.map(PaymentMethod::id);
        var amount = call.params().integer("expected_amount");
        // With a secret key it is the seller's server that asks.
        var address =
                call.isPublic() ? Optional.of(call.remoteAddress()) : Optional.<String>empty();
        if (session.isSetup()) {
            if (amount.isPresent() && amount.get() != 0)
                throw ApiError.parameterInvalid(
                        "expected_amount", "Nothing is paid by this Checkout Session.");
            return visits.pay(session, id, buyer, address);
        }
        var expected =
                amount.map(seen -> Money.of(seen, session.total().currency()))
                        .orElse(session.total());
        return visits.pay(session, id, expected, buyer, address);
    }

    private Answer answer(PayResult result) {
        return switch (result) {
            case PayResult.Complete(var complete) -> Answer.ok(SessionJson.renderPublic(complete));
            case PayResult.NeedsAction(var waiting, var url) -> Answer.ok(view.of(waiting));
            case PayResult.Declined(var code, var declineCode, var says) ->
                    throw code.isEmpty()
                            ? ApiError.invalid(says)
                            : ApiError.card(code, declineCode, says);
            case PayResult.Changed(var now) ->
                    throw ApiError.parameterInvalid(
                            "expected_amount",
                            "The amount of this Checkout Session is " + now.total().minor() + ".");
            case PayResult.Checking() -> throw ApiError.lockTimeout();
            case PayResult.Over() -> throw ApiError.invalid("This Checkout Session has expired.");
        };
    }
}
