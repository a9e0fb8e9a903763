package hawker.kernel;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes every id of the program (there is no sequence in the database). Ordinary ids of one process
 * never go back, not even within a millisecond, so that ordering by id is ordering by creation. The
 * layouts stand at {@link IdCodec}.
 */
public final class Ids {

    private static final long PER_MILLISECOND = 62 * 62;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** {@code prefix_} and 24 characters that sort by time. */
    public String ordinary(String prefix, AccountId owner) {
        return prefix + "_" + ordinaryBody(owner.number());
    }

    /** The same for something a person owns. */
    public String ordinary(String prefix, UserId owner) {
        return prefix + "_" + ordinaryBody(owner.number());
    }

    /** The 24 characters alone, for keys that carry no prefix (journals). */
    public String body(AccountId owner) {
        return ordinaryBody(owner.number());
    }

    /** An unguessable id: holding it is the right to what it names. */
    public String secret(String prefix, AccountId owner) {
        return prefix + "_" + secretBody(owner.number());
    }

    /** The same for something a person owns. */
    public String secret(String prefix, UserId owner) {
        return prefix + "_" + secretBody(owner.number());
    }

    /**
     * Random base62 characters from the secure generator: client secrets, API keys, session tokens.
     */
    public String token(int characters) {
        var out = new char[characters];
        for (int i = 0; i < characters; i++) out[i] = Base62.digit(random.nextInt(62));
        return new String(out);
    }

    /** A number for a new account: even, so that it is the live one of its pair. */
    public AccountId newAccount() {
        return new AccountId(random.nextLong(1, AccountId.LIMIT / 2) * 2);
    }

    public UserId newUser() {
        return new UserId(random.nextLong(1, AccountId.LIMIT));
    }

    private String ordinaryBody(long owner) {
        long tick = tick();
        var out = new char[IdCodec.BODY];
        out[0] = '1';
        Base62.write(tick / PER_MILLISECOND, out, 1, 7);
        Base62.write(owner, out, 8, 6);
        Base62.write(tick % PER_MILLISECOND, out, 14, 2);
        // Not a secret: 47 random bits tell apart what two processes made in one millisecond.
        Base62.write(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), out, 16, 8);
        return new String(out);
    }

    private String secretBody(long owner) {
        var out = new char[IdCodec.BODY];
        out[0] = '2';
        Base62.write(owner, out, 1, 6);
        for (int i = 7; i < out.length; i++) out[i] = Base62.digit(random.nextInt(62));
        return new String(out);
    }

    /** Milliseconds and a count within them, as one number that only grows. */
    private long tick() {
        long now = (clock.now().toEpochMilli() - IdCodec.EPOCH) * PER_MILLISECOND;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
