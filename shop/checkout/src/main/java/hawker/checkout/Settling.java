package hawker.checkout;

import hawker.catalog.Stock;
import hawker.catalog.Taken;
import hawker.checkout.CheckoutSession.State;
import hawker.kernel.AccountId;
import hawker.orders.Order;
import hawker.orders.Orders;
import hawker.payments.Confirmation;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refusal;
import hawker.platform.Event;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What becomes of a session when its payment is known. Three ways lead here: the request that
 * pressed Pay, the event of the payment, and the job that looks after every attempt. Each of them
 * may come first, twice or late; the session's row decides, and a paid session is placed exactly
 * once.
 */
final class Settling {

    private static final Logger LOG = Logger.getLogger(Settling.class.getName());

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofMinutes(1);

    /** How long a buyer may take on the bank's page. */
    private static final Duration AT_THE_BANK = Duration.ofMinutes(15);

    /** How long a paid order that cannot be written down is tried before the money goes back. */
    private static final Duration TRIED = Duration.ofMinutes(15);

    private static final String NOT_CHARGED = "Nothing was charged. You can try again.";

    private final Platform platform;
    private final Stock stock;
    private final Orders orders;
    private final Payments payments;
    private final Carts carts;
    private final Mails mails;

    Settling(
            Platform platform,
            Stock stock,
            Orders orders,
            Payments payments,
            Carts carts,
            Mails mails) {
        this.platform = platform;
        this.stock = stock;
        this.orders = orders;
        this.payments = payments;
        this.carts = carts;
        this.mails = mails;
    }

    /** Draws the conclusion of an answer to Pay. */
    PayResult settle(CheckoutSession session, Confirmation answer) {
        return switch (answer) {
            case Confirmation.Succeeded ignored -> paid(session);
            case Confirmation.NeedsAction action -> {
                move(session, State.ACTION, "");
                yield new PayResult.NeedsAction(action.url());
            }
            case Confirmation.Declined declined -> failed(session, declined.failure().message());
            case Confirmation.Unknown unknown -> unknown(session, unknown.intent());
            case Confirmation.Refused refused ->
                    refused.reason() == Refusal.IN_PROGRESS
                            ? unknown(session, refused.intent())
                            : refused(session, refused);
            // A session's intents are captured and confirmed by the program itself.
            case Confirmation.Capturable ignored -> unknown(session, answer.intent());
            case Confirmation.Processing ignored -> unknown(session, answer.intent());
            case Confirmation.Waiting ignored -> unknown(session, answer.intent());
            case Confirmation.NeedsConfirmation ignored -> failed(session, NOT_CHARGED);
        };
    }

    /** The answer for whoever presses Pay of a session that is paid. */
    PayResult again(CheckoutSession session) {
        return paid(session);
    }

    /** The buyer comes back from the bank's page. */
    PayResult returned(CheckoutSession session) {
        if (session.state() != State.ACTION || session.payment().isEmpty())
            return new PayResult.Checking();
        var intent = new PaymentIntent.Id(session.payment().get());
        return settle(session, payments.afterAction(session.account(), intent));
    }

    private PayResult unknown(CheckoutSession session, PaymentIntent intent) {
        if (intent.state() instanceof PaymentIntent.State.RequiresPaymentMethod)
            return failed(session, "The bank gave no answer. " + NOT_CHARGED);
        move(session, State.UNKNOWN, "");
        return new PayResult.Checking();
    }

    private PayResult refused(CheckoutSession session, Confirmation.Refused refused) {
        // A state that allows no attempt may be the state of having succeeded.
        var intent = payments.find(session.account(), refused.intent().id());
        if (intent.isPresent() && intent.get().state() instanceof PaymentIntent.State.Succeeded)
            return paid(session);
        return failed(session, refused.message());
    }

