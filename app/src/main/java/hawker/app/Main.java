package hawker.app;

import hawker.web.JsonLog;
import java.util.List;
import java.util.logging.Level;

/** The command line. */
public final class Main {

    private static final String HELP =
            """
            Hawker: sell where people talk.

              ./hawker demo      starts everything on this machine, with a demo market on the first start
              ./hawker serve     the same program for production; settings in docs/operating.md
              ./hawker bench     measures (./hawker bench lists what)
              ./hawker help      this list

            Options of demo and serve
              --port N           pages and API (8080; 0 takes a free one)
              --vault-port N     the vault's own origin (8081; 0 takes a free one)
              --host ADDRESS     where to listen (127.0.0.1)
              --data DIR         database, keys, pictures (DATA)
              --test-fixtures    for test suites of SDKs: objects for ids of examples; test mode only
            Options of demo
              --no-market        no brands, goods and posts: only a seller with keys
              --sellers N        so many further sellers with keys, listed in DATA/demo.json
            """;

    private Main() {}

    public static void main(String[] line) {
        // Before anything logs: one line of JSON a record, card numbers and keys cut. A demo tells
        // people what it does in words of its own, so there only trouble is logged.
        boolean demo = line.length > 0 && line[0].equals("demo");
        JsonLog.install(demo ? Level.WARNING : Level.INFO);
        try {
            System.exit(run(Arguments.parse(List.of(line))));
        } catch (Arguments.Unclear unclear) {
            System.err.println(unclear.getMessage());
            System.exit(2);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            // A setting that cannot work, a database that forgets: said in one line, not as a
            // stack.
            System.err.println("Hawker cannot start: " + refused.getMessage());
            if (System.getenv("HAWKER_DEBUG") != null) refused.printStackTrace();
            System.exit(1);
        }
    }

    private static int run(Arguments arguments) {
        switch (arguments.command()) {
            case "demo" -> Running.demo(arguments);
            case "serve" -> Running.serve(arguments);
            case "help", "--help", "-h" -> System.out.print(HELP);
            default -> {
                System.err.println("There is no command " + arguments.command() + ".\n");
                System.err.print(HELP);
                return 2;
            }
        }
        return 0;
    }
}
