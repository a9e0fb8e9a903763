package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Coupon;
import hawker.pricing.Kind;
import hawker.pricing.Price;
import hawker.pricing.Pricing;
import hawker.pricing.Rebate;
import hawker.pricing.TaxRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prices, tax rates and coupons that parameters name, asked of the room that has them. */
final class Prices {

    private static final long MOST = 999_999;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(MOST);

    /** What an invoice line or an invoice item may be about. */
    static final Param[] WHAT = {
        Param.integer("amount", -Param.MAX_AMOUNT, Param.MAX_AMOUNT),
        Param.text("description", 500),
        Param.flag("discountable"),
        Discounting.DISCOUNTS,
        Param.hash(
                "period", Param.timestamp("start").required(), Param.timestamp("end").required()),
        Param.id("price"),
        Param.hash("pricing", Param.id("price")),
        Pricing.priceData(),
        Param.integer("quantity", 0, MOST),
        Param.decimal("quantity_decimal"),
        Param.texts("tax_rates", 255).nullable(),
        Param.integer("unit_amount", -Param.MAX_AMOUNT, Param.MAX_AMOUNT),
        Param.decimal("unit_amount_decimal"),
        Param.metadata()
    };

    private final Pricing pricing;

    Prices(Pricing pricing) {
        this.pricing = pricing;
    }

    Pricing pricing() {
        return pricing;
    }

    /** A price by its id, active, in this currency. */
    Price price(Tx tx, AccountId account, String id, String param) {
        var price =
                pricing.price(tx, account, new Price.Id(id))
                        .orElseThrow(() -> ApiError.missingReference("price", id, param));
        if (!price.active())
            throw ApiError.parameterInvalid(
                    param,
                    "The price specified is inactive. This field only accepts active prices.");
        return price;
    }

    /** The price that {@code price} or {@code price_data} means; empty if there is neither. */
    Optional<Price> price(Tx tx, AccountId account, Params params, Cause cause) {
        if (params.has("price") && params.has("price_data"))
            throw ApiError.parametersExclusive(params.nameOf("price"), params.nameOf("price_data"));
        var named =
                params.text("price").or(() -> params.hash("pricing").flatMap(p -> p.text("price")));
        if (named.isPresent())
            return Optional.of(price(tx, account, named.get(), params.nameOf("price")));
        return params.hash("price_data").map(data -> pricing.makePrice(tx, account, data, cause));
    }

    Optional<Price> find(Tx tx, AccountId account, String id) {
        return pricing.price(tx, account, new Price.Id(id));
    }

    /** The object of a price with all its terms, which an item keeps. */
    ObjectNode terms(Tx tx, AccountId account, Price price) {
        return pricing.terms(tx, account, price.id())
                .orElseThrow(() -> new IllegalStateException("no price " + price.id()));
    }

    /**
     * What was used comes to. More than there is room for is more than an invoice may be over: it
     * cannot be finalized, and the seller sees why.
     */
    static Money used(Price price, long quantity, Currency currency) {
        try {
            return amount(price, quantity, currency, "price");
        } catch (ArithmeticException tooMuch) {
            return Money.of(Param.MAX_AMOUNT * MOST, currency);
        }
    }

    static Money amount(Price price, long quantity, Currency currency, String param) {
        if (!price.isIn(currency))
            throw ApiError.parameterInvalid(
                    param,
                    "The price specified only supports `"
                            + price.currency().code()
                            + "`. This doesn't match the expected currency: `"
                            + currency.code()
                            + "`.");
        if (price.chosen(currency).isPresent())
            throw ApiError.parameterInvalid(
                    param, "Prices that the buyer chooses cannot be invoiced.");
        return price.amount(quantity, currency, Optional.empty());
    }

