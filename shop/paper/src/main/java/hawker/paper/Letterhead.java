package hawker.paper;

import java.util.List;
import java.util.Optional;

/**
 * How a seller is named on paper.
 *
 * @param name empty: the shop's name
 * @param lines of the address, as they are written on an envelope; at most {@link #MOST_LINES}
 * @param registered what the law wants to see: "VAT DE123456789"
 */
public record Letterhead(
        Optional<String> name,
        List<String> lines,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> registered) {

    public static final int MOST_LINES = 6;
    public static final int MOST_SIGNS = 100;

    public static final Letterhead NONE =
            new Letterhead(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Letterhead {
        lines = lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() > MOST_LINES)
            throw new IllegalArgumentException("an address has at most " + MOST_LINES + " lines");
        lines.forEach(Letterhead::check);
        for (var each : List.of(name, email, phone, registered)) each.ifPresent(Letterhead::check);
    }

    private static void check(String text) {
        if (text.isBlank() || text.length() > MOST_SIGNS)
            throw new IllegalArgumentException("a line has 1 to " + MOST_SIGNS + " signs");
    }

    public Letterhead withName(String other) {
        return new Letterhead(Optional.of(other), lines, email, phone, registered);
    }
}
