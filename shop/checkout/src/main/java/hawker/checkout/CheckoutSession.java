package hawker.checkout;

import hawker.catalog.LineRequest;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.UserId;
import hawker.orders.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One buyer about to pay one seller.
 *
 * <pre>
 * OPEN ─ Pay → PAYING ─ paid → PLACED
 *   ↑            ├ the bank wants to see the buyer → ACTION ─ back → PAYING
 *   ├─ declined ─┤
 *   └────────────┴ no answer yet → UNKNOWN ─ known → PLACED | OPEN
 * OPEN → CANCELLED;  paid, but the goods are gone for good → REFUNDED
 * </pre>
 *
 * @param buyer the person who is signed in; empty for a guest
 * @param token secret of the page of the order that is to be: {@code /orders/{token}}
 * @param payment id of the payment intent, once Pay was pressed
 * @param failure what happened at the last try, for the buyer; empty if nothing
 */
public record CheckoutSession(
        Id id,
        AccountId account,
        State state,
        Optional<UserId> buyer,
        Currency currency,
        List<LineRequest> lines,
        Source source,
        Details details,
        String token,
        int attempts,
        Optional<String> payment,
        String failure,
        Instant created,
        Instant updated) {

    /** After this a page that was never paid is over, and its goods are free. */
    public static final Duration LIFE = Duration.ofMinutes(60);

    public CheckoutSession {
        lines = List.copyOf(lines);
    }

    /** {@code cks_} and 24 characters; a secret: holding it is the right to the session. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("cks_"))
                throw new IllegalArgumentException("not a checkout session id: " + text);
        }

        /** An id from outside; empty if it cannot be one. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("cks_") && IdCodec.account(text).isPresent()
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        AccountId account() {
            return IdCodec.account(text).orElseThrow();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public enum State {
        OPEN,
        PAYING,
        ACTION,
        UNKNOWN,
        PLACED,
        CANCELLED,
        REFUNDED
    }

    public boolean isOver(Instant now) {
        return state == State.OPEN && !now.isBefore(created.plus(LIFE));
    }

    /** Where the buyer sees it. */
    public String path() {
        return "/checkout/" + id;
    }

    public String orderPath() {
        return "/orders/" + token;
    }
}
