package hawker.payments;

import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.ledger.Journal;
import hawker.network.NetworkAnswer;
import hawker.network.Outcome;
import hawker.payments.Confirmation.Cause;
import hawker.payments.Confirmation.Request;
import hawker.payments.Decisions.Decision;
import hawker.payments.PaymentIntent.Challenge;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Event;
import hawker.platform.GroupCommit;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes how an attempt ended (Tx2, or Tx3 without an answer) and says it: see {@link Confirming}.
 */
final class Finishing {

    /** Of a failure: the method may not be used (docs: error codes). */
    static final String METHOD_GONE = "payment_method_unexpected_state";

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Decisions decisions;
    private final Reading reading;
    private final Happenings happenings;
    private final Advices advices;
    private final Vault vault;
    private final Shared shared;
    private final Sellers sellers;
    private volatile Judge judge = Judge.NONE;

    Finishing(
            Platform platform,
            Decisions decisions,
            Reading reading,
            Happenings happenings,
            Advices advices,
            Vault vault,
            Shared shared,
            Sellers sellers) {
        this.sellers = sellers;
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.decisions = decisions;
        this.reading = reading;
        this.happenings = happenings;
        this.advices = advices;
        this.vault = vault;
        this.shared = shared;
    }

    /** Who opens reviews; set once, before the first request. */
    void with(Judge reviewing) {
        judge = reviewing;
    }

    GroupCommit.Outcome commit(GroupCommit.Unit unit) {
        return decisions.commit(unit);
    }

    /** The network has answered, or not. */
    Confirmation finish(Attempt attempt, NetworkAnswer answer, Request request, Cause cause) {
        return switch (answer) {
            case NetworkAnswer.Approved approved -> approve(attempt, approved, cause);
            case NetworkAnswer.Declined no ->
                    decline(
                            attempt,
                            new Charge.State.Failed(no.code(), no.declineCode(), no.message()),
                            no.checks(),
                            no.outcome(),
                            cause);
            case NetworkAnswer.NeedsAuthentication wanted ->
                    request.offSession() || request.errorOnAction()
                            ? decline(
                                    attempt,
                                    new Charge.State.Failed(
                                            "authentication_required",
                                            Optional.of("authentication_required"),
                                            Attempt.AUTHENTICATION_REQUIRED),
                                    attempt.method().card().checks(),
                                    Attempt.authenticationRequired(),
                                    cause)
                            : challenge(attempt, wanted, request, cause);
            case NetworkAnswer.NotSent ignored ->
                    decline(
                            attempt,
                            processingError(),
                            attempt.method().card().checks(),
                            Attempt.notSent(),
                            cause);
            case NetworkAnswer.Unknown ignored -> abandon(attempt, cause);
        };
    }

    private Confirmation approve(Attempt attempt, NetworkAnswer.Approved answer, Cause cause) {
        var at = clock.now();
        var paid = Transitions.approved(attempt.sending(), attempt.state(), stamp(cause));
        boolean reviewed = answer.outcome().type() == Outcome.Type.MANUAL_REVIEW;
        var next = reviewed ? paid.inReview() : paid;
        boolean captured = next.state() instanceof State.Succeeded;
        var named = shared.named(next.account(), next.terms().share());
        Optional<Journal> journal = Optional.empty();
        if (captured)
            journal =
                    Optional.of(
                            Postings.captured(
                                    ids.body(next.account()),
                                    next.account(),
                                    attempt.state().attempt(),
                                    next.amount(),
                                    answer.fundsAtOnce(),
                                    named,
                                    sellers.availableOn(next.account(), at),
                                    at));
        boolean keeps =
                next.terms().futureUsage().isPresent() && next.terms().customer().isPresent();
        var kept = keeps ? attempt.keeping(vault) : attempt;
        var charge = kept.approved(answer, at, journal.map(Journal::id)).sharing(named);
        var types =
                captured
                        ? List.of("charge.succeeded", "payment_intent.succeeded")
                        : List.of("charge.succeeded", "payment_intent.amount_capturable_updated");
        var decision =
                new Decision(
                        next, Optional.of(charge), journal, event(attempt, next, types, cause));
        boolean shares = captured && next.terms().share().moves();
        boolean atOnce = captured && answer.fundsAtOnce();
        var waits = journal.flatMap(Postings::availableOn);
        boolean written =
                (keeps || shares || atOnce || reviewed)
                        ? decisions.commit(
                                decision,
                                tx -> {
                                    if (keeps) attach(tx, kept, next, cause);
                                    if (shares) shared.captured(tx, charge, waits);
                                    if (reviewed) judge.review(tx, charge);
                                    if (atOnce) advices.availableNow(tx, next.account());
                                })
                        : decisions.commit(decision);
        if (!written) return lost(attempt, true);
        return captured
                ? new Confirmation.Succeeded(next, charge)
                : new Confirmation.Capturable(next, charge);
    }

