package hawker.disputes;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of disputes.dispute: versions, of which the newest one counts. */
final class DisputesSql {

    /** What a list is narrowed to; empty is everything. */
    record Filter(Optional<String> charge, Optional<String> intent, Instant from, Instant before) {}

    /** Writes a version; false if it is taken, or if the case is known under another id. */
    boolean insert(Tx tx, Dispute dispute) {
        var facts = dispute.facts();
        var standing = dispute.standing();
        int rows =
                tx.update(
                        """
                        insert into disputes.dispute (account_id, dispute_id, version, at, case_id,
                            charge_id, intent_id, created, status, amount, currency, fee, due_by,
                            detail)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        dispute.account(),
                        dispute.id().text(),
                        dispute.version(),
                        dispute.at(),
                        facts.caseId(),
                        facts.charge().text(),
                        facts.intent().map(PaymentIntent.Id::text),
                        facts.created(),
                        standing.status().text(),
                        standing.amount().minor(),
                        standing.amount().currency(),
                        standing.fee().minor(),
                        standing.dueBy(),
                        DisputeText.detail(dispute));
        return rows == 1;
    }

    Optional<Dispute> newest(Tx tx, AccountId account, Dispute.Id id) {
        return tx.one(
                """
                select * from disputes.dispute where account_id = ? and dispute_id = ?
                order by version desc limit 1
                """,
                DisputesSql::dispute,
                account,
                id.text());
    }

    Optional<Dispute> version(Tx tx, AccountId account, Dispute.Id id, int version) {
        return tx.one(
                """
                select * from disputes.dispute
                where account_id = ? and dispute_id = ? and version = ?
                """,
                DisputesSql::dispute,
                account,
                id.text(),
                version);
    }

    /** Oldest first; a seller who saves drafts all day is not listened to for ever. */
    List<Dispute> versions(Tx tx, AccountId account, Dispute.Id id) {
        return tx.list(
                """
                select * from disputes.dispute where account_id = ? and dispute_id = ?
                order by version limit 200
                """,
                DisputesSql::dispute,
                account,
                id.text());
    }

    /** The newest version of a case of the network. */
    Optional<Dispute> ofCase(Tx tx, AccountId account, String caseId) {
        return tx.one(
                """
                select d.* from disputes.dispute d
                join disputes.dispute first on first.account_id = d.account_id
                    and first.dispute_id = d.dispute_id and first.version = 1
                where d.account_id = ? and first.account_id = ? and first.case_id = ?
                order by d.version desc limit 1
                """,
                DisputesSql::dispute,
                account,
                account,
                caseId);
    }

    /** Disputes of a charge, newest first. */
    List<Dispute> ofCharge(Tx tx, AccountId account, String charge) {
        var ids =
                tx.list(
                        """
                        select dispute_id from disputes.dispute
                        where account_id = ? and charge_id = ? and version = 1
                        """,
                        row -> row.text("dispute_id"),
                        account,
                        charge);
        return all(tx, account, ids);
    }

    /** The newest versions of several, newest dispute first. */
    List<Dispute> all(Tx tx, AccountId account, Collection<String> ids) {
        if (ids.isEmpty()) return List.of();
        return tx.list(
                """
                select distinct on (dispute_id) * from disputes.dispute
                where account_id = ? and dispute_id = any(?)
                order by dispute_id desc, version desc
                """,
                DisputesSql::dispute,
                account,
                ids.toArray(String[]::new));
    }

    /** Ids, at most one more than the page holds; of a page before a cursor in rising order. */
    List<String> ids(Tx tx, AccountId account, Filter filter, PageRequest page) {
        var sql =
                page.before().isPresent()
                        ? """
                        select dispute_id from disputes.dispute
                        where account_id = ? and version = 1 and dispute_id > ? and dispute_id < ?
                            and (?::text is null or charge_id = ?)
                            and (?::text is null or intent_id = ?)
                            and created >= ? and created < ?
                        order by dispute_id limit ?
                        """
                        : """
                        select dispute_id from disputes.dispute
                        where account_id = ? and version = 1 and dispute_id > ? and dispute_id < ?
                            and (?::text is null or charge_id = ?)
                            and (?::text is null or intent_id = ?)
                            and created >= ? and created < ?
                        order by dispute_id desc limit ?
                        """;
        return tx.list(
                sql,
                row -> row.text("dispute_id"),
                account,
                page.before().orElse("dp_"),
                page.after().orElse("dp_~"),
                filter.charge(),
                filter.charge(),
                filter.intent(),
                filter.intent(),
                filter.from(),
                filter.before(),
                page.limit() + 1);
    }

    private static Dispute dispute(Row row) {
        var amount = row.money("amount", "currency");
        return DisputeText.dispute(
                row.text("detail"),
                new DisputeText.Columns(
                        new Dispute.Id(row.text("dispute_id")),
                        row.account("account_id"),
                        row.integer("version"),
                        row.time("at"),
                        row.text("case_id"),
                        new Charge.Id(row.text("charge_id")),
                        row.maybeText("intent_id").map(PaymentIntent.Id::new),
                        row.time("created"),
                        row.text("status"),
                        amount,
                        Money.of(row.number("fee"), amount.currency()),
                        row.time("due_by")));
    }
}
