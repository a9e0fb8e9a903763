package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import java.util.List;

/** {@code /v1/plans}: recurring prices under their older name. */
final class PlansHttp {

    private static final String BASE = "/v1/plans";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CREATE =
            Shape.of(
                    Param.currency("currency").required(),
                    Param.oneOf("interval", "day", "week", "month", "year").required(),
                    Param.flag("active"),
                    Param.amountOrZero("amount"),
                    Param.decimal("amount_decimal"),
                    Param.id("id"),
                    Param.integer("interval_count", 1, 1095),
                    Param.metadata(),
                    Param.id("meter"),
                    Param.text("nickname", 500),
                    Param.textOrHash("product", 255, PriceParams.PRODUCT_DATA),
                    Param.integer("trial_period_days", 1, 730),
                    PriceParams.AGGREGATE,
                    PriceParams.SCHEME,
                    PriceParams.TIERS,
                    PriceParams.TIERS_MODE,
                    PriceParams.transformed("transform_usage"),
                    Param.oneOf("usage_type", "licensed", "metered"));

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    Param.metadata(),
                    Param.text("nickname", 500).nullable(),
                    Param.id("product"),
                    Param.integer("trial_period_days", 1, 730));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.flag("active"),
                    Param.range("created"),
                    Param.id("product"));

    private final Shelf shelf;
    private final Products products;

    PlansHttp(Shelf shelf, Products products) {
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
        var body = PriceParams.plan(params);
        Fields.flags(body, params, "active");
        Fields.texts(body, params, "nickname");
        Fields.metadata(body, params);
        var id = params.text("id").orElseGet(() -> shelf.newPlanId(call.account()));
        return call.write(
                tx -> shown(products.price(tx, call.account(), params, body, id, Cause.of(call))));
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Fields.like(params, List.of("product"), List.of("active"));
        like.put("type", "recurring");
        var wanted = new ShelfSql.Wanted(like, List.of(), List.of(), params.range("created"));
        var found = shelf.list(call.account(), Kind.PRICE, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> Plans.render(item.shown(shelf.now()))));
    }

    private Answer retrieve(Call call) {
        return shown(plan(call, shelf.named(call, Kind.PRICE)));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var plan = plan(call, shelf.locked(tx, call, Kind.PRICE));
            params.text("product")
                    .ifPresent(p -> products.existing(tx, call.account(), p, "product"));
            return shown(shelf.change(tx, plan, body -> fill(body, params), Cause.of(call)));
        });
    }

    private static void fill(ObjectNode body, Params params) {
        Fields.flags(body, params, "active");
        Fields.texts(body, params, "nickname", "product");
        Fields.metadata(body, params);
        Fields.integers(body.withObject("/recurring"), params, "trial_period_days");
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            var plan = plan(call, shelf.locked(tx, call, Kind.PRICE));
            shelf.delete(tx, plan, Cause.of(call));
            return Answer.deleted("plan", plan.id());
        });
    }

    /** A price that is paid once is no plan. */
    private static Item plan(Call call, Item price) {
        if (!Plans.isPlan(price.body())) throw ApiError.missing("plan", call.path("id"));
        return price;
    }

    private Answer shown(Item item) {
        return Answer.ok(Plans.render(item.shown(shelf.now())));
    }
}
