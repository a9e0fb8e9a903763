package hawker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Reads of the API at many stored payments: one, one with what it points to, pages of a list, and
 * searches that find one or many; and a payment more, which must cost no more than at few. The
 * floors are a bare answer of the HTTP server, and a request that is authenticated and finds
 * nothing.
 */
final class ApiBench {

    /** So few that the cores are not full: how long a request takes, not how long it waits. */
    private static final int CONNECTIONS = 4;

    private static final int PAGE = 100;

    /** Payments of each seller among which is chosen: more than caches of hot rows hold by luck. */
    private static final int PAGES_OF_IDS = 20;

    private static final Duration WARMING = Duration.ofSeconds(6);
    private static final long STRIDE = 7_919;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is asked: a name, and the path of the n-th request of a seller. */
    private record Series(String name, IntFunction<String> path, int status) {}

    private final int rounds;
    private final Duration measured;
    private final long payments;

    ApiBench(int rounds, Duration measured, long payments) {
        this.rounds = rounds;
        this.measured = measured;
        this.payments = payments;
    }

    void run(Path data) throws Exception {
        var folder = data.resolve("api");
        try (var program = Seed.start(folder)) {
            double rate = new Seed(folder, program).fill(payments);
            if (rate > 0) System.out.printf("%,d payments seeded, %.0f a second%n", payments, rate);
            var what =
                    "at %d payments, %d connections"
                            .formatted(Math.max(payments, Seed.has(folder)), CONNECTIONS);
            System.out.printf("%-36s %s%n", what, Reads.HEAD);
            var reads = new Reads(program, CONNECTIONS, rounds, measured);
            var key = program.sellerKeys().getFirst();
            double floor = 0;
            for (var series : series(ids(program, key), orders(folder))) {
                double each = show(reads, key, series);
                if (series.name.startsWith("floor: nothing")) floor = each;
                else if (floor > 0)
                    System.out.printf("%-36s %9.2f of the floor%n", "", each / floor);
            }
            // Numbers that no payment has, seeded or of a run before.
            var next = new AtomicLong(System.currentTimeMillis());
            var keys = program.sellerKeys();
            var paid =
                    reads.median(
                            WARMING,
                            n -> Seed.payment(keys.get(n % keys.size()), next.getAndIncrement()),
                            200);
            System.out.printf("%-36s %s%n", "a payment more", paid.line());
        }
    }

    private static List<Series> series(List<String> ids, long orders) {
        var one = "/v1/payment_intents/";
        // Far apart from one request to the next, and the same in every run.
        var turn = new AtomicLong();
        IntFunction<String> any = n -> ids.get((int) (turn.addAndGet(STRIDE) % ids.size()));
        return List.of(
                new Series("floor: /healthz", n -> "/healthz", 200),
                new Series("floor: nothing found", n -> one + "pi_nothing", 404),
                new Series("retrieve", n -> one + any.apply(n), 200),
                new Series(
                        "retrieve, charge and fees expanded",
                        n ->
                                one
                                        + any.apply(n)
                                        + "?expand[]=latest_charge.balance_transaction"
                                        + "&expand[]=payment_method",
                        200),
                new Series("list of 10", n -> "/v1/payment_intents?limit=10", 200),
                new Series(
                        "list of 10, charges expanded",
                        n -> "/v1/payment_intents?limit=10&expand[]=data.latest_charge",
                        200),
                new Series(
                        "list of 100, from anywhere",
                        n -> "/v1/payment_intents?limit=100&starting_after=" + any.apply(n),
                        200),
                new Series(
                        "statement, newest 100 lines",
                        n -> "/v1/balance_transactions?limit=100",
                        200),
                new Series(
                        "search that finds one",
                        n ->
                                search(
                                        "metadata['order']:'"
                                                + turn.addAndGet(STRIDE)
                                                        * Seed.SELLERS
                                                        % orders
                                                        / Seed.SELLERS
                                                        * Seed.SELLERS
                                                + "'"),
                        200),
                new Series("search that finds most", n -> search("status:'succeeded'"), 200));
    }

    private static String search(String query) {
        return "/v1/payment_intents/search?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static long orders(Path folder) throws IOException {
        return Math.max(1, Seed.has(folder));
    }

    private static double show(Reads reads, String key, Series series) throws Exception {
        var median = reads.median(WARMING, n -> get(key, series.path.apply(n)), series.status);
        System.out.printf("%-36s %s%n", series.name, median.line());
        return median.perSecond();
    }

    private static byte[] get(String key, String path) {
        return Reads.get(path, "Authorization: Bearer " + key);
    }

    /** Ids of the seller's newest payments. */
    private static List<String> ids(Program program, String key) throws Exception {
        var ids = new ArrayList<String>();
        try (var connection = new Connection(program.port())) {
            for (int page = 0; page < PAGES_OF_IDS; page++) {
                var after = ids.isEmpty() ? "" : "&starting_after=" + ids.getLast();
                var path = "/v1/payment_intents?limit=" + PAGE + after;
                JsonNode list = JSON.readTree(connection.send(get(key, path)).body());
                list.path("data").forEach(each -> ids.add(each.path("id").asText()));
                if (!list.path("has_more").asBoolean()) break;
            }
        }
        if (ids.isEmpty()) throw new IllegalStateException("the seller has no payments");
        return ids;
    }
}
