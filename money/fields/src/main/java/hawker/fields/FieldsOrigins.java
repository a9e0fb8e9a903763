package hawker.fields;

import java.util.List;
import java.util.Optional;

/**
 * Which pages may have the card fields in them.
 *
 * @param main origin of pages and API
 * @param others further origins that an operator allows (HAWKER_VAULT_PARENTS): shops elsewhere
 * @param sheet URL of the look's style sheet on this origin
 */
record FieldsOrigins(String main, List<String> others, String sheet) {

    FieldsOrigins {
        others = List.copyOf(others);
    }

    static FieldsOrigins of(String main, Optional<String> setting, String sheet) {
        var others = setting.map(text -> List.of(text.trim().split("\\s+"))).orElse(List.of());
        return new FieldsOrigins(
                main, others.stream().filter(origin -> !origin.isEmpty()).toList(), sheet);
    }

    boolean mayFrame(String origin) {
        return origin.equals(main) || others.contains(origin);
    }

    /** Whether an address lies on the main origin. */
    boolean isMain(String address) {
        return FieldsPages.originOf(address).map(main::equals).orElse(false);
    }

    /** For frame-ancestors. */
    String framers() {
        return others.isEmpty() ? main : main + " " + String.join(" ", others);
    }
}
