package hawker.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds card numbers that somebody wrote into a text, a note or a description.
 *
 * <p>A card number is 13 to 19 digits with a right check digit (ISO/IEC 7812-1, annex B) whose
 * first digits and length some network issues. They stand together or with single spaces or dashes
 * between, alone or among other digits in the groups that are printed on cards. Digits of other
 * scripts count. Of numbers that mean something else one in ten has a right check digit by chance;
 * the issuers' ranges spare most of those, and a masked one still shows ten of its digits. UUIDs
 * and long hexadecimal digests are spared as a whole: SDKs make their idempotency keys of the one,
 * and both lead from one system to another, where a changed digit loses the way.
 *
 * <p>The way not taken is to refuse: an order's number that happens to look like a card would then
 * be an order that cannot be paid (decision 0040).
 */
final class CardDigits {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int HEAD = 6;
    private static final int TAIL = 4;

    /** As printed: 4-4-4-4 and one up to three more, 4-6-5, 4-6-4. */
    private static final List<List<Integer>> PRINTED =
            List.of(
                    List.of(4, 4, 4, 4),
                    List.of(4, 4, 4, 4, 1),
                    List.of(4, 4, 4, 4, 2),
                    List.of(4, 4, 4, 4, 3),
                    List.of(4, 6, 5),
                    List.of(4, 6, 4));

    /** A UUID, or a digest of 32 hexadecimal digits and more with a letter among them. */
    private static final Pattern IDENTIFIER =
            Pattern.compile(
                    "(?<!\\w)(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                            + "|(?=[0-9]*[a-fA-F])[0-9a-fA-F]{32,})(?!\\w)");

    private final String text;
    private final StringBuilder out;

    private CardDigits(String text) {
        this.text = text;
        this.out = new StringBuilder(text);
    }

    /** Digits without a gap between them. */
    private record Group(int from, int to) {
        int length() {
            return to - from;
        }
    }

    static String masked(String text) {
        // Nearly every text is done here, without an object made.
        if (text.length() < SHORTEST || countDigits(text) < SHORTEST) return text;
        var digits = new CardDigits(text);
        digits.maskRuns();
        return digits.out.toString();
    }

    private static int countDigits(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) if (isDigit(text.charAt(i))) count++;
        return count;
    }

    private void maskRuns() {
        var identifier = IDENTIFIER.matcher(text);
        boolean more = identifier.find();
        int at = 0;
        while (at < text.length()) {
            if (more && at >= identifier.start()) {
                at = Math.max(at, identifier.end());
                more = identifier.find();
            } else if (isDigit(text.charAt(at))) {
                at = maskRun(at);
            } else {
                at++;
            }
        }
    }

    /** Masks what is a card number in the groups that begin here; gives back where they end. */
    private int maskRun(int from) {
        var groups = new ArrayList<Group>();
        int at = from;
        while (true) {
            int end = endOfGroup(at);
            groups.add(new Group(at, end));
            boolean goesOn =
                    end + 1 < text.length()
                            && isGap(text.charAt(end))
                            && isDigit(text.charAt(end + 1));
            if (!goesOn) break;
            at = end + 1;
        }
        if (isCard(groups)) mask(groups);
        else maskPart(groups);
        return groups.getLast().to();
    }

    private void maskPart(List<Group> groups) {
        for (int i = 0; i < groups.size(); i++) {
            var alone = groups.subList(i, i + 1);
            if (isCard(alone)) mask(alone);
            for (var printed : PRINTED) {
                if (i + printed.size() > groups.size()) continue;
                var part = groups.subList(i, i + printed.size());
                if (part.stream().map(Group::length).toList().equals(printed) && isCard(part))
                    mask(part);
            }
        }
    }

    private int endOfGroup(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) end++;
        return end;
    }

    private boolean isCard(List<Group> groups) {
        int length = groups.stream().mapToInt(Group::length).sum();
        if (length < SHORTEST || length > LONGEST) return false;
        int sum = 0;
        int lead = 0;
        int place = 0;
        for (var group : groups) {
            for (int i = group.from(); i < group.to(); i++) {
                int digit = Character.digit(text.charAt(i), 10);
                if (place < HEAD) lead = lead * 10 + digit;
                boolean doubled = (length - place) % 2 == 0;
                sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
                place++;
            }
        }
        return sum % 10 == 0 && isIssued(lead, length);
    }

    /** Whether a network issues numbers of this length that begin with these six digits. */
    private static boolean isIssued(int lead, int length) {
        int two = lead / 10_000;
        int three = lead / 1_000;
        int four = lead / 100;
        if (two / 10 == 4) return length == 13 || length == 16 || length == 19;
        if (two == 34 || two == 37) return length == 15;
        if (two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305))
            return length >= 14;
        if (four >= 3528 && four <= 3589) return length >= 16;
        if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length == 16;
        if (two == 62 || two == 65 || two == 81 || four == 6011 || (three >= 644 && three <= 649))
            return length >= 16;
        // Maestro and the national schemes beside it.
        boolean debit = two == 50 || (two >= 56 && two <= 69);
        return debit && (length == 16 || length == 18 || length == 19);
    }

    private void mask(List<Group> groups) {
        int length = groups.stream().mapToInt(Group::length).sum();
        int place = 0;
        for (var group : groups) {
            for (int i = group.from(); i < group.to(); i++) {
                if (place >= HEAD && place < length - TAIL) out.setCharAt(i, '*');
                place++;
            }
        }
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c > 127 && Character.isDigit(c));
    }

    /** Space and dash, also those that do not break a line. */
    private static boolean isGap(char c) {
        return switch (c) {
            case ' ', '-', '\u00a0', '\u202f', '\u2010', '\u2011', '\u2013' -> true;
            default -> false;
        };
    }
}
