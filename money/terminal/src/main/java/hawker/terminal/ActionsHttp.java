package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.platform.Event;
import hawker.platform.Tx;
import hawker.terminal.ThingsSql.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What readers are told to do, and in test mode, who stands before them. */
final class ActionsHttp {

    static final String SUCCEEDED = "terminal.reader.action_succeeded";
    static final String FAILED = "terminal.reader.action_failed";

    private static final String ONE = ReadersHttp.URL + "/{id}";
    private static final String HELPER = "/v1/test_helpers/terminal/readers/{id}";

    private final Things things;

    ActionsHttp(Things things) {
        this.things = things;
    }

    List<Operation> operations() {
        var item =
                Param.hash(
                        "item",
                        Param.amountOrZero("amount").required(),
                        Param.text("description", 200).required(),
                        Param.integer("quantity", 1, 10_000).required());
        var display =
                Shape.of(
                        Param.oneOf("type", "cart").required(),
                        Param.hash(
                                "cart",
                                Param.currency("currency").required(),
                                Param.list("line_items", item).required(),
                                Param.amountOrZero("tax"),
                                Param.amountOrZero("total").required()));
        return List.of(
                Operation.post(ONE + "/set_reader_display", display, this::display),
                Operation.post(
                        ONE + "/collect_inputs",
                        Shape.of(Inputs.param(), Param.metadata()),
                        this::collect),
                Operation.post(ONE + "/cancel_action", Shape.of(), this::cancel),
                Operation.post(
                        HELPER + "/succeed_input_collection",
                        Shape.of(Param.oneOf("skip_non_required_inputs", "all", "none")),
                        this::succeed),
                Operation.post(HELPER + "/timeout_input_collection", Shape.of(), this::timeOut));
    }

    /** A new action of a kind, in progress. */
    static ObjectNode action(String type) {
        return Json.object()
                .putNull("api_error")
                .putNull("failure_code")
                .putNull("failure_message")
                .put("status", "in_progress")
                .put("type", type);
    }

    /** A simulated reader shows a basket at once. */
    private Answer display(Call call) {
        var cart = call.params().hash("cart").orElseThrow(() -> ApiError.parameterMissing("cart"));
        var action = action("set_reader_display");
        var shown = action.putObject("set_reader_display").put("type", "cart").putObject("cart");
        shown.put("currency", cart.requiredCurrency("currency").code());
        var items = shown.putArray("line_items");
        for (var item : cart.hashes("line_items"))
            items.addObject()
                    .put("amount", item.requiredInteger("amount"))
                    .put("description", item.requiredText("description"))
                    .put("quantity", item.requiredInteger("quantity"));
        cart.integer("tax")
                .ifPresentOrElse(tax -> shown.put("tax", tax), () -> shown.putNull("tax"));
        shown.put("total", cart.requiredInteger("total"));
        action.put("status", "succeeded");
        return start(call, action, Optional.of(SUCCEEDED));
    }

    private Answer collect(Call call) {
        return start(call, Inputs.action(call.params()), Optional.empty());
    }

    private Answer start(Call call, ObjectNode action, Optional<String> told) {
        return call.write(tx -> {
            var reader =
                    things.changed(
                            tx,
                            call,
                            Kind.READER,
                            body -> {
                                if (busy(body)) throw readerBusy();
                                body.set("action", action);
                            });
            told.ifPresent(type -> tell(tx, call, reader, type));
            return Answer.ok(reader);
        });
    }

    static ApiError readerBusy() {
        return ApiError.unexpectedState(
                "terminal_reader_busy", "Reader is currently busy processing another request.");
    }

    static boolean busy(ObjectNode reader) {
        return reader.path("action").path("status").asText("").equals("in_progress");
    }

    private Answer cancel(Call call) {
        return call.write(tx -> {
            var reader = things.changed(tx, call, Kind.READER, body -> body.putNull("action"));
            // A card that is being charged cannot be taken away any more.
            if (Presenting.isUnderWay(things, tx, call.account(), call.path("id")))
                throw readerBusy();
            return Answer.ok(reader);
        });
    }

    private Answer succeed(Call call) {
        boolean all = !call.params().text("skip_non_required_inputs").equals(Optional.of("all"));
        return ended(
                call,
                SUCCEEDED,
                action -> {
                    Inputs.answer(action, all);
                    action.put("status", "succeeded");
                });
    }

    private Answer timeOut(Call call) {
        return ended(
                call,
                FAILED,
                action ->
                        action.put("status", "failed")
                                .put("failure_code", "input_collection_timed_out")
                                .put(
                                        "failure_message",
                                        "Nobody answered before the reader stopped asking."));
    }

    static void testModeOnly(Call call) {
        if (call.account().livemode())
            throw ApiError.unknownRoute("POST", "/v1/test_helpers/terminal/readers");
    }

    private Answer ended(Call call, String type, Consumer<ObjectNode> effect) {
        testModeOnly(call);
        return call.write(tx -> {
            var reader =
                    things.changed(
                            tx,
                            call,
                            Kind.READER,
                            body -> {
                                if (!busy(body)
                                        || !(body.get("action") instanceof ObjectNode action)
                                        || !action.has("collect_inputs"))
                                    throw ApiError.invalid("The reader is not collecting inputs.");
                                effect.accept(action);
                            });
            tell(tx, call, reader, type);
            return Answer.ok(reader);
        });
    }

    void tell(Tx tx, Call call, ObjectNode reader, String type) {
        var platform = things.platform();
        platform.events()
                .append(
                        tx,
                        new Event(
                                platform.events().newId(call.account()),
                                call.account(),
                                List.of(type),
                                reader.path("id").asText(),
                                1,
                                Optional.of(Json.text(reader)),
                                Optional.of(call.requestId()),
                                call.idempotencyKey(),
                                platform.clock().now()));
    }
}
