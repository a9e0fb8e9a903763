package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Tx;
import hawker.setups.SetupIntent;
import hawker.terminal.Presenting.End;
import hawker.terminal.ThingsSql.Kind;
import hawker.vault.PaymentMethod;
import hawker.vault.Tokenised;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Readers that wait for cards: payments, cards kept for later, refunds. */
final class CardsHttp {

    private static final String ONE = ReadersHttp.URL + "/{id}";
    private static final String PRESENT =
            "/v1/test_helpers/terminal/readers/{id}/present_payment_method";

    private static final Param CANCELLATION = Param.flag("enable_customer_cancellation");
    private static final Param RETURN = Param.text("return_url", 5_000);
    private static final Param SKIP = Param.flag("skip_tipping");
    private static final Param TIPPING =
            Param.hash("tipping", Param.amountOrZero("amount_eligible"));

    private static final String REDISPLAY = "allow_redisplay";
    private static final Param REDISPLAYED =
            Param.oneOf(REDISPLAY, "always", "limited", "unspecified");

    private static final String COLLECT = "collect_payment_method";

    private final Things things;
    private final ActionsHttp actions;
    private final Presenting presenting;
    private final Presenting.Doors doors;

    CardsHttp(Things things, ActionsHttp actions, Presenting presenting, Presenting.Doors doors) {
        this.things = things;
        this.actions = actions;
        this.presenting = presenting;
        this.doors = doors;
    }

    List<Operation> operations() {
        var intent = Param.id("payment_intent").required();
        return List.of(
                Operation.post(
                        ONE + "/process_payment_intent",
                        Shape.of(
                                intent,
                                Param.hash(
                                        "process_config",
                                        REDISPLAYED,
                                        CANCELLATION,
                                        RETURN,
                                        SKIP,
                                        TIPPING)),
                        call -> forIntent(call, "process_payment_intent", "process_config")),
                Operation.post(
                        ONE + "/collect_payment_method",
                        Shape.of(
                                intent,
                                Param.hash(
                                        "collect_config",
                                        REDISPLAYED,
                                        CANCELLATION,
                                        SKIP,
                                        TIPPING)),
                        call -> forIntent(call, COLLECT, "collect_config")),
                Operation.post(
                        ONE + "/confirm_payment_intent",
                        Shape.of(intent, Param.hash("confirm_config", RETURN)),
                        this::confirm),
                Operation.post(
                        ONE + "/process_setup_intent",
                        Shape.of(
                                Param.id("setup_intent").required(),
                                REDISPLAYED.required(),
                                Param.hash("process_config", CANCELLATION)),
                        this::setUp),
                Operation.post(
                        ONE + "/refund_payment",
                        Shape.of(
                                Param.amount("amount"),
                                Param.id("charge"),
                                Param.id("payment_intent"),
                                Param.metadata(),
                                Param.oneOf(
                                        "reason",
                                        "duplicate",
                                        "fraudulent",
                                        "requested_by_customer"),
                                Param.flag("refund_application_fee"),
                                Param.flag("reverse_transfer"),
                                Param.hash("refund_payment_config", CANCELLATION)),
                        this::refund),
                Operation.post(
                        PRESENT,
                        Shape.of(Vault.presentParams()).plus(Param.amountOrZero("amount_tip")),
                        this::present));
    }

    /** An action about a payment that waits for a card. */
    private Answer forIntent(Call call, String type, String config) {
        var intent = payable(call);
        return begin(
                call,
                type,
                of -> {
                    of.put("payment_intent", intent.id().text());
                    config(call, of, config);
                });
    }

    private static void config(Call call, ObjectNode of, String name) {
        var config = call.params().hash(name);
        if (config.isEmpty()) return;
        var told = of.putObject(name);
        config.get().mergeInto(told);
        // It is the card's, and no part of what the reader shows.
        told.remove(REDISPLAY);
    }

    private interface Filling {
        void fill(ObjectNode of);
    }

    private Answer begin(Call call, String type, Filling filling) {
        var action = ActionsHttp.action(type);
        filling.fill(action.putObject(type));
        return call.write(tx -> {
            var reader =
                    things.changed(
                            tx,
                            call,
                            Kind.READER,
                            body -> {
                                if (ActionsHttp.busy(body)) throw ActionsHttp.readerBusy();
                                body.set("action", action);
                            });
            things.sql()
                    .begin(
                            call.account(),
                            tx,
                            call.path("id"),
                            new ThingsSql.Doing(
                                    "reader_" + things.platform().ids().token(16),
                                    redisplay(call)));
            return Answer.ok(reader);
        });
    }

