package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that a cardholder's bank says of a payment: a line of the network's own log.
 *
 * @param id the network's own id of it
 * @param caseId what belongs together: an inquiry, the chargeback after it, the ruling
 * @param attemptId the payment
 * @param amount disputed
 * @param reasonCode the network's, such as 10.4
 * @param programme rules of the network under which it can be answered, in Stripe's words:
 *     visa_compelling_evidence_3, visa_compliance; usually none
 */
public record Notice(
        String id,
        AccountId account,
        String caseId,
        String attemptId,
        Kind kind,
        Money amount,
        String reasonCode,
        String programme,
        Instant at) {

    /** How long the seller has to answer. */
    public static final Duration TO_ANSWER = Duration.ofDays(9);

    /** What is said. */
    public enum Kind {
        /** The bank asks; no money moves. */
        INQUIRY,
        /** The bank takes the money back. */
        CHARGEBACK,
        /** The inquiry of the same case has become a chargeback. */
        ESCALATED,
        /** The seller was right: the money comes back. */
        RETURNED,
        /** The cardholder was right. */
        UPHELD,
        /** The bank believes that it was fraud; no money moves yet. */
        FRAUD_REPORT;

        /** Whether the bank takes money by it. */
        public boolean takes() {
            return this == CHARGEBACK || this == ESCALATED;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Instant answerBy() {
        return at.plus(TO_ANSWER);
    }
}
