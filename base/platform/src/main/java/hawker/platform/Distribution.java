package hawker.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second phase of a migration: tells Citus where rows live. It runs between the tables and
 * their foreign keys, because Citus refuses to distribute tables that are tied to local ones. It is
 * idempotent, so a start that crashed between two phases is repaired by the next. On a plain
 * PostgreSQL it does nothing and says so once.
 */
final class Distribution {

    private static final Logger log = LoggerFactory.getLogger(Distribution.class);

    /**
     * The tables that all others of their kind are colocated with; the platform makes them first.
     */
    static final String ACCOUNT_ANCHOR = "platform.event";

    static final String USER_ANCHOR = "platform.user_lock";
    private static final int SHARDS = 32;

    private Distribution() {}

    /** The calls for tables of a room that exist and are not distributed yet, in their order. */
    static List<String> calls(Manifest manifest, Set<String> waiting) {
        var calls = new ArrayList<String>();
        for (var kind :
                List.of(
                        Manifest.Kind.REFERENCE,
                        Manifest.Kind.ACCOUNT,
                        Manifest.Kind.USER,
                        Manifest.Kind.NAME,
                        Manifest.Kind.SINGLE))
            for (var entry : manifest.tables().values())
                if (entry.kind() == kind && waiting.contains(entry.table()))
                    calls.add(call(manifest.room() + "." + entry.table(), entry));
        return calls;
    }

    private static String call(String table, Manifest.Entry entry) {
        return switch (entry.kind()) {
            case REFERENCE -> "select create_reference_table('" + table + "')";
            case ACCOUNT -> distributed(table, entry.column(), ACCOUNT_ANCHOR);
            case USER -> distributed(table, entry.column(), USER_ANCHOR);
            case NAME -> distributed(table, entry.column(), table);
            case SINGLE -> "select create_distributed_table('" + table + "', null)";
            case LOCAL -> throw new IllegalArgumentException(table + " stays where it is");
        };
    }

    private static String distributed(String table, String column, String anchor) {
        var start = "select create_distributed_table('" + table + "', '" + column + "', ";
        return table.equals(anchor)
                ? start + "shard_count => " + SHARDS + ", colocate_with => 'none')"
                : start + "colocate_with => '" + anchor + "')";
    }

    /** Brings the room's tables to where they belong. */
    static void apply(Connection connection, Manifest manifest) throws SQLException {
        if (names(connection, "select 1::text from pg_extension where extname = 'citus'").isEmpty())
            return;
        var waiting =
                names(
                        connection,
                        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = '"
                                + manifest.room()
                                + "' and c.relkind in ('r', 'p')"
                                + " and not c.relispartition"
                                + " and not exists (select from pg_dist_partition d where d.logicalrelid = c.oid)");
        for (var call : calls(manifest, waiting)) {
            log.info("{}", call);
            try (var statement = connection.createStatement()) {
                statement.execute(call);
            }
        }
    }

    static Set<String> names(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var names = new TreeSet<String>();
            while (rows.next()) names.add(rows.getString(1));
            return names;
        }
    }
}
