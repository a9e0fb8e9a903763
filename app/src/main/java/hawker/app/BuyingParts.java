package hawker.app;

import hawker.checkout.CheckoutModule;
import hawker.checkout.ShippingRate;
import hawker.kernel.AccountId;
import hawker.market.Buying;
import hawker.web.Request;

/** What market's pages show of carts and delivery. */
record BuyingParts(CheckoutModule checkout) implements Buying {

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
        var cost = rate.amount().isZero() ? "free" : rate.amount().text();
        var free = rate.freeFrom().map(from -> ", free from " + from.text()).orElse("");
        return rate.title() + " " + cost + ", " + rate.detail() + free;
    }
}
