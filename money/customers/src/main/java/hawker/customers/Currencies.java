package hawker.customers;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;

/** In which currency a seller counts when nobody names one; answered by whoever knows sellers. */
@FunctionalInterface
public interface Currencies {
    Currency usual(AccountId account);
}
