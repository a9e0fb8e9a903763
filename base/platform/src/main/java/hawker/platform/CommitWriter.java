package hawker.platform;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit.Outcome;
import hawker.platform.GroupCommit.Unit;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one connection that writes batches of units; the why is at {@link GroupCommit}.
 */
final class CommitWriter {

    /** How long a batch waits, unsent, for a database that is away. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(CommitWriter.class);
    private static final int ATTEMPTS = 4;

    /** A unit and the thread that waits for it. */
    private static final class Waiting {
        final Unit unit;
        final Thread thread = Thread.currentThread();
        volatile @Nullable Outcome outcome;
        volatile @Nullable DatabaseException failure;

        Waiting(Unit unit) {
            this.unit = unit;
        }

        void done(Outcome result) {
            outcome = result;
            LockSupport.unpark(thread);
        }

        void failed(DatabaseException why) {
            failure = why;
            LockSupport.unpark(thread);
        }
    }

    /** Ends the wait of a writer that is to stop. */
    private static final Waiting END = new Waiting(new Unit(new AccountId(2)));

    private final DataSource source;
    private final CommitTables tables;
    private final ArrayBlockingQueue<Waiting> queue;
    private final int most;
    private final Thread thread;
    private final Map<Long, PreparedStatement> statements = new HashMap<>();
    private final DistributionSummary sizes;
    private final Timer times;
    private volatile boolean stopping;
    private @Nullable Connection connection;

    CommitWriter(
            String name,
            DataSource source,
            CommitTables tables,
            int capacity,
            int most,
            MeterRegistry metrics) {
        this.source = source;
        this.tables = tables;
        this.most = most;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.sizes = DistributionSummary.builder("hawker.group.commit.units").register(metrics);
        this.times = Timer.builder("hawker.group.commit").register(metrics);
        Gauge.builder("hawker.group.commit.waiting", queue, ArrayBlockingQueue::size)
                .tag("writer", name)
                .register(metrics);
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
    }

    int waiting() {
        return queue.size();
    }

    Outcome commit(Unit unit) {
        var waiting = new Waiting(unit);
        if (stopping || !queue.offer(waiting))
            throw new DatabaseException("53400", "no room for another unit of rows", null);
        // Offered to a writer that has just ended: nobody will look at the queue again.
        if (!thread.isAlive()) LockSupport.unpark(waiting.thread);
        boolean interrupted = false;
        while (waiting.outcome == null && waiting.failure == null) {
            LockSupport.park(this);
            // The rows may be durable already, so an interrupt cannot end the wait: it is kept for
            // afterwards. A writer that has stopped answers nobody, so look at it.
            interrupted |= Thread.interrupted();
            if (!thread.isAlive() && waiting.outcome == null && queue.remove(waiting))
                waiting.failure = new DatabaseException("53400", "the program stops", null);
        }
        if (interrupted) Thread.currentThread().interrupt();
        var failure = waiting.failure;
        // Thrown anew in the caller's thread, so that the stack says who asked.
        if (failure != null)
            throw new DatabaseException(
                    failure.sqlState(), String.valueOf(failure.getMessage()), failure);
        var outcome = waiting.outcome;
        if (outcome == null) throw new IllegalStateException("woken without an outcome");
        return outcome;
    }

    void stop() {
        stopping = true;
        // Wakes an idle writer; a busy one looks after its batch.
        queue.offer(END);
    }

