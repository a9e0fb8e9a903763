package hawker.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.IntFunction;

/** Rounds of requests of one kind to one program: how many a second, how long, how much work each. */
final class Reads {

    /** The columns of {@link Round#line}. */
    static final String HEAD =
            "%9s %8s %8s %9s  %s"
                    .formatted(
                            "per s",
                            "p50 ms",
                            "p99 ms",
                            "bytes",
                            "CPU ms each: program + PostgreSQL (load)");

    /** One measured round: the rate, and the line to print. */
    record Round(double perSecond, String line) {}

    private final Program program;
    private final int connections;
    private final int rounds;
    private final Duration measured;

    Reads(Program program, int connections, int rounds, Duration measured) {
        this.program = program;
        this.connections = connections;
        this.rounds = rounds;
        this.measured = measured;
    }

    /**
     * The median of the rounds, after some seconds of warming.
     *
     * @param requests the whole request of a connection's number
     * @param status what each answer must have
     */
    Round median(Duration warming, IntFunction<byte[]> requests, int status) throws Exception {
        measure(warming, requests, status);
        var all = new ArrayList<Round>();
        for (int i = 0; i < rounds; i++) all.add(measure(measured, requests, status));
        all.sort(Comparator.comparingDouble(Round::perSecond));
        return all.get(all.size() / 2);
    }

    static byte[] get(String path, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Round measure(Duration time, IntFunction<byte[]> requests, int status)
            throws Exception {
        var bytes = new int[1];
        var start = new Usage.Cpu[1];
        var end = new Usage.Cpu[1];
        var result =
                Load.run(
                        program.port(),
                        connections,
                        Duration.ofSeconds(1),
                        time,
                        n ->
                                connection -> {
                                    var answer = connection.send(requests.apply(n));
                                    bytes[0] = answer.body().length;
                                    return answer.status() == status;
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
}
