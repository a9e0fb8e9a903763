package hawker.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Every operation of Stripe's API that the official SDKs know, with the tier of our plan. */
final class Operations {

    /**
     * @param path with placeholders in braces
     * @param sdk the method of the npm package, empty for paths it no longer has
     * @param tier A to F are ours to answer, G later, L legacy, N not planned
     */
    record Row(String method, String path, String sdk, String tier) {

        boolean ours() {
            return "ABCDEFL".contains(tier);
        }

        /** How many placeholders the path has. */
        long holes() {
            return path.chars().filter(c -> c == '{').count();
        }

        String[] segments() {
            return path.split("/");
        }

        private boolean fits(String[] called) {
            var mine = segments();
            if (mine.length != called.length) return false;
            for (int i = 0; i < mine.length; i++)
                if (!mine[i].startsWith("{") && !mine[i].equals(called[i])) return false;
            return true;
        }
    }

    private final List<Row> rows;

    Operations() {
        try (var file =
                hawker.api.StripeSchema.class.getResourceAsStream("stripe-operations.tsv")) {
            rows =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .map(line -> line.split("\t"))
                            .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3]))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Row> all() {
        return rows;
    }

    /** The operation that a request asked for; a literal segment wins over a placeholder. */
    Optional<Row> of(String method, String path) {
        var called = path.split("/");
        return rows.stream()
                .filter(row -> row.method().equals(method) && row.fits(called))
                .min((a, b) -> Long.compare(a.holes(), b.holes()));
    }
}
