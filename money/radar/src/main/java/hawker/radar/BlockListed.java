package hawker.radar;

import hawker.payments.Judge;

/** What the seller knows to be bad does not go out. */
record BlockListed() implements Rule {

    @Override
    public String id() {
        return "block_if_listed";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return DefaultList.predicate(DefaultList.Side.BLOCK);
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.listed().blockedBy().isPresent();
    }

    @Override
    public String message(Facts facts) {
        return "The payment matches your list @" + facts.listed().blockedBy().orElse("") + ".";
    }
}
