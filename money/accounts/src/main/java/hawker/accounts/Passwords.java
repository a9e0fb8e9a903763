package hawker.accounts;

import hawker.kernel.Ids;
import hawker.platform.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes (RFC 9106), by default of 19 MiB and 2 passes: OWASP's least
 * setting, about 50 ms. A stored form names its own cost, so that it stays good when the cost is
 * raised. Only so many are reckoned at once as the machine has processors, so that a flood of
 * sign-ins takes neither the memory nor the processors of those who pay.
 */
final class Passwords {

    static final int MIN = 8;
    static final int MAX = 256;

    /** OWASP's least memory with two passes. */
    static final int LEAST_KIB = 19_456;

    private static final int PASSES = 2;
    private static final int BYTES = 32;
    private static final long PATIENCE_SECONDS = 5;
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=2,p=1\\$(\\w+)\\$.+");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    private final Ids ids;
    private final int kib;
    private final String dummy;

    Passwords(Ids ids, int kib) {
        this.ids = ids;
        this.kib = kib;
        this.dummy = text(kib, ids.token(22), new byte[BYTES]);
    }

    /** The stored form; empty if too many are waiting. */
    Optional<String> hash(String password) {
        var salt = ids.token(22);
        return reckon(password, kib, salt).map(bytes -> text(kib, salt, bytes));
    }

    /**
     * Whether the password is the one behind a stored form; empty if too many are waiting. Without
     * a stored form the same work is done for nothing, so that time does not tell who is known.
     */
    Optional<Boolean> matches(String password, Optional<String> stored) {
        var form = FORM.matcher(stored.orElse(dummy));
        if (!form.matches()) throw new IllegalStateException("not a stored password");
        int cost = Integer.parseInt(form.group(1));
        var salt = form.group(2);
        var reckoned = reckon(password, cost, salt).map(bytes -> text(cost, salt, bytes));
        return reckoned.map(r -> Secrets.equal(r, form.group()) && stored.isPresent());
    }

    private static String text(int kib, String salt, byte[] hash) {
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(kib, PASSES, salt, BASE64.encodeToString(hash));
    }

    private Optional<byte[]> reckon(String password, int cost, String salt) {
        if (!enter()) return Optional.empty();
        try {
            var parameters =
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(cost)
                            .withIterations(PASSES)
                            .withParallelism(1)
                            .withSalt(salt.getBytes(StandardCharsets.US_ASCII))
                            .build();
            var generator = new Argon2BytesGenerator();
            generator.init(parameters);
            var hash = new byte[BYTES];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return Optional.of(hash);
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
