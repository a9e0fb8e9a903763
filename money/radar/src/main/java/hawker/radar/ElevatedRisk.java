package hawker.radar;

import hawker.network.Outcome.RiskLevel;
import hawker.payments.Judge;

/** What looks bad goes out, and somebody should look at it before goods do. */
record ElevatedRisk() implements Rule {

    @Override
    public String id() {
        return "review_if_elevated_risk";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.REVIEW;
    }

    @Override
    public String predicate() {
        return ":risk_level: = 'elevated'";
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.level() == RiskLevel.ELEVATED;
    }

    @Override
    public String message(Facts facts) {
        return "Hawker evaluated this payment as having elevated risk, and placed it in your review queue.";
    }

    @Override
    public String reason() {
        return "elevated_risk_level";
    }
}
