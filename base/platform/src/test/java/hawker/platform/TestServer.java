package hawker.platform;

import hawker.kernel.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database server of a test run: one a JVM, started at the first use and thrown away at the
 * end. A set of rooms is migrated once, into a template from which the databases of the tests are
 * copied.
 */
final class TestServer {

    /** Databases of about 10 MB each. */
    private static final int KEPT = 100;

    /** Bytes that two test runs side by side have room in. */
    private static final long ENOUGH = 6L << 30;

    private static final class Holder {
        private static final TestServer SERVER = start();
    }

    private final EmbeddedPostgres postgres;
    private final Map<List<String>, String> templates = new HashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>();

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestServer get() {
        return Holder.SERVER;
    }

    /** A fresh database with the schemas of platform and these rooms. */
    String database(List<String> rooms) {
        var template = template(rooms);
        var name = "test_" + number.incrementAndGet();
        postgres.createDatabase(name, template);
        return name;
    }

    /**
     * Later, when many have gathered: dropping one is slow, and the whole cluster is thrown away at
     * the end. Never in the background, where it would hold the event logs of all databases back.
     */
    void drop(String database) {
        dropped.add(database);
        if (dropped.size() > KEPT) postgres.dropDatabase(dropped.remove());
    }

    String url(String database, String role) {
        return postgres.url(database, role);
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    private synchronized String template(List<String> rooms) {
        var known = templates.get(rooms);
        if (known != null) return known;
        var name = "template_" + templates.size();
        postgres.createDatabase(name);
        var settings = TestPlatform.settings(name, Map.of());
        var clock = new SettableClock(TestPlatform.START);
        var profile = HashProfile.chosen();
        try (var platform = Platform.open(settings, clock, SqlGate.OPEN, profile)) {
            platform.migrate("platform");
            platform.migrate(rooms.toArray(String[]::new));
        }
        templates.put(rooms, name);
        return name;
    }

    /**
     * In memory where a file system for that is large enough: a test waits for the disk more than
     * for anything else, and no test of a room takes the power away.
     */
    private static Path place() {
        var memory = Path.of("/dev/shm");
        return Files.isWritable(memory) && memory.toFile().getUsableSpace() > ENOUGH
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static TestServer start() {
        try {
            var all = place().resolve("hawker-tests");
            if (!Files.exists(all)) {
                Files.createDirectories(all);
                Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            clearDead(all);
            var mine = all.resolve(Long.toString(ProcessHandle.current().pid()));
            Files.createDirectories(mine);
            var options =
                    new EmbeddedPostgres.Options(
                            "64MB", List.of("max_wal_size=512MB", "min_wal_size=80MB"), true);
            var postgres = EmbeddedPostgres.start(mine, options);
            var server = new TestServer(postgres);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, mine)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(TestServer server, Path folder) {
        try {
            server.postgres.abandon();
            PostgresBinaries.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folders of test runs that were killed. */
    private static void clearDead(Path all) throws IOException {
        try (var folders = Files.list(all)) {
            for (var folder : folders.toList())
                if (ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).isEmpty())
                    PostgresBinaries.deleteTree(folder);
        }
    }
}
