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
        double at32 = 0;
        double at256 = 0;
        double hot;
        try (var program =
                Program.start(data.resolve("grouped"), GROUPED, Program.sellersOnly(SELLERS))) {
            var keys = program.sellerKeys();
            warm(program, keys);
            for (int connections : List.of(32, 64, 128, 256)) {
                double perSecond =
                        median(
                                "grouped, " + connections + " connections",
                                program,
                                keys,
                                connections);
                if (connections == 32) at32 = perSecond;
                at256 = perSecond;
            }
            hot = median("grouped, 256, one hot seller", program, keys.subList(0, 1), 256);
        }
        double floor32;
        double floor256;
        try (var program =
                Program.start(
                        data.resolve("floor"), ONE_A_TRANSACTION, Program.sellersOnly(SELLERS))) {
            var keys = program.sellerKeys();
            warm(program, keys);
            floor32 = median("floor: one a transaction, 32", program, keys, 32);
            floor256 = median("floor: one a transaction, 256", program, keys, 256);
        }
        System.out.printf(
                "%ngrouped / floor: %.2f at 256, %.2f at 32; hot seller / many sellers: %.2f%n",
                at256 / floor256, at32 / floor32, hot / at256);
    }

    private void warm(Program program, List<String> keys) throws Exception {
        for (int i = 0; i < 3; i++) measure(program, keys, 64, Duration.ofSeconds(4));
    }

    private double median(String name, Program program, List<String> keys, int connections)
            throws Exception {
        var all = new ArrayList<Round>();
        for (int i = 0; i < rounds; i++) all.add(measure(program, keys, connections, measured));
        all.sort(Comparator.comparingDouble(Round::perSecond));
        var r = all.get(all.size() / 2);
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
            var request = head + serial.incrementAndGet() + rest;
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
