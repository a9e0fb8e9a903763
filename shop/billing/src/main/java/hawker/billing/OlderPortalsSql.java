package hawker.billing;

import hawker.api.Json;
import hawker.billing.BillingModule.OlderPortal;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.List;

/** What an older program kept of the portal among the documents: found, and let go. */
final class OlderPortalsSql {

    /** Accounts that still have some; the index is empty where all is done. */
    List<AccountId> acrossAccounts(Tx tx, int limit) {
        return tx.list(
                """
                /* across: older-portals */
                select distinct account_id from billing.document
                where kind in ('billing_portal.configuration', 'billing_portal.session')
                  and not deleted
                order by account_id limit ?
                """,
                row -> row.account("account_id"),
                limit);
    }

    /** Those of an account, oldest first, held. */
    List<OlderPortal> held(Tx tx, AccountId account) {
        return tx.list(
                """
                select account_id, kind, document_id, created, body, detail
                from billing.document
                where account_id = ?
                  and kind in ('billing_portal.configuration', 'billing_portal.session')
                  and not deleted
                order by created, document_id for update
                """,
                row ->
                        new OlderPortal(
                                row.account("account_id"),
                                row.text("kind"),
                                row.text("document_id"),
                                row.time("created"),
                                Json.parse(row.text("body")),
                                Json.parse(row.text("detail"))),
                account);
    }

    void letGo(Tx tx, AccountId account) {
        tx.update(
                """
                update billing.document set deleted = true, version = version + 1
                where account_id = ?
                  and kind in ('billing_portal.configuration', 'billing_portal.session')
                  and not deleted
                """,
                account);
    }
}
