package hawker.network.sim;

import com.sun.management.OperatingSystemMXBean;
import hawker.network.NetworkAnswer.Approved;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;

/** Measures what an authorization of a published card costs; run by hand. */
final class Speed {

    private static final int CALLERS = 256;
    private static final int EACH = 400;

    private Speed() {}

    public static void main(String[] args) {
        try (var bench = new Bench()) {
            for (int round = 0; round < 5; round++) round(bench);
        }
        System.exit(0);
    }

    private static void round(Bench bench) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var method = bench.method("pm_card_visa");
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++)
                callers.execute(() -> {
                    for (int i = 0; i < EACH; i++) {
                        var paying =
                                new hawker.network.Authorization(
                                        Bench.SELLER,
                                        bench.test.platform().ids().ordinary("att", Bench.SELLER),
                                        "pi_1",
                                        method,
                                        hawker.kernel.Money.usd(1000),
                                        true,
                                        false,
                                        false,
                                        hawker.network.Authorization.Authenticate.AUTOMATIC,
                                        java.util.Optional.empty(),
                                        java.util.Optional.empty(),
                                        "Acme");
                        if (!(bench.authorize(paying) instanceof Approved))
                            throw new IllegalStateException();
                    }
                });
        }
        long nanos = System.nanoTime() - start;
        long spent = system.getProcessCpuTime() - cpu;
        int messages = CALLERS * EACH;
        System.out.println(
                messages * 1_000_000_000L / nanos
                        + " messages/s, "
                        + spent / messages / 1000
                        + " µs of CPU each");
    }
}
