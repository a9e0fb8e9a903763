package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.payments.Judge;
import hawker.radar.OwnRule.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies, in the order in which they are asked: the first that fits decides. What allows is
 * asked before what blocks, and that before what only wants a look, as Stripe's rules are; among
 * those of one kind a seller's own come first, in the seller's order.
 */
final class Rules {

    static final List<Rule> ALL =
            List.of(
                    new AlwaysBlocked(),
                    new AllowListed(),
                    new BlockListed(),
                    new CardTesting(),
                    new Velocity(Velocity.What.CARD),
                    new Velocity(Velocity.What.EMAIL),
                    new Velocity(Velocity.What.ADDRESS),
                    new HighestRisk(),
                    new ElevatedRisk());

    private Rules() {}

    static Optional<Rule> deciding(Facts facts) {
        var own = facts.lists().rules();
        return Stream.of(
                        Stream.<Rule>of(new AlwaysBlocked(), new AllowListed()),
                        ofAction(own, Judge.Action.ALLOW),
                        ofAction(own, Judge.Action.BLOCK),
                        ofAction(ALL.subList(2, ALL.size()), Judge.Action.BLOCK),
                        ofAction(own, Judge.Action.REVIEW),
                        ofAction(ALL, Judge.Action.REVIEW))
                .flatMap(each -> each)
                .filter(rule -> rule.fits(facts))
                .findFirst();
    }

    /** Those that decide so; asking for a challenge decides nothing. */
    private static Stream<Rule> ofAction(List<? extends Rule> rules, Judge.Action action) {
        return rules.stream()
                .filter(rule -> rule.action() == action && !challenges(rule))
                .map(rule -> rule);
    }

    /** Whether a rule of the seller's wants the cardholder to prove themselves. */
    static boolean challenging(Facts facts) {
        return facts.lists().rules().stream()
                .anyMatch(rule -> challenges(rule) && rule.fits(facts));
    }

    private static boolean challenges(Rule rule) {
        return rule instanceof OwnRule own && own.does() == Verb.REQUEST_3D_SECURE;
    }

    static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** As charge.outcome.rule shows one when it is expanded. */
    static ObjectNode json(Rule rule) {
        return Json.object()
                .put("id", rule.id())
                .put("action", rule.verb())
                .put("predicate", rule.predicate());
    }
}
