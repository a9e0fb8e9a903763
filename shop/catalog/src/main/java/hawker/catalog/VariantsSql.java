package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Variants, prices and what cards show of them: rows in, rows out. */
final class VariantsSql {

    /** A variant with one of its prices; a variant has as many of these as prices. */
    record Priced(Product.Id product, Variant variant) {}

    private VariantsSql() {}

    static void insert(
            AccountId account,
            Tx tx,
            Product.Id product,
            int position,
            Variant.Id id,
            NewVariant v) {
        tx.update(
                """
                insert into catalog.variants (account_id, variant_id, product_id, position,
                    option_values, sku, barcode, grams, shipped, removed)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, false)
                """,
                account,
                id.text(),
                product.text(),
                position,
                v.values().toArray(String[]::new),
                v.sku(),
                v.barcode(),
                v.grams(),
                v.shipped());
    }

    static void update(AccountId account, Tx tx, int position, Variant.Id id, NewVariant v) {
        tx.update(
                """
                update catalog.variants set position = ?, option_values = ?, sku = ?, barcode = ?,
                    grams = ?, shipped = ?
                where account_id = ? and variant_id = ?
                """,
                position,
                v.values().toArray(String[]::new),
                v.sku(),
                v.barcode(),
                v.grams(),
                v.shipped(),
                account,
                id.text());
    }

    static void remove(AccountId account, Tx tx, Variant.Id id) {
        tx.update(
                "update catalog.variants set removed = true where account_id = ? and variant_id = ?",
                account,
                id.text());
    }

    /** Which of these SKUs other products of the seller have. */
    static List<String> skusTaken(AccountId account, Tx tx, Product.Id by, String[] skus) {
        return tx.list(
                """
                select sku from catalog.variants
                where account_id = ? and sku = any(?) and product_id <> ? and not removed
                """,
                row -> row.text("sku"),
                account,
                skus,
                by.text());
    }

    static List<Price> prices(AccountId account, Tx tx, Variant.Id variant) {
        return tx.list(
                """
                select currency, amount, compare_at, tax_included from catalog.prices
                where account_id = ? and variant_id = ? order by position
                """,
                VariantsSql::price,
                account,
                variant.text());
    }

    static void putPrice(AccountId account, Tx tx, Variant.Id variant, int position, Price price) {
        tx.update(
                """
                insert into catalog.prices (account_id, variant_id, currency, position, amount,
                    compare_at, tax_included)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id, variant_id, currency) do update set
                    position = excluded.position, amount = excluded.amount,
                    compare_at = excluded.compare_at, tax_included = excluded.tax_included
                """,
                account,
                variant.text(),
                price.amount().currency(),
                position,
                price.amount().minor(),
                price.compareAt().map(Money::minor),
                price.taxIncluded());
    }

    static void dropPrice(AccountId account, Tx tx, Variant.Id variant, Currency currency) {
        tx.update(
                """
                delete from catalog.prices
                where account_id = ? and variant_id = ? and currency = ?
                """,
                account,
                variant.text(),
                currency);
    }

    /** Writes down a new price; two changes in one instant leave the later one. */
    static void remember(AccountId account, Tx tx, Variant.Id variant, Money amount, Instant now) {
        tx.update(
                """
                insert into catalog.price_history (account_id, variant_id, currency, since, amount)
                values (?, ?, ?, ?, ?)
                on conflict (account_id, variant_id, currency, since)
                    do update set amount = excluded.amount
                """,
                account,
                variant.text(),
                amount.currency(),
                now,
                amount.minor());
    }

    static Optional<Product.Id> productOf(AccountId account, Tx tx, Variant.Id variant) {
        return tx.one(
                "select product_id from catalog.variants where account_id = ? and variant_id = ?",
                row -> new Product.Id(row.text("product_id")),
                account,
                variant.text());
    }

    /** Variants of products, a row for each price, in the order of variants and prices. */
    static List<Priced> ofProducts(AccountId account, Tx tx, String[] products) {
        return tx.list(
                PRICED
                        + """
                        where v.account_id = ? and v.product_id = any(?) and not v.removed
                        order by v.product_id, v.position, p.position
                        """,
                VariantsSql::priced,
                account,
                products);
    }

    private static final String PRICED =
            """
            select v.product_id, v.variant_id, v.option_values, v.sku, v.barcode, v.grams,
                v.shipped, p.currency, p.amount, p.compare_at, p.tax_included,
                case when s.stopped is null then s.on_empty else 'DENY' end as on_empty,
                case when s.stopped is null then s.on_hand - s.committed - s.held else 0 end
                    as available
            from catalog.variants v
            join catalog.prices p on p.account_id = v.account_id and p.variant_id = v.variant_id
            join catalog.stock s on s.account_id = v.account_id and s.variant_id = v.variant_id
            """;

