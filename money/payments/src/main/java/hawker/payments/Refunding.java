package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.Hold;
import hawker.ledger.Ledger;
import hawker.ledger.Posting;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.payments.Confirmation.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gives money back. Two refunds of one charge queue at the charge's row, so what they add up to
 * never exceeds what was captured; two debits of one balance queue at its pocket, so it never goes
 * below its floor. What the balance does not cover waits, with a hold on what comes in.
 */
final class Refunding {

    private final Clock clock;
    private final Ids ids;
    private final Ledger ledger;
    private final IntentsSql intents;
    private final ChargesSql charges;
    private final RefundsSql refunds;
    private final Canceling canceling;
    private final Advices advices;
    private final Overdraft overdraft;
    private final Shared shared;
    private final Concluding concluding;

    Refunding(
            Platform platform,
            Ledger ledger,
            Storage storage,
            Canceling canceling,
            Advices advices,
            Shared shared,
            Concluding concluding) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.ledger = ledger;
        this.intents = storage.intents();
        this.charges = storage.charges();
        this.refunds = storage.refunds();
        this.canceling = canceling;
        this.advices = advices;
        this.overdraft = Overdraft.of(platform.settings());
        this.shared = shared;
        this.concluding = concluding;
    }

    /**
     * Only what has arrived can be given back. Others' books are written in transactions of their
     * own, so never in one of the caller's.
     */
    void arrive(Reading reading, AccountId account, NewRefund.Target target, Sharing.Back back) {
        if (!back.any()) return;
        var id =
                switch (target) {
                    case NewRefund.Target.OfCharge(var charge) -> Optional.of(charge);
                    case NewRefund.Target.OfIntent(var intent) ->
                            reading.intent(account, intent).flatMap(i -> i.latestCharge());
                    case NewRefund.Target.OfBalance ignored -> Optional.<Charge.Id>empty();
                };
        id.flatMap(charge -> reading.charge(account, charge))
                .ifPresent(charge -> shared.arrive(account, charge));
    }

    /** Refunds a charge, or says why not. */
    Refund.Outcome refund(Tx tx, NewRefund asked, Cause cause) {
        return switch (asked.target()) {
            case NewRefund.Target.OfCharge(var charge) -> ofCharge(tx, charge, asked, cause);
            case NewRefund.Target.OfIntent(var id) -> ofIntent(tx, id, asked, cause);
            case NewRefund.Target.OfBalance(var customer) -> ofBalance(tx, customer, asked, cause);
        };
    }

    /** What a customer has sent goes back to the bank account that they name. */
    private Refund.Outcome ofBalance(Tx tx, String customer, NewRefund asked, Cause cause) {
        var repeated = asked.idempotencyKey().flatMap(k -> refunds.ofKey(tx, cause.account(), k));
        if (repeated.isPresent()) return new Refund.Outcome.Refunded(repeated.get());
        var amount = asked.amount().orElseThrow();
        if (!hasRail(amount.currency()))
            return refused(
                    Refusal.NO_RAIL,
                    "Cash balances in " + amount.currency() + " cannot be refunded to a bank.");
        var id = new Refund.Id(ids.ordinary("re", cause.account()));
        var begun =
                Amounts.stepRefusal(amount)
                        .<Refund.Outcome>map(step -> refused(step.reason(), step.message()))
                        .orElseGet(() -> begun(tx, ofBalance(id, customer, amount, asked, cause)));
        if (!(begun instanceof Refund.Outcome.Refunded(var refund))) return begun;
        paid(tx, refund, asked);
        concluding.tell(tx, refund, List.of("refund.created"), cause);
        return begun;
    }

    private Refund.Outcome begun(Tx tx, Refund refund) {
        return concluding
                .begin(tx, refund)
                .<Refund.Outcome>map(Refund.Outcome.Refunded::new)
                .orElseGet(() ->
                        refused(
                                Refusal.CASH_INSUFFICIENT,
                                "The customer's cash balance is less than "
                                        + refund.amount().text()
                                        + "."));
    }

    private Refund ofBalance(
            Refund.Id id, String customer, Money amount, NewRefund asked, Cause cause) {
        return new Refund(
                id,
                cause.account(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(customer),
                Optional.empty(),
                amount,
                Refund.Status.PENDING,
                asked.reason(),
                asked.metadata(),
                clock.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "customer_balance",
                asked.instructionsEmail().map(Refund.Asking::of));
    }

    private static boolean hasRail(Currency currency) {
        return currency.equals(Currency.USD) || currency.equals(Currency.EUR);
    }

    private Refund.Outcome ofIntent(Tx tx, PaymentIntent.Id id, NewRefund asked, Cause cause) {
        var intent = intents.newest(tx, cause.account(), id);
        if (intent.isEmpty())
            return refused(Refusal.NO_SUCH_INTENT, "No such payment_intent: '" + id + "'");
        var charge = intent.get().latestCharge();
        if (charge.isEmpty())
            return refused(
                    Refusal.NOT_CHARGED,
                    "This PaymentIntent (" + id + ") does not have a successful charge to refund.");
        return ofCharge(tx, charge.get(), asked, cause);
    }

    private Refund.Outcome ofCharge(Tx tx, Charge.Id id, NewRefund asked, Cause cause) {
        if (!charges.lock(tx, cause.account(), id))
            return refused(Refusal.NO_SUCH_CHARGE, "No such charge: '" + id + "'");
        // Under the lock: of two requests with one key the second finds what the first did.
        var repeated = asked.idempotencyKey().flatMap(k -> refunds.ofKey(tx, cause.account(), k));
        if (repeated.isPresent()) return new Refund.Outcome.Refunded(repeated.get());
        var charge = charges.find(tx, cause.account(), id).orElseThrow();
        return switch (charge.state()) {
            case Charge.State.Failed ignored ->
                    refused(
                            Refusal.NOT_REFUNDABLE,
                            "Charge " + id + " has failed and cannot be refunded.");
            case Charge.State.Pending ignored ->
                    refused(
                            Refusal.NOT_REFUNDABLE,
                            "Charge " + id + " is pending and cannot be refunded yet.");
            case Charge.State.Released ignored -> already(id);
            case Charge.State.Authorized ignored -> release(tx, charge, asked, cause);
            case Charge.State.Captured ignored -> give(tx, charge, asked, cause);
        };
    }

    private Refund.Outcome release(Tx tx, Charge charge, NewRefund asked, Cause cause) {
        var attempt = charge.intent().orElseGet(() -> PaymentIntent.Id.ofDirect(charge.id()));
        if (asked.amount().isPresent() && !asked.amount().get().equals(charge.amount()))
            return refused(
                    Refusal.NOT_REFUNDABLE,
                    "Charge " + charge.id() + " is not captured; only all of it can be released.");
        var refusal = backRefusal(charge, asked.back()).or(() -> askingRefusal(charge, asked));
        if (refusal.isPresent()) return refusal.get();
        return intents.newest(tx, charge.account(), attempt)
                .flatMap(now -> canceling.releaseAsRefund(tx, now, asked, cause))
                .<Refund.Outcome>map(Refund.Outcome.Refunded::new)
                .orElseGet(() -> refused(Refusal.IN_PROGRESS, Creating.busy().message()));
    }

    private Refund.Outcome give(Tx tx, Charge charge, NewRefund asked, Cause cause) {
        if (charge.disputed().taken().isPositive())
            return refused(
                    Refusal.CHARGE_DISPUTED,
                    "Charge " + charge.id() + " has been charged back; cannot issue a refund.");
        var left = charge.refundable();
        if (left.isZero()) return already(charge.id());
        if (charge.refundNeedsReader() && !asked.cardPresent())
            return refused(
                    Refusal.READER_NEEDED,
                    "Charges of type `interac_present` must be refunded in person: hold the card to"
                            + " a reader (refund_payment).");
        var amount = asked.amount().orElse(left);
        var refusal =
                amountRefusal(amount, left)
                        .or(() -> backRefusal(charge, asked.back()))
                        .or(() -> askingRefusal(charge, asked));
        if (refusal.isPresent()) return refusal.get();
        var now = clock.now();
        var id = new Refund.Id(ids.ordinary("re", cause.account()));
        var journal =
                Postings.refunded(ids.body(cause.account()), cause.account(), id, amount, now);
        var limit = overdraft.of(cause.account(), amount.currency());
        var posted = ledger.postBounded(tx, journal, Purpose.MERCHANT_AVAILABLE, limit);
        var paid = posted instanceof Posting ? Optional.of(journal.id()) : Optional.<String>empty();
        var made = Concluding.asked(made(id, charge, amount, asked, paid, now), now);
        var refund = made.reversing(shared.refunded(tx, charge, made, asked.back()));
        switch (posted) {
            case Posting ignored -> paid(tx, refund, asked);
            case BoundedPosting.Insufficient ignored -> hold(tx, refund, asked);
        }
        concluding.tell(tx, refund, List.of(Concluding.REFUNDED, "refund.created"), cause);
        return new Refund.Outcome.Refunded(refund);
    }

    private static Refund made(
            Refund.Id id,
            Charge charge,
            Money amount,
            NewRefund asked,
            Optional<String> journal,
            Instant now) {
        return new Refund(
                id,
                charge.account(),
                Optional.of(charge.id()),
                charge.intent(),
                charge.customer(),
                Optional.of(charge.method()),
                amount,
                journal.isPresent() ? Refund.Status.SUCCEEDED : Refund.Status.PENDING,
                asked.reason(),
                asked.metadata(),
                now,
                journal,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                charge.paidWith(),
                asked.instructionsEmail().map(Refund.Asking::of));
    }

    /** Only money that customers send by bank transfer has no way back of its own. */
    private static Optional<Refund.Outcome> askingRefusal(Charge charge, NewRefund asked) {
        boolean hasRail = hasRail(charge.amount().currency());
        return asked.instructionsEmail().isEmpty()
                        || (charge.paidWith().equals("customer_balance") && hasRail)
                ? Optional.empty()
                : Optional.of(
                        refused(
                                Refusal.NOBODY_TO_ASK,
                                "`instructions_email` is for payments by bank transfer in usd or"
                                        + " eur; this one goes back where it came from."));
    }

    /** Nobody gives back what nobody got. */
    private static Optional<Refund.Outcome> backRefusal(Charge charge, Sharing.Back back) {
        var named = charge.facts().shared();
        if (back.transfer() && named.flatMap(Share.Named::transfer).isEmpty())
            return Optional.of(
                    refused(
                            Refusal.NO_TRANSFER,
                            "Cannot reverse transfer on charge "
                                    + charge.id()
                                    + " because it does not have an associated transfer."));
        if (back.fee() && named.flatMap(Share.Named::earned).isEmpty())
            return Optional.of(
                    refused(
                            Refusal.NO_FEE,
                            "Cannot refund the application fee on charge "
                                    + charge.id()
                                    + " because it does not have one."));
        return Optional.empty();
    }

    private static Optional<Refund.Outcome> amountRefusal(Money amount, Money left) {
        if (!amount.currency().equals(left.currency()) || amount.compareTo(left) > 0)
            return Optional.of(
                    refused(
                            Refusal.REFUND_TOO_LARGE,
                            "Refund amount ("
                                    + amount.text()
                                    + ") is greater than unrefunded amount on charge ("
                                    + left.text()
                                    + ")"));
        return Amounts.stepRefusal(amount).map(step -> refused(step.reason(), step.message()));
    }

    private void store(Tx tx, Refund refund, Optional<String> hold, NewRefund asked) {
        if (!refunds.insert(tx, refund, hold, asked.idempotencyKey()))
            throw new IllegalStateException("refund key used twice: " + refund.id());
        if (refund.status() == Refund.Status.SUCCEEDED) advices.refund(tx, refund);
    }

    private void paid(Tx tx, Refund refund, NewRefund asked) {
        store(tx, refund, Optional.empty(), asked);
        if (refund.status() == Refund.Status.REQUIRES_ACTION) concluding.ask(tx, refund);
    }

    private void hold(Tx tx, Refund refund, NewRefund asked) {
        var hold =
                new Hold(
                        ids.body(refund.account()),
                        refund.account(),
                        Purpose.MERCHANT_AVAILABLE,
                        refund.amount(),
                        SourceType.REFUND,
                        refund.id().text(),
                        refund.created());
        ledger.hold(tx, hold);
        store(tx, refund, Optional.of(hold.id()), asked);
        advices.retryFunds(tx, refund);
    }

    private static Refund.Outcome already(Charge.Id id) {
        return refused(Refusal.ALREADY_REFUNDED, "Charge " + id + " has already been refunded.");
    }

    private static Refund.Outcome refused(Refusal reason, String message) {
        return new Refund.Outcome.Refused(reason, message);
    }
}
