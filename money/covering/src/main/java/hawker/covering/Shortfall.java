package hawker.covering;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.ledger.BusinessDays;
import java.time.LocalDate;

/**
 * An account's available money is below zero.
 *
 * @param dueOn when its bank is asked
 * @param tries how often it was
 */
record Shortfall(
        AccountId account, Currency currency, LocalDate since, LocalDate dueOn, int tries) {

    /** Business days until the bank is asked (money.md, 4.8), and between two times. */
    static final int PATIENCE = 5;

    static final int MOST_TRIES = 3;

    static Shortfall since(AccountId account, Currency currency, LocalDate day) {
        return new Shortfall(account, currency, day, BusinessDays.after(day, PATIENCE), 0);
    }

    boolean isDue(LocalDate today) {
        return tries < MOST_TRIES && !today.isBefore(dueOn);
    }

    /** Its bank is asked today. */
    Shortfall asked(LocalDate today) {
        return new Shortfall(
                account, currency, since, BusinessDays.after(today, PATIENCE), tries + 1);
    }
}
