package hawker.accounts;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.kernel.IdCodec;
import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.web.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * Who is signed in where. The cookie holds a secret that contains the person's number, so that one
 * row answers; stored is its SHA-256. A session ends 30 days after it was last used, or by signing
 * out; every sign-in makes a new one. What was found is remembered for one second.
 */
final class Sessions {

    static final Duration LASTS = Duration.ofDays(30);
    private static final Duration NOTED_EVERY = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final PeopleSql sql;
    private final Platform platform;
    private final LoadingCache<String, Optional<Viewer>> known;
    private final String cookie;

    Sessions(Platform platform, PeopleSql sql, boolean secure) {
        this.platform = platform;
        this.sql = sql;
        this.cookie = secure ? "__Host-hk_session" : "hk_session";
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(REMEMBERED)
                        .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000)
                        .build(this::look);
    }

    String cookie() {
        return cookie;
    }

    /** A new session; its token goes into the cookie. */
    String begin(UserId person) {
        var token = platform.ids().secret("ses", person);
        var now = platform.clock().now();
        platform.tx()
                .doInUser(
                        person,
                        tx ->
                                sql.insertSession(
                                        person, tx, Secrets.sha256(token), now, now.plus(LASTS)));
        return token;
    }

    void end(String token) {
        known.invalidate(token);
        IdCodec.user(token)
                .ifPresent(person ->
                        platform.tx()
                                .doInUser(
                                        person,
                                        tx ->
                                                sql.deleteSession(
                                                        person, tx, Secrets.sha256(token))));
        known.invalidate(token);
    }

    /** What people may do has changed: this process asks again at once. */
    void forget() {
        known.invalidateAll();
    }

    Optional<Viewer> viewer(Request request) {
        return request.cookie(cookie).flatMap(known::get);
    }

    private Optional<Viewer> look(String token) {
        if (!token.startsWith("ses_") || token.length() > 40) return Optional.empty();
        return IdCodec.user(token).flatMap(person -> look(person, token));
    }

    private Optional<Viewer> look(UserId person, String token) {
        var hash = Secrets.sha256(token);
        var now = platform.clock().now();
        var session = platform.tx().readUser(person, tx -> sql.session(person, tx, hash));
        if (session.isEmpty() || !now.isBefore(session.get().expiresAt())) return Optional.empty();
        if (session.get().seenAt().plus(NOTED_EVERY).isBefore(now))
            platform.tx().doInUser(person, tx -> sql.seen(person, tx, hash, now, now.plus(LASTS)));
        return platform.tx()
                .readUser(
                        person,
                        tx ->
                                sql.find(person, tx)
                                        .map(found ->
                                                new Viewer(
                                                        found,
                                                        sql.memberships(person, tx),
                                                        csrf(token),
                                                        hash.substring(0, 16))));
    }

    /** A secret of the session that its pages may show: it does not lead back to the cookie. */
    private static String csrf(String token) {
        return Secrets.sha256("hawker csrf " + token).substring(0, 32);
    }

    int prune() {
        var now = platform.clock().now();
        return platform.tx()
                .acrossAccounts("prune-sessions", tx -> sql.acrossPruneSessions(tx, now));
    }
}
