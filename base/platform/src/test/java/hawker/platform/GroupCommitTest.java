package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit.Insert;
import hawker.platform.GroupCommit.Outcome;
import hawker.platform.GroupCommit.Unit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final Insert EVENT =
            Insert.guarded(
                    "platform.event",
                    "account_id bigint",
                    "event_id text",
                    "types text",
                    "subject text",
                    "version int",
                    "payload text",
                    "at timestamptz");
    private static final Insert LOCK =
            Insert.guarded("platform.lock_row", "account_id bigint", "lock_name text");
    private static final Insert SUM =
            Insert.adding(
                    "groupcommit.balance",
                    List.of("account_id bigint", "currency text"),
                    List.of("debits bigint", "credits bigint"));

    private TestPlatform test;
    private GroupCommit commits;

    @BeforeEach
    void open() throws SQLException {
        test = TestPlatform.open();
        commits = test.platform().groupCommit();
        asOwner(
                "create schema groupcommit; create table groupcommit.balance (account_id bigint,"
                        + " currency text, debits bigint not null, credits bigint not null, primary"
                        + " key (account_id, currency)); grant usage on schema groupcommit to"
                        + " hawker; grant all on groupcommit.balance to hawker");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void every_unit_is_written_exactly_once_by_many_threads() throws Exception {
        int threads = 64;
        long each = 200;
        long started = System.nanoTime();
        inThreads(
                threads,
                t -> {
                    for (int n = 0; n < each; n++)
                        assertThat(commits.commit(unit(account(t), "e" + t + "-" + n)))
                                .isEqualTo(Outcome.COMMITTED);
                });
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println(
                "group commit: " + threads * each * 1000 / millis + " units/s of 3 rows");
        assertThat(count("platform.event")).isEqualTo(threads * each);
        assertThat(count("platform.lock_row")).isEqualTo(threads * each);
        assertThat(total("debits")).isEqualTo(threads * each);
        assertThat(total("credits")).isEqualTo(2L * threads * each);
    }

    @Test
    void the_same_key_from_many_threads_is_written_once() throws Exception {
        var committed = new AtomicInteger();
        inThreads(
                32,
                t -> {
                    for (int n = 0; n < 20; n++)
                        if (commits.commit(unit(account(1), "same" + n)) == Outcome.COMMITTED)
                            committed.incrementAndGet();
                });
        assertThat(committed).hasValue(20);
        assertThat(count("platform.event")).isEqualTo(20);
        assertThat(total("debits")).isEqualTo(20);
    }

    @Test
    void a_conflict_in_the_last_table_leaves_nothing_in_the_first() {
        commits.commit(new Unit(account(1)).add(LOCK, account(1), "x"));
        var unit = unit(account(1), "x");
        assertThat(commits.commit(unit)).isEqualTo(Outcome.CONFLICT);
        assertThat(count("platform.event")).isZero();
        assertThat(total("debits")).isZero();
    }

    @Test
    void a_poisoned_unit_fails_alone() throws Exception {
        var failures = new AtomicInteger();
        inThreads(
                64,
                t -> {
                    for (int n = 0; n < 10; n++) {
                        var text = t == 7 ? "bad\0text" : "good";
                        try {
                            commits.commit(
                                    event(new Unit(account(t)), account(t), t + "-" + n, text));
                        } catch (DatabaseException e) {
                            assertThat(e.isUnavailable()).isFalse();
                            failures.incrementAndGet();
                        }
                    }
                });
        assertThat(failures).hasValue(10);
        assertThat(count("platform.event")).isEqualTo(630);
    }

    @Test
    void nulls_and_empty_optionals_are_written_as_null() {
        var unit = event(new Unit(account(1)), account(1), "e", Optional.empty());
        assertThat(commits.commit(unit)).isEqualTo(Outcome.COMMITTED);
        String sql = "select payload, at from platform.event where account_id = ?";
        boolean asWritten =
                test.platform()
                        .tx()
                        .readAccount(account(1), t -> t.one(sql, GroupCommitTest::bare, account(1)))
                        .orElseThrow();
        assertThat(asWritten).isTrue();
    }

    private static boolean bare(Row row) {
        return row.maybeText("payload").isEmpty() && row.time("at").equals(TestPlatform.START);
    }

    @Test
    void a_wrong_value_is_refused() {
        assertThatThrownBy(() ->
                        commits.commit(new Unit(account(1)).add(LOCK, "not a number", "name")))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> commits.commit(new Unit(account(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The law of a commit in doubt: who repeats under the same key ends with exactly one row. */
    @Test
    void writers_that_lose_their_connection_go_on_and_lose_nothing() throws Exception {
        var done = new AtomicBoolean();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var doubts = new AtomicInteger();
        var killer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int n = 0; n < 8; n++) {
                                terminateWriters();
                                pause();
                            }
                            done.set(true);
                        });
        inThreads(
                16,
                t -> {
                    for (int n = 0; !done.get(); n++) {
                        var id = t + "-" + n;
                        if (committed(unit(account(t), id), doubts)) acknowledged.add(id);
                    }
                });
        killer.join();
        System.out.println(
                "group commit: "
                        + acknowledged.size()
                        + " units over 8 kills, in doubt "
                        + doubts.get());
        assertThat(acknowledged).isNotEmpty();
        assertThat(count("platform.event")).isEqualTo(acknowledged.size());
        assertThat(total("debits")).isEqualTo(acknowledged.size());
    }

    /** Repeats until the outcome is known; true in any case, since nobody else uses the key. */
    private boolean committed(Unit unit, AtomicInteger doubts) {
        while (true) {
            try {
                commits.commit(unit);
                return true;
            } catch (DatabaseException e) {
                assertThat(e.isUnavailable()).isTrue();
                doubts.incrementAndGet();
            }
        }
    }

    private void terminateWriters() {
        try (var connection = TestServer.get().postgres().superuser();
                var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                            + test.database()
                            + "' and application_name = 'hawker writer'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AccountId account(int n) {
        return new AccountId(1000 + 2L * n);
    }

    private static Unit unit(AccountId account, String id) {
        return event(new Unit(account), account, id, "{}")
                .add(LOCK, account, id)
                .add(SUM, account, "usd", 1L, 2);
    }

    private static Unit event(Unit unit, AccountId account, String id, Object payload) {
        Instant at = TestPlatform.START;
        return unit.add(EVENT, account, id, "charge.succeeded", "ch_1", 1, payload, at);
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inThreads(int threads, Work work)
            throws InterruptedException, ExecutionException {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, threads)
                            .<Future<?>>mapToObj(t ->
                                    pool.submit(() -> {
                                        work.run(t);
                                        return true;
                                    }))
                            .toList();
            for (var each : all) each.get();
        }
    }

    private long count(String table) {
        return read("/* across: test */ select count(*) as n from " + table);
    }

    private long total(String column) {
        return read(
                "select coalesce(sum(" + column + "), 0)::bigint as n from groupcommit.balance");
    }

    private long read(String sql) {
        return test.platform()
                .tx()
                .readAcross("test", t -> t.one(sql, row -> row.number("n")).orElseThrow());
    }

    private void asOwner(String sql) throws SQLException {
        var url = TestServer.get().url(test.database(), EmbeddedPostgres.OWNER);
        try (var connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
