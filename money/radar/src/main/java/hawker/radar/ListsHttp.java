package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.radar.RadarSql.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v1/radar/value_lists}. */
final class ListsHttp {

    static final String OBJECT = "radar.value_list";

    /** Who makes lists and items through the API. */
    static final String API = "API";

    private static final String URL = "/v1/radar/value_lists";
    private static final String ONE = URL + "/{id}";
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_]{1,100}");
    private static final int SHOWN_ITEMS = 10;

    private final Platform platform;
    private final RadarSql sql;
    private final Custom custom;
    private final OwnRulesSql rules = new OwnRulesSql();

    ListsHttp(Platform platform, RadarSql sql, Custom custom) {
        this.platform = platform;
        this.sql = sql;
        this.custom = custom;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        URL,
                        Shape.of(
                                Param.text("alias", 100).required(),
                                Param.text("name", 100).required(),
                                Param.oneOf("item_type", ItemType.words()),
                                Param.metadata()),
                        this::create),
                Operation.get(
                        URL,
                        Shape.of(
                                Param.text("alias", 100),
                                Param.text("contains", 800),
                                Param.range("created"),
                                Param.paging()),
                        this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(
                        ONE,
                        Shape.of(
                                Param.text("alias", 100),
                                Param.text("name", 100),
                                Param.metadata()),
                        this::update),
                Operation.delete(ONE, this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        var alias = checked(params.requiredText("alias"));
        if (DefaultList.isOne(alias)) throw taken(alias);
        var made =
                new ValueList(
                        platform.ids().ordinary("rsl", call.account()),
                        call.account(),
                        alias,
                        params.requiredText("name"),
                        params.text("item_type").map(ItemType::of).orElse(ItemType.STRING),
                        API,
                        params.metadata().orElse(Map.of()),
                        platform.clock().now());
        return call.write(tx -> {
            if (sql.countLists(tx, call.account()) >= ValueList.MOST_LISTS)
                throw ApiError.invalid(
                        "An account can have up to " + ValueList.MOST_LISTS + " value lists.");
            if (!sql.insert(tx, made)) throw taken(alias);
            return Answer.ok(json(tx, made));
        });
    }

    private static String checked(String alias) {
        if (!ALIAS.matcher(alias).matches())
            throw ApiError.parameterInvalid(
                    "alias",
                    "The alias may only have letters, digits and underscores, up to 100 of them.");
        return alias;
    }

    private static ApiError taken(String alias) {
        return ApiError.parameterInvalid(
                "alias", "A value list with the alias '" + alias + "' already exists.");
    }

    /** The lists that rules look into are there as soon as somebody asks for lists. */
    private Answer list(Call call) {
        var account = call.account();
        if (!call.read(tx -> sql.hasAlias(tx, account, DefaultList.ALL.getLast().alias())))
            platform.tx().doInAccount(account, tx -> makeDefaults(tx, account));
        var params = call.params();
        var span = Span.of(params.range("created"));
        return call.read(tx ->
                Paging.answer(
                        URL,
                        sql.lists(
                                tx,
                                account,
                                params.text("alias"),
                                params.text("contains"),
                                span,
                                call.page()),
                        call.page(),
                        list -> json(tx, list)));
    }

    private void makeDefaults(Tx tx, AccountId account) {
        for (var each : DefaultList.ALL)
            sql.insert(
                    tx,
                    new ValueList(
                            platform.ids().ordinary("rsl", account),
                            account,
                            each.alias(),
                            each.title(),
                            each.attribute().type,
                            "Hawker",
                            Map.of(),
                            platform.clock().now()));
    }

    private Answer retrieve(Call call) {
        return call.read(tx ->
                Answer.ok(
                        json(
                                tx,
                                sql.list(tx, call.account(), call.path("id"))
                                        .orElseThrow(() -> missing(call)))));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var now = locked(tx, call);
            var alias = params.text("alias").map(ListsHttp::checked).orElse(now.alias());
            if (!alias.equals(now.alias())) checkRename(tx, now, alias);
            var changed =
                    now.changed(
                            alias,
                            params.text("name").orElse(now.name()),
                            params.mergeMetadata(now.metadata()));
            sql.update(tx, changed);
            return Answer.ok(json(tx, changed));
        });
    }

    private void checkRename(Tx tx, ValueList now, String alias) {
        if (isUsed(tx, now)) throw used(now);
        if (DefaultList.isOne(alias) || sql.hasAlias(tx, now.account(), alias)) throw taken(alias);
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            var now = locked(tx, call);
            if (isUsed(tx, now)) throw used(now);
            sql.delete(tx, call.account(), now.id());
            tx.afterCommit(() -> custom.forget(call.account()));
            return Answer.deleted(OBJECT, now.id());
        });
    }

    private boolean isUsed(Tx tx, ValueList list) {
        return list.isDefault()
                || rules.standing(tx, list.account()).stream()
                        .anyMatch(rule -> rule.aliases().contains(list.alias()));
    }

    private static ApiError used(ValueList list) {
        return ApiError.invalid(
                "The value list @" + list.alias() + " is referenced by a rule and stays as it is.");
    }

    private ValueList locked(Tx tx, Call call) {
        return sql.lock(tx, call.account(), call.path("id")).orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing(OBJECT, call.path("id"));
    }

    /** A list with its newest items. */
    private ObjectNode json(Tx tx, ValueList list) {
        var first = PageRequest.first(SHOWN_ITEMS);
        var rows =
                sql.items(
                        tx,
                        list.account(),
                        list.id(),
                        Optional.empty(),
                        Span.of(Optional.empty()),
                        first);
        var items = Paging.page(rows, first).map(item -> ItemsHttp.json(list.account(), item));
        var node =
                Json.object()
                        .put("id", list.id())
                        .put("object", OBJECT)
                        .put("alias", list.alias())
                        .put("created", Json.seconds(list.created()))
                        .put("created_by", list.madeBy())
                        .put("item_type", list.type().word());
        node.set("list_items", Lists.of(ItemsHttp.URL + "?value_list=" + list.id(), items));
        node.put("livemode", list.account().livemode());
        node.set("metadata", Json.metadata(list.metadata()));
        return node.put("name", list.name());
    }
}
