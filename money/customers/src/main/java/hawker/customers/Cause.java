package hawker.customers;

import hawker.api.Call;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import java.util.Optional;

/** Who wanted a change: the account, and the API request if there was one; events repeat it. */
public record Cause(AccountId account, Optional<String> request, Optional<String> idempotencyKey) {

    /** The program itself. */
    public static Cause none(AccountId account) {
        return new Cause(account, Optional.empty(), Optional.empty());
    }

    /** The same as the program's events have it. */
    Event.Cause ofEvent() {
        return new Event.Cause(account, request, idempotencyKey);
    }

    static Cause of(Event.Cause why) {
        return new Cause(why.account(), why.request(), why.idempotencyKey());
    }

    static Cause of(Call call) {
        return new Cause(call.account(), Optional.of(call.requestId()), call.idempotencyKey());
    }
}
