package hawker.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a charge came about, in Stripe's words (charge.outcome).
 *
 * @param reason why, where it is not simply approved or declined: highest_risk_level, a decline
 *     code
 * @param riskScore 0 to 99
 * @param sellerMessage for the seller
 * @param networkDeclineCode the response code of the network, two characters
 * @param adviceCode what to do next: try_again_later, do_not_try_again, confirm_card_data
 * @param rule the id of the rule that allowed, blocked or put it in review; usually none
 * @param signals why the score is what it is, in sentences; empty where nothing stands out
 */
public record Outcome(
        Type type,
        NetworkStatus networkStatus,
        Optional<String> reason,
        RiskLevel riskLevel,
        int riskScore,
        String sellerMessage,
        Optional<String> networkDeclineCode,
        Optional<String> adviceCode,
        Optional<String> rule,
        List<String> signals) {

    public Outcome {
        signals = List.copyOf(signals);
    }

    /** One that no rule had a say in. */
    public Outcome(
            Type type,
            NetworkStatus networkStatus,
            Optional<String> reason,
            RiskLevel riskLevel,
            int riskScore,
            String sellerMessage,
            Optional<String> networkDeclineCode,
            Optional<String> adviceCode) {
        this(
                type,
                networkStatus,
                reason,
                riskLevel,
                riskScore,
                sellerMessage,
                networkDeclineCode,
                adviceCode,
                Optional.empty(),
                List.of());
    }

    /** Who decided what. */
    public enum Type {
        AUTHORIZED,
        MANUAL_REVIEW,
        ISSUER_DECLINED,
        BLOCKED,
        INVALID;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far the request came. */
    public enum NetworkStatus {
        APPROVED_BY_NETWORK,
        DECLINED_BY_NETWORK,
        NOT_SENT_TO_NETWORK,
        REVERSED_AFTER_APPROVAL;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How likely it is fraud. */
    public enum RiskLevel {
        NORMAL,
        ELEVATED,
        HIGHEST,
        NOT_ASSESSED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
