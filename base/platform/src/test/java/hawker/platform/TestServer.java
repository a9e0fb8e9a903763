package hawker.platform;

import hawker.kernel.SettableClock;
import hawker.platform.Grants.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The database server of a test run: one a JVM, started at the first use and thrown away at the
 * end. A set of rooms is migrated once, into a template from which the databases of the tests are
 * copied; the first one begins with what {@link ClusterStore} has of it.
 */
final class TestServer {

    /** Databases of about 10 MB each. */
    private static final int KEPT = 100;

    /** As small as may be when it is stopped: it is copied. */
    private static final EmbeddedPostgres.Options OPTIONS =
            new EmbeddedPostgres.Options(
                    "64MB",
                    List.of("max_wal_size=512MB", "min_wal_size=32MB", "wal_recycle=off"),
                    true);

    private static final Roles ROLES =
            new Roles(Map.of(Roles.APP, EmbeddedPostgres.APP, "vault", EmbeddedPostgres.VAULT));

    /** Bytes that two test runs side by side have room in. */
    private static final long ENOUGH = 6L << 30;

    private static final String FIRST = "template_0";

    private static @Nullable TestServer server;

    private final EmbeddedPostgres postgres;
    private final Map<Set<String>, String> templates = new HashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>();

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestServer get() {
        return get(List.of());
    }

    /** The server of this run; if it is not started yet, with the schemas of these rooms. */
    static synchronized TestServer get(List<String> rooms) {
        if (server == null) server = start(rooms);
        return server;
    }

    /** A fresh database with the schemas of platform and these rooms. */
    static String database(List<String> rooms) {
        return get(rooms).copy(rooms);
    }

    private String copy(List<String> rooms) {
        var template = template(rooms);
        var name = "test_" + number.incrementAndGet();
        postgres.copyDatabase(template, name);
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
        var schemas = schemas(rooms);
        var known = templates.get(schemas);
        if (known != null) return known;
        var name = "template_" + (templates.size() + 1);
        postgres.createDatabase(name);
        migrate(postgres, name, rooms);
        templates.put(schemas, name);
        return name;
    }

    private static void migrate(EmbeddedPostgres postgres, String database, List<String> rooms) {
        UnaryOperator<String> url = role -> postgres.url(database, role);
        var settings = TestPlatform.settings(url, Map.of());
        var clock = new SettableClock(TestPlatform.START);
        try (var platform = Platform.open(settings, clock, SqlGate.OPEN, HashProfile.chosen())) {
            platform.migrate("platform");
            platform.migrate(rooms.toArray(String[]::new));
        }
    }

    /** Each schema with the fingerprint of what it is made from. */
    private static Set<String> schemas(List<String> rooms) {
        var profile = HashProfile.chosen();
        var schemas = new TreeSet<String>();
        for (var room : rooms) schemas.add(room + " " + Migrations.stamp(room, profile, ROLES));
        schemas.add("platform " + Migrations.stamp("platform", profile, ROLES));
        return schemas;
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

    private static TestServer start(List<String> rooms) {
        try {
            var all = place().resolve("hawker-tests");
            if (!Files.exists(all)) {
                Files.createDirectories(all);
                Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            clearDead(all);
            var mine = all.resolve(Long.toString(ProcessHandle.current().pid()));
            Files.createDirectories(mine);
            var server = new TestServer(migrated(mine, rooms));
            server.templates.put(schemas(rooms), FIRST);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, mine)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server with one database, {@link #FIRST}, that has the schemas of these rooms. */
    private static EmbeddedPostgres migrated(Path folder, List<String> rooms) throws IOException {
        var cache = PostgresBinaries.cache(OsUser.forServer().switched());
        var store = new ClusterStore(cache.resolve("test-" + PostgresBinaries.VERSION));
        var schemas = schemas(rooms);
        var made = store.take(schemas, folder);
        var postgres = EmbeddedPostgres.start(folder, OPTIONS);
        if (made.equals(schemas)) return postgres;
        postgres.createDatabase(FIRST);
        migrate(postgres, FIRST, rooms);
        postgres.close();
        store.keep(folder, schemas);
        return EmbeddedPostgres.start(folder, OPTIONS);
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
