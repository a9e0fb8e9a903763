package hawker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Payments a second: {@code POST /v1/payment_intents} with {@code confirm=true} over HTTP, each
 * answered after both of its commits are durable. The floor is the same program writing the same
 * rows one payment a transaction, in one round trip each (group commit switched off: batches of
 * one, 64 writers).
 */
final class PaymentsBench {

    private static final int SELLERS = 64;

    /** Stretches of four seconds. */
    private static final int MOST_WARMING = 15;

    private static final Map<String, String> ONE_A_TRANSACTION =
            Map.of("HAWKER_WRITERS", "64", "HAWKER_BATCH", "1", "HAWKER_SIM_LATENCY", "none");
    private static final Map<String, String> GROUPED = Map.of("HAWKER_SIM_LATENCY", "none");

    /** One measured round; CPU in µs a payment. */
    record Round(
            double perSecond,
            double p50,
            double p99,
            long failed,
            Usage.Cpu cpu,
            double walBytes) {}

    private final int rounds;
    private final Duration measured;
    private final AtomicLong serial = new AtomicLong(System.nanoTime());

    PaymentsBench(int rounds, Duration measured) {
        this.rounds = rounds;
        this.measured = measured;
    }

    void run(Path data) throws Exception {
        System.out.printf(
                "%-32s %8s %8s %8s %7s  %s%n",
                "payments",
                "per s",
                "p50 ms",
                "p99 ms",
                "failed",
                "CPU µs each: program + PostgreSQL (load); WAL bytes");
        var grouped =
                medians(
                        data.resolve("grouped"),
                        GROUPED,
                        List.of(
                                new Series("grouped, 32 connections", 32, SELLERS),
                                new Series("grouped, 64 connections", 64, SELLERS),
                                new Series("grouped, 128 connections", 128, SELLERS),
                                new Series("grouped, 256 connections", 256, SELLERS),
                                new Series("grouped, 256, one hot seller", 256, 1)));
        var floor =
                medians(
                        data.resolve("floor"),
                        ONE_A_TRANSACTION,
                        List.of(
                                new Series("floor: one a transaction, 32", 32, SELLERS),
                                new Series("floor: one a transaction, 256", 256, SELLERS)));
        var told = told(data.resolve("told"));
        System.out.printf(
                "%ngrouped / floor: %.2f at 256, %.2f at 32; hot seller / many sellers: %.2f;"
                        + " with webhooks / without: %.2f%n",
                grouped.get(3) / floor.get(1),
                grouped.get(0) / floor.get(0),
                grouped.get(4) / grouped.get(3),
                told / grouped.get(3));
    }

    /** The payments a second while each one is told to its seller's own server. */
    private double told(Path data) throws Exception {
        try (var hooks = new Hooks();
                var program = Program.start(data, Hooks.ALLOWED, Program.sellersOnly(SELLERS))) {
            var keys = program.sellerKeys();
            for (var key : keys) hooks.register(program.port(), key);
            warm(program, keys);
            var measured = new ArrayList<Round>();
            for (int round = 0; round < rounds; round++) {
                hooks.awaitQuiet();
                measured.add(measure(program, keys, 256, this.measured));
            }
            double perSecond = show("grouped, 256, told by webhook", measured);
            System.out.printf("%-32s %s%n", "", hooks.tell());
            return perSecond;
        }
    }

    /** What is measured: a name, how many connections pay at how many sellers. */
    private record Series(String name, int connections, int sellers) {}

    /**
     * The payments a second of each series. The series take turns, so that a machine that gets
     * slower or a database that grows weighs on all of them alike.
     */
    private List<Double> medians(Path data, Map<String, String> settings, List<Series> series)
            throws Exception {
        try (var program = Program.start(data, settings, Program.sellersOnly(SELLERS))) {
            var keys = program.sellerKeys();
            warm(program, keys);
            var measured = new ArrayList<List<Round>>();
            for (var ignored : series) measured.add(new ArrayList<>());
            for (int round = 0; round < rounds; round++)
                for (int i = 0; i < series.size(); i++) {
                    var one = series.get(i);
                    var sellers = keys.subList(0, one.sellers);
                    measured.get(i).add(measure(program, sellers, one.connections, this.measured));
                }
            var each = new ArrayList<Double>();
            for (int i = 0; i < series.size(); i++)
                each.add(show(series.get(i).name, measured.get(i)));
            return each;
        }
    }

    /** Until it gets no faster: the first minute belongs to the compiler, not to the program. */
    private void warm(Program program, List<String> keys) throws Exception {
        double best = 0;
        for (int calm = 0, i = 0; calm < 2 && i < MOST_WARMING; i++) {
            double now = measure(program, keys, 128, Duration.ofSeconds(4)).perSecond;
            calm = now > best * 1.03 ? 0 : calm + 1;
            best = Math.max(best, now);
        }
    }

    private static double show(String name, List<Round> rounds) {
        rounds.sort(Comparator.comparingDouble(Round::perSecond));
        var r = rounds.get(rounds.size() / 2);
        System.out.printf(
                "%-32s %8.0f %8.1f %8.1f %7d  %.0f + %.0f (%.0f); %.0f%n",
                name,
                r.perSecond,
                r.p50,
                r.p99,
                r.failed,
                r.cpu.program(),
                r.cpu.database(),
                r.cpu.load(),
                r.walBytes);
        return r.perSecond;
    }

    private Round measure(Program program, List<String> keys, int connections, Duration time)
            throws Exception {
        var start = new Usage.Cpu[1];
        var end = new Usage.Cpu[1];
        var wal = new long[2];
        var result =
                Load.run(
                        program.port(),
                        connections,
                        Duration.ofSeconds(2),
                        time,
                        n -> payment(keys.get(n % keys.size())),
                        () -> {
                            wal[0] = walPosition(program);
                            start[0] = Usage.cpu(program.pid());
                        },
                        () -> {
                            end[0] = Usage.cpu(program.pid());
                            wal[1] = walPosition(program);
                        });
        double n = Math.max(1, result.done());
        var used = end[0].since(start[0]);
        var each =
                new Usage.Cpu(
                        used.program() / n * 1e6, used.database() / n * 1e6, used.load() / n * 1e6);
        return new Round(
                result.perSecond(),
                result.latencies().millis(0.5),
                result.latencies().millis(0.99),
                result.failed(),
                each,
                (wal[1] - wal[0]) / n);
    }

    /** Pays once, by the API. */
    Load.Step payment(String key) {
        var body =
                "amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true"
                        + "&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never";
        var head =
                "POST /v1/payment_intents HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + key
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length()
                        + "\r\nIdempotency-Key: bench-";
        var rest = "\r\n\r\n" + body;
        return connection -> {
            // Not as a decimal: every tenth long number passes for a card's, and is refused.
            var request = head + Long.toString(serial.incrementAndGet(), 36) + rest;
            return connection.send(request.getBytes(StandardCharsets.US_ASCII)).status() == 200;
        };
    }

    /** Bytes of write-ahead log written so far, as the program tells it at /metrics. */
    private static long walPosition(Program program) {
        var request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        try (var connection = new Connection(program.port())) {
            var metrics = connection.send(request.getBytes(StandardCharsets.US_ASCII)).text();
            return metrics.lines()
                    .filter(line -> line.startsWith("hawker_database_wal_bytes_total "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(32).strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("/metrics tells no bytes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
