package hawker.sources;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All statements of the room. */
final class SourcesSql {

    private static final String ONE =
            "select * from sources.source where account_id = ? and source_id = ?";

    /**
     * Money that arrived.
     *
     * @param id {@code srctxn_…}
     * @param details who sent it, JSON
     */
    record Arrival(String id, String source, Instant at, Money amount, String details) {}

    /**
     * A debit that its holder was told of.
     *
     * @param id {@code srcmn_…}
     */
    record Notice(String id, String source, Instant at, long amount, String details) {}

    void insert(Tx tx, Source source) {
        tx.update(
                """
                insert into sources.source
                    (account_id, source_id, created_at, type, usage, status, secret, amount,
                     currency, received, charged, returned, tries, details)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                source.account(),
                source.id(),
                source.created(),
                source.type().text(),
                source.usage().name(),
                source.status().name(),
                source.secret(),
                source.amount().map(Money::minor),
                source.currency().map(Currency::code),
                source.receipts().received(),
                source.receipts().charged(),
                source.receipts().returned(),
                source.tries(),
                source.details());
    }

    /** Writes what became of a source that was {@link #lock locked}. */
    void update(Tx tx, Source source) {
        tx.update(
                """
                update sources.source
                set status = ?, received = ?, charged = ?, returned = ?, tries = ?, details = ?
                where account_id = ? and source_id = ?
                """,
                source.status().name(),
                source.receipts().received(),
                source.receipts().charged(),
                source.receipts().returned(),
                source.tries(),
                source.details(),
                source.account(),
                source.id());
    }

    Optional<Source> find(Tx tx, AccountId account, String id) {
        return tx.one(ONE, SourcesSql::source, account, id);
    }

    Optional<Source> lock(Tx tx, AccountId account, String id) {
        return tx.one(ONE + " for update", SourcesSql::source, account, id);
    }

    List<Source> find(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from sources.source where account_id = ? and source_id = any(?)",
                SourcesSql::source,
                account,
                ids.toArray(String[]::new));
    }

    private static Source source(Row row) {
        var currency = row.maybeText("currency").map(Currency::of);
        return new Source(
                PaymentMethod.Id.parse(row.text("source_id")).orElseThrow(),
                row.account("account_id"),
                row.time("created_at"),
                Source.Type.of(row.text("type")),
                Source.Usage.valueOf(row.text("usage")),
                Source.Status.valueOf(row.text("status")),
                row.text("secret"),
                row.maybeNumber("amount").map(minor -> Money.of(minor, currency.orElseThrow())),
                currency,
                new Source.Receipts(
                        row.number("received"), row.number("charged"), row.number("returned")),
                row.integer("tries"),
                row.text("details"));
    }

    void insert(Tx tx, AccountId account, Arrival arrival) {
        tx.update(
                """
                insert into sources.transaction
                    (account_id, transaction_id, source_id, created_at, amount, currency, details)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                arrival.id(),
                arrival.source(),
                arrival.at(),
                arrival.amount().minor(),
                arrival.amount().currency().code(),
                arrival.details());
    }

    Optional<Arrival> arrival(Tx tx, AccountId account, String source, String id) {
        return tx.one(
                """
                select * from sources.transaction
                where account_id = ? and source_id = ? and transaction_id = ?
                """,
                SourcesSql::arrival,
                account,
                source,
                id);
    }

    Page<Arrival> arrivals(Tx tx, AccountId account, String source, PageRequest page) {
        boolean upwards = page.before().isPresent();
        var rows =
                upwards
                        ? tx.list(
                                """
                                select * from sources.transaction
                                where account_id = ? and source_id = ? and transaction_id > ?
                                order by transaction_id limit ?
                                """,
                                SourcesSql::arrival,
                                account,
                                source,
                                page.before(),
                                page.limit() + 1)
                        : tx.list(
                                """
                                select * from sources.transaction
                                where account_id = ? and source_id = ?
                                    and (?::text is null or transaction_id < ?)
                                order by transaction_id desc limit ?
                                """,
                                SourcesSql::arrival,
                                account,
                                source,
                                page.after(),
                                page.after(),
                                page.limit() + 1);
        var cut = Page.of(rows, page.limit());
        return upwards ? new Page<>(cut.items().reversed(), cut.hasMore()) : cut;
    }

    private static Arrival arrival(Row row) {
        return new Arrival(
                row.text("transaction_id"),
                row.text("source_id"),
                row.time("created_at"),
                row.money("amount", "currency"),
                row.text("details"));
    }

    void insert(Tx tx, AccountId account, Notice notice) {
        tx.update(
                """
                insert into sources.notification
                    (account_id, notification_id, source_id, created_at, amount, details)
                values (?, ?, ?, ?, ?, ?)
                """,
                account,
                notice.id(),
                notice.source(),
                notice.at(),
                notice.amount(),
                notice.details());
    }

    Optional<Notice> notice(Tx tx, AccountId account, String source, String id) {
        return tx.one(
                """
                select * from sources.notification
                where account_id = ? and source_id = ? and notification_id = ?
                """,
                row ->
                        new Notice(
                                row.text("notification_id"),
                                row.text("source_id"),
                                row.time("created_at"),
                                row.number("amount"),
                                row.text("details")),
                account,
                source,
                id);
    }
}
