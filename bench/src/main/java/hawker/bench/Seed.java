package hawker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills a program with payments, all through the API as a seller's program makes them, so that what
 * is measured afterwards reads rows as they are written. A folder remembers how many it has, and a
 * later run adds what is missing.
 */
final class Seed {

    static final int SELLERS = 8;

    /** So many buyers an e-mail address repeats after: what a search for one finds. */
    static final int BUYERS = 1_000;

    private static final int CONNECTIONS = 128;
    private static final Duration TOLD = Duration.ofSeconds(10);

    /** The settings of a program to be filled and asked: its network answers at once. */
    static final Map<String, String> SETTINGS = Map.of("HAWKER_SIM_LATENCY", "none");

    private final Path folder;
    private final Program program;
    private final AtomicLong next;
    private final AtomicLong failed = new AtomicLong();

    Seed(Path folder, Program program) throws IOException {
        this.folder = folder;
        this.program = program;
        this.next = new AtomicLong(has(folder));
    }

    /** How many payments a folder has. */
    static long has(Path folder) throws IOException {
        var count = folder.resolve("seeded.txt");
        return Files.exists(count) ? Long.parseLong(Files.readString(count).strip()) : 0;
    }

    /** A program on the folder, with its sellers. */
    static Program start(Path folder) throws Exception {
        return Program.start(folder, SETTINGS, Program.sellersOnly(SELLERS));
    }

    /** Adds payments until there are so many; returns those a second. */
    double fill(long wanted) throws Exception {
        long from = next.get();
        if (from >= wanted) return 0;
        long start = System.nanoTime();
        var keys = program.sellerKeys();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CONNECTIONS; i++)
            threads.add(Thread.startVirtualThread(() -> pay(keys, wanted)));
        tell(threads, wanted);
        if (failed.get() > 0) throw new IllegalStateException(failed + " payments failed");
        Files.writeString(folder.resolve("seeded.txt"), wanted + "\n");
        return (wanted - from) / ((System.nanoTime() - start) / 1e9);
    }

    private void tell(List<Thread> threads, long wanted) throws InterruptedException {
        for (var thread : threads)
            while (!thread.join(TOLD))
                System.err.printf("%,d of %,d payments%n", Math.min(next.get(), wanted), wanted);
    }

    private void pay(List<String> keys, long wanted) {
        try (var connection = new Connection(program.port())) {
            for (long n = next.getAndIncrement(); n < wanted; n = next.getAndIncrement())
                if (connection.send(payment(keys.get((int) (n % keys.size())), n)).status() != 200)
                    failed.incrementAndGet();
        } catch (IOException broken) {
            failed.incrementAndGet();
        }
    }

    /** Payment n: of a buyer who comes again, with an order number of its own. */
    static byte[] payment(String key, long n) {
        var body =
                "amount="
                        + (500 + n % 9_500)
                        + "&currency=usd&payment_method=pm_card_visa&confirm=true"
                        + "&automatic_payment_methods[enabled]=true"
                        + "&automatic_payment_methods[allow_redirects]=never"
                        + "&receipt_email=buyer"
                        + n % BUYERS
                        + "@example.com&metadata[order]="
                        + n;
        var request =
                "POST /v1/payment_intents HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + key
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length()
                        + "\r\nIdempotency-Key: seed-"
                        + n
                        + "\r\n\r\n"
                        + body;
        return request.getBytes(StandardCharsets.US_ASCII);
    }
}
