package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.LineRequest;
import hawker.catalog.Quote;
import hawker.catalog.Quoted;
import hawker.catalog.Taken;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.orders.Orders;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import hawker.platform.Platform;
import java.util.List;
import java.util.Optional;

/** Opens checkout sessions: price, keep the goods, remember what is known of the buyer. */
final class Starting {

    private final Platform platform;
    private final Accounts accounts;
    private final Catalog catalog;
    private final Orders orders;

    Starting(Platform platform, Accounts accounts, Catalog catalog, Orders orders) {
        this.platform = platform;
        this.accounts = accounts;
        this.catalog = catalog;
        this.orders = orders;
    }

    Started start(
            AccountId shop,
            List<LineRequest> lines,
            Source source,
            Optional<UserId> buyer,
            Optional<CartKey> cart) {
        var seller = accounts.find(shop);
        if (seller.isEmpty() || !seller.get().chargesEnabled())
            return new Started.Closed("This shop takes no payments right now.");
        var closed = seller.get().closedSays();
        if (closed.isPresent()) return new Started.Closed(closed.get());
        // Not asking how many are left: whether they can be had is known only by taking them.
        return switch (catalog.quoteHeld(shop, seller.get().currency(), lines)) {
            case Quoted.Unavailable unavailable -> new Started.Unavailable(unavailable.reasons());
            case Quote quote -> {
                var session = session(shop, seller.get(), quote, source, buyer);
                yield keep(session, quote, cart);
            }
        };
    }

    private Started keep(CheckoutSession session, Quote quote, Optional<CartKey> cart) {
        var account = session.account();
        var taken = catalog.stock().hold(account, session.id().text(), session.lines());
        return switch (taken) {
            case Taken.OutOfStock empty -> new Started.SoldOut(says(quote, empty));
            case Taken.Held ignored -> {
                platform.tx()
                        .doInAccount(account, tx -> SessionsSql.insert(account, tx, session, cart));
                yield new Started.Open(session);
            }
        };
    }

    private CheckoutSession session(
            AccountId shop, Account seller, Quote quote, Source source, Optional<UserId> buyer) {
        var now = platform.clock().now();
        var ids = platform.ids();
        return new CheckoutSession(
                new CheckoutSession.Id(ids.secret("cks", shop)),
                shop,
                CheckoutSession.State.OPEN,
                buyer,
                quote.currency(),
                quote.lines().stream()
                        .map(line -> new LineRequest(line.variant(), line.quantity()))
                        .toList(),
                source,
                known(buyer, seller.country()),
                ids.secret("ot", shop),
                0,
                Optional.empty(),
                "",
                now,
                now);
    }

    /** E-mail and address of the buyer's last order; nothing is asked twice. */
    private Details known(Optional<UserId> buyer, String country) {
        if (buyer.isEmpty()) return Details.in(country);
        var last = orders.ofBuyer(buyer.get(), 1).stream().findFirst();
        var email = accounts.person(buyer.get()).map(person -> person.email()).orElse("");
        var nowhere = new ShipTo("", "", "", "", "", "", country);
        return new Details(email, last.flatMap(order -> order.shipTo()).orElse(nowhere), "");
    }

    static String says(Quote quote, Taken.OutOfStock empty) {
        var title =
                quote.lines().stream()
                        .filter(line -> line.variant().equals(empty.variant()))
                        .map(Quote.Line::title)
                        .findFirst()
                        .orElse("This");
        return new Quoted.TooFew(empty.variant(), title, empty.available()).says();
    }
}
