package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.Authentication;
import hawker.network.Outcome;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * One finished attempt on a card: what was asked of the network and what it said. The stored facts
 * never change; what was captured and refunded later stands in rows of its own, and this record is
 * their sum.
 *
 * @param intent none for a charge made directly
 * @param intentVersion the version of the intent that this attempt wrote
 * @param customer whose it is
 * @param method what was charged
 * @param captured so far
 * @param refunded so far: refunds that have not failed and were not canceled
 * @param journal of the capture, so {@code txn_} + journal is its balance transaction
 * @param userReport what the seller thinks of it: safe or fraudulent
 * @param disputed what its cardholder took back or asks about
 */
public record Charge(
        Id id,
        AccountId account,
        Optional<PaymentIntent.Id> intent,
        int intentVersion,
        Instant created,
        Money amount,
        State state,
        Optional<String> customer,
        PaymentMethod.Id method,
        Facts facts,
        Money captured,
        Money refunded,
        Optional<String> journal,
        Notes notes,
        Optional<String> userReport,
        Disputed disputed) {

    /** {@code ch_} and 24 characters; also the attempt's name at the network. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("ch_") || text.length() > 255)
                throw new IllegalArgumentException("not a charge id: " + text);
        }

        public static Optional<Id> parse(String text) {
            return text.startsWith("ch_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** How the attempt ended. */
    public sealed interface State {
        /** Declined, blocked, or without an answer. */
        record Failed(String code, Optional<String> declineCode, String message) implements State {}

        /** A bank was told to pay, and has not answered. */
        record Pending() implements State {}

        /** Approved and not captured. */
        record Authorized(Instant captureBefore) implements State {}

        /** Approved, the money moved. */
        record Captured() implements State {}

        /**
         * Approved and given up before any capture.
         *
         * @param asRefund whether somebody asked for a refund; else the payment was canceled, or
         *     ran out, of which the API tells no refund
         */
        record Released(boolean asRefund) implements State {}
    }

    /**
     * What stands about the attempt beside its money.
     *
     * @param instrument as it was at that moment; of a card with the issuer's checks
     * @param networkReference the network's own id of it
     * @param approvalCode the issuer's six characters
     * @param fundsNow whether the money is available at once instead of in two business days
     * @param authentication the 3-D Secure authentication that stands behind it
     * @param descriptor what the buyer reads on the card statement, at most 22 characters
     * @param shared what of it goes to others
     * @param raisable whether more may be held later
     * @param agreed what the buyer had agreed to beforehand
     */
    public record Facts(
            Instrument instrument,
            Billing billing,
            Outcome outcome,
            Optional<String> networkReference,
            Optional<String> approvalCode,
            boolean fundsNow,
            Optional<Authentication> authentication,
            String descriptor,
            Optional<Share.Named> shared,
            boolean raisable,
            Agreed agreed) {

        /** All of it is the seller's. */
        Facts(
                Instrument instrument,
                Billing billing,
                Outcome outcome,
                Optional<String> networkReference,
                Optional<String> approvalCode,
                boolean fundsNow,
                Optional<Authentication> authentication,
                String descriptor) {
            this(
                    instrument,
                    billing,
                    outcome,
                    networkReference,
                    approvalCode,
                    fundsNow,
                    authentication,
                    descriptor,
                    Optional.empty(),
                    false,
                    Agreed.NOTHING);
        }

        Facts agreed(Agreed other) {
            return new Facts(
                    instrument,
                    billing,
                    outcome,
                    networkReference,
                    approvalCode,
                    fundsNow,
                    authentication,
                    descriptor,
                    shared,
                    raisable,
                    other);
        }

        Facts sharing(Optional<Share.Named> named) {
            return new Facts(
                    instrument,
                    billing,
                    outcome,
                    networkReference,
                    approvalCode,
                    fundsNow,
                    authentication,
                    descriptor,
                    named,
                    raisable,
                    agreed);
        }

        Facts raisable(boolean may) {
            return new Facts(
                    instrument,
                    billing,
                    outcome,
                    networkReference,
                    approvalCode,
                    fundsNow,
                    authentication,
                    descriptor,
                    shared,
                    may,
                    agreed);
        }
    }

    /**
     * What a buyer had agreed to before a debit.
     *
     * @param mandate {@code mandate_…}, if any is known
     * @param source the source as it was charged, JSON
     * @param details what is told of it under payment_method_details, JSON
     */
    public record Agreed(
            Optional<String> mandate, Optional<String> source, Optional<String> details) {

        /** Nothing beforehand. */
        public static final Agreed NOTHING =
                new Agreed(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Disputes of a charge.
     *
     * @param ever whether there was any, inquiries included
     * @param taken what banks hold or have kept by chargebacks that are open or lost
     */
    public record Disputed(boolean ever, Money taken) {
        static Disputed never(Money ofCurrency) {
            return new Disputed(false, Money.zero(ofCurrency.currency()));
        }
    }

    /** How a dispute of a charge stands, as far as its money is concerned. */
    public enum Stage {
        /** The bank only asks. */
        INQUIRY,
        /** The bank has taken the money. */
        OPEN,
        /** The seller has it again. */
        WON,
        /** The cardholder keeps it. */
        LOST,
        /** An inquiry that came to nothing. */
        CLOSED;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a refund of it goes back to: a card, held to a reader or not, is a card. */
    public String paidWith() {
        return facts.instrument() instanceof CardDisplay ? "card" : facts.instrument().type();
    }

    /** The group of its transfers: as it was named, or after the payment. */
    public String transferGroup() {
        return notes.transferGroup()
                .orElseGet(() -> "group_" + intent.map(PaymentIntent.Id::text).orElse(id.text()));
    }

    /** Whether an issuer has said yes. */
    public boolean paid() {
        return switch (state) {
            case State.Failed ignored -> false;
            case State.Pending ignored -> false;
            case State.Authorized ignored -> true;
            case State.Captured ignored -> true;
            case State.Released ignored -> true;
        };
    }

    /** Whether money moved. */
    public boolean isCaptured() {
        return state instanceof State.Captured;
    }

    /** Captured and neither given back nor taken back by a chargeback. */
    public Money refundable() {
        return captured.minus(refunded).minus(disputed.taken());
    }

    /** Whether money goes back only to the card that is held to a reader: Interac's rule. */
    public boolean refundNeedsReader() {
        return facts.instrument() instanceof CardDisplay card && card.isInterac();
    }

    /** Whether all of it was given back, or released before capture. */
    public boolean fullyRefunded() {
        return switch (state) {
            case State.Released ignored -> true;
            case State.Captured ignored -> refunded.equals(captured);
            case State.Failed ignored -> false;
            case State.Authorized ignored -> false;
            case State.Pending ignored -> false;
        };
    }

    Charge sharing(Optional<Share.Named> named) {
        return new Charge(
                id,
                account,
                intent,
                intentVersion,
                created,
                amount,
                state,
                customer,
                method,
                facts.sharing(named),
                captured,
                refunded,
                journal,
                notes,
                userReport,
                disputed);
    }

    /** As much is held. */
    Charge raisedTo(Money total) {
        return new Charge(
                id,
                account,
                intent,
                intentVersion,
                created,
                total,
                state,
                customer,
                method,
                facts,
                captured,
                refunded,
                journal,
                notes,
                userReport,
                disputed);
    }

    Charge edited(Optional<String> otherCustomer, Notes otherNotes) {
        return new Charge(
                id,
                account,
                intent,
                intentVersion,
                created,
                amount,
                state,
                otherCustomer,
                method,
                facts,
                captured,
                refunded,
                journal,
                otherNotes,
                userReport,
                disputed);
    }
}
