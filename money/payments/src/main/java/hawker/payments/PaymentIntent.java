package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * What a buyer is asked to pay, and how far that has come. One row a version, never changed: the
 * newest version is the intent, and two changes at once meet at the primary key (decision 0004).
 *
 * <pre>
 * requires_payment_method ─ method given → requires_confirmation ─ confirm → sending (told as processing)
 * sending ─ approved → succeeded | requires_capture;  ─ declined, no answer → requires_payment_method
 *         ─ 3-D Secure → requires_action ─ authenticated → sending;  ─ failed → requires_payment_method
 * confirm with a bank account → processing ─ its bank pays → succeeded;  ─ sends it back →
 *         requires_payment_method; one that is not proven yet → requires_action ─ deposits told → processing
 * confirm with the cash balance → succeeded, or requires_action ─ money arrives → succeeded
 * requires_capture ─ capture → succeeded;  ─ 7 days → canceled
 * any but sending, succeeded, canceled ─ cancel → canceled
 * </pre>
 *
 * @param version counts from 1; every change writes the next one
 * @param at when this version was written; of a sending version: since when its lease runs
 * @param request the API request that wrote it, so that a replayed key finds its answer
 * @param secret the second half of the client secret
 * @param latestCharge the charge of the last finished attempt, failed ones included
 * @param reviewed whether a rule put that charge in review
 */
