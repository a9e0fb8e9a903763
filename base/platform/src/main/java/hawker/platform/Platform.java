package hawker.platform;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Grants.Roles;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything below the rooms, opened once. */
public final class Platform implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Platform.class);
    private static final String DATABASE = "hawker";

    /** Libraries that tell much and say little; held here because the JDK keeps loggers weakly. */
    private static final List<java.util.logging.Logger> QUIET =
            Stream.concat(
                            quiet(Level.WARNING, "com.zaxxer.hikari", "org.flywaydb"),
                            // A stack trace for each connection of a server that went away.
                            quiet(Level.SEVERE, "com.zaxxer.hikari.pool.ProxyConnection"))
                    .toList();

    private final Settings settings;
    private final Clock clock;
    private final Ids ids;
    private final Optional<EmbeddedPostgres> embedded;
    private final SqlGate gate;
    private final SchemaProfile profile;
    private final Database database;
    private final TxRunner tx;
    private final GroupCommit groupCommit;
    private final Events events;
    private final Jobs jobs;
    private final Chores chores;
    private final Mailbox mail;
    private final Map<String, Database> otherRoles = new ConcurrentHashMap<>();
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Platform(
            Settings settings,
            Clock clock,
            Optional<EmbeddedPostgres> embedded,
            SqlGate gate,
            SchemaProfile profile) {
        log.debug("Quiet: {}", QUIET.size());
        this.settings = settings;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.embedded = embedded;
        this.gate = gate;
        this.profile = profile;
        this.database = Database.open("traffic", url(EmbeddedPostgres.APP), poolSize(), gate);
        this.tx = new TxRunner(database);
        this.groupCommit =
                new GroupCommit(
                        Database.writerSource(url(EmbeddedPostgres.APP)),
                        writers(),
                        batch(),
                        metrics);
        FunctionCounter.builder("hawker.database.wal.bytes", this, Platform::walBytes)
                .description("Bytes of write-ahead log written since the database was made")
                .register(metrics);
        this.events = new Events(clock, ids, tx, metrics);
        this.jobs = new Jobs(clock, tx, metrics);
        this.chores = new Chores(clock, tx, metrics);
        this.mail = new Mailbox(clock, ids, tx, jobs, Postman.of(settings));
        chores.every(Duration.ofMinutes(1), "events.parked", events::retryParked);
        chores.every(Duration.ofHours(1), "events.handled", events::forgetHandled);
        chores.every(Duration.ofHours(1), "jobs.done", jobs::forgetDone);
    }

    /**
     * Opens the database (starting the embedded one if no other is named) without migrating any
     * room.
     *
     * <p>A database of the operator's is named by three addresses: {@code HAWKER_DATABASE_URL} for
     * traffic, {@code HAWKER_DATABASE_MIGRATION_URL} for the owner of the tables and {@code
     * HAWKER_DATABASE_VAULT_URL} for the vault's role. The last two default to the first, but then
     * the database does not keep the program from changing what it should only append.
     */
    public static Platform open(Settings settings, Clock clock) {
        return open(settings, clock, SqlGate.OPEN, SchemaProfile.plain());
    }

    static Platform open(Settings settings, Clock clock, SqlGate gate, SchemaProfile profile) {
        var platform = new Platform(settings, clock, embedded(settings), gate, profile);
        try {
            platform.database.refuseForgetting();
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private static Optional<EmbeddedPostgres> embedded(Settings settings) {
        if (settings.databaseUrl().isPresent()) return Optional.empty();
        var buffers = settings.get("HAWKER_DATABASE_BUFFERS").orElse("512MB");
        var server =
                EmbeddedPostgres.start(
                        settings.data(), new EmbeddedPostgres.Options(buffers, List.of()));
        server.createDatabase(DATABASE);
        return Optional.of(server);
    }

    /**
     * Brings a room's schema up to date: {@code hawker/ROOM/schema} on the class path, its manifest
     * beside it.
     */
    public void migrate(String... rooms) {
        var owner = Database.migrationSource(url(EmbeddedPostgres.OWNER));
        new Migrations(owner, roles(), profile).migrate(rooms);
        if (List.of(rooms).contains("platform")) repairEventLog(owner);
    }

    private static void repairEventLog(DataSource owner) {
        try (var connection = owner.getConnection()) {
            EventMove.repair(connection);
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    /** Starts the threads that deliver events and run jobs and chores. */
    public void start() {
        events.start();
        jobs.start();
        chores.start();
    }

    /** Whether the database answers now. */
    public boolean isReady() {
        return database.isReady();
    }

    private double walBytes() {
        return tx.onSingle(read ->
                (double)
                        read.list(
                                        "select (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint b",
                                        row -> row.number("b"))
                                .getFirst());
    }

    public Settings settings() {
        return settings;
    }

    public Clock clock() {
        return clock;
    }

    public Ids ids() {
        return ids;
    }

    public TxRunner tx() {
        return tx;
    }

    /**
     * A transaction runner under another database role ("vault"), with a small pool of its own and
     * the grants that the rooms' grants.txt give to that role.
     */
    public TxRunner txAs(String role) {
        return new TxRunner(
                otherRoles.computeIfAbsent(
                        role, name -> Database.open(name, url("hawker_" + name), 8, gate)));
    }

    public GroupCommit groupCommit() {
        return groupCommit;
    }

    public Events events() {
        return events;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Chores chores() {
        return chores;
    }

    public Mailbox mail() {
        return mail;
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    @Override
    public void close() {
        chores.stop();
        jobs.stop();
        events.stop();
        groupCommit.close();
        otherRoles.values().forEach(Database::close);
        database.close();
        embedded.ifPresent(EmbeddedPostgres::close);
        metrics.close();
    }

    /** The server of our own, if there is one. */
    Optional<EmbeddedPostgres> embedded() {
        return embedded;
    }

    private int poolSize() {
        return settings.number("HAWKER_DATABASE_POOL", 16);
    }

    /** One for two cores: the other core is the server's, and fewer batches are fuller ones. */
    private int writers() {
        int cores = Runtime.getRuntime().availableProcessors();
        return settings.number("HAWKER_WRITERS", Math.max(1, cores / 2));
    }

    private int batch() {
        return settings.number("HAWKER_BATCH", GroupCommit.BATCH);
    }

    /** The address for a role: of the embedded server, or as the operator set it. */
    private String url(String role) {
        return embedded.map(server -> server.url(DATABASE, role)).orElseGet(() -> external(role));
    }

    private String external(String role) {
        var traffic = settings.databaseUrl().orElseThrow();
        if (role.equals(EmbeddedPostgres.APP)) return traffic;
        var name =
                role.equals(EmbeddedPostgres.OWNER)
                        ? "MIGRATION"
                        : role.substring("hawker_".length()).toUpperCase(Locale.ROOT);
        return settings.get("HAWKER_DATABASE_" + name + "_URL").orElse(traffic);
    }

    /** Who the program's roles are in this database; the owner itself needs no grants. */
    private Roles roles() {
        var owner = user(EmbeddedPostgres.OWNER);
        var byName = new HashMap<String, String>();
        byName.put(Roles.APP, user(EmbeddedPostgres.APP));
        byName.put("vault", user(EmbeddedPostgres.VAULT));
        if (byName.values().removeIf(owner::equals))
            log.warn(
                    "Traffic or vault use the owner of the tables, so append-only tables and the"
                            + " vault are not protected by the database: set"
                            + " HAWKER_DATABASE_MIGRATION_URL and HAWKER_DATABASE_VAULT_URL");
        return new Roles(byName);
    }

    private static Stream<java.util.logging.Logger> quiet(Level level, String... names) {
        return Stream.of(names)
                .map(java.util.logging.Logger::getLogger)
                .peek(each -> each.setLevel(level));
    }

    private String user(String role) {
        return embedded.isPresent() ? role : Database.userOf(url(role));
    }
}
