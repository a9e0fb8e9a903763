package hawker.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a listener, compiled once. A path without named parts is found by one look into a
 * map; the others by a walk down a tree of segments, in each step fixed before affixed
 * ({@code @{handle}}) before named before rest, going back where a branch leads nowhere or has no
 * route of the method. A last slash makes no difference.
 */
final class RouteTable {

    /** What was found: a route with its named parts, or the methods that the path does have. */
    sealed interface Match {
        record Found(Target target, Map<String, String> params) implements Match {}

        record OtherMethods(SortedSet<String> methods) implements Match {}

        record Nothing() implements Match {}
    }

    /** A route and the names of its parts from left to right. */
    record Target(Routes.Route route, List<String> names) {}

    private static final Match NOTHING = new Match.Nothing();

    private final Map<String, Map<String, Match.Found>> fixed = new HashMap<>();
    private final Node root = new Node();

    RouteTable(Routes routes) {
        for (var route : routes.all()) add(route);
    }

    /** The route of a method and a path; for HEAD that of GET if it has none of its own. */
    Match match(String method, String path) {
        var bare = withoutLastSlash(path);
        var exact = fixed.get(bare);
        if (exact != null) {
            var found = exact.get(method);
            if (found != null) return found;
        }
        var segments = split(bare);
        var found = root.find(method, segments, 0, new String[segments.length]);
        if (found != null) return found;
        if (method.equals("HEAD")) return match("GET", path);
        var methods = new TreeSet<String>();
        root.collectMethods(segments, 0, methods);
        return methods.isEmpty() ? NOTHING : new Match.OtherMethods(methods);
    }

    private void add(Routes.Route route) {
        var pattern = route.pattern();
        if (!pattern.startsWith("/")) throw new IllegalArgumentException("no path: " + pattern);
        var bare = withoutLastSlash(pattern);
        var names = new ArrayList<String>();
        var node = root;
        for (var segment : split(bare)) node = node.child(segment, names, pattern);
        var target = new Target(route, List.copyOf(names));
        if (node.targets.putIfAbsent(route.method(), target) != null)
            throw new IllegalArgumentException("two routes " + route.method() + " " + pattern);
        if (names.isEmpty())
            fixed.computeIfAbsent(bare, p -> new HashMap<>())
                    .put(route.method(), new Match.Found(target, Map.of()));
    }

    private static String withoutLastSlash(String path) {
        int last = path.length() - 1;
        return last > 0 && path.charAt(last) == '/' ? path.substring(0, last) : path;
    }

    /** The segments behind the first slash, still escaped: an escaped slash separates nothing. */
    private static String[] split(String path) {
        if (path.length() <= 1) return new String[0];
        int count = 1;
        for (int i = 1; i < path.length(); i++) if (path.charAt(i) == '/') count++;
        var segments = new String[count];
        int from = 1;
        for (int i = 0; i < count; i++) {
            int to = i == count - 1 ? path.length() : path.indexOf('/', from);
            segments[i] = path.substring(from, to);
            from = to + 1;
        }
        return segments;
    }

    /** One place in the tree of segments. */
    private static final class Node {

        /** A part with fixed text around its name, such as {@code @{handle}}. */
        private record Affixed(String before, String after, Node node) {
            boolean fits(String segment) {
                return segment.length() > before.length() + after.length()
                        && segment.startsWith(before)
                        && segment.endsWith(after);
            }
        }

        private final Map<String, Node> fixed = new HashMap<>();
        private final List<Affixed> affixed = new ArrayList<>();
        private @Nullable Node named;
        private @Nullable Node rest;
        private final Map<String, Target> targets = new HashMap<>();

        Node child(String segment, List<String> names, String pattern) {
            int open = segment.indexOf('{');
            int close = segment.indexOf('}');
            if (open < 0) return fixed.computeIfAbsent(segment, s -> new Node());
            if (close < open || segment.indexOf('{', open + 1) >= 0)
                throw new IllegalArgumentException("cannot read the pattern " + pattern);
            var name = segment.substring(open + 1, close);
            if (name.endsWith("+")) {
                names.add(name.substring(0, name.length() - 1));
                if (!pattern.endsWith(segment) || segment.length() != name.length() + 2)
                    throw new IllegalArgumentException("the rest must come last: " + pattern);
                if (rest == null) rest = new Node();
                return rest;
            }
            names.add(name);
            if (segment.length() == name.length() + 2) {
                if (named == null) named = new Node();
                return named;
            }
            return affixed(segment.substring(0, open), segment.substring(close + 1));
        }

        private Node affixed(String before, String after) {
            for (var a : affixed)
                if (a.before.equals(before) && a.after.equals(after)) return a.node;
            var added = new Affixed(before, after, new Node());
            affixed.add(added);
            affixed.sort(Comparator.comparingInt(a -> -a.before.length() - a.after.length()));
            return added.node;
        }

        @Nullable Match find(String method, String[] segments, int at, String[] values) {
            return find(method, segments, at, values, 0);
        }

        private @Nullable Match find(
                String method, String[] segments, int at, String[] values, int taken) {
            if (at == segments.length) return found(method, values);
            var segment = segments[at];
            var next = fixed.get(segment);
            if (next != null) {
                var match = next.find(method, segments, at + 1, values, taken);
                if (match != null) return match;
            }
            for (var a : affixed) {
                if (!a.fits(segment)) continue;
                values[taken] =
                        decode(
                                segment.substring(
                                        a.before.length(), segment.length() - a.after.length()));
                var match = a.node.find(method, segments, at + 1, values, taken + 1);
                if (match != null) return match;
            }
            if (named != null && !segment.isEmpty()) {
                values[taken] = decode(segment);
                var match = named.find(method, segments, at + 1, values, taken + 1);
                if (match != null) return match;
            }
            if (rest == null) return null;
            values[taken] = decode(join(segments, at));
            return rest.found(method, values);
        }

        private @Nullable Match found(String method, String[] values) {
            var target = targets.get(method);
            if (target == null) return null;
            return new Match.Found(target, params(target.names, values));
        }

        void collectMethods(String[] segments, int at, SortedSet<String> into) {
            if (at == segments.length) {
                into.addAll(targets.keySet());
                return;
            }
            Optional.ofNullable(fixed.get(segments[at]))
                    .ifPresent(node -> node.collectMethods(segments, at + 1, into));
            for (var a : affixed)
                if (a.fits(segments[at])) a.node.collectMethods(segments, at + 1, into);
            if (named != null && !segments[at].isEmpty())
                named.collectMethods(segments, at + 1, into);
            if (rest != null) into.addAll(rest.targets.keySet());
        }

        private static Map<String, String> params(List<String> names, String[] values) {
            return switch (names.size()) {
                case 0 -> Map.of();
                case 1 -> Map.of(names.getFirst(), values[0]);
                case 2 -> Map.of(names.get(0), values[0], names.get(1), values[1]);
                default -> {
                    var params = new HashMap<String, String>();
                    for (int i = 0; i < names.size(); i++) params.put(names.get(i), values[i]);
                    yield Map.copyOf(params);
                }
            };
        }

        private static String join(String[] segments, int from) {
            if (from == segments.length - 1) return segments[from];
            return String.join("/", List.of(segments).subList(from, segments.length));
        }

        private static String decode(String segment) {
            return Percent.decode(segment, false);
        }
    }
}
