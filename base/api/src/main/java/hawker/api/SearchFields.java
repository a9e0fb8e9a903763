package hawker.api;

import hawker.api.SearchQuery.Clause;
import hawker.api.SearchQuery.Op;
import hawker.api.SearchQuery.Value;
import hawker.kernel.IdCodec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * @param among a condition that holds for every row that has the value that is asked for, which
     *     each of its question marks stands for, and that an index answers; empty where none is
     *     kept
     * @param ids of a time: the rows' id column and prefix, which sort by time; empty elsewhere
     */
    private record Field(Kind kind, String sql, String among, Optional<Ids> ids) {
        Field(Kind kind, String sql) {
            this(kind, sql, "", Optional.empty());
        }
    }

    private record Ids(String column, String prefix) {}

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

    /**
     * The same of rows whose ids sort by the time they were made: only ids that can be as old are
     * looked at.
     *
     * @param column of the ids
     * @param prefix of the ids: {@code pi_}
     */
    public SearchFields time(String name, String sql, String column, String prefix) {
        var ids = Optional.of(new Ids(column, prefix));
        return add(name, new Field(Kind.TIME, sql, "", ids));
    }

    /** {@code metadata["key"]}: the SQL gives a jsonb object, or null where there is none. */
    public SearchFields metadata(String sql) {
        return metadata(sql, "");
    }

    /**
     * The same where an index of {@link #words} is kept, since a seller has too many rows to read
     * them all.
     *
     * @param among a condition that holds for every row that has the value that is asked for, which
     *     each of its question marks stands for, and that an index answers
     */
    public SearchFields metadata(String sql, String among) {
        return add("metadata", new Field(Kind.TOKEN, sql, among, Optional.empty()));
    }

    /** What a row's index of metadata holds: the words of all values of a jsonb object. */
    public static String words(String metadata) {
        return "jsonb_to_tsvector('simple', " + metadata + ", '[\"string\"]')";
    }

    /** That those words are among a row's; a question mark for the value. */
    public static String hasWords(String metadata) {
        return words(metadata) + " @@ plainto_tsquery('simple', ?)";
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
        if (field.among.isEmpty() || !hasWord(clause.value()))
            return condition(clause, field, values);
        for (int at = field.among.indexOf('?'); at >= 0; at = field.among.indexOf('?', at + 1))
            values.add(textOf(clause.value()));
        return "(" + field.among + " and " + condition(clause, field, values) + ")";
    }

    private static String condition(Clause clause, Field field, List<Object> values) {
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
            case TIME -> time(clause, field, values);
        };
    }

    /**
     * Whether PostgreSQL's parser surely finds a word in a value: it sees none in signs alone, and
     * none in what looks like a tag or an entity.
     */
    private static boolean hasWord(Value value) {
        var text = textOf(value);
        return text.chars().anyMatch(SearchFields::isAsciiWord)
                && text.indexOf('<') < 0
                && text.indexOf('&') < 0;
    }

    private static boolean isAsciiWord(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /** PostgreSQL changes case and cuts words on both sides, so that both follow one rule. */
    private static String text(Clause clause, String sql, List<Object> values) {
        var wanted = textOf(clause.value());
        if (clause.op() == Op.EXACT)
            return bind(
                    values,
                    wanted,
                    "strpos(' ' || "
                            + plainWords(sql)
                            + " || ' ', ' ' || "
                            + plainWords("?")
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
    private static String plainWords(String sql) {
        return "btrim(regexp_replace(lower(" + sql + "), '[^[:alnum:]]+', ' ', 'g'))";
    }

    private static String time(Clause clause, Field field, List<Object> values) {
        var second = number(clause);
        if (second.scale() > 0 || second.signum() < 0 || second.compareTo(LATEST) >= 0)
            throw wrong("Field `" + clause.field() + "` is compared with unix seconds");
        var from = Instant.ofEpochSecond(second.longValueExact());
        var after = from.plusSeconds(1);
        return switch (clause.op()) {
            case MORE -> since(after, field, values);
            case AT_LEAST -> since(from, field, values);
            case LESS -> until(from, field, values);
            case AT_MOST -> until(after, field, values);
            case EXACT, SUBSTRING ->
                    "(" + since(from, field, values) + " and " + until(after, field, values) + ")";
        };
    }

    private static String since(Instant from, Field field, List<Object> values) {
        return bound(field, values, " >= ?", from, " > ?", IdCodec.bodyBelow(from));
    }

    private static String until(Instant before, Field field, List<Object> values) {
        return bound(field, values, " < ?", before, " < ?", IdCodec.bodyAbove(before));
    }

    /** A bound of a time, and the one of ids that holds for every row within it. */
    private static String bound(
            Field field, List<Object> values, String time, Instant at, String id, String body) {
        var condition = bind(values, at, "(" + field.sql + ")" + time);
        if (field.ids.isEmpty()) return condition;
        var ids = field.ids.get();
        return "(" + condition + bind(values, ids.prefix + body, " and " + ids.column + id) + ")";
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
