package hawker.radar;

import hawker.payments.Judge;

/** One e-mail address pays too often in an hour; a buyer who is absent does not count. */
record EmailVelocity() implements Rule {

    @Override
    public String id() {
        return "block_if_email_too_often";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":total_charges_per_email_hourly: > limit";
    }

    @Override
    public boolean fits(Facts facts) {
        return !facts.payment().offSession()
                && facts.limits().over(facts.limits().email(), facts.counts().emailPayments());
    }

    @Override
    public String message(Facts facts) {
        return "This e-mail address was used "
                + facts.counts().emailPayments()
                + " times here within an hour.";
    }
}
