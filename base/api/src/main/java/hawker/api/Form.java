package hawker.api;

import hawker.web.FormParser;
import hawker.web.HttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the bracket notation of forms (stripe.md §1.4): {@code a[b][c]=v} nests, {@code a[0]} and
 * {@code a[]} make arrays, {@code a[][b]} an array of hashes in which a new element begins when a
 * name repeats, and of two equal names the last wins.
 */
final class Form {

    static final int MAX_PARAMETERS = 2_000;
    static final int MAX_NESTING = 8;

    private Form() {}

    /** Query and body together; a name of the body wins over the same name of the query. */
    static Sent.Group read(String query, String body) {
        var all = read(query);
        if (!body.isEmpty()) all.putAll(read(body));
        return all;
    }

    /** The fields of a form that did not come urlencoded. */
    static Sent.Group read(List<Map.Entry<String, String>> fields) {
        var root = new Sent.Group();
        for (var field : fields) put(root, field.getKey(), field.getValue());
        return root;
    }

    private static Sent.Group read(String text) {
        var root = new Sent.Group();
        if (text.isEmpty()) return root;
        for (var field : fields(text)) put(root, field.getKey(), field.getValue());
        return root;
    }

    private static List<Map.Entry<String, String>> fields(String text) {
        try {
            var fields = FormParser.parse(text);
            if (fields.size() <= MAX_PARAMETERS) return fields;
        } catch (HttpException tooMany) {
            throw ApiError.invalid(tooMany.getMessage() + "");
        }
        throw ApiError.invalid("A request has at most " + MAX_PARAMETERS + " parameters.");
    }

    private static void put(Sent.Group root, String key, String value) {
        int bracket = key.indexOf('[');
        if (bracket <= 0 || !key.endsWith("]")) {
            putText(root, new String[] {key}, 0, value);
            return;
        }
        var path = path(key, bracket);
        put(root, path, 0, value);
    }

    /** The parts of {@code a[b][]}: a, b and an empty one. */
    private static String[] path(String key, int bracket) {
        var path = new ArrayList<String>();
        path.add(key.substring(0, bracket));
        for (int from = bracket; from < key.length(); ) {
            int close = key.indexOf("][", from);
            if (close < 0) close = key.length() - 1;
            path.add(key.substring(from + 1, close));
            from = close + 1;
        }
        if (path.size() > MAX_NESTING + 1)
            throw ApiError.parameterInvalid(
                    ApiError.echo(path.getFirst()),
                    "Parameters nest at most " + MAX_NESTING + " deep.");
        return path.toArray(String[]::new);
    }

    private static void put(Sent.Group group, String[] path, int at, String value) {
        var name = path[at];
        boolean last = at == path.length - 1;
        if (name.isEmpty() && at > 0) {
            append(group, path, at, value);
        } else if (last) {
            putText(group, path, at, value);
        } else {
            put(inner(group, path, at), path, at + 1, value);
        }
    }

    private static void append(Sent.Group group, String[] path, int at, String value) {
        if (at == path.length - 1) {
            group.append(new Sent.Text(value));
            return;
        }
        if (group.hasAppended()
                && group.lastAppended() instanceof Sent.Group open
                && !stands(open, path, at + 1)) {
            put(open, path, at + 1, value);
            return;
        }
        var element = new Sent.Group();
        group.append(element);
        put(element, path, at + 1, value);
    }

    /** Whether an element has this very name already, so that a new one begins. */
    private static boolean stands(Sent.Group element, String[] path, int at) {
        if (path[at].isEmpty()) return false;
        var there = element.entries().get(path[at]);
        if (there == null) return false;
        if (at == path.length - 1) return true;
        return !(there instanceof Sent.Group group) || stands(group, path, at + 1);
    }

    private static Sent.Group inner(Sent.Group group, String[] path, int at) {
        return switch (group.entries().get(path[at])) {
            case null -> {
                var made = new Sent.Group();
                group.put(path[at], made);
                yield made;
            }
            case Sent.Group there -> there;
            case Sent.Text text -> throw mixed(path, at);
        };
    }

    private static void putText(Sent.Group group, String[] path, int at, String value) {
        if (group.entries().get(path[at]) instanceof Sent.Group) throw mixed(path, at);
        group.put(path[at], new Sent.Text(value));
    }

    private static ApiError mixed(String[] path, int at) {
        var param = new StringBuilder(path[0]);
        for (int i = 1; i <= at; i++) param.append('[').append(path[i]).append(']');
        return ApiError.parameterInvalid(ApiError.echo(param.toString()), "Invalid object/array");
    }
}
