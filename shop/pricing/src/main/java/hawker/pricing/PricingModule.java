package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the room; its schema is "pricing". */
public final class PricingModule {

    private final Pricing pricing;
    private final Shelf shelf;
    private final List<Operation> operations = new ArrayList<>();

    private PricingModule(Platform platform, CustomerCheck customers) {
        var sql = new ShelfSql();
        shelf = new Shelf(platform, sql, new Happenings(platform));
        var products = new Products(shelf, sql);
        var rates = new ShippingRates(shelf);
        pricing = new Pricing(platform, shelf, sql, products, rates);
        operations.addAll(new ProductsHttp(shelf, products).operations());
        operations.addAll(new FeaturesHttp(shelf, sql).operations());
        operations.addAll(new PricesHttp(shelf, products).operations());
        operations.addAll(new SearchHttp(shelf, sql).operations());
        operations.addAll(new PlansHttp(shelf, products).operations());
        operations.addAll(new CouponsHttp(shelf, products).operations());
        operations.addAll(new PromotionCodesHttp(shelf, sql, customers).operations());
        operations.addAll(new TaxRatesHttp(shelf).operations());
        operations.addAll(TaxCodes.operations());
        operations.addAll(new ShippingRatesHttp(shelf, rates).operations());
    }

    /**
     * @param customers of the room of payments, for codes that are one customer's
     */
    public static PricingModule open(Platform platform, CustomerCheck customers) {
        return new PricingModule(platform, customers);
    }

    public Pricing pricing() {
        return pricing;
    }

    public PricingRenderer renderer() {
        return new PricingRenderer();
    }

    /** {@code /v1/products}, {@code /v1/prices} and their kin. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** How products, prices, coupons, codes and rates are expanded wherever their ids stand. */
    public List<Expander> expanders() {
        return List.of(
                of(Kind.PRODUCT, "price.product", "plan.product"),
                of(
                        Kind.PRICE,
                        "product.default_price",
                        "invoiceitem.pricing.price_details.price",
                        "line_item.pricing.price_details.price"),
                // Of versions before 2025-03-31.
                Expander.of(this::plans, "line_item.plan"),
                of(Kind.TAX_RATE, "line_item.tax_rates"),
                of(
                        Kind.COUPON,
                        "promotion_code.promotion.coupon",
                        "discount.source.coupon",
                        "checkout.session.discounts.coupon"),
                of(
                        Kind.PROMOTION_CODE,
                        "discount.promotion_code",
                        "checkout.session.discounts.promotion_code"),
                of(
                        Kind.SHIPPING_RATE,
                        "checkout.session.shipping_cost.shipping_rate",
                        "checkout.session.shipping_options.shipping_rate",
                        "payment_link.shipping_options.shipping_rate"),
                Expander.of(PricingModule::taxCodes, "product.tax_code", "shipping_rate.tax_code"),
                Expander.of(this::aggregates, "price.aggregate_usage", "plan.aggregate_usage"),
                // These stand in the object anyway where there are any.
                Expander.included(
                        (account, ids) -> Map.of(),
                        "price.tiers",
                        "price.currency_options",
                        "plan.tiers",
                        "coupon.applies_to",
                        "coupon.currency_options",
                        "promotion_code.restrictions.currency_options",
                        "shipping_rate.fixed_amount.currency_options"));
    }

    private Expander of(Kind kind, String... properties) {
        return Expander.of((account, ids) -> shelf.fetch(account, kind, ids), properties);
    }

    /** The plans that recurring prices were, by the price. */
    private Map<String, ObjectNode> plans(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        shelf.fetch(account, Kind.PRICE, ids)
                .forEach((id, price) -> {
                    if (Plans.isPlan(price)) found.put(id, Plans.render(price));
                });
        return found;
    }

    /** How usage of prices is counted, for programs of before 2025. */
    private Map<String, ObjectNode> aggregates(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var id : ids)
            shelf.find(account, Kind.PRICE, id)
                    .map(item -> Price.of(item.body()))
                    .flatMap(Price::recurring)
                    .flatMap(Price.Recurring::aggregate)
                    .ifPresent(how -> found.put(id, Json.object().put("aggregate_usage", how)));
        return found;
    }

    private static Map<String, ObjectNode> taxCodes(AccountId account, Collection<String> ids) {
        var found = new HashMap<>(TaxCodes.all());
        found.keySet().retainAll(ids);
        return found;
    }
}
