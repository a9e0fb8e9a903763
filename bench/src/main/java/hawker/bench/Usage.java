package hawker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** CPU time and memory of the processes of a run, as Linux tells it in /proc. */
final class Usage {

    /**
     * CPU seconds used so far by the program, by PostgreSQL (all its processes) and by this load
     * generator.
     */
    record Cpu(double program, double database, double load) {
        Cpu since(Cpu start) {
            return new Cpu(program - start.program, database - start.database, load - start.load);
        }
    }

    /**
     * Resident megabytes of the program, and of PostgreSQL with shared pages counted once (PSS).
     */
    record Memory(double program, double database) {}

    private static final double TICKS_PER_SECOND = 100;

    private Usage() {}

    static Cpu cpu(long program) {
        double database = 0;
        var parents = parents();
        for (long pid : parents.keySet())
            if (isDatabaseOf(program, pid, parents))
                database += seconds(pid, parents.getOrDefault(pid, 0L) == program);
        return new Cpu(
                seconds(program, false), database, seconds(ProcessHandle.current().pid(), false));
    }

    static Memory memory(long program) {
        double database = 0;
        var parents = parents();
        for (long pid : parents.keySet())
            if (isDatabaseOf(program, pid, parents))
                database += kilobytes(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
        return new Memory(
                kilobytes(Path.of("/proc/" + program + "/status"), "VmRSS:") / 1024,
                database / 1024);
    }

    private static double kilobytes(Path file, String field) {
        try {
            for (var line : Files.readAllLines(file))
                if (line.startsWith(field))
                    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
        } catch (IOException gone) {
            return 0;
        }
        return 0;
    }

    private static double seconds(long pid, boolean withEndedChildren) {
        var stat = stat(pid);
        if (stat.length < 15) return 0;
        double ticks = Double.parseDouble(stat[11]) + Double.parseDouble(stat[12]);
        if (withEndedChildren) ticks += Double.parseDouble(stat[13]) + Double.parseDouble(stat[14]);
        return ticks / TICKS_PER_SECOND;
    }

    private static boolean isDatabaseOf(long program, long pid, Map<Long, Long> parents) {
        if (pid == program || !isUnder(pid, program, parents)) return false;
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).startsWith("postgres");
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isUnder(long pid, long ancestor, Map<Long, Long> parents) {
        for (long at = pid; at > 1; at = parents.getOrDefault(at, 0L))
            if (at == ancestor) return true;
        return false;
    }

    private static Map<Long, Long> parents() {
        var parents = new HashMap<Long, Long>();
        ProcessHandle.allProcesses()
                .forEach(process -> {
                    var stat = stat(process.pid());
                    if (stat.length > 1) parents.put(process.pid(), Long.parseLong(stat[1]));
                });
        return parents;
    }

    /**
     * The fields of /proc/PID/stat from the state on: [0] state, [1] parent, [11] user and [12]
     * system ticks.
     */
    private static String[] stat(long pid) {
        try {
            var text = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
