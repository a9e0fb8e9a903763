package hawker.hosted;

import hawker.kernel.AccountId;
import hawker.payments.Change;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.platform.Event;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.pricing.Pricing;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends sessions that were not paid: on time, or when the seller says so. The intent is given up
 * first: from then on nothing can pay a session that is about to be over.
 */
final class Expiring {

    static final String JOB = "hosted.expire";
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Platform platform;
    private final Pricing pricing;
    private final Payments payments;
    private final Saving saving;
    private final SessionsSql sql;
    private final Happenings happenings;
    private final String origin;

    Expiring(
            Platform platform,
            Pricing pricing,
            Payments payments,
            Saving saving,
            SessionsSql sql,
            Happenings happenings,
            String origin) {
        this.platform = platform;
        this.pricing = pricing;
        this.payments = payments;
        this.saving = saving;
        this.sql = sql;
        this.happenings = happenings;
        this.origin = origin;
    }

    /** Empty if it is complete, expired, or being paid at this moment. */
    Optional<Session> expire(AccountId account, Session.Id id, Event.Cause cause) {
        var seen =
                platform.tx().readAccount(account, tx -> sql.find(tx, account, id)).orElseThrow();
        if (!isWaiting(seen) || !giveUp(seen)) return Optional.empty();
        return platform.tx()
                .inAccount(
                        account,
                        tx ->
                                sql.lock(tx, account, id)
                                        .filter(Expiring::isWaiting)
                                        .filter(session -> session.intent().equals(seen.intent()))
                                        .map(session -> {
                                            var now = platform.clock().now();
                                            var over =
                                                    Recovering.offered(session, now, origin)
                                                            .in(Session.State.EXPIRED);
                                            sql.update(tx, over);
                                            pricing.release(tx, account, id.text());
                                            happenings.tell(tx, over, Happenings.EXPIRED, cause);
                                            return over;
                                        }));
    }

    private static boolean isWaiting(Session session) {
        return session.state() == Session.State.OPEN || session.state() == Session.State.ACTION;
    }

    /** Whether nothing can be paid by the session's intent any more. */
    private boolean giveUp(Session session) {
        if (session.intent().isEmpty()) return true;
        var id = session.intent().flatMap(PaymentIntent.Id::parse);
        if (id.isEmpty()) return saving.giveUp(session);
        var account = session.account();
        boolean given =
                payments.cancel(account, id.get(), PaymentIntent.Reason.ABANDONED)
                        instanceof Change.Done;
        return given
                || payments.find(account, id.get())
                        .filter(i -> i.state() instanceof PaymentIntent.State.Canceled)
                        .isPresent();
    }

    /** Comes back while a card is being asked. */
    void onTime(Job job) {
        var id = new Session.Id(job.payload());
        expire(job.account(), id, Event.Cause.none(job.account()));
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            var session = sql.find(tx, job.account(), id).orElseThrow();
                            boolean over =
                                    session.state() == Session.State.COMPLETE
                                            || session.state() == Session.State.EXPIRED;
                            if (over) platform.jobs().finish(tx, job);
                            else
                                platform.jobs()
                                        .again(
                                                tx,
                                                job,
                                                platform.clock().now().plus(AGAIN),
                                                job.payload());
                        });
    }
}
