package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.hosted.Typed.Problem;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code optional_items}: what a buyer may add to what is bought. They stand in the detail beside
 * the lines, each made as a line, with the quantity that it begins with. Adding one copies it to
 * the lines, under the same id; taking it off, which is always possible, takes the copy away.
 */
final class OptionalItems {

    static final String NAME = "optional_items";

    /** The names of the page's buttons; their values are the items' ids. */
    static final String ADD = "add_item";

    static final String REMOVE = "remove_item";

    private static final String KEPT = "optional";

    /** Limits of the API: items; lines and items together, by mode and by kind of price. */
    private static final int MOST = 10;

    private static final int MOST_LINES = 100;
    private static final int MOST_OF_A_KIND = 20;

    private OptionalItems() {}

    static Param param() {
        return Param.list(
                NAME,
                Param.hash(
                        "item",
                        Param.id("price").required(),
                        Param.integer("quantity", 1, LineParams.MOST).required(),
                        LineParams.adjustable()));
    }

    /** Makes the items of a new session, or link, and says of them what the API says. */
    static void keep(
            Tx tx,
            AccountId account,
            Lines lines,
            Params params,
            ObjectNode body,
            ObjectNode detail,
            boolean mayRecur) {
        var wanted = params.hashes(NAME);
        if (wanted.size() > MOST)
            throw ApiError.parameterInvalid(NAME, "At most 10 optional items can be given.");
        if (wanted.isEmpty()) return;
        var kept = detail.putArray(KEPT);
        var shown = body.putArray(NAME);
        for (var item : wanted) {
            var line = lines.line(tx, account, item, mayRecur, Cause.NONE);
            kept.add(line);
            show(shown.addObject(), line);
        }
    }

    /** Puts others in the place of those of a link, or none. */
    static void change(
            Tx tx,
            AccountId account,
            Lines lines,
            Params params,
            ObjectNode body,
            ObjectNode detail,
            boolean mayRecur) {
        if (params.has(NAME) || params.isUnset(NAME)) {
            body.remove(NAME);
            detail.remove(KEPT);
            keep(tx, account, lines, params, body, detail, mayRecur);
        }
        checkCount(detail, mayRecur);
    }

    private static void show(ObjectNode item, JsonNode line) {
        item.set("price", line.path("price"));
        item.set("quantity", line.path("quantity"));
        if (line.path("adjustable") instanceof ObjectNode bounds)
            item.set("adjustable_quantity", bounds.deepCopy().put("enabled", true));
        else item.putNull("adjustable_quantity");
    }

    /** Refuses more lines and items together than a session can have. */
    static void checkCount(JsonNode detail, boolean subscribes) {
        int recurring = 0;
        int once = 0;
        for (var name : List.of("lines", KEPT))
            for (var line : detail.path(name))
                if (line.path("recurs").asBoolean()) recurring++;
                else once++;
        var param = detail.path(KEPT).isEmpty() ? "line_items" : NAME;
        if (subscribes && (recurring > MOST_OF_A_KIND || once > MOST_OF_A_KIND))
            throw ApiError.parameterInvalid(
                    param,
                    "In `subscription` mode there can be at most 20 recurring prices and 20"
                            + " one-time prices, counted with the optional items.");
        if (recurring + once > MOST_LINES)
            throw ApiError.parameterInvalid(
                    param, "There can be at most 100 line items and optional items together.");
    }

    /** Everything that may be bought: each line, and each item as its line would be. */
    static List<JsonNode> possible(JsonNode detail) {
        var all = new ArrayList<JsonNode>();
        detail.path("lines").forEach(all::add);
        detail.path(KEPT).forEach(all::add);
        return all;
    }

    /**
     * Details with one of the items added each, so that whatever could not be sold is refused
     * before there is a session.
     */
    static List<ObjectNode> each(ObjectNode detail) {
        var details = new ArrayList<ObjectNode>();
        for (var item : detail.path(KEPT)) {
            var other = detail.deepCopy();
            other.withArray("/lines").add(item.deepCopy());
            details.add(other);
        }
        return details;
    }

    /** A visit of a link has items of its own, at what they cost now. */
    static void agree(Tx tx, AccountId account, Platform platform, Lines lines, ObjectNode detail) {
        for (var item : detail.path(KEPT)) {
            ((ObjectNode) item).put("id", platform.ids().ordinary("li", account));
            lines.agree(tx, account, (ObjectNode) item);
        }
    }

    /** Those that were not added. */
    static List<JsonNode> offered(JsonNode detail) {
        var offered = new ArrayList<JsonNode>();
        for (var item : detail.path(KEPT)) if (line(detail, id(item)).isEmpty()) offered.add(item);
        return offered;
    }

    static boolean isOptional(JsonNode detail, String id) {
        return kept(detail, id).isPresent();
    }

    /** Adds or takes off what the buyer has chosen. */
    static Optional<Problem> choose(ObjectNode detail, Function<String, Optional<String>> sent) {
        var off = sent.apply(REMOVE).filter(id -> isOptional(detail, id));
        off.ifPresent(id -> remove(detail, id));
        var added = sent.apply(ADD);
        if (added.isEmpty() || line(detail, added.get()).isPresent()) return Optional.empty();
        var item = kept(detail, added.get());
        if (item.isEmpty()) return Optional.of(new Problem(ADD, "This is not offered any more."));
        detail.withArray("/lines").add(item.get().deepCopy());
        return Optional.empty();
    }

    private static void remove(ObjectNode detail, String id) {
        var left = Json.object().putArray("lines");
        for (var line : detail.path("lines")) if (!id(line).equals(id)) left.add(line);
        detail.set("lines", left);
    }

    private static Optional<JsonNode> kept(JsonNode detail, String id) {
        return find(detail.path(KEPT), id);
    }

    private static Optional<JsonNode> line(JsonNode detail, String id) {
        return find(detail.path("lines"), id);
    }

    private static Optional<JsonNode> find(JsonNode lines, String id) {
        for (var line : lines) if (id(line).equals(id)) return Optional.of(line);
        return Optional.empty();
    }

    private static String id(JsonNode line) {
        return line.path("id").asText();
    }
}
