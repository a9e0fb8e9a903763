package hawker.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How tables are made. Everywhere but in one pass of the tests they are plain; there they are hash
 * partitioned by the column that owns their rows, so that PostgreSQL itself refuses what a
 * distributed database would refuse (a unique key without that column).
 *
 * @param placeholders what stands for by_account, by_user, by_name and by_author_key at the end of
 *     a CREATE TABLE
 * @param location where Flyway finds the migrations of a room
 * @param partitions of each partitioned table; 0: there are none
 */
record SchemaProfile(
        Map<String, String> placeholders, UnaryOperator<String> location, int partitions) {

    SchemaProfile {
        placeholders = Map.copyOf(placeholders);
    }

    static SchemaProfile plain() {
        return new SchemaProfile(
                Map.of("by_account", "", "by_user", "", "by_name", "", "by_author_key", ""),
                room -> "classpath:hawker/" + room + "/schema",
                0);
    }

    /** Gives partitions to the room's tables that have none yet. */
    void partition(Connection connection, String room) throws SQLException {
        if (partitions == 0) return;
        for (var table : bare(connection, room))
            try (var statement = connection.createStatement()) {
                for (int n = 0; n < partitions; n++)
                    statement.execute(
                            "create table %s.%s_p%d partition of %s.%s for values with (modulus %d, remainder %d)"
                                    .formatted(room, table, n, room, table, partitions, n));
            }
    }

    private static Set<String> bare(Connection connection, String room) throws SQLException {
        return Distribution.names(
                connection,
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind = 'p' and n.nspname = '"
                        + room
                        + "' and not exists (select from pg_inherits i where i.inhparent = c.oid)");
    }
}
