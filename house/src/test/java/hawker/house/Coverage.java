package hawker.house;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which operations answered as the SDK's types say, from what a recorder heard. */
final class Coverage {

    /** How far an operation is. */
    enum State {
        WORKS("works"),
        DIFFERS("differs"),
        REFUSED("only refusals seen"),
        UNCALLED("there, not called"),
        NOT("not");

        final String words;

        State(String words) {
            this.words = words;
        }
    }

    private final Map<Operations.Row, State> states = new LinkedHashMap<>();
    private final Map<Operations.Row, Set<String>> findings = new LinkedHashMap<>();

    /**
     * @param routes of the program, as method and pattern
     */
    Coverage(Operations operations, List<Recorder.Exchange> heard, Set<String> routes) {
        for (var row : operations.all())
            if (row.ours()) states.put(row, routed(row, routes) ? State.UNCALLED : State.NOT);
        for (var exchange : heard)
            operations
                    .of(exchange.method(), exchange.path())
                    .filter(states::containsKey)
                    .filter(row -> states.get(row) != State.NOT)
                    .ifPresent(row -> add(row, exchange));
    }

    private static boolean routed(Operations.Row row, Set<String> routes) {
        return routes.contains(row.method() + " " + row.path().replaceAll("\\{[^}]+}", "{}"));
    }

    private void add(Operations.Row row, Recorder.Exchange exchange) {
        boolean good = exchange.status() / 100 == 2;
        if (!exchange.findings().isEmpty()) {
            states.put(row, State.DIFFERS);
            findings.computeIfAbsent(row, one -> new LinkedHashSet<>()).addAll(exchange.findings());
        } else if (good && states.get(row) != State.DIFFERS) {
            states.put(row, State.WORKS);
        } else if (!good && states.get(row) == State.UNCALLED) {
            states.put(row, State.REFUSED);
        }
    }

    Map<Operations.Row, State> states() {
        return states;
    }

    /** What the types have against the answers, by operation. */
    Map<Operations.Row, Set<String>> findings() {
        return findings;
    }

    /** The whole table as a page of the documentation. */
    String page(ParameterCensus parameters) {
        var text = new StringBuilder();
        text.append(
                """
                # What of Stripe's API works

                Written by `./check stripe`: the program is asked by the official command line tool and by stripe-java, and each
                answer is held against the types of the npm package `stripe` (no field missing, none unknown).
                **works**: answered and right to the field. **differs**: answered, with the differences below. **only refusals
                seen**, **there, not called**: the route exists, no good answer is on record. **not**: 404, as an unknown route.
                **parameters**: known of those that stripe-java can send, without those of payment methods and products that are
                not offered; [those refused](stripe-parameters.md) by name.

                """);
        text.append(
                "| tier | works | differs | only refusals | not called | not |\n|---|---|---|---|---|---|\n");
        byTier().forEach((tier, of) -> text.append("| %s | %s |\n".formatted(tier, counts(of))));
        text.append("\n| operation | tier | | parameters |\n|---|---|---|---|\n");
        states.forEach((row, state) ->
                text.append(
                        "| `%s %s` | %s | %s | %s |\n"
                                .formatted(
                                        row.method(),
                                        row.path(),
                                        row.tier(),
                                        state.words,
                                        parameters.ratio(row))));
        if (!findings.isEmpty()) text.append("\n## Differences\n\n");
        findings.forEach((row, what) ->
                text.append(
                        "- `%s %s`: %s\n"
                                .formatted(
                                        row.method(),
                                        row.path(),
                                        what.stream().limit(8).collect(Collectors.joining("; ")))));
        return text.toString();
    }

    private Map<String, List<State>> byTier() {
        return states.entrySet().stream()
                .collect(
                        Collectors.groupingBy(
                                entry -> entry.getKey().tier(),
                                TreeMap::new,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String counts(List<State> of) {
        return java.util.Arrays.stream(State.values())
                .map(state -> String.valueOf(of.stream().filter(state::equals).count()))
                .collect(Collectors.joining(" | "));
    }
}
