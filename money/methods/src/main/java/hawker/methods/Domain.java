package hawker.methods;

import hawker.kernel.AccountId;
import java.time.Instant;

/**
 * Where a seller's own pages may show wallets.
 *
 * @param id {@code pmd_} and 24 characters
 */
record Domain(String id, AccountId account, String name, boolean enabled, Instant created) {

    Domain enabled(boolean other) {
        return new Domain(id, account, name, other, created);
    }
}
