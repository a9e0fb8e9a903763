package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.pricing.Pricing;

/** The parameters of one line: of a new one, and of one that is changed. */
final class LineParams {

    static final long MOST = 999_999;

    private static final String ADJUSTABLE = "adjustable";

    private LineParams() {}

    /** A line of a new session. */
    static Param ofSessions() {
        return Param.hash(
                "line",
                Param.id("price"),
                Pricing.priceData(),
                Param.integer("quantity", 1, MOST),
                adjustable(),
                Param.metadata(),
                Param.texts("tax_rates", 255));
    }

    /** A line of a new link. */
    static Param ofLinks() {
        return Param.hash(
                "line",
                Param.id("price"),
                Pricing.priceData(),
                Param.integer("quantity", 1, MOST),
                adjustable(),
                Param.texts("tax_rates", 255));
    }

    /** A line that a link has already. */
    static Param ofChange() {
        return Param.hash(
                "line",
                Param.id("id").required(),
                Param.integer("quantity", 1, MOST),
                adjustable());
    }

    /** A line of a session that is there: a known one, or another. */
    static Param ofSessionChange() {
        return Param.hash(
                "line",
                Param.id("id"),
                Param.id("price"),
                Pricing.priceData(),
                Param.integer("quantity", 1, MOST),
                adjustable(),
                Param.metadata(),
                Param.texts("tax_rates", 255).nullable());
    }

    /** Whether the buyer may change a quantity, and within which bounds. */
    static Param adjustable() {
        return Param.hash(
                "adjustable_quantity",
                Param.flag("enabled").required(),
                Param.integer("minimum", 0, MOST),
                Param.integer("maximum", 1, MOST));
    }

    /** Writes how many a new line begins with. */
    static void quantity(ObjectNode line, Params params) {
        if (!params.has("quantity")) throw ApiError.parameterMissing(params.nameOf("quantity"));
        bounded(line, params);
    }

    /** Changes what is said of a line that is there; what is not said stays. */
    static void change(ObjectNode line, Params params) {
        if (Metered.is(line)) Metered.mark(line, params);
        else bounded(line, params);
        var metadata = Json.metadata(Json.text(line.withObject("/metadata")));
        line.set("metadata", Json.metadata(params.mergeMetadata(metadata)));
    }

    private static void bounded(ObjectNode line, Params params) {
        params.integer("quantity").ifPresent(quantity -> line.put("quantity", quantity));
        params.hash("adjustable_quantity")
                .ifPresent(said -> {
                    line.remove(ADJUSTABLE);
                    if (said.isTrue("enabled"))
                        line.putObject(ADJUSTABLE)
                                .put("minimum", said.integer("minimum").orElse(0L))
                                .put("maximum", said.integer("maximum").orElse(99L));
                });
        if (!(line.path(ADJUSTABLE) instanceof ObjectNode bounds)) return;
        long quantity = line.path("quantity").asLong();
        if (bounds.path("minimum").asLong() > quantity
                || quantity > bounds.path("maximum").asLong())
            throw ApiError.parameterInvalid(
                    params.has("adjustable_quantity")
                            ? params.nameOf("adjustable_quantity") + "[maximum]"
                            : params.nameOf("quantity"),
                    "The quantity must be from minimum to maximum.");
    }
}
