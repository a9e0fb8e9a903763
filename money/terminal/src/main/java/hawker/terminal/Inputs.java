package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.List;
import java.util.Map;

/** What a reader asks whoever stands before it, and what it is told. */
final class Inputs {

    /** The docs allow so many questions in one go. */
    private static final int MOST = 5;

    private static final int MOST_TOGGLES = 2;

    private Inputs() {}

    static Param param() {
        return Param.list(
                        "inputs",
                        Param.hash(
                                "input",
                                Param.oneOf(
                                                "type",
                                                "email",
                                                "numeric",
                                                "phone",
                                                "selection",
                                                "signature",
                                                "text")
                                        .required(),
                                Param.hash(
                                                "custom_text",
                                                Param.text("description", 500),
                                                Param.text("skip_button", 14),
                                                Param.text("submit_button", 30),
                                                Param.text("title", 40).required())
                                        .required(),
                                Param.flag("required"),
                                Param.list(
                                        "toggles",
                                        Param.hash(
                                                "toggle",
                                                Param.oneOf("default_value", "disabled", "enabled"),
                                                Param.text("description", 50),
                                                Param.text("title", 50))),
                                Param.hash(
                                        "selection",
                                        Param.list(
                                                "choices",
                                                Param.hash(
                                                        "choice",
                                                        Param.text("id", 50).required(),
                                                        Param.oneOf(
                                                                "style", "primary", "secondary"),
                                                        Param.text("text", 30).required())))))
                .required();
    }

    /** The action that asks these. */
    static ObjectNode action(Params params) {
        var asked = params.hashes("inputs");
        if (asked.isEmpty() || asked.size() > MOST)
            throw ApiError.parameterInvalid("inputs", "A reader asks for one to five inputs.");
        var action = ActionsHttp.action("collect_inputs");
        var collect = action.putObject("collect_inputs");
        var inputs = collect.putArray("inputs");
        for (var input : asked) inputs.add(input(input));
        collect.set("metadata", Json.metadata(params.metadata().orElse(Map.of())));
        return action;
    }

    private static ObjectNode input(Params input) {
        var type = input.requiredText("type");
        var node = Json.object();
        var text = node.putObject("custom_text");
        for (var field : List.of("description", "skip_button", "submit_button", "title"))
            Json.put(text, field, input.hash("custom_text").flatMap(t -> t.text(field)));
        node.put("required", input.isTrue("required")).put("type", type);
        toggles(node, input.hashes("toggles"));
        if (!type.equals("selection")) {
            node.putObject(type).putNull("value");
            return node;
        }
        var selection = node.putObject("selection").putNull("id").putNull("text");
        var choices = selection.putArray("choices");
        for (var choice : input.hash("selection").map(s -> s.hashes("choices")).orElse(List.of())) {
            var each = choices.addObject();
            Json.put(each, "id", choice.text("id"));
            Json.put(each, "style", choice.text("style"));
            each.put("text", choice.requiredText("text"));
        }
        if (choices.isEmpty()) throw ApiError.parameterMissing("inputs[][selection][choices]");
        return node;
    }

    private static void toggles(ObjectNode input, List<Params> asked) {
        if (asked.isEmpty()) {
            input.putNull("toggles");
            return;
        }
        if (asked.size() > MOST_TOGGLES)
            throw ApiError.parameterInvalid(
                    asked.getFirst().nameOf("toggles"), "An input has two toggles at most.");
        var toggles = input.putArray("toggles");
        for (var each : asked) {
            if (!each.has("title") && !each.has("description"))
                throw ApiError.parameterMissing(each.nameOf("title"));
            var toggle = toggles.addObject();
            for (var field : List.of("default_value", "description", "title"))
                Json.put(toggle, field, each.text(field));
            toggle.putNull("value");
        }
    }

    /**
     * Somebody answers everything, or skips what may be skipped.
     *
     * @param all whether what is not required is answered too
     */
    static void answer(ObjectNode action, boolean all) {
        for (var each : action.path("collect_inputs").path("inputs")) {
            var input = (ObjectNode) each;
            boolean skips = !all && !input.path("required").asBoolean();
            input.put("skipped", skips);
            if (skips) continue;
            answer(input, input.path("type").asText());
            // Whoever answers leaves the switches as they are.
            for (var toggle : input.path("toggles"))
                ((ObjectNode) toggle).put("value", toggle.path("default_value").asText("disabled"));
        }
    }

    private static void answer(ObjectNode input, String type) {
        if (type.equals("selection")) {
            var chosen = input.path("selection").path("choices").path(0);
            input.withObject("/selection")
                    .put("id", chosen.path("id").asText())
                    .put("text", chosen.path("text").asText());
            return;
        }
        input.withObject("/" + type)
                .put(
                        "value",
                        switch (type) {
                            case "email" -> "jane@example.com";
                            case "numeric" -> "8";
                            case "phone" -> "+15550100";
                            case "signature" -> "file_simulated_signature";
                            default -> "Simulated text";
                        });
    }
}
