package hawker.transfers;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of transfers, of what was taken back, and of how receivers see them. */
final class TransfersSql {

    private static final String TRANSFER =
            """
            account_id, transfer_id, version, currency, amount, reversed, destination, payment_id,
            charge_id, description, metadata, transfer_group, journal_id, available_on, created_at
            """;

    private static final String REVERSAL =
            """
            account_id, reversal_id, transfer_id, currency, amount, refund_id, description, metadata,
            journal_id, created_at, source_refund
            """;

    /** Which transfers a list is about. */
    record Wanted(
            Optional<AccountId> destination,
            Optional<String> group,
            Optional<Instant> from,
            Optional<Instant> before) {}

    void insert(AccountId account, Tx tx, Sent sent) {
        tx.update(
                """
                insert into transfers.transfer (
                    account_id, transfer_id, version, currency, amount, reversed, destination,
                    payment_id, charge_id, description, metadata, transfer_group, journal_id,
                    available_on, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                sent.id(),
                sent.version(),
                sent.amount().currency(),
                sent.amount().minor(),
                sent.reversed().minor(),
                sent.destination().number(),
                sent.payment(),
                sent.charge(),
                sent.description(),
                Json.text(Json.metadata(sent.metadata())),
                sent.group(),
                sent.journal(),
                sent.availableOn(),
                sent.created());
    }

    void update(AccountId account, Tx tx, Sent sent) {
        tx.update(
                """
                update transfers.transfer
                set version = ?, reversed = ?, description = ?, metadata = ?
                where account_id = ? and transfer_id = ?
                """,
                sent.version(),
                sent.reversed().minor(),
                sent.description(),
                Json.text(Json.metadata(sent.metadata())),
                account,
                sent.id());
    }

    Optional<Sent> find(AccountId account, Tx tx, String id) {
        return tx.one(
                "select "
                        + TRANSFER
                        + " from transfers.transfer where account_id = ? and transfer_id = ?",
                TransfersSql::sent,
                account,
                id);
    }

    /** The same; of two that take back one waits for the other. */
    Optional<Sent> lock(AccountId account, Tx tx, String id) {
        return tx.one(
                "select "
                        + TRANSFER
                        + " from transfers.transfer where account_id = ? and transfer_id = ?"
                        + " for update",
                TransfersSql::sent,
                account,
                id);
    }

    List<Sent> all(AccountId account, Tx tx, List<String> ids) {
        return tx.list(
                "select "
                        + TRANSFER
                        + " from transfers.transfer where account_id = ? and transfer_id = any(?)",
                TransfersSql::sent,
                account,
                ids.toArray(String[]::new));
    }

    /** What was sent of a charge and not taken back. */
    long ofCharge(AccountId account, Tx tx, String charge) {
        return tx.one(
                        """
                        select coalesce(sum(amount - reversed), 0) as total from transfers.transfer
                        where account_id = ? and charge_id = ?
                        """,
                        row -> row.number("total"),
                        account,
                        charge)
                .orElse(0L);
    }

    List<Sent> list(AccountId account, Tx tx, Wanted wanted, PageRequest page) {
        boolean backward = page.before().isPresent();
        var cursor = page.after().or(page::before);
        var destination = wanted.destination().map(AccountId::number);
        return tx.list(
                "select "
                        + TRANSFER
                        + """
                         from transfers.transfer
                        where account_id = ?
                          and (?::bigint is null or destination = ?::bigint)
                          and (?::text is null or transfer_group = ?::text)
                          and (?::timestamptz is null or created_at >= ?::timestamptz)
                          and (?::timestamptz is null or created_at < ?::timestamptz)
                          and (?::text is null or transfer_id collate "C"
                        """
                        + (backward ? " > " : " < ")
                        + "?::text) order by transfer_id "
                        + (backward ? "asc" : "desc")
                        + " limit ?",
                TransfersSql::sent,
                account,
                destination,
                destination,
                wanted.group(),
                wanted.group(),
                wanted.from(),
                wanted.from(),
                wanted.before(),
                wanted.before(),
                cursor,
                cursor,
                page.limit() + 1);
    }

    // What was taken back

    void insert(AccountId account, Tx tx, TakenBack reversal) {
        tx.update(
                """
                insert into transfers.reversal (
                    account_id, reversal_id, transfer_id, currency, amount, refund_id,
                    description, metadata, journal_id, created_at, source_refund)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                reversal.id(),
                reversal.transfer(),
                reversal.amount().currency(),
                reversal.amount().minor(),
                reversal.refund(),
                reversal.description(),
                Json.text(Json.metadata(reversal.metadata())),
                reversal.journal(),
                reversal.created(),
                reversal.sourceRefund());
    }

    void note(AccountId account, Tx tx, TakenBack reversal) {
        tx.update(
                """
                update transfers.reversal set metadata = ?
                where account_id = ? and reversal_id = ?
                """,
                Json.text(Json.metadata(reversal.metadata())),
                account,
                reversal.id());
    }

    /** Of a transfer, newest first. */
    List<TakenBack> reversals(AccountId account, Tx tx, String transfer) {
        return tx.list(
                "select "
                        + REVERSAL
                        + """
                         from transfers.reversal where account_id = ? and transfer_id = ?
                        order by reversal_id desc
                        """,
                TransfersSql::reversal,
                account,
                transfer);
    }

    List<TakenBack> reversals(AccountId account, Tx tx, List<String> ids) {
        return tx.list(
                "select "
                        + REVERSAL
                        + " from transfers.reversal where account_id = ? and reversal_id = any(?)",
                TransfersSql::reversal,
                account,
                ids.toArray(String[]::new));
    }

    // As the receiver sees it

    void insert(AccountId account, Tx tx, Received received) {
        tx.update(
                """
                insert into transfers.payment (
                    account_id, payment_id, transfer_id, sender, currency, amount, reversed,
                    journal_id, created_at, notes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                received.id(),
                received.transfer(),
                received.sender().number(),
                received.amount().currency(),
                received.amount().minor(),
                received.reversed().minor(),
                received.journal(),
                received.created(),
                received.notes());
    }

    void takeBack(AccountId account, Tx tx, String payment, Money amount) {
        tx.update(
                """
                update transfers.payment set reversed = reversed + ?
                where account_id = ? and payment_id = ?
                """,
                amount.minor(),
                account,
                payment);
    }

    List<Received> received(AccountId account, Tx tx, List<String> ids) {
        return tx.list(
                """
                select account_id, payment_id, transfer_id, sender, currency, amount, reversed,
                       journal_id, created_at, notes
                from transfers.payment where account_id = ? and payment_id = any(?)
                """,
                TransfersSql::received,
                account,
                ids.toArray(String[]::new));
    }

    private static Sent sent(Row row) {
        return new Sent(
                row.text("transfer_id"),
                row.account("account_id"),
                row.integer("version"),
                row.money("amount", "currency"),
                row.money("reversed", "currency"),
                row.account("destination"),
                row.text("payment_id"),
                row.maybeText("charge_id"),
                row.maybeText("description"),
                Json.metadata(row.text("metadata")),
                row.maybeText("transfer_group"),
                row.text("journal_id"),
                row.maybeDay("available_on"),
                row.time("created_at"));
    }

    private static TakenBack reversal(Row row) {
        return new TakenBack(
                row.text("reversal_id"),
                row.account("account_id"),
                row.text("transfer_id"),
                row.money("amount", "currency"),
                row.text("refund_id"),
                row.maybeText("description"),
                Json.metadata(row.text("metadata")),
                row.text("journal_id"),
                row.maybeText("source_refund"),
                row.time("created_at"));
    }

    private static Received received(Row row) {
        return new Received(
                row.text("payment_id"),
                row.account("account_id"),
                row.text("transfer_id"),
                row.account("sender"),
                row.money("amount", "currency"),
                row.money("reversed", "currency"),
                row.text("journal_id"),
                row.time("created_at"),
                row.maybeText("notes"));
    }
}
