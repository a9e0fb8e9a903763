package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.platform.TestPlatform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What PostgreSQL finds for a query is what a filter in Java finds that was made beside the query's
 * text and never saw it. The seed is printed with a failure.
 */
class SearchLaws {

    private static final int ROUNDS = 600;
    private static final List<String> WORDS = List.of("Red", "blue", "a-1", "Zoë", "x%y_z", "ÉTÉ");

    /** What PostgreSQL's parser makes words of, and what it sees none in. */
    private static final List<String> VALUES =
            List.of(
                    "Red",
                    "order_00A-17",
                    "Zoë",
                    "日本",
                    "--- !",
                    "<b>",
                    "a<b>c",
                    "&amp;",
                    "B&B",
                    "x@Example.com",
                    "https://a.example/Path?q=1",
                    "3.50",
                    "1E5",
                    "550e8400-E29b-41d4",
                    "the quick-brown fox");

    private static final SearchFields FIELDS =
            new SearchFields()
                    .token("city", "t.city")
                    .text("name", "t.name")
                    .number("amount", "t.amount")
                    .time("created", "to_timestamp(t.created)")
                    .metadata("t.metadata::jsonb", SearchFields.hasWords("t.metadata::jsonb"));

    private final long seed = Long.getLong("laws.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    private record Thing(
            String id,
            Optional<String> city,
            Optional<String> name,
            long amount,
            long created,
            Optional<String> colour) {}

    /** A clause as text, and what it means. */
    private record Clause(String text, Predicate<Thing> holds) {
        Clause negated() {
            return new Clause("-" + text, holds.negate());
        }
    }

    @Test
    void a_search_finds_what_a_plain_filter_finds() {
        try (var test = TestPlatform.open("api")) {
            var things = new ArrayList<Thing>();
            for (int i = 0; i < 80; i++) things.add(thing(i));
            for (int round = 0; round < ROUNDS; round++) {
                var clauses = new ArrayList<Clause>();
                for (int i = random.nextInt(1, 4); i > 0; i--) clauses.add(clause());
                boolean any = random.nextBoolean();
                var query = String.join(any ? " OR " : " ", texts(clauses));
                var wanted =
                        things.stream()
                                .filter(thing -> holds(clauses, any, thing))
                                .map(Thing::id)
                                .toList();
                assertThat(found(test, things, query))
                        .as("seed %d: %s", seed, query)
                        .isEqualTo(wanted);
            }
        }
    }

    private static List<String> texts(List<Clause> clauses) {
        return clauses.stream().map(Clause::text).toList();
    }

    private static boolean holds(List<Clause> clauses, boolean any, Thing thing) {
        return any
                ? clauses.stream().anyMatch(clause -> clause.holds.test(thing))
                : clauses.stream().allMatch(clause -> clause.holds.test(thing));
    }

    private static List<String> found(TestPlatform test, List<Thing> things, String query) {
        var search = Search.of(query, FIELDS, 100);
        var columns =
                List.<Object>of(
                        texts(things, thing -> Optional.of(thing.id)),
                        texts(things, Thing::city),
                        texts(things, Thing::name),
                        things.stream().mapToLong(Thing::amount).toArray(),
                        things.stream().mapToLong(Thing::created).toArray(),
                        texts(things, thing -> thing.colour.map(SearchLaws::json)));
        return test.platform()
                .tx()
                .readAccount(
                        new AccountId(1001),
                        tx ->
                                tx.list(
                                        "select id from unnest(?::text[], ?::text[], ?::text[],"
                                                + " ?::bigint[], ?::bigint[], ?::text[]) as t(id,"
                                                + " city, name, amount, created, metadata) where "
                                                + search.condition()
                                                + " order by id limit ?",
                                        row -> row.text("id"),
                                        search.values(columns, search.rows())));
    }

    private static String[] texts(
            List<Thing> things, java.util.function.Function<Thing, Optional<String>> column) {
        var texts = new String[things.size()];
        for (int i = 0; i < texts.length; i++) {
            var value = column.apply(things.get(i));
            if (value.isPresent()) texts[i] = value.get();
        }
        return texts;
    }

