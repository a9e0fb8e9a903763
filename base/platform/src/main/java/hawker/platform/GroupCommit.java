package hawker.platform;

import hawker.kernel.AccountId;
import java.util.ArrayList;
import java.util.List;

/** Writes the rows of many payments in one transaction and one round trip. */
public final class GroupCommit {

    /**
     * How rows come into one table. {@code columns} are "name type" pairs ("account_id bigint",
     * "intent_id text").
     *
     * <p>{@link #guarded}: rows are inserted; a row that stands there already refuses the whole
     * unit. {@link #adding}: rows with equal keys are added up first, then added to the stored sums
     * (counters that only grow).
     */
    public record Insert(String table, List<String> keys, List<String> columns, boolean adds) {

        public static Insert guarded(String table, String... columns) {
            return new Insert(table, List.of(), List.of(columns), false);
        }

        public static Insert adding(String table, List<String> keys, List<String> sums) {
            var columns = new ArrayList<>(keys);
            columns.addAll(sums);
            return new Insert(table, keys, List.copyOf(columns), true);
        }
    }

    /** The rows of one fact, of any number of tables of one account. */
    public static final class Unit {
        private final AccountId account;
        private final List<RowOf> rows = new ArrayList<>();

        public Unit(AccountId account) {
            this.account = account;
        }

        record RowOf(Insert insert, Object[] values) {}

        /** Values in the order of the columns; null is allowed where the column allows it. */
        public Unit add(Insert insert, Object... values) {
            if (values.length != insert.columns().size())
                throw new IllegalArgumentException(
                        insert.table() + " has " + insert.columns().size() + " columns");
            rows.add(new RowOf(insert, values));
            return this;
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
     * Waits until the unit is durable or refused. Throws {@link DatabaseException} when the
     * database is away.
     */
    public Outcome commit(Unit unit) {
        throw new UnsupportedOperationException();
    }
}
