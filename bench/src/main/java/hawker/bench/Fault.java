package hawker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is done to a running program. Only processes that the bench started are touched. */
enum Fault {
    /** kill -9, and a start on the same data. */
    KILL_PROGRAM,
    /** kill -9 of PostgreSQL's first process; the program starts it again. */
    KILL_DATABASE,
    /** PostgreSQL hangs for 12 seconds. */
    FREEZE_DATABASE,
    /** PostgreSQL is shut down in order; the program starts it again. */
    RESTART_DATABASE;

    /** Longer than a request waits for a connection, shorter than a client waits for an answer. */
    private static final Duration FROZEN = Duration.ofSeconds(12);

    /** The program stays up meanwhile and must answer. */
    boolean isOutage() {
        return this == FREEZE_DATABASE || this == RESTART_DATABASE;
    }

    /** Strikes, and gives back the program that runs afterwards. */
    Program strike(Program program) throws Exception {
        switch (this) {
            case KILL_DATABASE -> signal("KILL", List.of(program.postmaster()));
            case RESTART_DATABASE -> signal("INT", List.of(program.postmaster()));
            case FREEZE_DATABASE -> freeze(program);
            case KILL_PROGRAM -> {
                program.kill();
                return program.again();
            }
        }
        return program;
    }

    /** Every process of the server stands still, as when its machine or disk hangs. */
    private static void freeze(Program program) throws Exception {
        var server = ProcessHandle.of(program.postmaster()).orElseThrow();
        signal("STOP", List.of(server.pid()));
        // Afterwards, so that the first one makes no more.
        var workers = server.descendants().map(ProcessHandle::pid).toList();
        signal("STOP", workers);
        try {
            Thread.sleep(FROZEN.toMillis());
        } finally {
            signal("CONT", workers);
            signal("CONT", List.of(server.pid()));
        }
    }

    private static void signal(String name, List<Long> pids) throws Exception {
        if (pids.isEmpty()) return;
        var command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add("" + pid));
        new ProcessBuilder(command).start().waitFor();
    }
}