    /** What a quote needs of a variant: its product's words, one price, one image. */
    static List<Quotable> quotable(AccountId account, Tx tx, Currency currency, String[] variants) {
        return tx.list(
                """
                select v.product_id, v.variant_id, v.option_values, v.sku, v.grams, v.shipped,
                    p.title, p.slug, r.currency, r.amount, r.compare_at, r.tax_included,
                    i.image_id, i.hash, i.width, i.height, i.colour, i.widths, i.alt,
                    case when s.stopped is null then s.on_empty else 'DENY' end as on_empty,
                    case when s.stopped is null then s.on_hand - s.committed - s.held else 0 end
                        as available
                from catalog.variants v
                join catalog.products p
                    on p.account_id = v.account_id and p.product_id = v.product_id
                join catalog.stock s on s.account_id = v.account_id and s.variant_id = v.variant_id
                left join catalog.prices r on r.account_id = v.account_id
                    and r.variant_id = v.variant_id and r.currency = ?
                left join catalog.images i on i.account_id = v.account_id
                    and i.product_id = v.product_id and i.position = 0
                where v.account_id = ? and v.variant_id = any(?) and not v.removed
                    and p.status = 'ACTIVE'
                """,
                VariantsSql::quotable,
                currency,
                account,
                variants);
    }

    /** A variant that is for sale; the price is empty if it has none in the currency asked for. */
    record Quotable(
            Product.Id product,
            Variant.Id variant,
            String title,
            String slug,
            String choice,
            String sku,
            int grams,
            boolean shipped,
            Optional<Price> price,
            Optional<Image> image,
            Variant.OnEmpty onEmpty,
            int available) {}

    static List<ProductCard> cards(AccountId account, Tx tx, String[] products) {
        return tx.list(
                """
                select p.account_id, p.product_id, p.title, p.slug, p.brand, p.type, p.status,
                    min(r.currency) as currency, min(r.amount) as lowest, max(r.amount) as highest,
                    min(r.compare_at) as compare_at, count(*) as variants,
                    min(v.variant_id) as variant_id,
                    bool_and(s.on_empty <> 'UNCOUNTED') as counted,
                    bool_or(s.stopped is null
                        and (s.on_empty <> 'DENY' or s.on_hand - s.committed - s.held > 0))
                        as sellable,
                    sum(greatest(s.on_hand - s.committed - s.held, 0)) as available,
                    i.image_id, i.hash, i.width, i.height, i.colour, i.widths, i.alt
                from catalog.products p
                join catalog.variants v on v.account_id = p.account_id
                    and v.product_id = p.product_id and not v.removed
                join catalog.prices r on r.account_id = v.account_id
                    and r.variant_id = v.variant_id and r.position = 0
                join catalog.stock s on s.account_id = v.account_id and s.variant_id = v.variant_id
                left join catalog.images i on i.account_id = p.account_id
                    and i.product_id = p.product_id and i.position = 0
                where p.account_id = ? and p.product_id = any(?)
                group by p.account_id, p.product_id, i.account_id, i.image_id
                """,
                VariantsSql::card,
                account,
                products);
    }

    private static Priced priced(Row row) {
        var variant =
                new Variant(
                        new Variant.Id(row.text("variant_id")),
                        row.texts("option_values"),
                        row.text("sku"),
                        row.maybeText("barcode"),
                        row.integer("grams"),
                        row.flag("shipped"),
                        List.of(price(row)),
                        Variant.OnEmpty.valueOf(row.text("on_empty")),
                        row.integer("available"));
        return new Priced(new Product.Id(row.text("product_id")), variant);
    }

    private static Price price(Row row) {
        var currency = row.currency("currency");
        return new Price(
                row.money("amount", "currency"),
                row.maybeNumber("compare_at").map(minor -> Money.of(minor, currency)),
                row.flag("tax_included"));
    }

    private static Quotable quotable(Row row) {
        return new Quotable(
                new Product.Id(row.text("product_id")),
                new Variant.Id(row.text("variant_id")),
                row.text("title"),
                row.text("slug"),
                String.join(" / ", row.texts("option_values")),
                row.text("sku"),
                row.integer("grams"),
                row.flag("shipped"),
                row.maybeText("currency").map(present -> price(row)),
                row.maybeText("image_id").map(present -> ProductsSql.image(row)),
                Variant.OnEmpty.valueOf(row.text("on_empty")),
                row.integer("available"));
    }

    private static ProductCard card(Row row) {
        var currency = row.currency("currency");
        var one = row.number("variants") == 1;
        var from = row.number("lowest") != row.number("highest");
        var status = Product.Status.valueOf(row.text("status"));
        return new ProductCard(
                new ProductRef(row.account("account_id"), new Product.Id(row.text("product_id"))),
                row.text("title"),
                row.text("slug"),
                row.text("brand"),
                row.text("type"),
                status,
                Money.of(row.number("lowest"), currency),
                from,
                from
                        ? Optional.empty()
                        : row.maybeNumber("compare_at").map(minor -> Money.of(minor, currency)),
                row.maybeText("image_id").map(present -> ProductsSql.image(row)),
                status == Product.Status.ACTIVE && row.flag("sellable"),
                one ? Optional.of(new Variant.Id(row.text("variant_id"))) : Optional.empty(),
                row.flag("counted"),
                row.integer("available"));
    }
}
