package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.terminal.ThingsSql.Kind;
import java.util.List;

/** {@code /v1/terminal/locations} and {@code /v1/terminal/connection_tokens}. */
final class LocationsHttp {

    private static final String URL = "/v1/terminal/locations";
    private static final int SECRET = 40;

    private static final List<String> JAPANESE =
            List.of("city", "country", "line1", "line2", "postal_code", "state", "town");

    private final Things things;

    LocationsHttp(Things things) {
        this.things = things;
    }

    private static Param address() {
        return Param.hash(
                "address",
                Param.text("city", 5_000),
                Param.text("country", 2),
                Param.text("line1", 5_000),
                Param.text("line2", 5_000).nullable(),
                Param.text("postal_code", 5_000),
                Param.text("state", 5_000));
    }

    /** An address as it is written in Japan. */
    private static Param japanese(String name) {
        return Param.hash(
                name,
                Param.text("city", 5_000).nullable(),
                Param.text("country", 2).nullable(),
                Param.text("line1", 5_000).nullable(),
                Param.text("line2", 5_000).nullable(),
                Param.text("postal_code", 5_000).nullable(),
                Param.text("state", 5_000).nullable(),
                Param.text("town", 5_000).nullable());
    }

    private static Param[] inJapan() {
        return new Param[] {
            japanese("address_kana"),
            japanese("address_kanji"),
            Param.text("display_name_kana", 1_000).nullable(),
            Param.text("display_name_kanji", 1_000).nullable()
        };
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                                address().required(),
                                Param.text("display_name", 1_000).required(),
                                Param.text("phone", 40),
                                Param.id("configuration_overrides"),
                                Param.metadata())
                        .plus(inJapan());
        var update =
                Shape.of(
                                address(),
                                Param.text("display_name", 1_000),
                                Param.text("phone", 40).nullable(),
                                Param.id("configuration_overrides").nullable(),
                                Param.metadata())
                        .plus(inJapan());
        return List.of(
                Operation.post(URL, create, this::create),
                Operation.get(
                        URL,
                        Shape.of(Param.paging()),
                        call -> things.list(call, Kind.LOCATION, URL, each -> true)),
                Operation.get(
                        URL + "/{id}", Shape.of(), call -> things.retrieve(call, Kind.LOCATION)),
                Operation.post(URL + "/{id}", update, this::update),
                Operation.delete(URL + "/{id}", this::delete),
                Operation.post(
                        "/v1/terminal/connection_tokens",
                        Shape.of(Param.id("location")),
                        this::token));
    }

    private Answer create(Call call) {
        var params = call.params();
        var country = params.hash("address").flatMap(address -> address.text("country"));
        if (country.isEmpty()) throw ApiError.parameterMissing("address[country]");
        var body = things.fresh(call, Kind.LOCATION, "tml");
        if (!body.has("metadata")) body.set("metadata", Json.object());
        var address = body.putObject("address");
        for (var field : List.of("city", "country", "line1", "line2", "postal_code", "state"))
            address.putNull(field);
        params.hash("address").ifPresent(told -> told.mergeInto(address));
        body.put("display_name", params.requiredText("display_name"));
        params.text("phone").ifPresent(phone -> body.put("phone", phone));
        inJapan(params, body);
        overrides(call, body);
        return things.insert(call, Kind.LOCATION, body);
    }

    private static void inJapan(Params params, ObjectNode body) {
        for (var name : List.of("display_name_kana", "display_name_kanji")) {
            if (params.isUnset(name)) body.remove(name);
            params.text(name).ifPresent(text -> body.put(name, text));
        }
        for (var name : List.of("address_kana", "address_kanji")) {
            var told = params.hash(name);
            if (told.isEmpty()) continue;
            var address = body.withObject("/" + name);
            for (var field : JAPANESE) if (!address.has(field)) address.putNull(field);
            told.get().mergeInto(address);
        }
    }

    private void overrides(Call call, ObjectNode body) {
        var configuration = call.params().text("configuration_overrides");
        if (configuration.isEmpty()) return;
        things.found(call, Kind.CONFIGURATION, configuration.get());
        body.put("configuration_overrides", configuration.get());
    }

    private Answer update(Call call) {
        var params = call.params();
        return things.change(
                call,
                Kind.LOCATION,
                body -> {
                    if (body.get("address") instanceof ObjectNode address)
                        params.hash("address").ifPresent(told -> told.mergeInto(address));
                    params.text("display_name").ifPresent(name -> body.put("display_name", name));
                    inJapan(params, body);
                    if (params.isUnset("phone")) body.remove("phone");
                    params.text("phone").ifPresent(phone -> body.put("phone", phone));
                    if (params.isUnset("configuration_overrides"))
                        body.remove("configuration_overrides");
                    overrides(call, body);
                    Things.metadata(call, body);
                });
    }

    private Answer delete(Call call) {
        var id = call.path("id");
        boolean used =
                call.read(tx -> things.sql().all(call.account(), tx, Kind.READER)).stream()
                        .anyMatch(reader -> reader.path("location").asText().equals(id));
        if (used)
            throw ApiError.invalid("Location " + id + " cannot be deleted because it has readers.");
        return things.delete(call, Kind.LOCATION);
    }

    /** Not kept: a reader of the simulation asks nobody whether it is good. */
    private Answer token(Call call) {
        var location = call.params().text("location");
        location.ifPresent(id -> things.found(call, Kind.LOCATION, id));
        var mode = call.account().livemode() ? "live" : "test";
        var token =
                Json.object()
                        .put("object", "terminal.connection_token")
                        .put("secret", "pst_" + mode + "_" + things.platform().ids().token(SECRET));
        location.ifPresent(id -> token.put("location", id));
        return call.write(tx -> Answer.ok(token));
    }
}
