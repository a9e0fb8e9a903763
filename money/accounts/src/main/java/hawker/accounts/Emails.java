package hawker.accounts;

import hawker.platform.Secrets;
import java.util.Locale;
import java.util.Optional;

/** E-mail addresses as logins: compared without case, stored for look-ups as a hash only. */
final class Emails {

    private static final int MAX = 254; // RFC 5321 §4.5.3.1.3

    private Emails() {}

    /** The address as it is compared; empty if mail could never reach it. */
    static Optional<String> parse(String typed) {
        var email = typed.strip().toLowerCase(Locale.ROOT);
        int at = email.lastIndexOf('@');
        boolean plausible =
                at > 0
                        && email.length() <= MAX
                        && email.indexOf('.', at) > at + 1
                        && !email.endsWith(".")
                        && email.chars()
                                .allMatch(c -> c > ' ' && c != 127 && ",;<>\"".indexOf(c) < 0);
        return plausible ? Optional.of(email) : Optional.empty();
    }

    static String hash(String email) {
        return Secrets.sha256("hawker login " + email);
    }
}