public record PaymentIntent(
        Id id,
        AccountId account,
        int version,
        Instant at,
        Optional<String> request,
        String secret,
        Terms terms,
        State state,
        Optional<Charge.Id> latestCharge,
        boolean reviewed) {

    /** One that nobody looks at. */
    PaymentIntent(
            Id id,
            AccountId account,
            int version,
            Instant at,
            Optional<String> request,
            String secret,
            Terms terms,
            State state,
            Optional<Charge.Id> latestCharge) {
        this(id, account, version, at, request, secret, terms, state, latestCharge, false);
    }

    /**
     * {@code pi_} and 24 characters; or the id of the charge ({@code ch_…}) for a charge that was
     * made without an intent, whose attempt is kept by the same rows.
     */
    public record Id(String text) {
        public Id {
            if (!isOne(text)) throw new IllegalArgumentException("not an intent id: " + text);
        }

        /** The id of an intent that the API shows; empty for any other text. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("pi_") && isOne(text)
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        /** The attempt behind a charge that was made directly. */
        static Id ofDirect(Charge.Id charge) {
            return new Id(charge.text());
        }

        /** Whether a charge was made directly, so that the API shows no intent. */
        boolean direct() {
            return text.startsWith("ch_");
        }

        private static boolean isOne(String text) {
            return (text.startsWith("pi_") || text.startsWith("ch_")) && text.length() <= 255;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Where an intent stands, in Stripe's statuses. */
    public sealed interface State {

        /** Nothing to charge yet, or the last attempt failed. */
        record RequiresPaymentMethod(Optional<Failure> lastError) implements State {}

        /**
         * A method is chosen.
         *
         * @param authentication a passed 3-D Secure challenge, when the server is to confirm again
         */
        record RequiresConfirmation(
                PaymentMethod.Id method,
                Optional<Failure> lastError,
                Optional<String> authentication)
                implements State {}

        /** The buyer has to authenticate. */
        record RequiresAction(PaymentMethod.Id method, Challenge challenge) implements State {}

        /** A request may be on the wire. The version's {@code at} is the beginning of its lease. */
        record Sending(PaymentMethod.Id method, Charge.Id attempt) implements State {}

        /** Authorised; the money is to be captured within seven days. */
        record RequiresCapture(PaymentMethod.Id method, Instant captureBefore) implements State {}

        /** The buyer has to tell what arrived in the bank account that is to be debited. */
        record RequiresDeposits(PaymentMethod.Id method, Deposits deposits) implements State {}

        /** The buyer has to send money by bank transfer. */
        record AwaitsTransfer(PaymentMethod.Id method, Transfer transfer) implements State {}

        /** The buyer's bank was told to pay and answers in days; the charge is pending. */
        record Processing(PaymentMethod.Id method) implements State {}

        record Succeeded(PaymentMethod.Id method, Money received) implements State {}

        record Canceled(Instant at, Reason reason, Optional<PaymentMethod.Id> method)
                implements State {}
    }

    /** Why an intent was given up. */
    public enum Reason {
        /** By the program: an authorisation ran out. */
        AUTOMATIC,
        ABANDONED,
        DUPLICATE,
        FRAUDULENT,
        REQUESTED_BY_CUSTOMER,
        /** No reason was given. */
        NONE
    }

    /**
     * How an attempt ended badly, as {@code last_payment_error} tells it.
     *
     * @param code Stripe's error code: card_declined, expired_card, processing_error …
     * @param declineCode Stripe's decline code, with card_declined
     * @param message for the buyer
     * @param charge the failed charge; none when authentication failed before any was made
     * @param method the payment method at that moment, as the API's JSON
     */
    public record Failure(
            String code,
            Optional<String> declineCode,
            String message,
            Optional<Charge.Id> charge,
            String method) {}

    /**
     * A 3-D Secure challenge that waits for the buyer.
     *
     * @param id what the network calls it
     * @param url the page where the buyer answers
     * @param returnUrl where the buyer goes afterwards; none: a script shows the page in a frame
     */
    public record Challenge(String id, String url, Optional<String> returnUrl) {}

    /**
     * Two deposits of cents that prove whose a bank account is.
     *
     * @param arrive on the account
     * @param tries how often they were told wrong
     * @param page where the buyer may tell them
     */
    public record Deposits(Instant arrive, int tries, String page) {}

    /**
     * Money that a buyer is to send.
     *
     * @param remaining what is still to come
     * @param instructions where to, as the API writes it
     */
    public record Transfer(Money remaining, String instructions) {}

    public PaymentIntent {
        if (version < 1) throw new IllegalArgumentException("versions count from 1: " + version);
    }

    /** Millisecond of the id, so that ordering by id is ordering by creation. */
    public Instant created() {
        return IdCodec.time(id.text()).orElse(at);
    }

    public Money amount() {
        return terms.amount();
    }

    PaymentIntent withTerms(Terms other) {
        return new PaymentIntent(
                id, account, version, at, request, secret, other, state, latestCharge, reviewed);
    }

    PaymentIntent inReview() {
        return new PaymentIntent(
                id, account, version, at, request, secret, terms, state, latestCharge, true);
    }

    /** What the buyer's browser shows to read or confirm this intent. */
    public String clientSecret() {
        return id.text() + "_secret_" + secret;
    }

    /** The method that is or was used; after a failure there is none. */
    public Optional<PaymentMethod.Id> method() {
        return switch (state) {
            case State.RequiresPaymentMethod ignored -> Optional.empty();
            case State.RequiresConfirmation s -> Optional.of(s.method());
            case State.RequiresAction s -> Optional.of(s.method());
            case State.RequiresDeposits s -> Optional.of(s.method());
            case State.AwaitsTransfer s -> Optional.of(s.method());
            case State.Processing s -> Optional.of(s.method());
            case State.Sending s -> Optional.of(s.method());
            case State.RequiresCapture s -> Optional.of(s.method());
            case State.Succeeded s -> Optional.of(s.method());
            case State.Canceled s -> s.method();
        };
    }

    /** How the last attempt failed, as long as nothing newer happened. */
    public Optional<Failure> lastError() {
        return switch (state) {
            case State.RequiresPaymentMethod s -> s.lastError();
            case State.RequiresConfirmation s -> s.lastError();
            case State.RequiresAction ignored -> Optional.empty();
            case State.RequiresDeposits ignored -> Optional.empty();
            case State.AwaitsTransfer ignored -> Optional.empty();
            case State.Processing ignored -> Optional.empty();
            case State.Sending ignored -> Optional.empty();
            case State.RequiresCapture ignored -> Optional.empty();
            case State.Succeeded ignored -> Optional.empty();
            case State.Canceled ignored -> Optional.empty();
        };
    }

    /** What has been captured. */
    public Money received() {
        return state instanceof State.Succeeded s ? s.received() : Money.zero(amount().currency());
    }

    /** What may still be captured. */
    public Money capturable() {
        return state instanceof State.RequiresCapture ? amount() : Money.zero(amount().currency());
    }

    /** Stripe's word for the state. */
    public String status() {
        return status(state);
    }

    static String status(State state) {
        return switch (state) {
            case State.RequiresPaymentMethod ignored -> "requires_payment_method";
            case State.RequiresConfirmation ignored -> "requires_confirmation";
            case State.RequiresAction ignored -> "requires_action";
            case State.RequiresDeposits ignored -> "requires_action";
            case State.AwaitsTransfer ignored -> "requires_action";
            case State.Processing ignored -> "processing";
            case State.Sending ignored -> "processing";
            case State.RequiresCapture ignored -> "requires_capture";
            case State.Succeeded ignored -> "succeeded";
            case State.Canceled ignored -> "canceled";
        };
    }
}