    /**
     * setup_future_usage: a method that has just paid needs no further question. Of a card that was
     * held to a reader, the one generated from it is kept.
     */
    private void attach(hawker.platform.Tx tx, Attempt kept, PaymentIntent paid, Cause why) {
        var customer = paid.terms().customer().orElseThrow();
        var generated = kept.generated();
        generated.ifPresent(
                id -> vault.generate(tx, kept.method(), id, kept.method().allowRedisplay()));
        generated
                .or(paid::method)
                .ifPresent(method -> vault.attach(tx, why.ofEvent(), method, customer));
    }

    private Confirmation decline(
            Attempt attempt,
            Charge.State.Failed failed,
            Checks checks,
            Outcome outcome,
            Cause cause) {
        var failure = attempt.failure(failed);
        var decision = failedDecision(attempt, failed, failure, checks, outcome, cause);
        if (!decisions.commit(decision)) return lost(attempt, false);
        return new Confirmation.Declined(decision.next(), failure);
    }

    /** Tx3: nobody knows. The reversal is queued in the commit that says so. */
    Confirmation abandon(Attempt attempt, Cause cause) {
        var failed = processingError();
        var failure = attempt.failure(failed);
        var decision =
                failedDecision(
                        attempt,
                        failed,
                        failure,
                        attempt.method().card().checks(),
                        Attempt.unknown(),
                        cause);
        boolean written =
                decisions.commit(
                        decision,
                        tx ->
                                advices.reverse(
                                        tx,
                                        attempt.sending().account(),
                                        attempt.state().attempt(),
                                        attempt.sending().amount()));
        if (!written) return lost(attempt, false);
        return new Confirmation.Unknown(decision.next(), failure);
    }

    private Decision failedDecision(
            Attempt attempt,
            Charge.State.Failed failed,
            Failure failure,
            Checks checks,
            Outcome outcome,
            Cause cause) {
        var next = Transitions.failed(attempt.sending(), failure, stamp(cause));
        var charge =
                attempt.declined(failed, checks, outcome, next.at())
                        .sharing(Shared.unnamed(next.terms().share()));
        var types = List.of("charge.failed", "payment_intent.payment_failed");
        return new Decision(
                next, Optional.of(charge), Optional.empty(), event(attempt, next, types, cause));
    }

    private static Charge.State.Failed processingError() {
        return new Charge.State.Failed(
                "processing_error", Optional.of("processing_error"), Attempt.PROCESSING_ERROR);
    }

    private Confirmation challenge(
            Attempt attempt,
            NetworkAnswer.NeedsAuthentication wanted,
            Request request,
            Cause cause) {
        var challenge = new Challenge(wanted.authenticationId(), wanted.url(), request.returnUrl());
        var next =
                Transitions.challenged(attempt.sending(), attempt.state(), challenge, stamp(cause));
        var event = event(attempt, next, List.of("payment_intent.requires_action"), cause);
        if (!decisions.commit(new Decision(next, Optional.empty(), Optional.empty(), event)))
            return lost(attempt, false);
        return new Confirmation.NeedsAction(next, challenge.url());
    }

    /** The buyer failed the challenge, gave up, or did not come back in time. */
    Confirmation notAuthenticated(PaymentIntent intent, State.RequiresAction action, Cause cause) {
        return ended(
                intent,
                action,
                "payment_intent_authentication_failure",
                "We are unable to authenticate your payment method. Please choose a"
                        + " different payment method and try again.",
                cause);
    }

