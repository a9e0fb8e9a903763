package hawker.accounts;

import hawker.api.ApiKeyKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key of an account in one mode, as it may be shown.
 *
 * @param hint beginning and end of the key: {@code sk_test_2…wXyz}
 * @param publicKey the whole key, if it is a publishable one
 * @param rights of a restricted key: "payment_intents:write"
 * @param expires when it stops to work: a key that was rolled works on for a while
 */
public record ApiKey(
        String id,
        ApiKeyKind kind,
        String name,
        String hint,
        Optional<String> publicKey,
        Set<String> rights,
        Instant created,
        Optional<Instant> expires) {

    public ApiKey {
        rights = Set.copyOf(rights);
    }
}
