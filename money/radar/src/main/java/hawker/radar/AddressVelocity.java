package hawker.radar;

import hawker.payments.Judge;

/** One network address pays too often in an hour, where it is known. */
record AddressVelocity() implements Rule {

    @Override
    public String id() {
        return "block_if_address_too_often";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":total_charges_per_ip_address_hourly: > limit";
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.limits().over(facts.limits().address(), facts.counts().addressPayments());
    }

    @Override
    public String message(Facts facts) {
        return "This network address paid "
                + facts.counts().addressPayments()
                + " times here within an hour.";
    }
}
