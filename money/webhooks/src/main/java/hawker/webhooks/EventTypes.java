package hawker.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every type of event that there is (docs: types of events), whether it happens here or not: a name
 * that is none would be waited for in vain.
 */
final class EventTypes {

    private static final Set<String> ALL = read();

    private EventTypes() {}

    static boolean exists(String name) {
        return ALL.contains(name);
    }

    /** What there is of the same object; empty if there is no such object either. */
    static List<String> beside(String name) {
        var of = name.substring(0, name.lastIndexOf('.') + 1);
        return of.isEmpty()
                ? List.of()
                : ALL.stream()
                        .filter(type -> type.startsWith(of))
                        .filter(type -> type.indexOf('.', of.length()) < 0)
                        .toList();
    }

    private static Set<String> read() {
        try (InputStream file = EventTypes.class.getResourceAsStream("event_types.txt")) {
            var text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            var types = new TreeSet<String>();
            text.lines().filter(line -> !line.startsWith("#")).forEach(types::add);
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
