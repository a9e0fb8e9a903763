package hawker.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;

/** How long the program takes from the command to the first page, and the memory it then holds. */
final class StartupBench {

    private record Start(double seconds, Usage.Memory memory) {}

    void run(Path data, int rounds) throws Exception {
        var folder = data.resolve("startup");
        System.out.printf(
                "%-28s %10s %14s %16s%n", "start", "seconds", "program MB", "PostgreSQL MB");
        print("first, with demo market", start(folder));
        // The command may have been built just now: its first run writes down what later ones use.
        start(folder);
        var later = new ArrayList<Start>();
        for (int i = 0; i < rounds; i++) later.add(start(folder));
        later.sort(Comparator.comparingDouble(Start::seconds));
        print("later, median of " + rounds, later.get(later.size() / 2));
    }

    private static Start start(Path folder) throws Exception {
        try (var program = Program.startAsUsual(folder)) {
            return new Start(program.startedIn().toMillis() / 1000.0, Usage.memory(program.pid()));
        }
    }

    private static void print(String name, Start start) {
        System.out.printf(
                "%-28s %10.2f %14.0f %16.0f%n",
                name, start.seconds, start.memory.program(), start.memory.database());
    }
}
