package hawker.payouts;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.BankAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.BusinessDays;
import hawker.ledger.Ledger;
import hawker.ledger.Pocket;
import hawker.ledger.Posting;
import hawker.ledger.Purpose;
import hawker.payouts.Payout.Range;
import hawker.payouts.Payout.Status;
import hawker.platform.DatabaseException;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * The automatic payout of a day: everything that the available money gained since the last one.
 *
 * <p>The amount is not the balance of the moment but a sum of final journals: the range between the
 * seal at which the payout before ended and one drawn now. So a payout can always be added up again
 * (I8), and its lines can be listed. The debit itself is bounded as any other: if a dispute took
 * money meanwhile that the range does not know of yet, nothing is paid now, and the next run sees
 * the dispute.
 *
 * <p>A range whose sum is below the smallest payout is not closed: it goes on to the next day. What
 * the balance is to keep (minimum_balance_by_currency) is carried out of the range, into the next.
 */
final class Paying {

    private static final int ATTEMPTS = 3;

    /** What became of an account's automatic payout of a day. */
    enum Paid {
        MADE,
        /** Nothing to pay, or not today. */
        NONE,
        /** Something moved meanwhile: try again soon. */
        LATER
    }

    private final Platform platform;
    private final Accounts accounts;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Making making;
    private final Settings settings;

    Paying(
            Platform platform,
            Accounts accounts,
            Ledger ledger,
            PayoutsSql sql,
            Making making,
            Settings settings) {
        this.settings = settings;
        this.platform = platform;
        this.accounts = accounts;
        this.ledger = ledger;
        this.sql = sql;
        this.making = making;
    }

    Paid pay(AccountId account, LocalDate day) {
        if (obstacle(account).isPresent() || !schedule(account).isDue(day)) return Paid.NONE;
        var bank = accounts.bankAccount(account).orElseThrow();
        if (ChangeHold.holds(account, bank, platform.clock())) return Paid.LATER;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ledger.settled(account);
            var paid = payOnce(account, bank, day);
            if (paid != Paid.LATER) return paid;
        }
        return Paid.LATER;
    }

    Schedule schedule(AccountId account) {
        return platform.tx()
                .readAccount(account, read -> sql.schedule(read, account))
                .orElseGet(Schedule::usual);
    }

    /** Why an account is not paid automatically, whatever the day. */
    Optional<Obstacle> obstacle(AccountId account) {
        var bank = accounts.bankAccount(account);
        if (bank.isEmpty()) return Optional.of(Obstacle.NO_BANK_ACCOUNT);
        if (!accounts.find(account).map(Account::payoutsEnabled).orElse(false))
            return Optional.of(Obstacle.DISABLED);
        if (ledger.payoutsStoppedBy(account).isPresent()) return Optional.of(Obstacle.STOPPED);
        var last =
                platform.tx()
                        .readAccount(account, read -> sql.newestTo(read, account, bank.get().id()));
        if (last.map(payout -> payout.status() == Status.FAILED).orElse(false))
            return Optional.of(Obstacle.LAST_FAILED);
        if (schedule(account) instanceof Schedule.Manual) return Optional.of(Obstacle.MANUAL);
        return Optional.empty();
    }

    private Paid payOnce(AccountId account, BankAccount bank, LocalDate day) {
        try {
            return platform.tx().inAccount(account, tx -> pay(tx, account, bank, day));
        } catch (DatabaseException e) {
            // Another node made the payout of the day; the key refuses the second.
            if (e.isDuplicate()) return Paid.NONE;
            throw e;
        }
    }

    private Paid pay(Tx tx, AccountId account, BankAccount bank, LocalDate day) {
        var pocket = new Pocket(Purpose.MERCHANT_AVAILABLE, bank.currency());
        ledger.lock(tx, account, pocket);
        var last = sql.automatic(tx, account, bank.currency(), 1).stream().findFirst();
        var range = last.flatMap(Payout::range);
        if (range.map(r -> !r.day().isBefore(day)).orElse(false)) return Paid.NONE;
        if (ledger.payoutsStoppedBy(tx, account).isPresent()) return Paid.NONE;
        if (ledger.held(tx, account, pocket).isPositive()) return Paid.LATER;

        var after = ledger.seal(tx, account, range.map(Range::upToSeal).orElse(0L)).orElseThrow();
        var upTo = ledger.seal(tx, account);
        if (after.number() == upTo.number()) return Paid.NONE;
        long carriedIn = range.map(Range::carriedOut).orElse(0L);
        var owed =
                ledger.gained(tx, account, pocket, after, upTo)
                        .plus(Money.of(carriedIn, bank.currency()));
        var amount = PayoutAmounts.payable(spare(tx, account, owed));
        if (amount.compareTo(PayoutAmounts.least(bank.currency())) < 0) return Paid.NONE;
        var parts = new Range(day, after.number(), upTo.number(), carriedIn, rest(owed, amount));
        return make(tx, account, bank, amount, parts);
    }

    /** What of it may go, so that the balance keeps what its seller wants it to keep. */
    private Money spare(Tx tx, AccountId account, Money owed) {
        var currency = owed.currency();
        var keeps = settings.minimum(tx, account, currency);
        if (keeps.isZero()) return owed;
        var there = ledger.balance(tx, account, Purpose.MERCHANT_AVAILABLE, currency);
        return owed.min(there.minus(keeps));
    }

    private static long rest(Money owed, Money amount) {
        return owed.minus(amount).minor();
    }

    private Paid make(Tx tx, AccountId account, BankAccount bank, Money amount, Range range) {
        var wanted =
                new Making.Wanted(
                        Cause.none(account),
                        Destination.of(account, bank),
                        amount,
                        BusinessDays.after(range.day(), 1),
                        Optional.of(Making.AUTOMATIC),
                        sql.descriptor(tx, account),
                        Map.of(),
                        Optional.of(range),
                        Optional.empty());
        return switch (making.make(tx, wanted).posting()) {
            case Posting.Posted posted -> Paid.MADE;
            case Posting.AlreadyPosted standing ->
                    throw new IllegalStateException("a new payout stands in the books");
            case BoundedPosting.Insufficient little -> Paid.LATER;
        };
    }
}
