package hawker.radar;

import hawker.network.Outcome.RiskLevel;
import hawker.payments.Charge;
import java.util.List;
import java.util.Optional;

/**
 * Why a payment was let through, put in review or blocked, as it was decided then.
 *
 * @param action allow, review or block
 * @param score 0 to 99
 * @param rule the policy that decided; none if the ordinary course was taken
 * @param reasons why the score is what it is, in sentences
 * @param message what was said to the seller
 */
public record Verdict(
        Charge.Id charge,
        String action,
        RiskLevel level,
        int score,
        Optional<Policy> rule,
        List<String> reasons,
        String message) {

    /**
     * A rule as people read it.
     *
     * @param predicate when it fits
     */
    public record Policy(String id, String action, String predicate) {}

    public Verdict {
        reasons = List.copyOf(reasons);
    }
}
