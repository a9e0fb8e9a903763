package hawker.payments;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many payments a second go through the API in this process: to be run by hand (main), with the
 * number of connections and of seconds as arguments. Client, program and PostgreSQL share the
 * machine, so the figure to compare is the CPU a payment.
 */
final class Throughput {

    private static final String BODY =
            "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa";

    private final Stage stage;
    private final Api api;
    private final String head;
    private final AtomicLong keys = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();

    private Throughput(Stage stage, Api api) {
        this.stage = stage;
        this.api = api;
        this.head =
                "POST /v1/payment_intents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + stage.opened.secretKey().secret()
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + BODY.length()
                        + "\r\nIdempotency-Key: ";
    }

    public static void main(String[] args) throws Exception {
        int connections = args.length > 0 ? Integer.parseInt(args[0]) : 256;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        try (var stage = new Stage(Map.of());
                var api = new Api(stage)) {
            var probe = new Throughput(stage, api);
            probe.run(connections, 10, "warm-up");
            probe.run(connections, seconds, "measured");
            System.out.printf(
                    "%.3f transactions a payment in all; findings: %s%n",
                    (double) probe.transactions() / probe.keys.get(), stage.findings());
        }
    }

    private void run(int connections, int seconds, String name) throws InterruptedException {
        var latencies = new long[4_000_000];
        var count = new AtomicInteger();
        var until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        var done = new CountDownLatch(connections);
        long cpu = cpu();
        long database = databaseCpu();
        long start = System.nanoTime();
        for (int n = 0; n < connections; n++)
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            client(until, latencies, count);
                        } finally {
                            done.countDown();
                        }
                    });
        done.await();
        double took = (System.nanoTime() - start) / 1e9;
        int paid = count.get();
        Arrays.sort(latencies, 0, paid);
        System.out.printf(
                "%s: %d connections, %.0f payments/s, p50 %.1f ms, p99 %.1f ms, %d failures,"
                        + " CPU a payment: %.0f us here, %.0f us in the database%n",
                name,
                connections,
                paid / took,
                latencies[paid / 2] / 1e6,
                latencies[paid * 99 / 100] / 1e6,
                failures.get(),
                (cpu() - cpu) / 1e3 / paid,
                (databaseCpu() - database) / 1e3 / paid);
    }

    /** The embedded server is a child of this process. */
    private static long databaseCpu() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    /** Two units a payment ride in shared transactions, so this is far below one. */
    private long transactions() {
        return stage.platform
                .tx()
                .readAcross(
                        "probe",
                        tx ->
                                tx.one(
                                                """
                                                select xact_commit from pg_catalog.pg_stat_database
                                                where datname = current_database()
                                                """,
                                                row -> row.number("xact_commit"))
                                        .orElseThrow());
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void client(long until, long[] latencies, AtomicInteger count) {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            var port = java.net.URI.create(api.origin()).getPort();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var in = new BufferedInputStream(socket.getInputStream(), 16384);
            while (System.nanoTime() < until) {
                long sent = System.nanoTime();
                var request = head + "k" + keys.incrementAndGet() + "\r\n\r\n" + BODY;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                if (!read(in).startsWith("HTTP/1.1 200")) failures.incrementAndGet();
                else latencies[count.getAndIncrement()] = System.nanoTime() - sent;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer whole; gives its head. */
    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) throw new IOException("closed after " + head);
            head.append((char) next);
        }
        var text = head.toString();
        int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
        in.skipNBytes(length);
        return text;
    }
}
