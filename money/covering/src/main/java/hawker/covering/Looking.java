package hawker.covering;

import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Ledger;
import hawker.ledger.Pocket;
import hawker.ledger.Purpose;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks at one account: whether it is short, since when, whether its bank is to be asked, and how
 * much its platform sets aside. Looking twice changes nothing, so every reason to look may come
 * again.
 */
final class Looking {

    private final Platform platform;
    private final Connect connect;
    private final Ledger ledger;
    private final CoveringSql sql;
    private final Debits debits;
    private final Reserves reserves;

    Looking(
            Platform platform,
            Connect connect,
            Ledger ledger,
            CoveringSql sql,
            Debits debits,
            Reserves reserves) {
        this.platform = platform;
        this.connect = connect;
        this.ledger = ledger;
        this.sql = sql;
        this.debits = debits;
        this.reserves = reserves;
    }

    void look(AccountId account) {
        var maker = connect.maker(account);
        if (maker.isEmpty()) return;
        boolean debited = connect.debitsNegativeBalances(account);
        var banks = debited ? currenciesWithBank(account) : Map.<Currency, Boolean>of();
        var missing = platform.tx().inAccount(account, tx -> look(tx, account, banks));
        if (connect.platformBearsLosses(account)) reserves.follow(maker.get(), account, missing);
    }

    /** Asked before the transaction: it is another room's to know. */
    private Map<Currency, Boolean> currenciesWithBank(AccountId account) {
        return ledger.balances(account).currencies().stream()
                .collect(
                        Collectors.toMap(
                                currency -> currency,
                                currency -> debits.hasBank(account, currency)));
    }

    /** What is missing afterwards, by currency. */
    private Map<Currency, Money> look(Tx tx, AccountId account, Map<Currency, Boolean> banks) {
        var today = platform.clock().today();
        var known =
                sql.shortfalls(tx, account).stream()
                        .collect(Collectors.toMap(Shortfall::currency, each -> each));
        var underWay = sql.underWay(tx, account).keySet();
        var currencies = new HashSet<>(known.keySet());
        currencies.addAll(ledger.balances(tx, account).currencies());
        var missing = new TreeMap<Currency, Money>();
        for (var currency : currencies) {
            var there = ledger.balance(tx, account, Purpose.MERCHANT_AVAILABLE, currency);
            var before = known.get(currency);
            if (!there.isNegative()) {
                // The bank may still say no: then it is the same shortfall with one try less.
                boolean over = before != null && !underWay.contains(currency);
                if (over) sql.delete(tx, account, currency);
                continue;
            }
            var shortfall = before == null ? Shortfall.since(account, currency, today) : before;
            if (before == null) sql.insert(tx, shortfall);
            boolean asks = shortfall.isDue(today) && banks.getOrDefault(currency, false);
            if (asks && debit(tx, shortfall)) continue;
            missing.put(currency, there.negated());
        }
        return missing;
    }

    /** Whether the bank is asked for all that is missing, under the pocket's lock. */
    private boolean debit(Tx tx, Shortfall shortfall) {
        var pocket = new Pocket(Purpose.MERCHANT_AVAILABLE, shortfall.currency());
        ledger.lock(tx, shortfall.account(), pocket);
        var exactly =
                ledger.balance(
                        tx, shortfall.account(), Purpose.MERCHANT_AVAILABLE, shortfall.currency());
        if (!exactly.isNegative()) return true;
        if (!debits.begin(tx, shortfall.account(), exactly.negated())) return false;
        sql.update(tx, shortfall.asked(platform.clock().today()));
        return true;
    }
}
