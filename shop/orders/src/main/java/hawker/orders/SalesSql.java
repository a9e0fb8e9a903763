package hawker.orders;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.kernel.UserId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.List;

/** What orders add up to: sales a day, customers, what a person bought. */
final class SalesSql {

    private SalesSql() {}

    static void refunded(AccountId account, Tx tx, LocalDate day, Money amount) {
        tx.update(
                """
                insert into orders.sales_day as s (account_id, day, currency, orders, sold, refunded)
                values (?, ?, ?, 0, 0, ?)
                on conflict (account_id, day, currency)
                    do update set refunded = s.refunded + excluded.refunded
                """,
                account,
                day,
                amount.currency(),
                amount.minor());
    }

    static List<DaySales> days(
            AccountId account, Tx tx, Currency currency, LocalDate first, LocalDate last) {
        return tx.list(
                """
                select day, currency, orders, sold, refunded from orders.sales_day
                where account_id = ? and currency = ? and day between ? and ? order by day
                """,
                row ->
                        new DaySales(
                                row.day("day"),
                                row.integer("orders"),
                                row.money("sold", "currency"),
                                row.money("refunded", "currency")),
                account,
                currency,
                first,
                last);
    }

    static void gaveBack(AccountId account, Tx tx, String email, Money amount) {
        tx.update(
                """
                update orders.customers set spent = spent - ?
                where account_id = ? and email = ? and currency = ?
                """,
                amount.minor(),
                account,
                email,
                amount.currency());
    }

    /** By latest order; one more than the page takes. */
    static List<Customer> customers(AccountId account, Tx tx, PageRequest page) {
        if (page.after().isEmpty())
            return tx.list(
                    """
                    select email, name, orders, spent, currency, first_at, last_at
                    from orders.customers where account_id = ?
                    order by last_at desc, email limit ?
                    """,
                    SalesSql::customer,
                    account,
                    page.limit() + 1);
        return tx.list(
                """
                select c.email, c.name, c.orders, c.spent, c.currency, c.first_at, c.last_at
                from orders.customers c
                join orders.customers a on a.account_id = c.account_id and a.email = ?
                where c.account_id = ?
                    and (c.last_at < a.last_at or c.last_at = a.last_at and c.email > a.email)
                order by c.last_at desc, c.email limit ?
                """,
                SalesSql::customer,
                page.after().get(),
                account,
                page.limit() + 1);
    }

    static void remember(UserId user, Tx tx, AccountId account, String order) {
        tx.update(
                """
                insert into orders.history (user_id, order_id, account_id) values (?, ?, ?)
                on conflict (user_id, order_id) do nothing
                """,
                user,
                order,
                account);
    }

    /** An order of a person and whose it is. */
    record Bought(AccountId account, Order.Id order) {}

    static List<Bought> ofBuyer(UserId user, Tx tx, int limit) {
        return tx.list(
                """
                select account_id, order_id from orders.history
                where user_id = ? order by order_id desc limit ?
                """,
                row -> new Bought(row.account("account_id"), new Order.Id(row.text("order_id"))),
                user,
                limit);
    }

    private static Customer customer(Row row) {
        return new Customer(
                row.text("email"),
                row.text("name"),
                row.integer("orders"),
                row.money("spent", "currency"),
                row.time("first_at"),
                row.time("last_at"));
    }
}
