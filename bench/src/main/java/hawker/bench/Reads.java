package hawker.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Rounds of requests of one kind to one program: how many a second, how long, how much work each.
 */
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

    private final Rounds rounds;
    private final int connections;

    Reads(Program program, int connections, int rounds, Duration measured) {
        this.rounds = new Rounds(program, rounds, measured);
        this.connections = connections;
    }

    /**
     * The median of the rounds, after some seconds of warming.
     *
     * @param requests the whole request of a connection's number
     * @param status what each answer must have
     */
    Round median(Duration warming, IntFunction<byte[]> requests, int status) throws Exception {
        var bytes = new int[1];
        Load.Steps steps =
                n ->
                        connection -> {
                            var answer = connection.send(requests.apply(n));
                            bytes[0] = answer.body().length;
                            return answer.status() == status;
                        };
        rounds.once(connections, steps, warming);
        var round = rounds.median(connections, steps);
        return new Round(round.perSecond(), line(round, bytes[0]));
    }

    private static String line(Rounds.Round round, int bytes) {
        return String.format(
                "%9.0f %8.1f %8.1f %9d  %.3f + %.3f (%.3f)%s",
                round.perSecond(),
                round.p50(),
                round.p99(),
                bytes,
                round.cpuEach().program(),
                round.cpuEach().database(),
                round.cpuEach().load(),
                round.failed() > 0 ? "  FAILED " + round.failed() : "");
    }

    static byte[] get(String path, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
