package hawker.api;

import hawker.kernel.AccountId;
import java.util.Set;

/**
 * Whose key came with a request.
 *
 * @param account the number of the key's mode
 * @param rights of a restricted key, "payment_intents:read" or "payment_intents:write" (which
 *     includes reading); empty for the other kinds
 * @param apiVersion the version of the account, for requests that name none
 */
public record Caller(
        AccountId account, ApiKeyKind kind, String keyId, Set<String> rights, String apiVersion) {

    public Caller {
        rights = Set.copyOf(rights);
    }

    /** Whether the list of a restricted key reaches a resource. */
    boolean may(String resource, boolean write) {
        return rights.contains(resource + ":write")
                || (!write && rights.contains(resource + ":read"));
    }
}
