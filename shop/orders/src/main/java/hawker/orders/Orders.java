package hawker.orders;

import hawker.catalog.Stock;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.kernel.UserId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The orders of every shop; the account is the shop's account in its mode. */
public final class Orders {

    private static final int LONGEST_CHART = 400;

    private final Platform platform;
    private final Placing placing;
    private final Changing changing;

    Orders(Platform platform, Stock stock) {
        this.platform = platform;
        var events = new OrderEvents(platform);
        this.placing = new Placing(platform, events);
        this.changing = new Changing(platform, stock, events);
    }

    /**
     * Writes a paid order down with its number, in the caller's transaction. Called twice for one
     * payment it answers the first order and changes nothing.
     */
    public Order place(Tx tx, NewOrder order) {
        return placing.place(tx, order);
    }

    public Optional<Order> find(AccountId account, Order.Id id) {
        return platform.tx().readAccount(account, tx -> OrdersSql.find(account, tx, id));
    }

    /** The order whose buyer's page has this secret; empty too for anything malformed. */
    public Optional<Order> byToken(String token) {
        var account = IdCodec.account(token);
        if (account.isEmpty()) return Optional.empty();
        return platform.tx()
                .readAccount(account.get(), tx -> OrdersSql.byToken(account.get(), tx, token));
    }

    public Optional<Order> byPayment(AccountId account, String payment) {
        return platform.tx().readAccount(account, tx -> OrdersSql.byPayment(account, tx, payment));
    }

    /** Orders of a seller, newest first; the cursors are order ids. */
    public Page<Order> list(AccountId account, OrderFilter filter, PageRequest page) {
        var rows =
                platform.tx().readAccount(account, tx -> OrdersSql.list(account, tx, filter, page));
        var cut = Page.of(rows, page.limit());
        return page.before().isEmpty() ? cut : new Page<>(cut.items().reversed(), cut.hasMore());
    }

    /** How many orders a list has. */
    public int count(AccountId account, OrderFilter filter) {
        return platform.tx().readAccount(account, tx -> OrdersSql.count(account, tx, filter));
    }

    /** What a person bought in all shops, newest first; a second behind the sale. */
    public List<Order> ofBuyer(UserId buyer, int limit) {
        return platform.tx().readUser(buyer, tx -> SalesSql.ofBuyer(buyer, tx, limit)).stream()
                .flatMap(bought -> find(bought.account(), bought.order()).stream())
                .toList();
    }

    /** The whole order was handed over: to a carrier (both texts may be empty) or at the shop. */
    public Changed fulfil(
            AccountId account, Order.Id id, String carrier, String tracking, String actor) {
        return changing.fulfil(account, id, carrier, tracking, actor);
    }

    /** It arrived. */
    public Changed deliver(AccountId account, Order.Id id, String actor) {
        return changing.deliver(account, id, actor);
    }

    /**
     * Nothing will be sent: the stock can be sold again. Refused once it was sent. The money goes
     * back by the payments room, best in the same transaction.
     */
    public Changed cancel(Tx tx, AccountId account, Order.Id id, String reason, String actor) {
        return changing.cancel(tx, account, id, reason, actor);
    }

    /** The same in a transaction of its own, for an order whose money went back before. */
    public Changed cancel(AccountId account, Order.Id id, String reason, String actor) {
        return platform.tx().inAccount(account, tx -> cancel(tx, account, id, reason, actor));
    }

    /** The goods came back; they can be sold again if they are fit for it. */
    public Changed takeBack(AccountId account, Order.Id id, boolean restock, String actor) {
        return changing.takeBack(account, id, restock, actor);
    }

    /** Adds a line to an order's story that only the seller sees. */
    public Changed note(AccountId account, Order.Id id, String text, String actor) {
        return changing.note(account, id, text, actor);
    }

    /**
     * Tells how much of a payment is given back as of now, all refunds together (less those that
     * failed). Telling it again changes nothing; a payment without an order is passed over.
     */
    public void refunded(Tx tx, AccountId account, String payment, Money inAll) {
        changing.refunded(tx, account, payment, inAll);
    }

    /** The story of an order, oldest first. */
    public List<TimelineEntry> timeline(AccountId account, Order.Id id) {
        return platform.tx().readAccount(account, tx -> TimelineSql.timeline(account, tx, id));
    }

    /** A row for each day from first to last (at most 400), also for those without a sale. */
    public List<DaySales> salesPerDay(
            AccountId account, Currency currency, LocalDate first, LocalDate last) {
        if (first.plusDays(LONGEST_CHART).isBefore(last))
            throw new IllegalArgumentException("more than 400 days: " + first + " to " + last);
        var known =
                platform
                        .tx()
                        .readAccount(
                                account, tx -> SalesSql.days(account, tx, currency, first, last))
                        .stream()
                        .collect(Collectors.toMap(DaySales::day, Function.identity()));
        var nothing = Money.zero(currency);
        var days = new ArrayList<DaySales>();
        for (var day = first; !day.isAfter(last); day = day.plusDays(1))
            days.add(known.getOrDefault(day, new DaySales(day, 0, nothing, nothing)));
        return List.copyOf(days);
    }

    /** Who bought, by latest order; the cursor is an e-mail address, forward only. */
    public Page<Customer> customers(AccountId account, PageRequest page) {
        var rows = platform.tx().readAccount(account, tx -> SalesSql.customers(account, tx, page));
        return Page.of(rows, page.limit());
    }

    /** Hears order.created: puts the order into its buyer's own list. */
    void remember(Event event) {
        var order = find(event.account(), new Order.Id(event.subject()));
        order.ifPresent(o -> o.buyer().ifPresent(buyer -> placing.remember(o, buyer)));
    }
}
