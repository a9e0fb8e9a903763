package hawker.look;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Further attributes of a component: {@code data-…}, {@code hx-…}, {@code aria-…}, {@code form}.
 */
record Attributes(Map<String, String> byName) {

    static final Attributes NONE = new Attributes(Map.of());

    Attributes {
        for (var name : byName.keySet()) check(name);
    }

    Attributes plus(String name, String value) {
        var more = new LinkedHashMap<>(byName);
        more.put(name, value);
        return new Attributes(more);
    }

    void write(Html html) {
        for (var entry : byName.entrySet()) html.attr(entry.getKey(), entry.getValue());
    }

    /** Code and styles in attributes are refused: the content security policy would drop them. */
    private static void check(String name) {
        if (name.startsWith("on") || name.startsWith("hx-on") || name.equals("style"))
            throw new IllegalArgumentException("not allowed by the policy: " + name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean further = i > 0 && ((c >= '0' && c <= '9') || c == '-' || c == ':');
            if (!letter && !further)
                throw new IllegalArgumentException("not an attribute: " + name);
        }
    }
}
