package hawker.api;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.GroupCommit;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.web.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One effect for one key, however often and however concurrently a client asks (stripe.md §1.6).
 *
 * <p>Clients repeat requests on broken connections, on 409 and on 500, some of them without being
 * told to. So every POST may carry an Idempotency-Key, and a row (account, key) decides who works.
 * The account number contains the mode, so a key never crosses accounts or modes. The row comes
 * into being in one of three ways:
 *
 * <pre>
 * claimed      an INSERT of its own before the handler (most operations). Whoever inserts it works;
 *              everybody else finds it. {@link Call#write} puts the answer into it in the
 *              transaction of the effect.
 * with subject a row of the effect's own unit or transaction ({@link Call#claim}; payments). Who
 *              cannot insert it has no effect at all, since the whole unit is refused. The answer is
 *              not stored: it is rendered again from the subject's version which that request made.
 * with answer  one INSERT at the end of the effect's transaction, where the handler claims itself
 *              and needs only one transaction. Two at once both work, the second rolls back.
 * </pre>
 *
 * <p>The law: <b>an effect commits only together with a row that is its own request's.</b> A
 * claimed row is fenced by the request's id: after {@link #LEASE} without an answer a repetition
 * takes it over, and a first request that is merely slow then finds, in its own transaction, that
 * the row is no longer its own, and rolls back. A row with a subject is never taken over: its
 * effect is durable, and the room's resolver will finish it.
 *
 * <p>Not stored: what was refused before it began (400, 404, 409, 429; the key is free again), as
 * Stripe documents. Stored: success, a decline (402), and a failure of ours after the work began
 * (500), unless the database is away, when nobody knows and the lease decides.
 *
 * <p>The way not taken: keeping the answer in a cache beside the database. It is quicker to look up
 * and wrong exactly when it matters, after a crash between effect and cache.
 */
final class Idempotency {

    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration KEPT = Duration.ofDays(2);
    static final int MAX_KEY = 255;

    private static final Logger LOG = Logger.getLogger(Idempotency.class.getName());

    /** The claim was lost or the key is taken: rolls the effect back. */
    private static final class Lost extends RuntimeException {
        Lost() {
            super("the idempotency key belongs to another request", null, false, false);
        }
    }

    private final IdempotencySql sql = new IdempotencySql();
    private final RecentKeys recent = new RecentKeys();
    private final TxRunner tx;
    private final Clock clock;
    private final Disguise disguise;
    private final List<Replayer> replayers;

    Idempotency(Platform platform, Disguise disguise, List<Replayer> replayers) {
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.disguise = disguise;
        this.replayers = List.copyOf(replayers);
    }

    /**
     * How card numbers in keys are kept (I12). Programs make keys of what they have, and of long
     * decimal numbers some look like card numbers by chance; others are card numbers. Such a key is
     * neither refused nor kept: in its place stands {@code masked.digest}, where the digest is
     * HMAC-SHA-256 of the key, cut to 128 bits. Masking alone would make two keys one, and a digest
     * without a secret could be tried against all card numbers (PCI DSS 3.5.1.1). All other keys
     * stand for themselves.
     *
     * <p>The secret lies in DATA/keys/idempotency.key, apart from the database, and is made when it
     * is first needed. Nodes must share that folder, else one does not know the other's keys.
     */
    static final class Disguise {

        private static final int SECRET = 43;
        private static final int DIGEST = 32;

        private final Path file;
        private final Ids ids;
        private byte @Nullable [] secret;

        Disguise(Platform platform) {
            this.file = platform.settings().data().resolve("keys").resolve("idempotency.key");
            this.ids = platform.ids();
        }

        /** The key as it may be kept and shown: at most {@link #MAX_KEY} characters. */
        String of(String key) {
            var masked = Masking.cards(key);
            if (masked.equals(key)) return key;
            // Of a longer run of digits the cut could make a card number.
            var shown =
                    Masking.cards(
                            masked.substring(0, Math.min(masked.length(), MAX_KEY - DIGEST - 1)));
            return shown + "." + digest(key);
        }

        private String digest(String text) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
                var digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest, 0, DIGEST / 2);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private synchronized byte[] secret() {
            if (secret == null) secret = readOrMake();
            return secret;
        }

        /** Written beside its place and linked there, so that of two nodes one makes it, whole. */
        private byte[] readOrMake() {
            try {
                if (!Files.exists(file)) {
                    Files.createDirectories(file.getParent(), open("rwx------"));
                    var made = file.resolveSibling("idempotency." + ids.token(12));
                    Files.createFile(made, open("rw-------"));
                    Files.writeString(made, ids.token(SECRET));
                    try {
                        Files.createLink(file, made);
                    } catch (FileAlreadyExistsException quicker) {
                        LOG.log(Level.FINE, "another node made the key of the keys", quicker);
                    }
                    Files.delete(made);
                }
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static FileAttribute<Set<PosixFilePermission>> open(String to) {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(to));
        }
    }

    /** The key of a request as it is kept. */
    String kept(String key) {
        return disguise.of(key);
    }

    /** Whether this process has seen the key, so that a look-up is worth its round trip. */
    boolean isKnown(KeyClaim claim) {
        return recent.seen(claim.account(), key(claim));
    }

    /** Claims the key before the handler runs; the stored answer if it was used before. */
    Optional<Answer> claim(KeyClaim claim) {
        var key = key(claim);
        boolean mine =
                tx.inAccount(claim.account(), t -> sql.claim(claim.account(), t, claim, key));
        if (mine) {
            claim.held();
            return Optional.empty();
        }
        return lookUp(claim);
    }

    /**
     * What stands under the key: the answer to repeat, or nothing (also when a dead request's row
     * was taken over, which the claim then holds). Throws 400 for other parameters and 409 while
     * the first request runs.
     */
    Optional<Answer> lookUp(KeyClaim claim) {
        var account = claim.account();
        var key = key(claim);
        var found = tx.readAccount(account, t -> sql.find(account, t, key));
        if (found.isEmpty()) return Optional.empty();
        var row = found.get();
        if (!row.fingerprint().equals(claim.fingerprint())) throw ApiError.keyReused(key);
        if (row.answer().isPresent()) {
            claim.repeats(row.requestId());
            return row.answer();
        }
        if (row.subject().isPresent()) return replayed(claim, key, row, row.subject().get());
        boolean alive = row.madeAt().plus(LEASE).isAfter(clock.now());
        if (alive) throw ApiError.keyInUse(key);
        boolean mine =
                tx.inAccount(account, t -> sql.takeOver(account, t, claim, key, row.requestId()));
        if (!mine) throw ApiError.keyInUse(key);
        claim.held();
        return Optional.empty();
    }

    private Optional<Answer> replayed(
            KeyClaim claim, String key, IdempotencySql.Stored row, String subject) {
        for (var replayer : replayers) {
            try {
                var answer =
                        replayer.replay(claim.account(), subject, row.requestId(), claim.call());
                if (answer.isEmpty()) continue;
                claim.repeats(row.requestId());
                return answer;
            } catch (ApiError refusedAsBefore) {
                claim.repeats(row.requestId());
                return Optional.of(refusedAsBefore.answer());
            }
        }
        throw ApiError.keyInUse(key);
    }

    void join(KeyClaim claim, GroupCommit.Unit unit, String subject) {
        sql.add(unit, claim, key(claim), subject);
    }

    void join(KeyClaim claim, Tx t, String subject, boolean held) {
        var account = claim.account();
        boolean mine =
                held
                        ? sql.name(account, t, key(claim), claim.requestId(), subject)
                        : sql.claimWithSubject(account, t, claim, key(claim), subject);
        if (!mine) throw new Lost();
    }

    /** The effect with its answer in one transaction. */
    Answer write(KeyClaim claim, Function<Tx, Answer> effect) {
        if (claim.key().isEmpty()) return tx.inAccount(claim.account(), effect);
        try {
            var answer = tx.inAccount(claim.account(), t -> effectAndAnswer(claim, t, effect));
            claim.answered();
            return answer;
        } catch (Lost lost) {
            return lookUp(claim).orElseThrow(() -> ApiError.keyInUse(key(claim)));
        }
    }

    private Answer effectAndAnswer(KeyClaim claim, Tx t, Function<Tx, Answer> effect) {
        var account = claim.account();
        var answer = effect.apply(t);
        boolean mine =
                claim.isHeld()
                        ? sql.answer(account, t, key(claim), claim.requestId(), answer)
                        : sql.claimWithAnswer(account, t, claim, key(claim), answer);
        if (!mine) throw new Lost();
        return answer;
    }

    /** Stores an answer whose effect is done or never was; the claim is held. */
    void answer(KeyClaim claim, Answer answer) {
        var account = claim.account();
        tx.inAccount(account, t -> sql.answer(account, t, key(claim), claim.requestId(), answer));
        claim.answered();
    }

    /** From now on repetitions get the body that went out. */
    void sentAs(KeyClaim claim, Answer sent) {
        var account = claim.account();
        tx.doInAccount(
                account,
                t -> sql.sentAs(account, t, key(claim), claim.requestId(), Json.text(sent.body())));
    }

    void release(KeyClaim claim) {
        var account = claim.account();
        tx.doInAccount(account, t -> sql.release(account, t, key(claim), claim.requestId()));
    }

    int prune() {
        var before = clock.now().minus(KEPT);
        return tx.acrossAccounts("prune-idempotency", t -> sql.acrossPrune(t, before));
    }

    private static String key(KeyClaim claim) {
        return claim.key().orElseThrow();
    }
}
