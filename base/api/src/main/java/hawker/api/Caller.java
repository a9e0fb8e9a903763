package hawker.api;

import hawker.kernel.AccountId;
import java.util.Optional;
import java.util.Set;

/**
 * Whose key came with a request.
 *
 * @param account the account acted for, by the number of the key's mode
 * @param rights of a restricted key, "payment_intents:read" or "payment_intents:write" (which
 *     includes reading); of an ephemeral key "customer:cus_…"; empty for the other kinds
 * @param apiVersion the version of the account, for requests that name none
 * @param platform whose key it is, when it acts for a connected account ({@code Stripe-Account});
 *     {@code account} is then the connected one
 */
public record Caller(
        AccountId account,
        ApiKeyKind kind,
        String keyId,
        Set<String> rights,
        String apiVersion,
        Optional<AccountId> platform) {

    /** The right to read everything and to change nothing. */
    public static final String READ_ALL = "*:read";

    private static final String CUSTOMER = "customer:";

    public Caller {
        rights = Set.copyOf(rights);
    }

    /** Somebody who acts for the own account. */
    public Caller(
            AccountId account,
            ApiKeyKind kind,
            String keyId,
            Set<String> rights,
            String apiVersion) {
        this(account, kind, keyId, rights, apiVersion, Optional.empty());
    }

    /** The same key, acting for an account that is connected to its own. */
    Caller actingFor(AccountId connected) {
        return new Caller(connected, kind, keyId, rights, apiVersion, Optional.of(account));
    }

    /** Whether the list of a restricted key reaches a resource. */
    boolean may(String resource, boolean write) {
        return rights.contains(resource + ":write")
                || (!write && (rights.contains(resource + ":read") || rights.contains(READ_ALL)));
    }

    /** Whether an ephemeral key was made for this customer. */
    boolean isOf(String customer) {
        return rights.contains(CUSTOMER + customer);
    }

    /** The caller behind an ephemeral key: one customer of an account. */
    public static Caller ofCustomer(
            AccountId account, String customer, String keyId, String apiVersion) {
        return new Caller(
                account, ApiKeyKind.EPHEMERAL, keyId, Set.of(CUSTOMER + customer), apiVersion);
    }
}
