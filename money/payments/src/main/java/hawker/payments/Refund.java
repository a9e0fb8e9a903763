package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Money given back of a charge.
 *
 * <p>Life: succeeded at once when the seller's balance covers it, else pending until it does; a
 * pending one can be canceled; the network can refuse one that succeeded, which is failed.
 *
 * @param intent of the charge, if it has one
 * @param customer of the charge
 * @param method that was charged and gets the money
 * @param journal of the posting, so {@code txn_} + journal is its balance transaction
 * @param failureJournal of the posting that gave the money back to the seller
 * @param releases whether it only released an authorisation, so that no money moved
 * @param transferReversal {@code trr_…}, if a transfer was taken back for it
 * @param paidWith what it goes back to: card, sepa_debit, us_bank_account, customer_balance
 */
public record Refund(
        Id id,
        AccountId account,
        Charge.Id charge,
        Optional<PaymentIntent.Id> intent,
        Optional<String> customer,
        PaymentMethod.Id method,
        Money amount,
        Status status,
        Optional<Reason> reason,
        Map<String, String> metadata,
        Instant created,
        Optional<String> journal,
        Optional<String> failureJournal,
        Optional<String> failureReason,
        boolean releases,
        Optional<String> transferReversal,
        String paidWith) {

    /** {@code re_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("re_") || text.length() > 255)
                throw new IllegalArgumentException("not a refund id: " + text);
        }

        public static Optional<Id> parse(String text) {
            return text.startsWith("re_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED,
        CANCELED;

        /** Stripe's word. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it uses up what may be refunded. */
        boolean counts() {
            return this == PENDING || this == SUCCEEDED;
        }
    }

    /** What the seller says it is for. */
    public enum Reason {
        DUPLICATE,
        FRAUDULENT,
        REQUESTED_BY_CUSTOMER,
        EXPIRED_UNCAPTURED_CHARGE;

        /** Stripe's word. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a request to refund ended. */
    public sealed interface Outcome {
        /** Stored: succeeded, or pending for want of funds. */
        record Refunded(Refund refund) implements Outcome {}

        record Refused(Refusal reason, String message) implements Outcome {}
    }

    public Refund {
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    }

    /** Its funds came: the money leaves. */
    Refund posted(String journalId) {
        return new Refund(
                id,
                account,
                charge,
                intent,
                customer,
                method,
                amount,
                Status.SUCCEEDED,
                reason,
                metadata,
                created,
                Optional.of(journalId),
                failureJournal,
                failureReason,
                releases,
                transferReversal,
                paidWith);
    }

    /** It ended, or is pending at the network. */
    Refund ended(Status how, Optional<String> givenBack, Optional<String> why) {
        return new Refund(
                id,
                account,
                charge,
                intent,
                customer,
                method,
                amount,
                how,
                reason,
                metadata,
                created,
                journal,
                givenBack.or(() -> failureJournal),
                why.or(() -> failureReason),
                releases,
                transferReversal,
                paidWith);
    }

    Refund reversing(Optional<String> reversal) {
        return new Refund(
                id,
                account,
                charge,
                intent,
                customer,
                method,
                amount,
                status,
                reason,
                metadata,
                created,
                journal,
                failureJournal,
                failureReason,
                releases,
                reversal,
                paidWith);
    }

    Refund noted(Map<String, String> other) {
        return new Refund(
                id,
                account,
                charge,
                intent,
                customer,
                method,
                amount,
                status,
                reason,
                other,
                created,
                journal,
                failureJournal,
                failureReason,
                releases,
                transferReversal,
                paidWith);
    }
}
