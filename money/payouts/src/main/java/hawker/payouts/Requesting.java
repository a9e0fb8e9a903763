package hawker.payouts;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.BankAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.BusinessDays;
import hawker.ledger.Ledger;
import hawker.ledger.Posting;
import hawker.payouts.Payout.Status;
import hawker.payouts.Requested.Refusal;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.Optional;

/** Payouts that somebody asks for, and taking them back. */
final class Requesting {

    private final Platform platform;
    private final Accounts accounts;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Making making;
    private final Settling settling;

    Requesting(
            Platform platform,
            Accounts accounts,
            Ledger ledger,
            PayoutsSql sql,
            Making making,
            Settling settling) {
        this.platform = platform;
        this.accounts = accounts;
        this.ledger = ledger;
        this.sql = sql;
        this.making = making;
        this.settling = settling;
    }

    /** Where an account is paid, and whether it is paid at all. */
    record Target(Optional<BankAccount> bank, boolean enabled) {}

    /** Read before the transaction: it lies under the account's other number. */
    Target target(AccountId account) {
        return new Target(
                accounts.bankAccount(account),
                accounts.find(account).map(Account::payoutsEnabled).orElse(false));
    }

    Requested request(Tx tx, AccountId account, NewPayout wanted, Target target) {
        var currency = wanted.amount().currency();
        var paid = target.bank().filter(bank -> bank.currency().equals(currency));
        if (paid.isEmpty()) return new Requested.Refused(Refusal.NO_BANK_ACCOUNT);
        var bank = paid.get();
        if (wanted.destination().map(id -> !id.equals(bank.id())).orElse(false))
            return new Requested.Refused(Refusal.NO_SUCH_DESTINATION);
        if (!target.enabled()) return new Requested.Refused(Refusal.DISABLED);
        if (ledger.payoutsStoppedBy(tx, account).isPresent())
            return new Requested.Refused(Refusal.STOPPED);
        if (ChangeHold.holds(account, bank, platform.clock()))
            return new Requested.Refused(Refusal.BANK_CHANGED);
        if (wanted.amount().compareTo(PayoutAmounts.least(currency)) < 0)
            return new Requested.Refused(Refusal.TOO_SMALL);
        if (!PayoutAmounts.isPayable(wanted.amount()))
            return new Requested.Refused(Refusal.NOT_PAYABLE);
        var made = making.make(tx, plain(account, wanted, bank));
        return switch (made.posting()) {
            case Posting.Posted posted -> new Requested.Made(made.payout());
            case Posting.AlreadyPosted standing ->
                    throw new IllegalStateException("a new payout stands in the books");
            case BoundedPosting.Insufficient(Money free) -> new Requested.Insufficient(free);
        };
    }

    private Making.Wanted plain(AccountId account, NewPayout wanted, BankAccount bank) {
        return new Making.Wanted(
                account,
                bank,
                wanted.amount(),
                BusinessDays.after(platform.clock().today(), 1),
                wanted.description(),
                wanted.statementDescriptor(),
                wanted.metadata(),
                Optional.empty());
    }

    /** Empty if the bank may know of it already. */
    Optional<Payout> cancel(Tx tx, AccountId account, Payout.Id id) {
        return sql.lock(tx, account, id)
                .filter(p -> p.status() == Status.PENDING)
                .filter(p -> !sql.isSending(tx, account, id))
                .map(p -> settling.canceled(tx, p));
    }
}
