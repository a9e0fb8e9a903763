package hawker.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of a room's tables live: {@code hawker/ROOM/schema/distribution.txt}, a line a
 * table, {@code table kind [column]}; {@code #} starts a comment. The order of the lines is the
 * order of distribution.
 */
record Manifest(String room, Map<String, Entry> tables) {

    /** Who owns the rows of a table; decides the column that leads its keys. */
    enum Kind {
        ACCOUNT("account_id"),
        USER("user_id"),
        NAME("name"),
        REFERENCE(""),
        SINGLE(""),
        LOCAL("");

        private final String column;

        Kind(String column) {
            this.column = column;
        }
    }

    /**
     * One table.
     *
     * @param column the distribution column; empty for kinds that have none
     */
    record Entry(String table, Kind kind, String column) {}

    static Manifest of(String room) {
        var tables = new LinkedHashMap<String, Entry>();
        var path = "hawker/" + room + "/schema/distribution.txt";
        for (var line : lines(path).orElseThrow(() -> new IllegalStateException("no " + path))) {
            var entry = entry(path, line);
            if (tables.put(entry.table(), entry) != null)
                throw new IllegalStateException(path + " names " + entry.table() + " twice");
        }
        return new Manifest(room, tables);
    }

    /** The tables with their schema before them. */
    List<String> qualified() {
        return tables.keySet().stream().map(table -> room + "." + table).toList();
    }

    private static Entry entry(String path, String line) {
        var words = List.of(line.split("\\s+"));
        if (words.size() < 2 || words.size() > 3)
            throw new IllegalStateException(path + ": not \"table kind [column]\": " + line);
        try {
            var kind = Kind.valueOf(words.get(1).toUpperCase(Locale.ROOT));
            return new Entry(words.get(0), kind, words.size() == 3 ? words.get(2) : kind.column);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(path + ": no such kind: " + line, e);
        }
    }

    /** The lines of a text file on the class path, without comments; empty if there is no file. */
    static Optional<List<String>> lines(String path) {
        try (var in = Manifest.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) return Optional.empty();
            return Optional.of(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
