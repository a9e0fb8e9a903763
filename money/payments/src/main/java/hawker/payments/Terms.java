package hawker.payments;

import hawker.kernel.Money;
import java.util.List;
import java.util.Optional;

/**
 * What a payment is about: how much, by whom, how it is taken. Amount and currency are pinned once
 * an attempt has been made.
 *
 * @param customer {@code cus_…} of the same account
 * @param futureUsage that the method is to be kept with the customer, and for what
 * @param share what of it goes to others
 * @param agreement what the buyer has agreed to, told with the confirmation of a debit
 */
public record Terms(
        Money amount,
        Capture capture,
        Confirming confirming,
        Methods methods,
        Optional<String> customer,
        Optional<FutureUsage> futureUsage,
        Notes notes,
        Share share,
        Agreement agreement) {

    /** No mandate is told of. */
    public Terms(
            Money amount,
            Capture capture,
            Confirming confirming,
            Methods methods,
            Optional<String> customer,
            Optional<FutureUsage> futureUsage,
            Notes notes,
            Share share) {
        this(
                amount,
                capture,
                confirming,
                methods,
                customer,
                futureUsage,
                notes,
                share,
                Agreement.UNTOLD);
    }

    /** All of it is the seller's. */
    public Terms(
            Money amount,
            Capture capture,
            Confirming confirming,
            Methods methods,
            Optional<String> customer,
            Optional<FutureUsage> futureUsage,
            Notes notes) {
        this(amount, capture, confirming, methods, customer, futureUsage, notes, Share.NONE);
    }

    /** When the money moves. */
    public enum Capture {
        AUTOMATIC,
        /** As automatic: the simulated network knows no slower way. */
        AUTOMATIC_ASYNC,
        /** By a call of its own within seven days. */
        MANUAL
    }

    /** Who goes on after the buyer has authenticated: the program, or the seller's server. */
    public enum Confirming {
        AUTOMATIC,
        MANUAL
    }

    /**
     * What a request says of the buyer's mandate.
     *
     * @param mandate {@code mandate_…}: one that is there already
     * @param acceptance Stripe's customer_acceptance, JSON: how one was accepted just now
     */
    public record Agreement(Optional<String> mandate, Optional<String> acceptance) {

        /** It says nothing. */
        public static final Agreement UNTOLD = new Agreement(Optional.empty(), Optional.empty());
    }

    /** What the method is kept for. */
    public enum FutureUsage {
        ON_SESSION,
        OFF_SESSION
    }

    /** When 3-D Secure is asked for beyond what the issuer demands. */
    public enum Authenticating {
        AUTOMATIC,
        ANY,
        CHALLENGE
    }

    /**
     * Which payment methods are allowed.
     *
     * @param automatic whether the program chooses the types (automatic_payment_methods)
     * @param redirects whether methods that send the buyer elsewhere are among them
     * @param types the types: card, card_present, interac_present, customer_balance, sepa_debit,
     *     us_bank_account
     * @param authenticating of cards
     * @param transferCountry where bank transfers in euros go to, if the seller says so
     * @param raisable whether the seller may want to hold more of a card later
     */
    public record Methods(
            boolean automatic,
            boolean redirects,
            List<String> types,
            Authenticating authenticating,
            Optional<String> transferCountry,
            boolean raisable) {

        /** What is held is held. */
        public Methods(
                boolean automatic,
                boolean redirects,
                List<String> types,
                Authenticating authenticating,
                Optional<String> transferCountry) {
            this(automatic, redirects, types, authenticating, transferCountry, false);
        }

        /**
         * What is meant when nothing is said: the program chooses, and of what it has (cards) none
         * sends the buyer elsewhere, so that no return_url is needed.
         */
        public static final Methods USUAL =
                new Methods(
                        true, false, List.of("card"), Authenticating.AUTOMATIC, Optional.empty());

        /** These types and no others; the seller chose. */
        public static Methods of(List<String> types) {
            return new Methods(false, false, types, Authenticating.AUTOMATIC, Optional.empty());
        }

        public Methods {
            types = List.copyOf(types);
            if (types.isEmpty()) throw new IllegalArgumentException("no payment method type");
        }

        Methods with(List<String> others) {
            return new Methods(
                    automatic, redirects, others, authenticating, transferCountry, raisable);
        }

        Methods authenticating(Authenticating how) {
            return new Methods(automatic, redirects, types, how, transferCountry, raisable);
        }

        Methods transferringTo(String country) {
            return new Methods(
                    automatic, redirects, types, authenticating, Optional.of(country), raisable);
        }

        Methods raisable(boolean may) {
            return new Methods(automatic, redirects, types, authenticating, transferCountry, may);
        }
    }

    /** A plain payment by card, captured at once. */
    public static Terms of(Money amount) {
        return new Terms(
                amount,
                Capture.AUTOMATIC,
                Confirming.AUTOMATIC,
                Methods.USUAL,
                Optional.empty(),
                Optional.empty(),
                Notes.NONE);
    }

    public Terms withAmount(Money other) {
        return new Terms(
                other,
                capture,
                confirming,
                methods,
                customer,
                futureUsage,
                notes,
                share,
                agreement);
    }

    public Terms withCapture(Capture other) {
        return new Terms(
                amount, other, confirming, methods, customer, futureUsage, notes, share, agreement);
    }

    public Terms withConfirming(Confirming other) {
        return new Terms(
                amount, capture, other, methods, customer, futureUsage, notes, share, agreement);
    }

    public Terms withMethods(Methods other) {
        return new Terms(
                amount, capture, confirming, other, customer, futureUsage, notes, share, agreement);
    }

    public Terms withCustomer(Optional<String> other) {
        return new Terms(
                amount, capture, confirming, methods, other, futureUsage, notes, share, agreement);
    }

    public Terms withFutureUsage(Optional<FutureUsage> other) {
        return new Terms(
                amount, capture, confirming, methods, customer, other, notes, share, agreement);
    }

    public Terms withNotes(Notes other) {
        return new Terms(
                amount,
                capture,
                confirming,
                methods,
                customer,
                futureUsage,
                other,
                share,
                agreement);
    }

    public Terms withShare(Share other) {
        return new Terms(
                amount,
                capture,
                confirming,
                methods,
                customer,
                futureUsage,
                notes,
                other,
                agreement);
    }

    public Terms withAgreement(Agreement other) {
        return new Terms(
                amount, capture, confirming, methods, customer, futureUsage, notes, share, other);
    }

    /**
     * With a tip that a buyer adds at a reader: a part of the amount, in the place of what one
     * added there before; zero takes that off again.
     */
    public Terms withTip(Money tip) {
        var before = Money.of(AmountDetails.addedAtReader(notes), amount.currency());
        return withAmount(amount.minus(before).plus(tip))
                .withNotes(AmountDetails.tipped(notes, tip.minor()));
    }

    boolean manualCapture() {
        return capture == Capture.MANUAL;
    }
}
