package hawker.app;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.checkout.CheckoutModule;
import hawker.checkout.ShippingRate;
import hawker.kernel.AccountId;
import hawker.market.Buying;
import hawker.web.Request;
import java.util.List;

/** What market's pages show of carts and delivery. */
record BuyingParts(Accounts accounts, CheckoutModule checkout) implements Buying {

    @Override
    public int pieces(Request request) {
        return checkout.carts().pieces(request);
    }

    @Override
    public String delivery(AccountId shop) {
        return checkout.checkout().delivery(shop).rates().stream()
                .filter(rate -> !rate.isPickUp())
                .findFirst()
                .map(BuyingParts::line)
                .orElse("");
    }

    private static String line(ShippingRate rate) {
        return rate.says() + ": " + rate.price();
    }

    @Override
    public List<Way> ways(AccountId shop) {
        var home = accounts.find(shop).map(Account::country).orElse("");
        return checkout.checkout().delivery(shop).rates().stream()
                .map(rate -> new Way(rate.says(), rate.where(home), rate.price()))
                .toList();
    }
}
