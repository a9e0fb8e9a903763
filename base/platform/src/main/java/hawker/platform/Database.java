package hawker.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One role's pool of connections, and the two ways to use one: a transaction or a read.
 *
 * <p>The pool is small on purpose: requests are virtual threads that wait for a connection, and
 * PostgreSQL does more a second with 16 busy connections than with 200. A request that has waited
 * {@link #PATIENCE} for one is told that the database is away (class 53), which the API answers
 * with 503 and Retry-After.
 */
final class Database implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 4;

    private static final String OFF =
            """
            select name from (values ('fsync'), ('full_page_writes'), ('synchronous_commit')) as s(name)
            where current_setting(name) = 'off'\
            """;

    /** How the driver calls the parts of an address that are not options. */
    private static final Set<String> PLACE = Set.of("PGHOST", "PGPORT", "PGDBNAME");

    private final HikariDataSource pool;
    private final SqlGate gate;

    /** The transaction that this thread is in. */
    private final ScopedValue<Tx> open = ScopedValue.newInstance();

    private Database(HikariDataSource pool, SqlGate gate) {
        this.pool = pool;
        this.gate = gate;
    }

    /** Connections are made when first needed, so a pool opens while the server is away. */
    static Database open(String name, String url, int size, SqlGate gate) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source(url, name));
        // The driver sends the time zone of this machine; dates in SQL are days of the books (UTC).
        config.setConnectionInitSql("set time zone 'UTC'");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(5).toMillis());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        return new Database(new HikariDataSource(config), gate);
    }

    /** The database role behind an address. */
    static String userOf(String url) {
        try (var connection = source(url, "roles").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_user::text")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    static DataSource source(String url, String name) {
        return driver(url, name);
    }

    /**
     * For migrations, which may take as long as they need. It sets what the address says and no
     * defaults: Flyway searches the whole address for secrets with many expressions, whose time
     * grows with the square of its length (100 ms a room when all defaults are in it).
     */
    static DataSource migrationSource(String url) {
        var said = Driver.parseURL(jdbc(url), new Properties());
        if (said == null) throw new IllegalArgumentException("not an address of PostgreSQL");
        var source = new PGSimpleDataSource();
        try {
            for (var name : said.stringPropertyNames())
                if (!PLACE.contains(name)) source.setProperty(name, said.getProperty(name));
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
        source.setServerNames(said.getProperty("PGHOST").split(","));
        source.setPortNumbers(
                Stream.of(said.getProperty("PGPORT").split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
        source.setDatabaseName(said.getProperty("PGDBNAME"));
        return source;
    }

    /** For the group-commit writers, whose few statements are all worth preparing at once. */
    static DataSource writerSource(String url) {
        var source = driver(url, "writer");
        source.setPrepareThreshold(1);
        return source;
    }

    private static PGSimpleDataSource driver(String url, String name) {
        var source = new PGSimpleDataSource();
        source.setURL(jdbc(url));
        source.setApplicationName("hawker " + name);
        source.setPrepareThreshold(2);
        source.setConnectTimeout(5);
        // A server that vanished without a word (power, network) must not hold a thread for ever;
        // above the roles' statement_timeout of 30 s.
        source.setSocketTimeout(60);
        source.setTcpKeepAlive(true);
        return source;
    }

    /** The usual form {@code postgres://user:password@host:port/name} is understood as well. */
    static String jdbc(String url) {
        if (url.startsWith("jdbc:")) return url;
        var uri = URI.create(url);
        if (!url.startsWith("postgres") || uri.getHost() == null)
            throw new IllegalArgumentException("not an address of a PostgreSQL database");
        var login =
                uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        var query = new StringJoiner("&", "?", "");
        if (login.length > 0) query.add("user=" + login[0]);
        if (login.length > 1) query.add("password=" + login[1]);
        if (uri.getRawQuery() != null) query.add(uri.getRawQuery());
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query;
    }

    /**
     * Work in one READ COMMITTED transaction; deadlocks are run again.
     *
     * @throws IllegalStateException within another one: the two would not be one
     */
    <T> T transaction(Function<Tx, T> work) {
        if (open.isBound()) throw new IllegalStateException("a transaction within a transaction");
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (DatabaseException e) {
                if (!e.isRetryable() || attempt == ATTEMPTS) throw e;
                pause(ThreadLocalRandom.current().nextLong(5, 20L << attempt));
            }
        }
    }

    /**
     * Statements outside a transaction: each is one round trip. Within one they are part of it: who
     * has a connection never waits for a second, or as many threads as the pool has connections
     * would wait for each other.
     */
    <T> T read(Function<Tx, T> read) {
        if (open.isBound()) return read.apply(open.get());
        try (var connection = connection()) {
            var tx = new Tx(connection, gate);
            var result = read.apply(tx);
            tx.committed();
            return result;
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    /**
     * Refuses to work with a database that may forget what it has acknowledged: an answered payment
     * must survive a loss of power. Asked at every start, since the settings can be changed on the
     * server at any time.
     */
    void refuseForgetting() {
        List<String> off = read(t -> t.list(OFF, row -> row.text("name")));
        if (!off.isEmpty())
            throw new IllegalStateException(
                    "the database may forget acknowledged payments: switch on "
                            + String.join(", ", off));
    }

    /** Whether it answers now; a closed pool does not. */
    boolean isReady() {
        try {
            return read(t -> t.one("select 1", row -> true)).isPresent();
        } catch (DatabaseException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T once(Function<Tx, T> work) {
        try (var connection = connection()) {
            connection.setAutoCommit(false);
            var tx = new Tx(connection, gate);
            T result;
            try {
                result = ScopedValue.where(open, tx).call(() -> work.apply(tx));
                connection.commit();
            } catch (Throwable failure) {
                rollback(connection, failure);
                throw failure;
            }
            connection.setAutoCommit(true);
            tx.committed();
            return result;
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone and the transaction with it; the first failure says why.
            failure.addSuppressed(e);
        }
    }

    private Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw new DatabaseException(
                    "53300", "no connection to the database: " + e.getMessage(), e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("57014", "interrupted between two attempts", e);
        }
    }
}
