package hawker.connect;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;

/** The host names on which accounts show wallet buttons. */
final class WalletDomainsSql {

    /** One of them. */
    record Domain(String id, AccountId account, String name, Instant created) {}

    /** Writes it unless the account has the name already. */
    void insert(AccountId account, Tx tx, Domain domain) {
        tx.update(
                """
                insert into connect.wallet_domain (account_id, domain_id, domain_name, created_at)
                values (?, ?, ?, ?) on conflict (account_id, domain_name) do nothing
                """,
                account,
                domain.id(),
                domain.name(),
                domain.created());
    }

    /** All of an account, newest first; it has few. */
    List<Domain> all(AccountId account, Tx tx) {
        return tx.list(
                """
                select account_id, domain_id, domain_name, created_at from connect.wallet_domain
                where account_id = ? order by domain_id desc
                """,
                WalletDomainsSql::domain,
                account);
    }

    boolean delete(AccountId account, Tx tx, String id) {
        return tx.update(
                        "delete from connect.wallet_domain where account_id = ? and domain_id = ?",
                        account,
                        id)
                == 1;
    }

    private static Domain domain(Row row) {
        return new Domain(
                row.text("domain_id"),
                row.account("account_id"),
                row.text("domain_name"),
                row.time("created_at"));
    }
}
