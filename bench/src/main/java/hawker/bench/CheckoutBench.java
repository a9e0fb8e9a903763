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

/**
 * Whole checkouts a second: product page, buy sheet, checkout, card fields and card at the vault's
 * origin, pay, the order's page; the order is placed, its stock taken and its receipt written when
 * the answer is there. Beside two floors: as many requests to {@code /healthz}, which is what HTTP
 * alone costs, and the payment alone through the API, which is what the money costs.
 */
final class CheckoutBench {

    /** One hot product would measure the lock of its stock. */
    private static final int GOODS = 32;

    private static final Map<String, String> SETTINGS =
            Map.of("HAWKER_SIM_LATENCY", "none", "HAWKER_TRUST_FORWARDED", "true");

    /** One measured round: the rate, and the line to print. */
    private record Round(double perSecond, String line) {}

    private final int rounds;
    private final Duration measured;

    CheckoutBench(int rounds, Duration measured) {
        this.rounds = rounds;
        this.measured = measured;
    }

    void run(Path data) throws Exception {
        System.out.printf(
                "%-38s %8s %8s %8s %7s  %s%n",
                "checkouts",
                "per s",
                "p50 ms",
                "p99 ms",
                "failed",
                "CPU ms a checkout: program + PostgreSQL (load)");
        try (var program = Program.start(data.resolve("checkout"), SETTINGS, List.of())) {
            var goods = Goods.add(program, GOODS);
            warm(program, goods);
            double at16 = 0;
            for (int connections : List.of(16, 64)) {
                var name = "checkout, " + connections + " buyers at once";
                double perSecond = median(name, program, connections, n -> shopper(program, goods));
                if (connections == 16) at16 = perSecond;
            }
            var floor = "floor: " + Shopper.REQUESTS + " × /healthz, 16";
            double http = median(floor, program, 16, n -> healthz());
            var payment = new PaymentsBench(rounds, measured).payment(program.secretKey());
            double money = median("floor: the payment alone, 16", program, 16, n -> payment);
            System.out.printf(
                    "%ncheckout / payment alone: %.2f; checkout / bare requests: %.3f%n",
                    at16 / money, at16 / http);
        }
    }

    private void warm(Program program, List<Goods.Product> goods) throws Exception {
        for (int i = 0; i < 3; i++)
            measure(program, 16, n -> shopper(program, goods), Duration.ofSeconds(4));
    }

    private double median(String name, Program program, int connections, Load.Steps steps)
            throws Exception {
        var all = new ArrayList<Round>();
        for (int i = 0; i < rounds; i++) all.add(measure(program, connections, steps, measured));
        all.sort(Comparator.comparingDouble(Round::perSecond));
        var round = all.get(all.size() / 2);
        System.out.printf("%-38s %s%n", name, round.line);
        return round.perSecond;
    }

    private static Round measure(Program program, int connections, Load.Steps steps, Duration time)
            throws Exception {
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
        double n = Math.max(1, result.done());
        return new Round(
                result.perSecond(),
                String.format(
                        "%8.0f %8.1f %8.1f %7d  %.2f + %.2f (%.2f)",
                        result.perSecond(),
                        result.latencies().millis(0.5),
                        result.latencies().millis(0.99),
                        result.failed(),
                        used.program() / n * 1e3,
                        used.database() / n * 1e3,
                        used.load() / n * 1e3));
    }

    private static Load.Step shopper(Program program, List<Goods.Product> goods) {
        return new Shopper(program, goods, vault(program));
    }

    /** As many requests as a checkout makes. */
    private static Load.Step healthz() {
        var request =
                "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        return connection -> {
            boolean good = true;
            for (int i = 0; i < Shopper.REQUESTS; i++)
                good &= connection.send(request).status() == 200;
            return good;
        };
    }

    private static Connection vault(Program program) {
        try {
            return new Connection(program.vaultPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