    /** Whether a page may show again what is generated from the card. */
    private static String redisplay(Call call) {
        var params = call.params();
        return params.text(REDISPLAY)
                .or(() -> params.hash("process_config").flatMap(of -> of.text(REDISPLAY)))
                .or(() -> params.hash("collect_config").flatMap(of -> of.text(REDISPLAY)))
                .orElse("unspecified");
    }

    /** An intent that takes cards at readers and still wants one. */
    private PaymentIntent payable(Call call) {
        var id = call.params().requiredText("payment_intent");
        var intent =
                PaymentIntent.Id.parse(id)
                        .flatMap(parsed -> doors.payments().find(call.account(), parsed))
                        .orElseThrow(() ->
                                ApiError.missingReference("payment_intent", id, "payment_intent"));
        var types = intent.terms().methods().types();
        if (!types.contains("card_present") && !types.contains("interac_present"))
            throw ApiError.parameterInvalid(
                    "payment_intent",
                    "The PaymentIntent must have `card_present` or `interac_present` among its"
                            + " payment_method_types.");
        boolean open =
                intent.state() instanceof State.RequiresPaymentMethod
                        || intent.state() instanceof State.RequiresConfirmation;
        if (!open)
            throw ApiError.unexpectedState(
                    "payment_intent_unexpected_state",
                    "The PaymentIntent has a status of "
                            + intent.status()
                            + " and cannot be processed at a reader.");
        return intent;
    }

    /** Charges the card that was collected last; nobody has to hold it there again. */
    private Answer confirm(Call call) {
        var intent = payable(call);
        var account = call.account();
        var reader = call.path("id");
        var action = ActionsHttp.action("confirm_payment_intent");
        var of = action.putObject("confirm_payment_intent");
        of.put("payment_intent", intent.id().text());
        config(call, of, "confirm_config");
        record Begun(String who, PaymentMethod.Id card) {}
        var begun =
                things.platform()
                        .tx()
                        .inAccount(
                                account,
                                tx -> {
                                    var body =
                                            things.sql()
                                                    .lock(account, tx, Kind.READER, reader)
                                                    .orElseThrow(() -> noReader(reader));
                                    var card = collected(body, intent);
                                    checkLast(tx, account, reader, intent);
                                    body.set("action", action);
                                    things.sql().update(account, tx, body);
                                    return new Begun(
                                            presenting.claim(tx, account, reader, action), card);
                                });
        var card =
                doors.vault()
                        .find(account, begun.card())
                        .orElseThrow(() -> new IllegalStateException("no " + begun.card()));
        var none = Optional.<Long>empty();
        return ended(call, begun.who(), presenting.act(account, reader, action, card, none));
    }

    private static PaymentMethod.Id collected(ObjectNode reader, PaymentIntent intent) {
        if (ActionsHttp.busy(reader)) throw ActionsHttp.readerBusy();
        var collect = reader.path("action").path(COLLECT);
        if (!collect.path("payment_intent").asText().equals(intent.id().text())
                || !collect.has("payment_method"))
            throw ApiError.invalid(
                    "The reader has not collected a payment method for this PaymentIntent.");
        return new PaymentMethod.Id(collect.path("payment_method").path("id").asText());
    }

    /** The tip is that of the buyer who was asked last, and so must be the card. */
    private void checkLast(Tx tx, AccountId account, String reader, PaymentIntent intent) {
        var last = things.sql().lastReader(account, tx, intent.id().text());
        if (last.isPresent() && !last.get().equals(reader))
            throw ApiError.invalid(
                    "Another reader has read a card for this PaymentIntent since. Collect a payment"
                            + " method again.");
    }

    private static ApiError noReader(String id) {
        return ApiError.missing(Kind.READER.object, id);
    }

