package hawker.payouts;

import hawker.platform.Event.Cause;
import hawker.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes of a payout that move no money. */
final class Changing {

    private final PayoutsSql sql;
    private final Happenings happenings;

    Changing(PayoutsSql sql, Happenings happenings) {
        this.sql = sql;
        this.happenings = happenings;
    }

    /** Empty if there is no such payout. */
    Optional<Payout> metadata(
            Tx tx, Cause why, Payout.Id id, UnaryOperator<Map<String, String>> merge) {
        return sql.lock(tx, why.account(), id)
                .map(payout -> {
                    var now = payout.withMetadata(merge.apply(payout.metadata()));
                    sql.update(tx, now);
                    happenings.tell(tx, why, now, "payout.updated");
                    return now;
                });
    }
}
