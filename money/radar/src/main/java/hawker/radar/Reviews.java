package hawker.radar;

import hawker.kernel.AccountId;
import hawker.payments.Charge;
import hawker.payments.Judge;
import hawker.payments.PaymentIntent;
import hawker.platform.Event.Cause;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.radar.Review.Closed;
import java.util.Optional;

/**
 * Opens reviews with the charges they are about, and closes them once: when somebody approves, or
 * when the money went back anyhow.
 */
final class Reviews {

    static final String OPENED = "review.opened";
    static final String CLOSED = "review.closed";

    private final TxRunner tx;
    private final RadarSql sql;
    private final Telling telling;

    Reviews(TxRunner tx, RadarSql sql, Telling telling) {
        this.tx = tx;
        this.sql = sql;
        this.telling = telling;
    }

    /** In the transaction that writes the charge. */
    void open(Tx tx, Charge charge) {
        var review =
                new Review(
                        Judge.reviewId(charge.id()),
                        charge.account(),
                        charge.id().text(),
                        charge.intent().map(PaymentIntent.Id::text),
                        charge.facts().billing().address().postalCode(),
                        Optional.empty(),
                        Optional.empty(),
                        charge.created());
        sql.insert(tx, review);
        telling.tell(tx, OPENED, review.json(), Cause.none(charge.account()));
    }

    /** Closes an open one; empty if it was closed before. */
    Optional<Review> close(Tx tx, Review open, Closed why, Cause cause) {
        if (!sql.close(tx, open.account(), open.id(), why.word())) return Optional.empty();
        var closed = open.closed(why);
        telling.tell(tx, CLOSED, closed.json(), cause);
        return Optional.of(closed);
    }

    /** Closes the open review of a charge, if it has one. */
    void close(AccountId account, String charge, Closed why) {
        if (!charge.startsWith("ch_")) return;
        var id = Judge.reviewId(new Charge.Id(charge));
        // Most charges have none: one read by key.
        var found = tx.readAccount(account, tx -> sql.review(tx, account, id));
        if (found.filter(review -> review.closed().isEmpty()).isEmpty()) return;
        tx.doInAccount(account, tx -> close(tx, found.get(), why, Cause.none(account)));
    }
}
