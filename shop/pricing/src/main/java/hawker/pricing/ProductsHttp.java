package hawker.pricing;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import java.util.List;

/** {@code /v1/products}. */
final class ProductsHttp {

    private static final String BASE = "/v1/products";
    private static final String ONE = BASE + "/{id}";

    private static final Shape FIELDS =
            Shape.of(
                    Param.flag("active"),
                    Param.text("description", 40_000).nullable(),
                    Param.list("images", Param.text("image", 2048)).nullable(),
                    Param.list(
                                    "marketing_features",
                                    Param.hash("feature", Param.text("name", 80).required()))
                            .nullable(),
                    Param.metadata(),
                    Param.hash(
                                    "package_dimensions",
                                    Param.decimal("height").required(),
                                    Param.decimal("length").required(),
                                    Param.decimal("weight").required(),
                                    Param.decimal("width").required())
                            .nullable(),
                    Param.flag("shippable").nullable(),
                    Param.text("statement_descriptor", 22).nullable(),
                    Param.id("tax_code").nullable(),
                    Param.oneOf("type", "good", "service"),
                    Param.text("unit_label", 12).nullable(),
                    Param.text("url", 2048).nullable());

    private static final Shape CREATE =
            Shape.of(Param.text("name", 5000).required())
                    .plus(FIELDS.params().toArray(Param[]::new))
                    .plus(
                            Param.id("id"),
                            Param.hash(
                                    "default_price_data",
                                    PriceParams.AMOUNT
                                            .plus(Param.metadata())
                                            .params()
                                            .toArray(Param[]::new)));

    private static final Shape UPDATE =
            FIELDS.plus(Param.text("name", 5000), Param.id("default_price").nullable());

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.flag("active"),
                    Param.range("created"),
                    Param.texts("ids", 255),
                    Param.flag("shippable"),
                    Param.oneOf("type", "good", "service"),
                    Param.text("url", 2048));

    private final Shelf shelf;
    private final Products products;

    ProductsHttp(Shelf shelf, Products products) {
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
        var cause = Cause.of(call);
        return call.write(tx -> {
            var made = products.product(tx, call.account(), params, true, cause);
            var data = params.hash("default_price_data");
            if (data.isEmpty()) return shown(made);
            var body = PriceParams.price(data.get());
            body.put("product", made.id());
            data.get().metadata().ifPresent(m -> Fields.metadata(body, data.get()));
            var id = shelf.newId(call.account(), Kind.PRICE);
            var price = shelf.put(tx, call.account(), Kind.PRICE, id, body, cause);
            return shown(shelf.change(tx, made, b -> b.put("default_price", price.id()), cause));
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var wanted =
                new ShelfSql.Wanted(
                        Fields.like(params, List.of("type", "url"), List.of("active", "shippable")),
                        params.texts("ids"),
                        List.of(),
                        params.range("created"));
        var found = shelf.list(call.account(), Kind.PRODUCT, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> item.shown(shelf.now())));
    }

    private Answer retrieve(Call call) {
        return shown(shelf.named(call, Kind.PRODUCT));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var item = shelf.locked(tx, call, Kind.PRODUCT);
            params.text("default_price").ifPresent(price -> checkOwn(call, item, price));
            return shown(
                    shelf.change(
                            tx,
                            item,
                            body -> {
                                Products.fill(body, params);
                                Fields.texts(body, params, "default_price");
                            },
                            Cause.of(call)));
        });
    }

    private void checkOwn(Call call, Item product, String price) {
        boolean own =
                shelf.find(call.account(), Kind.PRICE, price)
                        .filter(p -> p.body().path("product").asText().equals(product.id()))
                        .isPresent();
        if (!own) throw ApiError.missingReference("price", price, "default_price");
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            var item = shelf.locked(tx, call, Kind.PRODUCT);
            if (products.hasPrices(tx, item))
                throw ApiError.invalid(
                        "This product cannot be deleted because it has one or more prices.");
            shelf.delete(tx, item, Cause.of(call));
            return Answer.deleted("product", item.id());
        });
    }

    private Answer shown(Item item) {
        return Answer.ok(item.shown(shelf.now()));
    }
}
