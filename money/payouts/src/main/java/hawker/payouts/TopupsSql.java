package hawker.payouts;

import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.payouts.Topup.Failure;
import hawker.payouts.Topup.Notes;
import hawker.payouts.Topup.Status;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** The statements about top-ups. */
final class TopupsSql {

    private static final String TOPUP =
            """
            select account_id, topup_id, version, currency, amount, status, created_at, expected_on,
                   source, description, statement_descriptor, transfer_group, metadata, journal_id,
                   failure_code, failure_message
            from payouts.topup
            """;

    /** Which top-ups a list wants; empty parts do not restrict. */
    record Wanted(
            Optional<String> status, Optional<TimeRange> created, Optional<AmountRange> amount) {}

    /** Amounts between two bounds, both included. */
    record AmountRange(long least, long most) {}

    void insert(Tx tx, AccountId account, Topup topup) {
        var notes = topup.notes();
        tx.update(
                """
                insert into payouts.topup (account_id, topup_id, version, currency, amount, status,
                    created_at, expected_on, source, description, statement_descriptor,
                    transfer_group, metadata)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                topup.id(),
                topup.version(),
                topup.amount().currency(),
                topup.amount().minor(),
                topup.status().text(),
                topup.created(),
                topup.expectedOn(),
                topup.source(),
                notes.description(),
                notes.statementDescriptor(),
                notes.group(),
                Json.text(Json.metadata(notes.metadata())));
    }

    void update(Tx tx, AccountId account, Topup topup) {
        tx.update(
                """
                update payouts.topup
                set version = ?, status = ?, expected_on = ?, description = ?, metadata = ?,
                    journal_id = ?, failure_code = ?, failure_message = ?
                where account_id = ? and topup_id = ?
                """,
                topup.version(),
                topup.status().text(),
                topup.expectedOn(),
                topup.notes().description(),
                Json.text(Json.metadata(topup.notes().metadata())),
                topup.journal(),
                topup.failure().map(Failure::code),
                topup.failure().map(Failure::message),
                account,
                topup.id());
    }

    Optional<Topup> find(Tx tx, AccountId account, String id) {
        return tx.one(
                TOPUP + "where account_id = ? and topup_id = ?", TopupsSql::topup, account, id);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Topup> lock(Tx tx, AccountId account, String id) {
        return tx.one(
                TOPUP + "where account_id = ? and topup_id = ? for update",
                TopupsSql::topup,
                account,
                id);
    }

    List<Topup> all(Tx tx, AccountId account, List<String> ids) {
        return tx.list(
                TOPUP + "where account_id = ? and topup_id = any(?)",
                TopupsSql::topup,
                account,
                ids.toArray(String[]::new));
    }

    /** From here on the bank may know of it; false if it is not pending any more. */
    boolean startSending(Tx tx, AccountId account, String id) {
        return tx.update(
                        """
                        update payouts.topup set sending = true
                        where account_id = ? and topup_id = ? and status = 'pending'
                        """,
                        account,
                        id)
                == 1;
    }

    /** Holds one that nobody has told the bank of yet; empty if there is none such. */
    Optional<Topup> lockUnsent(Tx tx, AccountId account, String id) {
        return tx.one(
                TOPUP
                        + """
                        where account_id = ? and topup_id = ? and status = 'pending' and not sending
                        for update
                        """,
                TopupsSql::topup,
                account,
                id);
    }

    /** Newest first, or, where a page before an id is wanted, the oldest of the newer ones. */
    List<Topup> list(Tx tx, AccountId account, Wanted wanted, PageRequest page) {
        var from = wanted.created().flatMap(TimeRange::from);
        var before = wanted.created().flatMap(TimeRange::before);
        return tx.list(
                TOPUP
                        + """
                        where account_id = ? and topup_id > ? and topup_id < ?
                          and (?::text is null or status = ?::text)
                          and (?::timestamptz is null or created_at >= ?::timestamptz)
                          and (?::timestamptz is null or created_at < ?::timestamptz)
                          and amount >= ? and amount <= ?
                        order by topup_id\
                        """
                        + (page.before().isPresent() ? " asc limit ?" : " desc limit ?"),
                TopupsSql::topup,
                account,
                page.before().orElse(""),
                page.after().orElse("~"),
                wanted.status(),
                wanted.status(),
                from,
                from,
                before,
                before,
                wanted.amount().map(AmountRange::least).orElse(0L),
                wanted.amount().map(AmountRange::most).orElse(Long.MAX_VALUE),
                page.limit() + 1);
    }

    private static Topup topup(Row row) {
        return new Topup(
                row.text("topup_id"),
                row.account("account_id"),
                row.integer("version"),
                row.money("amount", "currency"),
                Status.of(row.text("status")),
                row.time("created_at"),
                row.day("expected_on"),
                row.maybeText("source"),
                new Notes(
                        row.maybeText("description"),
                        row.maybeText("statement_descriptor"),
                        row.maybeText("transfer_group"),
                        Json.metadata(row.text("metadata"))),
                row.maybeText("journal_id"),
                row.maybeText("failure_code")
                        .map(code -> new Failure(code, row.text("failure_message"))));
    }
}
