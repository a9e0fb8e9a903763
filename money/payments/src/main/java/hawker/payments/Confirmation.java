package hawker.payments;

import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.vault.PaymentMethod;
import java.util.Optional;

/** How the confirmation of an intent ended. What it says is durable before it is said. */
public sealed interface Confirmation {

    PaymentIntent intent();

    /** Paid: the charge is captured. */
    record Succeeded(PaymentIntent intent, Charge charge) implements Confirmation {}

    /** Authorised: the money is to be captured within seven days. */
    record Capturable(PaymentIntent intent, Charge charge) implements Confirmation {}

    /** The buyer's bank was told to pay; what becomes of it shows in days. */
    record Processing(PaymentIntent intent, Charge charge) implements Confirmation {}

    /**
     * The buyer has to do something that needs no page: send money, or look at what arrived on a
     * bank account.
     */
    record Waiting(PaymentIntent intent) implements Confirmation {}

    /** The buyer has to go to this page; {@link Payments#afterAction} goes on from there. */
    record NeedsAction(PaymentIntent intent, String url) implements Confirmation {}

    /** The buyer has passed the challenge and the seller's server is to confirm again. */
    record NeedsConfirmation(PaymentIntent intent) implements Confirmation {}

    /** The card was declined, or the buyer did not authenticate; another method may be tried. */
    record Declined(PaymentIntent intent, PaymentIntent.Failure failure) implements Confirmation {}

    /**
     * The network gave no answer in time: nothing is charged, a reversal is on its way, and the
     * buyer may try again.
     */
    record Unknown(PaymentIntent intent, PaymentIntent.Failure failure) implements Confirmation {}

    /** Nothing was tried. */
    record Refused(PaymentIntent intent, Refusal reason, String message) implements Confirmation {}

    /**
     * How an intent is to be confirmed.
     *
     * @param method what to pay with; empty: the method the intent has
     * @param offSession whether the buyer is absent, so that a demand to authenticate is a decline
     * @param errorOnAction whether a demand to authenticate is a decline although the buyer is here
     * @param returnUrl where a challenge sends the buyer afterwards
     * @param script whether a script on the page shows challenges, so that nobody has to leave it
     * @param address the buyer's network address, where the buyer's own browser asks
     */
    record Request(
            Optional<PaymentMethod.Id> method,
            boolean offSession,
            boolean errorOnAction,
            Optional<String> returnUrl,
            boolean script,
            Optional<String> address) {

        public Request(
                Optional<PaymentMethod.Id> method,
                boolean offSession,
                boolean errorOnAction,
                Optional<String> returnUrl,
                boolean script) {
            this(method, offSession, errorOnAction, returnUrl, script, Optional.empty());
        }

        /** The same, asked for by a browser at this address. */
        public Request from(String address) {
            return new Request(
                    method, offSession, errorOnAction, returnUrl, script, Optional.of(address));
        }

        /** Whether the buyer, if there is one, can be sent elsewhere and comes back. */
        boolean canRedirect() {
            return offSession || script || returnUrl.isPresent();
        }

        /** A buyer in the shop pays with this method and comes back to this page. */
        public static Request onSession(PaymentMethod.Id method, String returnUrl) {
            return new Request(Optional.of(method), false, false, Optional.of(returnUrl), false);
        }
    }

    /**
     * Which API request causes something, if one does.
     *
     * @param account whose rows are touched
     */
    record Cause(AccountId account, Optional<String> request, Optional<String> idempotencyKey) {
        public static Cause none(AccountId account) {
            return new Cause(account, Optional.empty(), Optional.empty());
        }

        /** The same as the program's events have it. */
        Event.Cause ofEvent() {
            return new Event.Cause(account, request, idempotencyKey);
        }
    }
}
