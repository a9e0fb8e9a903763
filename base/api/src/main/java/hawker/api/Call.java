package hawker.api;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.GroupCommit;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.web.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One request to an operation: checked, decoded, and with its idempotency key in hand. */
public final class Call {

    private static final int DEFAULT_LIMIT = 10;

    private final Request request;
    private final Caller caller;
    private final Params params;
    private final String version;
    private final KeyClaim claim;
    private final TxRunner tx;
    private final Optional<Upload> upload;

    Call(
            Request request,
            Caller caller,
            Params params,
            String version,
            KeyClaim claim,
            TxRunner tx,
            Optional<Upload> upload) {
        this.request = request;
        this.caller = caller;
        this.params = params;
        this.version = version;
        this.claim = claim;
        this.tx = tx;
        this.upload = upload;
    }

    /** The account acted for, in the mode of the key. */
    public AccountId account() {
        return caller.account();
    }

    public Caller caller() {
        return caller;
    }

    /** The platform that acts for the account; empty if the account acts itself. */
    public Optional<AccountId> platform() {
        return caller.platform();
    }

    /**
     * Whether the key may be public, so that the answer leaves out what only the seller may see.
     */
    public boolean isPublic() {
        return caller.kind() == ApiKeyKind.PUBLISHABLE;
    }

    public Params params() {
        return params;
    }

    /** A named part of the path. */
    public String path(String name) {
        return request.pathParam(name);
    }

    public String requestId() {
        return request.id();
    }

    public String remoteAddress() {
        return request.remoteAddress();
    }

    /** When the request arrived. */
    public Instant receivedAt() {
        return request.receivedAt();
    }

    public Optional<String> idempotencyKey() {
        return claim.key();
    }

    /** Why events happen that this call brings about. */
    public Event.Cause cause() {
        return new Event.Cause(account(), Optional.of(requestId()), idempotencyKey());
    }

    /**
     * The file of an {@link Operation#upload}.
     *
     * @throws ApiError 400 if the parameter {@code file} came as a text
     */
    public Upload upload() {
        return upload.orElseThrow(() -> ApiError.parameterInvalid("file", "A file is expected."));
    }

    /** The version of the API that the answer will be in. */
    public String version() {
        return version;
    }

    public List<String> expand() {
        return params.texts("expand");
    }

    /** Whether a path is to be expanded: {@code total_count}. */
    public boolean expands(String path) {
        return expand().contains(path);
    }

    /** Reads of the account, outside a transaction. */
    public <T> T read(Function<Tx, T> read) {
        return tx.readAccount(account(), read);
    }

    /**
     * The effect and the answer to repeat, in one transaction: after a crash there are both or
     * neither. What {@code effect} throws rolls it back.
     */
    public Answer write(Function<Tx, Answer> effect) {
        return claim.write(effect);
    }

    /**
     * Lets the row of the idempotency key ride in a unit of the group-commit writer; a repetition
     * is then answered by the room's {@link Replayer} from the subject. Nothing happens without a
     * key.
     */
    public void claim(GroupCommit.Unit unit, String subject) {
        claim.join(unit, subject);
    }

    /**
     * The same in a transaction of the room, for effects that need several (record the attempt,
     * call the network, record the result): from its commit on, a repetition is answered by the
     * {@link Replayer} and never runs again.
     */
    public void claim(Tx tx, String subject) {
        claim.join(tx, subject);
    }

    /**
     * What to do when the unit of {@link #claim} came back as a conflict: the stored answer, or a
     * thrown 409 (still running) or 400 (other parameters).
     *
     * @return empty if the key was not the cause: another row of the unit stood there already
     */
    public Optional<Answer> replayOrConflict() {
        return claim.lookUp();
    }

    /** The page asked for; the operation's shape has {@link Param#paging}. */
    public PageRequest page() {
        int limit = params.integer("limit").map(Math::toIntExact).orElse(DEFAULT_LIMIT);
        var after = params.text("starting_after");
        var before = params.text("ending_before");
        if (after.isPresent() && before.isPresent())
            throw ApiError.parametersExclusive("starting_after", "ending_before");
        after.ifPresent(id -> checkCursor("starting_after", id));
        before.ifPresent(id -> checkCursor("ending_before", id));
        return new PageRequest(limit, after, before);
    }

    /** A cursor of another account is no cursor; whether its row exists does not matter. */
    private void checkCursor(String param, String id) {
        if (id.startsWith("acct_")) return; // An account's id names itself, not an owner.
        var owner = IdCodec.account(id);
        if (owner.isPresent() && !owner.get().equals(account()))
            throw ApiError.missingReference("object", id, param);
    }

    /** What a browser sent as proof that it was given the object. */
    public Optional<String> clientSecret() {
        return params.text("client_secret");
    }

    /**
     * Refuses a publishable key without the object's secret, just as if there were no such object.
     */
    public void checkClientSecret(String expected, String object, String id) {
        boolean proven = clientSecret().map(sent -> Secrets.equal(sent, expected)).orElse(false);
        if (isPublic() && !proven) throw ApiError.missing(object, id);
    }

    KeyClaim keyClaim() {
        return claim;
    }
}
