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
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.platform.Platform;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Map;

/** {@code /v1/payment_links}. */
final class LinksHttp {

    private static final String BASE = "/v1/payment_links";
    private static final String ONE = BASE + "/{id}";

    private static final Param AFTER =
            Param.hash(
                    "after_completion",
                    Param.oneOf("type", "hosted_confirmation", "redirect").required(),
                    Param.hash("redirect", Param.text("url", 2048).required()),
                    Param.hash("hosted_confirmation", Param.text("custom_message", 500)));

    private static final Shape CREATE =
            Shape.of(
                    Param.list("line_items", Lines.param()).required(),
                    AFTER,
                    Param.flag("allow_promotion_codes"),
                    Param.hash(
                            "consent_collection",
                            Param.oneOf("terms_of_service", "none", "required")),
                    Param.currency("currency"),
                    Param.text("inactive_message", 500),
                    Param.metadata(),
                    Param.hash(
                            "payment_intent_data",
                            Param.oneOf("capture_method", "automatic", "automatic_async", "manual"),
                            Param.text("description", 1000),
                            Param.metadata(),
                            Param.oneOf("setup_future_usage", "on_session", "off_session"),
                            Param.text("statement_descriptor", 22),
                            Param.text("statement_descriptor_suffix", 22),
                            Param.text("transfer_group", 255)),
                    Param.hash(
                            "shipping_address_collection",
                            Param.texts("allowed_countries", 2).required()),
                    Param.list(
                            "shipping_options",
                            Param.hash("option", Param.id("shipping_rate").required())),
                    Param.oneOf("billing_address_collection", "auto", "required"),
                    Param.oneOf("customer_creation", "always", "if_required"),
                    InvoiceCreation.param(),
                    Param.oneOf("payment_method_collection", "always", "if_required"),
                    SubscriptionData.ofLinks(),
                    Param.oneOf("submit_type", "auto", "book", "donate", "pay", "subscribe"));

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    AFTER,
                    Param.flag("allow_promotion_codes"),
                    Param.text("inactive_message", 500).nullable(),
                    Param.metadata());

    private static final Shape LIST = Shape.of(Param.paging(), Param.flag("active"));

    private final Platform platform;
    private final LinksSql sql;
    private final Lines lines;
    private final Creating creating;
    private final Selling selling;
    private final Happenings happenings;
    private final String origin;

    LinksHttp(
            Platform platform,
            LinksSql sql,
            Lines lines,
            Creating creating,
            Selling selling,
            Happenings happenings,
            String origin) {
        this.platform = platform;
        this.sql = sql;
        this.lines = lines;
        this.creating = creating;
        this.selling = selling;
        this.happenings = happenings;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update),
                Operation.get(ONE + "/line_items", Shape.of(Param.paging()), this::lineItems));
    }

    private Answer create(Call call) {
        var params = call.params();
        if (params.hashes("line_items").isEmpty()) throw ApiError.parameterMissing("line_items");
        Checking.checkCountries(params);
        var account = call.account();
        return call.write(tx -> {
            var id = new PaymentLink.Id(platform.ids().ordinary("plink", account));
            var detail = Json.object();
            var all = detail.putArray("lines");
            for (var line : params.hashes("line_items"))
                all.add(lines.line(tx, account, line, true, Cause.of(call)));
            var currency =
                    params.currency("currency")
                            .orElseGet(() -> lines.price(tx, account, all.get(0)).currency());
            var body = body(id, account, params);
            body.put("currency", currency.code());
            if (Lines.recurs(detail)) {
                creating.subscription(tx, account, params, detail);
                subscribing(body, detail, params);
            } else paying(body, params);
            creating.shipping(tx, account, params, body, detail, currency, Cause.of(call));
            detail.putArray("rebates");
            params.hash("payment_intent_data")
                    .ifPresent(d -> detail.set("intent", Creating.intent(d)));
            // Priced once here, so that a link that could never be paid is not made.
            var priced = body.deepCopy();
            lines.addUp(tx, account, priced, detail);
            selling.check(
                    tx,
                    account,
                    priced.put("mode", Lines.recurs(detail) ? "subscription" : "payment"),
                    detail);
            var link = new PaymentLink(id, account, 1, true, platform.clock().now(), body, detail);
            sql.insert(tx, link);
            happenings.tell(tx, link, Happenings.LINK_CREATED);
            return Answer.ok(link.render());
        });
    }

    private ObjectNode body(PaymentLink.Id id, AccountId account, Params params) {
        var body = Json.object();
        for (var name :
                List.of(
                        "application",
                        "application_fee_amount",
                        "application_fee_percent",
                        "consent_collection",
                        "inactive_message",
                        "managed_payments",
                        "on_behalf_of",
                        "payment_intent_data",
                        "payment_method_options",
                        "payment_method_types",
                        "restrictions",
                        "shipping_address_collection",
                        "subscription_data",
                        "transfer_data")) body.putNull(name);
        body.put("id", id.text()).put("object", "payment_link");
        body.put("livemode", account.livemode());
        body.put("url", origin + "/b/" + id);
        body.putObject("after_completion")
                .put("type", "hosted_confirmation")
                .putObject("hosted_confirmation")
                .putNull("custom_message");
        body.put("allow_promotion_codes", false);
        body.putObject("automatic_tax").put("enabled", false).putNull("liability");
        body.put(
                "billing_address_collection",
                params.text("billing_address_collection").orElse("auto"));
        body.putArray("custom_fields");
        body.putObject("custom_text")
                .putNull("after_submit")
                .putNull("shipping_address")
                .putNull("submit")
                .putNull("terms_of_service_acceptance");
        body.put("payment_method_collection", "if_required");
        body.putObject("phone_number_collection").put("enabled", false);
        body.putArray("shipping_options");
        body.put("submit_type", params.text("submit_type").orElse("auto"));
        body.putObject("tax_id_collection").put("enabled", false).put("required", "never");
        body.set("metadata", Json.metadata(params.metadata().orElse(Map.of())));
        Questions.collections(body, params);
        fill(body, params);
        params.hash("payment_intent_data")
                .ifPresent(d -> body.set("payment_intent_data", shown(Creating.intent(d))));
        return body;
    }

    /** A link with a recurring price begins subscriptions. */
    private static void subscribing(ObjectNode body, ObjectNode detail, Params params) {
        for (var name : List.of("payment_intent_data", "invoice_creation", "customer_creation"))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can not pass `" + name + "` with recurring prices.");
        body.put("customer_creation", "always").putNull("invoice_creation");
        body.put(
                "payment_method_collection",
                params.text("payment_method_collection").orElse("always"));
        SubscriptionData.show(body, detail);
    }

    private static void paying(ObjectNode body, Params params) {
        for (var name : List.of(SubscriptionData.NAME, "payment_method_collection"))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can only pass `" + name + "` with recurring prices.");
        Checking.checkCapture(params);
        body.put("customer_creation", params.text("customer_creation").orElse("if_required"));
        InvoiceCreation.write(body, params);
    }

    private static ObjectNode shown(ObjectNode intent) {
        for (var name :
                List.of(
                        "capture_method",
                        "description",
                        "setup_future_usage",
                        "statement_descriptor",
                        "statement_descriptor_suffix",
                        "transfer_group")) if (!intent.has(name)) intent.putNull(name);
        return intent;
    }

    private static void fill(ObjectNode body, Params params) {
        params.flag("allow_promotion_codes").ifPresent(f -> body.put("allow_promotion_codes", f));
        if (params.isUnset("inactive_message")) body.putNull("inactive_message");
        params.text("inactive_message").ifPresent(text -> body.put("inactive_message", text));
        params.hash("after_completion").ifPresent(after -> after(body, after));
    }

    private static void after(ObjectNode body, Params after) {
        var node = body.putObject("after_completion");
        node.put("type", after.requiredText("type"));
        if (after.requiredText("type").equals("redirect")) {
            var redirect =
                    after.hash("redirect")
                            .orElseThrow(
                                    () -> ApiError.parameterMissing("after_completion[redirect]"));
            var url = redirect.requiredText("url");
            if (!Checking.isAddress(url))
                throw ApiError.invalid("url_invalid", redirect.nameOf("url"), "Not a valid URL");
            node.putObject("redirect").put("url", url);
        } else {
            Json.put(
                    node.putObject("hosted_confirmation"),
                    "custom_message",
                    after.hash("hosted_confirmation").flatMap(h -> h.text("custom_message")));
        }
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
        var params = call.params();
        var id = new PaymentLink.Id(call.path("id"));
        return call.write(tx -> {
            var link = sql.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            var body = link.body().deepCopy();
            fill(body, params);
            var metadata = Json.metadata(body.path("metadata").toString());
            body.set("metadata", Json.metadata(params.mergeMetadata(metadata)));
            var changed = link.with(body, params.flag("active").orElse(link.active()));
            sql.update(tx, changed);
            happenings.tell(tx, changed, Happenings.LINK_UPDATED);
            return Answer.ok(changed.render());
        });
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
