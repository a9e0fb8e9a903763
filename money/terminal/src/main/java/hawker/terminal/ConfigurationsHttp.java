package hawker.terminal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.terminal.ThingsSql.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code /v1/terminal/configurations}. */
final class ConfigurationsHttp {

    private static final String URL = "/v1/terminal/configurations";

    /** Currencies in which readers ask for tips (docs: terminal configuration). */
    private static final String[] TIPS = {
        "aed", "aud", "cad", "chf", "czk", "dkk", "eur", "gbp", "gip", "hkd", "huf", "jpy", "mxn",
        "myr", "nok", "nzd", "pln", "ron", "sek", "sgd", "usd"
    };

    private static final List<String> PARTS =
            List.of("bbpos_wisepos_e", "stripe_s700", "tipping", "reboot_window", "offline");

    private final Things things;

    ConfigurationsHttp(Things things) {
        this.things = things;
    }

    private static Shape shape() {
        var tips =
                Arrays.stream(TIPS)
                        .map(currency ->
                                Param.hash(
                                        currency,
                                        Param.list("fixed_amounts", Param.amountOrZero("amount")),
                                        Param.list("percentages", Param.integer("percent", 0, 100)),
                                        Param.amountOrZero("smart_tip_threshold")))
                        .toArray(Param[]::new);
        return Shape.of(
                Param.text("name", 200),
                Param.hash("bbpos_wisepos_e", Param.id("splashscreen")).nullable(),
                Param.hash("stripe_s700", Param.id("splashscreen")).nullable(),
                Param.hash("tipping", tips).nullable(),
                Param.hash(
                                "reboot_window",
                                Param.integer("start_hour", 0, 23).required(),
                                Param.integer("end_hour", 0, 23).required())
                        .nullable(),
                Param.hash("offline", Param.flag("enabled").required()).nullable());
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(URL, shape(), this::create),
                Operation.get(
                        URL,
                        Shape.of(Param.flag("is_account_default"), Param.paging()),
                        this::list),
                Operation.get(
                        URL + "/{id}",
                        Shape.of(),
                        call -> things.retrieve(call, Kind.CONFIGURATION)),
                Operation.post(URL + "/{id}", shape(), this::update),
                Operation.delete(URL + "/{id}", call -> things.delete(call, Kind.CONFIGURATION)));
    }

    private Answer create(Call call) {
        var body = things.fresh(call, Kind.CONFIGURATION, "tmc");
        body.put("is_account_default", false);
        Json.put(body, "name", Optional.empty());
        apply(call, body);
        return things.insert(call, Kind.CONFIGURATION, body);
    }

    private Answer list(Call call) {
        var wanted = call.params().flag("is_account_default");
        return things.list(
                call,
                Kind.CONFIGURATION,
                URL,
                each ->
                        wanted.map(w -> w == each.path("is_account_default").asBoolean())
                                .orElse(true));
    }

    private Answer update(Call call) {
        return things.change(call, Kind.CONFIGURATION, body -> apply(call, body));
    }

    private static void apply(Call call, ObjectNode body) {
        var params = call.params();
        params.text("name").ifPresent(name -> body.put("name", name));
        for (var part : PARTS) {
            if (params.isUnset(part)) body.remove(part);
            params.hash(part).ifPresent(told -> told.mergeInto(body.putObject(part)));
        }
        for (var tips : body.path("tipping"))
            for (var list : List.of("fixed_amounts", "percentages"))
                if (tips.path(list) instanceof ArrayNode texts) numbers(texts);
    }

    /** Lists of numbers come as texts, which were checked to be numbers. */
    private static void numbers(ArrayNode texts) {
        for (int i = 0; i < texts.size(); i++) texts.set(i, texts.get(i).asLong());
    }
}
