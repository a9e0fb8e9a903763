package hawker.checkout;

import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.orders.Source;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carts: rows in, rows out. */
final class CartsSql {

    private CartsSql() {}

    static Optional<Cart> find(UserId user, Tx tx, String guest) {
        var shop =
                tx.one(
                        "select shop from checkout.carts where user_id = ? and guest = ?",
                        row -> row.account("shop"),
                        user,
                        guest);
        if (shop.isEmpty()) return Optional.empty();
        return Optional.of(new Cart(shop.get(), lines(user, tx, guest)));
    }

    private static List<Cart.Line> lines(UserId user, Tx tx, String guest) {
        return tx.list(
                """
                select variant_id, quantity, source_kind, source_id from checkout.cart_lines
                where user_id = ? and guest = ? order by added, variant_id
                """,
                row ->
                        new Cart.Line(
                                new Variant.Id(row.text("variant_id")),
                                row.integer("quantity"),
                                new Source(
                                        Source.Kind.valueOf(row.text("source_kind")),
                                        row.text("source_id"))),
                user,
                guest);
    }

    /** The cart's shop from now on; the row stays locked until the transaction ends. */
    static void putShop(UserId user, Tx tx, String guest, AccountId shop, Instant now) {
        tx.update(
                """
                insert into checkout.carts (user_id, guest, shop, updated) values (?, ?, ?, ?)
                on conflict (user_id, guest)
                    do update set shop = excluded.shop, updated = excluded.updated
                """,
                user,
                guest,
                shop,
                now);
    }

    static void putLine(UserId user, Tx tx, String guest, Cart.Line line, Instant now) {
        tx.update(
                """
                insert into checkout.cart_lines
                    (user_id, guest, variant_id, quantity, source_kind, source_id, added)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (user_id, guest, variant_id)
                    do update set quantity = excluded.quantity
                """,
                user,
                guest,
                line.variant().text(),
                line.quantity(),
                line.source().kind().name(),
                line.source().id(),
                now);
    }

    static void dropLine(UserId user, Tx tx, String guest, Variant.Id variant) {
        tx.update(
                """
                delete from checkout.cart_lines
                where user_id = ? and guest = ? and variant_id = ?
                """,
                user,
                guest,
                variant.text());
    }

    static void empty(UserId user, Tx tx, String guest) {
        tx.update("delete from checkout.cart_lines where user_id = ? and guest = ?", user, guest);
        tx.update("delete from checkout.carts where user_id = ? and guest = ?", user, guest);
    }
}
