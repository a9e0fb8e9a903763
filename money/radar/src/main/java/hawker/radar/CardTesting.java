package hawker.radar;

import hawker.payments.Judge;

/**
 * Somebody tries cards out: too many declines of one card, or from one address, in ten minutes.
 * What they try next is not sent, good or bad, so that they learn nothing from it.
 */
record CardTesting() implements Rule {

    @Override
    public String id() {
        return "block_if_card_testing";
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":declines_per_card_number: > limit or :declines_per_ip_address: > limit";
    }

    @Override
    public boolean fits(Facts facts) {
        return facts.limits().over(facts.limits().declines(), facts.counts().cardDeclines())
                || facts.limits().over(facts.limits().declines(), facts.counts().addressDeclines());
    }

    @Override
    public String message(Facts facts) {
        return "Too many declines of this card or from this network address within ten minutes: somebody"
                + " may be trying out cards.";
    }
}
