package hawker.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages a second and CPU a page: feed, shop and product page of the demo market, beside the bare
 * HTTP floor.
 */
final class PagesBench {

    /** One measured round: the rate, and the line to print. */
    private record Round(double perSecond, String line) {}

    private final int rounds;
    private final Duration measured;

    PagesBench(int rounds, Duration measured) {
        this.rounds = rounds;
        this.measured = measured;
    }

    void run(Path data) throws Exception {
        System.out.printf(
                "%-26s %9s %8s %8s %9s  %s%n",
                "page, 16 connections",
                "per s",
                "p50 ms",
                "p99 ms",
                "bytes",
                "CPU ms a page: program + PostgreSQL (load)");
        try (var program = Program.start(data.resolve("pages"), Map.of(), List.of())) {
            var pages = new LinkedHashMap<String, String>();
            pages.put("floor: /healthz", "/healthz");
            pages.put("feed", "/");
            pages.put("shop", "/@" + program.handle());
            pages.put("product", productOf(program));
            for (var page : pages.entrySet()) {
                for (int i = 0; i < 3; i++)
                    measure(program, page.getValue(), Duration.ofSeconds(4));
                var all = new ArrayList<Round>();
                for (int i = 0; i < rounds; i++)
                    all.add(measure(program, page.getValue(), measured));
                all.sort(Comparator.comparingDouble(Round::perSecond));
                System.out.printf("%-26s %s%n", page.getKey(), all.get(all.size() / 2).line);
            }
        }
    }

    private static Round measure(Program program, String path, Duration time) throws Exception {
        var request = get(path);
        var bytes = new int[1];
        var start = new Usage.Cpu[1];
        var end = new Usage.Cpu[1];
        var result =
                Load.run(
                        program.port(),
                        16,
                        Duration.ofSeconds(1),
                        time,
                        n ->
                                connection -> {
                                    var answer = connection.send(request);
                                    bytes[0] = answer.body().length;
                                    return answer.status() == 200;
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

    /** The first product that the shop's page links to. */
    private static String productOf(Program program) throws Exception {
        var shop = "/@" + program.handle();
        try (var connection = new Connection(program.port())) {
            var html = connection.send(get(shop)).text();
            int from = html.indexOf("href=\"" + shop + "/");
            if (from < 0) throw new IllegalStateException("the shop shows no product");
            return html.substring(from + 6, html.indexOf('"', from + 6));
        }
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
