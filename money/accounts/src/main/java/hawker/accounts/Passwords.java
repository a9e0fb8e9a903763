package hawker.accounts;

import hawker.kernel.Ids;
import hawker.platform.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes (RFC 9106), 19 MiB and 2 passes: OWASP's least setting, about 50 ms.
 * Only so many are reckoned at once as the machine has processors, so that a flood of sign-ins
 * takes neither the memory nor the processors of those who pay.
 */
final class Passwords {

    static final int MIN = 8;
    static final int MAX = 256;

    private static final int KIB = 19_456;
    private static final int PASSES = 2;
    private static final int BYTES = 32;
    private static final long PATIENCE_SECONDS = 5;
    private static final String FORM = "$argon2id$v=19$m=19456,t=2,p=1$";
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    private final Ids ids;
    private final String dummy;

    Passwords(Ids ids) {
        this.ids = ids;
        this.dummy = text(ids.token(22), new byte[BYTES]);
    }

    /** The stored form; empty if too many are waiting. */
    Optional<String> hash(String password) {
        var salt = ids.token(22);
        return reckon(password, salt).map(bytes -> text(salt, bytes));
    }

    /**
     * Whether the password is the one behind a stored form; empty if too many are waiting. Without
     * a stored form the same work is done for nothing, so that time does not tell who is known.
     */
    Optional<Boolean> matches(String password, Optional<String> stored) {
        var form = stored.orElse(dummy);
        int dollar = form.indexOf('$', FORM.length());
        var salt = form.substring(FORM.length(), dollar);
        var reckoned = reckon(password, salt).map(bytes -> text(salt, bytes));
        return reckoned.map(r -> Secrets.equal(r, form) && stored.isPresent());
    }

    private static String text(String salt, byte[] hash) {
        return FORM + salt + "$" + BASE64.encodeToString(hash);
    }

    private Optional<byte[]> reckon(String password, String salt) {
        if (!enter()) return Optional.empty();
        try {
            var parameters =
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(KIB)
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
