package hawker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Reads of the API at many stored payments: one, one with what it points to, pages of a list, and
 * searches that find one or many. The floors are a bare answer of the HTTP server, and a request
 * that is authenticated and finds nothing.
 */
final class ApiBench {

    private static final int CONNECTIONS = 32;
    private static final int PAGE = 100;

    /** Payments of each seller among which is chosen: more than caches of hot rows hold by luck. */
    private static final int PAGES_OF_IDS = 20;

    private static final long STRIDE = 7_919;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is asked: a name, and the path of the n-th request of a seller. */
    private record Series(String name, IntFunction<String> path, int status) {}

    /** One measured round: the rate, and the line to print. */
    private record Round(double perSecond, String line) {}

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
            System.out.printf(
                    "%-36s %9s %8s %8s %9s  %s%n",
                    "at "
                            + Math.max(payments, Seed.has(folder))
                            + " payments, "
                            + CONNECTIONS
                            + " connections",
                    "per s",
                    "p50 ms",
                    "p99 ms",
                    "bytes",
                    "CPU ms each: program + PostgreSQL (load)");
            var key = program.sellerKeys().getFirst();
            double floor = 0;
            for (var series : series(ids(program, key), orders(folder))) {
                double each = show(program, key, series);
                if (series.name.startsWith("floor: nothing")) floor = each;
                else if (floor > 0)
                    System.out.printf("%-36s %9.2f of the floor%n", "", each / floor);
            }
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

    private double show(Program program, String key, Series series) throws Exception {
        for (int i = 0; i < 2; i++) measure(program, key, series, Duration.ofSeconds(3));
        var all = new ArrayList<Round>();
        for (int i = 0; i < rounds; i++) all.add(measure(program, key, series, measured));
        all.sort(Comparator.comparingDouble(Round::perSecond));
        var median = all.get(all.size() / 2);
        System.out.printf("%-36s %s%n", series.name, median.line);
        return median.perSecond;
    }

    private static Round measure(Program program, String key, Series series, Duration time)
            throws Exception {
        var bytes = new int[1];
        var start = new Usage.Cpu[1];
        var end = new Usage.Cpu[1];
        var result =
                Load.run(
                        program.port(),
                        CONNECTIONS,
                        Duration.ofSeconds(1),
                        time,
                        n ->
                                connection -> {
                                    var answer = connection.send(get(key, series.path.apply(n)));
                                    bytes[0] = answer.body().length;
                                    return answer.status() == series.status;
                                },
                        () -> start[0] = Usage.cpu(program.pid()),
                        () -> end[0] = Usage.cpu(program.pid()));
        var used = end[0].since(start[0]);
        double n = Math.max(1, result.done());
        return new Round(
                result.perSecond(),
                String.format(
                        "%9.0f %8.1f %8.1f %9d  %.3f + %.3f (%.3f)%s",
                        result.perSecond(),
                        result.latencies().millis(0.5),
                        result.latencies().millis(0.99),
                        bytes[0],
                        used.program() / n * 1e3,
                        used.database() / n * 1e3,
                        used.load() / n * 1e3,
                        result.failed() > 0 ? "  FAILED " + result.failed() : ""));
    }

    private static byte[] get(String key, String path) {
        return ("GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + key
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
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
