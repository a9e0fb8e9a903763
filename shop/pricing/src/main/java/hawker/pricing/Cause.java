package hawker.pricing;

import hawker.api.Call;
import java.util.Optional;

/** The API request that caused a change, and its idempotency key. */
public record Cause(Optional<String> request, Optional<String> idempotencyKey) {

    /** No request: the program itself. */
    public static final Cause NONE = new Cause(Optional.empty(), Optional.empty());

    public static Cause of(Call call) {
        return new Cause(Optional.of(call.requestId()), call.idempotencyKey());
    }
}
