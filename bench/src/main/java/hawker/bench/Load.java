package hawker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closed-loop load: so many connections, each sending its next request when the answer is there.
 * What happens before the measured time is warm-up and not counted.
 */
final class Load {

    /** One connection's work: one whole unit of load; says whether it succeeded. */
    interface Step {
        boolean run(Connection connection) throws IOException;
    }

    /** Makes the step of connection n. */
    interface Steps {
        Step of(int connection);
    }

    /** What came of a run. */
    record Result(long done, long failed, double seconds, Latencies latencies) {
        double perSecond() {
            return done / seconds;
        }
    }

    private final Latencies latencies = new Latencies();
    private final AtomicBoolean counting = new AtomicBoolean();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private Load() {}

    /**
     * Runs the load; {@code atStart} and {@code atEnd} run as the measured time begins and ends.
     */
    static Result run(
            int port,
            int connections,
            Duration warmUp,
            Duration measured,
            Steps steps,
            Runnable atStart,
            Runnable atEnd)
            throws InterruptedException {
        var load = new Load();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            var step = steps.of(i);
            threads.add(Thread.startVirtualThread(() -> load.drive(port, step)));
        }
        Thread.sleep(warmUp);
        atStart.run();
        long start = System.nanoTime();
        load.counting.set(true);
        Thread.sleep(measured);
        load.counting.set(false);
        double seconds = (System.nanoTime() - start) / 1e9;
        atEnd.run();
        load.stop.set(true);
        for (var thread : threads) thread.join(Duration.ofSeconds(30));
        return new Result(load.done.get(), load.failed.get(), seconds, load.latencies);
    }

    private void drive(int port, Step step) {
        while (!stop.get()) {
            try (var connection = new Connection(port)) {
                while (!stop.get()) once(connection, step);
            } catch (IOException broken) {
                if (counting.get()) failed.incrementAndGet();
            }
        }
    }

    private void once(Connection connection, Step step) throws IOException {
        long start = System.nanoTime();
        boolean succeeded = step.run(connection);
        if (!counting.get()) return;
        latencies.add(System.nanoTime() - start);
        (succeeded ? done : failed).incrementAndGet();
    }
}
