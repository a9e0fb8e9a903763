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
import java.util.List;

/** {@code /v1/prices}. */
final class PricesHttp {

    private static final String BASE = "/v1/prices";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CREATE =
            PriceParams.AMOUNT.plus(
                    Param.flag("active"),
                    Param.text("lookup_key", 200),
                    Param.metadata(),
                    Param.text("nickname", 500),
                    Param.id("product"),
                    Param.hash("product_data", PriceParams.PRODUCT_DATA),
                    Param.flag("transfer_lookup_key"));

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    PriceParams.OPTIONS,
                    Param.text("lookup_key", 200).nullable(),
                    Param.metadata(),
                    Param.text("nickname", 500).nullable(),
                    Param.oneOf("tax_behavior", "exclusive", "inclusive", "unspecified"),
                    Param.flag("transfer_lookup_key"));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.flag("active"),
                    Param.range("created"),
                    Param.currency("currency"),
                    Param.texts("lookup_keys", 200),
                    Param.id("product"),
                    Param.hash(
                            "recurring",
                            Param.oneOf("interval", "day", "week", "month", "year"),
                            Param.id("meter"),
                            Param.oneOf("usage_type", "licensed", "metered")),
                    Param.oneOf("type", "one_time", "recurring"));

    private final Shelf shelf;
    private final Products products;

    PricesHttp(Shelf shelf, Products products) {
        this.shelf = shelf;
        this.products = products;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update));
    }

    private Answer create(Call call) {
        var params = call.params();
        var body = PriceParams.price(params);
        Fields.flags(body, params, "active");
        Fields.texts(body, params, "lookup_key", "nickname");
        Fields.metadata(body, params);
        return call.write(tx -> {
            var id = shelf.newId(call.account(), Kind.PRICE);
            return shown(products.price(tx, call.account(), params, body, id, Cause.of(call)));
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Fields.like(params, List.of("product", "type"), List.of("active"));
        params.currency("currency").ifPresent(c -> like.put("currency", c.code()));
        params.hash("recurring")
                .map(r -> Fields.like(r, List.of("interval", "meter", "usage_type"), List.of()))
                .ifPresent(r -> like.set("recurring", r));
        var wanted =
                new ShelfSql.Wanted(
                        like, List.of(), params.texts("lookup_keys"), params.range("created"));
        var found = shelf.list(call.account(), Kind.PRICE, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> item.shown(shelf.now())));
    }

    private Answer retrieve(Call call) {
        return shown(shelf.named(call, Kind.PRICE));
    }

    private Answer update(Call call) {
        var params = call.params();
        var cause = Cause.of(call);
        return call.write(tx -> {
            var item = shelf.locked(tx, call, Kind.PRICE);
            checkBehavior(item, params);
            if (params.isUnset("lookup_key")) products.unname(tx, item);
            params.text("lookup_key")
                    .ifPresent(key ->
                            products.name(
                                    tx, item, key, params.isTrue("transfer_lookup_key"), cause));
            return shown(shelf.change(tx, item, body -> fill(body, params), cause));
        });
    }

    private static void fill(ObjectNode body, Params params) {
        Fields.flags(body, params, "active");
        Fields.texts(body, params, "lookup_key", "nickname", "tax_behavior");
        Fields.metadata(body, params);
        params.hash("currency_options")
                .map(all -> PriceParams.options(body, all))
                .ifPresent(more -> {
                    var all =
                            body.path("currency_options") instanceof ObjectNode now
                                    ? now
                                    : Json.object();
                    // An amount never changes: only currencies that were not there are added.
                    more.properties().forEach(e -> all.putIfAbsent(e.getKey(), e.getValue()));
                    if (!all.isEmpty()) body.set("currency_options", all);
                });
    }

    /** Docs: once set, the tax behaviour cannot be changed. */
    private static void checkBehavior(Item item, Params params) {
        var current = item.body().path("tax_behavior").asText();
        boolean same = params.text("tax_behavior").map(current::equals).orElse(true);
        if (!same && !current.equals("unspecified"))
            throw ApiError.parameterInvalid(
                    "tax_behavior",
                    "The tax behavior of a price cannot be changed once it is set.");
    }

    private Answer shown(Item item) {
        return Answer.ok(item.shown(shelf.now()));
    }
}
