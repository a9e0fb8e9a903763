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
                insert into catalog.products values
                    (?, ?, ?, ?, '', '', '', '', '{}', 'ACTIVE', '[]', ?, now(), now())
                """,
                products);
        tx.batch(
                "insert into catalog.variants values (?, ?, ?, 0, '{}', ?, null, 0, true, false)",
                variants);
        tx.update(
                """
                insert into catalog.prices select account_id, variant_id, 'usd', 0, 100, null, false
                from catalog.variants where account_id = ?
                """,
                shop);
        tx.update(
                """
                insert into catalog.stock select account_id, variant_id, 0, 0, 0, 'DENY', null
                from catalog.variants where account_id = ?
                """,
                shop);
    }
}
