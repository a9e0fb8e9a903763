package hawker.radar;

import hawker.payments.Judge;
import java.util.Locale;

/** A named policy: when it fits, its action is taken. */
sealed interface Rule
        permits AllowListed,
                AlwaysBlocked,
                BlockListed,
                CardTesting,
                ElevatedRisk,
                HighestRisk,
                OwnRule,
                Velocity {

    /** As charge.outcome.rule has it. */
    String id();

    Judge.Action action();

    /** When it fits, in the words of Stripe's rules. */
    String predicate();

    boolean fits(Facts facts);

    /** What the seller reads when it has decided. */
    String message(Facts facts);

    /** Stripe's word for why; what the risk alone decides has words of its own. */
    default String reason() {
        return "rule";
    }

    default String verb() {
        return action().name().toLowerCase(Locale.ROOT);
    }
}
