package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.SettableClock;
import hawker.platform.Grants.Line;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void the_calls_to_citus_stand_as_written() {
        var calls =
                Distribution.calls(
                        Manifest.of("platform"), Manifest.of("platform").tables().keySet());
        assertThat(String.join("\n", calls))
                .isEqualTo(
                        """
                        select create_distributed_table('platform.event', 'account_id', shard_count => 32, colocate_with => 'none')
                        select create_distributed_table('platform.event_parked', 'account_id', colocate_with => 'platform.event')
                        select create_distributed_table('platform.handled_event', 'account_id', colocate_with => 'platform.event')
                        select create_distributed_table('platform.job', 'account_id', colocate_with => 'platform.event')
                        select create_distributed_table('platform.lock_row', 'account_id', colocate_with => 'platform.event')
                        select create_distributed_table('platform.mail', 'account_id', colocate_with => 'platform.event')
                        select create_distributed_table('platform.user_lock', 'user_id', shard_count => 32, colocate_with => 'none')
                        select create_distributed_table('platform.event_cursor', null)
                        select create_distributed_table('platform.lease', null)
                        select create_distributed_table('platform.chore', null)\
                        """);
        assertThat(Distribution.calls(Manifest.of("platform"), Set.of())).isEmpty();
    }

    @Test
    void grants_are_all_or_as_the_file_says() {
        var grants = Grants.of(Manifest.of("platform"));
        assertThat(grants)
                .contains(new Line("event", "", "select,insert"))
                .contains(new Line("event", "vault", "select,insert"))
                .contains(new Line("mail", "", "select,insert,update,delete"))
                .doesNotContain(new Line("event", "", "select,insert,update,delete"));
    }

    @Test
    void migrating_twice_changes_nothing() {
        try (var test = TestPlatform.open()) {
            test.platform().migrate("platform");
            test.platform().migrate("platform");
        }
    }

    @Test
    void a_schema_is_made_again_when_its_mark_or_a_table_is_missing() {
        try (var test = TestPlatform.open()) {
            var owner = TestServer.get().url(test.database(), EmbeddedPostgres.OWNER);
            runs(owner, "revoke select on platform.mail from " + EmbeddedPostgres.APP);
            test.platform().migrate("platform");
            assertThat(mayRead(test)).as("nothing to do").isFalse();

            runs(owner, "comment on schema platform is 'made from something else'");
            test.platform().migrate("platform");
            assertThat(mayRead(test)).as("made again, with its grants").isTrue();

            runs(owner, "drop table platform.mail");
            assertThatThrownBy(() -> test.platform().migrate("platform"))
                    .hasMessageContaining("mail");
        }
    }

    private static boolean mayRead(TestPlatform test) {
        String sql =
                "select has_table_privilege(current_user, 'platform.mail', 'select')::text as may";
        return test.platform()
                .tx()
                .onSingle(t -> t.one(sql, row -> row.text("may")))
                .orElseThrow()
                .equals("true");
    }

    private static void runs(String url, String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_room_without_a_manifest_is_refused() {
        try (var test = TestPlatform.open()) {
            assertThatThrownBy(() -> test.platform().migrate("nowhere"))
                    .hasMessageContaining("distribution.txt");
            assertThatThrownBy(() -> test.platform().migrate("no; drop"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /**
     * PostgreSQL itself refuses a unique key without the owner when tables are hash partitioned.
     */
    @Test
    void the_tables_can_be_partitioned_by_their_owner() {
        var server = TestServer.get();
        server.postgres().createDatabase("hashed");
        var clock = new SettableClock(TestPlatform.START);
        var settings = TestPlatform.settings("hashed", Map.of());
        try (var platform = Platform.open(settings, clock, SqlGate.OPEN, HashProfile.hashed())) {
            platform.migrate("platform");
            String sql = "select count(*) as n from pg_inherits";
            long partitions =
                    platform.tx().onSingle(t -> t.one(sql, row -> row.number("n"))).orElseThrow();
            assertThat(partitions).isGreaterThanOrEqualTo(28);
        } finally {
            server.drop("hashed");
        }
    }
}
