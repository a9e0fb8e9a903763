package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent.Challenge;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one version of an intent becomes the next: pure functions. Each takes the state in which it
 * is allowed, so the compiler knows the life story too; whether a caller may ask for it is decided
 * before, in the use cases.
 */
final class Transitions {

    /** How long an authorisation is good at the network. */
    static final Duration AUTHORIZATION_LIFE = Duration.ofDays(7);

    /**
     * When and by which API request a version is written.
     *
     * @param at the clock's time
     */
    record Stamp(Instant at, Optional<String> request) {}

    private Transitions() {}

    /** The first version of an intent. */
    static PaymentIntent opened(
            PaymentIntent.Id id,
            AccountId account,
            String secret,
            Terms terms,
            Optional<PaymentMethod.Id> method,
            Stamp stamp) {
        State state =
                method.isPresent()
                        ? new State.RequiresConfirmation(
                                method.get(), Optional.empty(), Optional.empty())
                        : new State.RequiresPaymentMethod(Optional.empty());
        return new PaymentIntent(
                id,
                account,
                1,
                stamp.at(),
                stamp.request(),
                secret,
                terms,
                state,
                Optional.empty());
    }

    /** The first version of an intent that is confirmed as it is made. */
    static PaymentIntent openedSending(
            PaymentIntent.Id id,
            AccountId account,
            String secret,
            Terms terms,
            State.Sending state,
            Stamp stamp) {
        return new PaymentIntent(
                id,
                account,
                1,
                stamp.at(),
                stamp.request(),
                secret,
                terms,
                state,
                Optional.empty());
    }

    /** Other terms, the same state; a method that was offered changes the state of an idle one. */
    static PaymentIntent updated(
            PaymentIntent from, Terms terms, Optional<PaymentMethod.Id> method, Stamp stamp) {
        State state = method.isPresent() ? offered(from, method.get()) : from.state();
        return next(from, terms, state, from.latestCharge(), stamp);
    }

    private static State offered(PaymentIntent from, PaymentMethod.Id method) {
        return switch (from.state()) {
            case State.RequiresPaymentMethod s ->
                    new State.RequiresConfirmation(method, s.lastError(), Optional.empty());
            case State.RequiresConfirmation s ->
                    new State.RequiresConfirmation(method, s.lastError(), Optional.empty());
            case State.RequiresAction ignored ->
                    new State.RequiresConfirmation(method, Optional.empty(), Optional.empty());
            case State.RequiresDeposits ignored ->
                    new State.RequiresConfirmation(method, Optional.empty(), Optional.empty());
            case State.AwaitsTransfer s -> s;
            case State.Processing s -> s;
            case State.Sending s -> s;
            case State.RequiresCapture s -> s;
            case State.Succeeded s -> s;
            case State.Canceled s -> s;
        };
    }

    /** An attempt begins. */
    static PaymentIntent sending(PaymentIntent from, Terms terms, State.Sending to, Stamp stamp) {
        return next(from, terms, to, from.latestCharge(), stamp);
    }

    /** The attempt was approved and, unless capture is manual, the money taken. */
    static PaymentIntent approved(PaymentIntent from, State.Sending sending, Stamp stamp) {
        State state =
                from.terms().manualCapture()
                        ? new State.RequiresCapture(
                                sending.method(), stamp.at().plus(AUTHORIZATION_LIFE))
                        : new State.Succeeded(sending.method(), from.amount());
        return next(from, from.terms(), state, Optional.of(sending.attempt()), stamp);
    }

    /** A bank account is to be proven, or money to be sent. */
    static PaymentIntent waiting(PaymentIntent from, State to, Stamp stamp) {
        return next(from, from.terms(), to, from.latestCharge(), stamp);
    }

    /** The buyer's bank is told to pay. */
    static PaymentIntent processing(
            PaymentIntent from, PaymentMethod.Id method, Charge.Id charge, Stamp stamp) {
        return next(from, from.terms(), new State.Processing(method), Optional.of(charge), stamp);
    }

    /** The money is there. */
    static PaymentIntent paid(
            PaymentIntent from, PaymentMethod.Id method, Charge.Id charge, Stamp stamp) {
        var to = new State.Succeeded(method, from.amount());
        return next(from, from.terms(), to, Optional.of(charge), stamp);
    }

    /** The attempt failed, with a failed charge if one was made. */
    static PaymentIntent failed(PaymentIntent from, Failure failure, Stamp stamp) {
        var state = new State.RequiresPaymentMethod(Optional.of(failure));
        var charge = failure.charge().or(from::latestCharge);
        return next(from, from.terms(), state, charge, stamp);
    }

    /** The issuer wants to see the buyer. */
    static PaymentIntent challenged(
            PaymentIntent from, State.Sending sending, Challenge challenge, Stamp stamp) {
        var state = new State.RequiresAction(sending.method(), challenge);
        return next(from, from.terms(), state, from.latestCharge(), stamp);
    }

    /** The buyer passed the challenge; the seller's server is to confirm again. */
    static PaymentIntent authenticated(
            PaymentIntent from, State.RequiresAction state, Stamp stamp) {
        var to =
                new State.RequiresConfirmation(
                        state.method(), Optional.empty(), Optional.of(state.challenge().id()));
        return next(from, from.terms(), to, from.latestCharge(), stamp);
    }

    /** More is held. */
    static PaymentIntent raised(
            PaymentIntent from, State.RequiresCapture state, Terms terms, Stamp stamp) {
        if (terms.amount().compareTo(from.amount()) <= 0)
            throw new IllegalArgumentException(terms.amount() + " is not above " + from.amount());
        return next(from, terms, state, from.latestCharge(), stamp);
    }

    /** The authorised money, or a part of it, is taken; the rest is released. */
    static PaymentIntent captured(
            PaymentIntent from, State.RequiresCapture state, Money amount, Stamp stamp) {
        if (!amount.isPositive() || amount.compareTo(from.amount()) > 0)
            throw new IllegalArgumentException("cannot capture " + amount + " of " + from.amount());
        var to = new State.Succeeded(state.method(), amount);
        return next(from, from.terms(), to, from.latestCharge(), stamp);
    }

    /** Given up. */
    static PaymentIntent canceled(PaymentIntent from, PaymentIntent.Reason reason, Stamp stamp) {
        var to = new State.Canceled(stamp.at(), reason, from.method());
        return next(from, from.terms(), to, from.latestCharge(), stamp);
    }

    private static PaymentIntent next(
            PaymentIntent from, Terms terms, State state, Optional<Charge.Id> charge, Stamp stamp) {
        return new PaymentIntent(
                from.id(),
                from.account(),
                from.version() + 1,
                stamp.at(),
                stamp.request(),
                from.secret(),
                terms,
                state,
                charge,
                from.reviewed() && charge.equals(from.latestCharge()));
    }
}
