package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.NetworkAnswer;
import hawker.network.Outcome;
import hawker.network.Outcome.RiskLevel;
import hawker.platform.Tx;
import hawker.vault.Billing;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is asked before a card is charged, and may say no: the room that knows fraud, which stands
 * above payments. It is in the path of every payment, so what it does must be cheap.
 */
@FunctionalInterface
public interface Judge {

    /** Nobody judges; what the network says of the risk stands. */
    Judge NONE = payment -> Optional.empty();

    /** Empty: it has no opinion. Called outside of any transaction. */
    Optional<Verdict> judge(Payment payment);

    /** The network has answered a payment that was not blocked. */
    default void answered(Payment payment, boolean declined) {}

    /** A charge that a verdict wants looked at is written, in this transaction. */
    default void review(Tx tx, Charge charge) {}

    /** The id of the review of a charge. */
    static String reviewId(Charge.Id charge) {
        return "prv_" + charge.text().substring("ch_".length());
    }

    /**
     * What is to be judged.
     *
     * @param email of the buyer, where billing details or receipt say one
     * @param metadata of the payment
     * @param address the buyer's network address, where it is known
     * @param offSession whether the buyer is absent
     * @param resumed whether it was asked about before, and comes back from a passed challenge
     */
    record Payment(
            AccountId account,
            Charge.Id charge,
            Money amount,
            PaymentMethod method,
            Optional<String> customer,
            Optional<String> email,
            Optional<String> description,
            Map<String, String> metadata,
            Optional<String> address,
            boolean offSession,
            boolean resumed) {

        static Payment of(Attempt attempt, Confirmation.Request request, boolean resumed) {
            var intent = attempt.sending();
            var notes = intent.terms().notes();
            return new Payment(
                    intent.account(),
                    attempt.state().attempt(),
                    intent.amount(),
                    attempt.method(),
                    intent.terms().customer(),
                    attempt.method().billing().email().or(notes::receiptEmail),
                    notes.description(),
                    notes.metadata(),
                    request.address(),
                    request.offSession(),
                    resumed);
        }

        public Payment {
            metadata = Map.copyOf(metadata);
        }

        public Billing billing() {
            return method.billing();
        }
    }

    /** What is to be done. */
    enum Action {
        ALLOW,
        BLOCK,
        REVIEW
    }

    /**
     * What the judge says.
     *
     * @param score 0 to 99
     * @param reason Stripe's word for it: highest_risk_level, elevated_risk_level, rule
     * @param rule the rule that decided; none if the ordinary course was taken
     * @param signals why the score is what it is
     * @param sellerMessage what the seller reads of a blocked or reviewed payment
     * @param challenges whether the cardholder should prove themselves, where the card can
     */
    record Verdict(
            Action action,
            RiskLevel level,
            int score,
            Optional<String> reason,
            Optional<String> rule,
            List<String> signals,
            String sellerMessage,
            boolean challenges) {

        boolean blocks() {
            return action == Action.BLOCK;
        }

        /** The decline of a payment that does not go out. */
        NetworkAnswer refusal() {
            return new NetworkAnswer.Declined(
                    "card_declined",
                    Optional.of("fraudulent"),
                    "Your card was declined.",
                    Checks.none(),
                    new Outcome(
                            Outcome.Type.BLOCKED,
                            Outcome.NetworkStatus.NOT_SENT_TO_NETWORK,
                            reason,
                            level,
                            score,
                            sellerMessage,
                            Optional.empty(),
                            Optional.empty(),
                            rule,
                            signals));
        }

        /** The network's answer with this said about it. */
        NetworkAnswer on(NetworkAnswer answer) {
            return switch (answer) {
                case NetworkAnswer.Approved yes ->
                        new NetworkAnswer.Approved(
                                yes.reference(),
                                yes.approvalCode(),
                                yes.checks(),
                                approved(yes.outcome()),
                                yes.fundsAtOnce(),
                                yes.authentication());
                case NetworkAnswer.Declined no ->
                        new NetworkAnswer.Declined(
                                no.code(),
                                no.declineCode(),
                                no.message(),
                                no.checks(),
                                said(
                                        no.outcome(),
                                        no.outcome().type(),
                                        no.outcome().reason(),
                                        no.outcome().sellerMessage()));
                case NetworkAnswer.NeedsAuthentication same -> same;
                case NetworkAnswer.NotSent same -> same;
                case NetworkAnswer.Unknown same -> same;
            };
        }

        private Outcome approved(Outcome outcome) {
            return action == Action.REVIEW
                    ? said(outcome, Outcome.Type.MANUAL_REVIEW, reason, sellerMessage)
                    : said(outcome, outcome.type(), reason, outcome.sellerMessage());
        }

        private Outcome said(
                Outcome outcome, Outcome.Type type, Optional<String> why, String message) {
            return new Outcome(
                    type,
                    outcome.networkStatus(),
                    why,
                    level,
                    score,
                    message,
                    outcome.networkDeclineCode(),
                    outcome.adviceCode(),
                    rule,
                    signals);
        }
    }
}
