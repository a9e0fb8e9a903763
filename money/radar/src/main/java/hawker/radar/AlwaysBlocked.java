package hawker.radar;

import hawker.payments.Judge;
import hawker.vault.TestCard;

/** The one published card that no list lets through (docs: testing, fraud prevention). */
record AlwaysBlocked() implements Rule {

    @Override
    public String id() {
        return "block_if_always_blocked";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":card_test_number: = 'always_blocked'";
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.shown() == TestCard.Risk.BLOCKED;
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
