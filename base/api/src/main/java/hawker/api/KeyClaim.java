package hawker.api;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one request knows about its idempotency key, and how far it is with it. Belongs to one
 * thread.
 */
final class KeyClaim {

    private enum State {
        /** No row of ours. */
        OPEN,
        /** A row without an answer stands in the database under our request's id. */
        HELD,
        /** The row names a subject: the room's replayer answers repetitions. */
        SUBJECT,
        /** The row has its answer. */
        ANSWERED
    }

    private final Idempotency store;
    private final AccountId account;
    private final Optional<String> key;
    private final Supplier<String> fingerprintMaker;
    private final String requestId;
    private final Instant at;
    private @Nullable String fingerprint;
    private @Nullable Call call;
    private State state = State.OPEN;
    private boolean lookedUp;
    private Optional<String> original = Optional.empty();

    KeyClaim(
            Idempotency store,
            AccountId account,
            Optional<String> key,
            Supplier<String> fingerprintMaker,
            String requestId,
            Instant at) {
        this.store = store;
        this.account = account;
        this.key = key;
        this.fingerprintMaker = fingerprintMaker;
        this.requestId = requestId;
        this.at = at;
    }

    /** The call is made after its claim; replayers get it. */
    void belongsTo(Call call) {
        this.call = call;
    }

    AccountId account() {
        return account;
    }

    Optional<String> key() {
        return key;
    }

    String requestId() {
        return requestId;
    }

    Instant at() {
        return at;
    }

    String fingerprint() {
        if (fingerprint == null) fingerprint = fingerprintMaker.get();
        return fingerprint;
    }

    Call call() {
        if (call == null) throw new IllegalStateException("no call yet");
        return call;
    }

    /** The id of the first request, once this one turned out to repeat it. */
    Optional<String> original() {
        return original;
    }

    void repeats(String firstRequest) {
        original = Optional.of(firstRequest);
    }

    boolean isHeld() {
        return state == State.HELD;
    }

    /** Whether this very request stored its answer. */
    boolean isAnswered() {
        return state == State.ANSWERED;
    }

    /** Whether nothing was written and nobody has asked yet whether the key was used. */
    boolean isUnasked() {
        return key.isPresent() && state == State.OPEN && !lookedUp;
    }

    void held() {
        state = State.HELD;
    }

    void answered() {
        state = State.ANSWERED;
    }

    Optional<Answer> lookUp() {
        if (key.isEmpty()) return Optional.empty();
        lookedUp = true;
        return store.lookUp(this);
    }

    void join(GroupCommit.Unit unit, String subject) {
        if (key.isEmpty()) return;
        if (state == State.HELD)
            throw new IllegalStateException("declare the operation as claiming itself");
        store.join(this, unit, subject);
        state = State.SUBJECT;
    }

    void join(Tx tx, String subject) {
        if (key.isEmpty()) return;
        store.join(this, tx, subject, state == State.HELD);
        tx.afterCommit(() -> state = State.SUBJECT);
    }

    Answer write(Function<Tx, Answer> effect) {
        return store.write(this, effect);
    }
}
