package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Coupon;
import hawker.pricing.Kind;
import hawker.pricing.Price;
import hawker.pricing.Pricing;
import hawker.pricing.ShippingRate;
import hawker.pricing.Sum;
import hawker.pricing.TaxRate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is bought in a session, and what it comes to. The lines stand in the session's detail, each
 * with its amounts as of the last time they were added up; {@link #addUp} is called after whatever
 * changes them, so that what the buyer saw is what is charged.
 */
final class Lines {

    /** In a line: its price; in a rebate: its coupon's terms. What is sold is sold by these. */
    static final String AGREED = "agreed";

    private final Platform platform;
    private final Pricing pricing;

    Lines(Platform platform, Pricing pricing) {
        this.platform = platform;
        this.pricing = pricing;
    }

    /** Whether any of the lines has a recurring price. */
    static boolean recurs(JsonNode detail) {
        for (var line : detail.path("lines")) if (line.path("recurs").asBoolean()) return true;
        return false;
    }

    /**
     * A line of {@code line_items}, with its price found or made.
     *
     * @param mayRecur whether a subscription may come of it
     */
    ObjectNode line(Tx tx, AccountId account, Params params, boolean mayRecur, Cause cause) {
        if (params.has("price") == params.has("price_data"))
            throw params.has("price")
                    ? ApiError.parametersExclusive(
                            params.nameOf("price"), params.nameOf("price_data"))
                    : ApiError.parameterMissing(params.nameOf("price"));
        var price =
                params.text("price")
                        .map(id -> active(tx, account, id, params.nameOf("price")))
                        .orElseGet(() ->
                                pricing.makePrice(
                                        tx,
                                        account,
                                        params.hash("price_data").orElseThrow(),
                                        cause));
        var name = params.has("price") ? "price" : "price_data";
        if (price.recurring().isPresent() && !mayRecur)
            throw ApiError.parameterInvalid(
                    params.nameOf(name),
                    "You specified `payment` mode but passed a recurring price. Recurring prices"
                            + " need `subscription` mode.");
        if (price.tariffs().values().stream().anyMatch(Price.Tariff.Chosen.class::isInstance))
            throw ApiError.parameterInvalid(
                    params.nameOf(name), "Prices that the buyer chooses are not taken here.");
        var line = Json.object();
        line.put("id", platform.ids().ordinary("li", account));
        line.put("price", price.id().text());
        line.put("product", price.product());
        line.set(AGREED, terms(tx, account, price.id().text()));
        price.recurring()
                .ifPresent(every ->
                        line.put("recurs", true)
                                .put("interval", every.interval())
                                .put("interval_count", every.count()));
        if (Metered.is(price)) Metered.mark(line, params);
        else LineParams.quantity(line, params);
        line.set("metadata", Json.metadata(params.metadata().orElse(Map.of())));
        taxRates(tx, account, line, params);
        return line;
    }

    /** Writes the tax rates of a line; each must be there, and active. */
    void taxRates(Tx tx, AccountId account, ObjectNode line, Params params) {
        var rates = line.putArray("tax_rates");
        for (var rate : params.texts("tax_rates")) {
            var found = pricing.taxRate(tx, account, new TaxRate.Id(rate));
            if (found.filter(TaxRate::active).isEmpty())
                throw ApiError.missingReference("tax rate", rate, params.nameOf("tax_rates"));
            rates.add(rate);
        }
    }

    private Price active(Tx tx, AccountId account, String id, String param) {
        var price =
                pricing.price(tx, account, new Price.Id(id))
                        .orElseThrow(() -> ApiError.missingReference("price", id, param));
        if (!price.active())
            throw ApiError.parameterInvalid(
                    param,
                    "The price specified is inactive. This field only accepts active prices.");
        return price;
    }

    Price price(Tx tx, AccountId account, JsonNode line) {
        return Price.of(agreed(tx, account, line));
    }

    /**
     * The price of a line, as the API wrote it when it was put there: a plan may be deleted, and
     * another one made under its id, while its buyer is at the bank.
     */
    ObjectNode agreed(Tx tx, AccountId account, JsonNode line) {
        return line.path(AGREED) instanceof ObjectNode there
                ? there.deepCopy()
                : terms(tx, account, line.path("price").asText());
    }

    private ObjectNode terms(Tx tx, AccountId account, String price) {
        return pricing.terms(tx, account, new Price.Id(price))
                .orElseThrow(() -> ApiError.missingReference("price", price, "line_items"));
    }

    /** A line of a link is sold at what it costs when it is visited. */
    void agree(Tx tx, AccountId account, ObjectNode line) {
        line.set(AGREED, terms(tx, account, line.path("price").asText()));
    }

    /** The coupon of a rebate with the terms by which all was added up. */
    Optional<Coupon> coupon(Tx tx, AccountId account, JsonNode rebate) {
        return rebate.has(AGREED)
                ? Optional.of(Coupon.of(rebate.path(AGREED)))
                : pricing.coupon(tx, account, new Coupon.Id(rebate.path("coupon").asText()));
    }

    /** What all lines come to before rebates and taxes. */
    Money subtotal(Tx tx, AccountId account, JsonNode detail, Currency currency) {
        var sum = Money.zero(currency);
        for (var line : detail.path("lines"))
            sum = sum.plus(amount(price(tx, account, line), line, currency));
        return sum;
    }

    /** Writes into body and detail what everything costs now. */
    void addUp(Tx tx, AccountId account, ObjectNode body, ObjectNode detail) {
        var currency = Currency.of(body.path("currency").asText());
        var now = platform.clock().now();
        var trial = SubscriptionData.trialEnd(detail, now);
        var lines = ordered(detail);
        var parts = new ArrayList<Sum.Part>();
        var later = new ArrayList<Sum.Part>();
        for (var line : lines) {
            var part = part(tx, account, line, detail, currency);
            boolean recurs = line.path("recurs").asBoolean();
            if (recurs) later.add(part);
            if (recurs) line.put("price_amount", part.amount().minor());
            var due = recurs ? SubscriptionData.due(detail, line, part.amount()) : part.amount();
            if (recurs && trial.isPresent()) due = Money.zero(currency);
            parts.add(new Sum.Part(part.product(), due, part.taxes()));
        }
        var rebates = new ArrayList<Coupon>();
        for (var rebate : detail.path("rebates"))
            pricing.coupon(tx, account, new Coupon.Id(rebate.path("coupon").asText()))
                    .ifPresent(coupon -> {
                        ((ObjectNode) rebate).set(AGREED, coupon.terms());
                        rebates.add(coupon);
                    });
        var shipping = shipping(tx, account, detail, currency);
        var sum = Sum.of(currency, parts, rebates, shipping.orElse(Money.zero(currency)));
        if (sum.total().minor() > Param.MAX_AMOUNT) throw ApiError.amountTooLarge("line_items");
        write(body, detail, lines, sum, shipping.isPresent());
        if (later.isEmpty()) return;
        var next =
                trial.or(() -> SubscriptionData.anchor(detail))
                        .orElseGet(() -> Agreement.next(lines.getFirst(), now));
        boolean free = trial.isPresent() || SubscriptionData.isFreeUntilAnchor(detail);
        var lasting = rebates.stream().filter(r -> lasts(r, free, now, next)).toList();
        var then = Sum.of(currency, later, lasting, Money.zero(currency));
        detail.put("later", then.total().minor());
        var exclusive = then.total().minus(then.subtotal()).plus(then.discount());
        detail.putObject("due_next")
                .put("subtotal", then.subtotal().minor())
                .put("discount", then.discount().minor())
                .put("tax_exclusive", exclusive.minor())
                .put("tax_inclusive", then.tax().minus(exclusive).minor())
                .put("total", then.total().minor());
    }

    /** What a line costs now, or each time; what is metered is paid when it was used. */
    private static Money amount(Price price, JsonNode line, Currency currency) {
        if (Metered.is(line)) return Money.zero(currency);
        return price.amount(line.path("quantity").asLong(), currency, Optional.empty());
    }

    /**
     * In the order in which they are billed: what recurs comes first, and of that what is metered
     * last. Cents that do not divide go to the upper line, so that the order decides about them.
     */
    private static List<ObjectNode> ordered(JsonNode detail) {
        var recurring = new ArrayList<ObjectNode>();
        var metered = new ArrayList<ObjectNode>();
        var once = new ArrayList<ObjectNode>();
        for (var line : detail.path("lines"))
            (Metered.is(line) ? metered : line.path("recurs").asBoolean() ? recurring : once)
                    .add((ObjectNode) line);
        recurring.addAll(metered);
        recurring.addAll(once);
        return recurring;
    }

    private Sum.Part part(
            Tx tx, AccountId account, JsonNode line, JsonNode detail, Currency currency) {
        var price = price(tx, account, line);
        if (!price.isIn(currency))
            throw ApiError.parameterInvalid(
                    "line_items", "The price " + price.id() + " is not in " + currency + ".");
        var ids = new ArrayList<String>();
        line.path("tax_rates").forEach(rate -> ids.add(rate.asText()));
        var rates = new ArrayList<TaxRate>();
        for (var rate : ids.isEmpty() ? SubscriptionData.usualRates(detail) : ids)
            pricing.taxRate(tx, account, new TaxRate.Id(rate)).ifPresent(rates::add);
        return new Sum.Part(price.product(), amount(price, line, currency), rates);
    }

    /** Whether a rebate still counts at the second payment, or the first after a trial. */
    private static boolean lasts(Coupon rebate, boolean free, Instant now, Instant next) {
        return switch (rebate.duration()) {
            case "once" -> free;
            case "repeating" ->
                    now.atZone(ZoneOffset.UTC)
                            .plusMonths(rebate.months().orElse(0))
                            .toInstant()
                            .isAfter(next);
            default -> true;
        };
    }

    private Optional<Money> shipping(Tx tx, AccountId account, JsonNode detail, Currency currency) {
        var choice = detail.path("shipping_choice");
        if (!choice.isTextual()) return Optional.empty();
        return pricing.shippingRate(tx, account, new ShippingRate.Id(choice.asText()))
                .map(rate -> rate.amounts().get(currency));
    }

    private static void write(
            ObjectNode body, ObjectNode detail, List<ObjectNode> lines, Sum sum, boolean shipped) {
        for (int i = 0; i < sum.lines().size(); i++) {
            var line = lines.get(i);
            var amounts = sum.lines().get(i);
            line.put("subtotal", amounts.subtotal().minor());
            line.put("discount", amounts.discount().minor());
            line.put("tax", amounts.tax().minor());
            line.put("total", amounts.total().minor());
        }
        body.put("amount_subtotal", sum.subtotal().minor());
        body.put("amount_total", sum.total().minor());
        body.putObject("total_details")
                .put("amount_discount", sum.discount().minor())
                .put("amount_shipping", sum.shipping().minor())
                .put("amount_tax", sum.tax().minor());
        if (shipped)
            body.putObject("shipping_cost")
                    .put("amount_subtotal", sum.shipping().minor())
                    .put("amount_tax", 0)
                    .put("amount_total", sum.shipping().minor())
                    .put("shipping_rate", detail.path("shipping_choice").asText());
    }

    /** The lines as the API writes them, each with its price. */
    List<ObjectNode> items(Tx tx, Session session) {
        var currency = session.body().path("currency");
        return items(tx, session.account(), session.detail(), currency);
    }

    /**
     * What a buyer sees of the goods of a line.
     *
     * @param picture address of the first of its pictures, when a page may show it: {@code https:}
     */
    record Ware(String about, Optional<String> picture) {}

    /** By the lines' ids. */
    Map<String, Ware> wares(Tx tx, Session session) {
        var lines = session.detail().path("lines");
        var ids = new LinkedHashSet<String>();
        for (var line : lines) ids.add(line.path("product").asText());
        var products = pricing.shown(tx, session.account(), Kind.PRODUCT, ids);
        var wares = new HashMap<String, Ware>();
        for (var line : lines) {
            var product = products.get(line.path("product").asText());
            if (product != null) wares.put(line.path("id").asText(), ware(product));
        }
        return wares;
    }

    private static Ware ware(JsonNode product) {
        var picture = product.path("images").path(0).asText("");
        return new Ware(
                product.path("description").asText(""),
                Branding.origin(picture).map(origin -> picture));
    }

    /** A price as it is now, if that is still the one of the line. */
    private static JsonNode current(JsonNode line, @Nullable ObjectNode now) {
        var agreed = line.path(AGREED);
        boolean same = now != null && now.path("created").equals(agreed.path("created"));
        if (now != null && (same || !agreed.isObject())) return now;
        var shown = agreed.deepCopy();
        if (shown instanceof ObjectNode price) Price.show(price);
        return shown;
    }

    /** Optional items that were not added, as lines with what each would cost as it begins. */
    List<ObjectNode> offers(Tx tx, Session session) {
        var currency = Currency.of(session.body().path("currency").asText());
        var detail = Json.object();
        var offered = detail.putArray("lines");
        for (var item : OptionalItems.offered(session.detail())) {
            var price = price(tx, session.account(), item);
            var amount = amount(price, item, currency);
            offered.add(((ObjectNode) item.deepCopy()).put("subtotal", amount.minor()));
        }
        return items(tx, session.account(), detail, session.body().path("currency"));
    }

    /** The lines of a link. */
    List<ObjectNode> items(Tx tx, PaymentLink link) {
        return items(tx, link.account(), link.detail(), link.body().path("currency"));
    }

    private List<ObjectNode> items(Tx tx, AccountId account, JsonNode detail, JsonNode currency) {
        var ids = new LinkedHashSet<String>();
        var products = new LinkedHashSet<String>();
        for (var line : detail.path("lines")) {
            ids.add(line.path("price").asText());
            products.add(line.path("product").asText());
        }
        var prices = pricing.shown(tx, account, Kind.PRICE, ids);
        var names = pricing.shown(tx, account, Kind.PRODUCT, products);
        var items = new ArrayList<ObjectNode>();
        for (var line : detail.path("lines")) {
            var item = Json.object();
            item.set("id", line.path("id"));
            item.put("object", "item");
            if (line.path("adjustable") instanceof ObjectNode bounds)
                item.set("adjustable_quantity", bounds.deepCopy().put("enabled", true));
            else item.putNull("adjustable_quantity");
            item.set("amount_discount", line.path("discount"));
            item.set("amount_subtotal", line.path("subtotal"));
            item.set("amount_tax", line.path("tax"));
            item.set("amount_total", line.path("total"));
            item.set("currency", currency);
            var product = names.get(line.path("product").asText());
            Json.put(
                    item,
                    "description",
                    Optional.ofNullable(product).map(p -> p.path("name").asText()));
            if (line.has("metadata")) item.set("metadata", line.path("metadata"));
            else item.putObject("metadata");
            item.set("price", current(line, prices.get(line.path("price").asText())));
            if (Metered.is(line)) item.putNull("quantity");
            else item.set("quantity", line.path("quantity"));
            items.add(item);
        }
        return items;
    }
}