    /** Ids of tax rates that exist and are active. */
    List<String> rates(Tx tx, AccountId account, Params params, String name) {
        for (var id : params.texts(name))
            if (pricing.taxRate(tx, account, new TaxRate.Id(id)).filter(TaxRate::active).isEmpty())
                throw ApiError.missingReference("tax rate", id, params.nameOf(name));
        return params.texts(name);
    }

    List<TaxRate> rates(Tx tx, AccountId account, List<String> ids) {
        var found = new ArrayList<TaxRate>();
        for (var id : ids) pricing.taxRate(tx, account, new TaxRate.Id(id)).ifPresent(found::add);
        return found;
    }

    /** Tax rates as the API shows them inside other objects. */
    List<ObjectNode> shownRates(Tx tx, AccountId account, List<String> ids) {
        var shown = pricing.shown(tx, account, Kind.TAX_RATE, ids);
        return ids.stream().filter(shown::containsKey).map(shown::get).toList();
    }

    Optional<Coupon> coupon(Tx tx, AccountId account, String id) {
        return pricing.coupon(tx, account, new Coupon.Id(id));
    }

    /**
     * What {@link #WHAT} says.
     *
     * @param period for which time it is
     * @param quantityNow when it says none
     */
    Lines.Content content(
            Tx tx,
            AccountId account,
            Params params,
            Currency currency,
            Lines.Period period,
            BigDecimal quantityNow,
            Cause cause) {
        var quantity = quantity(params).orElse(quantityNow);
        var price = price(tx, account, params, cause);
        if (price.isPresent() && params.has("amount"))
            throw ApiError.parametersExclusive(params.nameOf("amount"), params.nameOf("price"));
        if (price.flatMap(Price::recurring).isPresent())
            throw ApiError.parameterInvalid(
                    params.nameOf("price"),
                    "The price specified is set to `type=recurring` but this field only accepts"
                            + " prices with `type=one_time`.");
        var unit = unit(params);
        var amount =
                price.map(p -> amount(p, quantity, currency, params.nameOf("price")))
                        .or(() -> unit.map(u -> rounded(u, quantity, currency)))
                        .or(() -> params.integer("amount").map(a -> Money.of(a, currency)))
                        .orElseThrow(() -> ApiError.parameterMissing(params.nameOf("amount")));
        if (amount.minor() % currency.step() != 0)
            throw ApiError.amountStep(params.nameOf("amount"), currency);
        var each =
                unit.or(() ->
                        quantity.signum() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        BigDecimal.valueOf(amount.minor())
                                                .divide(quantity, 12, RoundingMode.HALF_UP)));
        var description = params.text("description").or(() -> price.map(p -> name(tx, account, p)));
        return new Lines.Content(
                amount,
                quantity,
                each,
                price,
                description,
                period,
                params.flag("discountable").orElse(!amount.isNegative()),
                rates(tx, account, params, "tax_rates"),
                Json.metadata(params.metadata().orElse(Map.of())),
                params.has("discounts") ? Optional.of(params) : Optional.empty(),
                Optional.empty());
    }

    /** The same of what is added once beside a subscription's items. */
    Lines.Content added(
            Tx tx,
            AccountId account,
            Params item,
            Currency currency,
            AddedItems.Around around,
            Cause cause) {
        var period = AddedItems.of(item, around);
        var content = content(tx, account, item, currency, period, BigDecimal.ONE, cause);
        return item.isUnset("tax_rates") ? content : content.taxed(around.usual());
    }

    /** The name of a price's product. */
    String name(Tx tx, AccountId account, Price price) {
        var shown = pricing.shown(tx, account, Kind.PRODUCT, List.of(price.product()));
        var product = shown.get(price.product());
        return product == null ? price.product() : product.path("name").asText();
    }

    /** So many of a price that is known. */
    Lines.Content content(
            Tx tx,
            AccountId account,
            Price price,
            long quantity,
            Currency currency,
            Lines.Period period,
            List<String> rates,
            ObjectNode metadata) {
        return new Lines.Content(
                amount(price, quantity, currency, "price"),
                BigDecimal.valueOf(quantity),
                Optional.of(BigDecimal.valueOf(amount(price, 1, currency, "price").minor())),
                Optional.of(price),
                Optional.of(name(tx, account, price)),
                period,
                true,
                rates,
                metadata);
    }

    private static Optional<BigDecimal> unit(Params params) {
        if (params.has("unit_amount") && params.has("unit_amount_decimal"))
            throw ApiError.parametersExclusive(
                    params.nameOf("unit_amount"), params.nameOf("unit_amount_decimal"));
        return params.integer("unit_amount")
                .map(BigDecimal::valueOf)
                .or(() -> params.text("unit_amount_decimal").map(BigDecimal::new));
    }

    /** How many, where parameters say so: {@code quantity}, or to 12 decimals. */
    static Optional<BigDecimal> quantity(Params params) {
        var decimal = "quantity_decimal";
        if (params.has("quantity") && params.has(decimal))
            throw ApiError.parametersExclusive(params.nameOf("quantity"), params.nameOf(decimal));
        var exact = params.text(decimal).map(BigDecimal::new);
        if (exact.filter(q -> q.signum() < 0 || q.compareTo(LARGEST) > 0).isPresent())
            throw ApiError.parameterInvalid(
                    params.nameOf(decimal), "The quantity must be from 0 to " + MOST + ".");
        return params.integer("quantity").map(BigDecimal::valueOf).or(() -> exact);
    }

    /** The same of a part of a piece; what comes in packages or tiers is sold in whole ones. */
    static Money amount(Price price, BigDecimal quantity, Currency currency, String param) {
        var whole = quantity.stripTrailingZeros();
        if (whole.scale() <= 0) return amount(price, whole.longValueExact(), currency, param);
        amount(price, 1, currency, param);
        boolean plain = price.packages().isEmpty();
        if (plain && price.tariffs().get(currency) instanceof Price.Tariff.Each(var each))
            return rounded(each, quantity, currency);
        throw ApiError.parameterInvalid(
                param, "Of this price only a whole quantity can be invoiced.");
    }

    static Money rounded(BigDecimal each, BigDecimal quantity, Currency currency) {
        var exact = each.multiply(quantity).setScale(0, RoundingMode.HALF_UP);
        if (exact.abs().compareTo(BigDecimal.valueOf(Param.MAX_AMOUNT)) > 0)
            throw ApiError.amountTooLarge("unit_amount_decimal");
        return Money.of(exact.longValueExact(), currency);
    }

    /** A list names a coupon, a code or a discount once: it is not taken off twice. */
    static void namedOnce(List<Params> discounts) {
        var named = new HashSet<String>();
        for (var each : discounts)
            for (var name : List.of("coupon", "discount", "promotion_code"))
                each.text(name)
                        .filter(id -> !named.add(name + " " + id))
                        .ifPresent(id -> {
                            throw ApiError.parameterInvalid(
                                    each.nameOf(name), "This list names " + id + " twice.");
                        });
    }

    /** Why a coupon ({@code id}) or a promotion code cannot be had. */
    static ApiError refused(Rebate.Refusal reason, String id, String param) {
        return switch (reason) {
            case UNKNOWN -> ApiError.missingReference("coupon", id, param);
            case OVER ->
                    ApiError.invalid(
                            "coupon_expired", param, "Coupon expired: " + id + " is used up.");
            case OTHER_CURRENCY ->
                    ApiError.parameterInvalid(param, "This coupon cannot be used here.");
            case TOO_SMALL ->
                    ApiError.parameterInvalid(
                            param,
                            "This promotion code cannot be redeemed because the purchase does not"
                                    + " meet its minimum amount.");
            case NOT_FIRST ->
                    ApiError.parameterInvalid(
                            param,
                            "This promotion code cannot be redeemed because the associated customer"
                                    + " has prior transactions.");
        };
    }
}
