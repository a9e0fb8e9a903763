package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.network.Outcome;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Payments out of a customer's cash balance: at once if it has enough, else when the customer has
 * sent enough by bank transfer. Money that an intent has taken belongs to it until it is paid or
 * given up; it becomes the seller's, with the fee, when all of it is there.
 */
final class Transferring {

    private final Clock clock;
    private final Ids ids;
    private final Ledger ledger;
    private final Storage storage;
    private final Sellers sellers;
    private final Happenings happenings;
    private Optional<BuyersCash> cash = Optional.empty();

    Transferring(
            Platform platform,
            Ledger ledger,
            Storage storage,
            Sellers sellers,
            Happenings happenings) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.ledger = ledger;
        this.storage = storage;
        this.sellers = sellers;
        this.happenings = happenings;
    }

    void with(BuyersCash kept) {
        cash = Optional.of(kept);
    }

    /** Confirms with a customer balance; the intent's row is the caller's to have checked. */
    Confirmation confirm(
            Tx tx, PaymentIntent from, Charge.Id attempt, PaymentMethod method, Cause cause) {
        var customer = from.terms().customer();
        if (customer.isEmpty() || cash.isEmpty())
            return refused(
                    from,
                    "This PaymentIntent requires a customer to be paid with a PaymentMethod of"
                            + " type `customer_balance`.");
        var country = from.terms().methods().transferCountry();
        var where =
                cash.get()
                        .instructions(
                                tx,
                                from.account(),
                                customer.get(),
                                from.amount().currency(),
                                country);
        if (where.isEmpty())
            return refused(
                    from, "Bank transfers are not available in " + from.amount().currency() + ".");
        var wanted = new PaymentIntent.Transfer(from.amount(), where.get());
        return use(tx, from, attempt, method, wanted, cause);
    }

    private static Confirmation refused(PaymentIntent intent, String message) {
        return new Confirmation.Refused(intent, Refusal.METHOD_NOT_ALLOWED, message);
    }

    /**
     * Money has arrived: an intent that waits for it takes what it needs.
     *
     * @return what it took; zero if it does not wait
     */
    Money arrived(
            Tx tx, AccountId account, PaymentIntent.Id id, Optional<Money> atMost, Cause cause) {
        var intent = storage.intents().newest(tx, account, id).orElseThrow();
        var none = Money.zero(intent.amount().currency());
        if (!(intent.state() instanceof State.AwaitsTransfer waiting)) return none;
        var attempt = new Charge.Id(ids.ordinary("ch", account));
        var before = waiting.transfer().remaining();
        var most = atMost.filter(m -> m.compareTo(before) < 0).orElse(before);
        var customer = intent.terms().customer().orElseThrow();
        var taken = cash.orElseThrow().take(tx, account, customer, most, id);
        if (taken.isZero()) return none;
        var left =
                new PaymentIntent.Transfer(before.minus(taken), waiting.transfer().instructions());
        settle(
                tx,
                intent,
                new Way(attempt, waiting.method()),
                left,
                List.of("payment_intent.partially_funded"),
                cause);
        return taken;
    }

    /** What pays: the id that a charge will have, and the method. */
    private record Way(Charge.Id attempt, PaymentMethod.Id method) {}

    private Confirmation use(
            Tx tx,
            PaymentIntent from,
            Charge.Id attempt,
            PaymentMethod method,
            PaymentIntent.Transfer wanted,
            Cause cause) {
        var customer = from.terms().customer().orElseThrow();
        var taken =
                cash.orElseThrow()
                        .take(tx, from.account(), customer, wanted.remaining(), from.id());
        var left =
                new PaymentIntent.Transfer(wanted.remaining().minus(taken), wanted.instructions());
        var told = new ArrayList<>(List.of("payment_intent.requires_action"));
        if (taken.isPositive()) told.add("payment_intent.partially_funded");
        return settle(tx, from, new Way(attempt, method.id()), left, told, cause);
    }

    private Confirmation settle(
            Tx tx,
            PaymentIntent from,
            Way way,
            PaymentIntent.Transfer left,
            List<String> ifWaiting,
            Cause cause) {
        var stamp = new Stamp(clock.now(), cause.request());
        if (left.remaining().isPositive()) {
            var next =
                    Transitions.waiting(from, new State.AwaitsTransfer(way.method(), left), stamp);
            insert(tx, next);
            happenings.append(tx, happenings.of(next, ifWaiting, cause));
            return new Confirmation.Waiting(next);
        }
        var next = Transitions.paid(from, way.method(), way.attempt(), stamp);
        insert(tx, next);
        var charge = charge(next, way);
        var account = next.account();
        var journal =
                Postings.cashApplied(
                        charge.journal().orElseThrow(),
                        account,
                        charge.id(),
                        next.amount(),
                        sellers.availableOn(tx, account, next.at()),
                        next.at());
        storage.charges().insert(tx, charge);
        cash.orElseThrow().spent(tx, account, next.id());
        ledger.post(tx, journal);
        var types = List.of("charge.succeeded", "payment_intent.succeeded");
        happenings.append(tx, happenings.of(next, types, cause));
        return new Confirmation.Succeeded(next, charge);
    }

    private void insert(Tx tx, PaymentIntent next) {
        if (!storage.intents().insert(tx, next)) throw new Debiting.Overtaken();
    }

    private Charge charge(PaymentIntent paid, Way way) {
        var account = paid.account();
        var facts =
                new Charge.Facts(
                        new hawker.vault.Instrument.CustomerBalance(),
                        hawker.vault.Billing.none(),
                        Debiting.outcome(
                                Outcome.NetworkStatus.APPROVED_BY_NETWORK, "Payment complete."),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        sellers.descriptor(account, paid.terms().notes()));
        return new Charge(
                way.attempt(),
                account,
                Optional.of(paid.id()),
                paid.version(),
                paid.at(),
                paid.amount(),
                new Charge.State.Captured(),
                paid.terms().customer(),
                way.method(),
                facts,
                paid.amount(),
                Money.zero(paid.amount().currency()),
                Optional.of(ids.body(account)),
                paid.terms().notes(),
                Optional.empty(),
                Charge.Disputed.never(paid.amount()));
    }

    /** An intent that waited is given up: what it had taken is the customer's again. */
    void putBack(Tx tx, PaymentIntent waited) {
        if (!(waited.state() instanceof State.AwaitsTransfer waiting)) return;
        var taken = waited.amount().minus(waiting.transfer().remaining());
        if (!taken.isPositive()) return;
        var customer = waited.terms().customer().orElseThrow();
        cash.orElseThrow().putBack(tx, waited.account(), customer, taken, waited.id());
    }

    /** The customer is asked where a refund goes. */
    void ask(Tx tx, Refund refund) {
        cash.orElseThrow().ask(tx, refund);
    }

    /** A refund of a balance takes its amount out of it; empty if it is not there. */
    Optional<String> leave(Tx tx, Refund refund) {
        return cash.flatMap(kept -> kept.leave(tx, refund, refund.customer().orElseThrow()));
    }

    /** Such a refund did not come to pass; which journal says so. */
    String stay(Tx tx, Refund refund) {
        return cash.orElseThrow().stay(tx, refund, refund.customer().orElseThrow());
    }

    /** The money of a refund is the customer's again. */
    void refunded(Tx tx, Refund refund) {
        cash.orElseThrow().refunded(tx, refund, refund.customer().orElseThrow());
    }
}
