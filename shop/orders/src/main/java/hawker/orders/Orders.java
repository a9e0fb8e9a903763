package hawker.orders;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.kernel.UserId;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The orders of every shop; the account is the shop's account in its mode. */
public final class Orders {

    /**
     * Writes a paid order down with its number, in the caller's transaction. Called twice for one
     * payment it answers the first order and changes nothing.
     */
    public Order place(Tx tx, NewOrder order) {
        throw new UnsupportedOperationException();
    }

    public Optional<Order> find(AccountId account, Order.Id id) {
        throw new UnsupportedOperationException();
    }

    /** The order whose buyer's page has this secret; empty too for anything malformed. */
    public Optional<Order> byToken(String token) {
        throw new UnsupportedOperationException();
    }

    public Optional<Order> byPayment(AccountId account, String payment) {
        throw new UnsupportedOperationException();
    }

    /** Orders of a seller, newest first; the cursors are order ids. */
    public Page<Order> list(AccountId account, OrderFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** How many orders a list has. */
    public int count(AccountId account, OrderFilter filter) {
        throw new UnsupportedOperationException();
    }

    /** What a person bought in all shops, newest first. */
    public List<Order> ofBuyer(UserId buyer, int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * The whole order was handed over: to a carrier (tracking may be empty text) or at the shop.
     */
    public Changed fulfil(
            AccountId account, Order.Id id, String carrier, String tracking, String actor) {
        throw new UnsupportedOperationException();
    }

    /** It arrived. */
    public Changed deliver(AccountId account, Order.Id id, String actor) {
        throw new UnsupportedOperationException();
    }

    /**
     * Nothing will be sent: the stock can be sold again. Refused once it was sent. The money goes
     * back by the payments room, not by this.
     */
    public Changed cancel(AccountId account, Order.Id id, String reason, String actor) {
        throw new UnsupportedOperationException();
    }

    /** The goods came back; they can be sold again if they are fit for it. */
    public Changed takeBack(AccountId account, Order.Id id, boolean restock, String actor) {
        throw new UnsupportedOperationException();
    }

    /** Adds a line to an order's story that only the seller sees. */
    public Changed note(AccountId account, Order.Id id, String text, String actor) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells that this much of a payment was given back until now, all refunds together. Telling it
     * again, or an earlier and smaller sum late, changes nothing.
     */
    public void refunded(Tx tx, AccountId account, String payment, Money inAll) {
        throw new UnsupportedOperationException();
    }

    /** The story of an order, oldest first. */
    public List<TimelineEntry> timeline(AccountId account, Order.Id id) {
        throw new UnsupportedOperationException();
    }

    /** A row for each day from first to last, also for those without a sale. */
    public List<DaySales> salesPerDay(
            AccountId account, Currency currency, LocalDate first, LocalDate last) {
        throw new UnsupportedOperationException();
    }

    /** Who bought, by latest order; the cursor is an e-mail address. */
    public Page<Customer> customers(AccountId account, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
