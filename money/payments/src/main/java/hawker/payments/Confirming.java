package hawker.payments;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.network.Authentication;
import hawker.payments.Confirmation.Cause;
import hawker.payments.Confirmation.Request;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.GroupCommit;
import hawker.platform.GroupCommit.Outcome;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.PaymentMethod;
import java.util.Optional;

/**
 * Charges a card exactly once, although the network may not answer and every process may die at any
 * moment.
 *
 * <pre>
 * Tx1   the intent's next version, "sending", with the attempt's id; the request's idempotency row
 *       rides along. From here on it is known that money may move.
 * wire  the network is asked under the attempt's id, in no transaction ({@link Wire}).
 * Tx2   an answer came: the version after it, the charge, the books, the event: one commit.
 * Tx3   no answer came: the same with a failed charge, and a reversal queued in the same transaction.
 * </pre>
 *
 * <p>The caller hears the end only after Tx2 or Tx3 ({@link Finishing}). A process that dies
 * between leaves a sending version behind; when its lease is over, {@link Resolving} writes Tx3. An
 * attempt whose fate is unknown is always reversed and never sent again: its CVC is gone, and the
 * network might do it twice.
 *
 * <p>Who may write the version after "sending"? Whoever inserts it first: its primary key is the
 * only fence between the request, the resolver on another node, and a request that slept through
 * its lease. The second one finds its version taken, writes nothing and answers what the winner
 * wrote. If it holds an approval that the winner did not know of, it queues the reversal once more:
 * the first one may have been answered before the approval was made.
 *
 * <p>Way not taken: one transaction around the call. It would hold a connection and locks for as
 * long as a bank thinks, and a crash in it would leave an approval that nobody remembers.
 */
final class Confirming {

    /** Lets the idempotency row of a request ride in the unit of Tx1. */
    interface Claim {
        void join(GroupCommit.Unit unit, PaymentIntent.Id intent);

        /** The same in a transaction, where nobody outside has to be asked. */
        void join(Tx tx, PaymentIntent.Id intent);

        /** For callers that have no key. */
        Claim NONE =
                new Claim() {
                    @Override
                    public void join(GroupCommit.Unit unit, PaymentIntent.Id intent) {}

                    @Override
                    public void join(Tx tx, PaymentIntent.Id intent) {}
                };
    }

    private final Clock clock;
    private final Ids ids;
    private final Sellers sellers;
    private final Methods methods;
    private final IntentsSql intents;
    private final Reading reading;
    private final Wire wire;
    private final Finishing finishing;
    private final Aside aside;
    private final Consents consents;
    private final TxRunner tx;

