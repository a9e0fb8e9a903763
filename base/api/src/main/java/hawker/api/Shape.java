package hawker.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that an operation, or a hash inside one, knows. */
public final class Shape {

    private final Map<String, Param> params;
    private final List<String> required;

    private Shape(Map<String, Param> params) {
        this.params = params;
        this.required =
                params.values().stream().filter(Param::isRequired).map(Param::name).toList();
    }

    public static Shape of(Param... params) {
        var flat = new LinkedHashMap<String, Param>();
        for (var param : params) add(flat, param);
        return new Shape(flat);
    }

    /** The same with more parameters; a name that is there already stays as it is. */
    public Shape plus(Param... more) {
        var flat = new LinkedHashMap<>(params);
        for (var param : more) if (!flat.containsKey(param.name())) add(flat, param);
        return new Shape(flat);
    }

    /** The declared parameters, in order of declaration. */
    public List<Param> params() {
        return new ArrayList<>(params.values());
    }

    /**
     * Reads what {@link Params#mergeInto} once wrote of parameters of this shape.
     *
     * @throws ApiError 400 if the shape does not take them any more
     */
    public Params read(ObjectNode kept) {
        return Decoding.decode(this, sent(kept), Instant.EPOCH);
    }

    private static Sent.Group sent(ObjectNode kept) {
        var group = new Sent.Group();
        kept.properties().forEach(each -> group.put(each.getKey(), sent(each.getValue())));
        return group;
    }

    private static Sent sent(JsonNode kept) {
        if (kept instanceof ObjectNode hash) return sent(hash);
        if (!kept.isArray()) return new Sent.Text(kept.isNull() ? "" : kept.asText());
        var items = new Sent.Group();
        kept.forEach(each -> items.append(sent(each)));
        return items;
    }

    /** The same, all of it secret. */
    Shape secret() {
        return of(params.values().stream().map(Param::secret).toArray(Param[]::new));
    }

    @Nullable Param find(String name) {
        return params.get(name);
    }

    List<String> required() {
        return required;
    }

    private static void add(Map<String, Param> flat, Param param) {
        if (param.type() instanceof Param.Type.Bundle(var bundle)) {
            for (var one : bundle) add(flat, one);
        } else if (flat.put(param.name(), param) != null) {
            throw new IllegalArgumentException("declared twice: " + param.name());
        }
    }
}
