package hawker.kernel;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what the program put into an id. An id is {@code prefix_} and 24 base62 characters in one
 * of two layouts:
 *
 * <pre>
 * ordinary  1 · T7 · A6 · C2 · R8  T milliseconds since 2025, A owner, C count in the millisecond, R random
 * secret    2 · A6 · R17        holding it is the right: 101 random bits, no time
 * </pre>
 *
 * The owner in an id is a route to a shard, never authority: whoever reads it still asks the row.
 */
public final class IdCodec {

    static final long EPOCH = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    static final int BODY = 24;
    private static final long LAST_TIME = 3_521_614_606_207L; // 62^7 - 1
    private static final Duration APART = Duration.ofDays(40);
    private static final BigInteger R17 = BigInteger.valueOf(62).pow(17);

    private IdCodec() {}

    /**
     * The owner number inside an id of either layout; empty for ids that callers chose or that are
     * malformed.
     */
    public static Optional<Long> owner(String id) {
        int start = id.lastIndexOf('_') + 1;
        if (id.length() - start != BODY || !Base62.isDigits(id, start, id.length()))
            return Optional.empty();
        return switch (id.charAt(start)) {
            case '1' -> Optional.of(Base62.read(id, start + 8, start + 14));
            case '2' -> Optional.of(Base62.read(id, start + 1, start + 7));
            default -> Optional.empty();
        };
    }

    /** The owning account inside an id. */
    public static Optional<AccountId> account(String id) {
        return owner(id).filter(n -> n >= 2).map(AccountId::new);
    }

    /** The owning person inside an id. */
    public static Optional<UserId> user(String id) {
        return owner(id).filter(n -> n >= 1).map(UserId::new);
    }

    /** The moment an ordinary id was made. */
    public static Optional<Instant> time(String id) {
        int start = id.lastIndexOf('_') + 1;
        if (id.length() - start != BODY || id.charAt(start) != '1') return Optional.empty();
        if (!Base62.isDigits(id, start, id.length())) return Optional.empty();
        return Optional.of(Instant.ofEpochMilli(EPOCH + Base62.read(id, start + 1, start + 8)));
    }

    /** A body that sorts before all that are made from this moment on, and after all before it. */
    public static String firstBody(Instant moment) {
        var out = new char[BODY];
        java.util.Arrays.fill(out, '0');
        out[0] = '1';
        Base62.write(Math.clamp(moment.toEpochMilli() - EPOCH, 0, LAST_TIME), out, 1, 7);
        return new String(out);
    }

    /**
     * A body below those of all rows stamped from a moment on. An id is made when a thing begins,
     * the stamp may be of its end: a hold lives a month at the most, and its journals are named
     * with it. A query by stamps names this bound too, so that it reads the index of the ids from
     * there and not from the first day.
     */
    public static String bodyBelow(Instant stampedFrom) {
        return firstBody(stampedFrom.minus(APART));
    }

    /** A body above those of all rows stamped before a moment. */
    public static String bodyAbove(Instant stampedBefore) {
        return firstBody(stampedBefore.plus(APART));
    }

    static String accountText(AccountId account) {
        return "acct_" + body("hawker acct", account.live().number());
    }

    static String userText(UserId user) {
        return "usr_" + body("hawker usr", user.number());
    }

    static Optional<AccountId> accountOf(String text) {
        if (!text.startsWith("acct_") || text.length() != 5 + BODY) return Optional.empty();
        long number = Base62.read(text, 5 + 8, 5 + 14);
        if (number < 2 || number % 2 != 0) return Optional.empty();
        var account = new AccountId(number);
        return accountText(account).equals(text) ? Optional.of(account) : Optional.empty();
    }

    /**
     * The ordinary layout with T and R replaced by digits of a hash, so that it tells neither time
     * nor count.
     */
    private static String body(String salt, long number) {
        var digits = new char[17];
        var rest = sha256(salt + number).mod(R17);
        for (int i = 16; i >= 0; i--) {
            var step = rest.divideAndRemainder(BigInteger.valueOf(62));
            digits[i] = Base62.digit(step[1].intValueExact());
            rest = step[0];
        }
        var owner = new char[6];
        Base62.write(number, owner, 0, 6);
        var hash = new String(digits);
        return "1" + hash.substring(0, 7) + new String(owner) + hash.substring(7);
    }

    private static BigInteger sha256(String text) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
