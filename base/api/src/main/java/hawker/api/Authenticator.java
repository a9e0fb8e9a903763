package hawker.api;

import java.util.Optional;

/** Knows the keys; the accounts room does. */
public interface Authenticator {

    /**
     * The caller behind a key; empty if there is no such key. Throws {@link ApiError} {@code
     * api_key_expired} for one that has run out. Called once a request, so it must answer from
     * memory most of the time; what it remembers may be at most one second old (a revoked key must
     * be dead within that time on every node).
     */
    Optional<Caller> authenticate(String key);
}
