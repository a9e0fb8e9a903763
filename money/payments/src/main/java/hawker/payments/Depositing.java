package hawker.payments;

import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.ledger.BusinessDays;
import hawker.network.DebitRail;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Proves whose a bank account is: two deposits of cents are sent to it, and whoever can tell them
 * may read its statements. Then it is debited.
 */
final class Depositing {

    private static final int MOST_TRIES = 3;

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Storage storage;
    private final Happenings happenings;
    private final Vault vault;
    private final Proving proving;

    /**
     * What proves and what is done then.
     *
     * @param origin of our pages
     */
    record Proving(DebitRail rail, Debiting debiting, Consents consents, String origin) {}

    Depositing(
            Platform platform,
            Storage storage,
            Happenings happenings,
            Vault vault,
            Proving proving) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.storage = storage;
        this.happenings = happenings;
        this.vault = vault;
        this.proving = proving;
    }

    /**
     * Confirms with an account that is not proven yet.
     *
     * @throws Consents.No if the promise or the mandate does not stand: no deposits are sent then
     */
    Confirmation begin(Tx tx, PaymentIntent from, PaymentMethod method, Cause cause) {
        proving.consents().check(tx, from, method);
        var day = BusinessDays.availableOn(clock.now().atZone(ZoneOffset.UTC).toLocalDate());
        var deposits =
                new PaymentIntent.Deposits(
                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        0,
                        proving.origin() + DepositPages.path(from));
        var state = new State.RequiresDeposits(method.id(), deposits);
        var next = Transitions.waiting(from, state, stamp(cause));
        insert(tx, next);
        happenings.append(
                tx, happenings.of(next, List.of("payment_intent.requires_action"), cause));
        return new Confirmation.Waiting(next);
    }

    /**
     * The buyer tells what arrived in their account; right: the bank is told to pay. What they had
     * promised or allowed may have been taken back meanwhile: then nothing is written, and the
     * payment waits for another confirmation.
     *
     * @param intent its newest version, which waits for this
     */
    Confirmation told(
            PaymentIntent intent,
            State.RequiresDeposits waiting,
            DebitRail.Told told,
            Cause cause,
            Confirming.Claim claim) {
        var account = intent.account();
        var method = vault.find(account, waiting.method()).orElseThrow();
        var proof = proving.rail().prove(account, method, told);
        try {
            return told(intent, waiting, new Proven(method, told, proof), cause, claim);
        } catch (Consents.No no) {
            return no.of(intent);
        }
    }

    /** What a buyer told of an account, and what it proves. */
    private record Proven(PaymentMethod method, DebitRail.Told told, DebitRail.Proof proof) {}

    private Confirmation told(
            PaymentIntent intent,
            State.RequiresDeposits waiting,
            Proven answer,
            Cause cause,
            Confirming.Claim claim) {
        var account = intent.account();
        var method = answer.method();
        var proof = answer.proof();
        return tx.inAccount(
                account,
                tx -> {
                    // What was told wrong may be told again under the same key.
                    if (proof != DebitRail.Proof.WRONG) claim.join(tx, intent.id());
                    return switch (proof) {
                        case PROVEN -> {
                            var proven = vault.verified(tx, account, method.id()).orElseThrow();
                            var attempt = new Charge.Id(ids.ordinary("ch", account));
                            yield proving.debiting().order(tx, intent, attempt, proven, cause);
                        }
                        case WRONG -> wrong(tx, intent, waiting, answer.told(), cause);
                        case EXHAUSTED -> exhausted(tx, intent, method, cause);
                        case TIMED_OUT ->
                                failed(
                                        tx,
                                        intent,
                                        method,
                                        "payment_method_microdeposit_verification_timeout",
                                        "The deposits were sent too long ago.",
                                        cause);
                    };
                });
    }

    private Confirmation wrong(
            Tx tx,
            PaymentIntent intent,
            State.RequiresDeposits waiting,
            DebitRail.Told told,
            Cause cause) {
        int tries = waiting.deposits().tries() + 1;
        if (tries >= MOST_TRIES) {
            var method = vault.find(tx, intent.account(), waiting.method()).orElseThrow();
            return exhausted(tx, intent, method, cause);
        }
        var deposits =
                new PaymentIntent.Deposits(
                        waiting.deposits().arrive(), tries, waiting.deposits().page());
        var state = new State.RequiresDeposits(waiting.method(), deposits);
        insert(tx, Transitions.waiting(intent, state, stamp(cause)));
        return new Confirmation.Refused(
                intent,
                told.code().isPresent() ? Refusal.DEPOSIT_CODE_WRONG : Refusal.DEPOSITS_WRONG,
                (told.code().isPresent()
                                ? "The descriptor code provided does not match the one we sent."
                                : "The amounts provided do not match the amounts that we sent.")
                        + " You have "
                        + (MOST_TRIES - tries)
                        + " verification attempts remaining.");
    }

    private Confirmation exhausted(Tx tx, PaymentIntent intent, PaymentMethod method, Cause cause) {
        return failed(
                tx,
                intent,
                method,
                "payment_method_microdeposit_verification_attempts_exceeded",
                "You have exceeded the number of allowed verification attempts.",
                cause);
    }

    private Confirmation failed(
            Tx tx,
            PaymentIntent intent,
            PaymentMethod method,
            String code,
            String message,
            Cause cause) {
        var failure =
                new Failure(
                        code,
                        Optional.empty(),
                        message,
                        Optional.empty(),
                        Json.text(PaymentMethodJson.render(method)));
        var next = Transitions.failed(intent, failure, stamp(cause));
        insert(tx, next);
        happenings.append(tx, happenings.of(next, List.of("payment_intent.payment_failed"), cause));
        return new Confirmation.Declined(next, failure);
    }

    private void insert(Tx tx, PaymentIntent next) {
        if (!storage.intents().insert(tx, next)) throw new Debiting.Overtaken();
    }

    private Stamp stamp(Cause cause) {
        return new Stamp(clock.now(), cause.request());
    }
}
