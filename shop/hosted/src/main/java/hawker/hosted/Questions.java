package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.hosted.Typed.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a seller asks besides the address: a phone number, and up to three questions of his own. */
final class Questions {

    private static final String FIELDS = "custom_fields";
    private static final String PHONE = "phone_number_collection";
    private static final String SHIPPING = "shipping_address_collection";
    private static final int MOST = 3;
    private static final int LONGEST = 200;

    private Questions() {}

    static Param phoneNumber() {
        return Param.hash(PHONE, Param.flag("enabled").required());
    }

    static Param customFields() {
        return Param.list(
                        FIELDS,
                        Param.hash(
                                "custom_field",
                                Param.text("key", 200).required(),
                                Param.hash(
                                                "label",
                                                Param.text("custom", 50).required(),
                                                Param.oneOf("type", "custom").required())
                                        .required(),
                                Param.flag("optional"),
                                Param.oneOf("type", "dropdown", "numeric", "text").required(),
                                Param.hash(
                                        "dropdown",
                                        Param.text("default_value", 100),
                                        Param.list(
                                                "options",
                                                Param.hash(
                                                        "option",
                                                        Param.text("label", 100).required(),
                                                        Param.text("value", 100).required()))),
                                typing("numeric"),
                                typing("text")))
                .nullable();
    }

    private static Param typing(String type) {
        return Param.hash(
                type,
                Param.text("default_value", 255),
                Param.integer("maximum_length", 1, LONGEST),
                Param.integer("minimum_length", 1, LONGEST));
    }

    /** Refuses fields that nobody could fill in. */
    static void check(Params params) {
        var fields = params.hashes(FIELDS);
        if (fields.size() > MOST)
            throw ApiError.parameterInvalid(FIELDS, "At most 3 custom fields can be given.");
        var keys = new HashSet<String>();
        for (var field : fields) {
            var key = field.requiredText("key");
            if (!key.matches("[0-9A-Za-z]+") || !keys.add(key))
                throw ApiError.parameterInvalid(
                        field.nameOf("key"), "Keys must be alphanumeric, and each another.");
            var type = field.requiredText("type");
            for (var other : List.of("dropdown", "numeric", "text"))
                if (!other.equals(type) && field.has(other))
                    throw ApiError.parameterInvalid(
                            field.nameOf(other), "This does not go with a field of type " + type);
            if (type.equals("dropdown")) checkOptions(field);
            else field.hash(type).ifPresent(Questions::checkLengths);
        }
    }

    private static void checkOptions(Params field) {
        var dropdown =
                field.hash("dropdown")
                        .orElseThrow(() -> ApiError.parameterMissing(field.nameOf("dropdown")));
        var options = dropdown.hashes("options");
        var values = new HashSet<String>();
        for (var option : options)
            if (!option.requiredText("value").matches("[0-9A-Za-z]+")
                    || !values.add(option.requiredText("value")))
                throw ApiError.parameterInvalid(
                        option.nameOf("value"), "Values must be alphanumeric, and each another.");
        if (options.isEmpty() || options.size() > LONGEST)
            throw ApiError.parameterInvalid(
                    dropdown.nameOf("options"), "Give from 1 to 200 options.");
        dropdown.text("default_value")
                .filter(value -> !values.contains(value))
                .ifPresent(value -> {
                    throw ApiError.parameterInvalid(
                            dropdown.nameOf("default_value"), "There is no such option: " + value);
                });
    }

    private static void checkLengths(Params typing) {
        var least = typing.integer("minimum_length").orElse(1L);
        if (least > typing.integer("maximum_length").orElse((long) LONGEST))
            throw ApiError.parameterInvalid(
                    typing.nameOf("minimum_length"), "This is more than the maximum_length.");
    }

    /** What the buyer is asked for by questions of Stripe's own. */
    static void collections(ObjectNode body, Params params) {
        params.flag("allow_promotion_codes").ifPresent(f -> body.put("allow_promotion_codes", f));
        if (params.isUnset(SHIPPING)) body.putNull(SHIPPING);
        params.hash(SHIPPING)
                .ifPresent(s -> {
                    var array = body.putObject(SHIPPING).putArray("allowed_countries");
                    s.texts("allowed_countries").forEach(array::add);
                });
        TaxNumber.ask(body, params);
        NameCollection.ask(body, params);
        params.hash(PHONE)
                .ifPresent(p -> body.putObject(PHONE).put("enabled", p.isTrue("enabled")));
        if (params.isUnset(FIELDS)) body.putArray(FIELDS);
        if (params.has(FIELDS)) fields(body.putArray(FIELDS), params);
    }

    /** {@code shipping_address_collection} */
    static Param shippingAddress() {
        return Param.hash(SHIPPING, Param.texts("allowed_countries", 2).required());
    }

