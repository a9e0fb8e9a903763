package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.payments.Confirmation;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refusal;
import hawker.platform.Event;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Pricing;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings a session to the end that its payment had; whoever comes first does it, once. */
final class Settling {

    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** In a session's detail: what became of money that takes days. */
    private static final String MONEY = "money";

    private static final String UNDER_WAY = "under_way";

    private final Platform platform;
    private final Pricing pricing;
    private final Payments payments;
    private final SessionsSql sql;
    private final Happenings happenings;
    private final Selling selling;
    private final LinkLimits limits;
    private final SavedCards cards;

    Settling(
            Platform platform,
            Pricing pricing,
            Payments payments,
            SessionsSql sql,
            Happenings happenings,
            Selling selling,
            LinkLimits limits,
            SavedCards cards) {
        this.platform = platform;
        this.pricing = pricing;
        this.payments = payments;
        this.sql = sql;
        this.happenings = happenings;
        this.selling = selling;
        this.limits = limits;
        this.cards = cards;
    }

    PayResult settle(Session session, Confirmation confirmation) {
        return platform.tx().inAccount(session.account(), tx -> settle(tx, session, confirmation));
    }

    private PayResult settle(Tx tx, Session before, Confirmation confirmation) {
        var session = sql.lock(tx, before.account(), before.id()).orElseThrow();
        if (session.state() == Session.State.COMPLETE) return new PayResult.Complete(session);
        return switch (confirmation) {
            case Confirmation.Succeeded paid ->
                    new PayResult.Complete(complete(tx, session, "paid"));
            case Confirmation.Capturable held ->
                    new PayResult.Complete(complete(tx, session, "unpaid"));
            case Confirmation.Processing under -> new PayResult.Complete(later(tx, session));
            case Confirmation.Waiting under -> new PayResult.Complete(later(tx, session));
            case Confirmation.NeedsAction(var intent, var url) ->
                    new PayResult.NeedsAction(to(tx, session, Session.State.ACTION), url);
            case Confirmation.NeedsConfirmation(var intent) ->
                    open(tx, session, "", Optional.empty(), "Press Pay again.");
            case Confirmation.Declined(var intent, var failure) -> open(tx, session, failure);
            case Confirmation.Unknown(var intent, var failure) -> open(tx, session, failure);
            case Confirmation.Refused(var intent, var reason, var message) ->
                    reason == Refusal.IN_PROGRESS
                            ? new PayResult.Checking()
                            : open(tx, session, "", Optional.empty(), message);
        };
    }

    private PayResult open(Tx tx, Session session, PaymentIntent.Failure failure) {
        return open(tx, session, failure.code(), failure.declineCode(), failure.message());
    }

    /** The buyer may try again; a rebate is free for others meanwhile. */
    PayResult open(Tx tx, Session session, String code, Optional<String> declineCode, String says) {
        // It may have ended while its buyer was at the bank.
        if (session.state() == Session.State.EXPIRED) return new PayResult.Over();
        pricing.release(tx, session.account(), session.id().text());
        to(tx, session, Session.State.OPEN);
        return new PayResult.Declined(code, declineCode, says);
    }

    Session to(Tx tx, Session session, Session.State state) {
        var next = session.in(state);
        sql.update(tx, next);
        return next;
    }

    /** The buyer has done their part; whether the money comes shows in days. */
    private Session later(Tx tx, Session session) {
        var detail = session.detail().deepCopy().put(MONEY, UNDER_WAY);
        return complete(tx, session, detail, "unpaid", method(tx, session));
    }

    /** The money came after all, or did not: told once. */
    private void cameIn(Tx tx, Session session, boolean paid) {
        if (!session.detail().path(MONEY).asText().equals(UNDER_WAY)) return;
        var body = session.body().deepCopy();
        if (paid) body.put("payment_status", "paid");
        var detail = session.detail().deepCopy().put(MONEY, paid ? "came" : "failed");
        var next = session.with(body, detail);
        sql.update(tx, next);
        happenings.tell(tx, next, paid ? Happenings.ASYNC_PAID : Happenings.ASYNC_FAILED);
    }

    /** The end that everybody hopes for, told in the same transaction. */
    private Session complete(Tx tx, Session session, String paymentStatus) {
        return complete(tx, session, paymentStatus, method(tx, session));
    }

    /** What the session was paid with. */
    private Optional<PaymentMethod.Id> method(Tx tx, Session session) {
        return session.intent()
                .flatMap(PaymentIntent.Id::parse)
                .flatMap(id -> payments.find(tx, session.account(), id))
                .flatMap(PaymentIntent::method);
    }

    /**
     * The same of a session that nothing was paid for.
     *
     * @param method what was kept for later payments
     */
    Session complete(
            Tx tx, Session session, String paymentStatus, Optional<PaymentMethod.Id> method) {
        return complete(tx, session, session.detail(), paymentStatus, method);
    }

