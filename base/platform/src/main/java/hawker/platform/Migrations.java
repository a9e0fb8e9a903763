package hawker.platform;

import hawker.platform.Grants.Roles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Brings a room's schema up to date, as the owner of the tables. A version has three phases: {@code
 * V0001.1__x_tables.sql} (tables, no foreign keys), distribution (no file, see {@link
 * Distribution}) and {@code V0001.3__x_keys.sql} (foreign keys). Afterwards the manifest must name
 * exactly the tables that exist, and the program's roles get their grants.
 *
 * <p>Several nodes may start at once: Flyway holds its lock while it migrates (the one advisory
 * lock that is allowed, since all migrations meet on one database node), and the grants are given
 * under a lock on the history table.
 */
final class Migrations {

    private static final String HISTORY = "migration";

    private final DataSource owner;
    private final Roles roles;
    private final SchemaProfile profile;

    Migrations(DataSource owner, Roles roles, SchemaProfile profile) {
        this.owner = owner;
        this.roles = roles;
        this.profile = profile;
    }

    void migrate(String room) {
        if (!room.matches("[a-z][a-z0-9_]*")) throw new IllegalArgumentException(room);
        var manifest = Manifest.of(room);
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .schemas(room)
                .defaultSchema(room)
                .createSchemas(true)
                .table(HISTORY)
                .locations(profile.location().apply(room))
                .placeholders(profile.placeholders())
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .loggers("slf4j")
                .callbacks(new Distributing(manifest, profile))
                .load()
                .migrate();
        finish(manifest);
    }

    private void finish(Manifest manifest) {
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "lock table "
                                + manifest.room()
                                + "."
                                + HISTORY
                                + " in share row exclusive mode");
            }
            checkComplete(connection, manifest);
            Grants.apply(connection, manifest, roles);
            connection.commit();
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    private static void checkComplete(Connection connection, Manifest manifest)
            throws SQLException {
        var present =
                Distribution.names(
                        connection,
                        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = '"
                                + manifest.room()
                                + "' and c.relkind in ('r', 'p')"
                                + " and not c.relispartition");
        present.remove(HISTORY);
        UnaryOperator<String> in =
                what -> "hawker/" + manifest.room() + "/schema/distribution.txt " + what;
        var missing = new TreeSet<>(present);
        missing.removeAll(manifest.tables().keySet());
        if (!missing.isEmpty())
            throw new IllegalStateException(in.apply("lacks tables " + missing));
        var absent = new TreeSet<>(manifest.tables().keySet());
        absent.removeAll(present);
        if (!absent.isEmpty())
            throw new IllegalStateException(in.apply("names tables that do not exist: " + absent));
    }

    /** Runs the second phase before everything (repair) and after each file of a first phase. */
    private record Distributing(Manifest manifest, SchemaProfile profile) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                profile.partition(context.getConnection(), manifest.room());
                Distribution.apply(context.getConnection(), manifest);
            } catch (SQLException e) {
                throw Tx.failure(e);
            }
        }

        @Override
        public String getCallbackName() {
            return "distribution";
        }
    }
}
