package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.UserId;

/**
 * A lock by name within an owner, held until the transaction ends. It is a row, not an advisory
 * lock: those are per database node, so on a distributed database two nodes could both hold one.
 */
public final class LockRows {

    private static final String MAKE =
            "insert into platform.lock_row (account_id, lock_name) values (?, ?) on conflict do nothing";
    private static final String LOCK =
            "select lock_name from platform.lock_row where account_id = ? and lock_name = ? for update";
    private static final String MAKE_FOR_USER =
            "insert into platform.user_lock (user_id, lock_name) values (?, ?) on conflict do nothing";
    private static final String LOCK_FOR_USER =
            "select lock_name from platform.user_lock where user_id = ? and lock_name = ? for update";

    private LockRows() {}

    /** Waits for the lock, at most the role's lock_timeout (10 s; then 55P03). */
    public static void lock(Tx tx, AccountId account, String name) {
        tx.update(MAKE, account, name);
        tx.list(LOCK, row -> row.text("lock_name"), account, name);
    }

    /** The same for a person. */
    public static void lock(Tx tx, UserId user, String name) {
        tx.update(MAKE_FOR_USER, user, name);
        tx.list(LOCK_FOR_USER, row -> row.text("lock_name"), user, name);
    }
}