    private PayResult failed(CheckoutSession session, String says) {
        var account = session.account();
        var now = platform.clock().now();
        boolean placed =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    var state = lock(tx, session).session().state();
                                    if (state == State.PLACED) return true;
                                    stock.unpin(tx, account, session.id().text());
                                    SessionsSql.setState(
                                            account, tx, session.id(), State.OPEN, says, now);
                                    return false;
                                });
        return placed ? paid(session) : new PayResult.Declined(says);
    }

    private PayResult paid(CheckoutSession session) {
        return place(session)
                .<PayResult>map(PayResult.Placed::new)
                .orElseGet(PayResult.Checking::new);
    }

    /**
     * Writes the order of a paid session, if its goods can still be had; the first one if it is.
     */
    private Optional<Order> place(CheckoutSession session) {
        var order = placeNow(session);
        if (order.isEmpty() && isHeldAgain(session)) order = placeNow(session);
        if (order.isEmpty()) {
            LOG.log(Level.SEVERE, "paid, but not placeable yet: {0}", session.payment());
            rememberPaid(session);
        }
        return order;
    }

    private Optional<Order> placeNow(CheckoutSession session) {
        var account = session.account();
        var stored =
                platform.tx()
                        .readAccount(account, tx -> SessionsSql.find(account, tx, session.id()));
        var order = platform.tx().inAccount(account, tx -> placeIn(tx, session));
        if (order.isPresent()) stored.flatMap(SessionsSql.Stored::cart).ifPresent(carts::empty);
        return order;
    }

    private Optional<Order> placeIn(Tx tx, CheckoutSession session) {
        var account = session.account();
        var stored = lock(tx, session);
        var agreed = stored.agreed().orElseThrow();
        if (stored.session().state() == State.REFUNDED) return Optional.empty();
        boolean first = stored.session().state() != State.PLACED;
        if (first && !stock.commit(tx, account, session.id().text())) return Optional.empty();
        if (first)
            SessionsSql.setState(
                    account, tx, session.id(), State.PLACED, "", platform.clock().now());
        // Last, as all buyers of the shop wait for the order's number until this one is written.
        var order = orders.place(tx, agreed);
        if (first) mails.placed(tx, order);
        return Optional.of(order);
    }

    /** The holds ran out between payment and order: perhaps the goods are still there. */
    private boolean isHeldAgain(CheckoutSession session) {
        return stock.hold(session.account(), session.id().text(), session.lines())
                instanceof Taken.Held;
    }

    private void rememberPaid(CheckoutSession session) {
        var account = session.account();
        var now = platform.clock().now();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            SessionsSql.setPaid(account, tx, session.id(), now);
                            platform.jobs()
                                    .add(
                                            tx,
                                            account,
                                            session.id() + "-paid",
                                            Paying.JOB,
                                            now.plus(LATER),
                                            session.id().text());
                        });
    }

    private void move(CheckoutSession session, State state, String failure) {
        var account = session.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            // The event of the payment may have been faster than its answer.
                            if (lock(tx, session).session().state() == State.PLACED) return;
                            SessionsSql.setState(
                                    account,
                                    tx,
                                    session.id(),
                                    state,
                                    failure,
                                    platform.clock().now());
                        });
    }

    /** Of payments that succeeded, those of sessions: most are the sellers' own, by the API. */
    List<Event> concerned(List<Event> paid) {
        var ours =
                platform.tx()
                        .readAcross("checkout-paid", tx -> SessionsSql.acrossOfPayments(tx, paid));
        return paid.stream().filter(event -> ours.contains(event.subject())).toList();
    }

    /** Hears payment_intent.succeeded: heals what a crash left between payment and order. */
    void heard(Event event) {
        var account = event.account();
        var id =
                platform.tx()
                        .readAccount(
                                account, tx -> SessionsSql.ofPayment(account, tx, event.subject()));
        if (id.isEmpty()) return;
        var session = find(account, id.get());
        if (session.state() != State.PLACED && session.state() != State.REFUNDED) place(session);
    }

    /** The job behind each attempt: comes back until the session has an end. */
    void lookAfter(Job job) {
        var session = find(job.account(), new CheckoutSession.Id(job.payload()));
        var wait = step(session);
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            if (wait.isEmpty()) platform.jobs().finish(tx, job);
                            else
                                platform.jobs()
                                        .again(
                                                tx,
                                                job,
                                                platform.clock().now().plus(wait.get()),
                                                job.payload());
                        });
    }

    /** Goes one step; how long to wait for the next one, or empty if there is none. */
    private Optional<Duration> step(CheckoutSession session) {
        var intent =
                session.payment()
                        .flatMap(id -> payments.find(session.account(), new PaymentIntent.Id(id)));
        return switch (session.state()) {
            case PLACED, CANCELLED, REFUNDED -> Optional.empty();
            // OPEN too: an intent may succeed after its session was given back to the buyer.
            case OPEN, PAYING, UNKNOWN, ACTION ->
                    intent.isEmpty() ? Optional.empty() : step(session, intent.get());
        };
    }

    private Optional<Duration> step(CheckoutSession session, PaymentIntent intent) {
        return switch (intent.state()) {
            case PaymentIntent.State.Succeeded ignored ->
                    place(session).isPresent() ? Optional.empty() : refundIfTried(session);
            case PaymentIntent.State.Sending ignored -> Optional.of(SOON);
            case PaymentIntent.State.RequiresAction ignored -> atTheBank(session, intent);
            // A session's intents are paid by card, so none of these is ever met.
            case PaymentIntent.State.RequiresDeposits ignored -> Optional.of(LATER);
            case PaymentIntent.State.AwaitsTransfer ignored -> Optional.of(LATER);
            case PaymentIntent.State.Processing ignored -> Optional.of(LATER);
            case PaymentIntent.State.RequiresPaymentMethod open ->
                    giveBack(
                            session,
                            open.lastError()
                                    .map(PaymentIntent.Failure::message)
                                    .orElse(NOT_CHARGED));
            case PaymentIntent.State.RequiresConfirmation ignored -> giveBack(session, NOT_CHARGED);
            case PaymentIntent.State.RequiresCapture ignored -> giveBack(session, NOT_CHARGED);
            case PaymentIntent.State.Canceled ignored -> giveBack(session, NOT_CHARGED);
        };
    }

    private Optional<Duration> giveBack(CheckoutSession session, String says) {
        if (session.state() != State.OPEN) failed(session, says);
        return Optional.empty();
    }

    private Optional<Duration> atTheBank(CheckoutSession session, PaymentIntent intent) {
        var now = platform.clock().now();
        if (now.isBefore(session.updated().plus(AT_THE_BANK))) return Optional.of(LATER);
        var answer = payments.afterAction(session.account(), intent.id());
        if (!(answer instanceof Confirmation.NeedsAction)) {
            settle(session, answer);
            return Optional.of(SOON);
        }
        payments.cancel(session.account(), intent.id(), PaymentIntent.Reason.ABANDONED);
        failed(session, "The bank's page was not finished in time. " + NOT_CHARGED);
        return Optional.empty();
    }

    private Optional<Duration> refundIfTried(CheckoutSession session) {
        var account = session.account();
        var now = platform.clock().now();
        var stored =
                platform.tx()
                        .readAccount(account, tx -> SessionsSql.find(account, tx, session.id()))
                        .orElseThrow();
        var since = stored.paidAt().orElse(now);
        if (now.isBefore(since.plus(TRIED))) return Optional.of(LATER);
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            if (lock(tx, session).session().state() == State.PLACED) return;
                            var intent = new PaymentIntent.Id(session.payment().orElseThrow());
                            var key = "unplaceable-" + session.payment().orElseThrow();
                            payments.refund(
                                    tx, account, NewRefund.of(intent, Optional.empty(), key));
                            stock.release(tx, account, session.id().text());
                            SessionsSql.setState(
                                    account, tx, session.id(), State.REFUNDED, "", now);
                            mails.unplaceable(tx, stored.agreed().orElseThrow());
                        });
        return Optional.empty();
    }

    private CheckoutSession find(AccountId account, CheckoutSession.Id id) {
        return platform.tx()
                .readAccount(account, tx -> SessionsSql.find(account, tx, id))
                .orElseThrow(() -> new IllegalStateException("no session " + id))
                .session();
    }

    private static SessionsSql.Stored lock(Tx tx, CheckoutSession session) {
        return SessionsSql.lock(session.account(), tx, session.id()).orElseThrow();
    }
}
