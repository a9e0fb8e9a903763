package hawker.payments;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.kernel.AccountId;
import hawker.ledger.BusinessDays;
import hawker.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What payments has to know of a seller; accounts remembers it, so a payment asks nobody. */
final class Sellers {

    /** Card networks print 22 characters. */
    private static final int DESCRIPTOR = 22;

    private final Accounts accounts;

    private volatile PaymentsModule.Delays delays = PaymentsModule.Delays.NONE;

    Sellers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Whether the account may take payments. */
    boolean mayCharge(AccountId account) {
        return of(account).chargesEnabled();
    }

    /** Who knows how long sellers' money waits; set once, before the first request. */
    void with(PaymentsModule.Delays known) {
        delays = known;
    }

    /**
     * The day on which money that is taken now becomes available: in two business days, or on the
     * first business day after as many days as the seller chose; never sooner than usual.
     */
    LocalDate availableOn(AccountId account, Instant at) {
        return availableOn(delays.of(account), at);
    }

    /** The same in a transaction. */
    LocalDate availableOn(Tx tx, AccountId account, Instant at) {
        return availableOn(delays.of(tx, account), at);
    }

    private static LocalDate availableOn(Optional<Integer> chosen, Instant at) {
        var day = at.atZone(ZoneOffset.UTC).toLocalDate();
        var usual = BusinessDays.availableOn(day);
        if (chosen.isEmpty()) return usual;
        // The day before, so that one that is a business day stands for itself.
        var later = BusinessDays.after(day.plusDays(chosen.get() - 1L), 1);
        return later.isAfter(usual) ? later : usual;
    }

    /** What the buyer reads on the card statement: the seller, and what the payment adds to it. */
    String descriptor(AccountId account, Notes notes) {
        return descriptor(of(account).name(), notes);
    }

    static String descriptor(String name, Notes notes) {
        var own = notes.statementDescriptor().orElse(name);
        Optional<String> suffix = notes.statementDescriptorSuffix();
        var line = (suffix.isPresent() ? own + "* " + suffix.get() : own).toUpperCase(Locale.ROOT);
        return line.length() <= DESCRIPTOR ? line : line.substring(0, DESCRIPTOR);
    }

    private Account of(AccountId account) {
        return accounts.find(account)
                .orElseThrow(() -> new NoSuchElementException("no account " + account));
    }
}
