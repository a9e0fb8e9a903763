package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Rebate.Found;
import hawker.pricing.Rebate.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The door: whoever sells by these prices (checkout sessions, payment links, invoices) finds and
 * makes them here, adds them up with {@link Sum}, and uses up coupons.
 */
public final class Pricing {

    private final Platform platform;
    private final Shelf shelf;
    private final ShelfSql sql;
    private final Products products;
    private final ShippingRates rates;

    Pricing(Platform platform, Shelf shelf, ShelfSql sql, Products products, ShippingRates rates) {
        this.platform = platform;
        this.shelf = shelf;
        this.sql = sql;
        this.products = products;
        this.rates = rates;
    }

    /** The parameter {@code price_data}: a price that is made along with what uses it. */
    public static Param priceData() {
        return Param.hash(
                "price_data",
                PriceParams.AMOUNT
                        .plus(
                                Param.id("product"),
                                Param.hash("product_data", PriceParams.PRODUCT_DATA))
                        .params()
                        .toArray(Param[]::new));
    }

    /** The parameter {@code shipping_rate_data}. */
    public static Param shippingRateData() {
        return Param.hash(
                "shipping_rate_data", ShippingRates.CREATE.params().toArray(Param[]::new));
    }

    public Optional<Price> price(Tx tx, AccountId account, Price.Id id) {
        return shelf.find(tx, account, Kind.PRICE, id.text()).map(item -> Price.of(item.body()));
    }

    /**
     * The object of a price with all its terms, to be kept with what is bought by it; {@link
     * Price#show} makes of it what may be shown.
     */
    public Optional<ObjectNode> terms(Tx tx, AccountId account, Price.Id id) {
        return shelf.find(tx, account, Kind.PRICE, id.text()).map(Item::body);
    }

    /**
     * Makes a price of {@code price_data}; it can be used by what it was made for only, so it is
     * not active.
     */
    public Price makePrice(Tx tx, AccountId account, Params data, Cause cause) {
        var body = PriceParams.price(data);
        body.put("active", false);
        var id = shelf.newId(account, Kind.PRICE);
        return Price.of(products.price(tx, account, data, body, id, cause).body());
    }

    public Optional<ShippingRate> shippingRate(Tx tx, AccountId account, ShippingRate.Id id) {
        return shelf.find(tx, account, Kind.SHIPPING_RATE, id.text())
                .map(item -> ShippingRate.of(item.body()));
    }

    /** Makes a shipping rate of {@code shipping_rate_data}. */
    public ShippingRate makeShippingRate(Tx tx, AccountId account, Params data, Cause cause) {
        return ShippingRate.of(rates.make(tx, account, data, cause).body());
    }

    public Optional<TaxRate> taxRate(Tx tx, AccountId account, TaxRate.Id id) {
        return shelf.find(tx, account, Kind.TAX_RATE, id.text())
                .map(item -> TaxRate.of(item.body()));
    }

    /** The parameter {@code tax_rate_data}: a tax rate that is made along with an amount of it. */
    public static Param taxRateData() {
        return TaxRatesHttp.DATA;
    }

    /**
     * The rate of {@code tax_rate_data}: one that says exactly the same, or a new one. It is for
     * amounts that were computed elsewhere, so it is archived from the start, and nothing else can
     * be taxed by it.
     */
    public TaxRate taxRateOf(Tx tx, AccountId account, Params data, Cause cause) {
        var body = TaxRatesHttp.body(data).put("active", false);
        var same = new ShelfSql.Wanted(body, List.of(), List.of(), Optional.empty());
        var first = PageRequest.first(100);
        return sql.list(tx, account, Kind.TAX_RATE, same, first, Optional.empty()).stream()
                .filter(item -> item.body().path("metadata").isEmpty())
                .findFirst()
                .or(() -> {
                    var id = shelf.newId(account, Kind.TAX_RATE);
                    return Optional.of(shelf.put(tx, account, Kind.TAX_RATE, id, body, cause));
                })
                .map(item -> TaxRate.of(item.body()))
                .orElseThrow();
    }

    /** Whether it is on the list of what goods are to the tax office. */
    public boolean isTaxCode(String code) {
        return TaxCodes.all().containsKey(code);
    }

