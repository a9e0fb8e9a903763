package hawker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
        var warming = new Rounds(program, 3, Duration.ofSeconds(4));
        warming.median(16, n -> shopper(program, goods));
    }

    private double median(String name, Program program, int connections, Load.Steps steps)
            throws Exception {
        var round = new Rounds(program, rounds, measured).median(connections, steps);
        System.out.printf(
                "%-38s %8.0f %8.1f %8.1f %7d  %.2f + %.2f (%.2f)%n",
                name,
                round.perSecond(),
                round.p50(),
                round.p99(),
                round.failed(),
                round.cpuEach().program(),
                round.cpuEach().database(),
                round.cpuEach().load());
        return round.perSecond();
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
