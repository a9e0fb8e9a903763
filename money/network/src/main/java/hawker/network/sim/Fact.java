package hawker.network.sim;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One decided message: a line of the witness log and, replayed in order, the state of the network.
 * Texts are empty where they do not apply; none holds more than the last four digits of a card.
 *
 * @param n number of the line, from 1
 * @param key the caller's id of the attempt or advice
 * @param account owner number of the seller
 * @param code response code
 * @param of the attempt an advice is about; the challenge a result is of
 * @param method payment method of a request
 * @param intent what is being paid
 * @param checks three letters for first address line, postal code and CVC: P pass, F fail, U
 *     unavailable, N unchecked, - not given
 * @param authentication id of the 3-D Secure challenge made or used up
 * @param note funds_now, set_up, refund_pending, refund_fails, or a result
 */
record Fact(
        long n,
        Instant at,
        String mti,
        String key,
        long account,
        String last4,
        long amount,
        String currency,
        String code,
        Effect effect,
        String of,
        String method,
        String intent,
        String checks,
        String authentication,
        String note) {

    /** What the network did about a message. */
    enum Effect {
        APPROVED,
        DECLINED,
        /** The issuer wants to see its cardholder. */
        CHALLENGE,
        /** The cardholder did something about a challenge. */
        CHALLENGED,
        /** More is held for an attempt. */
        RAISED,
        CAPTURED,
        REFUNDED,
        REVERSED,
        /** What was left of a hold was given back. */
        RELEASED,
        /** A reversal with nothing to reverse; it kills the attempt, should that come later. */
        NOTED,
        REFUSED,
        /** The same message came before: the first answer again. */
        REPEATED,
        /** The bank took an instruction. */
        INSTRUCTED,
        /** A cardholder's bank said something of a payment: inquiry, chargeback, ruling. */
        SAID,
        /** The seller's side has it in its books. */
        HEARD,
        /** The seller answered in a case. */
        DEFENDED;

        private static final List<Effect> ALL = List.of(values());

        private final String text = name().toLowerCase(Locale.ROOT);

        String text() {
            return text;
        }

        static Effect of(String text) {
            for (var effect : ALL) if (effect.text.equals(text)) return effect;
            throw new IllegalArgumentException("no such effect: " + text);
        }
    }

    static final String FUNDS_NOW = "funds_now";
    static final String SET_UP = "set_up";
    static final String REFUND_PENDING = "refund_pending";
    static final String REFUND_FAILS = "refund_fails";

    boolean is(Effect what) {
        return effect == what;
    }

    boolean noted(String what) {
        return note.contains(what);
    }

    /** The network's own id of it: 12 digits. */
    String reference() {
        var digits = Long.toString(n);
        return "0".repeat(Math.max(0, 12 - digits.length())) + digits;
    }

    /** The issuer's approval code: six characters that look like one and repeat with the run. */
    String approvalCode() {
        long mixed = Math.floorMod(n * 2_654_435_761L, 2_176_782_336L);
        var text = Long.toString(mixed, 36).toUpperCase(Locale.ROOT);
        return "0".repeat(6 - text.length()) + text;
    }
}
