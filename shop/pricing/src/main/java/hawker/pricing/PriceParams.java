package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Currency;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters that say what something costs, and the price object they make: of {@code
 * /v1/prices}, and of prices made along with something else ({@code price_data}, {@code
 * default_price_data}, plans).
 */
final class PriceParams {

    private static final Param UNIT_AMOUNT = Param.amountOrZero("unit_amount");
    private static final Param UNIT_DECIMAL = Param.decimal("unit_amount_decimal");
    private static final Param TAX_BEHAVIOR =
            Param.oneOf("tax_behavior", "exclusive", "inclusive", "unspecified");
    private static final Param CUSTOM =
            Param.hash(
                    "custom_unit_amount",
                    Param.flag("enabled").required(),
                    Param.amount("maximum"),
                    Param.amountOrZero("minimum"),
                    Param.amountOrZero("preset"));
    static final Param TIERS =
            Param.list(
                    "tiers",
                    Param.hash(
                            "tier",
                            Param.amountOrZero("flat_amount"),
                            Param.decimal("flat_amount_decimal"),
                            UNIT_AMOUNT,
                            UNIT_DECIMAL,
                            Param.text("up_to", 20).required()));

    static final Param TIERS_MODE = Param.oneOf("tiers_mode", "graduated", "volume");
    static final Param SCHEME = Param.oneOf("billing_scheme", "per_unit", "tiered");

    static final Param TRANSFORM = transformed("transform_quantity");

    /** How usage that is recorded becomes a quantity; programs of before 2025 say it. */
    static final Param AGGREGATE =
            Param.oneOf("aggregate_usage", "last_during_period", "last_ever", "max", "sum");

    static final Param RECURRING =
            Param.hash(
                    "recurring",
                    AGGREGATE,
                    Param.oneOf("interval", "day", "week", "month", "year").required(),
                    Param.integer("interval_count", 1, 1095),
                    Param.oneOf("usage_type", "licensed", "metered"),
                    Param.integer("trial_period_days", 1, 730),
                    Param.id("meter"));
    static final Param OPTIONS = currencies(CUSTOM, TAX_BEHAVIOR, TIERS, UNIT_AMOUNT, UNIT_DECIMAL);

    /** Currency and amount of whatever form. */
    static final Shape AMOUNT =
            Shape.of(
                    Param.currency("currency").required(),
                    OPTIONS,
                    CUSTOM,
                    RECURRING,
                    TAX_BEHAVIOR,
                    SCHEME,
                    TIERS,
                    TIERS_MODE,
                    TRANSFORM,
                    UNIT_AMOUNT,
                    UNIT_DECIMAL);

    static final Param[] PRODUCT_DATA = {
        Param.text("name", 5000).required(),
        Param.id("id"),
        Param.flag("active"),
        Param.text("description", 40_000),
        Param.texts("images", 2048),
        Param.metadata(),
        Param.text("statement_descriptor", 22),
        Param.id("tax_code"),
        Param.text("unit_label", 12)
    };

    private PriceParams() {}

    /** How a quantity is divided before it is priced. */
    static Param transformed(String name) {
        return Param.hash(
                name,
                Param.integer("divide_by", 1, 1_000_000_000).required(),
                Param.oneOf("round", "up", "down").required());
    }

    /** A hash by currency codes, each with these parameters. */
    static Param currencies(Param... each) {
        return Param.hash(
                "currency_options",
                java.util.Currency.getAvailableCurrencies().stream()
                        .map(c -> c.getCurrencyCode().toLowerCase(Locale.ROOT))
                        .filter(code -> Currency.parse(code).filter(Currency::isMoney).isPresent())
                        .sorted()
                        .map(code -> Param.hash(code, each))
                        .toArray(Param[]::new));
    }

    /** A new price object without product. */
    static ObjectNode price(Params params) {
        var currency = params.requiredCurrency("currency");
        var body = blank(currency);
        body.put("tax_behavior", params.text("tax_behavior").orElse("unspecified"));
        params.hash("recurring").ifPresent(r -> body.set("recurring", recurring(r)));
        body.put("type", params.has("recurring") ? "recurring" : "one_time");
        boolean tiered = params.text("billing_scheme").map("tiered"::equals).orElse(false);
        body.put("billing_scheme", tiered ? "tiered" : "per_unit");
        amount(body, params, currency, tiered);
        mode(body, params, tiered);
        params.hash("transform_quantity").ifPresent(t -> transform(body, t, tiered));
        params.hash("currency_options")
                .map(all -> options(body, all))
                .filter(options -> !options.isEmpty())
                .ifPresent(options -> body.set("currency_options", options));
        return body;
    }

