package hawker.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Options as the database keeps them: {@code [{"name":"Size","values":["S","M"]}]}. */
final class OptionsJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OptionsJson() {}

    static String write(List<Option> options) {
        var array = JSON.createArrayNode();
        for (var option : options) {
            var values = array.addObject().put("name", option.name()).putArray("values");
            option.values().forEach(values::add);
        }
        return array.toString();
    }

    static List<Option> read(String text) {
        try {
            var options = new ArrayList<Option>();
            for (JsonNode node : JSON.readTree(text)) {
                var values = new ArrayList<String>();
                node.path("values").forEach(value -> values.add(value.asText()));
                options.add(new Option(node.path("name").asText(), values));
            }
            return List.copyOf(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options are not JSON: " + text, e);
        }
    }
}
