package hawker.setups;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wish to keep a card or a bank account for later payments, and how far that has come.
 *
 * <pre>
 * requires_payment_method ─ method given → requires_confirmation ─ confirm → succeeded
 * confirm ─ 3-D Secure → requires_action ─ passed → succeeded;  ─ failed → requires_payment_method
 * confirm ─ declined, no answer → requires_payment_method
 * confirm with a bank account → succeeded, or requires_action ─ deposits told → succeeded
 * any but succeeded ─ cancel → canceled
 * </pre>
 *
 * @param version counts changes; of two changes at once the second finds another version
 * @param secret the second half of the client secret
 * @param attempt the latest asking of an issuer
 */
public record SetupIntent(
        Id id,
        AccountId account,
        int version,
        String secret,
        Terms terms,
        State state,
        Optional<SetupAttempt.Id> attempt) {

    /** {@code seti_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!isOne(text)) throw new IllegalArgumentException("not a setup intent id: " + text);
        }

        /** The id, or empty if the text cannot be one. */
        public static Optional<Id> parse(String text) {
            return isOne(text) ? Optional.of(new Id(text)) : Optional.empty();
        }

        private static boolean isOne(String text) {
            return text.startsWith("seti_") && text.length() <= 255;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** For which payments a card is kept. */
    public enum Usage {
        /** The buyer is there when it is charged. */
        ON_SESSION,
        OFF_SESSION
    }

    /** When to ask for 3-D Secure (request_three_d_secure). */
    public enum Authenticating {
        AUTOMATIC,
        ANY,
        CHALLENGE
    }

    /**
     * What is wanted.
     *
     * @param customer whose the card will be; none: it stays unattached
     * @param automatic whether the seller leaves the choice of types to us
     * @param redirects whether a method may send the buyer elsewhere, so that a return_url is
     *     needed
     * @param singleUse the one payment that the mandate will allow; none: many
     * @param acceptance how the mandate was accepted, once a confirmation has said it
     * @param options what is asked of methods, as JSON: {@link SetupOptions}
     */
    public record Terms(
            Optional<String> customer,
            Optional<String> description,
            Map<String, String> metadata,
            Usage usage,
            boolean automatic,
            boolean redirects,
            List<String> types,
            Authenticating authenticating,
            Optional<Money> singleUse,
            Optional<Mandate.Acceptance> acceptance,
            Optional<String> options) {

        /** A card for payments without the buyer. */
        public static final Terms USUAL =
                new Terms(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Usage.OFF_SESSION,
                        true,
                        false,
                        List.of("card"),
                        Authenticating.AUTOMATIC,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        public Terms {
            metadata = Map.copyOf(metadata);
            types = List.copyOf(types);
            if (types.isEmpty()) throw new IllegalArgumentException("no payment method type");
        }

        /** The same for a customer. */
        public Terms withCustomer(String other) {
            return new Terms(
                    Optional.of(other),
                    description,
                    metadata,
                    usage,
                    automatic,
                    redirects,
                    types,
                    authenticating,
                    singleUse,
                    acceptance,
                    options);
        }

        Terms withOptions(Optional<String> other) {
            return new Terms(
                    customer,
                    description,
                    metadata,
                    usage,
                    automatic,
                    redirects,
                    types,
                    authenticating,
                    singleUse,
                    acceptance,
                    other);
        }

        Terms withAcceptance(Optional<Mandate.Acceptance> other) {
            return new Terms(
                    customer,
                    description,
                    metadata,
                    usage,
                    automatic,
                    redirects,
                    types,
                    authenticating,
                    singleUse,
                    other,
                    options);
        }
    }

    /** Where it stands, in Stripe's statuses. */
    public sealed interface State {

        /** No card yet, or the last one was refused. */
        record RequiresPaymentMethod(Optional<Failure> lastError) implements State {}

        record RequiresConfirmation(PaymentMethod.Id method) implements State {}

        /** The buyer has to authenticate. */
        record RequiresAction(PaymentMethod.Id method, Challenge challenge) implements State {}

        /** The buyer has to tell what arrived in the bank account that is to be debited. */
        record RequiresDeposits(PaymentMethod.Id method, Deposits deposits) implements State {}

        /**
         * The card is kept.
         *
         * @param mandate what the cardholder agreed to; none when the buyer will be there
         */
        record Succeeded(PaymentMethod.Id method, Optional<Mandate.Id> mandate) implements State {}

        record Canceled(Optional<Reason> reason, Optional<PaymentMethod.Id> method)
                implements State {}
    }

    /** Why it was given up. */
    public enum Reason {
        ABANDONED,
        DUPLICATE,
        REQUESTED_BY_CUSTOMER
    }

    /**
     * How an attempt ended badly (last_setup_error).
     *
     * @param code Stripe's error code
     * @param method the payment method at that moment, as the API's JSON
     */
    public record Failure(
            String code, Optional<String> declineCode, String message, String method) {}

    /**
     * A 3-D Secure challenge that waits for the buyer.
     *
     * @param id what the network calls it
     * @param url the page where the buyer answers
     * @param returnUrl where the buyer goes afterwards; none: a script shows the page in a frame
     */
    public record Challenge(String id, String url, Optional<String> returnUrl) {}

    /**
     * Two deposits of cents on their way to a bank account, whose holder will tell them.
     *
     * @param arrive when they are there at the latest
     * @param tries wrong answers so far
     * @param page where the holder tells them
     */
    public record Deposits(Instant arrive, int tries, String page) {}

    public SetupIntent {
        if (version < 1) throw new IllegalArgumentException("versions count from 1: " + version);
    }

    public Instant created() {
        return IdCodec.time(id.text()).orElse(Instant.EPOCH);
    }

    /** What the buyer's browser shows to read or confirm this intent. */
    public String clientSecret() {
        return id.text() + "_secret_" + secret;
    }

    /** The card that is or was asked about; after a failure there is none. */
    public Optional<PaymentMethod.Id> method() {
        return switch (state) {
            case State.RequiresPaymentMethod ignored -> Optional.empty();
            case State.RequiresConfirmation s -> Optional.of(s.method());
            case State.RequiresAction s -> Optional.of(s.method());
            case State.RequiresDeposits s -> Optional.of(s.method());
            case State.Succeeded s -> Optional.of(s.method());
            case State.Canceled s -> s.method();
        };
    }

    /** Whether it may still be confirmed or changed. */
    public boolean isOpen() {
        return switch (state) {
            case State.RequiresPaymentMethod ignored -> true;
            case State.RequiresConfirmation ignored -> true;
            case State.RequiresAction ignored -> true;
            case State.RequiresDeposits ignored -> true;
            case State.Succeeded ignored -> false;
            case State.Canceled ignored -> false;
        };
    }

    /** Stripe's word for the state. */
    public String status() {
        return switch (state) {
            case State.RequiresPaymentMethod ignored -> "requires_payment_method";
            case State.RequiresConfirmation ignored -> "requires_confirmation";
            case State.RequiresAction ignored -> "requires_action";
            case State.RequiresDeposits ignored -> "requires_action";
            case State.Succeeded ignored -> "succeeded";
            case State.Canceled ignored -> "canceled";
        };
    }

    SetupIntent next(State other) {
        return new SetupIntent(id, account, version + 1, secret, terms, other, attempt);
    }

    SetupIntent next(State other, SetupAttempt.Id latest) {
        return new SetupIntent(id, account, version + 1, secret, terms, other, Optional.of(latest));
    }

    /** The same with other terms, not yet a change. */
    SetupIntent withTerms(Terms other) {
        return new SetupIntent(id, account, version, secret, other, state, attempt);
    }
}
