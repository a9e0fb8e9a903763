package hawker.oauth;

import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements about redirects, codes and tokens; all rows are the platforms'. */
final class OauthSql {

    private static final String TOKEN =
            """
            select account_id, refresh_digest, code_digest, connected, reads_only, access_key,
                   public_key, access_before, public_before, made_at, revoked_at
            from oauth.token
            """;

    /** In the order in which they were registered. */
    List<String> redirects(AccountId platform, Tx tx) {
        return tx.list(
                "select uri from oauth.redirect where account_id = ? order by added_at, uri",
                row -> row.text("uri"),
                platform);
    }

    void addRedirect(AccountId platform, Tx tx, String uri, Instant now) {
        tx.update(
                """
                insert into oauth.redirect (account_id, uri, added_at) values (?, ?, ?)
                on conflict do nothing
                """,
                platform,
                uri,
                now);
    }

    void removeRedirect(AccountId platform, Tx tx, String uri) {
        tx.update("delete from oauth.redirect where account_id = ? and uri = ?", platform, uri);
    }

    void insert(AccountId platform, Tx tx, Code code) {
        tx.update(
                """
                insert into oauth.code (
                    account_id, code_digest, connected, country, email, business_type, reads_only,
                    expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                platform,
                code.digest(),
                code.connected().map(AccountId::number),
                code.newcomer().map(Connect.Newcomer::country),
                code.newcomer().map(Connect.Newcomer::email),
                code.newcomer().flatMap(Connect.Newcomer::businessType),
                code.readsOnly(),
                code.expires());
    }

    /** A code, which nobody else uses before the transaction ends. */
    Optional<Code> lock(AccountId platform, Tx tx, String digest) {
        return tx.one(
                """
                select account_id, code_digest, connected, country, email, business_type,
                       reads_only, expires_at, used_at
                from oauth.code where account_id = ? and code_digest = ? for update
                """,
                OauthSql::code,
                platform,
                digest);
    }

    void use(AccountId platform, Tx tx, String digest, Instant now) {
        tx.update(
                "update oauth.code set used_at = ? where account_id = ? and code_digest = ?",
                now,
                platform,
                digest);
    }

    /** Forgets codes that ran out before a time. */
    int acrossPrune(Tx tx, Instant before) {
        return tx.update(
                "/* across: prune-oauth-codes */ delete from oauth.code where expires_at < ?",
                before);
    }

    void insert(AccountId platform, Tx tx, Token token) {
        tx.update(
                """
                insert into oauth.token (
                    account_id, refresh_digest, code_digest, connected, reads_only, access_key,
                    public_key, made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                platform,
                token.refreshDigest(),
                token.codeDigest(),
                token.connected().number(),
                token.readsOnly(),
                token.accessKey(),
                token.publicKey(),
                token.made());
    }

    /** A token that works, which nobody else changes before the transaction ends. */
    Optional<Token> lockToken(AccountId platform, Tx tx, String refreshDigest) {
        return tx.one(
                TOKEN
                        + """
                        where account_id = ? and refresh_digest = ? and revoked_at is null
                        for update
                        """,
                OauthSql::token,
                platform,
                refreshDigest);
    }

    /** The tokens that a code was changed for and that still work; nobody rolls them meanwhile. */
    List<Token> ofCode(AccountId platform, Tx tx, String codeDigest) {
        return tx.list(
                TOKEN
                        + "where account_id = ? and code_digest = ? and revoked_at is null"
                        + " for update",
                OauthSql::token,
                platform,
                codeDigest);
    }

    /** The tokens of a platform for an account that still work; nobody rolls them meanwhile. */
    List<Token> of(AccountId platform, Tx tx, AccountId connected) {
        return tx.list(
                TOKEN
                        + "where account_id = ? and connected = ? and revoked_at is null"
                        + " for update",
                OauthSql::token,
                platform,
                connected.number());
    }

    /** Other keys stand in the place of those that worked, which are remembered. */
    void rolled(
            AccountId platform,
            Tx tx,
            Token token,
            String accessKey,
            String publicKey,
            boolean readsOnly) {
        tx.update(
                """
                update oauth.token set access_before = access_key, public_before = public_key,
                    access_key = ?, public_key = ?, reads_only = ?
                where account_id = ? and refresh_digest = ?
                """,
                accessKey,
                publicKey,
                readsOnly,
                platform,
                token.refreshDigest());
    }

    void revoke(AccountId platform, Tx tx, String refreshDigest, Instant now) {
        tx.update(
                "update oauth.token set revoked_at = ? where account_id = ? and refresh_digest = ?",
                now,
                platform,
                refreshDigest);
    }

    private static Code code(Row row) {
        var newcomer =
                row.maybeText("country")
                        .map(country ->
                                new Connect.Newcomer(
                                        country,
                                        row.text("email"),
                                        row.maybeText("business_type")));
        return new Code(
                row.account("account_id"),
                row.text("code_digest"),
                row.maybeNumber("connected").map(AccountId::new),
                newcomer,
                row.flag("reads_only"),
                row.time("expires_at"),
                row.maybeTime("used_at").isPresent());
    }

    private static Token token(Row row) {
        return new Token(
                row.account("account_id"),
                row.text("refresh_digest"),
                row.text("code_digest"),
                row.account("connected"),
                row.flag("reads_only"),
                row.text("access_key"),
                row.text("public_key"),
                row.maybeText("access_before"),
                row.maybeText("public_before"),
                row.time("made_at"),
                row.maybeTime("revoked_at"));
    }
}
