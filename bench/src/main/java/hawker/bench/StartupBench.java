package hawker.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How long the program takes from the command to the first page, and the memory it then holds. */
final class StartupBench {

    void run(Path data, int rounds) throws Exception {
        var folder = data.resolve("startup");
        System.out.printf(
                "%-28s %10s %14s %16s%n", "start", "seconds", "program MB", "PostgreSQL MB");
        for (int i = 0; i <= rounds; i++) {
            try (var program = Program.start(folder, Map.of(), List.of())) {
                var memory = Usage.memory(program.pid());
                System.out.printf(
                        "%-28s %10.2f %14.0f %16.0f%n",
                        i == 0 ? "first, with demo market" : "start " + (i + 1),
                        program.startedIn().toMillis() / 1000.0,
                        memory.program(),
                        memory.database());
            }
        }
    }
}
