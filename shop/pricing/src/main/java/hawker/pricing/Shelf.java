package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where all that is declared stands: put there, found, listed, changed, taken away, and told. */
final class Shelf {

    private final Platform platform;
    private final ShelfSql sql;
    private final Happenings happenings;

    Shelf(Platform platform, ShelfSql sql, Happenings happenings) {
        this.platform = platform;
        this.sql = sql;
        this.happenings = happenings;
    }

    Instant now() {
        return platform.clock().now();
    }

    /** An id for a new thing. */
    String newId(AccountId account, Kind kind) {
        return kind == Kind.COUPON ? code() : platform.ids().ordinary(kind.prefix(), account);
    }

    /** A price that is made as a plan has a plan's id. */
    String newPlanId(AccountId account) {
        return platform.ids().ordinary("plan", account);
    }

    /** Eight upper-case characters, as coupons are called that nobody named. */
    String code() {
        return platform.ids().token(8).toUpperCase(Locale.ROOT);
    }

    /**
     * Puts a new thing there and tells of it.
     *
     * @param body all that is its own; id, object, created and livemode are added
     * @throws ApiError 400 if the id is taken
     */
    Item put(Tx tx, AccountId account, Kind kind, String id, ObjectNode body, Cause cause) {
        var now = now();
        body.put("id", id);
        body.put("object", kind.object());
        body.put("created", Json.seconds(now));
        body.put("livemode", account.livemode());
        var item = new Item(account, kind, id, 1, now, false, 0, body);
        var most = body.path("max_redemptions");
        if (!sql.insert(tx, item, most.isNumber() ? Optional.of(most.asLong()) : Optional.empty()))
            throw ApiError.invalid(
                    "resource_already_exists",
                    "id",
                    kind.object() + " already exists with the ID " + id + ".");
        happenings.created(tx, item, cause);
        return item;
    }

    Optional<Item> find(Tx tx, AccountId account, Kind kind, String id) {
        return sql.find(tx, account, kind, id).filter(item -> !item.deleted());
    }

    Optional<Item> find(AccountId account, Kind kind, String id) {
        return platform.tx().readAccount(account, tx -> find(tx, account, kind, id));
    }

    /** The thing that a request's path names. */
    Item named(Call call, Kind kind) {
        return find(call.account(), kind, call.path("id")).orElseThrow(() -> missing(call, kind));
    }

    Item locked(Tx tx, Call call, Kind kind) {
        return sql.lock(tx, call.account(), kind, call.path("id"))
                .filter(item -> !item.deleted())
                .orElseThrow(() -> missing(call, kind));
    }

    static ApiError missing(Call call, Kind kind) {
        return ApiError.missing(kind.object(), call.path("id"));
    }

    Page<Item> list(AccountId account, Kind kind, ShelfSql.Wanted wanted, PageRequest page) {
        var cursor = page.after().or(page::before);
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var at = cursor.flatMap(id -> sql.find(tx, account, kind, id));
                            if (cursor.isPresent() && at.isEmpty())
                                throw ApiError.missingReference(
                                        kind.object(),
                                        cursor.get(),
                                        page.after().isPresent()
                                                ? "starting_after"
                                                : "ending_before");
                            var found = sql.list(tx, account, kind, wanted, page, at);
                            var cut = Page.of(found, page.limit());
                            return page.before().isPresent()
                                    ? new Page<>(cut.items().reversed(), cut.hasMore())
                                    : cut;
                        });
    }

    /** Changes a thing and tells of it; a change that changes nothing is not told. */
    Item change(Tx tx, Item before, Consumer<ObjectNode> change, Cause cause) {
        var body = before.body().deepCopy();
        change.accept(body);
        if (body.equals(before.body())) return before;
        if (before.kind() == Kind.PRODUCT) body.put("updated", Json.seconds(now()));
        var after = before.with(body);
        sql.update(tx, after);
        happenings.updated(tx, before, after, cause);
        return after;
    }

    void delete(Tx tx, Item item, Cause cause) {
        sql.delete(tx, item);
        sql.unname(tx, item.account(), item.kind(), item.id());
        sql.forget(tx, item);
        happenings.deleted(tx, item, cause);
    }

    /** Things as the API shows them, for expanding; deleted ones say so. */
    Map<String, ObjectNode> fetch(AccountId account, Kind kind, Collection<String> ids) {
        return platform.tx().readAccount(account, tx -> fetch(tx, account, kind, ids));
    }

    Map<String, ObjectNode> fetch(Tx tx, AccountId account, Kind kind, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var item : sql.findAll(tx, account, kind, List.copyOf(ids)))
            found.put(item.id(), item.deleted() ? gone(item) : item.shown(now()));
        return found;
    }

    private static ObjectNode gone(Item item) {
        return Json.object()
                .put("id", item.id())
                .put("object", item.kind().object())
                .put("deleted", true);
    }
}
