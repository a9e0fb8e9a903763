package hawker.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages a second and CPU a page: feed, shop and product page of the demo market, beside the bare
 * HTTP floor.
 */
final class PagesBench {

    private static final int CONNECTIONS = 16;

    private final int rounds;
    private final Duration measured;

    PagesBench(int rounds, Duration measured) {
        this.rounds = rounds;
        this.measured = measured;
    }

    void run(Path data) throws Exception {
        System.out.printf("%-26s %s%n", "page, " + CONNECTIONS + " connections", Reads.HEAD);
        try (var program = Program.start(data.resolve("pages"), Map.of(), List.of())) {
            var pages = new LinkedHashMap<String, String>();
            pages.put("floor: /healthz", "/healthz");
            pages.put("feed", "/");
            pages.put("shop", "/@" + program.handle());
            pages.put("product", productOf(program));
            var reads = new Reads(program, CONNECTIONS, rounds, measured);
            for (var page : pages.entrySet()) {
                var request = Reads.get(page.getValue());
                var median = reads.median(Duration.ofSeconds(12), n -> request, 200);
                System.out.printf("%-26s %s%n", page.getKey(), median.line());
            }
        }
    }

    /** The first product that the shop's page links to. */
    private static String productOf(Program program) throws Exception {
        var shop = "/@" + program.handle();
        try (var connection = new Connection(program.port())) {
            var html = connection.send(Reads.get(shop)).text();
            int from = html.indexOf("href=\"" + shop + "/");
            if (from < 0) throw new IllegalStateException("the shop shows no product");
            return html.substring(from + 6, html.indexOf('"', from + 6));
        }
    }
}
