package hawker.radar;

import hawker.network.Outcome.RiskLevel;
import hawker.payments.Judge;

/** The default rule: what looks worst does not go out. */
record HighestRisk() implements Rule {

    @Override
    public String id() {
        return "block_if_highest_risk";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":risk_level: = 'highest'";
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.level() == RiskLevel.HIGHEST;
    }

    @Override
    public String message(Facts facts) {
        return "Hawker blocked this payment as too risky.";
    }

    @Override
    public String reason() {
        return "highest_risk_level";
    }
}
