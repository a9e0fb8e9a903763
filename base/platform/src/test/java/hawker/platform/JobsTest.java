package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import hawker.platform.Jobs.Retry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest {

    private static final AccountId SELLER = new AccountId(42);

    private TestPlatform test;
    private Jobs jobs;
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        test = TestPlatform.open();
        jobs = test.platform().jobs();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void a_job_runs_once_when_it_is_due() {
        jobs.handle("pay", Retry.never(), job -> done(job, test.platform()));
        add("j1", Duration.ofMinutes(1));
        jobs.runDue();
        assertThat(ran).isEmpty();
        test.clock().advance(Duration.ofMinutes(1));
        jobs.runDue();
        jobs.runDue();
        assertThat(ran).containsExactly("j1:p");
        add("j1", Duration.ZERO);
        jobs.runDue();
        assertThat(ran).hasSize(1);
    }

    @Test
    void a_job_that_throws_is_tried_again_and_given_up_at_last() {
        jobs.handle(
                "pay",
                new Retry(List.of(Duration.ofSeconds(10), Duration.ofSeconds(60))),
                job -> {
                    ran.add("attempt " + job.attempt());
                    throw new IllegalStateException("no");
                });
        add("j1", Duration.ZERO);
        jobs.runDue();
        assertThat(ran).containsExactly("attempt 1");
        test.clock().advance(Duration.ofSeconds(10));
        jobs.runDue();
        test.clock().advance(Duration.ofSeconds(60));
        jobs.runDue();
        test.clock().advance(Duration.ofDays(1));
        jobs.runDue();
        assertThat(ran).containsExactly("attempt 1", "attempt 2", "attempt 3");
        assertThat(jobs.dead(10))
                .singleElement()
                .satisfies(dead -> assertThat(dead.error()).contains("no"));
        assertThat(jobs.revive(SELLER, "j1")).isTrue();
        jobs.runDue();
        assertThat(ran).hasSize(4);
    }

    @Test
    void a_handler_that_forgets_to_finish_is_a_failure() {
        jobs.handle("pay", Retry.never(), job -> {});
        add("j1", Duration.ZERO);
        jobs.runDue();
        assertThat(jobs.dead(10)).hasSize(1);
    }

    @Test
    void a_job_can_put_itself_off() {
        jobs.handle(
                "pay",
                Retry.never(),
                job -> {
                    ran.add(job.payload() + job.attempt());
                    Instant later = test.clock().now().plusSeconds(5);
                    test.platform()
                            .tx()
                            .doInAccount(
                                    SELLER, t -> jobs.again(t, job, later, job.payload() + "p"));
                });
        add("j1", Duration.ZERO);
        jobs.runDue();
        jobs.runDue();
        test.clock().advance(Duration.ofSeconds(5));
        jobs.runDue();
        assertThat(ran).containsExactly("p1", "pp1");
    }

    @Test
    void who_was_slower_than_the_claim_cannot_finish() {
        jobs.handle(
                "pay",
                new Retry(List.of(Duration.ZERO)),
                job -> {
                    if (ran.isEmpty()) {
                        ran.add("slow");
                        test.clock().advance(Jobs.CLAIM.plusSeconds(1));
                        jobs.runDue();
                        assertThatThrownBy(() -> done(job, test.platform()))
                                .hasMessageContaining("lost");
                        throw new IllegalStateException("lost");
                    }
                    done(job, test.platform());
                });
        add("j1", Duration.ZERO);
        jobs.runDue();
        assertThat(ran).containsExactly("slow", "j1:p");
        assertThat(jobs.dead(10)).isEmpty();
    }

    @Test
    void who_was_slower_cannot_finish_what_another_has_in_hand() {
        var claims = new ArrayList<Job>();
        jobs.handle(
                "pay",
                new Retry(List.of(Duration.ZERO)),
                job -> {
                    claims.add(job);
                    if (claims.size() == 1) {
                        test.clock().advance(Jobs.CLAIM.plusSeconds(1));
                        jobs.runDue();
                        throw new IllegalStateException("lost");
                    }
                    // The other's work is under way: the job is neither done nor free.
                    assertThatThrownBy(() -> done(claims.getFirst(), test.platform()))
                            .hasMessageContaining("lost");
                    done(job, test.platform());
                });
        add("j1", Duration.ZERO);
        jobs.runDue();
        assertThat(claims).hasSize(2);
        assertThat(ran).containsExactly("j1:p");
        assertThat(jobs.dead(10)).isEmpty();
    }

    @Test
    void two_programs_share_the_work_and_do_none_twice() {
        int count = 200;
        var other = test.another();
        try (other) {
            jobs.handle("pay", Retry.never(), job -> done(job, test.platform()));
            other.jobs().handle("pay", Retry.never(), job -> done(job, other));
            for (int n = 0; n < count; n++) add("j" + n, Duration.ZERO);
            test.platform().start();
            other.start();
            Eventually.is(() -> ran.size() >= count);
        }
        assertThat(ran).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void a_job_added_while_running_starts_at_once() {
        jobs.handle("pay", Retry.never(), job -> done(job, test.platform()));
        test.platform().start();
        for (int n = 0; n < 20; n++) {
            add("j" + n, Duration.ZERO);
            int expected = n + 1;
            Eventually.is(() -> ran.size() == expected);
        }
        assertThat(ran).hasSize(20);
    }

    @Test
    void a_chore_runs_for_one_program_only_and_its_failure_shows() {
        var chores = test.platform().chores();
        var runs = new AtomicInteger();
        chores.every(
                Duration.ofHours(1),
                "close.day",
                () -> {
                    if (runs.incrementAndGet() == 2) throw new IllegalStateException("second");
                });
        chores.run("close.day");
        assertThat(status(chores).lastFailed()).isFalse();
        assertThatThrownBy(() -> chores.run("close.day")).hasMessage("second");
        assertThat(status(chores).lastFailed()).isTrue();
        assertThat(status(chores).lastRun()).isEqualTo(TestPlatform.START);

        var sql = new ChoreSql(test.platform().tx());
        var now = TestPlatform.START.plus(Duration.ofHours(2));
        assertThat(sql.claim("close.day", now, now.plusSeconds(3600), now.plusSeconds(60)))
                .isTrue();
        assertThat(sql.claim("close.day", now, now.plusSeconds(3600), now.plusSeconds(60)))
                .isFalse();
    }

    /** Otherwise nobody would do it again before its claim runs out. */
    @Test
    void a_chore_whose_end_could_not_be_written_is_written_when_the_database_is_back()
            throws Exception {
        var runs = new AtomicInteger();
        test.platform()
                .chores()
                .every(
                        Duration.ofMillis(1),
                        "close.day",
                        () -> {
                            if (runs.incrementAndGet() == 1) away(true);
                        });
        test.platform().start();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (runs.get() < 2 && System.nanoTime() < deadline) {
            // Far from the minutes after which a claim runs out by itself.
            test.clock().advance(Duration.ofMillis(10));
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            if (runs.get() == 1) away(false);
        }
        assertThat(runs.get()).isGreaterThan(1);
    }

    /** Nobody gets in, and whoever was in is thrown out. */
    private void away(boolean away) {
        var name = test.database();
        try (var superuser = TestServer.get().postgres().superuser();
                var statement = superuser.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + !away);
            if (away)
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                                + name
                                + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_works_at_a_chore_keeps_it_and_who_has_ended_gives_it_away() {
        var sql = new ChoreSql(test.platform().tx());
        var start = TestPlatform.START;
        sql.introduce("close.day", start);
        assertThat(sql.claim("close.day", start, start, start.plusSeconds(120))).isTrue();
        sql.renew(List.of("close.day"), start.plusSeconds(200));
        var later = start.plusSeconds(150);
        assertThat(sql.due(later)).isEmpty();
        sql.record("close.day", start, start, Duration.ZERO, false);
        sql.renew(List.of("close.day"), start.plusSeconds(300));
        assertThat(sql.due(later)).containsExactly("close.day");
    }

    private static Chores.Status status(Chores chores) {
        return chores.status().stream()
                .filter(s -> s.name().equals("close.day"))
                .findFirst()
                .orElseThrow();
    }

    private void done(Job job, Platform by) {
        by.tx().doInAccount(job.account(), t -> by.jobs().finish(t, job));
        ran.add(job.id() + ":" + job.payload());
    }

    private void add(String id, Duration in) {
        test.platform()
                .tx()
                .doInAccount(
                        SELLER,
                        t -> jobs.add(t, SELLER, id, "pay", test.clock().now().plus(in), "p"));
    }
}
