package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What must hold of the books themselves. Every check is a single statement, and so sees one moment
 * while postings go on.
 */
final class BookInvariants {

    private static final String BALANCED = "debits equal credits in every currency";
    private static final String STORED = "stored balances are the sums of the transfers";
    private static final String FLOORS = "no bounded debit left less than its pocket's floor";
    private static final String COMPLETE = "every journal has its transfers";
    private static final String SEALED = "seals are numbered and ordered without a gap";

    private static final int NEWEST_DEBITS = 500;
    private static final int CHECKPOINTS_A_PART = 20;
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private final TxRunner tx;
    private final AuditSql sql;
    private final SealSql seals;

    BookInvariants(TxRunner tx, AuditSql sql, SealSql seals) {
        this.tx = tx;
        this.sql = sql;
        this.seals = seals;
    }

    private record Checked(
            String id, String says, BiFunction<AccountId, Checked, List<Finding>> look)
            implements Invariant {

        @Override
        public List<Finding> check(AccountId account) {
            return look.apply(account, this);
        }

        Finding finding(AccountId account, Broken broken) {
            return new Finding(id, account, broken.offending(), broken.says());
        }
    }

    /** A row of a check's answer. */
    record Broken(String offending, String says) {}

    private interface Look {
        List<Broken> at(Tx tx, AccountId account);
    }

    private Invariant invariant(String id, String says, Look look) {
        return new Checked(
                id,
                says,
                (account, self) ->
                        tx.readAccount(account, read -> look.at(read, account)).stream()
                                .map(broken -> self.finding(account, broken))
                                .toList());
    }

    /** Looked at whenever an account's balances have changed; begin at the last checkpoint. */
    List<Invariant> each() {
        return List.of(
                invariant("I1", BALANCED, sql::unbalanced),
                invariant("I2", STORED, this::sinceCheckpoint),
                invariant("I3", FLOORS, this::overdrawnSinceCheckpoint),
                invariant("I5", COMPLETE, this::incompleteSinceCheckpoint),
                invariant("I10", SEALED, sql::badSeals));
    }

    /** The whole book, from the first transfer on. */
    List<Invariant> whole() {
        return List.of(
                invariant(
                        "I2",
                        STORED,
                        (read, account) ->
                                checkpoints(read, account, 0, seals.checkpoints(read, account))),
                invariant(
                        "I3",
                        FLOORS,
                        (read, account) ->
                                sql.overdrawn(read, account, Seal.BEGINNING, Integer.MAX_VALUE)),
                invariant(
                        "I5",
                        COMPLETE,
                        (read, account) -> sql.incomplete(read, account, Seal.BEGINNING)));
    }

    /** A part of the book, another one in each run, so that no run takes long. */
    List<Invariant> part(long run) {
        return List.of(
                invariant("I2", STORED, (read, account) -> partOfCheckpoints(read, account, run)));
    }

    private List<Broken> sinceCheckpoint(Tx read, AccountId account) {
        return sql.drifted(read, account, checkpoint(read, account));
    }

    private List<Broken> overdrawnSinceCheckpoint(Tx read, AccountId account) {
        return sql.overdrawn(read, account, checkpoint(read, account), NEWEST_DEBITS);
    }

    private List<Broken> incompleteSinceCheckpoint(Tx read, AccountId account) {
        return sql.incomplete(read, account, checkpoint(read, account));
    }

    private Seal checkpoint(Tx read, AccountId account) {
        return seals.checkpointed(read, account).orElse(Seal.BEGINNING);
    }

    private List<Broken> partOfCheckpoints(Tx read, AccountId account, long run) {
        var all = seals.checkpoints(read, account);
        int parts = Math.ceilDiv(all.size(), CHECKPOINTS_A_PART);
        if (parts == 0) return List.of();
        // Scattered, so that an account's turn does not always fall on the same part.
        int from = Math.floorMod(Long.hashCode(run * SCATTER), parts) * CHECKPOINTS_A_PART;
        return checkpoints(
                read,
                account,
                from,
                all.subList(0, Math.min(from + CHECKPOINTS_A_PART, all.size())));
    }

    /**
     * Each checkpoint is the one before and what lies between. So a whole book is added up again,
     * and no single statement runs long.
     */
    private List<Broken> checkpoints(Tx read, AccountId account, int from, List<Seal> all) {
        var broken = new ArrayList<Broken>();
        for (int i = from; i < all.size(); i++) {
            var before = i == 0 ? Seal.BEGINNING : all.get(i - 1);
            broken.addAll(sql.driftedBetween(read, account, before, all.get(i)));
        }
        return broken;
    }
}
