package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.platform.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /v1/promotion_codes}. */
final class PromotionCodesHttp {

    private static final String BASE = "/v1/promotion_codes";
    private static final String ONE = BASE + "/{id}";
    private static final Param OPTIONS = PriceParams.currencies(Param.amount("minimum_amount"));

    private static final Shape CREATE =
            Shape.of(
                    Param.flag("active"),
                    Param.text("code", 500),
                    Param.id("coupon"),
                    Param.id("customer"),
                    Param.timestamp("expires_at"),
                    Param.integer("max_redemptions", 1, 1_000_000_000),
                    Param.metadata(),
                    Param.hash(
                            "promotion",
                            Param.oneOf("type", "coupon").required(),
                            Param.id("coupon")),
                    Param.hash(
                            "restrictions",
                            OPTIONS,
                            Param.flag("first_time_transaction"),
                            Param.amount("minimum_amount"),
                            Param.currency("minimum_amount_currency")));

    private static final Shape UPDATE =
            Shape.of(Param.flag("active"), Param.metadata(), Param.hash("restrictions", OPTIONS));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.flag("active"),
                    Param.text("code", 500),
                    Param.id("coupon"),
                    Param.range("created"),
                    Param.id("customer"));

    private final Shelf shelf;
    private final ShelfSql sql;
    private final CustomerCheck customers;

    PromotionCodesHttp(Shelf shelf, ShelfSql sql, CustomerCheck customers) {
        this.shelf = shelf;
        this.sql = sql;
        this.customers = customers;
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
        var account = call.account();
        // Older programs name the coupon at the top.
        var inside = params.hash("promotion").flatMap(p -> p.text("coupon"));
        var param = inside.isPresent() ? "promotion[coupon]" : "coupon";
        var coupon =
                inside.or(() -> params.text("coupon"))
                        .orElseThrow(() -> ApiError.parameterMissing("promotion"));
        params.text("customer")
                .filter(id -> !customers.exists(account, id))
                .ifPresent(id -> {
                    throw ApiError.missingReference("customer", id, "customer");
                });
        var body = body(params, coupon);
        return call.write(tx -> {
            if (shelf.find(tx, account, Kind.COUPON, coupon).isEmpty())
                throw ApiError.missingReference("coupon", coupon, param);
            var id = shelf.newId(account, Kind.PROMOTION_CODE);
            if (body.path("active").asBoolean()) name(tx, call, id, body);
            return shown(shelf.put(tx, account, Kind.PROMOTION_CODE, id, body, Cause.of(call)));
        });
    }

    private ObjectNode body(Params params, String coupon) {
        var body = Fields.nulls("customer", "customer_account", "expires_at", "max_redemptions");
        var code = params.text("code").orElseGet(shelf::code);
        if (!code.matches("[A-Za-z0-9_-]+"))
            throw ApiError.parameterInvalid("code", "A code has letters, digits, - and _ only.");
        var end = params.timestamp("expires_at");
        if (end.map(e -> !e.isAfter(shelf.now())).orElse(false))
            throw ApiError.parameterInvalid("expires_at", "expires_at must be in the future.");
        body.put("code", code);
        body.put("active", true);
        body.putObject("promotion").put("coupon", coupon).put("type", "coupon");
        Fields.flags(body, params, "active");
        Fields.texts(body, params, "customer");
        Fields.integers(body, params, "max_redemptions");
        Fields.times(body, params, "expires_at");
        Fields.metadata(body, params);
        var restrictions = body.putObject("restrictions");
        restrictions.put("first_time_transaction", false);
        restrictions.putNull("minimum_amount").putNull("minimum_amount_currency");
        params.hash("restrictions").ifPresent(r -> restrict(restrictions, r));
        return body;
    }

    private static void restrict(ObjectNode restrictions, Params params) {
        if (params.has("minimum_amount") != params.has("minimum_amount_currency"))
            throw ApiError.parameterMissing(
                    params.nameOf(
                            params.has("minimum_amount")
                                    ? "minimum_amount_currency"
                                    : "minimum_amount"));
        Fields.flags(restrictions, params, "first_time_transaction");
        Fields.integers(restrictions, params, "minimum_amount");
        params.currency("minimum_amount_currency")
                .ifPresent(c -> restrictions.put("minimum_amount_currency", c.code()));
        options(restrictions, params);
    }

    private static void options(ObjectNode restrictions, Params params) {
        var sent = params.hash("currency_options");
        if (sent.isEmpty()) return;
        var all = restrictions.withObject("/currency_options");
        for (var each : java.util.Currency.getAvailableCurrencies()) {
            var code = each.getCurrencyCode().toLowerCase(Locale.ROOT);
            sent.get()
                    .hash(code)
                    .flatMap(option -> option.integer("minimum_amount"))
                    .ifPresent(amount -> all.putObject(code).put("minimum_amount", amount));
        }
    }

    /** An active code is one code's in any case of its letters. */
    private void name(Tx tx, Call call, String id, ObjectNode body) {
        var code = body.path("code").asText();
        if (!sql.name(tx, call.account(), Kind.PROMOTION_CODE, code.toUpperCase(Locale.ROOT), id))
            throw ApiError.parameterInvalid(
                    "code", "An active promotion code with `code: " + code + "` already exists.");
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Fields.like(params, List.of("code", "customer"), List.of("active"));
        params.text("code")
                .flatMap(code -> spelled(call, code))
                .ifPresent(code -> like.put("code", code));
        params.text("coupon").ifPresent(c -> like.putObject("promotion").put("coupon", c));
        var wanted = new ShelfSql.Wanted(like, List.of(), List.of(), params.range("created"));
        var found = shelf.list(call.account(), Kind.PROMOTION_CODE, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> item.shown(shelf.now())));
    }

    /** An active code as its seller writes it, however it is typed. */
    private Optional<String> spelled(Call call, String typed) {
        var name = typed.toUpperCase(Locale.ROOT);
        return call.read(tx ->
                sql.named(tx, call.account(), Kind.PROMOTION_CODE, name)
                        .flatMap(id -> sql.find(tx, call.account(), Kind.PROMOTION_CODE, id))
                        .map(item -> item.body().path("code").asText()));
    }

    private Answer retrieve(Call call) {
        return shown(shelf.named(call, Kind.PROMOTION_CODE));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var item = shelf.locked(tx, call, Kind.PROMOTION_CODE);
            boolean was = item.body().path("active").asBoolean();
            boolean is = params.flag("active").orElse(was);
            if (was && !is) sql.unname(tx, call.account(), Kind.PROMOTION_CODE, item.id());
            if (is && !was) name(tx, call, item.id(), item.body());
            return shown(
                    shelf.change(
                            tx,
                            item,
                            body -> {
                                Fields.flags(body, params, "active");
                                Fields.metadata(body, params);
                                params.hash("restrictions")
                                        .ifPresent(
                                                r -> options(body.withObject("/restrictions"), r));
                            },
                            Cause.of(call)));
        });
    }

    private Answer shown(Item item) {
        return Answer.ok(item.shown(shelf.now()));
    }
}
