package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Charge;
import hawker.payments.Judge;
import hawker.platform.Platform;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v1/radar/payment_evaluations}: what the judge would say of a payment that is not
 * made. Nothing is counted and nothing kept: who asks twice is told the same.
 */
final class EvaluationsHttp {

    private static final String URL = "/v1/radar/payment_evaluations";

    private final Platform platform;
    private final Vault vault;
    private final Judge judge;

    EvaluationsHttp(Platform platform, Vault vault, Judge judge) {
        this.platform = platform;
        this.vault = vault;
        this.judge = judge;
    }

    List<Operation> operations() {
        return List.of(Operation.post(URL, shape(), this::create));
    }

    private static Shape shape() {
        var customer =
                Param.hash(
                                "customer_details",
                                Param.id("customer"),
                                Param.id("customer_account"),
                                Param.text("email", 800),
                                Param.text("name", 5_000),
                                Param.text("phone", 5_000))
                        .required();
        var payment =
                Param.hash(
                                "payment_details",
                                Param.amount("amount").required(),
                                Param.currency("currency").required(),
                                Param.text("description", 5_000),
                                movement(),
                                Param.hash(
                                                "payment_method_details",
                                                details("billing_details", true),
                                                Param.id("payment_method").required())
                                        .required(),
                                details("shipping_details", false),
                                Param.text("statement_descriptor", 22))
                        .required();
        return Shape.of(
                Param.hash("client_device_metadata_details", Param.id("radar_session").required()),
                customer,
                payment,
                Param.metadata());
    }

    private static Param movement() {
        return Param.hash(
                "money_movement_details",
                Param.oneOf("money_movement_type", "card").required(),
                Param.hash(
                        "card",
                        Param.oneOf("customer_presence", "off_session", "on_session"),
                        Param.oneOf(
                                "payment_type",
                                "one_off",
                                "recurring",
                                "setup_one_off",
                                "setup_recurring")));
    }

    private static Param details(String name, boolean email) {
        var address =
                Param.hash(
                        "address",
                        Param.text("city", 5_000),
                        Param.text("country", 5_000),
                        Param.text("line1", 5_000),
                        Param.text("line2", 5_000),
                        Param.text("postal_code", 5_000),
                        Param.text("state", 5_000));
        var called = Param.text("name", 5_000);
        var phone = Param.text("phone", 5_000);
        return email
                ? Param.hash(name, address, Param.text("email", 800), called, phone)
                : Param.hash(name, address, called, phone);
    }

    private Answer create(Call call) {
        var params = call.params();
        var details = params.hash("payment_details").orElseThrow();
        var asked = details.hash("payment_method_details").orElseThrow();
        var method = method(call.account(), asked.requiredText("payment_method"));
        var now = platform.clock().now();
        var id = platform.ids().ordinary("peval", call.account());
        var verdict =
                judge.judge(payment(call, details, method, id)).orElseThrow(ApiError::unavailable);
        return call.write(tx -> Answer.ok(json(call, id, now, verdict)));
    }

