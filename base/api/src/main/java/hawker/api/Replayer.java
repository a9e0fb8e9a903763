package hawker.api;

import hawker.kernel.AccountId;
import java.util.Optional;

/**
 * Answers a repeated request from what its first run left in the database, for operations that
 * claim their key with a subject ({@link Call#claim}). A room that keeps versions of its objects
 * renders the version which the first request made, so nothing but the row of the key is stored.
 */
public interface Replayer {

    /**
     * The answer that the request {@code requestId} got or would have got: a refusal (402) is
     * thrown as {@link ApiError} just as the first time.
     *
     * @return empty if the subject is not of this room, or the first run has no result yet
     */
    Optional<Answer> replay(AccountId account, String subject, String requestId, Call call);
}
