package hawker.setups;

import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.network.Authentication;
import hawker.network.DebitRail;
import hawker.network.NetworkAnswer;
import hawker.platform.Event.Cause;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.setups.Asking.Asked;
import hawker.setups.SetupIntent.Challenge;
import hawker.setups.SetupIntent.Deposits;
import hawker.setups.SetupIntent.Failure;
import hawker.setups.SetupIntent.State;
import hawker.setups.SetupIntent.Usage;
import hawker.setups.SetupResult.Refusal;
import hawker.setups.SetupResult.Refused;
import hawker.vault.Checks;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

    /** Wrong answers about deposits. */
    private static final int MOST_TRIES = 3;

    private static final String NO_ANSWER =
            "An error occurred while processing your card. Try again in a little bit.";

    private final Clock clock;
    private final Jobs jobs;
    private final SetupsSql sql;
    private final Vault vault;
    private final Mandates mandates;
    private final Happenings happenings;
    private final String origin;

    /**
     * @param origin of our pages
     */
    Recording(
            Platform platform,
            SetupsSql sql,
            Vault vault,
            Mandates mandates,
            Happenings happenings,
            String origin) {
        this.mandates = mandates;
        this.origin = origin;
        this.clock = platform.clock();
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
            case Asked.Account account -> account(tx, account, cause);
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
        return keep(tx, heard, approved.checks(), approved.authentication(), cause);
    }

    /** Accounts are always debited under a mandate; cards when the buyer will not be there. */
    private SetupResult keep(
            Tx tx, Asked.Begun begun, Checks checks, Optional<Authentication> proof, Cause cause) {
        var before = begun.before();
        var method = begun.method();
        boolean needed = !method.isCard() || before.terms().usage() == Usage.OFF_SESSION;
        var mandate =
                needed
                        ? Optional.of(mandate(tx, before, method).id())
                        : Optional.<Mandate.Id>empty();
        var next = before.next(new State.Succeeded(method.id(), mandate), begun.attempt());
        if (!write(tx, begun, next, cause)) throw overtaken();
        var details = SetupJson.details(before, method, checks, proof);
        write(tx, begun, attempt(begun, SetupAttempt.Status.SUCCEEDED, details, Optional.empty()));
        var customer = before.terms().customer();
        if (customer.isPresent()) attach(tx, method, customer.get(), checks, cause);
        happenings.tell(tx, next, "setup_intent.succeeded", cause);
        return new SetupResult.Done(next);
    }

    /**
     * The card was looked at before the issuer was asked; whoever took it meanwhile has it, and
     * everything written so far is undone by what is thrown.
     */
    private void attach(Tx tx, PaymentMethod method, String customer, Checks checks, Cause cause) {
        var attached = vault.attach(tx, cause, method.id(), customer, checks).isPresent();
        if (!attached)
            throw SetupErrors.of(
                    Refusal.METHOD_NOT_ALLOWED,
                    "The payment method was attached to another customer or detached in the"
                            + " meantime.");
    }

    private Mandate mandate(Tx tx, SetupIntent intent, PaymentMethod method) {
        var terms = intent.terms();
        var acceptance = terms.acceptance().orElse(Mandate.Acceptance.UNTOLD);
        return mandates.make(tx, method, true, terms.singleUse(), acceptance);
    }

    /** An account that is proven is kept at once; of another one the holder has to tell. */
    private SetupResult account(Tx tx, Asked.Account account, Cause cause) {
        if (!(account.method().instrument() instanceof Instrument.BankAccount bank))
            throw new IllegalArgumentException("no account: " + account.method().id());
        if (bank.verified()) return keep(tx, account, Checks.none(), Optional.empty(), cause);
        var before = account.before();
        var deposits = new Deposits(arrival(), 0, origin + DepositPages.path(before));
        var state = new State.RequiresDeposits(account.method().id(), deposits);
        var next = before.next(state, account.attempt());
        if (!write(tx, account, next, cause)) return busy();
        var details = SetupJson.details(before, account.method(), Checks.none(), Optional.empty());
        var waiting = SetupAttempt.Status.REQUIRES_ACTION;
        write(tx, account, attempt(account, waiting, details, Optional.empty()));
        happenings.tell(tx, next, "setup_intent.requires_action", cause);
        return new SetupResult.Done(next);
    }

    /** Two days of work from now. */
    private Instant arrival() {
        var day = clock.now().atZone(ZoneOffset.UTC).toLocalDate();
        for (int worked = 0; worked < 2; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) worked++;
        }
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * What a holder told of the deposits, and what it proves.
     *
     * @param intent the version that waits for it
     */
    record Deposited(
            SetupIntent intent,
            State.RequiresDeposits waiting,
            PaymentMethod method,
            DebitRail.Told told,
            DebitRail.Proof proof) {}

    SetupResult told(Tx tx, Deposited deposited, Cause cause) {
        return switch (deposited.proof()) {
            case PROVEN -> proven(tx, deposited, cause);
            case WRONG -> wrong(tx, deposited, cause);
            case EXHAUSTED -> exhausted(tx, deposited, cause);
            case TIMED_OUT ->
                    failed(
                            tx,
                            deposited,
                            "verification_timeout",
                            "The deposits were sent too long ago.",
                            cause);
        };
    }

    private SetupResult proven(Tx tx, Deposited deposited, Cause cause) {
        var intent = deposited.intent();
        var method = vault.verified(tx, intent.account(), deposited.method().id()).orElseThrow();
        var attempt = intent.attempt().orElseThrow();
        var kept = new Asked.Account(intent, false, method, attempt, true, Optional.empty());
        return keep(tx, kept, Checks.none(), Optional.empty(), cause);
    }

    private SetupResult wrong(Tx tx, Deposited deposited, Cause cause) {
        var before = deposited.waiting().deposits();
        int tries = before.tries() + 1;
        if (tries >= MOST_TRIES) return exhausted(tx, deposited, cause);
        var deposits = new Deposits(before.arrive(), tries, before.page());
        var state = new State.RequiresDeposits(deposited.method().id(), deposits);
        if (!sql.update(tx, deposited.intent().next(state))) return busy();
        boolean code = deposited.told().code().isPresent();
        return new Refused(
                code ? Refusal.DEPOSIT_CODE_WRONG : Refusal.DEPOSITS_WRONG,
                (code
                                ? "The descriptor code provided does not match the one we sent."
                                : "The amounts provided do not match the amounts that we sent.")
                        + " You have "
                        + (MOST_TRIES - tries)
                        + " verification attempts remaining.");
    }

    private SetupResult exhausted(Tx tx, Deposited deposited, Cause cause) {
        return failed(
                tx,
                deposited,
                "verification_attempts_exceeded",
                "You have exceeded the number of allowed verification attempts.",
                cause);
    }

    private SetupResult failed(
            Tx tx, Deposited deposited, String code, String message, Cause cause) {
        var before = deposited.intent();
        var failure =
                failure(deposited.method(), SetupErrors.DEPOSITS + code, Optional.empty(), message);
        var next = before.next(new State.RequiresPaymentMethod(Optional.of(failure)));
        if (!sql.update(tx, next)) return busy();
        next.attempt().ifPresent(id -> sql.fail(tx, before.account(), id, failure));
        happenings.tell(tx, next, "setup_intent.setup_failed", cause);
        return new SetupResult.Declined(next, failure);
    }

    private SetupResult challenge(
            Tx tx, Asked.Heard heard, NetworkAnswer.NeedsAuthentication wanted, Cause cause) {
        var method = heard.method();
        var challenge = new Challenge(wanted.authenticationId(), wanted.url(), heard.returnUrl());
        var state = new State.RequiresAction(method.id(), challenge);
        var next = heard.before().next(state, heard.attempt());
        if (!write(tx, heard, next, cause)) return busy();
        var details = SetupJson.details(next, method, method.card().checks(), Optional.empty());
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
        var details = SetupJson.details(next, heard.method(), checks, Optional.empty());
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
    private boolean write(Tx tx, Asked.Begun heard, SetupIntent next, Cause cause) {
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

    private void write(Tx tx, Asked.Begun heard, SetupAttempt attempt) {
        if (heard.resumed()) {
            sql.update(tx, attempt);
            return;
        }
        heard.before().attempt().ifPresent(earlier -> sql.abandon(tx, attempt.account(), earlier));
        sql.insert(tx, attempt);
    }

    private SetupAttempt attempt(
            Asked.Begun heard,
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
                error,
                SetupOptions.onBehalfOf(intent.terms().options()));
    }

    private static Failure failure(
            PaymentMethod method, String code, Optional<String> declineCode, String message) {
        return new Failure(code, declineCode, message, Json.text(PaymentMethodJson.render(method)));
    }

    /** Somebody else wrote the same version: what was written is undone. */
    private static hawker.api.ApiError overtaken() {
        return SetupErrors.of(Refusal.IN_PROGRESS, busy().message());
    }

    static Refused busy() {
        return new Refused(
                Refusal.IN_PROGRESS,
                "This object cannot be accessed right now because another request is currently"
                        + " accessing it.");
    }
}
