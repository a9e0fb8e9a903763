package hawker.radar;

import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.radar.RadarSql.Span;
import java.util.List;
import java.util.Optional;

/** The rows of early fraud warnings. */
final class WarningsSql {

    /** Of which payment. */
    record Filter(Optional<String> charge, Optional<String> intent, Span span) {}

    /** False if the notice was heard before. */
    boolean insert(Tx tx, Warning warning) {
        return tx.update(
                        """
                        insert into radar.warning (account_id, warning_id, notice_id, charge_id,
                            intent_id, fraud_type, actionable, created)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, notice_id) do nothing
                        """,
                        warning.account(),
                        warning.id(),
                        warning.notice(),
                        warning.charge(),
                        warning.intent(),
                        warning.fraudType(),
                        warning.actionable(),
                        warning.created())
                == 1;
    }

    Optional<Warning> find(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from radar.warning where account_id = ? and warning_id = ?",
                WarningsSql::warning,
                account,
                id);
    }

    /** Those of a charge about which something can still be done. */
    List<Warning> actionable(Tx tx, AccountId account, String charge) {
        return tx.list(
                """
                select * from radar.warning
                where account_id = ? and charge_id = ? and actionable
                """,
                WarningsSql::warning,
                account,
                charge);
    }

    /** False if that is so already. */
    boolean settle(Tx tx, AccountId account, String id) {
        return tx.update(
                        """
                        update radar.warning set actionable = false
                        where account_id = ? and warning_id = ? and actionable
                        """,
                        account,
                        id)
                == 1;
    }

    List<Warning> all(Tx tx, AccountId account, Filter filter, PageRequest page) {
        return tx.list(
                page.before().isPresent()
                        ? """
                        select * from radar.warning
                        where account_id = ? and warning_id > ? and warning_id < ?
                            and (?::text is null or charge_id = ?)
                            and (?::text is null or intent_id = ?)
                            and created >= ? and created < ?
                        order by warning_id limit ?
                        """
                        : """
                        select * from radar.warning
                        where account_id = ? and warning_id > ? and warning_id < ?
                            and (?::text is null or charge_id = ?)
                            and (?::text is null or intent_id = ?)
                            and created >= ? and created < ?
                        order by warning_id desc limit ?
                        """,
                WarningsSql::warning,
                account,
                page.before().orElse("issfr_"),
                page.after().orElse("issfr_~"),
                filter.charge(),
                filter.charge(),
                filter.intent(),
                filter.intent(),
                filter.span().from(),
                filter.span().before(),
                page.limit() + 1);
    }

    private static Warning warning(Row row) {
        return new Warning(
                row.text("warning_id"),
                row.account("account_id"),
                row.text("notice_id"),
                row.text("charge_id"),
                row.maybeText("intent_id"),
                row.text("fraud_type"),
                row.flag("actionable"),
                row.time("created"));
    }
}
