package hawker.checkout;

import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.Quote;
import hawker.catalog.Quoted;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.util.stream.Collectors;

/** What sessions are to pay, read anew each time. */
final class Bills {

    private final Platform platform;
    private final Accounts accounts;
    private final Catalog catalog;

    Bills(Platform platform, Accounts accounts, Catalog catalog) {
        this.platform = platform;
        this.accounts = accounts;
        this.catalog = catalog;
    }

    /** A bill, or why there is none. */
    sealed interface Priced {
        record Ready(Bill bill) implements Priced {}

        record Unavailable(String says) implements Priced {}
    }

    Priced bill(CheckoutSession session) {
        var account = session.account();
        var quoted = catalog.quoteHeld(account, session.currency(), session.lines());
        return switch (quoted) {
            case Quoted.Unavailable no ->
                    new Priced.Unavailable(
                            no.reasons().stream()
                                    .map(Quoted.Reason::says)
                                    .distinct()
                                    .collect(Collectors.joining(" ")));
            case Quote quote -> new Priced.Ready(bill(account, quote, session.details()));
        };
    }

    Bill bill(AccountId account, Quote quote, Details details) {
        var seller = accounts.find(account).orElseThrow();
        return new Pricing(seller, delivery(account)).bill(quote, details);
    }

    Delivery delivery(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> ShopsSql.delivery(account, tx))
                .orElseGet(() -> usual(account));
    }

    /** How a shop delivers that never said anything. */
    Delivery usual(AccountId account) {
        return Delivery.usual(accounts.find(account).orElseThrow().currency());
    }
}
