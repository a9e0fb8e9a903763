package hawker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;

/** Rounds of one load on a program: how many a second, how long each, how much work. */
record Rounds(Program program, int rounds, Duration measured) {

    /**
     * One measured round.
     *
     * @param p50 milliseconds that half of them took at most
     * @param p99 milliseconds that 99 of a hundred took at most
     * @param cpuEach CPU milliseconds a piece
     */
    record Round(double perSecond, double p50, double p99, long failed, Usage.Cpu cpuEach) {}

    /** The round in the middle, by rate. */
    Round median(int connections, Load.Steps steps) throws Exception {
        var all = new ArrayList<Round>();
        for (int i = 0; i < rounds; i++) all.add(once(connections, steps, measured));
        all.sort(Comparator.comparingDouble(Round::perSecond));
        return all.get(all.size() / 2);
    }

    /** One round of so long, after a second of warming. */
    Round once(int connections, Load.Steps steps, Duration time) throws Exception {
        var start = new Usage.Cpu[1];
        var end = new Usage.Cpu[1];
        var result =
                Load.run(
                        program.port(),
                        connections,
                        Duration.ofSeconds(1),
                        time,
                        steps,
                        () -> start[0] = Usage.cpu(program.pid()),
                        () -> end[0] = Usage.cpu(program.pid()));
        var used = end[0].since(start[0]);
        double each = 1e3 / Math.max(1, result.done());
        return new Round(
                result.perSecond(),
                result.latencies().millis(0.5),
                result.latencies().millis(0.99),
                result.failed(),
                new Usage.Cpu(used.program() * each, used.database() * each, used.load() * each));
    }
}
