package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * An invoice, a subscription or their kin, as the API writes it, and what the program keeps beside
 * it. What the database asks for by itself is read from these two documents.
 *
 * @param version counts its changes, from 1
 * @param created as the clock of its customer has it
 * @param body the object of the API in its newest version
 * @param detail not shown: {@code due} (unix seconds), {@code intent}, {@code fact}, lines'
 *     products …
 */
record Paper(
        AccountId account,
        Kind kind,
        String id,
        int version,
        Instant created,
        boolean deleted,
        ObjectNode body,
        ObjectNode detail) {

    String state() {
        return body.path("status").asText("");
    }

    boolean is(String state) {
        return state().equals(state);
    }

    Optional<String> customer() {
        return Nodes.text(body, "customer");
    }

    Currency currency() {
        return Nodes.currency(body);
    }

    /** An amount of the body. */
    Money money(String field) {
        return Money.of(body.path(field).asLong(), currency());
    }

    /** An invoice's subscription, an item's or payment's invoice, a discount's subscription. */
    Optional<String> parent() {
        return switch (kind) {
            case INVOICE ->
                    Nodes.text(body.path("parent").path("subscription_details"), "subscription");
            case INVOICE_ITEM, INVOICE_PAYMENT -> Nodes.text(body, "invoice");
            case SCHEDULE, DISCOUNT -> Nodes.text(body, "subscription");
            case PORTAL_SESSION -> Nodes.text(body, "configuration");
            case SUBSCRIPTION -> Nodes.text(body, "schedule");
            case TEST_CLOCK, CONFIGURATION -> Optional.empty();
        };
    }

    Optional<String> intent() {
        return Nodes.text(detail, "intent");
    }

    /** The test clock it lives by; a clock does not live by itself. */
    Optional<String> clock() {
        return kind == Kind.TEST_CLOCK ? Optional.empty() : Nodes.text(body, "test_clock");
    }

    Optional<Instant> due() {
        return deleted ? Optional.empty() : Nodes.time(detail, "due");
    }

    Optional<String> fact() {
        return Nodes.text(detail, "fact");
    }

    /** The next version. */
    Paper with(ObjectNode otherBody, ObjectNode otherDetail) {
        return new Paper(account, kind, id, version + 1, created, deleted, otherBody, otherDetail);
    }

    Paper gone() {
        return new Paper(account, kind, id, version + 1, created, true, body, detail);
    }
}
