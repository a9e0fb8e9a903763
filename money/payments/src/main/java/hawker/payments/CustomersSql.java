package hawker.payments;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of payments.customer. */
final class CustomersSql {

    void insert(Tx tx, Customer customer) {
        var profile = customer.profile();
        tx.update(
                """
                insert into payments.customer (account_id, customer_id, name, email, phone,
                    description, detail, default_method, default_source, created)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                customer.account(),
                customer.id().text(),
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.description(),
                detail(profile),
                customer.defaultMethod(),
                customer.defaultSource(),
                customer.created());
    }

    void update(Tx tx, Customer customer) {
        var profile = customer.profile();
        tx.update(
                """
                update payments.customer set name = ?, email = ?, phone = ?, description = ?,
                    detail = ?, default_method = ?, default_source = ?, deleted_at = ?
                where account_id = ? and customer_id = ?
                """,
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.description(),
                detail(profile),
                customer.defaultMethod(),
                customer.defaultSource(),
                customer.deleted(),
                customer.account(),
                customer.id().text());
    }

    Optional<Customer> find(Tx tx, AccountId account, Customer.Id id) {
        return tx.one(
                "select * from payments.customer where account_id = ? and customer_id = ?",
                CustomersSql::customer,
                account,
                id.text());
    }

    /** The customer, held against every other change. */
    Optional<Customer> lock(Tx tx, AccountId account, Customer.Id id) {
        return tx.one(
                """
                select * from payments.customer
                where account_id = ? and customer_id = ? for update
                """,
                CustomersSql::customer,
                account,
                id.text());
    }

    List<Customer> all(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from payments.customer where account_id = ? and customer_id = any(?)",
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
                        select * from payments.customer
                        where account_id = ? and customer_id > ? and customer_id < ?
                            and created >= ? and created < ? and deleted_at is null
                        order by customer_id limit ?
                        """
                        : """
                        select * from payments.customer
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
                        select * from payments.customer
                        where account_id = ? and email = ? and customer_id > ?
                            and customer_id < ? and created >= ? and created < ?
                            and deleted_at is null
                        order by customer_id limit ?
                        """
                        : """
                        select * from payments.customer
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

    private static String detail(Customer.Profile profile) {
        var node = Json.object();
        profile.address().ifPresent(a -> node.set("address", NotesText.address(a)));
        profile.shipping().ifPresent(s -> node.set("shipping", NotesText.shipping(s)));
        node.put("tax_exempt", profile.taxExempt());
        profile.locales().forEach(node.putArray("locales")::add);
        node.set("metadata", Json.metadata(profile.metadata()));
        return Json.text(node);
    }

    private static Customer customer(Row row) {
        var detail = Json.parse(row.text("detail"));
        var locales = new ArrayList<String>();
        detail.path("locales").forEach(locale -> locales.add(locale.asText()));
        var profile =
                new Customer.Profile(
                        row.maybeText("name"),
                        row.maybeText("email"),
                        row.maybeText("phone"),
                        row.maybeText("description"),
                        detail.has("address")
                                ? Optional.of(NotesText.address(detail.get("address")))
                                : Optional.empty(),
                        detail.has("shipping")
                                ? Optional.of(NotesText.shipping(detail.get("shipping")))
                                : Optional.empty(),
                        detail.path("tax_exempt").asText(),
                        locales,
                        NotesText.notes(detail).metadata());
        return new Customer(
                new Customer.Id(row.text("customer_id")),
                row.account("account_id"),
                profile,
                row.maybeText("default_method"),
                row.maybeText("default_source"),
                row.time("created"),
                row.maybeTime("deleted_at"));
    }
}
