package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens transactions, always READ COMMITTED, always named after the owner whose rows they touch, so
 * that the same code runs where owners live on different nodes. Class 40 failures (deadlock) are
 * run again, at most 3 times, so the work must not have effects outside the database: the outside
 * world is never called in here.
 */
public final class TxRunner {

    private final Database database;

    TxRunner(Database database) {
        this.database = database;
    }

    /** One transaction over the rows of one account. */
    public <T> T inAccount(AccountId account, Function<Tx, T> work) {
        return database.transaction(work);
    }

    /** The same, without a result. */
    public void doInAccount(AccountId account, Consumer<Tx> work) {
        database.transaction(nothing(work));
    }

    /** Reads of one account outside a transaction: one round trip a statement. */
    public <T> T readAccount(AccountId account, Function<Tx, T> read) {
        return database.read(read);
    }

    /** One transaction over the rows of one person. */
    public <T> T inUser(UserId user, Function<Tx, T> work) {
        return database.transaction(work);
    }

    public void doInUser(UserId user, Consumer<Tx> work) {
        database.transaction(nothing(work));
    }

    public <T> T readUser(UserId user, Function<Tx, T> read) {
        return database.read(read);
    }

    /** One transaction over the rows of one name (handle, login, slug). */
    public <T> T onName(String name, Function<Tx, T> work) {
        return database.transaction(work);
    }

    public <T> T readName(String name, Function<Tx, T> read) {
        return database.read(read);
    }

    /** One transaction over tables that live on one node (kind single or reference). */
    public <T> T onSingle(Function<Tx, T> work) {
        return database.transaction(work);
    }

    /** A transaction that touches two owners; the reason stands on house's list of reasons. */
    public <T> T acrossAccounts(String reason, Function<Tx, T> work) {
        return database.transaction(work);
    }

    /**
     * A read over all owners (never for a money decision); the reason stands on house's list of
     * reasons.
     */
    public <T> T readAcross(String reason, Function<Tx, T> read) {
        return database.read(read);
    }

    private static Function<Tx, Boolean> nothing(Consumer<Tx> work) {
        return tx -> {
            work.accept(tx);
            return true;
        };
    }
}
