package hawker.terminal;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /v1/terminal/configurations}. */
final class ConfigurationsHttp {

    private static final String URL = "/v1/terminal/configurations";

    /** Currencies in which readers ask for tips (docs: terminal configuration). */
    private static final String[] TIPS = {
        "aed", "aud", "cad", "chf", "czk", "dkk", "eur", "gbp", "gip", "hkd", "huf", "jpy", "mxn",
        "myr", "nok", "nzd", "pln", "ron", "sek", "sgd", "usd"
    };

    /** Readers that show a picture while they wait. */
    private static final List<String> SCREENS =
            List.of(
                    "bbpos_wisepad3",
                    "bbpos_wisepos_e",
                    "stripe_s700",
                    "stripe_s710",
                    "verifone_m425",
                    "verifone_p400",
                    "verifone_p630",
                    "verifone_ux700",
                    "verifone_v660p");

    private static final List<String> PARTS =
            Stream.concat(
                            SCREENS.stream(),
                            Stream.of("cellular", "offline", "reboot_window", "tipping", "wifi"))
                    .toList();

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
        var screens =
                SCREENS.stream()
                        .map(reader ->
                                Param.hash(reader, Param.id("splashscreen").nullable()).nullable())
                        .toArray(Param[]::new);
        return Shape.of(screens)
                .plus(
                        Param.text("name", 200),
                        Param.hash("cellular", Param.flag("enabled").required()).nullable(),
                        wifi(),
                        Param.hash("tipping", tips).nullable(),
                        Param.hash(
                                        "reboot_window",
                                        Param.integer("start_hour", 0, 23).required(),
                                        Param.integer("end_hour", 0, 23).required())
                                .nullable(),
                        Param.hash("offline", Param.flag("enabled").required()).nullable());
    }

    /** Networks that a reader may join, one of three kinds. */
    private static Param wifi() {
        return Param.hash(
                        "wifi",
                        Param.oneOf(
                                        "type",
                                        "enterprise_eap_peap",
                                        "enterprise_eap_tls",
                                        "personal_psk")
                                .required(),
                        Param.hash(
                                "enterprise_eap_peap",
                                Param.id("ca_certificate_file"),
                                Param.text("password", 128).required().secret(),
                                Param.text("ssid", 32).required(),
                                Param.text("username", 128).required()),
                        Param.hash(
                                "enterprise_eap_tls",
                                Param.id("ca_certificate_file"),
                                Param.id("client_certificate_file").required(),
                                Param.id("private_key_file").required(),
                                Param.text("private_key_file_password", 128).secret(),
                                Param.text("ssid", 32).required()),
                        Param.hash(
                                "personal_psk",
                                Param.text("password", 63).required().secret(),
                                Param.text("ssid", 32).required()))
                .nullable();
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
        params.hash("wifi").ifPresent(ConfigurationsHttp::checkWifi);
        params.text("name").ifPresent(name -> body.put("name", name));
        for (var part : PARTS) {
            if (params.isUnset(part)) body.remove(part);
            params.hash(part).ifPresent(told -> told.mergeInto(body.putObject(part)));
            if (SCREENS.contains(part) && body.get(part) instanceof ObjectNode screen)
                if (screen.path("splashscreen").isNull()) screen.remove("splashscreen");
        }
        for (var tips : body.path("tipping"))
            for (var list : List.of("fixed_amounts", "percentages"))
                if (tips.path(list) instanceof ArrayNode texts) numbers(texts);
    }

    /** A network is described as its type says, and in no other way. */
    private static void checkWifi(Params wifi) {
        var type = wifi.requiredText("type");
        if (!wifi.has(type)) throw ApiError.parameterMissing(wifi.nameOf(type));
        for (var other : List.of("enterprise_eap_peap", "enterprise_eap_tls", "personal_psk"))
            if (!other.equals(type) && wifi.has(other))
                throw ApiError.parametersExclusive(wifi.nameOf(type), wifi.nameOf(other));
    }

    /** Lists of numbers come as texts, which were checked to be numbers. */
    private static void numbers(ArrayNode texts) {
        for (int i = 0; i < texts.size(); i++) texts.set(i, texts.get(i).asLong());
    }
}
