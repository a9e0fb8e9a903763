package hawker.oauth;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.api.Caller;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Codes become tokens, tokens become newer ones, and both end.
 *
 * <p>A code is changed once: its row is locked while it is looked at, so of two who bring it at the
 * same time one is served and the other is told that it was used. Whoever brings a used code may
 * have stolen it, so everything it was ever changed for ends then (RFC 6749 §4.1.2); that must
 * last, so the refusal is a result here and thrown after the commit.
 */
final class Granting {

    private static final Duration CODE_LIVES = Duration.ofMinutes(5);

    /** Requests under way with the key of before are not cut off. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Platform platform;
    private final Accounts accounts;
    private final AccountsModule keys;
    private final Connect connect;
    private final OauthSql sql;

    Granting(Platform platform, AccountsModule keys, Connect connect, OauthSql sql) {
        this.platform = platform;
        this.accounts = keys.accounts();
        this.keys = keys;
        this.connect = connect;
        this.sql = sql;
    }

    /** A code for an account that its owner lets the platform act for. */
    String code(Asked asked, AccountId account) {
        return code(asked, Optional.of(account), Optional.empty());
    }

    /** A code for somebody who wants an express account. */
    String code(Asked asked, Connect.Newcomer newcomer) {
        return code(asked, Optional.empty(), Optional.of(newcomer));
    }

    private String code(
            Asked asked, Optional<AccountId> account, Optional<Connect.Newcomer> newcomer) {
        var secret = platform.ids().secret("ac", asked.platform());
        var code =
                new Code(
                        asked.platform(),
                        Secrets.sha256(secret),
                        account,
                        newcomer,
                        asked.readsOnly(),
                        platform.clock().now().plus(CODE_LIVES),
                        false);
        platform.tx().doInAccount(code.platform(), tx -> sql.insert(code.platform(), tx, code));
        return secret;
    }

    /** Either tokens, or why there are none. */
    private record Outcome(Optional<Granted> granted, Optional<OauthException> refused) {

        static Outcome of(Granted granted) {
            return new Outcome(Optional.of(granted), Optional.empty());
        }

        static Outcome of(OauthException refused) {
            return new Outcome(Optional.empty(), Optional.of(refused));
        }

        Granted orThrow() {
            if (refused.isPresent()) throw refused.get();
            return granted.orElseThrow();
        }
    }

    /** Changes a code for tokens. */
    Granted exchange(AccountId caller, String code) {
        var name = name(caller);
        var outcome = platform.tx().inAccount(caller, tx -> exchange(tx, caller, code, name));
        outcome.granted().ifPresent(granted -> accounts.changed(granted.account()));
        return outcome.orThrow();
    }

    private Outcome exchange(Tx tx, AccountId caller, String secret, String name) {
        var said = OauthException.shortened(secret);
        var found = sql.lock(caller, tx, Secrets.sha256(secret));
        if (found.isEmpty())
            return Outcome.of(OauthException.grant("Authorization code does not exist: " + said));
        var code = found.get();
        if (code.used()) {
            for (var token : sql.ofCode(caller, tx, code.digest())) end(tx, token);
            return Outcome.of(
                    OauthException.grant(
                            "This authorization code has already been used. All tokens issued with"
                                    + " this code have been revoked."));
        }
        var now = platform.clock().now();
        if (!now.isBefore(code.expires()))
            return Outcome.of(OauthException.grant("Authorization code expired: " + said));
        sql.use(caller, tx, code.digest(), now);
        var account =
                code.connected()
                        .orElseGet(() ->
                                connect.openExpress(tx, caller, code.newcomer().orElseThrow()));
        connect.authorize(tx, caller, account, code.readsOnly());
        return Outcome.of(grant(tx, code, account, name));
    }

