package hawker.disputes;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A case between a cardholder and a seller about one charge.
 *
 * <p>Life: a chargeback begins as needs_response with the money taken; evidence makes it
 * under_review; the bank rules won (money and fee come back) or lost. An inquiry has the same steps
 * with warning_ before them, takes no money and ends as warning_closed, unless the bank makes a
 * chargeback of it.
 *
 * @param version from 1; each change is a new version
 * @param at when this version was written
 */
public record Dispute(
        Id id, AccountId account, int version, Instant at, Facts facts, Standing standing) {

    /** {@code dp_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("dp_") || text.length() > 255)
                throw new IllegalArgumentException("not a dispute id: " + text);
        }

        public static Optional<Id> parse(String text) {
            return text.startsWith("dp_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What never changes.
     *
     * @param caseId the network's own name of it
     * @param reasonCode the network's
     * @param programme rules under which it can be answered; usually none
     */
    public record Facts(
            String caseId,
            Charge.Id charge,
            Optional<PaymentIntent.Id> intent,
            Instant created,
            String reasonCode,
            Optional<String> programme,
            String brand,
            String cardNetwork) {}

    /**
     * How it stands.
     *
     * @param inquiry whether it began as one and has not become a chargeback
     * @param fee taken with the money; zero for inquiries
     * @param countered what contesting it cost
     * @param dueBy until when evidence is taken
     * @param submissions how often evidence was handed in
     * @param journals its postings, oldest first
     */
    public record Standing(
            Status status,
            boolean inquiry,
            Money amount,
            Money fee,
            Money countered,
            Instant dueBy,
            Evidence evidence,
            int submissions,
            Map<String, String> metadata,
            List<String> journals) {

        public Standing {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
            journals = List.copyOf(journals);
        }

        Standing moved(Status to) {
            return new Standing(
                    to,
                    inquiry,
                    amount,
                    fee,
                    countered,
                    dueBy,
                    evidence,
                    submissions,
                    metadata,
                    journals);
        }

        Standing written(Evidence other, Map<String, String> notes) {
            return new Standing(
                    status,
                    inquiry,
                    amount,
                    fee,
                    countered,
                    dueBy,
                    other,
                    submissions,
                    notes,
                    journals);
        }

        Standing submitted() {
            var to = inquiry ? Status.WARNING_UNDER_REVIEW : Status.UNDER_REVIEW;
            return new Standing(
                    to,
                    inquiry,
                    amount,
                    fee,
                    countered,
                    dueBy,
                    evidence,
                    submissions + 1,
                    metadata,
                    journals);
        }

        /** Contesting it cost something. */
        Standing countered(Money cost, String journal) {
            var costly =
                    new Standing(
                            status,
                            inquiry,
                            amount,
                            fee,
                            countered.plus(cost),
                            dueBy,
                            evidence,
                            submissions,
                            metadata,
                            journals);
            return costly.posted(journal);
        }

        Standing posted(String journal) {
            var more = new ArrayList<>(journals);
            more.add(journal);
            return new Standing(
                    status,
                    inquiry,
                    amount,
                    fee,
                    countered,
                    dueBy,
                    evidence,
                    submissions,
                    metadata,
                    more);
        }

        /** An inquiry has become a chargeback of so much; evidence can be handed in again. */
        Standing escalated(Money taken, Money cost, Instant due) {
            return new Standing(
                    Status.NEEDS_RESPONSE,
                    false,
                    taken,
                    cost,
                    countered,
                    due,
                    evidence,
                    submissions,
                    metadata,
                    journals);
        }
    }

    /** Stripe's words. */
    public enum Status {
        WARNING_NEEDS_RESPONSE,
        WARNING_UNDER_REVIEW,
        WARNING_CLOSED,
        NEEDS_RESPONSE,
        UNDER_REVIEW,
        WON,
        LOST;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the seller may still answer. */
        public boolean awaitsSeller() {
            return this == NEEDS_RESPONSE || this == WARNING_NEEDS_RESPONSE;
        }

        /** Whether it has come to its end. */
        public boolean ended() {
            return this == WON || this == LOST || this == WARNING_CLOSED;
        }
    }

    public Status status() {
        return standing.status();
    }

    public Money amount() {
        return standing.amount();
    }

    /** Why the cardholder complains, in Stripe's words. */
    public String reason() {
        return switch (facts.reasonCode()) {
            case "10.4" -> "fraudulent";
            case "13.1" -> "product_not_received";
            case "C" -> "noncompliant";
            case "R10" -> "debit_not_authorized";
            default -> "general";
        };
    }

    /** Whether the charge can be refunded although it is disputed. */
    public boolean isChargeRefundable() {
        return standing.inquiry() && !status().ended();
    }

    Dispute next(Instant now, Standing other) {
        return new Dispute(id, account, version + 1, now, facts, other);
    }
}
