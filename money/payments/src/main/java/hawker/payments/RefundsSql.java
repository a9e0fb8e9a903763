package hawker.payments;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of payments.refund. */
final class RefundsSql {

    /** Writes a refund; false if the caller's own key was used before. */
    boolean insert(Tx tx, Refund refund, Optional<String> holdId, Optional<String> askedKey) {
        int rows =
                tx.update(
                        """
                        insert into payments.refund (account_id, refund_id, charge_id, intent_id,
                            customer, method, amount, currency, status, reason, metadata, created, journal,
                            failure_reason, releases, hold_id, asked_key, transfer_reversal,
                            paid_with, asks_email, asked_at, asks_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        refund.account(),
                        refund.id().text(),
                        refund.charge().map(Charge.Id::text),
                        refund.intent().map(PaymentIntent.Id::text),
                        refund.customer(),
                        refund.method().map(PaymentMethod.Id::text),
                        refund.amount().minor(),
                        refund.amount().currency(),
                        refund.status().text(),
                        refund.reason().map(Refund.Reason::text),
                        Json.text(Json.metadata(refund.metadata())),
                        refund.created(),
                        refund.journal(),
                        refund.failureReason(),
                        refund.releases(),
                        holdId,
                        askedKey,
                        refund.transferReversal(),
                        Optional.of(refund.paidWith()).filter(type -> !type.equals("card")),
                        refund.asking().map(Refund.Asking::email),
                        refund.asking().flatMap(Refund.Asking::at),
                        refund.asking().flatMap(Refund.Asking::until));
        return rows == 1;
    }

    /** The API tells nothing of this one: a hold was given up, nobody asked for a refund. */
    void silence(Tx tx, Refund refund) {
        tx.update(
                "update payments.refund set told = false where account_id = ? and refund_id = ?",
                refund.account(),
                refund.id().text());
    }

    Optional<Refund> find(Tx tx, AccountId account, Refund.Id id) {
        return tx.one(
                "select * from payments.refund where account_id = ? and refund_id = ?",
                RefundsSql::refund,
                account,
                id.text());
    }

    /** The refund, held against every other change. */
    Optional<Refund> lock(Tx tx, AccountId account, Refund.Id id) {
        return tx.one(
                "select * from payments.refund where account_id = ? and refund_id = ? for update",
                RefundsSql::refund,
                account,
                id.text());
    }

    Optional<Refund> ofKey(Tx tx, AccountId account, String askedKey) {
        return tx.one(
                "select * from payments.refund where account_id = ? and asked_key = ?",
                RefundsSql::refund,
                account,
                askedKey);
    }

    /** The hold of a refund that waits for funds. */
    Optional<String> hold(Tx tx, AccountId account, Refund.Id id) {
        return tx
                .list(
                        """
                        select hold_id from payments.refund
                        where account_id = ? and refund_id = ? and hold_id is not null
                        """,
                        row -> row.text("hold_id"),
                        account,
                        id.text())
                .stream()
                .findFirst();
    }

    /** Stores where a refund stands now. */
    void update(Tx tx, Refund refund) {
        tx.update(
                """
                update payments.refund set status = ?, metadata = ?, journal = ?,
                    failure_journal = ?, failure_reason = ?, asked_at = ?, asks_until = ?,
                    goes_to = ?
                where account_id = ? and refund_id = ?
                """,
                refund.status().text(),
                Json.text(Json.metadata(refund.metadata())),
                refund.journal(),
                refund.failureJournal(),
                refund.failureReason(),
                refund.asking().flatMap(Refund.Asking::at),
                refund.asking().flatMap(Refund.Asking::until),
                refund.asking().flatMap(Refund.Asking::goesTo).map(PaymentMethod.Id::text),
                refund.account(),
                refund.id().text());
    }

    /** What is refunded of a charge or about to be: refunds that have not failed. */
    Money refunded(Tx tx, AccountId account, Charge.Id charge, Currency currency) {
        var sum =
                tx.one(
                        """
                        select coalesce(sum(amount), 0)::bigint as refunded from payments.refund
                        where account_id = ? and charge_id = ? and not releases
                            and status in ('pending', 'requires_action', 'succeeded')
                        """,
                        row -> row.number("refunded"),
                        account,
                        charge.text());
        return Money.of(sum.orElseThrow(), currency);
    }

    /** Refunds of the account that wait for funds, oldest first. */
    List<Refund> waiting(Tx tx, AccountId account) {
        return tx.list(
                """
                select * from payments.refund
                where account_id = ? and status = 'pending' and hold_id is not null
                    and journal is null
                order by refund_id limit 1000
                """,
                RefundsSql::refund,
                account);
    }

    /** Whether a refund of a charge has still to leave, and may yet be called back. */
    boolean anyWaits(Tx tx, AccountId account, Charge.Id charge) {
        return tx.one(
                        """
                        select refund_id from payments.refund
                        where account_id = ? and charge_id = ?
                            and (status = 'requires_action'
                                or status = 'pending' and journal is null)
                        limit 1
                        """,
                        row -> row.text("refund_id"),
                        account,
                        charge.text())
                .isPresent();
    }

    /** The same of one charge, held against every other change. */
    List<Refund> lockWaiting(Tx tx, AccountId account, Charge.Id charge) {
        return tx.list(
                """
                select * from payments.refund
                where account_id = ? and charge_id = ? and status = 'pending'
                    and hold_id is not null and journal is null
                order by refund_id for update
                """,
                RefundsSql::refund,
                account,
                charge.text());
    }

    /** Refunds, at most one more than the page holds. */
    List<Refund> list(Tx tx, AccountId account, Instant from, Instant before, PageRequest page) {
        var range = Cursor.of(page, "re_", from, before);
        var sql =
                range.upwards()
                        ? """
                        select * from payments.refund
                        where account_id = ? and refund_id > ? and refund_id < ?
                            and created >= ? and created < ? and told
                        order by refund_id limit ?
                        """
                        : """
                        select * from payments.refund
                        where account_id = ? and refund_id > ? and refund_id < ?
                            and created >= ? and created < ? and told
                        order by refund_id desc limit ?
                        """;
        return tx.list(
                sql,
                RefundsSql::refund,
                account,
                range.above(),
                range.below(),
                from,
                before,
                page.limit() + 1);
    }

    /** The same of some charges. */
    List<Refund> ofCharges(Tx tx, AccountId account, List<String> charges, PageRequest page) {
        var range = Cursor.of(page, "re_");
        var sql =
                range.upwards()
                        ? """
                        select * from payments.refund
                        where account_id = ? and charge_id = any(?)
                            and refund_id > ? and refund_id < ? and told
                        order by refund_id limit ?
                        """
                        : """
                        select * from payments.refund
                        where account_id = ? and charge_id = any(?)
                            and refund_id > ? and refund_id < ? and told
                        order by refund_id desc limit ?
                        """;
        return tx.list(
                sql,
                RefundsSql::refund,
                account,
                charges.toArray(String[]::new),
                range.above(),
                range.below(),
                page.limit() + 1);
    }

    private static Refund refund(Row row) {
        return new Refund(
                new Refund.Id(row.text("refund_id")),
                row.account("account_id"),
                row.maybeText("charge_id").map(Charge.Id::new),
                row.maybeText("intent_id").map(PaymentIntent.Id::new),
                row.maybeText("customer"),
                row.maybeText("method").map(PaymentMethod.Id::new),
                row.money("amount", "currency"),
                IntentText.constant(Refund.Status.class, row.text("status")),
                row.maybeText("reason").map(r -> IntentText.constant(Refund.Reason.class, r)),
                Json.metadata(row.text("metadata")),
                row.time("created"),
                row.maybeText("journal"),
                row.maybeText("failure_journal"),
                row.maybeText("failure_reason"),
                row.flag("releases"),
                row.maybeText("transfer_reversal"),
                row.maybeText("paid_with").orElse("card"),
                row.maybeText("asks_email").map(email -> asking(email, row)));
    }

    private static Refund.Asking asking(String email, Row row) {
        return new Refund.Asking(
                email,
                row.maybeTime("asked_at"),
                row.maybeTime("asks_until"),
                row.maybeText("goes_to").map(PaymentMethod.Id::new));
    }
}