    /** A coupon for a purchase, named by the seller. */
    public Found coupon(Tx tx, AccountId account, Coupon.Id id, Currency currency) {
        return shelf.find(tx, account, Kind.COUPON, id.text())
                .map(item -> usable(item, Optional.empty(), currency))
                .orElse(new Found.Refused(Refusal.UNKNOWN));
    }

    /** The coupon of a promotion code, named by its id. */
    public Found promotionCode(Tx tx, AccountId account, PromotionCode.Id id, Purchase purchase) {
        var item = shelf.find(tx, account, Kind.PROMOTION_CODE, id.text());
        if (item.isEmpty()) return new Found.Refused(Refusal.UNKNOWN);
        var code = PromotionCode.of(item.get().body());
        if (code.customer().isPresent() && !code.customer().equals(purchase.customer()))
            return new Found.Refused(Refusal.UNKNOWN);
        if (code.isOver(shelf.now(), item.get().redeemed())) return new Found.Refused(Refusal.OVER);
        if (code.firstOnly() && !purchase.first()) return new Found.Refused(Refusal.NOT_FIRST);
        var currency = purchase.subtotal().currency();
        var least = Optional.ofNullable(code.least().get(currency));
        if (least.isEmpty() && !code.least().isEmpty())
            return new Found.Refused(Refusal.OTHER_CURRENCY);
        if (least.map(l -> purchase.subtotal().compareTo(l) < 0).orElse(false))
            return new Found.Refused(Refusal.TOO_SMALL);
        // A coupon that was deleted lives on in nothing but what was bought with it.
        return shelf.find(tx, account, Kind.COUPON, code.coupon().text())
                .map(coupon -> usable(coupon, Optional.of(code), currency))
                .orElse(new Found.Refused(Refusal.UNKNOWN));
    }

    private Found usable(Item item, Optional<PromotionCode> code, Currency currency) {
        var coupon = Coupon.of(item.body());
        if (coupon.isOver(shelf.now(), item.redeemed())) return new Found.Refused(Refusal.OVER);
        if (!coupon.isIn(currency)) return new Found.Refused(Refusal.OTHER_CURRENCY);
        return new Found.Usable(new Rebate(coupon, code));
    }

    /** The active promotion code that a buyer typed, in whatever case. */
    public Optional<PromotionCode.Id> typed(Tx tx, AccountId account, String code) {
        return sql.named(tx, account, Kind.PROMOTION_CODE, code.strip().toUpperCase(Locale.ROOT))
                .map(PromotionCode.Id::new);
    }

    /** A coupon by its id, deleted or used up as it may be: what was bought with it stays so. */
    public Optional<Coupon> coupon(Tx tx, AccountId account, Coupon.Id id) {
        return sql.find(tx, account, Kind.COUPON, id.text()).map(item -> Coupon.of(item.body()));
    }

    /**
     * Uses a rebate once for a purchase, in the transaction that decides that it is paid with it;
     * doing so again changes nothing. Whoever gets false must roll back.
     *
     * @param subject the purchase: {@code cs_…}
     * @return false if nothing was left of it
     */
    public boolean redeem(Tx tx, AccountId account, String subject, Rebate rebate) {
        boolean code =
                rebate.code()
                        .map(c -> use(tx, account, subject, Kind.PROMOTION_CODE, c.id().text()))
                        .orElse(true);
        return code && use(tx, account, subject, Kind.COUPON, rebate.coupon().id().text());
    }

    private boolean use(Tx tx, AccountId account, String subject, Kind kind, String id) {
        if (!sql.use(tx, account, subject, kind, id, shelf.now())) return true;
        return sql.count(tx, account, kind, id);
    }

    /** Gives back what a purchase has used that was not paid after all. */
    public void release(Tx tx, AccountId account, String subject) {
        sql.giveBack(tx, account, subject);
    }

    /** A recurring price, as the API shows it, as the plan that older programs know. */
    public ObjectNode plan(ObjectNode price) {
        return Plans.render(price);
    }

    /** Things as the API shows them, by id; what does not exist is left out. */
    public Map<String, ObjectNode> shown(
            Tx tx, AccountId account, Kind kind, Collection<String> ids) {
        return shelf.fetch(tx, account, kind, ids);
    }

    /** The same outside a transaction, for expanding. */
    public Map<String, ObjectNode> shown(AccountId account, Kind kind, Collection<String> ids) {
        return platform.tx().readAccount(account, tx -> shown(tx, account, kind, ids));
    }
}
