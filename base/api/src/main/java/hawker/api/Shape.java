package hawker.api;

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
