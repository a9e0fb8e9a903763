package hawker.setups;

import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.network.NetworkAnswer;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.setups.Asking.Asked;
import hawker.setups.Happenings.Cause;
import hawker.setups.SetupIntent.Challenge;
import hawker.setups.SetupIntent.Failure;
import hawker.setups.SetupIntent.State;
import hawker.setups.SetupIntent.Usage;
import hawker.setups.SetupResult.Refusal;
import hawker.setups.SetupResult.Refused;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.Duration;
import java.util.Optional;

/**
 * The second half of a confirmation: what the issuer said becomes the intent's state, the attempt,
 * the attached card, the mandate and the events, all in the transaction of the caller. See {@link
 * Asking}.
 */
final class Recording {

    /** How long a buyer may take over a challenge, and a minute more. */
    static final Duration PATIENCE = Duration.ofMinutes(11);

    static final String PATIENCE_ENDS = "setups-patience";

    private static final String NO_ANSWER =
            "An error occurred while processing your card. Try again in a little bit.";

    private final Clock clock;
    private final Ids ids;
    private final Jobs jobs;
    private final SetupsSql sql;
    private final Vault vault;
    private final Happenings happenings;

    Recording(Platform platform, SetupsSql sql, Vault vault, Happenings happenings) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.jobs = platform.jobs();
        this.sql = sql;
        this.vault = vault;
        this.happenings = happenings;
    }

    SetupResult record(Tx tx, Asked asked, Cause cause) {
        return switch (asked) {
            case Asked.Nothing(var result) -> result;
            case Asked.NotProven not -> notProven(tx, not, cause);
            case Asked.Heard heard -> heard(tx, heard, cause);
        };
    }

    private SetupResult heard(Tx tx, Asked.Heard heard, Cause cause) {
        return switch (heard.answer()) {
            case NetworkAnswer.Approved approved -> keep(tx, heard, approved, cause);
            case NetworkAnswer.NeedsAuthentication wanted -> challenge(tx, heard, wanted, cause);
            case NetworkAnswer.Declined no ->
                    fail(
                            tx,
                            heard,
                            failure(heard.method(), no.code(), no.declineCode(), no.message()),
                            no.checks(),
                            cause);
            case NetworkAnswer.NotSent ignored -> noAnswer(tx, heard, cause);
            case NetworkAnswer.Unknown ignored -> noAnswer(tx, heard, cause);
        };
    }

    private SetupResult keep(
            Tx tx, Asked.Heard heard, NetworkAnswer.Approved approved, Cause cause) {
        var before = heard.before();
        var method = heard.method();
        boolean offSession = before.terms().usage() == Usage.OFF_SESSION;
        var mandate =
                offSession
                        ? Optional.of(new Mandate.Id(ids.ordinary("mandate", before.account())))
                        : Optional.<Mandate.Id>empty();
        var next = before.next(new State.Succeeded(method.id(), mandate), heard.attempt());
        if (!write(tx, heard, next, cause)) return busy();
        mandate.ifPresent(id -> sql.insert(tx, mandate(id, next, method)));
        var details =
                SetupJson.details(method.card(), approved.checks(), approved.authentication());
        write(tx, heard, attempt(heard, SetupAttempt.Status.SUCCEEDED, details, Optional.empty()));
        var customer = before.terms().customer();
        if (customer.isPresent()) attach(tx, before, method, customer.get(), approved.checks());
        happenings.tell(tx, next, "setup_intent.succeeded", cause);
        return new SetupResult.Done(next);
    }

    /**
     * The card was looked at before the issuer was asked; whoever took it meanwhile has it, and
     * everything written so far is undone by what is thrown.
     */
    private void attach(
            Tx tx, SetupIntent intent, PaymentMethod method, String customer, Checks checks) {
        var attached =
                vault.attach(tx, intent.account(), method.id(), customer, checks).isPresent();
        if (!attached)
            throw SetupErrors.of(
                    Refusal.METHOD_NOT_ALLOWED,
                    "The payment method was attached to another customer or detached in the"
                            + " meantime.");
    }

    private Mandate mandate(Mandate.Id id, SetupIntent intent, PaymentMethod method) {
        var terms = intent.terms();
        return new Mandate(
                id,
                intent.account(),
                clock.now(),
                method.id(),
                true,
                terms.singleUse(),
                terms.acceptance().orElse(Mandate.Acceptance.UNTOLD));
    }

    private SetupResult challenge(
            Tx tx, Asked.Heard heard, NetworkAnswer.NeedsAuthentication wanted, Cause cause) {
        var method = heard.method();
        var challenge = new Challenge(wanted.authenticationId(), wanted.url(), heard.returnUrl());
        var state = new State.RequiresAction(method.id(), challenge);
        var next = heard.before().next(state, heard.attempt());
        if (!write(tx, heard, next, cause)) return busy();
        var details = SetupJson.details(method.card(), method.card().checks(), Optional.empty());
        write(
                tx,
                heard,
                attempt(heard, SetupAttempt.Status.REQUIRES_ACTION, details, Optional.empty()));
        var due = clock.now().plus(PATIENCE);
        var intent = next.id().text();
        jobs.add(tx, next.account(), heard.attempt().text(), PATIENCE_ENDS, due, intent);
        happenings.tell(tx, next, "setup_intent.requires_action", cause);
        return new SetupResult.Done(next);
    }

    private SetupResult noAnswer(Tx tx, Asked.Heard heard, Cause cause) {
        var failure = failure(heard.method(), "processing_error", Optional.empty(), NO_ANSWER);
        return fail(tx, heard, failure, heard.method().card().checks(), cause);
    }

    private SetupResult fail(
            Tx tx, Asked.Heard heard, Failure failure, Checks checks, Cause cause) {
        var state = new State.RequiresPaymentMethod(Optional.of(failure));
        var next = heard.before().next(state, heard.attempt());
        if (!write(tx, heard, next, cause)) return busy();
        var details = SetupJson.details(heard.method().card(), checks, Optional.empty());
        write(tx, heard, attempt(heard, SetupAttempt.Status.FAILED, details, Optional.of(failure)));
        happenings.tell(tx, next, "setup_intent.setup_failed", cause);
        return new SetupResult.Declined(next, failure);
    }

    private SetupResult notProven(Tx tx, Asked.NotProven not, Cause cause) {
        var before = not.before();
        var method =
                vault.find(tx, before.account(), not.action().method())
                        .map(found -> Json.text(PaymentMethodJson.render(found)))
                        .orElse("{}");
        var failure =
                new Failure(
                        SetupErrors.NOT_AUTHENTICATED,
                        Optional.empty(),
                        "We are unable to authenticate your payment method. Please choose a"
                                + " different payment method and try again.",
                        method);
        var next = before.next(new State.RequiresPaymentMethod(Optional.of(failure)));
        if (!sql.update(tx, next)) return busy();
        next.attempt().ifPresent(id -> sql.fail(tx, before.account(), id, failure));
        happenings.tell(tx, next, "setup_intent.setup_failed", cause);
        return new SetupResult.Declined(next, failure);
    }

    /** The next version of the intent; false if somebody else wrote one. */
    private boolean write(Tx tx, Asked.Heard heard, SetupIntent next, Cause cause) {
        var before = heard.before();
        if (heard.token().isPresent() && !vault.use(tx, heard.token().get(), next.id().text()))
            throw SetupErrors.spent(heard.token().get());
        if (heard.isNew()) {
            sql.insert(tx, next);
            happenings.tell(tx, before, "setup_intent.created", cause);
            return true;
        }
        return sql.update(tx, next);
    }

    private void write(Tx tx, Asked.Heard heard, SetupAttempt attempt) {
        if (heard.resumed()) {
            sql.update(tx, attempt);
            return;
        }
        heard.before().attempt().ifPresent(earlier -> sql.abandon(tx, attempt.account(), earlier));
        sql.insert(tx, attempt);
    }

    private SetupAttempt attempt(
            Asked.Heard heard,
            SetupAttempt.Status status,
            String details,
            Optional<Failure> error) {
        var intent = heard.before();
        return new SetupAttempt(
                heard.attempt(),
                intent.account(),
                intent.id(),
                clock.now(),
                status,
                intent.terms().customer(),
                heard.method().id(),
                intent.terms().usage(),
                details,
                error);
    }

    private static Failure failure(
            PaymentMethod method, String code, Optional<String> declineCode, String message) {
        return new Failure(code, declineCode, message, Json.text(PaymentMethodJson.render(method)));
    }

    static Refused busy() {
        return new Refused(
                Refusal.IN_PROGRESS,
                "This object cannot be accessed right now because another request is currently"
                        + " accessing it.");
    }
}
