package hawker.checkout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables of tab-separated text that lie beside the classes. */
final class Tables {

    private Tables() {}

    /** The rows of a table, comments and empty lines left out. */
    static List<List<String>> rows(String name) {
        try (var in = Tables.class.getResourceAsStream("/hawker/checkout/" + name)) {
            if (in == null) throw new IllegalStateException("no table " + name);
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