    private static void fields(ArrayNode fields, Params params) {
        for (var field : params.hashes(FIELDS)) {
            var type = field.requiredText("type");
            var node = fields.addObject();
            node.put("key", field.requiredText("key")).put("type", type);
            node.put("optional", field.isTrue("optional"));
            node.putObject("label")
                    .put("custom", field.hash("label").orElseThrow().requiredText("custom"))
                    .put("type", "custom");
            var typing = node.putObject(type);
            var given = field.hash(type);
            Json.put(typing, "default_value", given.flatMap(g -> g.text("default_value")));
            if (type.equals("dropdown")) options(typing, given.orElseThrow());
            else
                for (var bound : List.of("minimum_length", "maximum_length")) {
                    var length = given.flatMap(g -> g.integer(bound));
                    typing.putNull(bound);
                    length.ifPresent(l -> typing.put(bound, l));
                }
        }
    }

    /** Of a session the fields have a place for the answer. */
    static void begin(ObjectNode session) {
        for (var field : session.path(FIELDS))
            if (field.path(field.path("type").asText()) instanceof ObjectNode typing)
                typing.putNull("value");
    }

    /** What a visit of a link asks as the link does. */
    static void shared(ObjectNode body, JsonNode link) {
        var tax = link.path(TaxNumber.COLLECTION);
        if (tax.path("enabled").asBoolean()) body.set(TaxNumber.COLLECTION, tax);
        if (link.has(NameCollection.NAME))
            body.set(NameCollection.NAME, link.path(NameCollection.NAME));
        for (var asked : List.of(PHONE, FIELDS)) body.set(asked, link.path(asked).deepCopy());
        begin(body);
    }

    private static void options(ObjectNode dropdown, Params given) {
        var options = dropdown.putArray("options");
        for (var option : given.hashes("options"))
            options.addObject()
                    .put("label", option.requiredText("label"))
                    .put("value", option.requiredText("value"));
    }

    static boolean wantsPhone(Session session) {
        return session.body().path(PHONE).path("enabled").asBoolean();
    }

    /** Whether only the page can ask what the seller wants to know. */
    static boolean hasAny(Session session) {
        if (wantsPhone(session) || TaxNumber.isNeeded(session)) return true;
        if (NameCollection.needsBusiness(session) || NameCollection.needsIndividual(session))
            return true;
        for (var field : session.body().path(FIELDS))
            if (!field.path("optional").asBoolean()) return true;
        return false;
    }

    /** The name of a field in the page's form. */
    static String name(JsonNode field) {
        return formName(field.path("key").asText());
    }

    private static String formName(String key) {
        return "custom_" + key;
    }

    /** By key, what was typed so far, or what the seller expects to be typed. */
    static Map<String, String> answers(Session session) {
        var answers = new LinkedHashMap<String, String>();
        var typed = session.detail().path("typed").path("custom");
        for (var field : session.body().path(FIELDS)) {
            var key = field.path("key").asText();
            var usual = field.path(field.path("type").asText()).path("default_value").asText("");
            answers.put(key, typed.path(key).asText(usual));
        }
        return answers;
    }

    /** With what a form has sent. */
    static Map<String, String> answers(
            Map<String, String> before, Function<String, Optional<String>> sent) {
        var answers = new LinkedHashMap<String, String>();
        before.forEach((key, old) -> answers.put(key, sent.apply(formName(key)).orElse(old)));
        return answers;
    }

    /** What still has to be answered. */
    static List<Problem> problems(Session session, Typed typed) {
        var problems = new ArrayList<Problem>();
        if (wantsPhone(session) && !typed.phone().matches("\\+?[0-9 ()./-]{5,25}"))
            problems.add(new Problem("phone", "Enter your phone number."));
        for (var field : session.body().path(FIELDS)) {
            var answer = typed.custom().getOrDefault(field.path("key").asText(), "");
            if (answer.isEmpty() && field.path("optional").asBoolean()) continue;
            problem(field, answer).ifPresent(says -> problems.add(new Problem(name(field), says)));
        }
        return problems;
    }

    private static Optional<String> problem(JsonNode field, String answer) {
        var type = field.path("type").asText();
        var label = field.path("label").path("custom").asText();
        if (type.equals("dropdown"))
            return isOption(field, answer) ? Optional.empty() : Optional.of("Choose: " + label);
        if (answer.isEmpty()) return Optional.of("Fill in: " + label);
        if (type.equals("numeric") && !answer.matches("[0-9]+"))
            return Optional.of("Only digits go here.");
        int least = field.path(type).path("minimum_length").asInt(1);
        int most = field.path(type).path("maximum_length").asInt(LONGEST);
        return answer.length() < least || answer.length() > most
                ? Optional.of("Enter from " + least + " to " + most + " characters.")
                : Optional.empty();
    }

    private static boolean isOption(JsonNode field, String answer) {
        for (var option : field.path("dropdown").path("options"))
            if (option.path("value").asText().equals(answer)) return true;
        return false;
    }

    /** Writes the answers where the seller's program finds them. */
    static void tell(ObjectNode body, Map<String, String> answers) {
        for (var field : body.path(FIELDS)) {
            var answer = answers.getOrDefault(field.path("key").asText(), "");
            if (field.path(field.path("type").asText()) instanceof ObjectNode typing)
                Json.put(typing, "value", Optional.of(answer).filter(a -> !a.isEmpty()));
        }
    }
}
