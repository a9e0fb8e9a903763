package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.UserId;
import hawker.platform.GroupCommit.Insert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One table as the writers see it: its statement, and how rows become one array a column.
 *
 * <p>Arrays of primitives go to the server in binary form without a detour over text. Types that
 * the driver has no fast array for (jsonb, timestamptz, date, numeric) travel as text and are cast
 * in the statement.
 */
final class CommitTable {

    private enum Form {
        LONG,
        INT,
        FLAG,
        BYTES,
        TEXT
    }

    private record Column(String name, String type, Form form) {

        static Column of(String pair) {
            int space = pair.indexOf(' ');
            if (space < 1) throw new IllegalArgumentException("not \"name type\": " + pair);
            var type = pair.substring(space + 1).strip().toLowerCase(Locale.ROOT);
            return new Column(pair.substring(0, space), type, form(type));
        }

        private static Form form(String type) {
            return switch (type) {
                case "bigint" -> Form.LONG;
                case "int", "integer", "smallint" -> Form.INT;
                case "boolean" -> Form.FLAG;
                case "bytea" -> Form.BYTES;
                default -> Form.TEXT;
            };
        }

        String parameter() {
            return switch (form) {
                case LONG -> "?::bigint[]";
                case INT -> "?::int[]";
                case FLAG -> "?::boolean[]";
                case BYTES -> "?::bytea[]";
                case TEXT -> "?::text[]";
            };
        }

        String value() {
            return form == Form.TEXT && !type.equals("text")
                    ? "u." + name + "::" + type
                    : "u." + name;
        }
    }

    private final Insert insert;
    private final List<Column> columns;
    private final String sql;

    CommitTable(Insert insert) {
        this.insert = insert;
        this.columns = insert.columns().stream().map(Column::of).toList();
        if (insert.adds()
                && columns.stream().skip(insert.keys().size()).anyMatch(c -> c.form() != Form.LONG))
            throw new IllegalArgumentException("sums are bigint: " + insert);
        this.sql = insert.adds() ? adding() : guarded();
    }

    Insert insert() {
        return insert;
    }

    /** The statement; its parameters are the columns' arrays, and for a guarded one the count. */
    String sql() {
        return sql;
    }

    int columnCount() {
        return columns.size();
    }

    private String guarded() {
        return "with q as (insert into "
                + insert.table()
                + rows()
                + " on conflict do nothing returning 1)"
                + " select 1/(count(*) = ?)::int from q";
    }

    private String adding() {
        var keys = columns.subList(0, insert.keys().size());
        var sums = columns.subList(insert.keys().size(), columns.size());
        return "insert into "
                + insert.table()
                + " as t"
                + rows()
                + " on conflict ("
                + names(keys)
                + ") do update set "
                + sums.stream()
                        .map(c -> c.name() + " = t." + c.name() + " + excluded." + c.name())
                        .collect(Collectors.joining(", "));
    }

    private String rows() {
        return " ("
                + names(columns)
                + ") select "
                + columns.stream().map(Column::value).collect(Collectors.joining(", "))
                + " from unnest("
                + columns.stream().map(Column::parameter).collect(Collectors.joining(", "))
                + ") as u("
                + names(columns)
                + ")";
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The rows as they are written: as given, or added up by key and in key order. */
    List<@Nullable Object[]> gathered(List<@Nullable Object[]> rows) {
        if (!insert.adds()) return rows;
        int keys = insert.keys().size();
        var sums = new HashMap<List<Object>, @Nullable Object[]>();
        for (var row : rows) {
            var key = new ArrayList<Object>(keys);
            for (int i = 0; i < keys; i++) key.add(comparable(plain(row[i])));
            var known = sums.get(key);
            if (known == null) sums.put(key, row.clone());
            else
                for (int i = keys; i < row.length; i++)
                    known[i] = Math.addExact(number(known[i]), number(row[i]));
        }
        return sums.entrySet().stream()
                .sorted((a, b) -> compare(a.getKey(), b.getKey()))
                .<@Nullable Object[]>map(e -> e.getValue())
                .toList();
    }

    /** One column of rows as an array that the driver sends in binary form. */
    Object array(int column, List<@Nullable Object[]> rows) {
        return switch (columns.get(column).form()) {
            case LONG -> longs(column, rows);
            case INT -> ints(column, rows);
            case FLAG -> boxed(column, rows, Boolean[]::new, v -> v);
            case BYTES -> boxed(column, rows, byte[][]::new, v -> v);
            case TEXT -> boxed(column, rows, String[]::new, Object::toString);
        };
    }

    private static Object longs(int column, List<@Nullable Object[]> rows) {
        var array = new long[rows.size()];
        for (int i = 0; i < array.length; i++) {
            var value = plain(rows.get(i)[column]);
            if (value == null) return boxed(column, rows, Long[]::new, CommitTable::number);
            array[i] = number(value);
        }
        return array;
    }

    private static Object ints(int column, List<@Nullable Object[]> rows) {
        var array = new int[rows.size()];
        for (int i = 0; i < array.length; i++) {
            var value = plain(rows.get(i)[column]);
            if (value == null)
                return boxed(column, rows, Integer[]::new, v -> Math.toIntExact(number(v)));
            array[i] = Math.toIntExact(number(value));
        }
        return array;
    }

    private interface Convert {
        Object apply(Object value);
    }

    @SuppressWarnings("NullAway") // an array element may be null: it becomes SQL's null
    private static Object boxed(
            int column,
            List<@Nullable Object[]> rows,
            IntFunction<Object[]> make,
            Convert convert) {
        var array = make.apply(rows.size());
        for (int i = 0; i < array.length; i++) {
            var value = plain(rows.get(i)[column]);
            array[i] = value == null ? null : convert.apply(value);
        }
        return array;
    }

    /** The value inside the types that rooms use. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> maybe -> plain(maybe.orElse(null));
            case AccountId account -> account.number();
            case UserId user -> user.number();
            case Currency currency -> currency.code();
            case Tx.Json json -> json.text();
            default -> value;
        };
    }

    private static long number(@Nullable Object value) {
        if (plain(value) instanceof Number number) return number.longValue();
        throw new IllegalArgumentException("not a number: " + value);
    }

    private static Object comparable(@Nullable Object key) {
        return switch (key) {
            case Number number -> number.longValue();
            case String text -> text;
            case null, default -> throw new IllegalArgumentException("not a key of sums: " + key);
        };
    }

    private static int compare(List<Object> a, List<Object> b) {
        for (int i = 0; i < a.size(); i++) {
            int order =
                    a.get(i) instanceof Long left
                            ? Long.compare(left, (Long) b.get(i))
                            : ((String) a.get(i)).compareTo((String) b.get(i));
            if (order != 0) return order;
        }
        return 0;
    }
}
