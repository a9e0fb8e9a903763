package hawker.accounts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What may be a handle: 3 to 30 of a-z, 0-9, hyphen and underscore, a letter or digit at both ends.
 */
final class Handles {

    static final int MAX = 30;
    private static final int MIN = 3;

    /** Names that would read as a part of the program or as its voice. */
    private static final Set<String> RESERVED =
            Set.of(
                    "about",
                    "account",
                    "accounts",
                    "admin",
                    "administrator",
                    "api",
                    "app",
                    "buy",
                    "cart",
                    "checkout",
                    "dashboard",
                    "feed",
                    "hawker",
                    "health",
                    "help",
                    "login",
                    "logout",
                    "mail",
                    "media",
                    "metrics",
                    "moderator",
                    "operator",
                    "orders",
                    "payments",
                    "postmaster",
                    "post",
                    "posts",
                    "privacy",
                    "root",
                    "search",
                    "security",
                    "settings",
                    "shop",
                    "shops",
                    "signup",
                    "staff",
                    "support",
                    "system",
                    "terms",
                    "webmaster",
                    "www");

    private Handles() {}

    static final String RULE =
            "A handle has 3 to 30 letters (a to z), digits, hyphens or underscores.";

    /** The handle as it is stored: without @, in lower case; empty if it cannot be one. */
    static Optional<String> parse(String typed) {
        return parseAny(typed).filter(handle -> !RESERVED.contains(handle));
    }

    /** The same, reserved names included. */
    static Optional<String> parseAny(String typed) {
        var handle = typed.strip().toLowerCase(Locale.ROOT);
        if (handle.startsWith("@")) handle = handle.substring(1);
        return isHandle(handle) ? Optional.of(handle) : Optional.empty();
    }

    /** A handle made of a name: "María José" becomes "maria-jose". */
    static String of(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        var handle = new StringBuilder();
        for (int i = 0; i < plain.length() && handle.length() < MAX; i++) {
            char c = plain.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) handle.append(c);
            else if (c <= ' ' && !handle.isEmpty()) handle.append('-');
        }
        while (!handle.isEmpty() && handle.charAt(handle.length() - 1) == '-')
            handle.setLength(handle.length() - 1);
        return parse(handle.toString()).orElse("member");
    }

    /** Another handle that reads like one that is taken. */
    static String like(String handle, String random) {
        var begin = handle.length() > MAX - 5 ? handle.substring(0, MAX - 5) : handle;
        return begin + "-" + random.toLowerCase(Locale.ROOT);
    }

    private static boolean isHandle(String text) {
        if (text.length() < MIN || text.length() > MAX) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean between = i > 0 && i < text.length() - 1 && (c == '-' || c == '_');
            if (!plain && !between) return false;
        }
        return true;
    }
}
