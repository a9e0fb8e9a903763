package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Currency;
import java.math.BigDecimal;
import java.util.List;

/** {@code /v1/coupons}. */
final class CouponsHttp {

    private static final String BASE = "/v1/coupons";
    private static final String ONE = BASE + "/{id}";
    private static final Param OPTIONS =
            PriceParams.currencies(Param.amount("amount_off").required());

    private static final Shape CREATE =
            Shape.of(
                    Param.amount("amount_off"),
                    Param.hash("applies_to", Param.texts("products", 255)),
                    Param.currency("currency"),
                    OPTIONS,
                    Param.oneOf("duration", "forever", "once", "repeating"),
                    Param.integer("duration_in_months", 1, 1200),
                    Param.id("id"),
                    Param.integer("max_redemptions", 1, 1_000_000_000),
                    Param.metadata(),
                    Param.text("name", 40),
                    Param.decimal("percent_off"),
                    Param.timestamp("redeem_by"));

    private static final Shape UPDATE =
            Shape.of(OPTIONS, Param.metadata(), Param.text("name", 40).nullable());

    private static final Shape LIST = Shape.of(Param.paging(), Param.range("created"));

    private final Shelf shelf;
    private final Products products;

    CouponsHttp(Shelf shelf, Products products) {
        this.shelf = shelf;
        this.products = products;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update),
                Operation.delete(ONE, this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        var body = body(params);
        return call.write(tx -> {
            var only = params.hash("applies_to").map(a -> a.texts("products")).orElse(List.of());
            for (var product : only)
                products.existing(tx, call.account(), product, "applies_to[products]");
            if (!only.isEmpty()) {
                var array = body.putObject("applies_to").putArray("products");
                only.forEach(array::add);
            }
            var id = params.text("id").orElseGet(() -> shelf.newId(call.account(), Kind.COUPON));
            return shown(shelf.put(tx, call.account(), Kind.COUPON, id, body, Cause.of(call)));
        });
    }

    private ObjectNode body(Params params) {
        var body =
                Fields.nulls(
                        "amount_off",
                        "currency",
                        "duration_in_months",
                        "max_redemptions",
                        "name",
                        "percent_off",
                        "redeem_by");
        if (params.has("percent_off") == params.has("amount_off"))
            throw params.has("percent_off")
                    ? ApiError.parametersExclusive("percent_off", "amount_off")
                    : ApiError.parameterMissing("percent_off");
        params.text("percent_off").ifPresent(p -> body.put("percent_off", percent(p)));
        if (params.has("amount_off")) amountOff(body, params);
        var duration = params.text("duration").orElse("once");
        boolean repeating = duration.equals("repeating");
        if (repeating != params.has("duration_in_months"))
            throw repeating
                    ? ApiError.parameterMissing("duration_in_months")
                    : ApiError.parameterInvalid(
                            "duration_in_months", "Only with duration=repeating.");
        var end = params.timestamp("redeem_by");
        if (end.map(e -> !e.isAfter(shelf.now())).orElse(false))
            throw ApiError.parameterInvalid("redeem_by", "redeem_by must be in the future.");
        body.put("duration", duration);
        Fields.integers(body, params, "duration_in_months", "max_redemptions");
        Fields.texts(body, params, "name");
        Fields.times(body, params, "redeem_by");
        Fields.metadata(body, params);
        return body;
    }

    private static void amountOff(ObjectNode body, Params params) {
        var currency = params.requiredCurrency("currency");
        long amount = params.requiredInteger("amount_off");
        if (amount % currency.step() != 0) throw ApiError.amountStep("amount_off", currency);
        body.put("amount_off", amount);
        body.put("currency", currency.code());
        params.hash("currency_options").ifPresent(all -> options(body, all));
    }

    /** Sums off in other currencies; those that are there stay as they are. */
    private static void options(ObjectNode body, Params all) {
        var options = body.path("currency_options") instanceof ObjectNode now ? now : Json.object();
        for (var each : java.util.Currency.getAvailableCurrencies()) {
            var currency = Currency.parse(each.getCurrencyCode());
            var option = currency.flatMap(c -> all.hash(c.code()));
            if (option.isEmpty() || currency.get().code().equals(body.path("currency").asText()))
                continue;
            options.putIfAbsent(
                    currency.get().code(),
                    Json.object().put("amount_off", option.get().requiredInteger("amount_off")));
        }
        if (!options.isEmpty()) body.set("currency_options", options);
    }

    private static BigDecimal percent(String text) {
        var percent = new BigDecimal(text);
        boolean within =
                percent.signum() > 0
                        && percent.compareTo(BigDecimal.valueOf(100)) <= 0
                        && percent.stripTrailingZeros().scale() <= 2;
        if (!within)
            throw ApiError.parameterInvalid(
                    "percent_off", "percent_off is above 0, at most 100, with two decimals.");
        return percent;
    }

    private Answer list(Call call) {
        var wanted =
                new ShelfSql.Wanted(
                        Json.object(), List.of(), List.of(), call.params().range("created"));
        var found = shelf.list(call.account(), Kind.COUPON, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> item.shown(shelf.now())));
    }

    private Answer retrieve(Call call) {
        return shown(shelf.named(call, Kind.COUPON));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var item = shelf.locked(tx, call, Kind.COUPON);
            var more = params.hash("currency_options");
            if (more.isPresent() && item.body().path("amount_off").isNull())
                throw ApiError.parameterInvalid(
                        "currency_options", "Only coupons with amount_off have currencies.");
            return shown(
                    shelf.change(
                            tx,
                            item,
                            body -> {
                                Fields.texts(body, params, "name");
                                Fields.metadata(body, params);
                                more.ifPresent(all -> options(body, all));
                            },
                            Cause.of(call)));
        });
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            var item = shelf.locked(tx, call, Kind.COUPON);
            shelf.delete(tx, item, Cause.of(call));
            return Answer.deleted("coupon", item.id());
        });
    }

    private Answer shown(Item item) {
        return Answer.ok(item.shown(shelf.now()));
    }
}
