package hawker.app;

import hawker.demo.BareDemo;
import hawker.demo.DemoClock;
import hawker.demo.DemoMarket;
import hawker.kernel.Clock;
import hawker.platform.Platform;
import hawker.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the program until it is told to stop, saying on the console what it does. */
final class Running {

    private static final Clock MACHINE = Instant::now;

    private Running() {}

    /** With the demo market, loaded before anybody can come in. */
    static void demo(Arguments arguments) {
        long start = System.nanoTime();
        var settings = settings(arguments, true);
        var clock = new DemoClock(MACHINE);
        step("Opening the database in " + settings.data());
        try (var platform = Platform.open(settings, clock);
                var hawker = Hawker.open(platform)) {
            var doors = hawker.demoDoors();
            var logins =
                    arguments.flag("--no-market")
                            ? BareDemo.load(doors)
                            : DemoMarket.load(doors, clock, Running::step);
            var sellers = BareDemo.sellers(doors, arguments.number("--sellers", 0));
            hawker.start();
            // Who waits for the file comes in at once.
            var told = DemoFile.write(settings, hawker.origins(), logins, sellers);
            step("Ready in %.1f s".formatted((System.nanoTime() - start) / 1e9));
            System.out.print(told);
            awaitStop(hawker, platform);
        }
    }

    /** For production: settings from the environment, nothing made up. */
    static void serve(Arguments arguments) {
        var settings = settings(arguments, false);
        Serving.check(settings);
        step("Opening the database");
        try (var platform = Platform.open(settings, MACHINE);
                var hawker = Hawker.open(platform)) {
            Serving.firstOperator(settings, hawker.accounts());
            hawker.start();
            step(
                    "Hawker serves "
                            + hawker.origins().pages()
                            + ", the vault "
                            + hawker.origins().vault());
            awaitStop(hawker, platform);
        }
    }

    private static void awaitStop(Hawker hawker, Platform platform) {
        var stopping = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            step("Stopping; the data stays");
                            stopping.countDown();
                            try {
                                stopped.await();
                            } catch (InterruptedException now) {
                                Thread.currentThread().interrupt();
                            }
                        }));
        try {
            stopping.await();
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
        hawker.close();
        platform.close();
        stopped.countDown();
    }

    private static Settings settings(Arguments arguments, boolean demo) {
        var line = new HashMap<String, String>();
        line.put("HAWKER_PORT", String.valueOf(port(arguments, "--port", "HAWKER_PORT", 8080)));
        line.put(
                "HAWKER_VAULT_PORT",
                String.valueOf(port(arguments, "--vault-port", "HAWKER_VAULT_PORT", 8081)));
        arguments.option("--host").ifPresent(host -> line.put("HAWKER_HOST", host));
        arguments.option("--data").ifPresent(data -> line.put("HAWKER_DATA", data));
        if (arguments.flag("--test-fixtures")) line.put(Fixtures.SETTING, "true");
        if (demo) line.putIfAbsent("HAWKER_WEBHOOKS_ALLOW_LOOPBACK", "true");
        return Settings.fromEnvironment(System.getenv(), Map.copyOf(line), demo);
    }

    /** Pages and vault name each other's origin, so a free port is chosen before they open. */
    private static int port(Arguments arguments, String option, String variable, int usual) {
        var set = System.getenv(variable);
        int wanted = arguments.number(option, set == null ? usual : Integer.parseInt(set));
        if (wanted != 0) return wanted;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void step(String says) {
        System.out.println("· " + says);
    }
}