    private Session complete(
            Tx tx,
            Session session,
            ObjectNode detail,
            String paymentStatus,
            Optional<PaymentMethod.Id> method) {
        var body = session.body().deepCopy();
        body.put("payment_status", paymentStatus);
        selling.sell(tx, session, body, method);
        cards.paid(tx, session, method);
        var complete =
                new Session(
                        session.id(),
                        session.account(),
                        session.version() + 1,
                        Session.State.COMPLETE,
                        session.created(),
                        session.expires(),
                        session.intent(),
                        session.attempts(),
                        body,
                        detail);
        sql.update(tx, complete);
        happenings.tell(tx, complete, Happenings.COMPLETED);
        limits.completed(tx, complete);
        return complete;
    }

    /** The buyer comes back from his bank. */
    PayResult returned(Session session) {
        var intent = session.intent().flatMap(PaymentIntent.Id::parse);
        if (session.state() != Session.State.ACTION || intent.isEmpty())
            return new PayResult.Checking();
        return settle(session, payments.afterAction(session.account(), intent.get()));
    }

    /** Of intents that were paid, those of sessions: most are none of this room's. */
    List<Event> concerned(List<Event> paid) {
        var ours = platform.tx().readAcross("hosted-paid", tx -> sql.acrossOfIntents(tx, paid));
        return paid.stream().filter(event -> ours.contains(event.subject())).toList();
    }

    /** An intent was paid, perhaps by somebody else than this room. */
    void heard(Event event) {
        var account = event.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx ->
                                sql.ofIntent(tx, account, event.subject())
                                        .flatMap(found -> sql.lock(tx, account, found.id()))
                                        .ifPresent(session -> byIntent(tx, session, false)));
    }

    /** The job behind each attempt: comes back until the attempt has an end. */
    void lookAfter(Job job) {
        var account = job.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            var session =
                                    sql.lock(tx, account, new Session.Id(job.payload()))
                                            .orElseThrow();
                            boolean mine = job.id().equals(session.id() + "-" + session.attempts());
                            if (!mine || byIntent(tx, session, true))
                                platform.jobs().finish(tx, job);
                            else
                                platform.jobs()
                                        .again(
                                                tx,
                                                job,
                                                platform.clock().now().plus(AGAIN),
                                                job.payload());
                        });
    }

    /**
     * Brings a session where its intent is.
     *
     * @param late whether an attempt that has not begun by now never will
     * @return whether the attempt has an end
     */
    private boolean byIntent(Tx tx, Session session, boolean late) {
        boolean over =
                session.state() == Session.State.COMPLETE
                        || session.state() == Session.State.EXPIRED;
        var intent =
                session.intent()
                        .flatMap(PaymentIntent.Id::parse)
                        .flatMap(id -> payments.find(session.account(), id));
        if (over && intent.isPresent()) afterwards(tx, session, intent.get());
        if (over || intent.isEmpty()) return true;
        // Its total may have changed since an attempt that failed: that payment is not for it.
        if (!intent.get().amount().equals(session.total())) return true;
        return switch (intent.get().state()) {
            case PaymentIntent.State.Succeeded paid -> {
                complete(tx, session, "paid");
                yield true;
            }
            case PaymentIntent.State.RequiresCapture held -> {
                complete(tx, session, "unpaid");
                yield true;
            }
            case PaymentIntent.State.Processing under -> {
                later(tx, session);
                yield true;
            }
            case PaymentIntent.State.RequiresDeposits under -> {
                later(tx, session);
                yield true;
            }
            case PaymentIntent.State.AwaitsTransfer under -> {
                later(tx, session);
                yield true;
            }
            case PaymentIntent.State.Sending sending -> false;
            case PaymentIntent.State.RequiresAction action -> {
                if (session.state() == Session.State.PAYING) to(tx, session, Session.State.ACTION);
                yield true;
            }
            case PaymentIntent.State.RequiresPaymentMethod none -> reopened(tx, session, late);
            case PaymentIntent.State.RequiresConfirmation none -> reopened(tx, session, late);
            case PaymentIntent.State.Canceled none -> reopened(tx, session, late);
        };
    }

    private void afterwards(Tx tx, Session session, PaymentIntent intent) {
        if (intent.state() instanceof PaymentIntent.State.Succeeded) cameIn(tx, session, true);
        if (intent.state() instanceof PaymentIntent.State.RequiresPaymentMethod)
            cameIn(tx, session, false);
    }

    /** What ended at the bank ends here: the buyer's place and rebates are free for others. */
    private boolean reopened(Tx tx, Session session, boolean late) {
        boolean asked = session.state() == Session.State.PAYING;
        if (session.state() == Session.State.ACTION || (late && asked))
            open(tx, session, "", Optional.empty(), "");
        return late;
    }
}
