package hawker.radar;

import hawker.network.Outcome.RiskLevel;
import hawker.payments.Charge;
import hawker.payments.Judge;
import hawker.platform.Tx;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;

/**
 * The judge that payments ask: gathers the facts, scores them, and asks the rules in their order.
 * In the common case it asks nobody outside this process.
 */
final class Deciding implements Judge {

    private final Vault vault;
    private final Counters counters;
    private final Custom custom;
    private final Limits.Both limits;
    private final Reviews reviews;

    Deciding(Vault vault, Counters counters, Custom custom, Limits.Both limits, Reviews reviews) {
        this.vault = vault;
        this.counters = counters;
        this.custom = custom;
        this.limits = limits;
        this.reviews = reviews;
    }

    @Override
    public Optional<Verdict> judge(Payment payment) {
        var said = custom.of(payment.account());
        var facts =
                new Facts(
                        payment,
                        vault.risk(payment.method()),
                        counters.count(payment),
                        said.standing(payment),
                        said,
                        limits.of(payment.account()),
                        0);
        var scored = Scoring.of(facts);
        return Optional.of(verdict(facts.scored(scored.points()), scored.signals()));
    }

    private static Verdict verdict(Facts facts, List<String> signals) {
        var deciding = Rules.deciding(facts);
        if (deciding.isEmpty())
            return new Verdict(
                    Action.ALLOW,
                    facts.level(),
                    facts.score(),
                    Optional.empty(),
                    Optional.empty(),
                    signals,
                    "",
                    Rules.challenging(facts));
        var rule = deciding.get();
        // A payment that its history blocks looks as bad as one can; a seller's own taste says
        // nothing about the risk.
        boolean blocks = rule.action() == Action.BLOCK && !(rule instanceof OwnRule);
        return new Verdict(
                rule.action(),
                blocks ? RiskLevel.HIGHEST : facts.level(),
                blocks ? Math.max(facts.score(), Facts.HIGHEST) : facts.score(),
                Optional.of(rule.reason()),
                Optional.of(rule.id()),
                signals,
                rule.message(facts),
                Rules.challenging(facts));
    }

    @Override
    public void answered(Payment payment, boolean declined) {
        if (declined) counters.declined(payment);
    }

    @Override
    public void review(Tx tx, Charge charge) {
        reviews.open(tx, charge);
    }
}
