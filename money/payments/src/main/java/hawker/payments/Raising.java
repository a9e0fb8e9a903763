package hawker.payments;

import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.network.Authorization;
import hawker.network.CardNetwork;
import hawker.network.NetworkAnswer;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds more of a card than was authorised at first (increment_authorization), before it is
 * captured: the issuer is asked outside any transaction, then its yes is written in one.
 *
 * <p>Why the question is not recorded before it goes out, as payments do it (decision 0085): more
 * of a hold moves no money and is no claim of ours. What is captured is at most what was written
 * here, and the capture releases all the rest at the network; so does the reversal of a payment
 * that is given up. An answer that is lost with its process therefore leaves nothing to take back.
 * The question goes out under a name made of the charge, the intent's version and the total: the
 * same request again, or twice at once, gets the first answer. A capture at the same moment meets
 * this at the intent's version: one of the two writes it, and money that was not written as held is
 * not captured.
 */
final class Raising {

    private static final Logger log = LoggerFactory.getLogger(Raising.class);

    /** How often a hold may be raised. */
    static final int MOST = 10;

    private final Clock clock;
    private final IntentsSql intents;
    private final ChargesSql charges;
    private final Reading reading;
    private final Vault vault;
    private final CardNetwork network;
    private final Happenings happenings;

    Raising(
            Platform platform,
            Storage storage,
            Reading reading,
            Vault vault,
            CardNetwork network,
            Happenings happenings) {
        this.clock = platform.clock();
        this.intents = storage.intents();
        this.charges = storage.charges();
        this.reading = reading;
        this.vault = vault;
        this.network = network;
        this.happenings = happenings;
    }

    /** What the issuer said. */
    sealed interface Asked {
        /** To be written with {@link #record}. */
        record Agreed(PaymentIntent before, Terms terms) implements Asked {}

        /** The hold stays as it was. */
        record Declined(String code, Optional<String> declineCode, String message)
                implements Asked {}

        /** Nobody was asked. */
        record Refused(Change.Refused refused) implements Asked {}
    }

    /**
     * @param current the newest version
     * @param terms with the new total, which is more than the old one
     */
    Asked ask(PaymentIntent current, Terms terms) {
        var refusal = refusal(current, terms);
        if (refusal.isPresent()) return new Asked.Refused(refusal.get());
        var charge = reading.latestCharge(current);
        var method = vault.find(current.account(), charge.method());
        if (method.isEmpty())
            return new Asked.Refused(
                    refused(Refusal.NO_SUCH_METHOD, "The card of this payment is gone."));
        var total = terms.amount();
        var more =
                Authorization.of(
                        current.account(),
                        charge.id() + "-" + current.version() + "-" + total.minor(),
                        current.id().text(),
                        method.get(),
                        total.minus(current.amount()),
                        false,
                        charge.facts().descriptor());
        return switch (answer(more, charge.id())) {
            case NetworkAnswer.Approved yes -> new Asked.Agreed(current, terms);
            case NetworkAnswer.Declined no ->
                    new Asked.Declined(no.code(), no.declineCode(), no.message());
            case NetworkAnswer.NeedsAuthentication ignored -> noAnswer();
            case NetworkAnswer.NotSent ignored -> noAnswer();
            case NetworkAnswer.Unknown ignored -> noAnswer();
        };
    }

    private NetworkAnswer answer(Authorization more, Charge.Id charge) {
        try {
            return network.raise(more, charge.text());
        } catch (RuntimeException e) {
            log.error("raise {} has no answer", more.attemptId(), e);
            return new NetworkAnswer.Unknown(e.toString());
        }
    }

    private static Asked noAnswer() {
        return new Asked.Declined(
                "processing_error", Optional.of("processing_error"), Attempt.PROCESSING_ERROR);
    }

    /** Why no amount whatever can be asked for; said before anything about the amount is. */
    Optional<Change.Refused> closed(PaymentIntent current) {
        if (!(current.state() instanceof State.RequiresCapture state))
            return Optional.of(
                    refused(
                            Refusal.UNEXPECTED_STATE,
                            "This PaymentIntent's authorization could not be incremented because it"
                                    + " has a status of "
                                    + current.status()
                                    + ". Only a PaymentIntent with one of the following statuses"
                                    + " may be incremented: requires_capture."));
        if (!current.terms().methods().raisable())
            return Optional.of(
                    refused(
                            Refusal.NOT_RAISABLE,
                            "This PaymentIntent is not eligible for incremental authorization:"
                                    + " confirm it with payment_method_options[card]"
                                    + "[request_incremental_authorization]=if_available."));
        if (!clock.now().isBefore(state.captureBefore()))
            return Optional.of(
                    refused(
                            Refusal.AUTHORIZATION_EXPIRED,
                            "This authorization cannot be incremented because it has expired."));
        return Optional.empty();
    }

    private Optional<Change.Refused> refusal(PaymentIntent current, Terms terms) {
        var closed = closed(current);
        if (closed.isPresent()) return closed;
        var total = terms.amount();
        if (total.compareTo(current.amount()) <= 0)
            return Optional.of(
                    refused(
                            Refusal.RAISE_TOO_SMALL,
                            "The amount must be greater than the currently authorized amount, "
                                    + current.amount().text()
                                    + "."));
        if (reading.raises(current) >= MOST)
            return Optional.of(
                    refused(
                            Refusal.NOT_RAISABLE,
                            "This authorization was incremented "
                                    + MOST
                                    + " times, which is the most."));
        return Amounts.refusal(total).or(() -> Creating.shareRefusal(terms.share(), total));
    }

    private static Change.Refused refused(Refusal reason, String message) {
        return new Change.Refused(reason, message);
    }

    /** Writes what the issuer agreed to; refused if somebody else changed the intent meanwhile. */
    Change record(Tx tx, Asked.Agreed agreed, Cause cause) {
        var before = agreed.before();
        var stamp = new Stamp(clock.now(), cause.request());
        var state = (State.RequiresCapture) before.state();
        var next = Transitions.raised(before, state, agreed.terms(), stamp);
        if (!intents.insert(tx, next)) return Creating.busy();
        Money total = next.amount();
        charges.raise(tx, next.account(), next.latestCharge().orElseThrow(), total, next.at());
        var told = List.of("payment_intent.amount_capturable_updated");
        happenings.append(tx, happenings.of(next, told, cause));
        return new Change.Done(next);
    }
}
