package hawker.radar;

import hawker.kernel.AccountId;
import hawker.network.Outcome;
import hawker.payments.Charge;
import hawker.payments.Payments;
import java.util.List;
import java.util.Optional;

/** The door: why a payment was judged as it was, and which rules there are. */
public final class Radar {

    private final Payments payments;

    Radar(Payments payments) {
        this.payments = payments;
    }

    /** What was decided about a charge; empty if there is none, or nobody judged it. */
    public Optional<Verdict> verdict(AccountId account, Charge.Id charge) {
        return payments.charge(account, charge)
                .filter(found -> judged(found.facts().outcome()))
                .map(found -> verdict(found.id(), found.facts().outcome()));
    }

    private static boolean judged(Outcome outcome) {
        return outcome.riskLevel() != Outcome.RiskLevel.NOT_ASSESSED;
    }

    private static Verdict verdict(Charge.Id charge, Outcome outcome) {
        var action =
                switch (outcome.type()) {
                    case BLOCKED -> "block";
                    case MANUAL_REVIEW -> "review";
                    case AUTHORIZED, ISSUER_DECLINED, INVALID -> "allow";
                };
        return new Verdict(
                charge,
                action,
                outcome.riskLevel(),
                outcome.riskScore(),
                outcome.rule().flatMap(Rules::byId).map(Radar::policy),
                outcome.signals(),
                outcome.sellerMessage());
    }

    /** The policies, in the order in which they are asked. */
    public List<Verdict.Policy> rules() {
        return Rules.ALL.stream().map(Radar::policy).toList();
    }

    private static Verdict.Policy policy(Rule rule) {
        return new Verdict.Policy(rule.id(), rule.verb(), rule.predicate());
    }
}
