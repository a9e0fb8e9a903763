package hawker.checkout;

import hawker.accounts.Account;
import hawker.catalog.Quote;
import hawker.kernel.Money;
import hawker.orders.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From priced goods to what is to be paid. Pure.
 *
 * <p>Order of computing: unit price × quantity → delivery → tax → total; whole minor units, tax
 * rounded half-up on each line and on delivery, so that Σ parts = whole always.
 *
 * <p>Prices may contain tax (Europe) or not. Goods that go to a place with VAT at prices with VAT
 * keep their price, and the tax of the destination is read out of it. Everywhere else a price with
 * tax is first freed of the tax of the shop's own country, and the destination's tax comes on top.
 * An order is the one or the other as a whole: as soon as one line has its tax on top, all have.
 */
final class Pricing {

    private final Account seller;
    private final Delivery delivery;

    Pricing(Account seller, Delivery delivery) {
        this.seller = seller;
        this.delivery = delivery;
    }

    Bill bill(Quote quote, Details details) {
        var ways =
                quote.needsShipping()
                        ? delivery.to(details.to().country(), seller.country(), quote.currency())
                        : List.<ShippingRate>of();
        var chosen =
                ways.stream()
                        .filter(way -> way.key().equals(details.shipping()))
                        .findFirst()
                        .or(() -> ways.stream().findFirst());
        boolean atShop = chosen.map(ShippingRate::isPickUp).orElse(false);
        var country = atShop ? seller.country() : details.to().country();
        var state = atShop ? delivery.state() : details.to().state();
        var rate = Taxes.at(country, state);
        boolean known = atShop || AddressRules.area(details.to()).isEmpty();
        boolean included =
                rate.kind() == Taxes.Kind.VAT
                        && quote.lines().stream().allMatch(line -> line.unit().taxIncluded());
        return bill(quote, ways, chosen, rate, included, known);
    }

    private Bill bill(
            Quote quote,
            List<ShippingRate> ways,
            Optional<ShippingRate> chosen,
            Taxes.Rate rate,
            boolean included,
            boolean known) {
        var lines = new ArrayList<Bill.Line>();
        var items = Money.zero(quote.currency());
        var tax = Money.zero(quote.currency());
        for (var goods : quote.lines()) {
            var unit = included ? goods.unit().amount() : withoutTax(goods);
            var lineTax = tax(unit.times(goods.quantity()), rate, included);
            lines.add(new Bill.Line(goods, unit, lineTax));
            items = items.plus(unit.times(goods.quantity()));
            tax = tax.plus(lineTax);
        }
        var shipping =
                chosen.map(way -> way.priceFor(quote.subtotal()))
                        .orElseGet(() -> Money.zero(quote.currency()));
        if (rate.onDelivery()) tax = tax.plus(tax(shipping, rate, included));
        var totals = Totals.of(items, shipping, tax, included, rate.label());
        return new Bill(lines, chosen, ways, totals, quote.needsShipping(), known);
    }

    private Money withoutTax(Quote.Line goods) {
        var unit = goods.unit().amount();
        if (!goods.unit().taxIncluded()) return unit;
        var net = Taxes.net(unit, Taxes.at(seller.country(), "").ppm());
        return whole(net);
    }

    private static Money tax(Money amount, Taxes.Rate rate, boolean included) {
        var tax = included ? Taxes.within(amount, rate.ppm()) : Taxes.onTop(amount, rate.ppm());
        return included ? tax : whole(tax);
    }

    /** Up to the next amount that can be paid: krónur come in hundreds, fils in tens. */
    private static Money whole(Money amount) {
        int step = amount.currency().step();
        return Money.of(Math.ceilDiv(amount.minor(), step) * step, amount.currency());
    }
}
