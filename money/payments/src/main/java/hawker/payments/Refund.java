package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Money given back of a charge, or of what a customer has sent and no payment has used.
 *
 * <p>Life: succeeded at once when the seller's balance covers it, else pending until it does; a
 * pending one can be canceled; the network can refuse one that succeeded, which is failed. One that
 * goes to a bank account which its customer has yet to name requires action first: it can be
 * canceled, and is failed when nobody answered in time.
 *
 * @param charge empty: of the customer's cash balance, which is not the seller's money
 * @param intent of the charge, if it has one
 * @param customer of the charge, or whose cash balance it is
 * @param method that was charged and gets the money
 * @param journal of the posting; of a charge's, {@code txn_} + journal is its balance transaction
 * @param failureJournal of the posting that gave the money back to the seller
 * @param releases whether it only released an authorisation, so that no money moved
 * @param transferReversal {@code trr_…}, if a transfer was taken back for it
 * @param paidWith what it goes back to: card, sepa_debit, us_bank_account, customer_balance
 * @param asking the customer is asked for a bank account that it goes to instead
 */
public record Refund(
        Id id,
        AccountId account,
        Optional<Charge.Id> charge,
        Optional<PaymentIntent.Id> intent,
        Optional<String> customer,
        Optional<PaymentMethod.Id> method,
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
        String paidWith,
        Optional<Asking> asking) {

    /**
     * Where a customer wants the money is asked by e-mail.
     *
     * @param at when it was asked; empty as long as the refund waits for funds
     * @param until when nobody waits for an answer any more; empty likewise
     * @param goesTo the bank account that was told
     */
    public record Asking(
            String email,
            Optional<Instant> at,
            Optional<Instant> until,
            Optional<PaymentMethod.Id> goesTo) {

        static Asking of(String email) {
            return new Asking(email, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

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
        /** Its customer has to say where it goes. */
        REQUIRES_ACTION,
        SUCCEEDED,
        FAILED,
        CANCELED;

        /** Stripe's word. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it uses up what may be refunded. */
        boolean counts() {
            return switch (this) {
                case PENDING, REQUIRES_ACTION, SUCCEEDED -> true;
                case FAILED, CANCELED -> false;
            };
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

    /** Whether it is of a customer's cash balance. */
    public boolean isOfBalance() {
        return charge.isEmpty();
    }

    /** Its funds came: the money leaves. */
    Refund posted(String journalId) {
        return posted(journalId, Status.SUCCEEDED);
    }

    private Refund posted(String journalId, Status becomes) {
        return new Refund(
                id,
                account,
                charge,
                intent,
                customer,
                method,
                amount,
                becomes,
                reason,
                metadata,
                created,
                Optional.of(journalId),
                failureJournal,
                failureReason,
                releases,
                transferReversal,
                paidWith,
                asking);
    }

    /** The seller's money is set apart, and its customer is asked. */
    Refund asked(String journalId, Instant now, Instant until) {
        var email = asking.orElseThrow().email();
        return posted(journalId, Status.REQUIRES_ACTION)
                .asking(new Asking(email, Optional.of(now), Optional.of(until), Optional.empty()));
    }

    /** Its customer said where it goes; it is on its way. */
    Refund goingTo(PaymentMethod.Id account) {
        var was = asking.orElseThrow();
        return ended(Status.PENDING, Optional.empty(), Optional.empty())
                .asking(new Asking(was.email(), was.at(), was.until(), Optional.of(account)));
    }

    private Refund asking(Asking other) {
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
                transferReversal,
                paidWith,
                Optional.of(other));
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
                paidWith,
                asking);
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
                paidWith,
                asking);
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
                paidWith,
                asking);
    }
}
