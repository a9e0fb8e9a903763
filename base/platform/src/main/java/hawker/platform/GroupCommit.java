package hawker.platform;

import hawker.kernel.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of many payments in one transaction and one round trip.
 *
 * <p>Why: a payment commits twice (attempt recorded, result recorded). One transaction each, a
 * statement at a time, costs 2.6 ms of PostgreSQL's CPU a payment; most of it is parsing messages,
 * starting and ending transactions and waking processes, not inserting rows. Here a request builds
 * a {@link Unit}, the rows of one fact, and parks. A few writer threads each take what has gathered
 * (at most {@value #BATCH} units), turn it into column arrays and send all of it in one message:
 * about 0.2 ms a payment. Nobody waits for a batch to fill: while one batch is being committed the
 * next one gathers, so a lone unit goes at once and a crowd goes together. All of this is as
 * durable as a transaction of its own: a unit's thread goes on after the database's commit.
 *
 * <p>How a batch is written ({@link CommitTable} has the texts): for each table one {@code insert …
 * select … from unnest(arrays)}, all joined by {@code ;} in one prepared statement with autocommit
 * on. The driver sends them with a single Sync at the end, and the server makes everything up to a
 * Sync one transaction, commit included. The text depends only on which tables take part, so a
 * handful of prepared statements serves all sizes.
 *
 * <p>Rows are inserted, not updated: the unique key of a row is the fence of its fact. A guarded
 * insert counts what it wrote and divides by zero when a row stood there already, which aborts the
 * whole batch (SQLSTATE 22012). Then the batch is halved and each half written by the same code,
 * down to single units: the one that stands alone and fails is in {@link Outcome#CONFLICT} (or gets
 * its exception), all others are committed, each wholly or not at all. Looking a key up before
 * committing keeps replays off that slow path. Sums ({@link Insert#adding}) are added up by key
 * within the batch and applied in key order, after all guarded rows, so that two writers or two
 * nodes meet on rows of a hot account in the same order and cannot deadlock, and hold them for the
 * shortest time.
 *
 * <p>Units of one account always go to the same writer. So two units with the same key (keys
 * contain the account) never wait for each other across two open transactions, and the order of an
 * account's units is the order in which they were offered.
 *
 * <p>Commit in doubt: when the connection breaks while a batch is under way, nobody knows whether
 * it was committed. No outcome is invented: each of its units fails with {@link DatabaseException}
 * 08007 (unavailable). The caller repeats the unit under the same keys: {@code COMMITTED} means it
 * had not been written, {@code CONFLICT} means that this or another attempt was, and the caller
 * reads the row by its key to learn which (payments does so before it answers anybody). A
 * connection that cannot be opened is tried for {@link CommitWriter#PATIENCE} while the batch waits
 * unsent, so a restart of the database shows as a slow payment, not as a failed one.
 *
 * <p>Ways not taken: a timer that waits for fuller batches (no gain: the commit under way is the
 * wait); COPY (no ON CONFLICT); multi-row VALUES (a text for each size); a writer for each core (on
 * 2 cores 2 writers halve the batches and cost 36 % at 32 connections, 4 cost more); asynchronous
 * commit (it would lose payments).
 */
public final class GroupCommit implements AutoCloseable {

    static final int BATCH = 128;
    private static final int QUEUE = 10_000;

    private final CommitTables tables = new CommitTables();
    private final List<CommitWriter> writers;

    /**
     * @param source connections of the traffic role, not from the pool: each writer keeps its own
     * @param threads how many writers; about half the number of cores, at least 1
     * @param most units of one batch, 1 to {@value #BATCH}; 1 is the form that others are measured
     *     against
     */
    GroupCommit(DataSource source, int threads, int most, MeterRegistry metrics) {
        writers =
                IntStream.range(0, threads)
                        .mapToObj(n ->
                                new CommitWriter(
                                        "group-commit-" + n,
                                        source,
                                        tables,
                                        QUEUE / threads,
                                        Math.clamp(most, 1, BATCH),
                                        metrics))
                        .toList();
    }

    /**
     * How rows come into one table. {@code columns} are "name type" pairs ("account_id bigint",
     * "intent_id text").
     *
     * <p>{@link #guarded}: rows are inserted; a row that stands there already refuses the whole
     * unit. {@link #adding}: rows with equal keys are added up first, then added to the stored sums
     * (counters that only grow, all bigint). Keep inserts in constants.
     */
    public record Insert(String table, List<String> keys, List<String> columns, boolean adds) {

        public Insert {
            keys = List.copyOf(keys);
            columns = List.copyOf(columns);
        }

        /** Looked up for every row, and constants are the same object: so this is cheap. */
        @Override
        public int hashCode() {
            return 31 * table.hashCode() + columns.size();
        }

        public static Insert guarded(String table, String... columns) {
            return new Insert(table, List.of(), List.of(columns), false);
        }

        public static Insert adding(String table, List<String> keys, List<String> sums) {
            var columns = new ArrayList<>(keys);
            columns.addAll(sums);
            return new Insert(table, keys, columns, true);
        }
    }

    /** The rows of one fact, of any number of tables of one account. */
    public static final class Unit {
        private final AccountId account;
        private final List<RowOf> rows = new ArrayList<>();
        private final List<Runnable> hints = new ArrayList<>();

        public Unit(AccountId account) {
            this.account = account;
        }

        record RowOf(Insert insert, @Nullable Object[] values) {}

        /**
         * Values in the order of the columns, of the kinds that {@link Tx} takes; null (or an empty
         * Optional) is allowed where the column allows it.
         */
        public Unit add(Insert insert, @Nullable Object... values) {
            if (values.length != insert.columns().size())
                throw new IllegalArgumentException(
                        insert.table() + " has " + insert.columns().size() + " columns");
            rows.add(new RowOf(insert, values));
            return this;
        }

        /** A hint to a queue once the unit is durable, as {@link Tx#afterCommit}. */
        public void afterCommit(Runnable hint) {
            hints.add(hint);
        }

        AccountId account() {
            return account;
        }

        List<RowOf> rows() {
            return rows;
        }
    }

    /** What became of a unit. */
    public enum Outcome {
        /** Durable. */
        COMMITTED,
        /** A guarded row stood there already: nothing of the unit was written. */
        CONFLICT
    }

    /**
     * Waits until the unit is durable or refused. Throws {@link DatabaseException}: 53400 when
     * 10,000 units wait already or the program stops, 08001 when the database is away (nothing was
     * written), 08007 when the connection broke during the commit (in doubt, see the class), and
     * the database's own state when a row of the unit is wrong.
     */
    public Outcome commit(Unit unit) {
        if (unit.rows().isEmpty()) throw new IllegalArgumentException("a unit without rows");
        tables.register(unit);
        var writer =
                Math.floorMod(
                        Long.hashCode(unit.account().number() * 0x9E3779B97F4A7C15L),
                        writers.size());
        var outcome = writers.get(writer).commit(unit);
        if (outcome == Outcome.COMMITTED) unit.hints.forEach(Runnable::run);
        return outcome;
    }

    /** Units that wait or are being written. */
    int waiting() {
        return writers.stream().mapToInt(CommitWriter::waiting).sum();
    }

    /** Writes what was offered and stops. */
    @Override
    public void close() {
        writers.forEach(CommitWriter::stop);
        writers.forEach(CommitWriter::await);
    }
}
