package hawker.radar;

import hawker.payments.Judge;

/** What the seller knows to be good goes out, whatever its score. */
record AllowListed() implements Rule {

    @Override
    public String id() {
        return "allow_if_listed";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.ALLOW;
    }

    @Override
    public String predicate() {
        return DefaultList.predicate(DefaultList.Side.ALLOW);
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.listed().allowedBy().isPresent();
    }

    @Override
    public String message(Facts facts) {
        return "The payment matches your list @" + facts.listed().allowedBy().orElse("") + ".";
    }
}
