package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.radar.RadarSql.Span;
import java.util.List;

/** {@code /v1/radar/value_list_items}. */
final class ItemsHttp {

    static final String URL = "/v1/radar/value_list_items";

    private static final String OBJECT = "radar.value_list_item";
    private static final String ONE = URL + "/{id}";

    private final Platform platform;
    private final RadarSql sql;
    private final Custom custom;

    ItemsHttp(Platform platform, RadarSql sql, Custom custom) {
        this.platform = platform;
        this.sql = sql;
        this.custom = custom;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        URL,
                        Shape.of(
                                Param.id("value_list").required(),
                                Param.text("value", 800).required()),
                        this::create),
                Operation.get(
                        URL,
                        Shape.of(
                                Param.id("value_list").required(),
                                Param.text("value", 800),
                                Param.range("created"),
                                Param.paging()),
                        this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.delete(ONE, this::delete));
    }

    /** Under the list's lock, so that no list grows over its limit. */
    private Answer create(Call call) {
        var params = call.params();
        var listId = params.requiredText("value_list");
        var account = call.account();
        return call.write(tx -> {
            var list = sql.lock(tx, account, listId).orElseThrow(() -> noList(listId));
            var sent = params.requiredText("value");
            var value = list.type().read(sent).orElseThrow(() -> noValue(list, sent));
            if (sql.countItems(tx, account, listId) >= ValueList.MOST_ITEMS)
                throw ApiError.invalid(
                        "A value list can have up to " + ValueList.MOST_ITEMS + " items.");
            var item =
                    new ValueList.Item(
                            platform.ids().ordinary("rsli", account),
                            listId,
                            value,
                            ListsHttp.API,
                            platform.clock().now());
            if (!sql.insert(tx, account, item))
                throw ApiError.parameterInvalid(
                        "value", "The value list '" + list.alias() + "' already has this value.");
            tx.afterCommit(() -> custom.forget(account));
            return Answer.ok(json(account, item));
        });
    }

    private static ApiError noValue(ValueList list, String value) {
        return ApiError.parameterInvalid(
                "value",
                "The value '"
                        + (value.length() > 100 ? value.substring(0, 100) + "…" : value)
                        + "' is no valid "
                        + list.type().word()
                        + ".");
    }

    private static ApiError noList(String id) {
        return ApiError.missingReference(ListsHttp.OBJECT, id, "value_list");
    }

    private Answer list(Call call) {
        var params = call.params();
        var listId = params.requiredText("value_list");
        var account = call.account();
        return call.read(tx -> {
            var list = sql.list(tx, account, listId).orElseThrow(() -> noList(listId));
            var rows =
                    sql.items(
                            tx,
                            account,
                            listId,
                            params.text("value").map(list.type()::canonical),
                            Span.of(params.range("created")),
                            call.page());
            return Paging.answer(URL, rows, call.page(), item -> json(account, item));
        });
    }

    private Answer retrieve(Call call) {
        return call.read(tx ->
                Answer.ok(
                        json(
                                call.account(),
                                sql.item(tx, call.account(), call.path("id"))
                                        .orElseThrow(() -> missing(call)))));
    }

    private Answer delete(Call call) {
        var id = call.path("id");
        return call.write(tx -> {
            if (!sql.deleteItem(tx, call.account(), id)) throw missing(call);
            tx.afterCommit(() -> custom.forget(call.account()));
            return Answer.deleted(OBJECT, id);
        });
    }

    private static ApiError missing(Call call) {
        return ApiError.missing(OBJECT, call.path("id"));
    }

    static ObjectNode json(AccountId account, ValueList.Item item) {
        return Json.object()
                .put("id", item.id())
                .put("object", OBJECT)
                .put("created", Json.seconds(item.created()))
                .put("created_by", item.madeBy())
                .put("livemode", account.livemode())
                .put("value", item.value())
                .put("value_list", item.list());
    }
}
