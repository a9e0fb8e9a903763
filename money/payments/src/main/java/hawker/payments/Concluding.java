package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.ledger.BoundedPosting;
import hawker.ledger.Ledger;
import hawker.ledger.Posting;
import hawker.ledger.Purpose;
import hawker.payments.Confirmation.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of refunds after they were made: their funds come, their customer says where they
 * go, a bank takes or refuses them, they are called back. Whoever changes one holds its row, and
 * with it the charge's where what may be refunded changes: of two at once the second finds what the
 * first one did. What is not paid out goes back where it came from: to the seller's balance, or to
 * the customer's.
 */
final class Concluding {

    static final String REFUNDED = "charge.refunded";

    private static final List<String> UPDATED = List.of("refund.updated", "charge.refund.updated");

    /** So long a customer may take to say where the money goes. */
    private static final Duration ASKED_FOR = Duration.ofDays(45);

    private final Clock clock;
    private final Ids ids;
    private final Ledger ledger;
    private final ChargesSql charges;
    private final RefundsSql refunds;
    private final Advices advices;
    private final Happenings happenings;
    private final Overdraft overdraft;
    private final Transferring transferring;

    Concluding(
            Platform platform,
            Ledger ledger,
            Storage storage,
            Advices advices,
            Happenings happenings,
            Transferring transferring) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.ledger = ledger;
        this.charges = storage.charges();
        this.refunds = storage.refunds();
        this.advices = advices;
        this.happenings = happenings;
        this.overdraft = Overdraft.of(platform.settings());
        this.transferring = transferring;
    }

    /** Its customer has so long to say where the money goes. */
    void ask(Tx tx, Refund refund) {
        advices.expire(tx, refund, refund.asking().flatMap(Refund.Asking::until).orElseThrow());
        transferring.ask(tx, refund);
    }

    /**
     * Tries a refund that waits for funds; false if it still has to wait.
     *
     * @param refund as it was read; looked at again under its lock
     */
    boolean tryFunds(Tx tx, Refund refund) {
        lockCharge(tx, refund);
        var now = refunds.lock(tx, refund.account(), refund.id()).orElseThrow();
        if (now.status() != Refund.Status.PENDING || now.journal().isPresent()) return true;
        var account = now.account();
        var hold = refunds.hold(tx, account, now.id()).orElseThrow();
        var journal =
                Postings.refunded(ids.body(account), account, now.id(), now.amount(), clock.now());
        var limit = overdraft.of(account, now.amount().currency());
        return switch (ledger.postBounded(tx, journal, Purpose.MERCHANT_AVAILABLE, limit, hold)) {
            case BoundedPosting.Insufficient ignored -> false;
            case Posting ignored -> {
                var paid = asked(now.posted(journal.id()), clock.now());
                refunds.update(tx, paid);
                if (paid.status() == Refund.Status.REQUIRES_ACTION) ask(tx, paid);
                else advices.refund(tx, paid);
                tell(tx, paid, List.of("refund.updated"), Cause.none(account));
                yield true;
            }
        };
    }

    private void lockCharge(Tx tx, Refund refund) {
        refund.charge().ifPresent(charge -> charges.lock(tx, refund.account(), charge));
    }

    /** One that is paid for, as it is while its customer is asked; others as they are. */
    static Refund asked(Refund refund, Instant now) {
        return refund.asking().isPresent() && refund.journal().isPresent()
                ? refund.asked(refund.journal().get(), now, now.plus(ASKED_FOR))
                : refund;
    }

    /**
     * Takes a refund out of its customer's cash balance, and asks where it goes.
     *
     * @return empty if the balance has not so much
     */
    Optional<Refund> begin(Tx tx, Refund refund) {
        var journal = transferring.leave(tx, refund);
        return journal.map(id -> {
            var now = refund.created();
            return refund.asked(id, now, now.plus(ASKED_FOR));
        });
    }

    /** Sends a refund to the account that its customer has named. */
    Refund.Outcome sendTo(Tx tx, AccountId account, Refund.Id id, PaymentMethod.Id to) {
        var now = refunds.lock(tx, account, id).orElseThrow();
        if (now.status() != Refund.Status.REQUIRES_ACTION)
            return refused(
                    Refusal.UNEXPECTED_STATE,
                    "Refund " + id + " has a status of " + now.status().text() + ".");
        var going = now.goingTo(to);
        refunds.update(tx, going);
        advices.refund(tx, going);
        tell(tx, going, UPDATED, Cause.none(account));
        return new Refund.Outcome.Refunded(going);
    }

    /** Nobody said where it goes: the seller has the money again. False if it does not wait. */
    boolean expire(Tx tx, AccountId account, Refund.Id id, Cause cause) {
        var now = refunds.lock(tx, account, id).orElseThrow();
        if (now.status() != Refund.Status.REQUIRES_ACTION) return false;
        fail(tx, now, "unknown", cause);
        return true;
    }

    /** Only a refund that waits, for funds or for its customer's word, can be called back. */
    Refund.Outcome cancel(Tx tx, Refund refund, Cause cause) {
        lockCharge(tx, refund);
        var now = refunds.lock(tx, refund.account(), refund.id()).orElseThrow();
        boolean asked = now.status() == Refund.Status.REQUIRES_ACTION;
        boolean unfunded = now.status() == Refund.Status.PENDING && now.journal().isEmpty();
        if (!asked && !unfunded)
            return refused(
                    Refusal.NOT_CANCELABLE,
                    "Refund "
                            + now.id()
                            + " cannot be canceled because it has a status of "
                            + now.status().text()
                            + ".");
        if (unfunded) letGo(tx, now);
        var back = asked ? Optional.of(giveBack(tx, now)) : Optional.<String>empty();
        var why = asked ? Optional.of("merchant_request") : Optional.<String>empty();
        var canceled = now.ended(Refund.Status.CANCELED, back, why);
        refunds.update(tx, canceled);
        tell(tx, canceled, UPDATED, cause);
        return new Refund.Outcome.Refunded(canceled);
    }

    private void letGo(Tx tx, Refund refund) {
        refunds.hold(tx, refund.account(), refund.id())
                .ifPresent(hold -> ledger.releaseHold(tx, refund.account(), hold));
    }

    /** A bank gives back what refunds that wait for funds were to give: they have failed. */
    void giveWay(Tx tx, AccountId account, Charge.Id charge) {
        if (!charges.lock(tx, account, charge)) return;
        for (var refund : refunds.lockWaiting(tx, account, charge)) {
            letGo(tx, refund);
            var reason = Optional.of("charge_for_pending_refund_disputed");
            fail(
                    tx,
                    refund.ended(Refund.Status.FAILED, Optional.empty(), reason),
                    Cause.none(account));
        }
    }

    /** The network has not finished it yet, or has now. */
    void settle(Tx tx, AccountId account, Refund.Id id, Refund.Status status) {
        var now = refunds.lock(tx, account, id).orElseThrow();
        if (now.status() == status || now.status() == Refund.Status.FAILED) return;
        var settled = now.ended(status, Optional.empty(), Optional.empty());
        refunds.update(tx, settled);
        tell(tx, settled, UPDATED, Cause.none(account));
    }

    /** The network refused it, or the bank sent it back: the seller has the money again. */
    void fail(Tx tx, AccountId account, Refund.Id id, String reason) {
        var now = refunds.lock(tx, account, id).orElseThrow();
        if (now.status() == Refund.Status.FAILED) return;
        fail(tx, now, reason, Cause.none(account));
    }

    private void fail(Tx tx, Refund now, String reason, Cause cause) {
        var back = giveBack(tx, now);
        fail(tx, now.ended(Refund.Status.FAILED, Optional.of(back), Optional.of(reason)), cause);
    }

    private void fail(Tx tx, Refund failed, Cause cause) {
        refunds.update(tx, failed);
        var types = List.of("refund.failed", "refund.updated", "charge.refund.updated");
        tell(tx, failed, types, cause);
    }

    /** The seller has the money again, or the customer's balance; which journal says so. */
    private String giveBack(Tx tx, Refund refund) {
        if (refund.isOfBalance()) return transferring.stay(tx, refund);
        var account = refund.account();
        var journal =
                Postings.refundFailed(
                        ids.body(account), account, refund.id(), refund.amount(), clock.now());
        ledger.post(tx, journal);
        return journal.id();
    }

    /** Changes what the seller wrote on it. */
    Refund note(Tx tx, Refund refund, Map<String, String> metadata, Cause cause) {
        var now = refunds.lock(tx, refund.account(), refund.id()).orElseThrow();
        var noted = now.noted(metadata);
        refunds.update(tx, noted);
        tell(tx, noted, UPDATED, cause);
        return noted;
    }

    /** Tells of a refund and its charge, if it has one, as they are now. */
    void tell(Tx tx, Refund refund, List<String> types, Cause cause) {
        var charge =
                refund.charge().map(id -> charges.find(tx, refund.account(), id).orElseThrow());
        ObjectNode objects =
                charge.map(of -> PaymentsJson.object("charge", of)).orElseGet(Json::object);
        objects.set("refund", PaymentsJson.refund(refund));
        if (types.contains(REFUNDED))
            charge.ifPresent(of -> objects.set("previous_attributes", before(of, refund)));
        var told =
                charge.isPresent()
                        ? types
                        : types.stream().filter(type -> type.startsWith("refund.")).toList();
        happenings.tell(tx, refund.id().text(), told, objects, cause);
    }

    /** What a charge was before a refund: so a receiver sees how much this one was. */
    private static ObjectNode before(Charge charge, Refund refund) {
        var was = charge.refunded().minus(refund.amount());
        var before = Json.object().put("amount_refunded", was.minor());
        return charge.fullyRefunded() ? before.put("refunded", false) : before;
    }

    private static Refund.Outcome refused(Refusal reason, String message) {
        return new Refund.Outcome.Refused(reason, message);
    }
}
