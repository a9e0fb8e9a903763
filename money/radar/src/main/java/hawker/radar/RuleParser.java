package hawker.radar;

import hawker.kernel.Currency;
import hawker.radar.OwnRule.Verb;
import hawker.radar.Predicate.Kind;
import hawker.radar.Predicate.Operator;
import hawker.radar.Predicate.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a rule in the language of Stripe's rules, and says what is wrong and where.
 *
 * <pre>
 * rule       = ("Block" | "Allow" | "Review" | "Request 3D Secure") "if" either
 * either     = both { ("or" | "||") both }
 * both       = one { ("and" | "&amp;&amp;") one }
 * one        = ("not" | "!") one | "(" either ")" | "is_missing" "(" term ")" | comparison
 * comparison = term                                   a flag
 *            | term ("=" | "!=") value
 *            | term ("&lt;" | "&lt;=" | "&gt;" | "&gt;=") number
 *            | term ["not"] "in" ("@" alias | "(" value { "," value } ")")
 *            | term ("includes" | "like") text
 * term       = ":" attribute ":" | "::" metadata key "::"
 * value      = 'text' | "text" | number | true | false
 * </pre>
 *
 * Words may be written in capitals or not.
 */
final class RuleParser {

    static final int LONGEST = 1_000;

    /** As the lists that everybody has are named. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of("customer_id", "customer", "client_ip_address", "ip_address");

    /** Brackets within brackets; more is no rule that anybody reads. */
    private static final int DEEPEST = 20;

    /** What came of a text. */
    sealed interface Parsed {}

    /**
     * A rule.
     *
     * @param when the words after "if"
     * @param aliases of the lists it looks into
     * @param unkept attributes that are not kept with payments
     */
    record Read(
            Verb verb, Predicate predicate, String when, Set<String> aliases, Set<String> unkept)
            implements Parsed {
        Read {
            aliases = Set.copyOf(aliases);
            unkept = Set.copyOf(unkept);
        }
    }

    /**
     * No rule.
     *
     * @param at where it stops being one, from 0
     */
    record Wrong(int at, String says) implements Parsed {}

    private record Token(Type type, String text, int at) {}

    private enum Type {
        TERM,
        TEXT,
        NUMBER,
        ALIAS,
        SIGN,
        WORD,
        END
    }

    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;
        final int at;