    private static ObjectNode blank(Currency currency) {
        var body =
                Fields.nulls(
                        "custom_unit_amount",
                        "lookup_key",
                        "nickname",
                        "product",
                        "recurring",
                        "tiers_mode",
                        "transform_quantity",
                        "unit_amount",
                        "unit_amount_decimal");
        body.put("active", true);
        body.put("currency", currency.code());
        body.put("tax_behavior", "unspecified");
        return body;
    }

    private static void transform(ObjectNode body, Params params, boolean tiered) {
        if (tiered)
            throw ApiError.parameterInvalid(
                    params.nameOf("divide_by"), "Tiered prices cannot transform quantities.");
        body.putObject("transform_quantity")
                .put("divide_by", params.requiredInteger("divide_by"))
                .put("round", params.requiredText("round"));
    }

    private static ObjectNode recurring(Params params) {
        var node = Json.object();
        node.put("interval", params.requiredText("interval"));
        node.put("interval_count", intervalCount(params));
        Json.put(node, "meter", params.text("meter"));
        node.putNull("trial_period_days");
        Fields.integers(node, params, "trial_period_days");
        var type = params.text("usage_type").orElse("licensed");
        node.put("usage_type", type);
        boolean metered = type.equals("metered") && !params.has("meter");
        if (params.has("aggregate_usage") && !metered)
            throw ApiError.parameterInvalid(
                    params.nameOf("aggregate_usage"),
                    "`aggregate_usage` is for prices with `usage_type=metered` and without a"
                            + " meter.");
        if (metered) node.put("aggregate_usage", params.text("aggregate_usage").orElse("sum"));
        return node;
    }

    /** A price of a plan's parameters, which say at the top how often it is paid. */
    static ObjectNode plan(Params params) {
        var currency = params.requiredCurrency("currency");
        var body = blank(currency);
        body.set("recurring", recurring(params));
        body.put("type", "recurring");
        boolean tiered = params.text("billing_scheme").map("tiered"::equals).orElse(false);
        body.put("billing_scheme", tiered ? "tiered" : "per_unit");
        mode(body, params, tiered);
        params.hash("transform_usage").ifPresent(t -> transform(body, t, tiered));
        var amount = decimal(params, "amount", "amount_decimal", currency);
        if (tiered) {
            if (amount.isPresent())
                throw ApiError.parameterInvalid(
                        "amount", "A tiered plan has its amounts in tiers.");
            tiers(body, params, currency);
            return body;
        }
        if (params.has("tiers")) throw onlyTiered(params, "tiers");
        put(body, "unit_amount", amount.orElseThrow(() -> ApiError.parameterMissing("amount")));
        return body;
    }

    private static void mode(ObjectNode body, Params params, boolean tiered) {
        if (!tiered && params.has("tiers_mode")) throw onlyTiered(params, "tiers_mode");
        if (tiered)
            body.put(
                    "tiers_mode",
                    params.text("tiers_mode")
                            .orElseThrow(
                                    () -> ApiError.parameterMissing(params.nameOf("tiers_mode"))));
    }

    /** Docs: at most three years. */
    private static long intervalCount(Params params) {
        long count = params.integer("interval_count").orElse(1L);
        if (count * days(params.requiredText("interval")) > 1095)
            throw ApiError.parameterInvalid(
                    params.nameOf("interval_count"), "The interval is at most three years.");
        return count;
    }

    private static int days(String interval) {
        return switch (interval) {
            case "day" -> 1;
            case "week" -> 7;
            case "month" -> 30;
            case "year" -> 365;
            default -> throw new IllegalArgumentException("no interval " + interval);
        };
    }

    /** Sets the amount fields of a price or of one of its currency options. */
    private static void amount(ObjectNode body, Params params, Currency currency, boolean tiered) {
        var custom = params.hash("custom_unit_amount").filter(c -> c.isTrue("enabled"));
        if (tiered) {
            if (params.has("unit_amount")
                    || params.has("unit_amount_decimal")
                    || custom.isPresent())
                throw ApiError.parameterInvalid(
                        params.nameOf("tiers"), "A tiered price has its amounts in tiers.");
            tiers(body, params, currency);
            return;
        }
        if (params.has("tiers")) throw onlyTiered(params, "tiers");
        if (custom.isPresent()) {
            if (params.has("unit_amount") || params.has("unit_amount_decimal"))
                throw ApiError.parametersExclusive("unit_amount", "custom_unit_amount");
            if (params.has("recurring"))
                throw ApiError.parametersExclusive("recurring", "custom_unit_amount");
            body.set("custom_unit_amount", custom(custom.get()));
            return;
        }
        var decimal = decimal(params, "unit_amount", "unit_amount_decimal", currency);
        if (decimal.isEmpty()) throw ApiError.parameterMissing(params.nameOf("unit_amount"));
        put(body, "unit_amount", decimal.get());
    }

    private static ApiError onlyTiered(Params params, String name) {
        return ApiError.parameterInvalid(
                params.nameOf(name), "Only prices with billing_scheme=tiered have tiers.");
    }

