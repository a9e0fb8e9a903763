package hawker.webhooks;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.kernel.AccountId;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoints of each account, at most one second old: most accounts have none. */
final class Endpoints {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final TxRunner tx;
    private final Platforms platforms;
    private final LoadingCache<AccountId, List<Endpoint>> known;

    Endpoints(TxRunner tx, Platforms platforms) {
        this.tx = tx;
        this.platforms = platforms;
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(REMEMBERED)
                        .build(account ->
                                tx.readAccount(account, t -> EndpointsSql.all(account, t)));
    }

    List<Endpoint> of(AccountId account) {
        return known.get(account);
    }

    /** Who hears what happens to an account: itself, and the platforms that act for it. */
    List<Endpoint> hearing(AccountId account) {
        var hearing = new ArrayList<Endpoint>();
        for (var endpoint : of(account)) if (!endpoint.connect()) hearing.add(endpoint);
        for (var platform : platforms.of(account))
            for (var endpoint : of(platform)) if (endpoint.connect()) hearing.add(endpoint);
        return hearing;
    }

    /** Those of an account that hear what happens to accounts connected to it. */
    List<Endpoint> ofOthers(AccountId account) {
        return of(account).stream().filter(Endpoint::connect).toList();
    }

    boolean hearsOfOthers(AccountId account) {
        return of(account).stream().anyMatch(Endpoint::connect);
    }

    Optional<Endpoint> find(AccountId account, Endpoint.Id id) {
        return tx.readAccount(account, t -> EndpointsSql.find(account, t, id));
    }

    /** The next reader asks the database. */
    void forget(AccountId account) {
        known.invalidate(account);
    }
}