        Mistake(int at, String says) {
            super(says);
            this.at = at;
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<term>::[^:\\s][^:]{0,38}::|:[A-Za-z0-9_]{1,80}:)"
                            + "|(?<text>'[^']*'|\"[^\"]*\")"
                            + "|(?<number>-?[0-9]{1,15}(?:\\.[0-9]{1,6})?)(?![A-Za-z])"
                            + "|(?<alias>@[A-Za-z0-9_]{1,100})"
                            + "|(?<sign>!=|<=|>=|&&|\\|\\||[=<>!(),])"
                            + "|(?<word>[A-Za-z0-9_]{1,40})");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Set<String> unkept = new TreeSet<>();
    private int next;
    private int depth;

    private RuleParser(String text) {
        this.text = text;
    }

    static Parsed parse(String text) {
        if (text.length() > LONGEST)
            return new Wrong(LONGEST, "A rule can have up to " + LONGEST + " characters.");
        try {
            return new RuleParser(text).rule();
        } catch (Mistake mistake) {
            return new Wrong(mistake.at, String.valueOf(mistake.getMessage()));
        }
    }

    private Read rule() throws Mistake {
        cut();
        var verb = verb();
        if (!take("if"))
            throw new Mistake(peek().at, "After “" + verb.words + "” comes “if”: " + example(verb));
        int from = peek().at;
        if (peek().type == Type.END) throw new Mistake(from, "Say when: " + example(verb));
        var when = either();
        var rest = peek();
        if (rest.type != Type.END)
            throw new Mistake(
                    rest.at, "“" + rest.text + "” is one thing too many: join with “and” or “or”.");
        return new Read(verb, when, text.substring(from).strip(), aliases, unkept);
    }

    private static String example(Verb verb) {
        return verb.words + " if :card_country: != 'US'";
    }

    private void cut() throws Mistake {
        var matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            if (!matcher.region(at, text.length()).lookingAt()) throw unreadable(at);
            tokens.add(token(matcher, at));
            at = matcher.end();
        }
        tokens.add(new Token(Type.END, "", text.length()));
    }

    private Mistake unreadable(int at) {
        var says =
                switch (text.charAt(at)) {
                    case '\'', '"' ->
                            "This text has no end: close it with the same quotation mark.";
                    case ':' -> "An attribute stands between colons, as in :card_country:.";
                    case '@' -> "A list is named by its alias, as in @email_blocklist.";
                    default -> "“" + text.charAt(at) + "” means nothing here.";
                };
        return new Mistake(at, says);
    }

    private static Token token(Matcher found, int at) {
        for (var type : List.of(Type.TERM, Type.TEXT, Type.NUMBER, Type.ALIAS, Type.SIGN)) {
            var part = found.group(type.name().toLowerCase(Locale.ROOT));
            if (part != null) return new Token(type, part, at);
        }
        return new Token(Type.WORD, found.group(), at);
    }

    private Verb verb() throws Mistake {
        for (var verb : Verb.values()) {
            int before = next;
            boolean all = Arrays.stream(verb.words.split(" ")).allMatch(this::take);
            if (all) return verb;
            next = before;
        }
        throw new Mistake(
                peek().at,
                "A rule begins with “Block if”, “Allow if”, “Review if” or “Request 3D Secure if”.");
    }

    private Predicate either() throws Mistake {
        if (++depth > DEEPEST) throw new Mistake(peek().at, "Too many brackets within brackets.");
        var left = both();
        while (take("or") || take("||")) left = new Predicate.Either(left, both());
        depth--;
        return left;
    }

    private Predicate both() throws Mistake {
        var left = one();
        while (take("and") || take("&&")) left = new Predicate.Both(left, one());
        return left;
    }

    private Predicate one() throws Mistake {
        boolean not = false;
        while (take("not") || take("!")) not = !not;
        var found = bare();
        return not ? new Predicate.Not(found) : found;
    }

    private Predicate bare() throws Mistake {
        if (take("(")) {
            var inner = either();
            close();
            return inner;
        }
        if (take("is_missing")) {
            if (!take("(")) throw new Mistake(peek().at, "Write is_missing(:email:).");
            var term = term();
            close();
            return new Predicate.IsMissing(term);
        }
        return comparison();
    }

    private void close() throws Mistake {
        if (!take(")")) throw new Mistake(peek().at, "A bracket is open: close it with “)”.");
    }

    private Predicate comparison() throws Mistake {
        var at = peek();
        var term = term();
        if (take("not")) {
            if (take("in")) return in(term, false);
            throw new Mistake(peek().at, "After “not” comes “in”, and a list.");
        }
        if (take("in")) return in(term, true);
        if (take("includes")) return new Predicate.Like(term, "%" + plain(term) + "%");
        if (take("like")) return new Predicate.Like(term, text(term, "like"));
        for (var operator : Operator.values())
            if (take(operator.sign)) return compared(term, operator);
        if (term.kind() == Kind.FLAG) return new Predicate.IsSo(term, true);
        throw new Mistake(
                peek().at, "Compare " + at.text + " with something: =, !=, <, >, in, like.");
    }

    private String plain(Term term) throws Mistake {
        int at = peek().at;
        var part = text(term, "includes");
        if (part.indexOf('%') >= 0)
            throw new Mistake(at, "“includes” looks for this text as it is: % is for “like”.");
        return part;
    }

    private Predicate compared(Term term, Operator operator) throws Mistake {
        boolean equality = operator == Operator.EQUAL || operator == Operator.UNEQUAL;
        boolean wanted = operator == Operator.EQUAL;
        return switch (term.kind()) {
            case NUMBER -> new Predicate.Compared(term, operator, number());
            case TEXT -> {
                if (!equality)
                    throw new Mistake(
                            tokens.get(next - 1).at, "Texts are compared with = or !=, or “in”.");
                yield new Predicate.OneOf(term, List.of(text(term, operator.sign)), wanted);
            }
            case FLAG -> {
                boolean yes = take("true");
                if (!equality || !(yes || take("false")))
                    throw new Mistake(peek().at, "A flag is = true or = false.");
                yield new Predicate.IsSo(term, yes == wanted);
            }
        };
    }

    private Predicate in(Term term, boolean wanted) throws Mistake {
        if (term.kind() != Kind.TEXT)
            throw new Mistake(peek().at, "Lists hold texts; compare numbers with <, > and =.");
        var list = peek();
        if (list.type == Type.ALIAS) {
            next++;
            aliases.add(list.text.substring(1));
            return new Predicate.Listed(term, list.text.substring(1), wanted);
        }
        if (!take("("))
            throw new Mistake(list.at, "After “in” comes @a_list or ('some', 'texts').");
        var texts = new ArrayList<String>();
        do texts.add(text(term, "in"));
        while (take(","));
        close();
        return new Predicate.OneOf(term, texts, wanted);
    }

    private Term term() throws Mistake {
        var token = peek();
        if (token.type != Type.TERM)
            throw new Mistake(
                    token.at,
                    token.type == Type.END
                            ? "Something is missing here, as in :card_country: = 'US'."
                            : "“"
                                    + token.text
                                    + "” is no attribute: one stands between colons, as in"
                                    + " :card_country:.");
        next++;
        if (token.text.startsWith("::"))
            return new Predicate.Metadata(token.text.substring(2, token.text.length() - 2));
        var name = token.text.substring(1, token.text.length() - 1).toLowerCase(Locale.ROOT);
        var term = named(name, token.at);
        if (!term.kept()) unkept.add(":" + name + ":");
        return term;
    }

    private static Term named(String name, int at) throws Mistake {
        if (name.startsWith("amount_in_")) {
            var code = name.substring("amount_in_".length());
            return new Predicate.AmountIn(
                    Currency.parse(code)
                            .orElseThrow(() -> new Mistake(at, "“" + code + "” is no currency.")));
        }
        var usual = OTHER_NAMES.getOrDefault(name, name);
        for (var each : Predicate.Attribute.values()) if (each.word().equals(usual)) return each;
        throw new Mistake(at, ":" + name + ": is no attribute. Did you mean :" + like(name) + ":?");
    }

    /** The attribute whose name is the fewest changes away. */
    private static String like(String name) {
        return Arrays.stream(Predicate.Attribute.values())
                .map(Predicate.Attribute::word)
                .min(Comparator.comparingInt(word -> changes(name, word)))
                .orElse("card_country");
    }

    private static int changes(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private String text(Term term, String before) throws Mistake {
        if (term.kind() != Kind.TEXT)
            throw new Mistake(peek().at, "“" + before + "” is for texts.");
        var token = peek();
        if (token.type != Type.TEXT)
            throw new Mistake(token.at, "After “" + before + "” comes a text in quotes: 'US'.");
        next++;
        return token.text.substring(1, token.text.length() - 1);
    }

    private BigDecimal number() throws Mistake {
        var token = peek();
        if (token.type != Type.NUMBER)
            throw new Mistake(token.at, "A number is missing here, without quotes: 500 or 12.50.");
        next++;
        return new BigDecimal(token.text);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean take(String word) {
        var token = peek();
        boolean is =
                (token.type == Type.WORD || token.type == Type.SIGN || token.type == Type.NUMBER)
                        && token.text.equalsIgnoreCase(word);
        if (is) next++;
        return is;
    }
}
