package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.terminal.ThingsSql.Kind;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What locations, configurations and readers have in common: made, changed, listed, deleted. */
final class Things {

    private final Platform platform;
    private final ThingsSql sql = new ThingsSql();

    Things(Platform platform) {
        this.platform = platform;
    }

    Platform platform() {
        return platform;
    }

    ThingsSql sql() {
        return sql;
    }

    /** A new thing with its id, its mode and the metadata of the call. */
    ObjectNode fresh(Call call, Kind kind, String prefix) {
        var body =
                Json.object()
                        .put("id", platform.ids().ordinary(prefix, call.account()))
                        .put("object", kind.object)
                        .put("livemode", call.account().livemode());
        call.params()
                .metadata()
                .ifPresent(metadata -> body.set("metadata", Json.metadata(metadata)));
        return body;
    }

    Answer insert(Call call, Kind kind, ObjectNode body) {
        return call.write(tx -> {
            sql.insert(call.account(), tx, kind, body, platform.clock().now());
            return Answer.ok(body);
        });
    }

    ObjectNode found(Call call, Kind kind, String id) {
        return call.read(tx -> sql.find(call.account(), tx, kind, id))
                .orElseThrow(() -> ApiError.missing(kind.object, id));
    }

    Answer retrieve(Call call, Kind kind) {
        return Answer.ok(found(call, kind, call.path("id")));
    }

    /** Changes a thing under its lock. */
    Answer change(Call call, Kind kind, Consumer<ObjectNode> effect) {
        return call.write(tx -> Answer.ok(changed(tx, call, kind, effect)));
    }

    ObjectNode changed(Tx tx, Call call, Kind kind, Consumer<ObjectNode> effect) {
        var id = call.path("id");
        var body =
                sql.lock(call.account(), tx, kind, id)
                        .orElseThrow(() -> ApiError.missing(kind.object, id));
        effect.accept(body);
        sql.update(call.account(), tx, body);
        return body;
    }

    Answer delete(Call call, Kind kind) {
        var id = call.path("id");
        return call.write(tx -> {
            if (!sql.delete(call.account(), tx, kind, id)) throw ApiError.missing(kind.object, id);
            return Answer.deleted(kind.object, id);
        });
    }

    Answer list(Call call, Kind kind, String url, Predicate<ObjectNode> wanted) {
        var all =
                call.read(tx -> sql.all(call.account(), tx, kind)).stream().filter(wanted).toList();
        return Lists.answer(url, page(all, call.page(), kind));
    }

    private static Page<ObjectNode> page(List<ObjectNode> all, PageRequest page, Kind kind) {
        int from = page.after().map(id -> 1 + place(all, id, kind, "starting_after")).orElse(0);
        int to = page.before().map(id -> place(all, id, kind, "ending_before")).orElse(all.size());
        var rest = all.subList(Math.min(from, to), to);
        boolean more = rest.size() > page.limit();
        if (!more) return new Page<>(rest, false);
        return page.before().isPresent()
                ? new Page<>(rest.subList(rest.size() - page.limit(), rest.size()), true)
                : new Page<>(rest.subList(0, page.limit()), true);
    }

    private static int place(List<ObjectNode> all, String id, Kind kind, String param) {
        for (int i = 0; i < all.size(); i++)
            if (all.get(i).path("id").asText().equals(id)) return i;
        throw ApiError.missingReference(kind.object, id, param);
    }

    /** The metadata after a change. */
    static void metadata(Call call, ObjectNode body) {
        var current = Json.metadata(Json.text(body.path("metadata")));
        body.set("metadata", Json.metadata(call.params().mergeMetadata(current)));
    }
}
