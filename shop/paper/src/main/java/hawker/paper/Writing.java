package hawker.paper;

import hawker.web.Masking;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Text as it stands on paper: cleaned of what is not to be seen, broken into lines, and in the
 * order in which it is drawn. Pure.
 *
 * <p>A PDF file draws glyphs from left to right, and knows neither directions nor joined letters.
 * Lines of Arabic or Hebrew are therefore turned by Unicode's bidirectional algorithm (of the JDK),
 * and Arabic letters are replaced by their presentation forms, which Unicode has for this and whose
 * table is read from its names. The way not taken is a shaping library: HarfBuzz has no binding
 * that is plain Java, and ICU weighs 14 MB for this one table.
 */
final class Writing {

    private static final int ISOLATED = 0;
    private static final int FINAL = 1;
    private static final int INITIAL = 2;
    private static final int MEDIAL = 3;
    private static final List<String> NAMES = List.of("ISOLATED", "FINAL", "INITIAL", "MEDIAL");

    /** By a letter: isolated, final, initial, medial; 0 where there is none. */
    private static final Map<Integer, int[]> FORMS = forms();

    private static final int TATWEEL = 0x640;
    private static final int LAM = 0x644;

    /** Isolated and final form by turns, for the four alefs. */
    private static final int LAM_ALEF = 0xFEF5;

    private Writing() {}

    /** How wide a text is. */
    interface Measure {
        float of(String text);
    }

    /** One line without characters that change how others are drawn, and without cards' numbers. */
    static String clean(String text) {
        var out = new StringBuilder();
        Normalizer.normalize(Masking.cards(text), Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> {
                    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) out.append(' ');
                    else if (isSeen(c)) out.appendCodePoint(c);
                });
        return out.toString().strip();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> c < 0xFE00 || c > 0xFE0F;
        };
    }

    /**
     * Breaks a text where lines may end, within words only if one is longer than a line.
     *
     * @param most lines at most; what is over ends in "…"
     */
    static List<String> lines(String text, float width, int most, Measure measure) {
        var lines = new ArrayList<String>();
        for (var paragraph : (Iterable<String>) text.lines()::iterator) {
            fill(lines, clean(paragraph), width, measure);
            if (lines.size() > most) break;
        }
        if (lines.size() <= most) return lines;
        var kept = new ArrayList<>(lines.subList(0, most));
        kept.set(most - 1, kept.getLast() + "…");
        return kept;
    }

    private static void fill(List<String> lines, String text, float width, Measure measure) {
        var breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        var line = "";
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            var word = text.substring(from, to);
            if (!line.isEmpty() && measure.of((line + word).stripTrailing()) > width) {
                lines.add(line.stripTrailing());
                line = "";
            }
            line = line + word;
            while (measure.of(line.stripTrailing()) > width && line.length() > 1) {
                int fits = fitting(line, width, measure);
                lines.add(line.substring(0, fits));
                line = line.substring(fits);
            }
        }
        if (!line.isBlank()) lines.add(line.stripTrailing());
    }

    /** How many characters of a long word fit; at least one. */
    private static int fitting(String word, float width, Measure measure) {
        int low = word.offsetByCodePoints(0, 1);
        int fits = low;
        while (low < word.length()) {
            low = word.offsetByCodePoints(low, 1);
            if (measure.of(word.substring(0, low)) > width) break;
            fits = low;
        }
        return fits;
    }

    /** A line in the order in which it is drawn, its letters in the forms they have there. */
    static String drawn(String line) {
        boolean plain = line.chars().allMatch(c -> c < 0x590);
        return plain ? line : Directions.ordered(joined(line));
    }

    /** Arabic letters in the forms that join them with their neighbours. */
    static String joined(String line) {
        int[] letters = line.codePoints().toArray();
        var out = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            boolean before = joinsOn(neighbour(letters, i, -1)) && joinsBack(letters[i]);
            boolean after = joinsOn(letters[i]) && joinsBack(neighbour(letters, i, 1));
            out.appendCodePoint(form(letters[i], before, after));
        }
        return ligatures(out.toString());
    }

    /** The next letter; marks above and below letters do not come between. */
    private static int neighbour(int[] letters, int at, int step) {
        int i = at + step;
        while (i >= 0
                && i < letters.length
                && Character.getType(letters[i]) == Character.NON_SPACING_MARK) i += step;
        return i >= 0 && i < letters.length ? letters[i] : ' ';
    }

    private static boolean joinsOn(int letter) {
        var forms = FORMS.get(letter);
        return letter == TATWEEL || (forms != null && forms[INITIAL] != 0);
    }

    private static boolean joinsBack(int letter) {
        var forms = FORMS.get(letter);
        return letter == TATWEEL || (forms != null && forms[FINAL] != 0);
    }

    private static int form(int letter, boolean before, boolean after) {
        var forms = FORMS.get(letter);
        if (forms == null) return letter;
        int wanted = before ? (after ? MEDIAL : FINAL) : (after ? INITIAL : ISOLATED);
        return forms[wanted] != 0 ? forms[wanted] : letter;
    }

    /** Lam and alef are written as one. */
    private static String ligatures(String text) {
        var out = text;
        int[] alefs = {0x622, 0x623, 0x625, 0x627};
        var initial = Character.toString(form(LAM, false, true));
        var medial = Character.toString(form(LAM, true, true));
        for (int i = 0; i < alefs.length; i++) {
            var alef = Character.toString(form(alefs[i], true, false));
            int one = LAM_ALEF + 2 * i;
            out =
                    out.replace(initial + alef, Character.toString(one))
                            .replace(medial + alef, Character.toString(one + 1));
        }
        return out;
    }

    /** Read from Unicode's names: "ARABIC LETTER BEH INITIAL FORM". */
    private static Map<Integer, int[]> forms() {
        var forms = new HashMap<Integer, int[]>();
        for (int c = 0xFB50; c <= 0xFEFC; c++) {
            var name = String.valueOf(Character.getName(c));
            if (!name.startsWith("ARABIC LETTER ") || !name.endsWith(" FORM")) continue;
            var letter = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
            if (letter.codePointCount(0, letter.length()) != 1) continue;
            var kind = name.substring(0, name.length() - " FORM".length());
            int which = NAMES.indexOf(kind.substring(kind.lastIndexOf(' ') + 1));
            if (which >= 0)
                forms.computeIfAbsent(letter.codePointAt(0), l -> new int[NAMES.size()])[which] = c;
        }
        return forms;
    }
}
