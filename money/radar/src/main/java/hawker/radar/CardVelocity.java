package hawker.radar;

import hawker.payments.Judge;

/**
 * One card pays too often in an hour. A buyer who is absent does not count: subscriptions renew.
 */
record CardVelocity() implements Rule {

    @Override
    public String id() {
        return "block_if_card_too_often";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":total_charges_per_card_number_hourly: > limit";
    }

    @Override
    public boolean fits(Facts facts) {
        return !facts.payment().offSession()
                && facts.limits().over(facts.limits().card(), facts.counts().cardPayments());
    }

    @Override
    public String message(Facts facts) {
        return "This card was used "
                + facts.counts().cardPayments()
                + " times here within an hour.";
    }
}
