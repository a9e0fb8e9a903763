package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.Optional;

/** The statements about what stands beside a schedule: each is kept whatever the others are. */
final class SettingsSql {

    Optional<Integer> delay(Tx tx, AccountId account) {
        return tx.one(
                        "select delay_days from payouts.schedule where account_id = ?",
                        row -> row.maybeNumber("delay_days").map(Long::intValue),
                        account)
                .flatMap(found -> found);
    }

    void setDelay(Tx tx, AccountId account, Optional<Integer> days) {
        tx.update(
                """
                insert into payouts.schedule (account_id, interval, anchor, delay_days)
                values (?, 'daily', 0, ?)
                on conflict (account_id) do update set delay_days = excluded.delay_days
                """,
                account,
                days);
    }

    Optional<String> minimums(Tx tx, AccountId account) {
        return tx.one(
                        "select minimum from payouts.schedule where account_id = ?",
                        row -> row.maybeText("minimum"),
                        account)
                .flatMap(found -> found);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<String> lockMinimums(Tx tx, AccountId account) {
        // A row that is not there cannot be locked.
        tx.update(
                """
                insert into payouts.schedule (account_id, interval, anchor) values (?, 'daily', 0)
                on conflict (account_id) do nothing
                """,
                account);
        return tx.one(
                        "select minimum from payouts.schedule where account_id = ? for update",
                        row -> row.maybeText("minimum"),
                        account)
                .flatMap(found -> found);
    }

    void setMinimums(Tx tx, AccountId account, Optional<String> minimums) {
        tx.update(
                """
                insert into payouts.schedule (account_id, interval, anchor, minimum)
                values (?, 'daily', 0, ?)
                on conflict (account_id) do update set minimum = excluded.minimum
                """,
                account,
                minimums);
    }
}
