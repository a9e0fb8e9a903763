package hawker.look;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The colours of tokens.css as numbers, for the styleguide and for the test of contrasts. */
final class Tokens {

    /** Two colours that stand on one another, and the contrast they need. */
    record Pair(String text, String ground, double least) {}

    /** Every pair that text, controls or marks make; see WCAG 1.4.3 and 1.4.11. */
    static final List<Pair> PAIRS =
            List.of(
                    new Pair("text", "bg", 7),
                    new Pair("text", "surface", 7),
                    new Pair("text", "surface-2", 7),
                    new Pair("text-muted", "bg", 4.5),
                    new Pair("text-muted", "surface", 4.5),
                    new Pair("text-muted", "surface-2", 4.5),
                    new Pair("on-primary", "primary", 7),
                    new Pair("on-primary", "primary-hover", 7),
                    new Pair("on-accent", "accent-fill", 4.5),
                    new Pair("on-accent", "accent-fill-hover", 4.5),
                    new Pair("on-danger", "danger-fill", 4.5),
                    new Pair("on-danger", "danger-fill-hover", 4.5),
                    new Pair("accent-text", "bg", 4.5),
                    new Pair("accent-text", "surface", 4.5),
                    new Pair("accent-text", "surface-2", 4.5),
                    new Pair("on-accent-soft", "accent-soft", 4.5),
                    new Pair("text", "accent-soft", 4.5),
                    new Pair("text-muted", "accent-soft", 4.5),
                    new Pair("good", "good-soft", 4.5),
                    new Pair("good", "surface", 4.5),
                    new Pair("text", "good-soft", 4.5),
                    new Pair("warn", "warn-soft", 4.5),
                    new Pair("warn", "surface", 4.5),
                    new Pair("text", "warn-soft", 4.5),
                    new Pair("bad", "bad-soft", 4.5),
                    new Pair("bad", "surface", 4.5),
                    new Pair("bad", "bg", 4.5),
                    new Pair("text", "bad-soft", 4.5),
                    new Pair("note", "note-soft", 4.5),
                    new Pair("note", "surface", 4.5),
                    new Pair("text", "note-soft", 4.5),
                    new Pair("sale", "bg", 4.5),
                    new Pair("sale", "surface", 4.5),
                    new Pair("on-console-bar", "console-bar", 4.5),
                    new Pair("on-console-bar-muted", "console-bar", 4.5),
                    new Pair("on-console-bar", "console-bar-hover", 4.5),
                    new Pair("line-field", "surface", 3),
                    new Pair("line-field", "bg", 3),
                    new Pair("focus", "bg", 3),
                    new Pair("focus", "surface", 3),
                    new Pair("focus", "surface-2", 3),
                    new Pair("focus", "accent-soft", 3),
                    new Pair("good-mark", "good-soft", 3),
                    new Pair("warn-mark", "warn-soft", 3),
                    new Pair("bad-mark", "bad-soft", 3),
                    new Pair("note-mark", "note-soft", 3),
                    new Pair("good-mark", "surface", 3),
                    new Pair("series-1", "surface", 3),
                    new Pair("series-2", "surface", 3),
                    new Pair("series-3", "surface", 3),
                    new Pair("series-4", "surface", 3),
                    new Pair("series-5", "surface", 3),
                    new Pair("series-6", "surface", 3),
                    new Pair("on-ground-0", "ground-0", 4.5),
                    new Pair("on-ground-1", "ground-1", 4.5),
                    new Pair("on-ground-2", "ground-2", 4.5),
                    new Pair("on-ground-3", "ground-3", 4.5),
                    new Pair("on-ground-4", "ground-4", 4.5),
                    new Pair("on-ground-5", "ground-5", 4.5));

    private static final Pattern LINE = Pattern.compile("--([a-z0-9-]+):\\s*([^;]+);");
    private static final Pattern OKLCH =
            Pattern.compile("oklch\\(([0-9.]+) ([0-9.]+) ([0-9.]+)\\)");

    private final Map<String, String> values = new LinkedHashMap<>();

    private Tokens() {}

    static Tokens read() {
        var bytes = Assets.read(Tokens.class, "assets/tokens.css");
        var tokens = new Tokens();
        var lines = LINE.matcher(new String(bytes, StandardCharsets.UTF_8));
        while (lines.find()) tokens.values.putIfAbsent(lines.group(1), lines.group(2).strip());
        return tokens;
    }

    /** A token's colour in one scheme; empty if it is no plain colour. */
    Optional<Oklch> colour(String token, boolean dark) {
        return Optional.ofNullable(values.get(token)).flatMap(value -> resolve(value, dark));
    }

    double contrast(Pair pair, boolean dark) {
        return colour(pair.text, dark)
                .orElseThrow()
                .contrast(colour(pair.ground, dark).orElseThrow());
    }

    /** The names of a ramp: {@code ink-0} to {@code ink-950}. */
    List<String> ramp(String name) {
        return values.keySet().stream().filter(token -> token.matches(name + "-[0-9]+")).toList();
    }

    private Optional<Oklch> resolve(String value, boolean dark) {
        if (value.startsWith("light-dark(")) {
            int comma = topLevelComma(value);
            int open = "light-dark(".length();
            var part =
                    dark
                            ? value.substring(comma + 1, value.length() - 1)
                            : value.substring(open, comma);
            return resolve(part.strip(), dark);
        }
        if (value.startsWith("var(--"))
            return colour(value.substring("var(--".length(), value.length() - 1), dark);
        var oklch = OKLCH.matcher(value);
        return oklch.matches()
                ? Optional.of(
                        new Oklch(
                                Double.parseDouble(oklch.group(1)),
                                Double.parseDouble(oklch.group(2)),
                                Double.parseDouble(oklch.group(3))))
                : Optional.empty();
    }

    private static int topLevelComma(String value) {
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '(') depth++;
            if (c == ')') depth--;
            if (c == ',' && depth == 1) return i;
        }
        throw new IllegalArgumentException("no comma in " + value);
    }
}