    private Granted grant(Tx tx, Code code, AccountId account, String name) {
        var caller = code.platform();
        var access = keys.createKey(tx, account, name, rights(code.readsOnly()));
        var open = keys.createPublishableKey(tx, account, name);
        var refresh = platform.ids().secret("rt", caller) + platform.ids().token(24);
        var token =
                new Token(
                        caller,
                        Secrets.sha256(refresh),
                        code.digest(),
                        account,
                        code.readsOnly(),
                        access.key().id(),
                        open.key().id(),
                        Optional.empty(),
                        Optional.empty(),
                        platform.clock().now(),
                        Optional.empty());
        sql.insert(caller, tx, token);
        return new Granted(account, access.secret(), open.secret(), refresh, code.readsOnly());
    }

    /** How the account's owner finds the keys in the list of theirs. */
    private String name(AccountId caller) {
        return accounts.find(caller).map(Account::name).orElse("Platform") + " (OAuth)";
    }

    private static Set<String> rights(boolean readsOnly) {
        return readsOnly ? Set.of(Caller.READ_ALL) : Set.of();
    }

    /**
     * A new key in the place of the one before, which works on for minutes.
     *
     * @param scope what is wanted; never more than was given
     */
    Granted refresh(AccountId caller, String refreshToken, Optional<String> scope) {
        var name = name(caller);
        return platform.tx()
                .inAccount(caller, tx -> refresh(tx, caller, refreshToken, scope, name));
    }

    private Granted refresh(
            Tx tx, AccountId caller, String refresh, Optional<String> scope, String name) {
        var token =
                sql.lockToken(caller, tx, Secrets.sha256(refresh))
                        .orElseThrow(() ->
                                OauthException.grant(
                                        "Provided refresh token does not exist or was revoked."));
        boolean reads = token.readsOnly() || scope.map(Asked.READ::equals).orElse(false);
        if (token.readsOnly() && scope.map(Asked.WRITE::equals).orElse(false))
            throw OauthException.scope(Asked.WRITE);
        var account = token.connected();
        var now = platform.clock().now();
        var until = now.plus(OVERLAP);
        // Only one pair before the newest works on, so that all are known when it ends.
        for (var key : token.before()) keys.endKey(tx, account, key, now);
        keys.endKey(tx, account, token.accessKey(), until);
        keys.endKey(tx, account, token.publicKey(), until);
        var access = keys.createKey(tx, account, name, rights(reads));
        var open = keys.createPublishableKey(tx, account, name);
        sql.rolled(caller, tx, token, access.key().id(), open.key().id(), reads);
        return new Granted(account, access.secret(), open.secret(), refresh, reads);
    }

    /**
     * Ends what a platform may do for an account: its connection and its keys.
     *
     * @return false if they were not connected
     */
    boolean disconnect(AccountId caller, AccountId account) {
        return platform.tx()
                .inAccount(
                        caller,
                        tx -> {
                            if (!connect.deauthorize(tx, caller, account)) return false;
                            endAll(tx, caller, account);
                            return true;
                        });
    }

    private void endAll(Tx tx, AccountId caller, AccountId account) {
        for (var token : sql.of(caller, tx, account)) end(tx, token);
    }

    private void end(Tx tx, Token token) {
        var now = platform.clock().now();
        for (var key : token.keys()) keys.endKey(tx, token.connected(), key, now);
        sql.revoke(token.platform(), tx, token.refreshDigest(), now);
    }

    /** A connection ended some other way (its account was deleted): its keys end too. */
    void ended(Event event) {
        var caller = event.account();
        AccountId.parse(event.subject())
                .map(id -> id.inMode(caller.livemode()))
                .filter(account -> !connect.isConnectedNow(caller, account))
                .ifPresent(account ->
                        platform.tx().doInAccount(caller, tx -> endAll(tx, caller, account)));
    }

    int prune() {
        var before = platform.clock().now().minus(REMEMBERED);
        return platform.tx().acrossAccounts("prune-oauth-codes", tx -> sql.acrossPrune(tx, before));
    }
}
