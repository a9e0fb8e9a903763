package hawker.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL server of our own: one folder, one child process, loopback only. It keeps its data
 * between starts and is as durable as any other (fsync and synchronous_commit stay on).
 *
 * <p>{@code DATA/postgres/18} is the cluster, {@code DATA/postgres.log} what the server says,
 * {@code DATA/postgres.secret} (mode 0600) the secret from which the roles' passwords are derived,
 * {@code DATA/hawker.lock} is held by the program that works here: a second one would take the
 * first one's server for a leftover and stop it.
 *
 * <p>Roles: {@code postgres} makes databases and roles; {@code hawker_owner} owns the schemas and
 * runs the migrations; {@code hawker} is the program, which owns nothing and holds only what {@link
 * Grants} gives it; {@code hawker_vault} is the vault's.
 */
final class EmbeddedPostgres implements AutoCloseable {

    static final String OWNER = "hawker_owner";
    static final String APP = "hawker";
    static final String VAULT = "hawker_vault";

    private static final String MAJOR = "18";

    /** How long the last program on the folder may take to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What differs between a real server and one for tests.
     *
     * @param sharedBuffers as PostgreSQL writes it, "512MB"
     * @param extra further settings, "name=value"
     * @param throwAway whether the making of the cluster need not be made durable
     */
    record Options(String sharedBuffers, List<String> extra, boolean throwAway) {
        Options(String sharedBuffers, List<String> extra) {
            this(sharedBuffers, extra, false);
        }
    }

    private final FileChannel lock;
    private final Path data;
    private final String secret;
    private final ServerProcess server;
    private boolean rolesMade;

    private EmbeddedPostgres(FileChannel lock, Path data, String secret, ServerProcess server) {
        this.lock = lock;
        this.data = data;
        this.secret = secret;
        this.server = server;
    }

    /**
     * Starts the server on a folder, making the cluster at the first start.
     *
     * @throws IllegalStateException another program works in this folder
     */
    static EmbeddedPostgres start(Path data, Options options) {
        try {
            Files.createDirectories(data);
            data = data.toRealPath();
            var lock = locked(data);
            try {
                return start(lock, data, options);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + data, e);
        }
    }

    /** A lock of the kernel's: it ends with the process, however that ends. */
    private static FileChannel locked(Path data) throws IOException {
        var channel =
                FileChannel.open(
                        data.resolve("hawker.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        var patience = System.nanoTime() + PATIENCE.toNanos();
        while (!isLocked(channel)) {
            if (System.nanoTime() > patience) {
                channel.close();
                throw new IllegalStateException(
                        "another Hawker works in "
                                + data
                                + ". Stop that one, or give this one a folder of its own: --data DIR");
            }
            LockSupport.parkNanos(50_000_000);
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException anotherOfThisProcess) {
            return false;
        }
    }

    private static EmbeddedPostgres start(FileChannel lock, Path data, Options options)
            throws IOException {
        var user = OsUser.forServer();
        user.checkCanReach(data);
        var binaries = PostgresBinaries.unpacked(PostgresBinaries.cache(user.switched()));
        var secret = secret(data.resolve("postgres.secret"));
        var clusters = data.resolve("postgres");
        var cluster = clusters.resolve(MAJOR);
        if (!Files.exists(cluster.resolve("PG_VERSION")))
            ClusterMaker.make(
                    binaries,
                    user,
                    clusters,
                    MAJOR,
                    password(secret, "postgres"),
                    !options.throwAway());
        var server =
                new ServerProcess(binaries, user, cluster, data.resolve("postgres.log"), options);
        server.start();
        return new EmbeddedPostgres(lock, data, secret, server);
    }

    /** Makes roles (once) and a database that {@link #OWNER} owns; nothing if it exists. */
    void createDatabase(String name) {
        create(name, "template0");
    }

    /**
     * A copy of a database that nobody is connected to, file by file: half of what logging costs.
     */
    void copyDatabase(String template, String name) {
        create(name, template + " strategy file_copy");
    }

    private void create(String name, String template) {
        try (var connection = superuser()) {
            ensureRoles(connection);
            if (exists(connection, "select 1 from pg_database where datname = '" + name + "'"))
                return;
            execute(
                    connection,
                    "create database " + name + " owner " + OWNER + " template " + template);
            execute(
                    connection,
                    "revoke all on database "
                            + name
                            + " from public; grant connect on database "
                            + name
                            + " to "
                            + OWNER
                            + ", "
                            + APP
                            + ", "
                            + VAULT);
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    private synchronized void ensureRoles(Connection connection) throws SQLException {
        if (rolesMade) return;
        for (var role : List.of(OWNER, APP, VAULT)) ensureRole(connection, role);
        rolesMade = true;
    }

    void dropDatabase(String name) {
        try (var connection = superuser()) {
            execute(connection, "drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    /** A JDBC address with user and password in it: never to be logged. */
    String url(String database, String role) {
        return "jdbc:postgresql://127.0.0.1:"
                + server.port()
                + "/"
                + database
                + "?user="
                + role
                + "&password="
                + password(secret, role);
    }

    Path data() {
        return data;
    }

    ServerProcess server() {
        return server;
    }

    /** A connection that may do everything, to the server's own database. */
    Connection superuser() throws SQLException {
        return DriverManager.getConnection(url("postgres", "postgres"));
    }

    @Override
    public void close() {
        server.close();
        unlock();
    }

    /** Stops at once, for a cluster that is thrown away. */
    void abandon() {
        server.stop("QUIT");
        unlock();
    }

    private void unlock() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ensureRole(Connection connection, String role) throws SQLException {
        if (exists(connection, "select 1 from pg_roles where rolname = '" + role + "'")) return;
        execute(
                connection,
                "create role " + role + " login password '" + password(secret, role) + "'");
        if (role.equals(OWNER)) return;
        // A statement or a lock that takes this long is a fault; a forgotten transaction would
        // hold back vacuum and the event log (see Events).
        execute(connection, "alter role " + role + " set statement_timeout = '30s'");
        execute(connection, "alter role " + role + " set lock_timeout = '10s'");
        execute(
                connection,
                "alter role " + role + " set idle_in_transaction_session_timeout = '60s'");
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, ownerOnly());
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    private static String password(String secret, String role) {
        return Secrets.sha256(secret + ":" + role);
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }
}
