package hawker.bench;

import hawker.bench.Rounds.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a payment costs where few are stored and where many are. Two programs on two folders take
 * turns, so that the machine is the same for both.
 */
final class GrowthBench {

    private static final long FEW = 10_000;
    private static final int CONNECTIONS = 32;

    /** Rounds before those that count, as the first belong to the compiler. */
    private static final int WARMING = 5;

    private final int rounds;
    private final Duration measured;
    private final long many;
    private final AtomicLong next = new AtomicLong(System.currentTimeMillis());

    GrowthBench(int rounds, Duration measured, long many) {
        this.rounds = rounds;
        this.measured = measured;
        this.many = many;
    }

    void run(Path data) throws Exception {
        var smallFolder = data.resolve("few");
        var largeFolder = data.resolve("api");
        try (var small = Seed.start(smallFolder);
                var large = Seed.start(largeFolder)) {
            fill(smallFolder, small, FEW);
            fill(largeFolder, large, many);
            var ofSmall = new ArrayList<Round>();
            var ofLarge = new ArrayList<Round>();
            for (int i = -WARMING; i < rounds; i++) {
                var first = round(small);
                var second = round(large);
                if (i < 0) continue;
                ofSmall.add(first);
                ofLarge.add(second);
            }
            System.out.printf(
                    "%-28s %8s %8s %8s %7s  %s%n",
                    "a payment, " + CONNECTIONS + " connections",
                    "per s",
                    "p50 ms",
                    "p99 ms",
                    "failed",
                    "CPU µs each: program + PostgreSQL");
            double few = show("at %,d stored".formatted(FEW), ofSmall);
            double more = show("at %,d stored".formatted(many), ofLarge);
            System.out.printf("%nCPU of both: %.2f times that at few%n", more / few);
        }
    }

    private static void fill(Path folder, Program program, long payments) throws Exception {
        new Seed(folder, program).fill(payments);
    }

    private Round round(Program program) throws Exception {
        var keys = program.sellerKeys();
        return new Rounds(program, 1, measured)
                .once(CONNECTIONS, n -> payment(keys.get(n % keys.size())), measured);
    }

    private Load.Step payment(String key) {
        return connection -> pays(connection, key);
    }

    private boolean pays(Connection connection, String key) throws IOException {
        return connection.send(Seed.payment(key, next.getAndIncrement())).status() == 200;
    }

    /** The round in the middle by its CPU; microseconds of program and database each. */
    private static double show(String name, List<Round> rounds) {
        var sorted = new ArrayList<>(rounds);
        sorted.sort(Comparator.comparingDouble(GrowthBench::cpu));
        var middle = sorted.get(sorted.size() / 2);
        System.out.printf(
                "%-28s %8.0f %8.1f %8.1f %7d  %.0f + %.0f%n",
                name,
                middle.perSecond(),
                middle.p50(),
                middle.p99(),
                middle.failed(),
                middle.cpuEach().program() * 1e3,
                middle.cpuEach().database() * 1e3);
        return cpu(middle);
    }

    private static double cpu(Round round) {
        return round.cpuEach().program() + round.cpuEach().database();
    }
}
