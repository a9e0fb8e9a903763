package hawker.payments;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * Takes money that was authorised, once, all of it or a part. The books are written when we decide;
 * the network is told afterwards until it says yes, which it must: the money is held.
 */
final class Capturing {

    private final Clock clock;
    private final Ids ids;
    private final Ledger ledger;
    private final IntentsSql intents;
    private final ChargesSql charges;
    private final Advices advices;
    private final Happenings happenings;
    private final Shared shared;
    private final Sellers sellers;

    Capturing(
            Platform platform,
            Ledger ledger,
            Storage storage,
            Advices advices,
            Happenings happenings,
            Shared shared,
            Sellers sellers) {
        this.sellers = sellers;
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.ledger = ledger;
        this.intents = storage.intents();
        this.charges = storage.charges();
        this.advices = advices;
        this.happenings = happenings;
        this.shared = shared;
    }

    /**
     * Captures.
     *
     * @param current the newest version
     * @param asked empty: all of it; the rest of a part is released
     */
    Change capture(Tx tx, PaymentIntent current, Optional<Money> asked, Cause cause) {
        if (!(current.state() instanceof State.RequiresCapture state)) return unexpected(current);
        var now = clock.now();
        if (!now.isBefore(state.captureBefore()))
            return new Change.Refused(
                    Refusal.AUTHORIZATION_EXPIRED,
                    "This charge cannot be captured because its authorization has expired.");
        var amount = asked.orElse(current.amount());
        if (!amount.currency().equals(current.amount().currency())
                || amount.compareTo(current.amount()) > 0)
            return new Change.Refused(
                    Refusal.CAPTURE_TOO_LARGE,
                    "The provided amount_to_capture is greater than the remaining amount "
                            + current.amount().text()
                            + " capturable on this PaymentIntent.");
        var step = Amounts.stepRefusal(amount);
        if (step.isPresent()) return step.get();
        var share = Creating.shareRefusal(current.terms().share(), amount);
        if (share.isPresent()) return share.get();
        var next = Transitions.captured(current, state, amount, new Stamp(now, cause.request()));
        if (!intents.insert(tx, next)) return Creating.busy();
        write(tx, next, amount, cause);
        return new Change.Done(next);
    }

    private void write(Tx tx, PaymentIntent next, Money amount, Cause cause) {
        var account = next.account();
        var id = next.latestCharge().orElseThrow();
        var before = charges.find(tx, account, id).orElseThrow();
        var share = next.terms().share();
        var journal =
                Postings.captured(
                        ids.body(account),
                        account,
                        id,
                        amount,
                        before.facts().fundsNow(),
                        before.facts().shared().map(was -> was.settled(share)),
                        sellers.availableOn(tx, account, next.at()),
                        next.at());
        if (!charges.capture(tx, account, id, amount, journal.id(), share, next.at()))
            throw new IllegalStateException("captured twice: " + id);
        ledger.post(tx, journal);
        advices.capture(tx, account, id, amount);
        if (before.facts().fundsNow()) advices.availableNow(tx, account);
        var charge = charges.find(tx, account, id).orElseThrow();
        shared.captured(tx, charge, Postings.availableOn(journal));
        var types =
                next.id().direct()
                        ? List.of("charge.captured")
                        : List.of("charge.captured", "payment_intent.succeeded");
        happenings.append(
                tx, happenings.of(next, types, PaymentsJson.object("charge", charge), cause));
    }

    private static Change unexpected(PaymentIntent current) {
        boolean captured = current.state() instanceof State.Succeeded;
        return new Change.Refused(
                captured ? Refusal.ALREADY_CAPTURED : Refusal.UNEXPECTED_STATE,
                captured
                        ? "This PaymentIntent could not be captured because it has already been"
                                + " captured."
                        : "This PaymentIntent could not be captured because it has a status of "
                                + current.status()
                                + ". Only a PaymentIntent with one of the following statuses may be"
                                + " captured: requires_capture.");
    }
}
