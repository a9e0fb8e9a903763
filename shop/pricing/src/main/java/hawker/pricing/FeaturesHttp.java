package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /v1/entitlements/features}: what a seller's program may allow a buyer; and {@code
 * /v1/products/{id}/features}: which products allow it. Nobody is told of them.
 */
final class FeaturesHttp {

    private static final String BASE = "/v1/entitlements/features";
    private static final String ONE = BASE + "/{id}";
    private static final String OF_PRODUCT = "/v1/products/{product}/features";

    private static final Shape CREATE =
            Shape.of(
                    Param.text("lookup_key", 80).required(),
                    Param.metadata(),
                    Param.text("name", 80).required());

    private static final Shape UPDATE =
            Shape.of(Param.flag("active"), Param.metadata(), Param.text("name", 80));

    private static final Shape LIST =
            Shape.of(Param.paging(), Param.flag("archived"), Param.text("lookup_key", 80));

    private static final Shape ATTACH = Shape.of(Param.id("entitlement_feature").required());

    private final Shelf shelf;
    private final ShelfSql sql;

    FeaturesHttp(Shelf shelf, ShelfSql sql) {
        this.shelf = shelf;
        this.sql = sql;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update),
                Operation.post(OF_PRODUCT, ATTACH, this::attach),
                Operation.get(OF_PRODUCT, Shape.of(Param.paging()), this::attached),
                Operation.get(OF_PRODUCT + "/{id}", Shape.of(), this::retrieveAttached),
                Operation.delete(OF_PRODUCT + "/{id}", this::detach));
    }

    private Answer create(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var body = Json.object().put("active", true);
            body.putObject("metadata");
            Fields.texts(body, params, "lookup_key", "name");
            Fields.metadata(body, params);
            var key = params.requiredText("lookup_key");
            return Answer.ok(put(tx, call, Kind.FEATURE, body, key, "lookup_key").body());
        });
    }

    /** Puts a thing there under a name that nothing else of its kind has. */
    private Item put(Tx tx, Call call, Kind kind, ObjectNode body, String name, String param) {
        var id = shelf.newId(call.account(), kind);
        body.put("id", id).put("object", kind.object());
        body.put("livemode", call.account().livemode());
        if (!sql.name(tx, call.account(), kind, name, id))
            throw ApiError.invalid(
                    "resource_already_exists", param, "There is one with this " + param + ".");
        var item = new Item(call.account(), kind, id, 1, shelf.now(), false, 0, body);
        if (!sql.insert(tx, item, Optional.empty()))
            throw new IllegalStateException("a fresh id is taken: " + id);
        return item;
    }

    /** Archived ones only where they are asked for. */
    private Answer list(Call call) {
        var params = call.params();
        var like = Fields.like(params, List.of("lookup_key"), List.of());
        like.put("active", !params.isTrue("archived"));
        var wanted = new ShelfSql.Wanted(like, List.of(), List.of(), Optional.empty());
        var found = shelf.list(call.account(), Kind.FEATURE, wanted, call.page());
        return Lists.answer(BASE, found.map(Item::body));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(shelf.named(call, Kind.FEATURE).body());
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var before = shelf.locked(tx, call, Kind.FEATURE);
            var body = before.body().deepCopy();
            Fields.flags(body, params, "active");
            Fields.texts(body, params, "name");
            Fields.metadata(body, params);
            var after = before.with(body);
            sql.update(tx, after);
            return Answer.ok(after.body());
        });
    }

    private Answer attach(Call call) {
        var wanted = call.params().requiredText("entitlement_feature");
        return call.write(tx -> {
            var product = product(tx, call);
            var feature =
                    shelf.find(tx, call.account(), Kind.FEATURE, wanted)
                            .filter(item -> item.body().path("active").asBoolean())
                            .orElseThrow(() ->
                                    ApiError.missingReference(
                                            "feature", wanted, "entitlement_feature"));
            var body = Json.object().put("product", product.id()).put("feature", wanted);
            var name = product.id() + " " + wanted;
            var item = put(tx, call, Kind.PRODUCT_FEATURE, body, name, "entitlement_feature");
            return Answer.ok(shown(item, feature.body()));
        });
    }

    private Item product(Tx tx, Call call) {
        var id = call.path("product");
        return shelf.find(tx, call.account(), Kind.PRODUCT, id)
                .orElseThrow(() -> ApiError.missing("product", id));
    }

    private Answer attached(Call call) {
        var product = call.read(tx -> product(tx, call));
        var like = Json.object().put("product", product.id());
        var wanted = new ShelfSql.Wanted(like, List.of(), List.of(), Optional.empty());
        var found = shelf.list(call.account(), Kind.PRODUCT_FEATURE, wanted, call.page());
        var ids = found.items().stream().map(FeaturesHttp::feature).toList();
        var features = shelf.fetch(call.account(), Kind.FEATURE, ids);
        return Lists.answer(
                "/v1/products/" + product.id() + "/features",
                found.map(item -> shown(item, features)));
    }

    private static ObjectNode shown(Item item, Map<String, ObjectNode> features) {
        var feature = features.get(feature(item));
        if (feature == null) throw new IllegalStateException("no feature of " + item.id());
        return shown(item, feature);
    }

    private static String feature(Item item) {
        return item.body().path("feature").asText();
    }

    private static ObjectNode shown(Item item, ObjectNode feature) {
        var node =
                Json.object()
                        .put("id", item.id())
                        .put("object", "product_feature")
                        .put("livemode", item.account().livemode());
        node.set("entitlement_feature", feature);
        return node;
    }

    private Answer retrieveAttached(Call call) {
        var item = call.read(tx -> attached(tx, call));
        var features = shelf.fetch(call.account(), Kind.FEATURE, List.of(feature(item)));
        return Answer.ok(shown(item, features));
    }

    private Item attached(Tx tx, Call call) {
        return shelf.find(tx, call.account(), Kind.PRODUCT_FEATURE, call.path("id"))
                .filter(item -> item.body().path("product").asText().equals(call.path("product")))
                .orElseThrow(() -> Shelf.missing(call, Kind.PRODUCT_FEATURE));
    }

    private Answer detach(Call call) {
        return call.write(tx -> {
            var item = attached(tx, call);
            sql.delete(tx, item);
            sql.unname(tx, item.account(), item.kind(), item.id());
            return Answer.ok(
                    Json.object()
                            .put("id", item.id())
                            .put("object", "product_feature")
                            .put("deleted", true));
        });
    }
}
