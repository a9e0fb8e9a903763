package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A large shop, made by rows: through the door it would take minutes. */
final class ManyProducts {

    private ManyProducts() {}

    static void insert(Tx tx, AccountId shop, int count, AtomicInteger numbers) {
        var products = new ArrayList<Object[]>();
        var variants = new ArrayList<Object[]>();
        for (int i = 0; i < count; i++) {
            int n = numbers.incrementAndGet();
            var id = "prod_1%023d".formatted(n);
            products.add(new Object[] {shop, id, "p-" + n, "Product " + n, "product " + n});
            variants.add(new Object[] {shop, "var_1%023d".formatted(n), id, "S" + n});
        }
        tx.batch(
                """
                insert into catalog.products (account_id, product_id, slug, title, description,
                    summary, brand, type, tags, status, options, words, created, updated)
                values (?, ?, ?, ?, '', '', '', '', '{}', 'ACTIVE', '[]', ?, now(), now())
                """,
                products);
        tx.batch(
                """
                insert into catalog.variants (account_id, variant_id, product_id, position,
                    option_values, sku, barcode, grams, shipped, removed)
                values (?, ?, ?, 0, '{}', ?, null, 0, true, false)
                """,
                variants);
        tx.update(
                """
                insert into catalog.prices (account_id, variant_id, currency, position, amount,
                    compare_at, tax_included)
                select account_id, variant_id, 'usd', 0, 100, null, false
                from catalog.variants where account_id = ?
                """,
                shop);
        tx.update(
                """
                insert into catalog.stock (account_id, variant_id, on_hand, committed, held,
                    on_empty, stopped)
                select account_id, variant_id, 0, 0, 0, 'DENY', null
                from catalog.variants where account_id = ?
                """,
                shop);
    }
}
