package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The statements about releases. */
final class ReleasesSql {

    /**
     * One release of a day: the sales of that day between two seals.
     *
     * @param leg 0, or the count of the release if something of the day came late
     */
    record Release(LocalDate day, int leg, long afterSeal, long upToSeal) {}

    Optional<Release> last(Tx tx, AccountId account, LocalDate day) {
        return tx.one(
                """
                select on_day, leg, after_seq, upto_seq from payouts.release
                where account_id = ? and on_day = ? order by leg desc limit 1
                """,
                ReleasesSql::release,
                account,
                day);
    }

    Optional<Release> find(Tx tx, AccountId account, LocalDate day, int leg) {
        return tx.one(
                """
                select on_day, leg, after_seq, upto_seq from payouts.release
                where account_id = ? and on_day = ? and leg = ?
                """,
                ReleasesSql::release,
                account,
                day,
                leg);
    }

    /** The newest day of which anything was released. */
    Optional<LocalDate> newestDay(Tx tx, AccountId account) {
        return tx.one(
                        """
                        select max(on_day) as newest from payouts.release where account_id = ?
                        """,
                        row -> row.maybeDay("newest"),
                        account)
                .flatMap(newest -> newest);
    }

    void insert(Tx tx, AccountId account, Release release, Instant at) {
        tx.update(
                """
                insert into payouts.release
                    (account_id, on_day, leg, after_seq, upto_seq, released_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                account,
                release.day(),
                release.leg(),
                release.afterSeal(),
                release.upToSeal(),
                at);
    }

    private static Release release(Row row) {
        return new Release(
                row.day("on_day"),
                row.integer("leg"),
                row.number("after_seq"),
                row.number("upto_seq"));
    }
}
