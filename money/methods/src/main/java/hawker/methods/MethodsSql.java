package hawker.methods;

import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** All statements of the room. */
final class MethodsSql {

    /** Writes a configuration, new or changed. */
    void save(Tx tx, AccountId account, String id, String body) {
        tx.update(
                """
                insert into methods.configuration (account_id, configuration_id, body)
                values (?, ?, ?)
                on conflict (account_id, configuration_id) do update set body = excluded.body
                """,
                account,
                id,
                body);
    }

    Optional<String> configuration(Tx tx, AccountId account, String id) {
        return tx.one(
                """
                select body from methods.configuration
                where account_id = ? and configuration_id = ?
                """,
                row -> row.text("body"),
                account,
                id);
    }

    /**
     * Newest first, one more than the page holds; the oldest of the newer ones before an id.
     *
     * @param active empty: both
     */
    List<String> configurations(
            Tx tx, AccountId account, Optional<Boolean> active, PageRequest page) {
        var order =
                page.before().isPresent()
                        ? "configuration_id > ? order by configuration_id limit ?"
                        : "configuration_id < ? order by configuration_id desc limit ?";
        return tx.list(
                """
                select body from methods.configuration where account_id = ?
                    and (?::boolean is null or (body::jsonb ->> 'active')::boolean = ?) and
                """
                        + order,
                row -> row.text("body"),
                account,
                active,
                active,
                page.before().or(page::after).orElse("pmc_~"),
                page.limit() + 1);
    }

    /** False: the account has the domain already. */
    boolean insert(Tx tx, Domain domain) {
        int rows =
                tx.update(
                        """
                        insert into methods.domain (account_id, domain_id, name, enabled, created)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        domain.account(),
                        domain.id(),
                        domain.name(),
                        domain.enabled(),
                        domain.created());
        return rows == 1;
    }

    void enable(Tx tx, Domain domain) {
        tx.update(
                "update methods.domain set enabled = ? where account_id = ? and domain_id = ?",
                domain.enabled(),
                domain.account(),
                domain.id());
    }

    Optional<Domain> domain(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from methods.domain where account_id = ? and domain_id = ?",
                MethodsSql::domain,
                account,
                id);
    }

    /**
     * Newest first, one more than the page holds; the oldest of the newer ones before an id.
     *
     * @param name empty: all
     * @param enabled empty: both
     */
    List<Domain> domains(
            Tx tx,
            AccountId account,
            Optional<String> name,
            Optional<Boolean> enabled,
            PageRequest page) {
        var order =
                page.before().isPresent()
                        ? "domain_id > ? order by domain_id limit ?"
                        : "domain_id < ? order by domain_id desc limit ?";
        return tx.list(
                """
                select * from methods.domain
                where account_id = ? and (?::text is null or name = ?)
                    and (?::boolean is null or enabled = ?) and
                """
                        + order,
                MethodsSql::domain,
                account,
                name,
                name,
                enabled,
                enabled,
                page.before().or(page::after).orElse("pmd_~"),
                page.limit() + 1);
    }

    private static Domain domain(Row row) {
        return new Domain(
                row.text("domain_id"),
                row.account("account_id"),
                row.text("name"),
                row.flag("enabled"),
                row.time("created"));
    }
}
