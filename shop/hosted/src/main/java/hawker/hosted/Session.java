package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One buyer's way to pay what a seller's program has put together.
 *
 * <p>In mode setup a card is kept and nothing is paid; its life is the same. In mode subscription
 * what is due now is paid, or a card is kept if that is nothing.
 *
 * <p>Its life: OPEN → PAYING (a card is being asked; nobody else may try) → COMPLETE, or back to
 * OPEN after a decline, or ACTION while the buyer authenticates. What is not paid in time is
 * EXPIRED. The API calls the first three "open".
 *
 * @param version counts its changes, from 1
 * @param intent the one payment intent that pays it, from the first attempt on; where a card is
 *     kept the setup intent, in mode setup from the beginning
 * @param attempts how often a card was tried
 * @param body as the API writes it
 * @param detail lines, rebates and what the buyer typed: {@link Lines}, {@link Typed}
 */
record Session(
        Id id,
        AccountId account,
        int version,
        State state,
        Instant created,
        Instant expires,
        Optional<String> intent,
        int attempts,
        ObjectNode body,
        ObjectNode detail) {

    /** {@code cs_test_…}: whoever has it may pay the session. */
    record Id(String text) {

        static Optional<Id> parse(String text) {
            boolean ours = text.startsWith("cs_test_") || text.startsWith("cs_live_");
            return ours && IdCodec.account(text).isPresent()
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

    enum State {
        OPEN,
        PAYING,
        ACTION,
        COMPLETE,
        EXPIRED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether a card is to be kept and nothing is to be paid (mode setup). */
    boolean isSetup() {
        return body.path("mode").asText().equals("setup");
    }

    /** Whether a subscription begins when it is complete. */
    boolean isSubscription() {
        return body.path("mode").asText().equals("subscription");
    }

    /** Whether its end is billed: as a subscription, or as an invoice of what was paid. */
    static boolean isBilled(ObjectNode body) {
        return body.path("mode").asText().equals("subscription")
                || body.path("invoice_creation").path("enabled").asBoolean();
    }

    /** Whether its buyer becomes a customer of the seller's. */
    boolean wantsCustomer() {
        return isBilled(body) || body.path("customer_creation").asText().equals("always");
    }

    /** Whether its pages stand in frames of the seller's page. */
    boolean isFramed() {
        return !body.path("ui_mode").asText("hosted_page").equals("hosted_page");
    }

    /** What is to be paid; there is no such thing in mode setup. */
    Money total() {
        return Money.of(
                body.path("amount_total").asLong(), Currency.of(body.path("currency").asText()));
    }

    /** Whether a card is among the ways to pay it. */
    boolean takesCards() {
        for (var type : body.path("payment_method_types"))
            if (type.asText().equals("card")) return true;
        return false;
    }

    /** Whether it takes a card to go on. */
    boolean wantsCard() {
        return savesCard() || total().isPositive();
    }

    /** Whether a card is kept without being charged: for nothing, or for a trial's end. */
    boolean savesCard() {
        if (isSetup()) return true;
        return isSubscription()
                && total().isZero()
                && body.path("payment_method_collection").asText().equals("always");
    }

    /** Whether its card may be charged again without being entered again. */
    boolean keepsCard() {
        return savesCard()
                || MethodOptions.futureUsage(this).isPresent()
                || detail.path("intent").path("setup_future_usage").isTextual();
    }

    /** What the form shows the buyer, and must send back as it is: the total in minor units. */
    String shown() {
        return isSetup() ? "" : String.valueOf(total().minor());
    }

    /** Whether the buyer can still do something. */
    boolean isOpen(Instant now) {
        return (state == State.OPEN || state == State.ACTION) && now.isBefore(expires);
    }

    String path() {
        return "/c/pay/" + id;
    }

    Session in(State other) {
        return new Session(
                id, account, version + 1, other, created, expires, intent, attempts, body, detail);
    }

    Session with(ObjectNode otherBody, ObjectNode otherDetail) {
        return new Session(
                id,
                account,
                version + 1,
                state,
                created,
                expires,
                intent,
                attempts,
                otherBody,
                otherDetail);
    }

    /** Nothing is to be paid any more. */
    Session withoutIntent() {
        return new Session(
                id,
                account,
                version,
                state,
                created,
                expires,
                Optional.empty(),
                attempts,
                body,
                detail);
    }

    /** A card is about to be asked. */
    Session paying(String otherIntent, ObjectNode otherBody, ObjectNode otherDetail) {
        return new Session(
                id,
                account,
                version + 1,
                State.PAYING,
                created,
                expires,
                Optional.of(otherIntent),
                attempts + 1,
                otherBody,
                otherDetail);
    }
}