    private PaymentMethod method(AccountId account, String id) {
        var method =
                PaymentMethod.Id.parse(id)
                        .flatMap(known ->
                                vault.find(account, known)
                                        .or(() -> vault.createFixed(account, known.text())))
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "payment_method",
                                        id,
                                        "payment_details[payment_method_details][payment_method]"));
        if (!method.isCard())
            throw ApiError.parameterInvalid(
                    "payment_details[payment_method_details][payment_method]",
                    "Only payments by card are evaluated; this payment method is of the type `"
                            + method.type()
                            + "`.");
        return method;
    }

    private Judge.Payment payment(Call call, Params details, PaymentMethod method, String id) {
        var customer = call.params().hash("customer_details").orElseThrow();
        var billed =
                details.hash("payment_method_details")
                        .flatMap(sent -> sent.hash("billing_details"))
                        .map(sent -> Vault.billing(Optional.of(sent)));
        return new Judge.Payment(
                call.account(),
                // It is no charge; the judge only names it when something goes wrong.
                new Charge.Id("ch_" + id.substring("peval_".length())),
                Money.of(details.requiredInteger("amount"), details.requiredCurrency("currency")),
                billed.map(known -> billed(method, known)).orElse(method),
                customer.text("customer").or(method::customer),
                customer.text("email")
                        .or(() -> billed.flatMap(Billing::email))
                        .or(() -> method.billing().email()),
                details.text("description"),
                call.params().metadata().orElse(Map.of()),
                Optional.empty(),
                presence(details).equals(Optional.of("off_session")),
                // Looked at and not paid: it does not count.
                true);
    }

    /** The method with who it is said to belong to now; nothing of it is written. */
    private static PaymentMethod billed(PaymentMethod method, Billing billing) {
        return new PaymentMethod(
                method.id(),
                method.account(),
                method.instrument(),
                method.source(),
                billing,
                method.state(),
                method.customer(),
                method.allowRedisplay(),
                method.metadata(),
                method.created());
    }

    private static Optional<String> presence(Params details) {
        return details.hash("money_movement_details")
                .flatMap(sent -> sent.hash("card"))
                .flatMap(sent -> sent.text("customer_presence"));
    }

    private static ObjectNode json(Call call, String id, Instant now, Judge.Verdict verdict) {
        var params = call.params();
        var node = Json.object().put("id", id).put("object", "radar.payment_evaluation");
        params.hash("client_device_metadata_details")
                .ifPresent(sent ->
                        node.putObject("client_device_metadata_details")
                                .put("radar_session", sent.requiredText("radar_session")));
        node.put("created_at", Json.seconds(now));
        node.set("customer_details", customer(params.hash("customer_details").orElseThrow()));
        node.putArray("events");
        node.put("livemode", call.account().livemode());
        node.set("metadata", Json.metadata(params.metadata().orElse(Map.of())));
        // Nothing was paid with it.
        node.putNull("outcome");
        node.set("payment_details", details(params.hash("payment_details").orElseThrow()));
        node.put(
                "recommended_action",
                verdict.action() == Judge.Action.BLOCK ? "block" : "continue");
        node.putObject("signals")
                .putNull("early_fraud_warning")
                .putNull("fraudulent_dispute")
                .putObject("fraudulent_payment")
                .put("evaluated_at", Json.seconds(now))
                .put("risk_level", verdict.level().text())
                .put("score", verdict.score());
        return node;
    }

    private static ObjectNode customer(Params sent) {
        return texts(sent, "customer", "customer_account", "email", "name", "phone");
    }

    private static ObjectNode texts(Params sent, String... names) {
        var node = Json.object();
        for (var name : names) Json.put(node, name, sent.text(name));
        return node;
    }

    private static ObjectNode details(Params sent) {
        var node =
                Json.object()
                        .put("amount", sent.requiredInteger("amount"))
                        .put("currency", sent.requiredCurrency("currency").code());
        Json.put(node, "description", sent.text("description"));
        node.putNull("money_movement_details");
        sent.hash("money_movement_details")
                .ifPresent(moved -> {
                    var inner = node.putObject("money_movement_details").putNull("card");
                    moved.hash("card")
                            .ifPresent(card ->
                                    inner.set(
                                            "card",
                                            texts(card, "customer_presence", "payment_type")));
                    inner.put("money_movement_type", "card");
                });
        var method = sent.hash("payment_method_details").orElseThrow();
        var inner = node.putObject("payment_method_details").putNull("billing_details");
        method.hash("billing_details")
                .ifPresent(billed ->
                        inner.set("billing_details", person(billed, "email", "name", "phone")));
        inner.put("payment_method", method.requiredText("payment_method"));
        node.putNull("shipping_details");
        sent.hash("shipping_details")
                .ifPresent(to -> node.set("shipping_details", person(to, "name", "phone")));
        return Json.put(node, "statement_descriptor", sent.text("statement_descriptor"));
    }

    private static ObjectNode person(Params sent, String... names) {
        var node = texts(sent, names);
        var parts = new String[] {"city", "country", "line1", "line2", "postal_code", "state"};
        node.set(
                "address",
                sent.hash("address")
                        .map(address -> texts(address, parts))
                        .orElseGet(() -> {
                            var none = Json.object();
                            for (var part : parts) none.putNull(part);
                            return none;
                        }));
        return node;
    }
}
