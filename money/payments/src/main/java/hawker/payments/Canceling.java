package hawker.payments;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives an intent up; what was authorised is released. */
final class Canceling {

    /** What somebody asked to be written on the refund of a release, and the key of that. */
    private record Asked(
            Optional<Refund.Reason> reason, Map<String, String> metadata, Optional<String> key) {}

    private final Clock clock;
    private final Ids ids;
    private final IntentsSql intents;
    private final ChargesSql charges;
    private final RefundsSql refunds;
    private final Advices advices;
    private final Happenings happenings;
    private final Transferring transferring;

    Canceling(
            Platform platform,
            Storage storage,
            Advices advices,
            Happenings happenings,
            Transferring transferring) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.intents = storage.intents();
        this.charges = storage.charges();
        this.refunds = storage.refunds();
        this.advices = advices;
        this.happenings = happenings;
        this.transferring = transferring;
    }

    /**
     * @param current the newest version
     */
    Change cancel(Tx tx, PaymentIntent current, PaymentIntent.Reason reason, Cause cause) {
        return switch (current.state()) {
            case State.Sending ignored -> Creating.busy();
            case State.RequiresDeposits ignored -> close(tx, current, reason, cause);
            case State.AwaitsTransfer ignored -> {
                var closed = close(tx, current, reason, cause);
                if (closed instanceof Change.Done) transferring.putBack(tx, current);
                yield closed;
            }
            case State.Processing ignored -> unexpected(current);
            case State.Succeeded ignored -> unexpected(current);
            case State.Canceled ignored -> unexpected(current);
            case State.RequiresPaymentMethod ignored -> close(tx, current, reason, cause);
            case State.RequiresConfirmation ignored -> close(tx, current, reason, cause);
            case State.RequiresAction ignored -> close(tx, current, reason, cause);
            case State.RequiresCapture ignored -> {
                var next = Transitions.canceled(current, reason, stamp(cause));
                if (!intents.insert(tx, next)) yield Creating.busy();
                release(tx, next, Optional.empty(), cause);
                yield new Change.Done(next);
            }
        };
    }

    private Change close(Tx tx, PaymentIntent current, PaymentIntent.Reason reason, Cause cause) {
        var next = Transitions.canceled(current, reason, stamp(cause));
        if (!intents.insert(tx, next)) return Creating.busy();
        happenings.append(tx, happenings.of(next, List.of("payment_intent.canceled"), cause));
        return new Change.Done(next);
    }

    /**
     * The hold on the card is given back. That is kept as a refund that moves no money; the API
     * tells of it only where somebody asked for one (docs: changelog, 2025-03-31.basil: canceling
     * no longer creates a refund).
     *
     * @return the refund
     */
    private Refund release(Tx tx, PaymentIntent canceled, Optional<Asked> asked, Cause cause) {
        var account = canceled.account();
        var id = canceled.latestCharge().orElseThrow();
        var held = charges.find(tx, account, id).orElseThrow();
        boolean expired =
                canceled.state() instanceof State.Canceled s
                        && s.reason() == PaymentIntent.Reason.AUTOMATIC;
        var refund =
                new Refund(
                        new Refund.Id(ids.ordinary("re", account)),
                        account,
                        Optional.of(id),
                        canceled.id().direct() ? Optional.empty() : Optional.of(canceled.id()),
                        held.customer(),
                        Optional.of(held.method()),
                        canceled.amount(),
                        Refund.Status.SUCCEEDED,
                        expired
                                ? Optional.of(Refund.Reason.EXPIRED_UNCAPTURED_CHARGE)
                                : asked.flatMap(Asked::reason),
                        asked.map(Asked::metadata).orElse(Map.of()),
                        canceled.at(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        held.paidWith(),
                        Optional.empty());
        refunds.insert(tx, refund, Optional.empty(), asked.flatMap(Asked::key));
        advices.reverse(tx, account, id, canceled.amount());
        if (asked.isEmpty()) refunds.silence(tx, refund);
        var charge = charges.find(tx, account, id).orElseThrow();
        var types = new ArrayList<String>();
        if (expired) types.add("charge.expired");
        if (asked.isPresent()) types.add("charge.refunded");
        if (!canceled.id().direct()) types.add("payment_intent.canceled");
        happenings.append(
                tx, happenings.of(canceled, types, PaymentsJson.object("charge", charge), cause));
        return refund;
    }

    /** A refund of an authorisation that was not captured gives the authorisation up. */
    Optional<Refund> releaseAsRefund(Tx tx, PaymentIntent current, NewRefund asked, Cause cause) {
        if (!(current.state() instanceof State.RequiresCapture)) return Optional.empty();
        var next = Transitions.canceled(current, PaymentIntent.Reason.NONE, stamp(cause));
        if (!intents.insert(tx, next)) return Optional.empty();
        var written = new Asked(asked.reason(), asked.metadata(), asked.idempotencyKey());
        return Optional.of(release(tx, next, Optional.of(written), cause));
    }

    private static Change unexpected(PaymentIntent current) {
        return new Change.Refused(
                Refusal.UNEXPECTED_STATE,
                "You cannot cancel this PaymentIntent because it has a status of "
                        + current.status()
                        + ". Only a PaymentIntent with one of the following statuses may be"
                        + " canceled: requires_payment_method, requires_capture,"
                        + " requires_confirmation, requires_action, processing.");
    }

    private Stamp stamp(Cause cause) {
        return new Stamp(clock.now(), cause.request());
    }
}