    private static String json(String colour) {
        return Json.text(Json.object().put("colour", colour));
    }

    private Thing thing(int number) {
        return new Thing(
                String.format(Locale.ROOT, "t_%03d", number),
                maybe(WORDS.get(random.nextInt(3))),
                maybe(sentence()),
                random.nextInt(5) * 100L,
                1_700_000_000L + random.nextInt(5),
                maybe(VALUES.get(random.nextInt(VALUES.size()))));
    }

    private Optional<String> maybe(String text) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(text);
    }

    private String sentence() {
        var words = new ArrayList<String>();
        for (int i = random.nextInt(1, 4); i > 0; i--)
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        return String.join(random.nextBoolean() ? " " : ", ", words);
    }

    private Clause clause() {
        var clause =
                switch (random.nextInt(6)) {
                    case 0 -> city();
                    case 1 -> words();
                    case 2 -> part();
                    case 3 -> amount();
                    case 4 -> created();
                    default -> colour();
                };
        return random.nextInt(3) == 0 ? clause.negated() : clause;
    }

    private Clause city() {
        if (random.nextInt(4) == 0) return new Clause("city:null", thing -> thing.city.isEmpty());
        var wanted = anyCase(WORDS.get(random.nextInt(3)));
        return new Clause("city:" + quote(wanted), thing -> equal(thing.city, wanted));
    }

    private Clause colour() {
        var field = "metadata[" + quote("colour") + "]:";
        if (random.nextInt(4) == 0)
            return new Clause(field + "null", thing -> thing.colour.isEmpty());
        var wanted = anyCase(VALUES.get(random.nextInt(VALUES.size())));
        return new Clause(field + quote(wanted), thing -> equal(thing.colour, wanted));
    }

    private Clause words() {
        var wanted = words(anyCase(sentence()));
        return new Clause(
                "name:" + quote(String.join(" ", wanted)),
                thing -> thing.name.map(n -> inOrder(words(n), wanted)).orElse(false));
    }

    private Clause part() {
        var parts = List.of("red", "lue", "x%y", "_z", "été", "E, B", "zoë ");
        var wanted = parts.get(random.nextInt(parts.size()));
        var longEnough = wanted.length() < 3 ? "y" + wanted : wanted;
        return new Clause(
                "name~" + quote(longEnough),
                thing -> thing.name.map(n -> lower(n).contains(lower(longEnough))).orElse(false));
    }

    private Clause amount() {
        long than = random.nextInt(5) * 100L;
        return switch (random.nextInt(5)) {
            case 0 -> new Clause("amount:" + than, thing -> thing.amount == than);
            case 1 -> new Clause("amount>" + than, thing -> thing.amount > than);
            case 2 -> new Clause("amount<" + than, thing -> thing.amount < than);
            case 3 -> new Clause("amount>=" + than + ".0", thing -> thing.amount >= than);
            default -> new Clause("amount<='" + than + "'", thing -> thing.amount <= than);
        };
    }

    private Clause created() {
        long than = 1_700_000_000L + random.nextInt(5);
        return switch (random.nextInt(5)) {
            case 0 -> new Clause("created:" + than, thing -> thing.created == than);
            case 1 -> new Clause("created>" + than, thing -> thing.created > than);
            case 2 -> new Clause("created<" + than, thing -> thing.created < than);
            case 3 -> new Clause("created>=" + than, thing -> thing.created >= than);
            default -> new Clause("created<=" + than, thing -> thing.created <= than);
        };
    }

    private String quote(String text) {
        return random.nextBoolean() ? "'" + text + "'" : "\"" + text + "\"";
    }

    private String anyCase(String text) {
        return random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : lower(text);
    }

    private static boolean equal(Optional<String> there, String wanted) {
        return there.map(t -> lower(t).equals(lower(wanted))).orElse(false);
    }

    private static List<String> words(String text) {
        return Arrays.stream(lower(text).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean inOrder(List<String> words, List<String> wanted) {
        for (int i = 0; i + wanted.size() <= words.size(); i++)
            if (words.subList(i, i + wanted.size()).equals(wanted)) return true;
        return false;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
