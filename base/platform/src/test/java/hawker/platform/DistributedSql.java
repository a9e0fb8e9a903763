package hawker.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Refuses, in every test, statements that would fail or lie on a distributed database. It reads
 * words, not grammar: what it lets through may still be wrong (the hash profile and the schema test
 * see more), what it refuses is wrong.
 *
 * <ol>
 *   <li>Tables are named with their schema, and stand in their room's distribution.txt.
 *   <li>A statement on a table of kind account, user or name has {@code column =} for its
 *       distribution column, or is an INSERT whose first column it is, or says {@code /* across:
 *       REASON} in a comment.
 *   <li>Rows are locked (FOR UPDATE, FOR SHARE) only with {@code column =}.
 *   <li>No advisory locks, LISTEN, NOTIFY, MERGE, sequences, temporary tables, session settings,
 *       DDL.
 * </ol>
 */
final class DistributedSql implements SqlGate {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|--[^\n]*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern ACROSS = Pattern.compile("/\\*\\s*across:\\s*\\S");
    private static final Pattern TOKEN =
            Pattern.compile("[a-z_][a-z0-9_$]*(?:\\.[a-z_][a-z0-9_$]*)*|[0-9.]+|[(),;=?*]|\\S");
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "\\b(pg_(try_)?advisory\\w*|nextval|listen|notify|unlisten|merge|truncate|vacuum)\\b"
                            + "|^\\s*(create|alter|drop|set|reset|lock|copy|do|call|grant|revoke)\\b");
    private static final Set<String> FUNCTIONS_WITH_FROM =
            Set.of("extract", "substring", "trim", "overlay", "position");
    private static final Set<String> NOT_TABLES =
            Set.of("select", "lateral", "only", "values", "unnest", "set", "nothing");

    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();

    @Override
    public void check(String sql) {
        if (good.contains(sql)) return;
        var plain =
                LITERAL.matcher(COMMENT.matcher(sql).replaceAll(" "))
                        .replaceAll("''")
                        .toLowerCase(Locale.ROOT);
        if (FORBIDDEN.matcher(plain).find()) throw refused("not on a distributed database", sql);
        var tokens = TOKEN.matcher(plain).results().map(m -> m.group()).toList();
        boolean across = ACROSS.matcher(sql).find();
        for (var table : tables(tokens)) {
            var column = column(table, sql);
            if (column.isEmpty()) continue;
            boolean bound = bound(tokens, column) || inserts(tokens, table, column);
            if (!bound && !across) throw refused("no " + column + " = ? for " + table, sql);
            if (!bound
                    && plain.matches(
                            "(?s).*\\bfor\\s+(no\\s+key\\s+)?(update|(key\\s+)?share)\\b.*"))
                throw refused("locks rows of several owners", sql);
        }
        good.add(sql);
    }

    private String column(String table, String sql) {
        int dot = table.indexOf('.');
        if (dot < 0) throw refused("a table without schema: " + table, sql);
        var room = table.substring(0, dot);
        if (room.equals("pg_catalog") || room.equals("information_schema")) return "";
        var entry = manifest(room).tables().get(table.substring(dot + 1));
        // Tables that a test makes itself are not in a manifest.
        return entry == null ? "" : entry.column();
    }

    private Manifest manifest(String room) {
        return manifests.computeIfAbsent(
                room,
                name ->
                        Manifest.lines("hawker/" + name + "/schema/distribution.txt").isPresent()
                                ? Manifest.of(name)
                                : new Manifest(name, Map.of()));
    }

    /** Words after FROM, JOIN, INTO, UPDATE and after commas of a FROM list. */
    private static Set<String> tables(List<String> tokens) {
        var names = new HashSet<String>();
        var local = new HashSet<String>();
        for (int i = 1; i + 1 < tokens.size(); i++)
            if (tokens.get(i).equals("as")
                    && Set.of("(", "materialized", "not").contains(tokens.get(i + 1)))
                local.add(nameBefore(tokens, i));
        var functions = new ArrayList<Boolean>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.equals("("))
                functions.add(i > 0 && FUNCTIONS_WITH_FROM.contains(tokens.get(i - 1)));
            else if (token.equals(")") && !functions.isEmpty()) functions.removeLast();
            else if (opensTable(tokens, i)
                    && !(token.equals("from") && !functions.isEmpty() && functions.getLast()))
                list(tokens, i + 1, names);
        }
        names.removeAll(local);
        names.removeAll(NOT_TABLES);
        return names;
    }

    /** The name of a common table expression, {@code q as (} or {@code q (a, b) as (}. */
    private static String nameBefore(List<String> tokens, int as) {
        int i = as - 1;
        if (tokens.get(i).equals(")")) {
            while (i > 0 && !tokens.get(i).equals("(")) i--;
            i--;
        }
        return i >= 0 ? tokens.get(i) : "";
    }

    private static boolean opensTable(List<String> tokens, int i) {
        var before = i == 0 ? "" : tokens.get(i - 1);
        return switch (tokens.get(i)) {
            case "from" -> !before.equals("distinct");
            case "join", "into" -> true;
            case "using" -> before.startsWith("platform.") || tokens.getFirst().equals("delete");
            case "update" -> !Set.of("for", "do", "key").contains(before);
            default -> false;
        };
    }

    /** One table, or several with commas between, from a place on. */
    private static void list(List<String> tokens, int start, Set<String> names) {
        int i = start;
        while (i < tokens.size() && isName(tokens.get(i))) {
            boolean function =
                    i + 1 < tokens.size()
                            && tokens.get(i + 1).equals("(")
                            && !tokens.get(start - 1).equals("into");
            if (!function) names.add(tokens.get(i));
            i++;
            if (i < tokens.size() && tokens.get(i).equals("as")) i++;
            if (i < tokens.size()
                    && isName(tokens.get(i))
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).equals(",")) i++;
            if (i >= tokens.size()
                    || !tokens.get(i).equals(",")
                    || tokens.get(start - 1).equals("into")) return;
            i++;
        }
    }

    private static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    }

    private static boolean isColumn(String token, String column) {
        return token.equals(column) || token.endsWith("." + column);
    }

    /**
     * {@code column =}, {@code = column}, {@code column in}, {@code using (column}, {@code (column,
     * …) =|in}.
     */
    private static boolean bound(List<String> tokens, String column) {
        for (int i = 0; i < tokens.size(); i++) {
            if (!isColumn(tokens.get(i), column)) continue;
            var next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            var before = i == 0 ? "" : tokens.get(i - 1);
            if (next.equals("=") || next.equals("in") || before.equals("=")) return true;
            if (before.equals("(") && i > 1 && tokens.get(i - 2).equals("using")) return true;
            if (before.equals("(") && comparedTuple(tokens, i)) return true;
        }
        return false;
    }

    private static boolean comparedTuple(List<String> tokens, int i) {
        int end = tokens.subList(i, tokens.size()).indexOf(")");
        if (end < 0 || i + end + 1 >= tokens.size()) return false;
        var after = tokens.get(i + end + 1);
        return after.equals("=") || after.equals("in");
    }

    private static boolean inserts(List<String> tokens, String table, String column) {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (!tokens.get(i).equals("into") || !tokens.get(i + 1).equals(table)) continue;
            int open = tokens.subList(i, tokens.size()).indexOf("(");
            return open > 0 && isColumn(tokens.get(i + open + 1), column);
        }
        return false;
    }

    private static IllegalArgumentException refused(String why, String sql) {
        return new IllegalArgumentException("SQL gate: " + why + ":\n" + sql);
    }
}
