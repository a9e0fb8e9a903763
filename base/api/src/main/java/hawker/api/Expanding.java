package hawker.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code expand[]=data.customer.default_source}: walks a path down all objects of an answer at once
 * and asks one query a step, however many rows a list has.
 */
final class Expanding {

    static final int MAX_DEPTH = 4;
    private static final String TOTAL_COUNT = "total_count";

    private final Map<String, Expander> byProperty = new HashMap<>();
    private final Set<String> lastNames = new HashSet<>();

    /** What properties that can be expanded stand in: a part that is null is known all the same. */
    private final Set<String> ways = new HashSet<>();

    Expanding(List<Expander> expanders) {
        for (var expander : expanders)
            for (var property : expander.properties()) {
                if (byProperty.put(property, expander) != null)
                    throw new IllegalArgumentException("two expanders for " + property);
                lastNames.add(property.substring(property.lastIndexOf('.') + 1));
                for (int i = property.indexOf('.'); i > 0; i = property.indexOf('.', i + 1))
                    ways.add(property.substring(0, i));
            }
    }

    Optional<Expander> find(String property) {
        return Optional.ofNullable(byProperty.get(property));
    }

    /**
     * Refuses, before anything has happened, a path that no object could have: once a POST has had
     * its effect, its answer must not turn into an error.
     */
    void check(List<String> paths) {
        for (var path : paths) {
            var last = path.substring(path.lastIndexOf('.') + 1);
            if (depth(path) > MAX_DEPTH)
                throw ApiError.parameterInvalid(
                        "expand",
                        "You cannot expand more than "
                                + MAX_DEPTH
                                + " levels of a property. Property: "
                                + ApiError.echo(path));
            if (!lastNames.contains(last) && !last.equals(TOTAL_COUNT)) throw cannot(path);
        }
    }

    /**
     * Expands the paths in place.
     *
     * @param strict whether an unknown path is refused; it is passed over in the answer to a POST
     */
    void expand(AccountId account, ObjectNode body, List<String> paths, boolean strict) {
        for (var path : paths) {
            if (path.equals(TOTAL_COUNT)) continue;
            boolean known = walk(account, body, List.of(path.split("\\.", -1)));
            if (!known && strict) throw cannot(path);
        }
    }

    private static ApiError cannot(String path) {
        return ApiError.parameterInvalid(
                "expand", "This property cannot be expanded (" + ApiError.echo(path) + ").");
    }

    /** What holds the elements of a list is no level: {@code lines.data.pricing} has two. */
    private static long depth(String path) {
        return Arrays.stream(path.split("\\.", -1)).filter(part -> !part.equals("data")).count();
    }

    /** A place in the answer: a node, and the property path since the last object with a name. */
    private record Place(ObjectNode node, ObjectNode owner, String property) {
        static Place of(ObjectNode object) {
            return new Place(object, object, object.path("object").asText());
        }
    }

    private boolean walk(AccountId account, ObjectNode body, List<String> segments) {
        var places = List.of(Place.of(body));
        for (var segment : segments) {
            if (places.isEmpty()) return true;
            var next = step(account, places, segment);
            if (next.isEmpty()) return false;
            places = next.get();
        }
        return true;
    }

    /** The places one segment further down; empty if none of the objects has such a property. */
    private Optional<List<Place>> step(AccountId account, List<Place> places, String segment) {
        boolean known = false;
        arrays(account, places, segment);
        var next = new ArrayList<Place>();
        Map<Expander, List<Place>> wanted = new HashMap<>();
        for (var place : places) {
            var property = place.property + "." + segment;
            var expander = find(property);
            if (place.node.get(segment) instanceof ArrayNode array) {
                for (var each : array)
                    if (each instanceof ObjectNode inner) next.add(inside(place, inner, property));
                known = true;
            } else if (place.node.get(segment) instanceof ObjectNode inner) {
                next.add(inside(place, inner, property));
                known = true;
            } else if (expander.isPresent()) {
                wanted.computeIfAbsent(expander.get(), e -> new ArrayList<>()).add(place);
                known = true;
            } else known |= ways.contains(property);
        }
        wanted.forEach((expander, all) -> next.addAll(fetch(account, expander, all, segment)));
        return known ? Optional.of(next) : Optional.empty();
    }

    /** Lists of ids ({@code invoice.discounts}) become lists of objects. */
    private void arrays(AccountId account, List<Place> places, String segment) {
        Map<Expander, List<ArrayNode>> wanted = new HashMap<>();
        for (var place : places)
            if (place.node.get(segment) instanceof ArrayNode array)
                find(place.property + "." + segment)
                        .ifPresent(e ->
                                wanted.computeIfAbsent(e, one -> new ArrayList<>()).add(array));
        wanted.forEach((expander, all) -> {
            var ids = new LinkedHashSet<String>();
            for (var array : all)
                for (var each : array) if (each.isTextual()) ids.add(each.asText());
            if (ids.isEmpty()) return;
            var objects = expander.fetch().fetch(account, ids);
            for (var array : all)
                for (int i = 0; i < array.size(); i++) {
                    var object = objects.get(array.get(i).asText());
                    if (object != null) array.set(i, object.deepCopy());
                }
        });
    }

    /** An object begins a property of its own; a hash goes on with the one it stands in. */
    private static Place inside(Place place, ObjectNode inner, String property) {
        return inner.has("object") ? Place.of(inner) : new Place(inner, place.owner, property);
    }

    private static List<Place> fetch(
            AccountId account, Expander expander, List<Place> places, String segment) {
        var ids = new LinkedHashSet<String>();
        for (var place : places) id(expander, place, segment).ifPresent(ids::add);
        if (ids.isEmpty()) return List.of();
        var objects = expander.fetch().fetch(account, ids);
        var fetched = new ArrayList<Place>();
        for (var place : places)
            id(expander, place, segment)
                    .map(objects::get)
                    .ifPresent(object -> {
                        // One object may stand in several rows; each gets its own copy.
                        var copy = object.deepCopy();
                        place.node.set(segment, copy);
                        fetched.add(Place.of(copy));
                    });
        return fetched;
    }

    private static Optional<String> id(Expander expander, Place place, String segment) {
        JsonNode value = expander.byOwner() ? place.owner.path("id") : place.node.path(segment);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