    private Answer setUp(Call call) {
        var id = call.params().requiredText("setup_intent");
        var intent =
                SetupIntent.Id.parse(id)
                        .flatMap(parsed -> doors.setups().find(call.account(), parsed))
                        .orElseThrow(() ->
                                ApiError.missingReference("setup_intent", id, "setup_intent"));
        if (!intent.isOpen())
            throw ApiError.unexpectedState(
                    "setup_intent_unexpected_state",
                    "The SetupIntent cannot be processed at a reader any more.");
        return begin(
                call,
                "process_setup_intent",
                of -> {
                    of.put("setup_intent", id);
                    config(call, of, "process_config");
                });
    }

    private Answer refund(Call call) {
        var params = call.params();
        var charge = charge(call);
        return begin(
                call,
                "refund_payment",
                of -> {
                    params.integer("amount").ifPresent(amount -> of.put("amount", amount));
                    of.put("charge", charge.id().text());
                    charge.intent().ifPresent(id -> of.put("payment_intent", id.text()));
                    params.metadata().ifPresent(m -> of.set("metadata", Json.metadata(m)));
                    params.text("reason").ifPresent(reason -> of.put("reason", reason));
                    BiConsumer<String, Boolean> flag = of::put;
                    for (var name : List.of("refund_application_fee", "reverse_transfer"))
                        params.flag(name).ifPresent(on -> flag.accept(name, on));
                    config(call, of, "refund_payment_config");
                });
    }

    /** The charge, or that of the intent. */
    private Charge charge(Call call) {
        var params = call.params();
        if (params.has("charge") == params.has("payment_intent"))
            throw ApiError.parametersExclusive("charge", "payment_intent");
        var account = call.account();
        if (params.has("charge")) {
            var id = params.requiredText("charge");
            return Charge.Id.parse(id)
                    .flatMap(parsed -> doors.payments().charge(account, parsed))
                    .orElseThrow(() -> ApiError.missingReference("charge", id, "charge"));
        }
        var id = params.requiredText("payment_intent");
        return PaymentIntent.Id.parse(id)
                .flatMap(parsed -> doors.payments().find(account, parsed))
                .flatMap(PaymentIntent::latestCharge)
                .flatMap(found -> doors.payments().charge(account, found))
                .orElseThrow(
                        () -> ApiError.missingReference("payment_intent", id, "payment_intent"));
    }

    /** Somebody holds a published test card to a simulated reader. */
    private Answer present(Call call) {
        ActionsHttp.testModeOnly(call);
        var account = call.account();
        var id = call.path("id");
        var reader = things.found(call, Kind.READER, id);
        // Looked at before a card is read for nothing, and once more when nobody can change it.
        checkTip(call, Presenting.waiting(reader));
        var card = read(call, account, reader);
        var claimed = presenting.claim(account, id, action -> checkTip(call, action));
        var tip = call.params().integer("amount_tip");
        return ended(call, claimed.who(), presenting.act(account, id, claimed.action(), card, tip));
    }

    /** A tip is asked for with payments only, unless their seller does not want it. */
    private static void checkTip(Call call, ObjectNode action) {
        if (!call.params().has("amount_tip")) return;
        var type = action.path("type").asText();
        var config = type.equals("process_payment_intent") ? "process_config" : "collect_config";
        boolean pays = type.equals("process_payment_intent") || type.equals(COLLECT);
        if (!pays || action.path(type).path(config).path("skip_tipping").asBoolean())
            throw ApiError.parameterInvalid(
                    "amount_tip", "The reader does not ask for a tip with this action.");
    }

    /** The number goes to the vault as it came, and nothing here looks at it. */
    private PaymentMethod read(Call call, AccountId account, ObjectNode reader) {
        var read =
                doors.vault()
                        .present(
                                account,
                                call.params(),
                                reader.path("id").asText(),
                                reader.path("location").asText(),
                                presenting.redisplay(account, reader.path("id").asText()));
        return switch (read) {
            case Tokenised.Made(var method) -> method;
            case Tokenised.InvalidCard(var code, var param, var message) ->
                    throw ApiError.invalid(code, param, message);
        };
    }

    private Answer ended(Call call, String who, End end) {
        var type = end instanceof End.Good ? ActionsHttp.SUCCEEDED : ActionsHttp.FAILED;
        return call.write(tx -> {
            var reader = presenting.finish(tx, call.account(), call.path("id"), who, end);
            reader.ifPresent(now -> actions.tell(tx, call, now, type));
            return Answer.ok(reader.orElseThrow(ActionsHttp::readerBusy));
        });
    }
}
