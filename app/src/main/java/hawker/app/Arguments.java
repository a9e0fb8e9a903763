package hawker.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command with its options, {@code --name value} or {@code --flag}. */
record Arguments(String command, Map<String, String> options) {

    private static final Set<String> FLAGS = Set.of("--no-market", "--test-fixtures");
    private static final Set<String> NAMED =
            Set.of("--port", "--vault-port", "--host", "--data", "--sellers");

    /** A line that cannot be understood; the message says what is wrong and what to do. */
    static final class Unclear extends RuntimeException {
        Unclear(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> line) {
        var command = line.isEmpty() ? "help" : line.getFirst();
        var options = new LinkedHashMap<String, String>();
        for (int i = 1; i < line.size(); i++) {
            var name = line.get(i);
            if (FLAGS.contains(name)) {
                options.put(name, "true");
            } else if (NAMED.contains(name)) {
                if (i + 1 == line.size())
                    throw new Unclear(name + " needs a value, for example " + name + " 8080");
                options.put(name, line.get(++i));
            } else {
                throw new Unclear("There is no option " + name + ". ./hawker help lists them.");
            }
        }
        return new Arguments(command, options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean flag(String name) {
        return options.containsKey(name);
    }

    int number(String name, int otherwise) {
        var text = options.get(name);
        if (text == null) return otherwise;
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= 65_535) return number;
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new Unclear(name + " is a number from 0 to 65535, not " + text);
    }
}
