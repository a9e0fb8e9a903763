package hawker.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ./hawker bench NAME}: measures and prints a table. */
public final class Bench {

    private static final String HELP =
            """
            ./hawker bench NAME [--rounds N] [--seconds N] [--data DIR] [--payments N]
              payments   POST /v1/payment_intents confirm=true at 32 to 256 connections, beside its floor
              checkout   from the product page to the paid order, beside its floors
              seed       fills DIR with N payments (100,000), to be asked by the next
              api        retrieve, list with expand, search at N payments, beside their floors
              growth     a payment at 10,000 stored and at N, by turns
              pages      feed, shop and product page
              startup    time to the first page, and memory
              crash      kill -9 of program and database under load, then the books are compared
              outage     a database that hangs or is restarted under load, then the same
            Medians of 5 rounds (crash, outage: 5 cycles) of 6 seconds unless told otherwise.
            Data goes to a folder for temporary files and is removed after the run; what --data
            names, or what failed, is kept.
            """;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var args = new ArrayList<>(List.of(arguments));
        int rounds = Integer.parseInt(option(args, "--rounds", "5"));
        var measured = Duration.ofSeconds(Long.parseLong(option(args, "--seconds", "6")));
        var folder = option(args, "--data", "");
        var data = folder.isEmpty() ? Scratch.folder("hawker-bench") : Path.of(folder);
        long payments = Long.parseLong(option(args, "--payments", "100000"));
        boolean good = true;
        switch (args.isEmpty() ? "help" : args.getFirst()) {
            case "payments" -> new PaymentsBench(rounds, measured).run(data);
            case "checkout" -> new CheckoutBench(rounds, measured).run(data);
            case "seed" -> seed(data, payments);
            case "api" -> new ApiBench(rounds, measured, payments).run(data);
            case "growth" -> new GrowthBench(rounds, measured, payments).run(data);
            case "pages" -> new PagesBench(rounds, measured).run(data);
            case "startup" -> new StartupBench().run(data, rounds);
            case "crash" -> good = CrashBench.crashes(rounds).run(data);
            case "outage" -> good = CrashBench.outages(rounds).run(data);
            default -> System.out.print(HELP);
        }
        if (!good) {
            System.out.println("The data is left in " + data + " to be looked at.");
            System.exit(1);
        }
        if (folder.isEmpty()) Scratch.remove(data);
    }

    private static void seed(Path data, long payments) throws Exception {
        var folder = data.resolve("api");
        try (var program = Seed.start(folder)) {
            double rate = new Seed(folder, program).fill(payments);
            System.out.printf(
                    "%,d payments in %s%s%n",
                    Seed.has(folder), data, rate > 0 ? String.format(", %.0f a second", rate) : "");
        }
    }

    private static String option(List<String> args, String name, String otherwise) {
        int at = args.indexOf(name);
        if (at < 0 || at + 1 >= args.size()) return otherwise;
        var value = args.get(at + 1);
        args.subList(at, at + 2).clear();
        return value;
    }
}