    void await() {
        try {
            thread.join(PATIENCE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var rest : queue) LockSupport.unpark(rest.thread);
    }

    private void run() {
        var batch = new ArrayList<Waiting>(most);
        while (!stopping || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, most - 1);
                if (stopping) batch.removeIf(each -> each == END);
                if (!batch.isEmpty()) write(batch);
            } catch (InterruptedException e) {
                log.warn("A writer does not stop on an interrupt; it stops when it is closed");
            } catch (Throwable e) {
                // Also an OutOfMemoryError: a writer that ended would leave its callers waiting.
                log.error("A batch failed in an unexpected way", e);
                disconnect();
                var doubt = new DatabaseException("08007", "the writer failed: in doubt", e);
                for (var each : batch)
                    if (each.outcome == null && each.failure == null) each.failed(doubt);
            }
            batch.clear();
        }
        disconnect();
    }

    /** Writes all of it or, if that fails, each half by itself. */
    private void write(List<Waiting> batch) {
        var failure = attempt(batch);
        if (failure == null) {
            for (var each : batch) each.done(Outcome.COMMITTED);
        } else if (batch.size() == 1) {
            alone(batch.getFirst(), failure);
        } else if (failure.sqlState().startsWith("08")) {
            for (var each : batch) each.failed(failure);
        } else {
            int half = batch.size() / 2;
            write(batch.subList(0, half));
            write(batch.subList(half, batch.size()));
        }
    }

    private void alone(Waiting unit, DatabaseException first) {
        @Nullable DatabaseException failure = first;
        for (int n = 1; n < ATTEMPTS && failure != null && failure.isRetryable(); n++)
            failure = attempt(List.of(unit));
        if (failure == null) unit.done(Outcome.COMMITTED);
        else if (failure.sqlState().equals("22012") || failure.isDuplicate())
            unit.done(Outcome.CONFLICT);
        else unit.failed(failure);
    }

    /** One transaction in one round trip; null when it is durable. */
    private @Nullable DatabaseException attempt(List<Waiting> batch) {
        Connection connected;
        try {
            connected = connected();
        } catch (SQLException e) {
            return new DatabaseException("08001", "the database is away: " + e.getMessage(), e);
        }
        PreparedStatement statement;
        try {
            statement = bound(connected, batch);
        } catch (SQLException
                | ArithmeticException
                | IllegalArgumentException
                | ClassCastException e) {
            return new DatabaseException("22000", "a unit has a wrong value: " + e.getMessage(), e);
        }
        try {
            long started = System.nanoTime();
            statement.execute();
            times.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            sizes.record(batch.size());
            return null;
        } catch (SQLException e) {
            if (!broken(e)) return Tx.failure(e);
            disconnect();
            return new DatabaseException("08007", "connection lost during a commit: in doubt", e);
        }
    }

    private PreparedStatement bound(Connection connected, List<Waiting> batch) throws SQLException {
        var rows = new HashMap<Integer, List<@Nullable Object[]>>();
        long mask = 0;
        for (var each : batch)
            for (var row : each.unit.rows()) {
                int number = tables.number(row.insert());
                mask |= 1L << number;
                rows.computeIfAbsent(number, n -> new ArrayList<>()).add(row.values());
            }
        var text = tables.text(mask);
        var statement = statements.get(mask);
        if (statement == null) {
            statement = connected.prepareStatement(text.sql());
            statements.put(mask, statement);
        }
        int at = 1;
        for (int number : text.numbers()) {
            var table = tables.table(number);
            var gathered = table.gathered(rows.getOrDefault(number, List.of()));
            for (int c = 0; c < table.columnCount(); c++)
                statement.setObject(at++, table.array(c, gathered));
            if (!table.insert().adds()) statement.setLong(at++, gathered.size());
        }
        return statement;
    }

    private Connection connected() throws SQLException {
        var known = connection;
        if (known != null) return known;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var fresh = source.getConnection();
                try (var statement = fresh.createStatement()) {
                    // The plans are known to be right for every size: index look-ups, nothing else.
                    statement.execute(
                            "set time zone 'UTC'; set plan_cache_mode = force_generic_plan; set enable_seqscan = off;"
                                    + " set enable_hashjoin = off; set enable_mergejoin = off");
                }
                connection = fresh;
                return fresh;
            } catch (SQLException e) {
                if (!broken(e) || stopping || System.nanoTime() > patience) throw e;
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void disconnect() {
        statements.clear();
        var known = connection;
        connection = null;
        if (known == null) return;
        try {
            known.close();
        } catch (SQLException e) {
            log.debug("Closing a broken connection failed", e);
        }
    }

    /** Whether a failure means that the connection is of no use any more. */
    private static boolean broken(SQLException e) {
        var state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}
