package hawker.orders;

import hawker.catalog.Product;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One sale of one seller. Lines, prices, tax and address are as they were when it was placed and
 * never computed again; what changes is how far payment and delivery are, each in a column of its
 * own.
 *
 * @param number "SUMMIT-1001", counted up without gaps in the shop
 * @param token secret of the buyer's page, {@code /orders/{token}}
 * @param payment id of the payment intent that paid it
 * @param buyer number of the person who bought; empty for a guest
 * @param email of the buyer, small letters
 * @param shipTo empty if nothing is sent
 * @param shipping how it goes: "Standard, 3 to 5 days"; empty text if nothing is sent
 */
public record Order(
        Id id,
        AccountId account,
        String number,
        String token,
        String payment,
        Optional<UserId> buyer,
        String email,
        List<Line> lines,
        Optional<ShipTo> shipTo,
        String shipping,
        Totals totals,
        Payment paid,
        Fulfilment fulfilment,
        State state,
        Optional<Tracking> tracking,
        Source source,
        Instant placed) {

    public Order {
        lines = List.copyOf(lines);
    }

    /** {@code ord_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("ord_"))
                throw new IllegalArgumentException("not an order id: " + text);
        }

        /** An id from outside; empty if it cannot be one. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("ord_") && IdCodec.account(text).isPresent()
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One line, copied from the catalogue when it was sold.
     *
     * @param choice "M / Black"; empty without options
     * @param picture address of a small picture; empty text without one
     * @param unit price of one
     * @param tax of this line, contained or on top as the totals say
     */
    public record Line(
            int position,
            Product.Id product,
            Variant.Id variant,
            String title,
            String choice,
            String sku,
            String picture,
            Money unit,
            int quantity,
            Money tax,
            boolean shipped) {

        public Money amount() {
            return unit.times(quantity);
        }
    }

    /** How far the money is; read from what was paid and given back. */
    public enum Payment {
        PAID,
        PARTIALLY_REFUNDED,
        REFUNDED
    }

    /** How far the delivery is. */
    public enum Fulfilment {
        UNFULFILLED,
        FULFILLED,
        DELIVERED,
        RETURNED
    }

    /** Whether the order is to be worked on. */
    public enum State {
        OPEN,
        CANCELLED,
        CLOSED
    }

    /** How a parcel is followed; both may be empty text. */
    public record Tracking(String carrier, String number, Instant shipped) {}

    /** The same order with its number. */
    Order numbered(String counted) {
        return new Order(
                id,
                account,
                counted,
                token,
                payment,
                buyer,
                email,
                lines,
                shipTo,
                shipping,
                totals,
                paid,
                fulfilment,
                state,
                tracking,
                source,
                placed);
    }

    /** How many things were bought. */
    public int units() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    /** Where the buyer sees it. */
    public String path() {
        return "/orders/" + token;
    }

    public boolean needsShipping() {
        return lines.stream().anyMatch(Line::shipped);
    }

    public boolean isToShip() {
        return state == State.OPEN && fulfilment == Fulfilment.UNFULFILLED;
    }

    /** The state in words for a person: "Paid, being packed". */
    public String says() {
        if (state == State.CANCELLED) return "Cancelled";
        var money =
                switch (paid) {
                    case PAID -> "";
                    case PARTIALLY_REFUNDED -> ", partly refunded";
                    case REFUNDED -> ", refunded";
                };
        return switch (fulfilment) {
                    case UNFULFILLED ->
                            paid == Payment.REFUNDED ? "Not sent" : "Paid, being packed";
                    case FULFILLED -> needsShipping() ? "Shipped" : "Ready";
                    case DELIVERED -> "Delivered";
                    case RETURNED -> "Returned";
                }
                + money;
    }
}
