package hawker.customers;

import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of customers.tax_id; those without an owner are the seller's own. */
final class TaxIdsSql {

    void insert(Tx tx, TaxId taxId) {
        tx.update(
                """
                insert into customers.tax_id (account_id, tax_id, owner_id, kind, value,
                    verification, created)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                taxId.account(),
                taxId.id().text(),
                ownerId(taxId.owner()),
                taxId.kind(),
                taxId.value(),
                taxId.verification().word(),
                taxId.created());
    }

    Optional<TaxId> find(Tx tx, AccountId account, TaxId.Id id) {
        return tx.one(
                "select * from customers.tax_id where account_id = ? and tax_id = ?",
                TaxIdsSql::taxId,
                account,
                id.text());
    }

    List<TaxId> all(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from customers.tax_id where account_id = ? and tax_id = any(?)",
                TaxIdsSql::taxId,
                account,
                ids.toArray(String[]::new));
    }

    boolean delete(Tx tx, AccountId account, TaxId.Id id) {
        return tx.update(
                        "delete from customers.tax_id where account_id = ? and tax_id = ?",
                        account,
                        id.text())
                == 1;
    }

    /** At most one more than the page holds. */
    List<TaxId> list(Tx tx, AccountId account, TaxId.Owner owner, PageRequest page) {
        var range = Cursor.of(page, "txi_");
        var sql =
                range.upwards()
                        ? """
                        select * from customers.tax_id
                        where account_id = ? and coalesce(owner_id, '') = ?
                            and tax_id > ? and tax_id < ?
                        order by tax_id limit ?
                        """
                        : """
                        select * from customers.tax_id
                        where account_id = ? and coalesce(owner_id, '') = ?
                            and tax_id > ? and tax_id < ?
                        order by tax_id desc limit ?
                        """;
        return tx.list(
                sql,
                TaxIdsSql::taxId,
                account,
                ownerId(owner).orElse(""),
                range.above(),
                range.below(),
                page.limit() + 1);
    }

    List<TaxId> of(Tx tx, AccountId account, Collection<String> customers) {
        return tx.list(
                """
                select * from customers.tax_id
                where account_id = ? and coalesce(owner_id, '') = any(?)
                order by tax_id desc
                """,
                TaxIdsSql::taxId,
                account,
                customers.toArray(String[]::new));
    }

    private static Optional<String> ownerId(TaxId.Owner owner) {
        return switch (owner) {
            case TaxId.Owner.Self() -> Optional.empty();
            case TaxId.Owner.OfCustomer(var id) -> Optional.of(id.text());
            case TaxId.Owner.OfAccount(var id) -> Optional.of(id.text());
        };
    }

    private static TaxId.Owner owner(String id, AccountId account) {
        return AccountId.parse(id)
                .<TaxId.Owner>map(of -> new TaxId.Owner.OfAccount(of.inMode(account.livemode())))
                .orElseGet(() -> new TaxId.Owner.OfCustomer(new Customer.Id(id)));
    }

    private static TaxId taxId(Row row) {
        return new TaxId(
                new TaxId.Id(row.text("tax_id")),
                row.account("account_id"),
                row.maybeText("owner_id")
                        .map(id -> owner(id, row.account("account_id")))
                        .orElseGet(TaxId.Owner.Self::new),
                row.text("kind"),
                row.text("value"),
                TaxId.Verification.valueOf(row.text("verification").toUpperCase(Locale.ROOT)),
                row.time("created"));
    }
}
