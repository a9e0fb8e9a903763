package hawker.express;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** The statements about login links, visits and account sessions. */
final class ExpressSql {

    void insertLink(AccountId account, Tx tx, String digest, Instant expires) {
        tx.update(
                """
                insert into express.login_link (account_id, link_digest, expires_at)
                values (?, ?, ?)
                """,
                account,
                digest,
                expires);
    }

    /** Changes a link for a visit; false if it was opened before, ran out, or never was. */
    boolean open(AccountId account, Tx tx, String link, String visit, Instant now, Instant until) {
        return tx.update(
                        """
                        update express.login_link set visit_digest = ?, expires_at = ?
                        where account_id = ? and link_digest = ? and visit_digest is null
                          and expires_at > ?
                        """,
                        visit,
                        until,
                        account,
                        link,
                        now)
                == 1;
    }

    boolean isVisit(AccountId account, Tx tx, String visit, Instant now) {
        return tx.one(
                        """
                        select expires_at from express.login_link
                        where account_id = ? and visit_digest = ? and expires_at > ?
                        """,
                        row -> row.time("expires_at"),
                        account,
                        visit,
                        now)
                .isPresent();
    }

    void endVisit(AccountId account, Tx tx, String visit) {
        tx.update(
                "delete from express.login_link where account_id = ? and visit_digest = ?",
                account,
                visit);
    }

    void insertSession(
            AccountId account, Tx tx, String digest, ObjectNode components, Instant expires) {
        tx.update(
                """
                insert into express.account_session (
                    account_id, secret_digest, components, expires_at)
                values (?, ?, ?, ?)
                """,
                account,
                digest,
                Json.text(components),
                expires);
    }

    /** The components of a session that has not run out. */
    Optional<ObjectNode> session(AccountId account, Tx tx, String digest, Instant now) {
        return tx.one(
                """
                select components from express.account_session
                where account_id = ? and secret_digest = ? and expires_at > ?
                """,
                row -> Json.parse(row.text("components")),
                account,
                digest,
                now);
    }

    int acrossPruneLinks(Tx tx, Instant before) {
        return tx.update(
                "/* across: prune-login-links */ delete from express.login_link"
                        + " where expires_at < ?",
                before);
    }

    int acrossPruneSessions(Tx tx, Instant before) {
        return tx.update(
                "/* across: prune-account-sessions */ delete from express.account_session"
                        + " where expires_at < ?",
                before);
    }
}
