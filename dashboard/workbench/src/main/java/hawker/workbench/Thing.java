package hawker.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of the API as a page reads it. Fields are named by their way into the object: {@code
 * payment_method_details.card.last4}. What is not there reads as empty.
 */
record Thing(JsonNode json) {

    String id() {
        return text("id");
    }

    String text(String way) {
        return at(way).asText("");
    }

    /** A text that is there and not empty. */
    Optional<String> maybe(String way) {
        return Optional.of(text(way)).filter(text -> !text.isEmpty());
    }

    boolean is(String way) {
        return at(way).asBoolean(false);
    }

    long number(String way) {
        return at(way).asLong(0);
    }

    /** An amount in the object's own currency. */
    Money money(String way) {
        return Money.of(number(way), Currency.of(text("currency")));
    }

    Optional<Instant> time(String way) {
        var seconds = at(way);
        return seconds.isNumber()
                ? Optional.of(Instant.ofEpochSecond(seconds.asLong()))
                : Optional.empty();
    }

    Instant created() {
        return time("created").orElse(Instant.EPOCH);
    }

    /** The objects of an array, or of a list inside the object. */
    List<Thing> all(String way) {
        var found = at(way);
        var things = new ArrayList<Thing>();
        (found.isArray() ? found : found.path("data")).forEach(each -> things.add(new Thing(each)));
        return things;
    }

    /** The texts of an array. */
    List<String> texts(String way) {
        var texts = new ArrayList<String>();
        at(way).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Names and values of an inner object, in its order. */
    Map<String, String> fields(String way) {
        var fields = new LinkedHashMap<String, String>();
        at(way).properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    Thing inner(String way) {
        return new Thing(at(way));
    }

    private JsonNode at(String way) {
        var node = json;
        for (var step : way.split("\\.", -1)) node = node.path(step);
        return node.isNull() ? node.path("") : node;
    }
}
