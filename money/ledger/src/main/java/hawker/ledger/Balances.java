package hawker.ledger;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All balances of an account at one moment, each positive on its pocket's normal side. Pockets that
 * were never used are absent.
 */
public record Balances(SortedMap<Pocket, Money> all) {

    public Balances {
        all = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(all));
    }

    static Balances of(Map<Pocket, Money> all) {
        return new Balances(new TreeMap<>(all));
    }

    /** The balance of a pocket; zero if it was never used. */
    public Money of(Purpose purpose, Currency currency) {
        var balance = all.get(new Pocket(purpose, currency));
        return balance == null ? Money.zero(currency) : balance;
    }

    /** The currencies in which the account has any pocket, in alphabetical order. */
    public List<Currency> currencies() {
        return all.keySet().stream().map(Pocket::currency).distinct().sorted().toList();
    }
}
