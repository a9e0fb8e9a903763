package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies, in the order in which they are asked: the first that fits decides. */
final class Rules {

    static final List<Rule> ALL =
            List.of(
                    new AlwaysBlocked(),
                    new AllowListed(),
                    new BlockListed(),
                    new CardTesting(),
                    new CardVelocity(),
                    new EmailVelocity(),
                    new AddressVelocity(),
                    new HighestRisk(),
                    new ElevatedRisk());

    private Rules() {}

    static Optional<Rule> deciding(Facts facts) {
        for (var rule : ALL) if (rule.fits(facts)) return Optional.of(rule);
        return Optional.empty();
    }

    static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Rules as charge.outcome.rule shows them when expanded; they are the same for everybody. */
    static Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var id : ids)
            byId(id).ifPresent(rule ->
                    found.put(
                            id,
                            Json.object()
                                    .put("id", id)
                                    .put("action", rule.verb())
                                    .put("predicate", rule.predicate())));
        return found;
    }
}