    private static ObjectNode custom(Params params) {
        var least = params.integer("minimum");
        var most = params.integer("maximum");
        var preset = params.integer("preset");
        boolean ordered = least.orElse(0L) <= most.orElse(Param.MAX_AMOUNT);
        boolean within =
                preset.map(p -> p >= least.orElse(0L) && p <= most.orElse(Param.MAX_AMOUNT))
                        .orElse(true);
        if (!ordered || !within)
            throw ApiError.parameterInvalid(
                    params.nameOf("maximum"), "minimum, preset and maximum must be in this order.");
        var node = Json.object().putNull("maximum").putNull("minimum").putNull("preset");
        Fields.integers(node, params, "maximum", "minimum", "preset");
        return node;
    }

    private static void tiers(ObjectNode body, Params params, Currency currency) {
        var tiers = params.hashes("tiers");
        if (tiers.isEmpty()) throw ApiError.parameterMissing(params.nameOf("tiers"));
        var array = body.putArray("tiers");
        long before = 0;
        for (int i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            var upTo = upTo(tier);
            boolean last = i == tiers.size() - 1;
            if (last != upTo.isEmpty() || upTo.map(end -> 0 >= end).orElse(false))
                throw ApiError.parameterInvalid(
                        tier.nameOf("up_to"), "The last tier, and no other, goes up to inf.");
            if (upTo.isPresent() && upTo.get() <= before)
                throw ApiError.parameterInvalid(
                        tier.nameOf("up_to"), "Each tier goes further than the one before.");
            before = upTo.orElse(before);
            var flat = decimal(tier, "flat_amount", "flat_amount_decimal", currency);
            var each = decimal(tier, "unit_amount", "unit_amount_decimal", currency);
            if (flat.isEmpty() && each.isEmpty())
                throw ApiError.parameterMissing(tier.nameOf("unit_amount"));
            var node = array.addObject();
            for (var name : new String[] {"flat_amount", "unit_amount"})
                node.putNull(name).putNull(name + "_decimal");
            flat.ifPresent(amount -> put(node, "flat_amount", amount));
            each.ifPresent(amount -> put(node, "unit_amount", amount));
            node.putNull("up_to");
            upTo.ifPresent(end -> node.put("up_to", end));
        }
    }

    private static Optional<Long> upTo(Params tier) {
        var text = tier.requiredText("up_to");
        if (text.equals("inf")) return Optional.empty();
        if (!text.matches("[0-9]{1,15}"))
            throw ApiError.parameterInvalidInteger(tier.nameOf("up_to"), text);
        return Optional.of(Long.parseLong(text));
    }

    static Optional<BigDecimal> decimal(
            Params params, String whole, String decimal, Currency currency) {
        if (params.has(whole) && params.has(decimal))
            throw ApiError.parametersExclusive(params.nameOf(whole), params.nameOf(decimal));
        var number = params.integer(whole);
        if (number.isPresent() && number.get() % currency.step() != 0)
            throw ApiError.amountStep(params.nameOf(whole), currency);
        if (number.isPresent()) return Optional.of(BigDecimal.valueOf(number.get()));
        var exact = params.text(decimal).map(BigDecimal::new);
        if (exact.map(e -> e.signum() < 0).orElse(false))
            throw ApiError.parameterInvalid(params.nameOf(decimal), "An amount is not negative.");
        if (exact.map(e -> e.compareTo(BigDecimal.valueOf(Param.MAX_AMOUNT)) > 0).orElse(false))
            throw ApiError.amountTooLarge(params.nameOf(decimal));
        return exact;
    }

    /** The amount as text, and as a number where it is whole. */
    private static void put(ObjectNode body, String name, BigDecimal amount) {
        var plain = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        body.put(name + "_decimal", plain.toPlainString());
        if (plain.scale() <= 0) body.put(name, plain.longValueExact());
        else body.putNull(name);
    }

    /** Amounts in other currencies than the price's own. */
    static ObjectNode options(ObjectNode price, Params all) {
        boolean tiered = price.path("billing_scheme").asText().equals("tiered");
        var options = Json.object();
        for (var currency : java.util.Currency.getAvailableCurrencies()) {
            var name = currency.getCurrencyCode().toLowerCase(Locale.ROOT);
            var option = all.hash(name);
            if (option.isEmpty() || name.equals(price.path("currency").asText())) continue;
            options.set(name, option(option.get(), Currency.of(name), tiered));
        }
        return options;
    }

    private static ObjectNode option(Params option, Currency currency, boolean tiered) {
        var node =
                Json.object()
                        .putNull("custom_unit_amount")
                        .putNull("unit_amount")
                        .putNull("unit_amount_decimal");
        node.put("tax_behavior", option.text("tax_behavior").orElse("unspecified"));
        amount(node, option, currency, tiered);
        return node;
    }
}
