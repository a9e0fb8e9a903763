package hawker.api;

import hawker.api.SearchQuery.Clause;
import hawker.api.SearchQuery.Op;
import hawker.api.SearchQuery.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a resource can be searched by: names of the API, each with its kind and with the SQL
 * expression of the room that has it. A query becomes a condition with bound values; nothing that a
 * caller sends ever becomes part of a statement's text.
 *
 * <p>An expression stands in parentheses and may be used more than once.
 */
public final class SearchFields {

    private static final int LEAST_SUBSTRING = 3;

    /** Unix seconds that PostgreSQL's timestamps hold with certainty: to the year 9999. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    private enum Kind {
        /** Compared as a whole, letter case ignored. */
        TOKEN(List.of(Op.EXACT)),
        /** Words in order, or a part. */
        TEXT(List.of(Op.EXACT, Op.SUBSTRING)),
        NUMBER(List.of(Op.EXACT, Op.MORE, Op.LESS, Op.AT_LEAST, Op.AT_MOST)),
        /** A timestamp, asked for in unix seconds. */
        TIME(List.of(Op.EXACT, Op.MORE, Op.LESS, Op.AT_LEAST, Op.AT_MOST));

        private final List<Op> ops;

        Kind(List<Op> ops) {
            this.ops = ops;
        }
    }

    private record Field(Kind kind, String sql) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Nothing yet; add fields to it. */
    public SearchFields() {}

    /** A field that is compared as a whole and without regard to case; the SQL gives a text. */
    public SearchFields token(String name, String sql) {
        return add(name, new Field(Kind.TOKEN, sql));
    }

    /** A field of which words (in order) or a part of three letters can be asked; SQL: a text. */
    public SearchFields text(String name, String sql) {
        return add(name, new Field(Kind.TEXT, sql));
    }

    /** A field that is more or less than another; the SQL gives a number. */
    public SearchFields number(String name, String sql) {
        return add(name, new Field(Kind.NUMBER, sql));
    }

    /** The same in unix seconds; the SQL gives a timestamp with time zone. */
    public SearchFields time(String name, String sql) {
        return add(name, new Field(Kind.TIME, sql));
    }

    /** {@code metadata["key"]}: the SQL gives a jsonb object, or null where there is none. */
    public SearchFields metadata(String sql) {
        return add("metadata", new Field(Kind.TOKEN, sql));
    }

    private SearchFields add(String name, Field field) {
        if (fields.put(name, field) != null)
            throw new IllegalArgumentException("declared twice: " + name);
        return this;
    }

    /** A condition and the values of its question marks, in order. */
    record Where(String sql, List<Object> values) {
        Where {
            values = List.copyOf(values);
        }
    }

    /**
     * The condition of a query.
     *
     * @throws ApiError 400, param query: a field that is not there, or an operator or value that
     *     does not fit it
     */
    Where where(SearchQuery query) {
        var parts = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (var clause : query.clauses()) {
            var condition = condition(clause, values);
            // A field that is not there equals nothing; so its negation holds.
            parts.add(clause.negated() ? "not coalesce(" + condition + ", false)" : condition);
        }
        return new Where("(" + String.join(query.any() ? " or " : " and ", parts) + ")", values);
    }

    private String condition(Clause clause, List<Object> values) {
        var field = fields.get(clause.field());
        if (field == null)
            throw wrong("Field `" + ApiError.echo(clause.field()) + "` is not searchable here");
        if (!field.kind.ops.contains(clause.op()))
            throw wrong(
                    "Field `"
                            + clause.field()
                            + "` does not support the operator `"
                            + clause.op().sign()
                            + "`");
        var sql = "(" + field.sql + ")";
        if (!clause.key().isEmpty()) {
            sql = "(" + sql + " ->> ?)";
            values.add(clause.key());
        }
        if (clause.value() instanceof Value.Null) return sql + " is null";
        return switch (field.kind) {
            case TOKEN -> bind(values, textOf(clause.value()), "lower(" + sql + ") = lower(?)");
            case TEXT -> text(clause, sql, values);
            case NUMBER ->
                    bind(
                            values,
                            number(clause).toPlainString(),
                            sql + sign(clause.op()) + "?::numeric");
            case TIME -> time(clause, sql, values);
        };
    }

    /** PostgreSQL changes case and cuts words on both sides, so that both follow one rule. */
    private static String text(Clause clause, String sql, List<Object> values) {
        var wanted = textOf(clause.value());
        if (clause.op() == Op.EXACT)
            return bind(
                    values,
                    wanted,
                    "strpos(' ' || "
                            + words(sql)
                            + " || ' ', ' ' || "
                            + words("?")
                            + " || ' ') > 0");
        if (wanted.length() < LEAST_SUBSTRING)
            throw wrong(
                    "A substring has at least "
                            + LEAST_SUBSTRING
                            + " characters: `"
                            + clause.field()
                            + "`");
        return bind(values, wanted, "strpos(lower(" + sql + "), lower(?)) > 0");
    }

    /** Words are letters and digits; whatever stands between them counts as one space. */
    private static String words(String sql) {
        return "btrim(regexp_replace(lower(" + sql + "), '[^[:alnum:]]+', ' ', 'g'))";
    }

    private static String time(Clause clause, String sql, List<Object> values) {
        var second = number(clause);
        if (second.scale() > 0 || second.signum() < 0 || second.compareTo(LATEST) >= 0)
            throw wrong("Field `" + clause.field() + "` is compared with unix seconds");
        var from = Instant.ofEpochSecond(second.longValueExact());
        var after = from.plusSeconds(1);
        return switch (clause.op()) {
            case MORE -> bind(values, after, sql + " >= ?");
            case AT_LEAST -> bind(values, from, sql + " >= ?");
            case LESS -> bind(values, from, sql + " < ?");
            case AT_MOST -> bind(values, after, sql + " < ?");
            case EXACT, SUBSTRING -> {
                values.add(from);
                values.add(after);
                yield "(" + sql + " >= ? and " + sql + " < ?)";
            }
        };
    }

    private static String bind(List<Object> values, Object value, String condition) {
        values.add(value);
        return condition;
    }

    private static String sign(Op op) {
        return switch (op) {
            case EXACT, SUBSTRING -> " = ";
            case MORE, LESS, AT_LEAST, AT_MOST -> " " + op.sign() + " ";
        };
    }

    private static String textOf(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Figure(var number) -> number.toPlainString();
            case Value.Null ignored -> "";
        };
    }

    private static BigDecimal number(Clause clause) {
        var text = textOf(clause.value());
        if (!text.matches("-?[0-9]{1,17}(\\.[0-9]{1,12})?"))
            throw wrong("Field `" + clause.field() + "` is compared with numbers");
        return new BigDecimal(text);
    }

    private static ApiError wrong(String why) {
        return ApiError.parameterInvalid("query", why + ".");
    }
}
