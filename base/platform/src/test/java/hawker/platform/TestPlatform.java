package hawker.platform;

import hawker.kernel.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A real PostgreSQL for tests: one embedded server a test run, a fresh database for each platform
 * opened, a clock that tests set (it starts at {@link #START}). {@code try (var test =
 * TestPlatform.open("accounts", "ledger")) { … test.platform() … }}
 *
 * <p>No thread delivers events or runs jobs unless the test calls {@code platform().start()}: tests
 * call {@code events().drain()}, {@code jobs().runDue()} and {@code chores().run(name)}, which work
 * in the calling thread.
 */
public final class TestPlatform implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private static final SqlGate GATE = new DistributedSql();

    private final Platform platform;
    private final SettableClock clock;
    private final String database;

    private TestPlatform(Platform platform, SettableClock clock, String database) {
        this.platform = platform;
        this.clock = clock;
        this.database = database;
    }

    /**
     * Opens a fresh database with the schemas of platform and of the rooms named, in this order.
     */
    public static TestPlatform open(String... rooms) {
        return open(Map.of(), rooms);
    }

    /** The same with settings (HAWKER_…). */
    public static TestPlatform open(Map<String, String> settings, String... rooms) {
        var clock = new SettableClock(START);
        var database = TestServer.database(List.of(rooms));
        var platform =
                Platform.open(settings(database, settings), clock, GATE, HashProfile.chosen());
        return new TestPlatform(platform, clock, database);
    }

    /** A second program on the same database, with the same clock: to be closed by the test. */
    public Platform another() {
        return Platform.open(platform.settings(), clock, GATE, HashProfile.chosen());
    }

    public Platform platform() {
        return platform;
    }

    public SettableClock clock() {
        return clock;
    }

    /** Where the server of this test run keeps everything it writes. */
    public static Path serverFolder() {
        return TestServer.get().postgres().data();
    }

    /** The name of this test's database. */
    String database() {
        return database;
    }

    @Override
    public void close() {
        platform.close();
        TestServer.get().drop(database);
    }

    static Settings settings(String database, Map<String, String> more) {
        return settings(role -> TestServer.get().url(database, role), more);
    }

    /** For the database that these addresses lead to, one for each role. */
    static Settings settings(UnaryOperator<String> url, Map<String, String> more) {
        var other = new HashMap<>(more);
        other.put("HAWKER_DATABASE_MIGRATION_URL", url.apply(EmbeddedPostgres.OWNER));
        other.put("HAWKER_DATABASE_VAULT_URL", url.apply(EmbeddedPostgres.VAULT));
        other.putIfAbsent("HAWKER_DATABASE_POOL", "8");
        // A sign-up costs half a second with the memory that guessers are to pay for.
        other.putIfAbsent("HAWKER_PASSWORD_KIB", "64");
        return new Settings(
                Path.of("target"),
                "127.0.0.1",
                Integer.parseInt(more.getOrDefault("HAWKER_PORT", "0")),
                Integer.parseInt(more.getOrDefault("HAWKER_VAULT_PORT", "0")),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(url.apply(EmbeddedPostgres.APP)),
                other);
    }
}
