package hawker.connect;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** The rows of account links. */
final class LinksSql {

    void insert(AccountId account, Tx tx, AccountLink link) {
        tx.update(
                """
                insert into connect.account_link (
                    account_id, link_id, purpose, refresh_url, return_url, link_digest, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                link.id(),
                link.purpose(),
                link.refreshUrl(),
                link.returnUrl(),
                link.digest(),
                link.expires());
    }

    Optional<AccountLink> find(AccountId account, Tx tx, String id) {
        return tx.one(
                """
                select account_id, link_id, purpose, refresh_url, return_url, link_digest,
                       visit_digest, expires_at
                from connect.account_link where account_id = ? and link_id = ?
                """,
                LinksSql::link,
                account,
                id);
    }

    /** Changes a link for a visit; false if it was opened before. */
    boolean open(AccountId account, Tx tx, String id, String visit, Instant until) {
        return tx.update(
                        """
                        update connect.account_link set visit_digest = ?, expires_at = ?
                        where account_id = ? and link_id = ? and visit_digest is null
                        """,
                        visit,
                        until,
                        account,
                        id)
                == 1;
    }

    private static AccountLink link(Row row) {
        return new AccountLink(
                row.text("link_id"),
                row.account("account_id"),
                row.text("purpose"),
                row.text("refresh_url"),
                row.text("return_url"),
                row.text("link_digest"),
                row.maybeText("visit_digest"),
                row.time("expires_at"));
    }
}
