package hawker.paper;

import java.text.Bidi;

/** The order in which the characters of a line stand from left to right (Unicode, annex 9). */
final class Directions {

    private Directions() {}

    static String ordered(String line) {
        var bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        if (bidi.isLeftToRight()) return line;
        int runs = bidi.getRunCount();
        var levels = new byte[runs];
        var order = new Integer[runs];
        for (int i = 0; i < runs; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            order[i] = i;
        }
        Bidi.reorderVisually(levels, 0, order, 0, runs);
        var out = new StringBuilder();
        for (int run : order) {
            var text = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            out.append(bidi.getRunLevel(run) % 2 == 0 ? text : turned(text));
        }
        return out.toString();
    }

    /** Backwards, brackets mirrored; a mark stays behind the letter it stands on. */
    private static String turned(String text) {
        int[] letters = text.codePoints().toArray();
        var out = new StringBuilder();
        int end = letters.length;
        for (int i = letters.length - 1; i >= 0; i--) {
            if (i > 0 && Character.getType(letters[i]) == Character.NON_SPACING_MARK) continue;
            for (int k = i; k < end; k++) out.appendCodePoint(mirrored(letters[k]));
            end = i;
        }
        return out.toString();
    }

    private static int mirrored(int c) {
        if (!Character.isMirrored(c)) return c;
        return switch (c) {
            case '(' -> ')';
            case ')' -> '(';
            case '[' -> ']';
            case ']' -> '[';
            case '{' -> '}';
            case '}' -> '{';
            case '<' -> '>';
            case '>' -> '<';
            case '«' -> '»';
            case '»' -> '«';
            default -> c;
        };
    }
}
