package hawker.payments;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.kernel.AccountId;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What payments has to know of a seller; accounts remembers it, so a payment asks nobody. */
final class Sellers {

    /** Card networks print 22 characters. */
    private static final int DESCRIPTOR = 22;

    private final Accounts accounts;

    Sellers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Whether the account may take payments. */
    boolean mayCharge(AccountId account) {
        return of(account).chargesEnabled();
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
