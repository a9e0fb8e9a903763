package hawker.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child process of the embedded server and the thread that looks after it.
 *
 * <p>One thread starts the server, waits for its end and starts it again when nobody asked for the
 * end. It must be one thread that lives as long as the program: the kernel sends the server SIGTERM
 * when the thread that started it ends (setpriv --pdeathsig), and that is what keeps a killed
 * program from leaving an orphan. The port is chosen once a program run, so pools find a restarted
 * server where it was.
 *
 * <p>After an unclean stop PostgreSQL recovers by itself. What it cannot do is tell a stale {@code
 * postmaster.pid} from a live one when the number was given to another process meanwhile (usual in
 * containers), so before each start we look at who that process is, and wait until no process works
 * in the cluster's folder any more: two servers on one cluster would destroy it.
 */
final class ServerProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);

    /**
     * A backend asks for some hundred kilobytes for each statement and gives them back. By default
     * the C library then returns them to the kernel, which clears them again for the next
     * statement: a tenth of the server's time under many small writes. With these a backend keeps
     * up to 4 MiB.
     */
    private static final Map<String, String> KEEP_MEMORY =
            Map.of(
                    "MALLOC_TRIM_THRESHOLD_", Integer.toString(4 << 20),
                    "MALLOC_MMAP_THRESHOLD_", Integer.toString(1 << 20),
                    "MALLOC_TOP_PAD_", Integer.toString(256 << 10));

    private static final long LOG_LIMIT = 10_000_000;

    private final Path binaries;
    private final OsUser user;
    private final Path cluster;
    private final Path logFile;
    private final EmbeddedPostgres.Options options;
    private final int port;
    private final CompletableFuture<Void> firstStart = new CompletableFuture<>();
    private final Thread keeper;
    private volatile boolean stopping;
    private volatile @Nullable Process process;

    ServerProcess(
            Path binaries,
            OsUser user,
            Path cluster,
            Path logFile,
            EmbeddedPostgres.Options options) {
        this.binaries = binaries;
        this.user = user;
        this.cluster = cluster;
        this.logFile = logFile;
        this.options = options;
        this.port = freePort();
        this.keeper = new Thread(this::keep, "embedded-postgres");
        keeper.setDaemon(true);
    }

    int port() {
        return port;
    }

    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    /** Starts and waits until the server takes connections (recovery included). */
    void start() throws IOException {
        keeper.start();
        try {
            firstStart.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new IOException("PostgreSQL is not ready after " + START + ", see " + logFile, e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Fast shutdown: transactions in flight are rolled back, a checkpoint is written. */
    @Override
    public void close() {
        stop("INT");
    }

    void stop(String how) {
        stopping = true;
        keeper.interrupt();
        var running = process;
        if (running == null) return;
        signal(running.pid(), how);
        try {
            if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) signal(running.pid(), "QUIT");
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        int failures = 0;
        while (!stopping) {
            var started = System.nanoTime();
            try {
                run();
                if (!stopping) log.error("PostgreSQL ended unasked; starting it again");
            } catch (IOException e) {
                log.error("PostgreSQL does not start", e);
                if (firstStart.completeExceptionally(e)) return;
            } catch (InterruptedException e) {
                return;
            }
            failures = System.nanoTime() - started > STOP.toNanos() ? 0 : failures + 1;
            if (!stopping && !pause(Math.min(30_000, 200L << Math.min(failures, 8)))) return;
        }
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** One life of the server, from start to end. */
    private void run() throws IOException, InterruptedException {
        clearPredecessor();
        var server =
                user.process(command())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(rotatedLog().toFile()));
        server.environment().putAll(KEEP_MEMORY);
        var running = server.start();
        process = running;
        while (running.isAlive() && !ready(running)) Thread.sleep(20);
        if (!running.isAlive())
            throw new IOException("PostgreSQL ended at its start, see " + logFile);
        firstStart.complete(null);
        running.waitFor();
    }

    private List<String> command() {
        var settings =
                new ArrayList<>(
                        List.of(
                                "listen_addresses=127.0.0.1",
                                "port=" + port,
                                "unix_socket_directories=" + socketFolder(),
                                "max_connections=100",
                                "shared_buffers=" + options.sharedBuffers(),
                                "fsync=on",
                                "synchronous_commit=on",
                                "full_page_writes=on",
                                "wal_level=replica",
                                "min_wal_size=256MB",
                                "max_wal_size=4GB",
                                "checkpoint_timeout=15min",
                                "effective_cache_size=2GB",
                                "random_page_cost=1.1",
                                "work_mem=16MB",
                                // Requests are short; a compiler and helpers for one statement only
                                // disturb them.
                                "jit=off",
                                "max_parallel_workers_per_gather=0",
                                "timezone=UTC",
                                "log_timezone=UTC",
                                "log_min_messages=warning",
                                "log_line_prefix=%m [%p] %q%u@%d "));
        settings.addAll(options.extra());
        var command = new ArrayList<String>();
        command.add(binaries.resolve("bin/postgres").toString());
        command.add("-D");
        command.add(cluster.toString());
        for (var setting : settings) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }

    /**
     * A socket's path is limited to 107 bytes by the kernel; without it there is still the port.
     */
    private String socketFolder() {
        return cluster.toString().length() < 80 ? cluster.toString() : "";
    }

    private Path rotatedLog() throws IOException {
        if (Files.exists(logFile) && Files.size(logFile) > LOG_LIMIT)
            Files.move(
                    logFile,
                    logFile.resolveSibling(logFile.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        return logFile;
    }

    /** The last line of postmaster.pid says what the server is doing (storage/pidfile.h). */
    private boolean ready(Process running) throws IOException {
        var lines = pidFile();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(running.pid()))
                && lines.get(7).strip().equals("ready");
    }

    private List<String> pidFile() throws IOException {
        var file = cluster.resolve("postmaster.pid");
        try {
            return Files.readAllLines(file);
        } catch (java.nio.file.NoSuchFileException none) {
            return List.of();
        }
    }

    private void clearPredecessor() throws IOException, InterruptedException {
        var lines = pidFile();
        if (!lines.isEmpty()) {
            long pid = Long.parseLong(lines.getFirst().strip());
            if (worksHere(pid)) signal(pid, "INT");
        }
        var patience = System.nanoTime() + STOP.toNanos();
        while (anyWorksHere()) {
            if (System.nanoTime() > patience)
                throw new IOException("another PostgreSQL still works in " + cluster);
            Thread.sleep(50);
        }
        if (!lines.isEmpty()) Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }

    private boolean anyWorksHere() {
        return ProcessHandle.allProcesses().anyMatch(each -> worksHere(each.pid()));
    }

    /** Every process of a server has the cluster as its working folder. */
    private boolean worksHere(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(cluster);
        } catch (IOException notOursOrGone) {
            return false;
        }
    }

    private static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
