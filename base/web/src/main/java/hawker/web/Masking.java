package hawker.web;

/**
 * Takes card numbers and secrets out of text before it is written anywhere (PCI DSS 3.4: at most
 * the first six and last four digits may be shown).
 */
public final class Masking {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final String[] SECRETS = {"sk_", "rk_", "whsec_", "_secret_"};

    private Masking() {}

    /**
     * A text that a person or a program wrote, as it may be kept: card numbers in it lose the
     * digits between the first six and the last four. Less counts as a card number here than in a
     * log, since numbers of orders, parcels and phones are worth keeping: see {@link CardDigits}.
     */
    public static String cards(String text) {
        return CardDigits.masked(text);
    }

    /**
     * The text with runs of 13 to 19 digits (spaces and dashes allowed between) that pass the Luhn
     * check cut to first six and last four, and with API keys, webhook secrets, client secrets and
     * Authorization values cut off behind their first characters.
     */
    public static String mask(String text) {
        return cutAuthorization(cutSecrets(cutCards(cards(text))));
    }

    private static String cutCards(String text) {
        StringBuilder out = null;
        int i = 0;
        while (i < text.length()) {
            if (!isDigit(text, i)) {
                i++;
                continue;
            }
            int end = endOfRun(text, i);
            if (isCard(text, i, end)) {
                if (out == null) out = new StringBuilder(text);
                star(out, i, end);
            }
            i = end;
        }
        return out == null ? text : out.toString();
    }

    /** Behind the last digit of a run in which single spaces and dashes may stand. */
    private static int endOfRun(String text, int from) {
        int end = from + 1;
        while (end < text.length()) {
            if (isDigit(text, end)) end++;
            else if (isGap(text.charAt(end)) && isDigit(text, end + 1)) end += 2;
            else break;
        }
        return end;
    }

    private static boolean isCard(String text, int from, int to) {
        int digits = 0;
        int sum = 0;
        for (int i = to - 1; i >= from; i--) {
            if (!isDigit(text, i)) continue;
            int digit = text.charAt(i) - '0';
            if (digits % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
            digits++;
        }
        return digits >= SHORTEST && digits <= LONGEST && sum % 10 == 0;
    }

    private static void star(StringBuilder out, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) if (Character.isDigit(out.charAt(i))) digits++;
        int seen = 0;
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(out.charAt(i))) continue;
            seen++;
            if (seen > 6 && seen <= digits - 4) out.setCharAt(i, '*');
        }
    }

    private static String cutSecrets(String text) {
        var masked = text;
        for (var mark : SECRETS) {
            int at = masked.indexOf(mark);
            while (at >= 0) {
                int mode = modeLength(masked, at + mark.length());
                int from = at + mark.length() + mode;
                int to = from;
                while (to < masked.length() && isWord(masked.charAt(to))) to++;
                if (to - from >= 8 && (mode > 0 || !endsAWord(masked, at, mark)))
                    masked = masked.substring(0, from) + "***" + masked.substring(to);
                at = masked.indexOf(mark, from);
            }
        }
        return masked;
    }

    /** {@code mark_uncollectible} is no {@code rk_}. */
    private static boolean endsAWord(String text, int at, String mark) {
        return at > 0 && mark.charAt(0) != '_' && Character.isLetter(text.charAt(at - 1));
    }

    /** Which mode a key is of may be seen: {@code sk_test_***}. */
    private static int modeLength(String text, int at) {
        return text.startsWith("test_", at) || text.startsWith("live_", at) ? 5 : 0;
    }

    private static String cutAuthorization(String text) {
        var masked = text;
        int at = indexOfIgnoreCase(masked, "authorization", 0);
        while (at >= 0) {
            int from = at + "authorization".length();
            while (from < masked.length() && "\"': =".indexOf(masked.charAt(from)) >= 0) from++;
            int to = from;
            while (to < masked.length() && "\r\n\",;}".indexOf(masked.charAt(to)) < 0) to++;
            if (from > at + "authorization".length() && to > from)
                masked = masked.substring(0, from) + "***" + masked.substring(to);
            at = indexOfIgnoreCase(masked, "authorization", from);
        }
        return masked;
    }

    private static int indexOfIgnoreCase(String text, String part, int from) {
        for (int i = from; i <= text.length() - part.length(); i++)
            if (text.regionMatches(true, i, part, 0, part.length())) return i;
        return -1;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '-';
    }

    private static boolean isWord(char c) {
        return c < 128 && (c == '_' || Character.isLetterOrDigit(c));
    }
}
