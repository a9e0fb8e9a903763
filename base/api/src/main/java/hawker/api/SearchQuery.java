package hawker.api;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a search query says, before anybody knows the fields (docs: the search query language):
 *
 * <pre>
 * query  = clause { (space | AND | OR) clause }     AND and OR are never mixed
 * clause = ["-"] field op value
 * field  = name{.name} | metadata["key"]
 * op     = ":" exact | "~" substring | "&gt;" "&lt;" "&gt;=" "&lt;="
 * value  = "quoted, \" escapes" | 'quoted' | number | null
 * </pre>
 *
 * @param any whether one clause is enough (OR); else all must hold
 */
record SearchQuery(List<Clause> clauses, boolean any) {

    static final int MAX_LENGTH = 500;
    static final int MAX_CLAUSES = 10;

    SearchQuery {
        clauses = List.copyOf(clauses);
    }

    /** How field and value are compared. */
    enum Op {
        EXACT(":"),
        SUBSTRING("~"),
        MORE(">"),
        LESS("<"),
        AT_LEAST(">="),
        AT_MOST("<=");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** What stands behind the operator. */
    sealed interface Value {
        record Text(String text) implements Value {}

        record Figure(BigDecimal number) implements Value {}

        /** Nothing: the field is not there. */
        record Null() implements Value {}
    }

    /**
     * One comparison.
     *
     * @param key of {@code metadata["key"]}; empty for every other field
     */
    record Clause(boolean negated, String field, String key, Op op, Value value) {
        Clause {
            if (!key.isEmpty() && !field.equals("metadata"))
                throw new IllegalArgumentException("only metadata has keys: " + field);
        }
    }

    /**
     * Reads a query.
     *
     * @throws ApiError 400, param query, saying at which character it stopped making sense
     */
    static SearchQuery parse(String text) {
        return new SearchParser(text).parse();
    }
}