    /** The buyer passed the challenge of a card that was detached meanwhile. */
    Confirmation methodGone(
            PaymentIntent intent, State.RequiresAction action, String message, Cause cause) {
        return ended(intent, action, METHOD_GONE, message, cause);
    }

    private Confirmation ended(
            PaymentIntent intent,
            State.RequiresAction action,
            String code,
            String message,
            Cause cause) {
        var failure =
                new Failure(
                        code,
                        Optional.empty(),
                        message,
                        Optional.empty(),
                        snapshot(intent, action.method()));
        var next = Transitions.failed(intent, failure, stamp(cause));
        var event = happenings.of(next, List.of("payment_intent.payment_failed"), cause);
        if (!decisions.commit(new Decision(next, Optional.empty(), Optional.empty(), event)))
            return standing(newest(intent));
        return new Confirmation.Declined(next, failure);
    }

    private String snapshot(PaymentIntent intent, PaymentMethod.Id method) {
        return vault.find(intent.account(), method)
                .map(found -> Json.text(PaymentMethodJson.render(found)))
                .orElse("{}");
    }

    /** The buyer passed the challenge, and the seller's server wants to confirm again itself. */
    Confirmation authenticated(PaymentIntent intent, State.RequiresAction action, Cause cause) {
        var next = Transitions.authenticated(intent, action, stamp(cause));
        boolean written = tx.inAccount(intent.account(), tx -> decisions.insert(tx, next));
        return standing(written ? next : newest(intent));
    }

    /**
     * Somebody else wrote the end of this attempt: a resolver that believed us dead, or we
     * ourselves in a commit whose answer was lost. An approval that the winner did not know is
     * taken back.
     */
    private Confirmation lost(Attempt attempt, boolean approved) {
        var account = attempt.sending().account();
        var id = attempt.state().attempt();
        boolean charged = reading.charge(account, id).map(Charge::paid).orElse(false);
        if (approved && !charged) advices.reverseAgain(account, id, attempt.sending().amount());
        return standing(newest(attempt.sending()));
    }

    /** How the intent stands, in the words of a confirmation. */
    Confirmation standing(PaymentIntent intent) {
        return switch (intent.state()) {
            case State.RequiresPaymentMethod s ->
                    s.lastError().isPresent()
                            ? new Confirmation.Declined(intent, s.lastError().get())
                            : refused(intent, Refusal.NO_METHOD);
            case State.RequiresConfirmation ignored -> new Confirmation.NeedsConfirmation(intent);
            case State.RequiresAction s ->
                    new Confirmation.NeedsAction(intent, s.challenge().url());
            case State.RequiresDeposits ignored -> new Confirmation.Waiting(intent);
            case State.AwaitsTransfer ignored -> new Confirmation.Waiting(intent);
            case State.Processing ignored ->
                    new Confirmation.Processing(intent, reading.latestCharge(intent));
            case State.Sending ignored -> refused(intent, Refusal.IN_PROGRESS);
            case State.RequiresCapture ignored ->
                    new Confirmation.Capturable(intent, reading.latestCharge(intent));
            case State.Succeeded ignored ->
                    new Confirmation.Succeeded(intent, reading.latestCharge(intent));
            case State.Canceled ignored -> refused(intent, Refusal.UNEXPECTED_STATE);
        };
    }

    private static Confirmation refused(PaymentIntent intent, Refusal reason) {
        return new Confirmation.Refused(
                intent, reason, "The PaymentIntent has a status of " + intent.status() + ".");
    }

    private PaymentIntent newest(PaymentIntent intent) {
        return reading.intent(intent.account(), intent.id()).orElse(intent);
    }

    /** A payment's first event tells its making too; a direct charge has no intent to tell of. */
    private Event event(Attempt attempt, PaymentIntent next, List<String> types, Cause cause) {
        var told = new ArrayList<String>();
        if (attempt.sending().version() == 1) told.add("payment_intent.created");
        told.addAll(types);
        if (next.id().direct()) told.removeIf(type -> type.startsWith("payment_intent."));
        return happenings.of(next, told, cause);
    }

    private Stamp stamp(Cause cause) {
        return new Stamp(clock.now(), cause.request());
    }
}
