package hawker.billing;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.pricing.Cause;
import java.time.Duration;
import java.util.List;

/** {@code /v1/test_helpers/test_clocks}. */
final class ClocksHttp {

    private static final String BASE = "/v1/test_helpers/test_clocks";
    private static final String ONE = BASE + "/{id}";

    /** How long a clock stays (docs). */
    private static final Duration STAYS = Duration.ofDays(7);

    private final Documents documents;
    private final Advancing advancing;

    ClocksHttp(Documents documents, Advancing advancing) {
        this.documents = documents;
        this.advancing = advancing;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        BASE,
                        Shape.of(
                                Param.timestamp("frozen_time").required(), Param.text("name", 300)),
                        this::create),
                Operation.get(BASE, Shape.of(Param.paging()), this::list),
                Operation.get(ONE, Shape.of(), call -> shown(call)),
                Operation.post(
                        ONE + "/advance",
                        Shape.of(Param.timestamp("frozen_time").required()),
                        this::advance),
                Operation.delete(ONE, this::delete));
    }

    private static void checkTest(Call call) {
        if (call.account().livemode())
            throw ApiError.invalid("Test clocks exist in test mode only.");
    }

    private Answer create(Call call) {
        checkTest(call);
        var params = call.params();
        var now = documents.now();
        var body = Json.object();
        body.put("deletes_after", Json.seconds(now.plus(STAYS)));
        body.put("frozen_time", Json.seconds(params.timestamp("frozen_time").orElseThrow()));
        Json.put(body, "name", params.text("name"));
        body.put("status", "ready");
        body.putObject("status_details");
        return call.write(tx -> {
            var id = documents.newId(call.account(), Kind.TEST_CLOCK);
            var clock =
                    documents.put(
                            tx, call.account(), Kind.TEST_CLOCK, id, now, body, Json.object());
            documents.tell(tx, clock, Cause.of(call), "test_helpers.test_clock.created");
            return InvoicesHttp.shown(clock);
        });
    }

    private Answer shown(Call call) {
        return InvoicesHttp.shown(documents.named(call, Kind.TEST_CLOCK));
    }

    private Answer list(Call call) {
        var wanted = DocumentsSql.Wanted.of(Json.object());
        return Lists.answer(
                BASE, documents.list(call.account(), Kind.TEST_CLOCK, wanted, call.page()));
    }

    private Answer advance(Call call) {
        var target = call.params().timestamp("frozen_time").orElseThrow();
        return call.write(tx ->
                InvoicesHttp.shown(
                        advancing.begin(
                                tx,
                                documents.held(
                                        tx, call.account(), Kind.TEST_CLOCK, call.path("id")),
                                target,
                                Cause.of(call))));
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            advancing.delete(
                    tx,
                    documents.held(tx, call.account(), Kind.TEST_CLOCK, call.path("id")),
                    Cause.of(call));
            return Answer.deleted("test_helpers.test_clock", call.path("id"));
        });
    }
}
