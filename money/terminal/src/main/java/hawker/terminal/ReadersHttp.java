package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.terminal.ThingsSql.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/terminal/readers}: devices and where they stand. */
final class ReadersHttp {

    static final String URL = "/v1/terminal/readers";

    /** The codes that simulated readers are registered with (docs: terminal testing). */
    private static final Map<String, String> SIMULATED =
            Map.of(
                    "simulated-wpe", "simulated_wisepos_e",
                    "simulated-s700", "simulated_stripe_s700",
                    "simulated-s710", "simulated_stripe_s710");

    private final Things things;

    ReadersHttp(Things things) {
        this.things = things;
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                        Param.text("registration_code", 200).required(),
                        Param.text("label", 200),
                        Param.id("location"),
                        Param.metadata());
        var list =
                Shape.of(
                        Param.text("device_type", 60),
                        Param.id("location"),
                        Param.text("serial_number", 100),
                        Param.oneOf("status", "offline", "online"),
                        Param.paging());
        var update = Shape.of(Param.text("label", 200).nullable(), Param.metadata());
        return List.of(
                Operation.post(URL, create, this::create),
                Operation.get(URL, list, this::list),
                Operation.get(
                        URL + "/{id}", Shape.of(), call -> things.retrieve(call, Kind.READER)),
                Operation.post(URL + "/{id}", update, this::update),
                Operation.delete(URL + "/{id}", this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        var code = params.requiredText("registration_code");
        var device =
                Optional.ofNullable(SIMULATED.get(code)).filter(d -> !call.account().livemode());
        if (device.isEmpty())
            throw ApiError.invalid(
                    "terminal_reader_invalid_registration_code",
                    "registration_code",
                    "The registration code '" + code + "' is invalid or has expired.");
        if (params.text("location").isEmpty()) throw ApiError.parameterMissing("location");
        things.found(call, Kind.LOCATION, params.requiredText("location"));
        var body = things.fresh(call, Kind.READER, "tmr");
        if (!body.has("metadata")) body.set("metadata", Json.object());
        var serial = "SIM-" + body.path("id").asText().substring(4, 16).toUpperCase(Locale.ROOT);
        body.putNull("action")
                .putNull("device_sw_version")
                .put("device_type", device.get())
                .put("ip_address", "0.0.0.0")
                .put("label", params.text("label").orElse(serial))
                .put("last_seen_at", things.platform().clock().now().toEpochMilli())
                .put("location", params.requiredText("location"))
                .put("serial_number", serial)
                .put("status", "online");
        return things.insert(call, Kind.READER, body);
    }

    private Answer list(Call call) {
        var params = call.params();
        return things.list(
                call,
                Kind.READER,
                URL,
                reader ->
                        List.of("device_type", "location", "serial_number", "status").stream()
                                .allMatch(field -> fits(params.text(field), reader, field)));
    }

    private static boolean fits(Optional<String> wanted, ObjectNode reader, String field) {
        return wanted.map(reader.path(field).asText()::equals).orElse(true);
    }

    /** What is deleted still says what it was. */
    private Answer delete(Call call) {
        var id = call.path("id");
        var account = call.account();
        return call.write(tx -> {
            var reader =
                    things.sql()
                            .lock(account, tx, Kind.READER, id)
                            .orElseThrow(() -> ApiError.missing(Kind.READER.object, id));
            if (Presenting.isUnderWay(things, tx, account, id)) throw ActionsHttp.readerBusy();
            things.sql().delete(account, tx, Kind.READER, id);
            return Answer.ok(
                    Json.object()
                            .put("id", id)
                            .put("object", Kind.READER.object)
                            .put("deleted", true)
                            .put("device_type", reader.path("device_type").asText())
                            .put("serial_number", reader.path("serial_number").asText()));
        });
    }

    private Answer update(Call call) {
        var params = call.params();
        return things.change(
                call,
                Kind.READER,
                reader -> {
                    if (params.isUnset("label"))
                        reader.put("label", reader.path("serial_number").asText());
                    params.text("label").ifPresent(label -> reader.put("label", label));
                    Things.metadata(call, reader);
                });
    }
}
