package hawker.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through all that clients made, as they would: each list, each object of it by its id, each
 * list under it; and writes metadata where an object takes some. Whatever was answered once must be
 * found again.
 */
final class Walk {

    /** Objects looked at of each collection. */
    private static final int EACH = 2;

    private final Operations operations;
    private final Api api;
    private final Map<String, Set<String>> ids = new LinkedHashMap<>();
    private final List<String> lost = new ArrayList<>();

    Walk(Operations operations, Api api) {
        this.operations = operations;
        this.api = api;
    }

    /** What was made and cannot be found, or found under another id. */
    List<String> go(List<Recorder.Exchange> heard) {
        for (var exchange : heard) made(exchange);
        for (long holes = 0; holes < 3; holes++) {
            long depth = holes;
            operations.all().stream()
                    .filter(row -> row.ours() && row.method().equals("GET"))
                    // The script and the pages beside the API are no objects.
                    .filter(row -> row.path().startsWith("/v1/"))
                    .filter(row -> row.holes() == depth)
                    .forEach(this::read);
        }
        operations.all().stream()
                .filter(row -> row.ours() && row.method().equals("POST"))
                .filter(row -> row.path().endsWith("}"))
                .forEach(this::write);
        return lost;
    }

    private void made(Recorder.Exchange exchange) {
        if (exchange.status() == 200 && exchange.method().equals("POST"))
            keep(exchange.path(), exchange.body());
    }

    /** The collection is the path that made the object: {@code /v1/customers}. */
    private void keep(String path, JsonNode object) {
        var id = object.path("id").asText();
        if (!id.isEmpty() && !path.contains(id))
            ids.computeIfAbsent(path, one -> new LinkedHashSet<>()).add(id);
    }

    private void read(Operations.Row row) {
        for (var path : filled(row)) {
            var answer = api.get(path);
            if (answer.status() != 200) {
                if (row.path().endsWith("}") && answer.status() != 404)
                    lost.add("GET " + path + ": " + answer.text());
                continue;
            }
            for (var each : answer.json().path("data")) keep(path, each);
        }
    }

    private void write(Operations.Row row) {
        for (var path : filled(row)) {
            var answer = api.post(path, Map.of("metadata[walked]", "yes"));
            if (answer.status() != 200) continue;
            var found = answer.json().at("/metadata/walked").asText();
            if (!found.equals("yes")) lost.add("POST " + path + ": " + answer.text());
        }
    }

    /** The paths of an operation with the ids of what is there. */
    private List<String> filled(Operations.Row row) {
        var paths = List.of("");
        for (var segment : row.segments()) {
            if (segment.isEmpty()) continue;
            var longer = new ArrayList<String>();
            for (var path : paths) {
                if (!segment.startsWith("{")) longer.add(path + "/" + segment);
                else last(path).forEach(id -> longer.add(path + "/" + id));
            }
            paths = longer;
        }
        return paths;
    }

    private List<String> last(String collection) {
        var known = List.copyOf(Optional.ofNullable(ids.get(collection)).orElse(Set.of()));
        return known.subList(Math.max(0, known.size() - EACH), known.size());
    }
}
