package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Currency;
import hawker.kernel.Page;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;

/** {@code /v1/payment_links}. */
final class LinksHttp {

    private static final String BASE = "/v1/payment_links";
    private static final String ONE = BASE + "/{id}";

    private static final String SHIPPING = "shipping_options";

    private static final Shape LIST = Shape.of(Param.paging(), Param.flag("active"));

    private final Platform platform;
    private final LinksSql sql;
    private final Lines lines;
    private final Creating creating;
    private final Selling selling;
    private final LinkLimits limits;
    private final Happenings happenings;
    private final String origin;

    LinksHttp(
            Platform platform,
            LinksSql sql,
            Lines lines,
            Creating creating,
            Selling selling,
            LinkLimits limits,
            Happenings happenings,
            String origin) {
        this.platform = platform;
        this.sql = sql;
        this.lines = lines;
        this.creating = creating;
        this.selling = selling;
        this.limits = limits;
        this.happenings = happenings;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, LinkParams.CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, LinkParams.UPDATE, this::update),
                Operation.get(ONE + "/line_items", Shape.of(Param.paging()), this::lineItems));
    }

    private Answer create(Call call) {
        var params = call.params();
        if (params.hashes("line_items").isEmpty()) throw ApiError.parameterMissing("line_items");
        var account = call.account();
        var shares = ShareTerms.of(call.platform(), account, params);
        selling.checkShares(account, shares, "");
        selling.checkIssuers(account, params);
        shares.checkTypes(params.texts("payment_method_types"));
        return call.write(tx -> {
            var id = new PaymentLink.Id(platform.ids().ordinary("plink", account));
            var detail = Json.object();
            var all = detail.putArray("lines");
            for (var line : params.hashes("line_items"))
                all.add(lines.line(tx, account, line, true, Cause.of(call)));
            var currency =
                    params.currency("currency")
                            .orElseGet(() -> lines.price(tx, account, all.get(0)).currency());
            var body = LinkParams.blank(id, origin);
            body.put("livemode", account.livemode()).put("currency", currency.code());
            boolean subscribes = Lines.recurs(detail);
            if (subscribes) {
                creating.subscription(tx, account, params, detail);
                body.put("payment_method_collection", "always");
            }
            shares.checkLink(subscribes);
            shares.keep(detail);
            shares.showLink(body, account);
            detail.putArray("rebates");
            write(tx, call, body, detail);
            var link = new PaymentLink(id, account, 1, true, platform.clock().now(), body, detail);
            sql.insert(tx, link);
            happenings.tell(tx, link, Happenings.LINK_CREATED, call.cause());
            return Answer.ok(link.render());
        });
    }

    /** Writes what is said into a link, and prices it, so that one that cannot be paid is not. */
    private void write(Tx tx, Call call, ObjectNode body, ObjectNode detail) {
        var account = call.account();
        var params = call.params();
        boolean subscribes = Lines.recurs(detail);
        LinkParams.write(body, params);
        if (subscribes) LinkParams.subscribing(body, detail, params);
        else LinkParams.paying(body, detail, params);
        OptionalItems.change(tx, account, lines, params, body, detail, subscribes);
        if (params.has(SHIPPING) || params.isUnset(SHIPPING)) {
            var currency = Currency.of(body.path("currency").asText());
            creating.shipping(tx, account, params, body, detail, currency, Cause.of(call));
        }
        var priced = body.deepCopy();
        lines.addUp(tx, account, priced, detail);
        priced.put("mode", subscribes ? "subscription" : "payment");
        selling.check(tx, account, priced, detail);
        ShareTerms.check(detail, priced.path("amount_total").asLong(), "");
        creating.checkOptional(tx, account, priced, detail);
    }

    private Answer list(Call call) {
        var like = Json.object();
        call.params().flag("active").ifPresent(active -> like.put("active", active));
        var page = call.page();
        var id = page.after().or(page::before);
        var found =
                call.read(tx -> {
                    var cursor =
                            id.flatMap(at -> sql.find(tx, call.account(), new PaymentLink.Id(at)));
                    if (id.isPresent() && cursor.isEmpty())
                        throw ApiError.missingReference("payment_link", id.get(), "starting_after");
                    var wanted = new LinksSql.Wanted(like, java.util.Optional.empty());
                    return Page.of(
                            sql.list(tx, call.account(), wanted, page, cursor), page.limit());
                });
        var items = page.before().isPresent() ? found.items().reversed() : found.items();
        return Lists.answer(BASE, new Page<>(items, found.hasMore()).map(PaymentLink::render));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(found(call).render());
    }

    private PaymentLink found(Call call) {
        var id = new PaymentLink.Id(call.path("id"));
        return call.read(tx -> sql.find(tx, call.account(), id)).orElseThrow(() -> missing(call));
    }

    private Answer update(Call call) {
        var id = new PaymentLink.Id(call.path("id"));
        selling.checkIssuers(call.account(), call.params());
        return call.write(tx -> {
            var link = sql.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            var body = link.body().deepCopy();
            var detail = link.detail().deepCopy();
            for (var said : call.params().hashes("line_items"))
                LineParams.change(line(detail, said), said);
            SubscriptionData.change(detail, call.params());
            ShareTerms.kept(detail.path(ShareTerms.KEPT))
                    .checkTypes(call.params().texts("payment_method_types"));
            write(tx, call, body, detail);
            limits.check(tx, link, call.params());
            boolean active = call.params().flag("active").orElse(link.active());
            var changed = link.with(body, detail, active);
            if (active && LinkLimits.isUsedUp(changed))
                throw ApiError.parameterInvalid(
                        "active", "This payment link was paid as often as its restrictions allow.");
            sql.update(tx, changed);
            happenings.tell(tx, changed, Happenings.LINK_UPDATED, call.cause());
            return Answer.ok(changed.render());
        });
    }

    private static ObjectNode line(ObjectNode detail, Params said) {
        var id = said.requiredText("id");
        for (var line : detail.path("lines"))
            if (line.path("id").asText().equals(id)) return (ObjectNode) line;
        throw ApiError.missingReference("line item", id, said.nameOf("id"));
    }

    private Answer lineItems(Call call) {
        var link = found(call);
        var items = call.read(tx -> lines.items(tx, link));
        int end = Math.min(items.size(), call.page().limit());
        return Answer.ok(
                Lists.of(
                        BASE + "/" + link.id() + "/line_items",
                        items.subList(0, end),
                        end < items.size()));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("payment_link", call.path("id"));
    }
}
