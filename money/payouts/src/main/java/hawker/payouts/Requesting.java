package hawker.payouts;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.BusinessDays;
import hawker.ledger.Ledger;
import hawker.ledger.Pocket;
import hawker.ledger.Posting;
import hawker.ledger.Purpose;
import hawker.payouts.Payout.Status;
import hawker.payouts.Requested.Refusal;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Payouts that somebody asks for, and taking them back. */
final class Requesting {

    private final Platform platform;
    private final Accounts accounts;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Making making;
    private final Settling settling;
    private final Destinations destinations;
    private final InstantFees instantFees;

    Requesting(
            Platform platform,
            Accounts accounts,
            Ledger ledger,
            PayoutsSql sql,
            Making making,
            Settling settling,
            Destinations destinations) {
        this.platform = platform;
        this.instantFees = InstantFees.of(platform.settings());
        this.destinations = destinations;
        this.accounts = accounts;
        this.ledger = ledger;
        this.sql = sql;
        this.making = making;
        this.settling = settling;
    }

    /** Where an account can be paid, and whether it is paid at all. */
    record Target(List<Destination> destinations, boolean enabled) {}

    /** Read before the transaction: it lies under the account's other number, or in other rooms. */
    Target target(AccountId account) {
        return new Target(
                destinations.of(account),
                accounts.find(account).map(Account::payoutsEnabled).orElse(false));
    }

    Requested request(Tx tx, Cause why, NewPayout wanted, Target target) {
        var account = why.account();
        var currency = wanted.amount().currency();
        var possible =
                target.destinations().stream().filter(d -> d.currency().equals(currency)).toList();
        if (possible.isEmpty()) return new Requested.Refused(Refusal.NO_BANK_ACCOUNT);
        var chosen =
                possible.stream()
                        .filter(d -> wanted.destination().map(d.id()::equals).orElse(d.isDefault()))
                        .findFirst();
        if (chosen.isEmpty()) return new Requested.Refused(Refusal.NO_SUCH_DESTINATION);
        var refusal = refusal(tx, account, wanted, chosen.get(), target.enabled());
        if (refusal.isPresent()) return new Requested.Refused(refusal.get());
        var fee =
                Optional.of(wanted.amount())
                        .filter(amount -> wanted.instant())
                        .map(instantFees::of);
        if (fee.isPresent()) {
            var free = free(tx, account, currency);
            if (free.compareTo(wanted.amount().plus(fee.get())) < 0)
                return new Requested.Insufficient(instantFees.most(free));
        }
        var made = making.make(tx, plain(why, wanted, chosen.get(), fee));
        return switch (made.posting()) {
            case Posting.Posted posted -> new Requested.Made(made.payout());
            case Posting.AlreadyPosted standing ->
                    throw new IllegalStateException("a new payout stands in the books");
            case BoundedPosting.Insufficient(Money free) -> new Requested.Insufficient(free);
        };
    }

    private Optional<Refusal> refusal(
            Tx tx, AccountId account, NewPayout wanted, Destination to, boolean enabled) {
        if (!enabled) return Optional.of(Refusal.DISABLED);
        if (ledger.payoutsStoppedBy(tx, account).isPresent()) return Optional.of(Refusal.STOPPED);
        if (ChangeHold.holds(account, to.id(), platform.clock()))
            return Optional.of(Refusal.BANK_CHANGED);
        if (wanted.amount().compareTo(PayoutAmounts.least(wanted.amount().currency())) < 0)
            return Optional.of(Refusal.TOO_SMALL);
        if (!PayoutAmounts.isPayable(wanted.amount())) return Optional.of(Refusal.NOT_PAYABLE);
        if (wanted.instant() && !to.instant()) return Optional.of(Refusal.NOT_INSTANT);
        return Optional.empty();
    }

    /**
     * What is there beyond holds, and stays there until the transaction ends: amount and fee are
     * two journals, so what is enough for both is decided before either.
     */
    private Money free(Tx tx, AccountId account, Currency currency) {
        var pocket = new Pocket(Purpose.MERCHANT_AVAILABLE, currency);
        ledger.lock(tx, account, pocket);
        return ledger.balances(tx, account)
                .of(Purpose.MERCHANT_AVAILABLE, currency)
                .minus(ledger.held(tx, account, pocket));
    }

    private Making.Wanted plain(Cause why, NewPayout wanted, Destination to, Optional<Money> fee) {
        var today = platform.clock().today();
        return new Making.Wanted(
                why,
                to,
                wanted.amount(),
                wanted.instant() ? today : BusinessDays.after(today, 1),
                wanted.description(),
                wanted.statementDescriptor(),
                wanted.metadata(),
                Optional.empty(),
                fee);
    }

    /** Empty if the bank may know of it already. */
    Optional<Payout> cancel(Tx tx, Cause why, Payout.Id id) {
        var account = why.account();
        return sql.lock(tx, account, id)
                .filter(p -> p.status() == Status.PENDING && !p.isReversal())
                .filter(p -> !sql.isSending(tx, account, id))
                .map(p -> settling.canceled(tx, why, p));
    }
}
