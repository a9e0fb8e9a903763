package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import hawker.kernel.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database server of our own dies, stops and comes back; nothing acknowledged is lost. */
class RecoveryTest {

    private static final AccountId SELLER = new AccountId(42);
    private static final GroupCommit.Insert LOCK =
            GroupCommit.Insert.guarded("platform.lock_row", "account_id bigint", "lock_name text");

    private Path data;

    @BeforeEach
    void folder() throws IOException {
        data = Files.createTempDirectory("hawker-recovery");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void remove() throws IOException {
        PostgresBinaries.deleteTree(data);
    }

    @Test
    void everything_goes_on_after_the_server_was_killed() {
        try (var platform = open()) {
            var heard = ConcurrentHashMap.<String>newKeySet();
            var jobsDone = new AtomicInteger();
            platform.events().subscribe("shop", List.of("a"), e -> heard.add(e.subject()));
            platform.jobs()
                    .handle(
                            "pay",
                            Jobs.Retry.never(),
                            job -> {
                                platform.tx()
                                        .doInAccount(SELLER, t -> platform.jobs().finish(t, job));
                                jobsDone.incrementAndGet();
                            });
            platform.start();
            work(platform, "before");
            Eventually.is(() -> heard.contains("before") && jobsDone.get() == 1);

            long first = kill(platform);
            work(platform, "after");
            Eventually.is(() -> heard.contains("after") && jobsDone.get() == 2);
            assertThat(pid(platform)).isNotEqualTo(first);
            assertThat(rows(platform)).isEqualTo(2);
        }
    }

    @Test
    void a_stopped_program_finds_its_data_again() {
        try (var platform = open()) {
            work(platform, "kept");
        }
        try (var platform = open()) {
            assertThat(rows(platform)).isEqualTo(1);
        }
    }

    @Test
    void a_second_program_on_the_same_folder_is_refused_and_does_the_first_no_harm() {
        try (var platform = open()) {
            long server = pid(platform);
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another Hawker works in");
            work(platform, "kept");
            assertThat(pid(platform)).isEqualTo(server);
        }
    }

    @Test
    void a_killed_predecessor_and_its_stale_pid_file_do_not_matter() throws IOException {
        var server = EmbeddedPostgres.start(data, new EmbeddedPostgres.Options("16MB", List.of()));
        var pidFile = data.toRealPath().resolve("postgres/18/postmaster.pid");
        var lines = Files.readAllLines(pidFile);
        server.abandon();
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
        try (var again =
                EmbeddedPostgres.start(data, new EmbeddedPostgres.Options("16MB", List.of()))) {
            again.createDatabase("hawker");
            assertThat(again.server().handle()).isPresent();
        }
    }

    @Test
    void a_database_that_may_forget_is_refused() {
        var options = new EmbeddedPostgres.Options("16MB", List.of("fsync=off"));
        try (var server = EmbeddedPostgres.start(data, options)) {
            server.createDatabase("hawker");
            var url = server.url("hawker", EmbeddedPostgres.APP);
            assertThatThrownBy(() -> Platform.open(settings(Optional.of(url)), clock()).close())
                    .hasMessageContaining("fsync");
        }
    }

    /** One fact by each way into the database, as a caller that repeats until it is answered. */
    private static void work(Platform platform, String name) {
        Eventually.is(() -> answered(() -> append(platform, name)));
        Eventually.is(() -> answered(() -> platform.groupCommit().commit(unit(name))));
    }

    private static void append(Platform platform, String name) {
        platform.tx()
                .doInAccount(
                        SELLER,
                        t -> {
                            var now = platform.clock().now();
                            platform.events().append(t, event(platform, name));
                            platform.jobs().add(t, SELLER, name, "pay", now, "");
                        });
    }

    private static Event event(Platform platform, String name) {
        var id = platform.events().newId(SELLER);
        var none = Optional.<String>empty();
        return new Event(
                id, SELLER, List.of("a"), name, 1, none, none, none, platform.clock().now());
    }

    private static GroupCommit.Unit unit(String name) {
        return new GroupCommit.Unit(SELLER).add(LOCK, SELLER, name);
    }

    private static boolean answered(Runnable work) {
        try {
            work.run();
            return true;
        } catch (DatabaseException e) {
            assertThat(e.isUnavailable()).isTrue();
            return false;
        }
    }

    private static long rows(Platform platform) {
        String sql = "select count(*) as n from platform.lock_row where account_id = ?";
        return platform.tx()
                .readAccount(SELLER, t -> t.one(sql, row -> row.number("n"), SELLER))
                .orElseThrow();
    }

    private static long kill(Platform platform) {
        var handle = platform.embedded().orElseThrow().server().handle().orElseThrow();
        handle.destroyForcibly();
        return handle.pid();
    }

    private static long pid(Platform platform) {
        return platform.embedded().orElseThrow().server().handle().orElseThrow().pid();
    }

    private Platform open() {
        var platform = Platform.open(settings(Optional.empty()), clock());
        platform.migrate("platform");
        return platform;
    }

    private static SettableClock clock() {
        return new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    }

    private Settings settings(Optional<String> url) {
        var none = Optional.<String>empty();
        var more = Map.of("HAWKER_DATABASE_BUFFERS", "32MB");
        return new Settings(data, "127.0.0.1", 0, 0, false, none, none, url, more);
    }
}
