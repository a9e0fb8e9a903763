package hawker.accounts;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.api.ApiError;
import hawker.api.ApiKeyKind;
import hawker.api.Authenticator;
import hawker.api.Caller;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * API keys. A key is {@code sk_test_} and 48 characters: the secret layout of ids, which holds the
 * owner's number so that one row of one owner answers, and 24 more random ones. Stored is its
 * SHA-256; that row under that hash is the proof, the number inside is only the way to it.
 *
 * <p>What is found is remembered for one second, by the program's clock: a revoked key is dead
 * within that time on every node, and a busy key costs one look-up a second.
 */
final class ApiKeys implements Authenticator {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int REMEMBERED_KEYS = 10_000;
    private static final int LAYOUT = 24;
    private static final int MORE = 24;

    /** A key that exists; whether it has run out is asked each time. */
    private record Known(Caller caller, Optional<Instant> expires, String hint) {}

    private final AccountsSql sql = new AccountsSql();
    private final Platform platform;
    private final LoadingCache<String, Optional<Known>> known;

    ApiKeys(Platform platform) {
        this.platform = platform;
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED_KEYS)
                        .expireAfterWrite(REMEMBERED)
                        .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000)
                        .build(this::look);
    }

    @Override
    public Optional<Caller> authenticate(String key) {
        var found = known.get(key);
        if (found.isEmpty()) return Optional.empty();
        var expires = found.get().expires;
        if (expires.isPresent() && !platform.clock().now().isBefore(expires.get()))
            throw ApiError.keyExpired(found.get().hint);
        return Optional.of(found.get().caller);
    }

    private Optional<Known> look(String key) {
        int start = key.lastIndexOf('_') + 1;
        if (key.length() != start + LAYOUT + MORE) return Optional.empty();
        var owner = IdCodec.account(key.substring(0, start + LAYOUT));
        if (owner.isEmpty()) return Optional.empty();
        var account = owner.get();
        return platform.tx()
                .readAccount(account, tx -> sql.keyByHash(account, tx, Secrets.sha256(key)))
                .filter(found -> key.startsWith(prefix(account, found.kind()) + "_"))
                .map(found -> new Known(caller(account, found), found.expires(), found.hint()));
    }

    private Caller caller(AccountId account, ApiKey key) {
        var version =
                platform.tx()
                        .readAccount(account.live(), tx -> sql.find(account.live(), tx))
                        .map(Account::apiVersion)
                        .orElseThrow(() -> new IllegalStateException("key without account"));
        return new Caller(account, key.kind(), key.id(), key.rights(), version);
    }

    /** Makes a key in the transaction of its cause. */
    NewKey create(Tx tx, AccountId account, ApiKeyKind kind, String name) {
        return create(tx, account, kind, name, Set.of());
    }

    NewKey create(Tx tx, AccountId account, ApiKeyKind kind, String name, Set<String> rights) {
        if (kind != ApiKeyKind.RESTRICTED && !rights.isEmpty())
            throw new IllegalArgumentException("only restricted keys have a list of rights");
        var ids = platform.ids();
        var secret = ids.secret(prefix(account, kind), account) + ids.token(MORE);
        var key =
                new ApiKey(
                        ids.ordinary("mk", account),
                        kind,
                        name,
                        hint(secret),
                        kind == ApiKeyKind.PUBLISHABLE ? Optional.of(secret) : Optional.empty(),
                        rights,
                        platform.clock().now(),
                        Optional.empty());
        sql.insertKey(account, tx, key, Secrets.sha256(secret));
        return new NewKey(key, secret);
    }

    List<ApiKey> all(AccountId account) {
        var now = platform.clock().now();
        return platform.tx().readAccount(account, tx -> sql.keys(account, tx, now));
    }

    /** The newest publishable key in full; empty if the account has none. */
    String publishable(AccountId account) {
        return all(account).stream()
                .filter(key -> key.kind() == ApiKeyKind.PUBLISHABLE)
                .flatMap(key -> key.publicKey().stream())
                .findFirst()
                .orElse("");
    }

    /** A new key with the name, kind and rights of an old one, which works on for a while. */
    Optional<NewKey> roll(AccountId account, String keyId, Duration overlap) {
        var old = all(account).stream().filter(k -> k.id().equals(keyId)).findFirst();
        if (old.isEmpty()) return Optional.empty();
        var end = platform.clock().now().plus(overlap);
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            if (!sql.expireKey(account, tx, keyId, end)) return Optional.empty();
                            var key = old.get();
                            return Optional.of(
                                    create(tx, account, key.kind(), key.name(), key.rights()));
                        });
    }

    /** Ends a key in the transaction of its cause. */
    boolean end(Tx tx, AccountId account, String keyId, Instant at) {
        tx.afterCommit(known::invalidateAll);
        return sql.expireKey(account, tx, keyId, at);
    }

    boolean revoke(AccountId account, String keyId) {
        var now = platform.clock().now();
        boolean done =
                platform.tx().inAccount(account, tx -> sql.expireKey(account, tx, keyId, now));
        known.invalidateAll();
        return done;
    }

    private static String prefix(AccountId account, ApiKeyKind kind) {
        return kind.prefix() + (account.livemode() ? "_live" : "_test");
    }

    private static String hint(String secret) {
        return secret.substring(0, 9) + "…" + secret.substring(secret.length() - 4);
    }
}
