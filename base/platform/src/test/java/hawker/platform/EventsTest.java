package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final AccountId SELLER = new AccountId(42);

    private TestPlatform test;
    private Events events;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        test = TestPlatform.open();
        events = test.platform().events();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void a_listener_hears_its_types_in_the_order_of_commits() {
        events.subscribe("shop", List.of("charge.succeeded"), e -> heard.add(e.subject()));
        append("ch_1", "charge.succeeded");
        append("cus_1", "customer.created");
        append("ch_2", "payment_intent.succeeded", "charge.succeeded");
        events.drain();
        assertThat(heard).containsExactly("ch_1", "ch_2");
        events.drain();
        assertThat(heard).hasSize(2);
    }

    @Test
    void a_listener_may_tell_for_many_at_once_which_concern_it() {
        var asked = new ArrayList<Integer>();
        events.subscribe(
                "few",
                List.of("a"),
                offered -> {
                    asked.add(offered.size());
                    return offered.stream().filter(e -> e.subject().endsWith("7")).toList();
                },
                e -> heard.add(e.subject()));
        for (int n = 0; n < 30; n++) append("s" + n, n % 2 == 0 ? "b" : "a");
        events.drain();
        assertThat(heard).containsExactly("s7", "s17", "s27");
        assertThat(asked).containsExactly(15);
    }

    /** Groups share what was read: whoever is behind, ahead or new must still miss nothing. */
    @Test
    void groups_at_different_places_hear_the_same() {
        var all = new ArrayList<String>();
        var late = new ArrayList<String>();
        events.subscribe("early", List.of("a"), e -> heard.add(e.subject()));
        for (int n = 0; n < 3 * EventBatches.SIZE / 2; n++) {
            append("s" + n, "a");
            all.add("s" + n);
            if (n % 400 == 0) events.drain();
        }
        events.subscribe("late", List.of("a"), e -> late.add(e.subject()));
        events.drain();
        assertThat(heard).isEqualTo(all);
        assertThat(late).isEqualTo(all);
    }

    @Test
    void what_a_listener_appends_is_drained_too() {
        events.subscribe("first", List.of("a"), e -> append(e.subject(), "b"));
        events.subscribe("second", List.of("b"), e -> heard.add(e.subject()));
        append("x", "a");
        events.drain();
        assertThat(heard).containsExactly("x");
    }

    @Test
    void an_event_of_a_unit_is_heard() {
        events.subscribe("shop", List.of("a"), e -> heard.add(e.subject() + e.version()));
        var unit = new GroupCommit.Unit(SELLER);
        var event = event("pi_1", "a");
        events.append(unit, event);
        assertThat(test.platform().groupCommit().commit(unit))
                .isEqualTo(GroupCommit.Outcome.COMMITTED);
        events.drain();
        assertThat(heard).containsExactly("pi_11");
        assertThat(events.find(SELLER, event.id())).contains(event);
    }

    /** The law that a serial position breaks: a commit that is late with an older number. */
    @Test
    void an_event_that_commits_late_is_not_skipped() throws SQLException {
        events.subscribe("shop", List.of("a"), e -> heard.add(e.subject()));
        try (var late = direct()) {
            late.setAutoCommit(false);
            var first = event("early-id", "a");
            insert(late, first);
            append("second", "a");
            append("third", "a");
            var undisturbed = new EventSql(test.platform().tx()).after(EventSql.Position.START, 10);
            assertThat(undisturbed).isEmpty();
            late.commit();
        }
        events.drain();
        assertThat(heard).containsExactly("early-id", "second", "third");
    }

    /** Numbers are compared as numbers, also where they get one digit more. */
    @Test
    void order_holds_when_transaction_numbers_get_longer() throws SQLException {
        events.subscribe("shop", List.of("a"), e -> heard.add(e.subject()));
        burnTransactionNumbers();
        var expected = new ArrayList<String>();
        for (int n = 0; n < 12; n++) {
            append("s" + n, "a");
            expected.add("s" + n);
        }
        events.drain();
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void nothing_is_lost_or_disordered_while_many_write() throws Exception {
        int writers = 16;
        int each = 60;
        events.subscribe("shop", List.of("a"), e -> heard.add(e.subject() + ":" + e.version()));
        test.platform().start();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                int writer = w;
                var _ = pool.submit(() -> write(writer, each));
            }
        }
        eventually(() -> heard.size() >= writers * each);
        assertThat(heard).hasSize(writers * each).doesNotHaveDuplicates();
        for (int w = 0; w < writers; w++) {
            var prefix = "s" + w + ":";
            var versions =
                    heard.stream()
                            .filter(h -> h.startsWith(prefix))
                            .map(h -> Integer.parseInt(h.substring(prefix.length())))
                            .toList();
            var sorted = new ArrayList<>(versions);
            Collections.sort(sorted);
            assertThat(versions).isEqualTo(sorted);
        }
    }

    @Test
    void a_place_survives_a_restart_of_the_program() {
        events.subscribe("shop", List.of("a"), e -> heard.add(e.subject()));
        append("one", "a");
        events.drain();
        append("two", "a");
        try (var second = test.another()) {
            var again = new ArrayList<String>();
            second.events().subscribe("shop", List.of("a"), e -> again.add(e.subject()));
            second.events().drain();
            assertThat(again).containsExactly("two");
        }
    }

    @Test
    void a_new_group_begins_at_the_beginning() {
        append("one", "a");
        events.subscribe("later", List.of("a"), e -> heard.add(e.subject()));
        events.drain();
        assertThat(heard).containsExactly("one");
    }

    @Test
    void an_event_that_fails_is_parked_and_offered_again() {
        var broken = new AtomicInteger(5);
        events.subscribe(
                "shop",
                List.of("a"),
                e -> {
                    if (e.subject().equals("bad") && broken.getAndDecrement() > 0)
                        throw new IllegalStateException("not today");
                    heard.add(e.subject());
                });
        append("bad", "a");
        append("good", "a");
        events.drain();
        assertThat(heard).containsExactly("good");
        assertThat(events.parked(10))
                .singleElement()
                .satisfies(p -> assertThat(p.lastError()).contains("not today"));

        test.clock().advance(Duration.ofMinutes(2));
        test.platform().chores().run("events.parked");
        assertThat(heard).containsExactly("good");
        test.clock().advance(Duration.ofMinutes(5));
        test.platform().chores().run("events.parked");
        assertThat(heard).containsExactly("good", "bad");
        assertThat(events.parked(10)).isEmpty();
    }

    @Test
    void an_event_is_claimed_once_by_each_group() {
        var event = append("x", "a");
        assertThat(claimed("g", event)).isTrue();
        assertThat(claimed("g", event)).isFalse();
        assertThat(claimed("h", event)).isTrue();
        test.clock().advance(Duration.ofDays(9));
        test.platform().chores().run("events.handled");
        assertThat(claimed("g", event)).isTrue();
    }

    @Test
    void one_process_delivers_and_another_takes_over() throws Exception {
        events.subscribe("shop", List.of("a"), e -> heard.add("first " + e.subject()));
        try (var second = test.another()) {
            second.events()
                    .subscribe("shop", List.of("a"), e -> heard.add("second " + e.subject()));
            test.platform().start();
            append("x", "a");
            eventually(() -> !heard.isEmpty());
            second.start();
            append("y", "a");
            eventually(() -> heard.size() > 1);
            assertThat(heard).containsExactly("first x", "first y");
            test.platform().events().stop();
            append("z", "a");
            eventually(() -> heard.size() > 2);
            assertThat(heard.getLast()).isEqualTo("second z");
        }
    }

    @Test
    void the_newest_events_of_an_account_come_first() {
        var ids = new ArrayList<String>();
        for (int n = 0; n < 5; n++) {
            test.clock().advance(Duration.ofSeconds(1));
            ids.addFirst(append("s" + n, "a").id());
        }
        assertThat(ids).allMatch(id -> id.endsWith("0") && id.startsWith("evt_"));
        assertThat(events.newest(SELLER, Optional.empty(), 2))
                .extracting(Event::id)
                .isEqualTo(ids.subList(0, 2));
        assertThat(events.newest(SELLER, Optional.of(ids.get(1)), 10))
                .extracting(Event::id)
                .isEqualTo(ids.subList(2, 5));
        assertThat(events.newest(new AccountId(44), Optional.empty(), 2)).isEmpty();
    }

    /** A dump restored into a younger cluster holds numbers from that cluster's future. */
    @Test
    void a_log_that_was_moved_to_another_cluster_goes_on() throws SQLException {
        events.subscribe("shop", List.of("a"), e -> heard.add(e.subject()));
        append("heard", "a");
        events.drain();
        append("unheard", "a");
        try (var owner = owner();
                var statement = owner.createStatement()) {
            statement.execute(
                    "update platform.event set xid = (xid::text::bigint + 1000000000)::text::xid8;"
                            + " update platform.event_cursor set xid ="
                            + " (xid::text::bigint + 1000000000)::text::xid8");
        }
        try (var moved = test.another()) {
            moved.migrate("platform");
            moved.events().subscribe("shop", List.of("a"), e -> heard.add(e.subject()));
            append("after", "a");
            moved.events().drain();
            moved.chores().run("events.parked");
            assertThat(heard).containsExactlyInAnyOrder("heard", "after", "unheard");
        }
    }

    @Test
    void a_payload_that_is_too_long_is_refused() {
        var e = event("x", "a");
        var long_ = Optional.of("x".repeat(70_000));
        var fat =
                new Event(
                        e.id(), SELLER, e.types(), "x", 1, long_, e.request(), e.request(), e.at());
        assertThatThrownBy(
                        () -> test.platform().tx().doInAccount(SELLER, t -> events.append(t, fat)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean claimed(String group, Event event) {
        return test.platform().tx().inAccount(SELLER, t -> events.firstTime(t, group, event));
    }

    private boolean write(int writer, int each) {
        for (int n = 1; n <= each; n++) {
            int version = n;
            var subject = "s" + writer;
            test.platform()
                    .tx()
                    .doInAccount(
                            SELLER,
                            t -> {
                                LockRows.lock(t, SELLER, subject);
                                events.append(t, event(subject, version, "a"));
                            });
        }
        return true;
    }

    private Event append(String subject, String... types) {
        var event = event(subject, types);
        test.platform().tx().doInAccount(SELLER, t -> events.append(t, event));
        return event;
    }

    private Event event(String subject, String... types) {
        return event(subject, 1, types);
    }

    private Event event(String subject, int version, String... types) {
        return new Event(
                events.newId(SELLER),
                SELLER,
                List.of(types),
                subject,
                version,
                Optional.empty(),
                Optional.of("req_1"),
                Optional.empty(),
                test.clock().now());
    }

    /** Up to a little below the next power of ten. */
    private void burnTransactionNumbers() throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    do $$
                    declare
                        here bigint := pg_current_xact_id()::text::bigint;
                    begin
                        for n in 1 .. (10 ^ length(here::text))::bigint - here - 6 loop
                            perform pg_current_xact_id();
                            commit;
                        end loop;
                    end $$\
                    """);
        }
    }

    private Connection direct() throws SQLException {
        return DriverManager.getConnection(
                TestServer.get().url(test.database(), EmbeddedPostgres.APP));
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                TestServer.get().url(test.database(), EmbeddedPostgres.OWNER));
    }

    private static void insert(Connection connection, Event event) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "insert into platform.event (account_id, event_id, types, subject, version,"
                                + " at) values (?, ?, ?, ?, 1, now())")) {
            statement.setLong(1, event.account().number());
            statement.setString(2, event.id());
            statement.setString(3, "a");
            statement.setString(4, event.subject());
            statement.executeUpdate();
        }
    }

    private static void eventually(java.util.function.BooleanSupplier condition) {
        Eventually.is(condition);
    }
}
