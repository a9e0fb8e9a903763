package hawker.customers;

import hawker.api.Call;
import hawker.kernel.AccountId;
import java.util.Optional;

/** Who wanted a change: the account, and the API request if there was one; events repeat it. */
public record Cause(AccountId account, Optional<String> request, Optional<String> idempotencyKey) {

    /** The program itself. */
    public static Cause none(AccountId account) {
        return new Cause(account, Optional.empty(), Optional.empty());
    }

    static Cause of(Call call) {
        return new Cause(call.account(), Optional.of(call.requestId()), call.idempotencyKey());
    }
}
