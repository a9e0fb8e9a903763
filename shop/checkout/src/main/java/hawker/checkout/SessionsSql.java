package hawker.checkout;

import hawker.checkout.CheckoutSession.State;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.orders.NewOrder;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import hawker.platform.Event;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checkout sessions: rows in, rows out. */
final class SessionsSql {

    private static final String COLUMNS =
            """
            select account_id, session_id, state, buyer, cart_user, cart_guest, currency, lines,
                source_kind, source_id, email, name, line1, line2, city, state_name, postal_code,
                country, shipping, token, attempts, payment, agreed, failure, paid_at, created,
                updated
            from checkout.sessions
            """;

    /**
     * A session with what only this room needs of it.
     *
     * @param cart it came from, to be emptied when it is paid
     * @param agreed to at the last Pay
     * @param paidAt when the payment was first known to have succeeded
     */
    record Stored(
            CheckoutSession session,
            Optional<CartKey> cart,
            Optional<NewOrder> agreed,
            Optional<Instant> paidAt) {}

    private SessionsSql() {}

    static void insert(AccountId account, Tx tx, CheckoutSession session, Optional<CartKey> cart) {
        var details = session.details();
        var to = details.to();
        tx.update(
                """
                insert into checkout.sessions (account_id, session_id, state, buyer, cart_user,
                    cart_guest, currency, lines, source_kind, source_id, email, name, line1, line2,
                    city, state_name, postal_code, country, shipping, token, attempts, payment,
                    agreed, failure, paid_at, created, updated)
                values (?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, null,
                    null, '', null, ?, ?)
                """,
                account,
                session.id().text(),
                session.buyer(),
                cart.map(CartKey::user),
                cart.map(CartKey::guest).orElse(""),
                session.currency(),
                new Tx.Json(AgreedJson.writeLines(session.lines())),
                session.source().kind().name(),
                session.source().id(),
                details.email(),
                to.name(),
                to.line1(),
                to.line2(),
                to.city(),
                to.state(),
                to.postalCode(),
                to.country(),
                details.shipping(),
                session.token(),
                session.created(),
                session.updated());
    }

    static Optional<Stored> find(AccountId account, Tx tx, CheckoutSession.Id id) {
        return tx.one(
                COLUMNS + "where account_id = ? and session_id = ?",
                SessionsSql::stored,
                account,
                id.text());
    }

    /** The session, kept from others until the end of the transaction. */
    static Optional<Stored> lock(AccountId account, Tx tx, CheckoutSession.Id id) {
        return tx.one(
                COLUMNS + "where account_id = ? and session_id = ? for update",
                SessionsSql::stored,
                account,
                id.text());
    }

    static Optional<CheckoutSession.Id> ofPayment(AccountId account, Tx tx, String payment) {
        return tx.one(
                "select session_id from checkout.sessions where account_id = ? and payment = ?",
                row -> new CheckoutSession.Id(row.text("session_id")),
                account,
                payment);
    }

    /** Those of many payments that a session asked for. */
    static Set<String> acrossOfPayments(Tx tx, List<Event> paid) {
        return Set.copyOf(
                tx.list(
                        """
                        /* across: checkout-paid */
                        select s.payment from checkout.sessions s
                        join unnest(?::text[], ?::text[]) as p(account_id, payment)
                          on s.account_id = p.account_id::bigint and s.payment = p.payment
                        """,
                        row -> row.text("payment"),
                        texts(paid, event -> "" + event.account().number()),
                        texts(paid, Event::subject)));
    }

    private static String[] texts(List<Event> events, Function<Event, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    static void saveDetails(
            AccountId account, Tx tx, CheckoutSession.Id id, Details details, Instant now) {
        var to = details.to();
        tx.update(
                """
                update checkout.sessions set email = ?, name = ?, line1 = ?, line2 = ?, city = ?,
                    state_name = ?, postal_code = ?, country = ?, shipping = ?, updated = ?
                where account_id = ? and session_id = ?
                """,
                details.email(),
                to.name(),
                to.line1(),
                to.line2(),
                to.city(),
                to.state(),
                to.postalCode(),
                to.country(),
                details.shipping(),
                now,
                account,
                id.text());
    }

    /** Pay was pressed: what was agreed to is kept before anybody is asked for money. */
    static void startPaying(
            AccountId account, Tx tx, CheckoutSession.Id id, NewOrder agreed, Instant now) {
        tx.update(
                """
                update checkout.sessions set state = 'PAYING', attempts = attempts + 1,
                    agreed = ?, failure = '', updated = ?
                where account_id = ? and session_id = ?
                """,
                new Tx.Json(AgreedJson.write(agreed)),
                now,
                account,
                id.text());
    }

    static void setPayment(
            AccountId account, Tx tx, CheckoutSession.Id id, String payment, NewOrder agreed) {
        tx.update(
                """
                update checkout.sessions set payment = ?, agreed = ?
                where account_id = ? and session_id = ?
                """,
                payment,
                new Tx.Json(AgreedJson.write(agreed)),
                account,
                id.text());
    }

    static void setState(
            AccountId account,
            Tx tx,
            CheckoutSession.Id id,
            State state,
            String failure,
            Instant now) {
        tx.update(
                """
                update checkout.sessions set state = ?, failure = ?, updated = ?
                where account_id = ? and session_id = ?
                """,
                state.name(),
                failure,
                now,
                account,
                id.text());
    }

    /** Remembers when the payment was first known to have succeeded. */
    static void setPaid(AccountId account, Tx tx, CheckoutSession.Id id, Instant now) {
        tx.update(
                """
                update checkout.sessions set paid_at = coalesce(paid_at, ?)
                where account_id = ? and session_id = ?
                """,
                now,
                account,
                id.text());
    }

    private static Stored stored(Row row) {
        var account = row.account("account_id");
        var user = row.maybeNumber("cart_user").map(UserId::new);
        var guest = row.text("cart_guest");
        return new Stored(
                session(row),
                user.map(u -> new CartKey(u, guest)),
                row.maybeText("agreed").map(text -> AgreedJson.read(account, text)),
                row.maybeTime("paid_at"));
    }

    private static CheckoutSession session(Row row) {
        var to =
                new ShipTo(
                        row.text("name"),
                        row.text("line1"),
                        row.text("line2"),
                        row.text("city"),
                        row.text("state_name"),
                        row.text("postal_code"),
                        row.text("country"));
        var kind = Source.Kind.valueOf(row.text("source_kind"));
        return new CheckoutSession(
                new CheckoutSession.Id(row.text("session_id")),
                row.account("account_id"),
                State.valueOf(row.text("state")),
                row.maybeNumber("buyer").map(UserId::new),
                row.currency("currency"),
                AgreedJson.readLines(row.text("lines")),
                new Source(kind, row.text("source_id")),
                new Details(row.text("email"), to, row.text("shipping")),
                row.text("token"),
                row.integer("attempts"),
                row.maybeText("payment"),
                row.text("failure"),
                row.time("created"),
                row.time("updated"));
    }
}
