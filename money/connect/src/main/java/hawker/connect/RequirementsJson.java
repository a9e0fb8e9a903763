package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.connect.Requirements.Problem;
import hawker.connect.Requirements.Verdict;
import java.util.List;

/** The hash {@code requirements} of accounts, capabilities, persons and external accounts. */
final class RequirementsJson {

    private RequirementsJson() {}

    /** Of an account. */
    static ObjectNode of(Verdict verdict) {
        var json = lists(verdict.due(), verdict.problems(), verdict.pending());
        json.putNull("current_deadline");
        Json.put(json, "disabled_reason", verdict.disabledReason());
        return json;
    }

    /** Nothing is required. */
    static ObjectNode none() {
        var json = lists(List.of(), List.of(), List.of());
        return json.putNull("current_deadline").putNull("disabled_reason");
    }

    /** Of a person. */
    static ObjectNode ofPerson(Verdict verdict, String prefix) {
        var problems =
                verdict.problems().stream()
                        .filter(problem -> problem.field().startsWith(prefix + "."))
                        .map(problem ->
                                new Problem(
                                        problem.field().substring(prefix.length() + 1),
                                        problem.code(),
                                        problem.reason()))
                        .toList();
        return lists(verdict.dueOf(prefix), problems, List.of());
    }

    private static ObjectNode lists(
            List<String> due, List<Problem> problems, List<String> pending) {
        var json = Json.object();
        json.putArray("alternatives");
        var errors = Json.array();
        for (var problem : problems)
            errors.addObject()
                    .put("code", problem.code())
                    .put("reason", problem.reason())
                    .put("requirement", problem.field());
        json.set("errors", errors);
        for (var name : List.of("currently_due", "eventually_due", "past_due")) {
            var list = json.putArray(name);
            due.forEach(list::add);
        }
        var waiting = json.putArray("pending_verification");
        pending.forEach(waiting::add);
        return json;
    }
}
