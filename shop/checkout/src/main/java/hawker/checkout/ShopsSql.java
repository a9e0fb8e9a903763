package hawker.checkout;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** How shops deliver: rows in, rows out. */
final class ShopsSql {

    private ShopsSql() {}

    /** Empty if the seller never said anything. */
    static Optional<Delivery> delivery(AccountId account, Tx tx) {
        var state =
                tx.one(
                        "select state_name from checkout.shops where account_id = ?",
                        row -> row.text("state_name"),
                        account);
        if (state.isEmpty()) return Optional.empty();
        return Optional.of(new Delivery(state.get(), rates(account, tx)));
    }

    /** The same, and nobody else changes it before the transaction ends. */
    static Optional<Delivery> lock(AccountId account, Tx tx) {
        int fresh =
                tx.update(
                        """
                        insert into checkout.shops (account_id, state_name) values (?, '')
                        on conflict (account_id) do nothing
                        """,
                        account);
        if (fresh == 1) return Optional.empty();
        tx.one(
                "select state_name from checkout.shops where account_id = ? for update",
                row -> row.text("state_name"),
                account);
        return delivery(account, tx);
    }

    private static List<ShippingRate> rates(AccountId account, Tx tx) {
        return tx.list(
                """
                select rate_key, kind, title, detail, reach, countries, currency, amount, free_from
                from checkout.shipping_rates where account_id = ? order by position
                """,
                ShopsSql::rate,
                account);
    }

    static void replace(AccountId account, Tx tx, Delivery delivery) {
        tx.update(
                """
                insert into checkout.shops (account_id, state_name) values (?, ?)
                on conflict (account_id) do update set state_name = excluded.state_name
                """,
                account,
                delivery.state());
        tx.update("delete from checkout.shipping_rates where account_id = ?", account);
        for (int i = 0; i < delivery.rates().size(); i++) {
            var rate = delivery.rates().get(i);
            tx.update(
                    """
                    insert into checkout.shipping_rates (account_id, rate_key, position, kind,
                        title, detail, reach, countries, currency, amount, free_from)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    account,
                    rate.key(),
                    i,
                    rate.kind().name(),
                    rate.title(),
                    rate.detail(),
                    rate.reach().name(),
                    rate.countries().toArray(String[]::new),
                    rate.amount().currency(),
                    rate.amount().minor(),
                    rate.freeFrom().map(Money::minor));
        }
    }

    private static ShippingRate rate(Row row) {
        var currency = row.currency("currency");
        return new ShippingRate(
                row.text("rate_key"),
                ShippingRate.Kind.valueOf(row.text("kind")),
                row.text("title"),
                row.text("detail"),
                ShippingRate.Reach.valueOf(row.text("reach")),
                row.texts("countries"),
                row.money("amount", "currency"),
                row.maybeNumber("free_from").map(minor -> Money.of(minor, currency)));
    }
}
