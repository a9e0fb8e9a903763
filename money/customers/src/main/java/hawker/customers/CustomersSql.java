package hawker.customers;

import hawker.api.Json;
import hawker.api.Search;
import hawker.api.SearchFields;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of customers.customer. */
final class CustomersSql {

    /** What customers are searched by. */
    static final SearchFields FIELDS =
            new SearchFields()
                    .text("email", "email")
                    .text("name", "name")
                    .text("phone", "phone")
                    .time("created", "created", "customer_id", "cus_")
                    .metadata(
                            "detail::jsonb -> 'metadata'",
                            "detail like '%\"metadata\":{\"%' and "
                                    + SearchFields.hasWords("detail::jsonb -> 'metadata'"));

    void insert(Tx tx, Customer customer) {
        var profile = customer.profile();
        tx.update(
                """
                insert into customers.customer (account_id, customer_id, name, email, phone,
                    description, detail, default_method, default_source, balance, currency, test_clock,
                    created)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                customer.account(),
                customer.id().text(),
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.description(),
                CustomerText.detail(customer),
                customer.methods().method(),
                customer.methods().source(),
                customer.standing().balance(),
                customer.standing().currency().map(Currency::code),
                customer.testClock(),
                customer.created());
    }

    void update(Tx tx, Customer customer) {
        var profile = customer.profile();
        tx.update(
                """
                update customers.customer set name = ?, email = ?, phone = ?, description = ?,
                    detail = ?, default_method = ?, default_source = ?, balance = ?, currency = ?,
                    deleted_at = ?
                where account_id = ? and customer_id = ?
                """,
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.description(),
                CustomerText.detail(customer),
                customer.methods().method(),
                customer.methods().source(),
                customer.standing().balance(),
                customer.standing().currency().map(Currency::code),
                customer.deleted(),
                customer.account(),
                customer.id().text());
    }

    Optional<Customer> find(Tx tx, AccountId account, Customer.Id id) {
        return tx.one(
                "select * from customers.customer where account_id = ? and customer_id = ?",
                CustomersSql::customer,
                account,
                id.text());
    }

    /** The customer, held against every other change. */
    Optional<Customer> lock(Tx tx, AccountId account, Customer.Id id) {
        return tx.one(
                """
                select * from customers.customer
                where account_id = ? and customer_id = ? for update
                """,
                CustomersSql::customer,
                account,
                id.text());
    }

    List<Customer> all(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from customers.customer where account_id = ? and customer_id = any(?)",
                CustomersSql::customer,
                account,
                ids.toArray(String[]::new));
    }

    /** Customers that are not deleted, at most one more than the page holds. */
    List<Customer> list(Tx tx, AccountId account, Instant from, Instant before, PageRequest page) {
        var range = Cursor.of(page, "cus_");
        var sql =
                range.upwards()
                        ? """
                        select * from customers.customer
                        where account_id = ? and customer_id > ? and customer_id < ?
                            and created >= ? and created < ? and deleted_at is null
                        order by customer_id limit ?
                        """
                        : """
                        select * from customers.customer
                        where account_id = ? and customer_id > ? and customer_id < ?
                            and created >= ? and created < ? and deleted_at is null
                        order by customer_id desc limit ?
                        """;
        return tx.list(
                sql,
                CustomersSql::customer,
                account,
                range.above(),
                range.below(),
                from,
                before,
                page.limit() + 1);
    }

    /** The same with an e-mail address, letter for letter. */
    List<Customer> ofEmail(
            Tx tx,
            AccountId account,
            String email,
            Instant from,
            Instant before,
            PageRequest page) {
        var range = Cursor.of(page, "cus_");
        var sql =
                range.upwards()
                        ? """
                        select * from customers.customer
                        where account_id = ? and email = ? and customer_id > ?
                            and customer_id < ? and created >= ? and created < ?
                            and deleted_at is null
                        order by customer_id limit ?
                        """
                        : """
                        select * from customers.customer
                        where account_id = ? and email = ? and customer_id > ?
                            and customer_id < ? and created >= ? and created < ?
                            and deleted_at is null
                        order by customer_id desc limit ?
                        """;
        return tx.list(
                sql,
                CustomersSql::customer,
                account,
                email,
                range.above(),
                range.below(),
                from,
                before,
                page.limit() + 1);
    }

    /** Customers that a search finds, newest first, one more than its page holds. */
    List<Customer> search(Tx tx, AccountId account, Search search) {
        return tx.list(
                """
                select * from customers.customer
                where account_id = ? and customer_id < ? and deleted_at is null and
                """
                        + search.condition()
                        + " order by customer_id desc limit ?",
                CustomersSql::customer,
                search.values(List.of(account, search.after().orElse("cus_~")), search.rows()));
    }

    /** How many customers a search finds on all its pages. */
    long count(Tx tx, AccountId account, Search search) {
        return tx.list(
                        """
                        select count(*) as found from customers.customer
                        where account_id = ? and deleted_at is null and
                        """
                                + search.condition(),
                        row -> row.number("found"),
                        search.values(List.of(account)))
                .getFirst();
    }

    /** The customers that live by a test clock. */
    List<Customer> ofClock(Tx tx, AccountId account, String clock) {
        return tx.list(
                """
                select * from customers.customer
                where account_id = ? and test_clock = ? and deleted_at is null
                order by customer_id
                """,
                CustomersSql::customer,
                account,
                clock);
    }

    /** The same by pages, at most one more than the page holds. */
    List<Customer> ofClock(Tx tx, AccountId account, String clock, PageRequest page) {
        var range = Cursor.of(page, "cus_");
        return tx.list(
                range.upwards()
                        ? """
                        select * from customers.customer
                        where account_id = ? and test_clock = ? and customer_id > ?
                            and customer_id < ? and deleted_at is null
                        order by customer_id limit ?
                        """
                        : """
                        select * from customers.customer
                        where account_id = ? and test_clock = ? and customer_id > ?
                            and customer_id < ? and deleted_at is null
                        order by customer_id desc limit ?
                        """,
                CustomersSql::customer,
                account,
                clock,
                range.above(),
                range.below(),
                page.limit() + 1);
    }

    private static Customer customer(Row row) {
        var detail = Json.parse(row.text("detail"));
        return new Customer(
                new Customer.Id(row.text("customer_id")),
                row.account("account_id"),
                CustomerText.profile(
                        row.maybeText("name"),
                        row.maybeText("email"),
                        row.maybeText("phone"),
                        row.maybeText("description"),
                        detail),
                CustomerText.invoicing(detail),
                new Customer.Methods(
                        row.maybeText("default_method"), row.maybeText("default_source")),
                new Customer.Standing(
                        row.number("balance"),
                        row.maybeText("currency").map(Currency::of),
                        CustomerText.reconciling(detail)),
                row.maybeText("test_clock"),
                row.time("created"),
                row.maybeTime("deleted_at"));
    }
}
