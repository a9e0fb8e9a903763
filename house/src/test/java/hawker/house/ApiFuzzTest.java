package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Operation;
import hawker.api.Param;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Malformed forms at every route of the table: whatever comes in, the answer is an answer. The seed
 * is printed with what it found; {@code -Dseed=} repeats it, {@code -Drounds=} goes on for longer.
 */
@Tag("slow")
class ApiFuzzTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final long SLOWEST_NANOS = 10_000_000_000L;

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "0",
                    "-1",
                    "1",
                    "2000",
                    "1e9",
                    "9223372036854775808",
                    "0x10",
                    "１２",
                    "NaN",
                    "null",
                    "true",
                    "yes",
                    "usd",
                    "USD",
                    "xyz",
                    "\u0000",
                    "a\u0000b",
                    "\uFFFF\uD83D\uDE00",
                    "%00%ff",
                    "'; drop table payments.charge; --",
                    "\"><script>alert(1)</script>",
                    "../../etc/passwd",
                    "cus_",
                    "cus_0000000000000000",
                    "pi_3_secret_x",
                    "acct_1",
                    "x".repeat(300),
                    "[]",
                    "{}",
                    "1;2",
                    "2026-11-29",
                    "1790000000",
                    "-99999999999999");

    private static final List<String> SUFFIXES =
            List.of("", "", "", "", "[]", "[0]", "[a]", "[a][b][c]", "[-1]", "[", "]", "[[]]");

    private final House house = House.open();

    private record Shot(String method, String path, String body) {}

    @Test
    void malformed_forms_are_answered_and_never_break_a_thing() throws Exception {
        var api = new Api(house.base(), house.secretKey());
        var shots = shots();
        var wrong = new ArrayList<String>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Future<Optional<String>>>();
            for (var shot : shots) answers.add(pool.submit(() -> fire(api, shot)));
            for (var answer : answers) answer.get().ifPresent(wrong::add);
        }
        assertThat(wrong).as("seed " + SEED + ", " + shots.size() + " requests").isEmpty();
        assertThat(api.get("/v1/balance").status()).isEqualTo(200);
    }

    private static Optional<String> fire(Api api, Shot shot) {
        long start = System.nanoTime();
        var answer = api.send(shot.method(), shot.path(), shot.body(), Optional.empty());
        long nanos = System.nanoTime() - start;
        boolean fine =
                answer.status() < 500
                        && nanos < SLOWEST_NANOS
                        && (answer.status() < 400 || !answer.json().path("error").isMissingNode());
        return fine
                ? Optional.empty()
                : Optional.of(shot + " → " + answer.status() + " " + start(answer.text()));
    }

    private static String start(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static List<Shot> shots() {
        var random = new SplittableRandom(SEED);
        var shots = new ArrayList<Shot>();
        for (var operation : ApiAbuseTest.operations())
            for (int round = 0; round < ROUNDS; round++) shots.add(shot(operation, random));
        return shots;
    }

    private static Shot shot(Operation operation, SplittableRandom random) {
        var form = new ArrayList<String>();
        for (var param : operation.shape().params())
            if (param.isRequired() || random.nextInt(3) == 0) form.add(field(param, random));
        if (random.nextInt(4) == 0) form.add(encoded(one(VALUES, random)) + "=1");
        var path =
                operation
                        .pattern()
                        .replaceAll("\\{[^}]+}", encoded(one(VALUES, random)).replace("+", "%20"));
        if (!operation.method().equals("POST"))
            return new Shot(operation.method(), query(path, form), "");
        // What no URL could hold, and what is no form.
        if (random.nextInt(8) == 0) form.add("%zz=%q&&==&a=b=c&" + "[x]".repeat(12));
        if (random.nextInt(8) == 0) form.add("description=" + encoded("ß".repeat(6000)));
        return new Shot(operation.method(), path, String.join("&", form));
    }

    private static String query(String path, List<String> form) {
        var fields = String.join("&", form).replace("[", "%5B").replace("]", "%5D");
        return fields.isEmpty() ? path : path + "?" + fields;
    }

    private static String field(Param param, SplittableRandom random) {
        var value = random.nextInt(4) == 0 ? "x_" + random.nextInt(99) : one(VALUES, random);
        return param.name() + one(SUFFIXES, random) + "=" + encoded(value);
    }

    private static String one(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
