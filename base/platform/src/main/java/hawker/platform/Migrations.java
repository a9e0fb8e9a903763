package hawker.platform;

import hawker.platform.Grants.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
 * <p>A schema carries the fingerprint of the files it was made from, as its comment. A start that
 * finds its own fingerprint there, and all tables, has nothing to do: most starts do not wait for
 * Flyway at all.
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

    /** Brings the rooms up to date in this order. */
    void migrate(String... rooms) {
        var stamps = new LinkedHashMap<String, String>();
        for (var room : rooms) {
            if (!room.matches("[a-z][a-z0-9_]*")) throw new IllegalArgumentException(room);
            stamps.put(room, stamp(room, profile, roles));
        }
        stamps.keySet().removeAll(current(stamps));
        stamps.forEach(this::migrate);
    }

    /** What a schema made from the room's files of today carries as its comment. */
    static String stamp(String room, SchemaProfile profile, Roles roles) {
        return Fingerprint.of(room, profile, roles);
    }

    /** The rooms whose schema was made from these very files and has all its tables. */
    private Set<String> current(Map<String, String> stamps) {
        try (var connection = owner.getConnection()) {
            var made =
                    Distribution.names(
                            connection,
                            "select concat(nspname, ' ', obj_description(oid, 'pg_namespace'))"
                                    + " from pg_namespace");
            var tables =
                    Distribution.names(
                            connection,
                            "select n.nspname || '.' || c.relname from pg_class c"
                                    + " join pg_namespace n on n.oid = c.relnamespace"
                                    + " where c.relkind in ('r', 'p') and not c.relispartition");
            var current = new TreeSet<String>();
            stamps.forEach((room, stamp) -> {
                if (made.contains(room + " " + stamp)
                        && tables.containsAll(Manifest.of(room).qualified())) current.add(room);
            });
            return current;
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    private void migrate(String room, String stamp) {
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
        finish(manifest, stamp);
    }

    private void finish(Manifest manifest, String stamp) {
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
            try (var statement = connection.createStatement()) {
                statement.execute("comment on schema " + manifest.room() + " is '" + stamp + "'");
            }
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

    /** What a schema was made from: its files, how they are read, and the code that does it. */
    private static final class Fingerprint {

        private static final List<Class<?>> MAKERS =
                List.of(
                        Migrations.class,
                        Distributing.class,
                        Distribution.class,
                        Manifest.class,
                        Grants.class,
                        SchemaProfile.class);

        static String of(String room, SchemaProfile profile, Roles roles) {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                for (var maker : MAKERS) add(digest, maker.getName().replace('.', '/') + ".class");
                for (var file : files("hawker/" + room + "/schema/")) add(digest, file);
                var setting =
                        new TreeMap<>(profile.placeholders())
                                + " "
                                + profile.partitions()
                                + new TreeMap<>(roles.byName());
                digest.update(setting.getBytes(StandardCharsets.UTF_8));
                return "made from " + HexFormat.of().formatHex(digest.digest());
            } catch (IOException e) {
                throw new UncheckedIOException("reading the schema of " + room, e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void add(MessageDigest digest, String path) throws IOException {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            try (var in = Migrations.class.getClassLoader().getResourceAsStream(path)) {
                if (in == null) throw new IOException("no " + path);
                digest.update(in.readAllBytes());
            }
        }

        /**
         * The files of a folder on the class path, which lies whole in one jar or one directory.
         */
        private static Set<String> files(String folder) throws IOException {
            var manifest = folder + "distribution.txt";
            var found = Migrations.class.getClassLoader().getResource(manifest);
            if (found == null) throw new IllegalStateException("no " + manifest);
            if (found.openConnection() instanceof JarURLConnection inJar)
                try (var jar = inJar.getJarFile()) {
                    return named(jar.stream().map(ZipEntry::getName), folder);
                }
            try (var inDirectory = Files.list(Path.of(URI.create(found.toString())).getParent())) {
                return named(inDirectory.map(file -> folder + file.getFileName()), folder);
            }
        }

        private static Set<String> named(Stream<String> names, String folder) {
            return names.filter(name -> name.startsWith(folder) && !name.endsWith("/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
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
