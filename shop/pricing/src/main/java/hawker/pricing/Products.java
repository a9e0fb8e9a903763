package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Tx;

/** Makes products and prices; whoever declares one along with something else asks here. */
final class Products {

    private final Shelf shelf;
    private final ShelfSql sql;

    Products(Shelf shelf, ShelfSql sql) {
        this.shelf = shelf;
        this.sql = sql;
    }

    /** A product of its parameters, or of {@code product_data}. */
    Item product(Tx tx, AccountId account, Params params, boolean active, Cause cause) {
        var body =
                Fields.nulls(
                        "default_price",
                        "description",
                        "package_dimensions",
                        "shippable",
                        "statement_descriptor",
                        "tax_code",
                        "tax_details",
                        "unit_label",
                        "url");
        body.put("active", params.has("active") ? params.isTrue("active") : active);
        body.put("name", params.requiredText("name"));
        body.put("type", "service");
        body.putArray("images");
        body.putArray("marketing_features");
        body.put("updated", Json.seconds(shelf.now()));
        fill(body, params);
        var id = params.text("id").orElseGet(() -> shelf.newId(account, Kind.PRODUCT));
        return shelf.put(tx, account, Kind.PRODUCT, id, body, cause);
    }

    /** What a product's parameters say, in a new or a changed one. */
    static void fill(ObjectNode body, Params params) {
        Fields.texts(body, params, "description", "statement_descriptor", "unit_label", "url");
        Fields.texts(body, params, "name", "type");
        Fields.flags(body, params, "active", "shippable");
        Fields.list(body, params, "images");
        Fields.metadata(body, params);
        if (params.isUnset("tax_code")) body.putNull("tax_code");
        params.text("tax_code")
                .ifPresent(code -> body.put("tax_code", TaxCodes.known(code, params)));
        if (params.isUnset("package_dimensions")) body.putNull("package_dimensions");
        params.hash("package_dimensions")
                .ifPresent(size -> {
                    var node = body.putObject("package_dimensions");
                    for (var name : new String[] {"height", "length", "weight", "width"})
                        node.put(name, new java.math.BigDecimal(size.requiredText(name)));
                });
        if (params.isUnset("marketing_features")) body.putArray("marketing_features");
        if (params.has("marketing_features")) {
            var features = body.putArray("marketing_features");
            for (var feature : params.hashes("marketing_features"))
                features.addObject().put("name", feature.requiredText("name"));
        }
    }

    /** A price made of parameters, for a product that exists or is made with it. */
    Item price(Tx tx, AccountId account, Params params, ObjectNode body, String id, Cause cause) {
        var data = params.hash("product_data").or(() -> params.hash("product"));
        var known = params.text("product");
        if (data.isPresent() == known.isPresent())
            throw known.isPresent()
                    ? ApiError.parametersExclusive(
                            params.nameOf("product"), params.nameOf("product_data"))
                    : ApiError.parameterMissing(params.nameOf("product"));
        boolean active = body.path("active").asBoolean();
        var product =
                known.map(p -> existing(tx, account, p, params.nameOf("product")))
                        .orElseGet(() -> product(tx, account, data.orElseThrow(), active, cause));
        body.put("product", product.id());
        var item = shelf.put(tx, account, Kind.PRICE, id, body, cause);
        Fields.text(body, "lookup_key")
                .ifPresent(key -> name(tx, item, key, params.isTrue("transfer_lookup_key"), cause));
        return item;
    }

    Item existing(Tx tx, AccountId account, String product, String param) {
        // The lock keeps the product from being deleted before its price is there.
        return sql.lock(tx, account, Kind.PRODUCT, product)
                .filter(item -> !item.deleted())
                .orElseThrow(() -> ApiError.missingReference("product", product, param));
    }

    /** Gives a price its lookup key, taking it from the one that has it where that is asked for. */
    void name(Tx tx, Item price, String key, boolean transfer, Cause cause) {
        var account = price.account();
        var holder = sql.named(tx, account, Kind.PRICE, key).filter(id -> !id.equals(price.id()));
        if (holder.isPresent() && transfer)
            sql.lock(tx, account, Kind.PRICE, holder.get())
                    .ifPresent(other -> {
                        sql.unname(tx, account, Kind.PRICE, other.id());
                        shelf.change(tx, other, body -> body.putNull("lookup_key"), cause);
                    });
        sql.unname(tx, account, Kind.PRICE, price.id());
        if (!sql.name(tx, account, Kind.PRICE, key, price.id()))
            throw ApiError.parameterInvalid(
                    "lookup_key",
                    "A price (" + holder.orElse("another") + ") already uses that lookup key.");
    }

    void unname(Tx tx, Item price) {
        sql.unname(tx, price.account(), Kind.PRICE, price.id());
    }

    boolean hasPrices(Tx tx, Item product) {
        return sql.hasPrices(tx, product.account(), product.id());
    }
}
