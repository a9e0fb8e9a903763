package hawker.checkout;

import hawker.catalog.LineRequest;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.orders.Changed;
import hawker.orders.Order;
import hawker.orders.Source;
import hawker.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** From "I want this" to a paid order, for pages and for programs alike. */
public final class Checkout {

    private final Platform platform;
    private final Starting starting;
    private final Bills bills;
    private final Paying paying;
    private final Settling settling;
    private final Following following;
    private final hawker.catalog.Stock stock;

    Checkout(
            Platform platform,
            Starting starting,
            Bills bills,
            Paying paying,
            Settling settling,
            Following following,
            hawker.catalog.Stock stock) {
        this.platform = platform;
        this.starting = starting;
        this.bills = bills;
        this.paying = paying;
        this.settling = settling;
        this.following = following;
        this.stock = stock;
    }

    /**
     * Opens a session and keeps the goods for it.
     *
     * @param shop the seller's account in the shop's mode
     */
    public Started start(
            AccountId shop, List<LineRequest> lines, Source source, Optional<UserId> buyer) {
        return starting.start(shop, lines, source, buyer, Optional.empty());
    }

    Started start(CartKey key, Cart cart, Optional<UserId> buyer) {
        return starting.start(cart.shop(), cart.requests(), cart.source(), buyer, Optional.of(key));
    }

    /** A session by its secret id. */
    public Optional<CheckoutSession> find(CheckoutSession.Id id) {
        var account = id.account();
        return platform.tx()
                .readAccount(account, tx -> SessionsSql.find(account, tx, id))
                .map(SessionsSql.Stored::session);
    }

    /** What a session is to pay now; empty if something of it is no longer for sale. */
    public Optional<Bill> bill(CheckoutSession session) {
        return bills.bill(session) instanceof Bills.Priced.Ready ready
                ? Optional.of(ready.bill())
                : Optional.empty();
    }

    /**
     * Keeps what a buyer typed, complete or not. A session that is being paid or over stays as it
     * is.
     */
    public Optional<CheckoutSession> save(CheckoutSession.Id id, Details details) {
        var account = id.account();
        var now = platform.clock().now();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            var stored = SessionsSql.lock(account, tx, id);
                            if (stored.isEmpty()) return;
                            if (!Paying.isEditable(stored.get().session().state())) return;
                            SessionsSql.saveDetails(account, tx, id, details, now);
                            stock.extend(tx, account, id.text());
                        });
        return find(id);
    }

    /** Presses Pay. Pressed twice, it pays once. */
    public PayResult pay(CheckoutSession.Id id, Pay asked) {
        var session = save(id, asked.details());
        if (session.isEmpty() || session.get().isOver(platform.clock().now()))
            return new PayResult.Over();
        return switch (session.get().state()) {
            case OPEN, ACTION -> paying.pay(session.get(), asked);
            case PAYING, UNKNOWN -> new PayResult.Checking();
            case PLACED -> settling.again(session.get());
            case CANCELLED, REFUNDED -> new PayResult.Over();
        };
    }

    /** The buyer comes back from the bank's page. */
    public PayResult returned(CheckoutSession.Id id) {
        var session = find(id);
        if (session.isEmpty()) return new PayResult.Over();
        return session.get().state() == CheckoutSession.State.PLACED
                ? settling.again(session.get())
                : settling.returned(session.get());
    }

    /** The buyer does not want it: the goods are free again. A paid session stays as it is. */
    public void cancel(CheckoutSession.Id id) {
        var account = id.account();
        var now = platform.clock().now();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            var stored = SessionsSql.lock(account, tx, id);
                            if (stored.isEmpty()) return;
                            if (stored.get().session().state() != CheckoutSession.State.OPEN)
                                return;
                            stock.release(tx, account, id.text());
                            SessionsSql.setState(
                                    account, tx, id, CheckoutSession.State.CANCELLED, "", now);
                        });
    }

    /**
     * Cancels an order that was not sent and gives all its money back.
     *
     * @param actor who does it, for the order's story
     */
    public Changed cancelOrder(AccountId account, Order.Id id, String reason, String actor) {
        return following.cancel(account, id, reason, actor);
    }

    /** How a shop delivers. */
    public Delivery delivery(AccountId account) {
        return bills.delivery(account);
    }

    /**
     * Changes how a shop delivers, for orders from now on.
     *
     * @param change what stands there now into what is to stand there; nobody changes it in between
     */
    public Delivery changeDelivery(AccountId account, UnaryOperator<Delivery> change) {
        var usual = bills.usual(account);
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            var now = change.apply(ShopsSql.lock(account, tx).orElse(usual));
                            ShopsSql.replace(account, tx, now);
                            return now;
                        });
    }
}