    Confirming(
            Platform platform,
            Sellers sellers,
            Methods methods,
            IntentsSql intents,
            Reading reading,
            Wire wire,
            Finishing finishing,
            Aside aside,
            Consents consents) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.sellers = sellers;
        this.methods = methods;
        this.intents = intents;
        this.reading = reading;
        this.wire = wire;
        this.finishing = finishing;
        this.aside = aside;
        this.consents = consents;
        this.tx = platform.tx();
    }

    /**
     * Makes an intent and confirms it; its first version is the attempt. The terms have been
     * checked ({@link Creating#refusal}).
     */
    Confirmation createAndConfirm(
            Terms terms, PaymentMethod.Id method, Request request, Cause cause, Claim claim) {
        var id = new PaymentIntent.Id(ids.ordinary("pi", cause.account()));
        return begin(id, attemptId(cause), terms, method, request, cause, claim);
    }

    /** A charge without an intent: its attempt is kept under the charge's own id. */
    Confirmation chargeDirectly(Terms terms, PaymentMethod.Id method, Cause cause, Claim claim) {
        var attempt = attemptId(cause);
        var request = new Request(Optional.of(method), false, true, Optional.empty(), false);
        return begin(
                PaymentIntent.Id.ofDirect(attempt), attempt, terms, method, request, cause, claim);
    }

    private Confirmation begin(
            PaymentIntent.Id id,
            Charge.Id attempt,
            Terms terms,
            PaymentMethod.Id method,
            Request request,
            Cause cause,
            Claim claim) {
        var unit = new GroupCommit.Unit(cause.account());
        var chosen = methods.choose(unit, cause.account(), method, terms.customer());
        var stamp = new Stamp(clock.now(), cause.request());
        var secret = ids.token(Creating.SECRET);
        return switch (chosen) {
            case Methods.Chosen.No no ->
                    new Confirmation.Refused(
                            Transitions.opened(
                                    id, cause.account(), secret, terms, Optional.empty(), stamp),
                            no.reason(),
                            no.message());
            case Methods.Chosen.Method found -> {
                if (!found.method().isCard()) {
                    var chosenId = Optional.of(found.method().id());
                    var opened =
                            Transitions.opened(id, cause.account(), secret, terms, chosenId, stamp);
                    yield aside.confirm(opened, true, attempt, found.method(), cause, claim);
                }
                var state = new State.Sending(found.method().id(), attempt);
                var closed = Aside.cardRefusal(terms, found.method());
                if (closed.isPresent())
                    yield new Confirmation.Refused(
                            Transitions.opened(
                                    id, cause.account(), secret, terms, Optional.empty(), stamp),
                            Refusal.METHOD_NOT_ALLOWED,
                            closed.get());
                var sending =
                        Transitions.openedSending(id, cause.account(), secret, terms, state, stamp);
                yield run(unit, sending, found.method(), Optional.empty(), request, cause, claim);
            }
        };
    }

    /**
     * Confirms an intent.
     *
     * @param current its newest version, with the terms as the confirmation changes them
     */
    Confirmation confirm(PaymentIntent current, Request request, Cause cause, Claim claim) {
        var refusal = Confirmable.refusal(current, request);
        if (refusal.isPresent()) return refusal.get();
        var unit = new GroupCommit.Unit(current.account());
        var method = request.method().or(current::method).orElseThrow();
        return switch (methods.choose(
                unit, current.account(), method, current.terms().customer())) {
            case Methods.Chosen.No no ->
                    new Confirmation.Refused(current, no.reason(), no.message());
            case Methods.Chosen.Method found -> {
                if (!found.method().isCard())
                    yield aside.confirm(
                            current, false, attemptId(cause), found.method(), cause, claim);
                var closed = Aside.cardRefusal(current.terms(), found.method());
                if (closed.isPresent())
                    yield new Confirmation.Refused(
                            current, Refusal.METHOD_NOT_ALLOWED, closed.get());
                var state = new State.Sending(found.method().id(), attemptId(cause));
                var stamp = new Stamp(clock.now(), cause.request());
                var sending = Transitions.sending(current, current.terms(), state, stamp);
                var passed = Confirmable.authentication(current, found.method().id());
                yield run(unit, sending, found.method(), passed, request, cause, claim);
            }
        };
    }

    /** Tx1, wire, Tx2 or Tx3. */
    private Confirmation run(
            GroupCommit.Unit unit,
            PaymentIntent sending,
            PaymentMethod method,
            Optional<String> authentication,
            Request request,
            Cause cause,
            Claim claim) {
        var state = (State.Sending) sending.state();
        var descriptor = sellers.descriptor(sending.account(), sending.terms().notes());
        var attempt = new Attempt(sending, state, method, descriptor);
        var refusal =
                method.asSource()
                        ? beginWithSource(sending, method, authentication.isPresent(), claim)
                        : beginAmongOthers(unit, sending, claim);
        if (refusal.isPresent()) return refusal.get();
        var answer = wire.ask(attempt, request, authentication);
        return finishing.finish(attempt, answer, request, cause);
    }

    /** Tx1 together with those of other requests; why it was not written. */
    private Optional<Confirmation> beginAmongOthers(
            GroupCommit.Unit unit, PaymentIntent sending, Claim claim) {
        intents.add(unit, sending);
        claim.join(unit, sending.id());
        boolean lost =
                finishing.commit(unit) == Outcome.CONFLICT
                        && !isOurs(sending, (State.Sending) sending.state());
        return lost ? Optional.of(overtaken(sending)) : Optional.empty();
    }

    /**
     * Tx1 with a card that was made as a source. What was promised under its name is looked at and
     * used up in the same transaction, which takes a row lock and so a transaction of its own.
     *
     * @param again the buyer has passed a challenge of an attempt that used it
     */
    private Optional<Confirmation> beginWithSource(
            PaymentIntent sending, PaymentMethod card, boolean again, Claim claim) {
        try {
            tx.doInAccount(
                    sending.account(),
                    tx -> {
                        consents.use(tx, sending, card, again);
                        if (!intents.insert(tx, sending)) throw new Debiting.Overtaken();
                        claim.join(tx, sending.id());
                    });
            return Optional.empty();
        } catch (Debiting.Overtaken ignored) {
            return Optional.of(overtaken(sending));
        } catch (Consents.No no) {
            return Optional.of(no.of(sending));
        }
    }

    private static Confirmation overtaken(PaymentIntent sending) {
        return new Confirmation.Refused(
                sending,
                Refusal.IN_PROGRESS,
                "This object cannot be accessed right now because another request is"
                        + " currently accessing it.");
    }

    /** A unit whose commit was in doubt is refused by its own rows. */
    private boolean isOurs(PaymentIntent sending, State.Sending state) {
        return reading.version(sending.account(), sending.id(), sending.version())
                .map(found -> found.state().equals(state))
                .orElse(false);
    }

    /**
     * The buyer came back from a challenge, or somebody wants to know whether they did: asks the
     * network, server to server, and goes on from there. Asking again changes nothing.
     */
    Confirmation afterAction(PaymentIntent intent, Cause cause) {
        if (!(intent.state() instanceof State.RequiresAction action))
            return finishing.standing(intent);
        var state =
                wire.authentication(intent.account(), action.challenge().id())
                        .map(Authentication::state)
                        .orElse(Authentication.State.FAILED);
        return switch (state) {
            case PENDING -> finishing.standing(intent);
            case AUTHENTICATED, ATTEMPTED -> goOn(intent, action, cause);
            case FAILED, CANCELED, EXPIRED -> finishing.notAuthenticated(intent, action, cause);
            case USED -> finishing.standing(newest(intent));
        };
    }

    private Confirmation goOn(PaymentIntent intent, State.RequiresAction action, Cause cause) {
        if (intent.terms().confirming() == Terms.Confirming.MANUAL)
            return finishing.authenticated(intent, action, cause);
        var unit = new GroupCommit.Unit(intent.account());
        var account = intent.account();
        var customer = intent.terms().customer();
        return switch (methods.choose(unit, account, action.method(), customer)) {
            // Nobody can go on with it: the buyer is asked for another one.
            case Methods.Chosen.No no -> finishing.methodGone(intent, action, no.message(), cause);
            case Methods.Chosen.Method found -> {
                var state = new State.Sending(action.method(), attemptId(cause));
                var stamp = new Stamp(clock.now(), cause.request());
                var sending = Transitions.sending(intent, intent.terms(), state, stamp);
                var request =
                        new Request(
                                Optional.of(action.method()),
                                false,
                                true,
                                action.challenge().returnUrl(),
                                false);
                var passed = Optional.of(action.challenge().id());
                yield run(unit, sending, found.method(), passed, request, cause, Claim.NONE);
            }
        };
    }

    private PaymentIntent newest(PaymentIntent intent) {
        return reading.intent(intent.account(), intent.id()).orElse(intent);
    }

    private Charge.Id attemptId(Cause cause) {
        return new Charge.Id(ids.ordinary("ch", cause.account()));
    }
}
