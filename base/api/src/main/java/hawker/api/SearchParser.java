package hawker.api;

import hawker.api.SearchQuery.Clause;
import hawker.api.SearchQuery.Op;
import hawker.api.SearchQuery.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;

/** Reads a search query from left to right; the grammar stands above {@link SearchQuery}. */
final class SearchParser {

    private static final int MAX_DIGITS = 18;

    private final String text;
    private int at;

    SearchParser(String text) {
        this.text = text;
    }

    SearchQuery parse() {
        var clauses = new ArrayList<Clause>();
        Optional<Boolean> any = Optional.empty();
        skipSpace();
        if (atEnd()) throw wrong("the query is empty");
        while (true) {
            clauses.add(clause());
            if (clauses.size() > SearchQuery.MAX_CLAUSES)
                throw wrong("a query has at most " + SearchQuery.MAX_CLAUSES + " clauses");
            boolean space = skipSpace();
            if (atEnd()) return new SearchQuery(clauses, any.orElse(false));
            if (!space) throw wrong("a space is missing between two clauses");
            boolean or = takeWord("OR");
            if (!or) takeWord("AND");
            if (any.isPresent() && any.get() != or) throw wrong("AND and OR cannot be mixed");
            any = Optional.of(or);
            skipSpace();
        }
    }

    private Clause clause() {
        boolean negated = take('-');
        var field = field();
        var key = take('[') ? key(field) : "";
        if (field.equals("metadata") && key.isEmpty())
            throw wrong("metadata is searched by key: metadata[\"key\"]:\"value\"");
        skipSpace();
        var op = op();
        skipSpace();
        var value = value();
        if (value instanceof Value.Null && op != Op.EXACT)
            throw wrong("null can only be compared with ':'");
        return new Clause(negated, field, key, op, value);
    }

    private String field() {
        int start = at;
        while (!atEnd() && isNamePart(text.charAt(at))) at++;
        if (at == start) throw wrong("a field is expected");
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private String key(String field) {
        if (!field.equals("metadata")) throw wrong("only metadata has keys in brackets");
        if (atEnd() || !isQuote(text.charAt(at))) throw wrong("a quoted key is expected");
        var key = quoted();
        if (key.isEmpty()) throw wrong("the key is empty");
        if (!take(']')) throw wrong("']' is expected");
        return key;
    }

    private Op op() {
        if (take(':')) return Op.EXACT;
        if (take('~')) return Op.SUBSTRING;
        if (take('>')) return take('=') ? Op.AT_LEAST : Op.MORE;
        if (take('<')) return take('=') ? Op.AT_MOST : Op.LESS;
        throw wrong("one of : ~ > < >= <= is expected");
    }

    private Value value() {
        if (atEnd()) throw wrong("a value is expected");
        if (isQuote(text.charAt(at))) return new Value.Text(quoted());
        int start = at;
        while (!atEnd() && !isSpace(text.charAt(at))) at++;
        var word = text.substring(start, at);
        if (word.equals("null")) return new Value.Null();
        if (word.equals("true") || word.equals("false")) return new Value.Text(word);
        if (word.length() <= MAX_DIGITS && word.matches("-?[0-9]+(\\.[0-9]+)?"))
            return new Value.Figure(new BigDecimal(word));
        at = start;
        throw wrong("texts stand in quotes, and this is no number");
    }

    private String quoted() {
        char quote = text.charAt(at++);
        var value = new StringBuilder();
        while (!atEnd() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
            value.append(text.charAt(at++));
        }
        if (atEnd()) throw wrong("a quote is not closed");
        at++;
        return value.toString();
    }

    /** Takes a keyword that stands alone, in any case. */
    private boolean takeWord(String word) {
        int end = at + word.length();
        boolean here = text.regionMatches(true, at, word, 0, word.length());
        if (!here || end >= text.length() || !isSpace(text.charAt(end))) return false;
        at = end;
        return true;
    }

    private boolean take(char c) {
        if (atEnd() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private boolean skipSpace() {
        int start = at;
        while (!atEnd() && isSpace(text.charAt(at))) at++;
        return at > start;
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private ApiError wrong(String why) {
        return ApiError.parameterInvalid(
                "query",
                "We were unable to parse your search query: "
                        + why
                        + " (at character "
                        + (at + 1)
                        + ").");
    }
}
