package hawker.payments;

import hawker.kernel.Money;
import java.util.Map;
import java.util.Optional;

/**
 * A refund that is asked for.
 *
 * @param amount empty: all that is left
 * @param idempotencyKey asking twice with the same key gives the first refund again; at most 255
 *     characters, of the caller's choice
 * @param back what others give back of it
 * @param cardPresent whether the card that paid is held to a reader now, which Interac wants
 * @param instructionsEmail the customer is asked at this address for the bank account that the
 *     money goes to; empty: it goes back where it came from
 */
public record NewRefund(
        Target target,
        Optional<Money> amount,
        Optional<Refund.Reason> reason,
        Map<String, String> metadata,
        Optional<String> idempotencyKey,
        Sharing.Back back,
        boolean cardPresent,
        Optional<String> instructionsEmail) {

    /** The card is not there. */
    public NewRefund(
            Target target,
            Optional<Money> amount,
            Optional<Refund.Reason> reason,
            Map<String, String> metadata,
            Optional<String> idempotencyKey,
            Sharing.Back back) {
        this(target, amount, reason, metadata, idempotencyKey, back, false, Optional.empty());
    }

    /** Others give nothing back. */
    public NewRefund(
            Target target,
            Optional<Money> amount,
            Optional<Refund.Reason> reason,
            Map<String, String> metadata,
            Optional<String> idempotencyKey) {
        this(target, amount, reason, metadata, idempotencyKey, Sharing.Back.NONE);
    }

    /** What is refunded: a charge, the charge of an intent, or a cash balance. */
    public sealed interface Target {
        record OfCharge(Charge.Id charge) implements Target {}

        record OfIntent(PaymentIntent.Id intent) implements Target {}

        /** What a customer has sent and no payment has used. */
        record OfBalance(String customer) implements Target {}
    }

    public NewRefund {
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    }

    /** The same while the card is held to a reader; only who has just read it may say so. */
    public NewRefund atReader() {
        return new NewRefund(
                target, amount, reason, metadata, idempotencyKey, back, true, Optional.empty());
    }

    /** The same, and its customer is asked by e-mail where the money goes. */
    NewRefund asking(Optional<String> email) {
        return new NewRefund(
                target, amount, reason, metadata, idempotencyKey, back, cardPresent, email);
    }

    /** A part of what an intent took, or all that is left of it. */
    public static NewRefund of(PaymentIntent.Id intent, Optional<Money> amount, String key) {
        return new NewRefund(
                new Target.OfIntent(intent),
                amount,
                Optional.of(Refund.Reason.REQUESTED_BY_CUSTOMER),
                Map.of(),
                Optional.of(key));
    }
}
