package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * An invoice, a subscription or their kin, as the API writes it, and what the program keeps beside
 * it. What the database asks for by itself is read from the two.
 *
 * @param version counts its changes, from 1
 * @param created as the clock of its customer has it
 * @param body the object of the API in its newest version
 * @param detail not shown: {@code due} (unix seconds), {@code intent}, {@code fact}, lines'
 *     products …
 */
record Document(
        AccountId account,
        Kind kind,
        String id,
        int version,
        Instant created,
        boolean deleted,
        ObjectNode body,
        ObjectNode detail) {

    /** The sorts of documents, by the name that the API gives the object. */
    enum Kind {
        INVOICE("invoice", "in"),
        INVOICE_ITEM("invoiceitem", "ii"),
        INVOICE_PAYMENT("invoice_payment", "inpay"),
        SUBSCRIPTION("subscription", "sub"),
        SCHEDULE("subscription_schedule", "sub_sched"),
        TEST_CLOCK("test_helpers.test_clock", "clock"),
        DISCOUNT("discount", "di");

        private final String object;
        private final String prefix;

        Kind(String object, String prefix) {
            this.object = object;
            this.prefix = prefix;
        }

        String object() {
            return object;
        }

        /** Of its ids. */
        String prefix() {
            return prefix;
        }

        static Kind of(String object) {
            for (var kind : values()) if (kind.object.equals(object)) return kind;
            throw new IllegalArgumentException("no kind " + object);
        }

        /** The kind that an id is of. */
        static Kind ofId(String id) {
            var prefix = id.substring(0, id.lastIndexOf('_'));
            for (var kind : values()) if (kind.prefix.equals(prefix)) return kind;
            throw new IllegalArgumentException("no kind has ids like " + id);
        }
    }

    String state() {
        return body.path("status").asText("");
    }

    boolean is(String state) {
        return state().equals(state);
    }

    Optional<String> customer() {
        return JsonFields.text(body, "customer");
    }

    Currency currency() {
        return JsonFields.currency(body);
    }

    /** An amount of the body. */
    Money money(String field) {
        return Money.of(body.path(field).asLong(), currency());
    }

    /** An invoice's subscription, an item's or payment's invoice, a discount's subscription. */
    Optional<String> parent() {
        return switch (kind) {
            case INVOICE ->
                    JsonFields.text(
                            body.path("parent").path("subscription_details"), "subscription");
            case INVOICE_ITEM, INVOICE_PAYMENT -> JsonFields.text(body, "invoice");
            case SCHEDULE, DISCOUNT -> JsonFields.text(body, "subscription");
            case SUBSCRIPTION -> JsonFields.text(body, "schedule");
            case TEST_CLOCK -> Optional.empty();
        };
    }

    Optional<String> intent() {
        return JsonFields.text(detail, "intent");
    }

    /** The test clock it lives by; a clock does not live by itself. */
    Optional<String> clock() {
        return kind == Kind.TEST_CLOCK ? Optional.empty() : JsonFields.text(body, "test_clock");
    }

    Optional<Instant> due() {
        return deleted ? Optional.empty() : JsonFields.time(detail, "due");
    }

    Optional<String> fact() {
        return JsonFields.text(detail, "fact");
    }

    /** The next version. */
    Document with(ObjectNode otherBody, ObjectNode otherDetail) {
        return new Document(
                account, kind, id, version + 1, created, deleted, otherBody, otherDetail);
    }

    Document gone() {
        return new Document(account, kind, id, version + 1, created, true, body, detail);
    }
}
