package hawker.cash;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** All statements of the room. */
final class CashSql {

    /** The balance, held against every other change; made if it was not there. */
    Money lock(Tx tx, AccountId account, String customer, Currency currency) {
        tx.update(
                """
                insert into cash.balance (account_id, customer_id, currency, amount)
                values (?, ?, ?, 0) on conflict do nothing
                """,
                account,
                customer,
                currency.code());
        return tx.one(
                        """
                        select amount, currency from cash.balance
                        where account_id = ? and customer_id = ? and currency = ? for update
                        """,
                        row -> row.money("amount", "currency"),
                        account,
                        customer,
                        currency.code())
                .orElseThrow();
    }

    void set(Tx tx, AccountId account, String customer, Money amount) {
        tx.update(
                """
                update cash.balance set amount = ?
                where account_id = ? and customer_id = ? and currency = ?
                """,
                amount.minor(),
                account,
                customer,
                amount.currency().code());
    }

    /** What a customer has, in each currency in which there ever was any. */
    List<Money> balances(Tx tx, AccountId account, String customer) {
        return tx.list(
                """
                select amount, currency from cash.balance
                where account_id = ? and customer_id = ? order by currency
                """,
                row -> row.money("amount", "currency"),
                account,
                customer);
    }

    void insert(Tx tx, Movement movement) {
        tx.update(
                """
                insert into cash.movement (account_id, movement_id, customer_id, kind, net, currency,
                    ending, subject, created)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                movement.account(),
                movement.id(),
                movement.customer(),
                movement.kind().text(),
                movement.net().minor(),
                movement.net().currency().code(),
                movement.ending().minor(),
                movement.subject(),
                movement.created());
    }

    Optional<Movement> find(Tx tx, AccountId account, String customer, String id) {
        return tx.one(
                """
                select * from cash.movement
                where account_id = ? and customer_id = ? and movement_id = ?
                """,
                CashSql::movement,
                account,
                customer,
                id);
    }

    void asked(Tx tx, AccountId account, String refund, String secretHash) {
        tx.update(
                "insert into cash.asked (account_id, refund_id, secret_hash) values (?, ?, ?)",
                account,
                refund,
                secretHash);
    }

    /** The refund whose customer was sent a secret. */
    Optional<String> refundOf(Tx tx, AccountId account, String secretHash) {
        return tx.one(
                "select refund_id from cash.asked where account_id = ? and secret_hash = ?",
                row -> row.text("refund_id"),
                account,
                secretHash);
    }

    /** Whether a refund has arrived. */
    boolean isRefunded(Tx tx, AccountId account, String refund) {
        return tx.one(
                        """
                        select movement_id from cash.movement
                        where account_id = ? and subject = ? and kind = 'refunded_from_payment'
                        """,
                        row -> row.text("movement_id"),
                        account,
                        refund)
                .isPresent();
    }

    /** Newest first, one more than the page holds; the oldest of the newer ones before an id. */
    List<Movement> list(Tx tx, AccountId account, String customer, PageRequest page) {
        if (page.before().isPresent())
            return tx.list(
                    """
                    select * from cash.movement
                    where account_id = ? and customer_id = ? and movement_id > ?
                    order by movement_id limit ?
                    """,
                    CashSql::movement,
                    account,
                    customer,
                    page.before(),
                    page.limit() + 1);
        return tx.list(
                """
                select * from cash.movement
                where account_id = ? and customer_id = ? and (?::text is null or movement_id < ?)
                order by movement_id desc limit ?
                """,
                CashSql::movement,
                account,
                customer,
                page.after(),
                page.after(),
                page.limit() + 1);
    }

    /** An intent holds so much less. */
    void letGo(Tx tx, AccountId account, String intent, Money less) {
        tx.update(
                """
                update cash.held set amount = amount - ? where account_id = ? and intent_id = ?
                """,
                less.minor(),
                account,
                intent);
    }

    /** An intent holds so much more. */
    void hold(Tx tx, AccountId account, String intent, Money change) {
        tx.update(
                """
                insert into cash.held (account_id, intent_id, currency, amount) values (?, ?, ?, ?)
                on conflict (account_id, intent_id) do update
                    set amount = held.amount + excluded.amount
                """,
                account,
                intent,
                change.currency().code(),
                change.minor());
    }

    /** An intent holds nothing any more. */
    void release(Tx tx, AccountId account, String intent) {
        tx.update(
                "update cash.held set amount = 0 where account_id = ? and intent_id = ?",
                account,
                intent);
    }

    /** All balances and all that is held, by currency. */
    List<Money> totals(Tx tx, AccountId account) {
        return tx.list(
                """
                select currency, sum(amount)::bigint as amount from (
                    select currency, amount from cash.balance where account_id = ?
                    union all
                    select currency, amount from cash.held where account_id = ?) a
                group by currency
                """,
                row -> row.money("amount", "currency"),
                account,
                account);
    }

    private static Movement movement(Row row) {
        var net = row.money("net", "currency");
        return new Movement(
                row.text("movement_id"),
                row.account("account_id"),
                row.text("customer_id"),
                Movement.Kind.of(row.text("kind")),
                net,
                Money.of(row.number("ending"), net.currency()),
                row.maybeText("subject"),
                row.time("created"));
    }
}
