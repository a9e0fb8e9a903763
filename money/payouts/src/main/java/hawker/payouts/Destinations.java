package hawker.payouts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Balances;
import hawker.ledger.Purpose;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Where an account can be paid out to. Read outside transactions. */
final class Destinations {

    private final Accounts accounts;
    private Destination.Known known = Destination.Known.NONE;

    Destinations(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Said once, when the program is put together. */
    void alsoAt(Destination.Known others) {
        known = others;
    }

    /** Whether a platform keeps what is set about the account's balance. */
    boolean keeps(AccountId account) {
        return known.keeps(account);
    }

    void keep(Tx tx, AccountId account, ObjectNode told) {
        if (!told.isEmpty() && keeps(account)) known.keep(tx, account, told);
    }

    boolean debitsNegative(AccountId account) {
        return known.debitsNegative(account);
    }

    List<Destination> of(AccountId account) {
        var told = known.of(account);
        if (!told.isEmpty()) return told;
        return accounts.bankAccount(account)
                .map(bank -> List.of(Destination.of(account, bank)))
                .orElse(List.of());
    }

    /** The named one, or the default of a currency. */
    Optional<Destination> chosen(AccountId account, Optional<String> named, Currency currency) {
        return of(account).stream()
                .filter(d -> d.currency().equals(currency))
                .filter(d -> named.map(d.id()::equals).orElse(d.isDefault()))
                .findFirst();
    }

    /**
     * Where a payout goes now: its own destination, or the default if that one is gone. A default
     * that is new must wait like any other, and a reversal asks only the account that was paid.
     */
    Optional<Destination> now(Payout payout, Clock clock) {
        var account = payout.account();
        var currency = payout.amount().currency();
        var own = chosen(account, Optional.of(payout.destination()), currency);
        if (own.isPresent() || payout.isReversal()) return own;
        return chosen(account, Optional.empty(), currency)
                .filter(other -> !ChangeHold.holds(account, other.id(), clock));
    }

    /**
     * {@code instant_available} of a balance: what could be at a bank within minutes, in the
     * currencies in which there is a place that takes it so, and how much of it after the fee.
     */
    ArrayNode atOnce(AccountId account, Balances balances, InstantFees fees) {
        var all = Json.array();
        var takers = of(account).stream().filter(Destination::instant).toList();
        for (var currency : takers.stream().map(Destination::currency).distinct().toList()) {
            var there = balances.of(Purpose.MERCHANT_AVAILABLE, currency);
            if (there.isNegative()) there = Money.zero(currency);
            var node =
                    all.addObject().put("amount", there.minor()).put("currency", currency.code());
            var net = node.putArray("net_available");
            for (var taker : takers) {
                if (!taker.currency().equals(currency)) continue;
                long most = fees.most(there).minor();
                net.addObject()
                        .put("amount", most)
                        .put("destination", taker.id())
                        .set("source_types", Json.object().put("card", most));
            }
            node.set("source_types", Json.object().put("card", there.minor()));
        }
        return all;
    }
}
