package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.network.Advice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;

/** A program that is killed while many callers talk to the network: prints each answered key. */
final class KilledNetwork {

    private KilledNetwork() {}

    public static void main(String[] args) {
        var book =
                new Book(
                        100_000,
                        () -> "3ds_x",
                        new CardholderProof(new byte[] {1}),
                        java.time.Duration.ZERO);
        var log = WitnessLog.open(Path.of(args[0]), WitnessLog.TAIL, book::apply);
        var clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
        var network = new NetworkSwitch(book, log, clock);
        network.start();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 64; caller++) {
                int number = caller;
                callers.execute(() -> talk(network, number));
            }
        }
    }

    private static void talk(NetworkSwitch network, int caller) {
        for (int i = 0; i < 100_000; i++) {
            var key = "rev_" + caller + "_" + i;
            var told = Advice.reversal(new AccountId(1001), key, "att_" + key, Money.usd(100));
            network.send(new CardMessage.Told(told)).join();
            say(key);
        }
    }

    private static synchronized void say(String key) {
        var line = (key + "\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
