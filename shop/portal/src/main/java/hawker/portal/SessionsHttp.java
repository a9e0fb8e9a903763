package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Coupon;
import hawker.pricing.CustomerCheck;
import hawker.pricing.Kind;
import hawker.pricing.Pricing;
import java.util.List;
import java.util.function.BiPredicate;

/** {@code /v1/billing_portal/sessions}: keys to the portal for one customer. */
final class SessionsHttp {

    /** The connected account whose subscriptions and invoices are shown, and no others. */
    static final String BEHALF = "on_behalf_of";

    /** What a buyer comes to do, and nothing else. */
    private static final Param FLOW =
            Param.hash(
                    "flow_data",
                    Param.hash(
                            "after_completion",
                            Param.hash("hosted_confirmation", Param.text("custom_message", 500)),
                            Param.hash("redirect", Param.text("return_url", 2048).required()),
                            Param.oneOf(
                                            "type",
                                            "hosted_confirmation",
                                            "portal_homepage",
                                            "redirect")
                                    .required()),
                    Param.hash(
                            Features.CANCEL,
                            Param.hash(
                                    "retention",
                                    Param.hash("coupon_offer", Param.id("coupon").required())
                                            .required(),
                                    Param.oneOf("type", "coupon_offer").required()),
                            Param.id("subscription").required()),
                    Param.hash(Features.UPDATE, Param.id("subscription").required()),
                    Param.hash(
                            Session.CONFIRM,
                            Param.list(
                                    "discounts",
                                    Param.hash(
                                            "discount",
                                            Param.id("coupon"),
                                            Param.id("promotion_code"))),
                            Param.list(
                                            "items",
                                            Param.hash(
                                                    "item",
                                                    Param.id("id").required(),
                                                    Param.id("price"),
                                                    Param.integer("quantity", 1, 999_999)))
                                    .required(),
                            Param.id("subscription").required()),
                    Param.oneOf(
                                    "type",
                                    Features.CUSTOMER,
                                    Features.CARD,
                                    Features.CANCEL,
                                    Features.UPDATE,
                                    Session.CONFIRM)
                            .required());

    /** Flows that are about a subscription. */
    private static final List<String> ABOUT =
            List.of(Features.CANCEL, Features.UPDATE, Session.CONFIRM);

    private static final Shape SESSION =
            Shape.of(
                    Param.id("configuration"),
                    Param.id("customer").required(),
                    FLOW,
                    Param.written("locale", Param.Notation.LANGUAGE),
                    Param.id(BEHALF),
                    Param.text("return_url", 2048));

    private final Portals portals;
    private final CustomerCheck customers;
    private final Subscriptions subscriptions;
    private final Pricing pricing;
    private final BiPredicate<AccountId, String> connected;
    private final String origin;

    SessionsHttp(
            Portals portals,
            CustomerCheck customers,
            Subscriptions subscriptions,
            Pricing pricing,
            BiPredicate<AccountId, String> connected,
            String origin) {
        this.portals = portals;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.pricing = pricing;
        this.connected = connected;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(Operation.post("/v1/billing_portal/sessions", SESSION, this::create));
    }

    private Answer create(Call call) {
        var params = call.params();
        var customer = params.requiredText("customer");
        if (!customers.exists(call.account(), customer))
            throw ApiError.missingReference("customer", customer, "customer");
        var behalf = params.text(BEHALF);
        behalf.filter(id -> !connected.test(call.account(), id))
                .ifPresent(id -> {
                    throw ApiError.missingReference("account", id, BEHALF);
                });
        return call.write(tx -> {
            var account = call.account();
            var portal =
                    params.text("configuration")
                            .map(id -> configuration(tx, account, id))
                            .orElseGet(() -> portals.usual(tx, account, call.cause()));
            var body = blank(portal, customer);
            params.text("locale").ifPresent(text -> body.put("locale", text));
            behalf.ifPresent(id -> body.put(BEHALF, id));
            params.returnAddress("return_url").ifPresent(text -> body.put("return_url", text));
            params.hash("flow_data").ifPresent(asked -> flow(tx, body, asked, portal));
            return Answer.ok(portals.open(tx, account, body, origin, call.cause()).body());
        });
    }

    /** A session for the whole portal. */
    static ObjectNode blank(Configuration portal, String customer) {
        var body = Json.object().putNull("customer_account").putNull("flow").putNull("locale");
        body.putNull(BEHALF).put("configuration", portal.id()).put("customer", customer);
        body.set("return_url", portal.body().path("default_return_url"));
        return body;
    }

    private Configuration configuration(Tx tx, AccountId account, String id) {
        return portals.sql()
                .find(tx, account, id)
                .filter(Configuration::isActive)
                .orElseThrow(() -> ApiError.missingReference("configuration", id, "configuration"));
    }

    /** What the flow is about, if the portal is set up for it. */
    private void flow(Tx tx, ObjectNode body, Params asked, Configuration portal) {
        var type = asked.requiredText("type");
        var feature = type.equals(Session.CONFIRM) ? Features.UPDATE : type;
        if (!portal.offers(feature))
            throw ApiError.parameterInvalid(
                    asked.nameOf("type"),
                    "This flow is disabled in the portal configuration: enable `features["
                            + feature
                            + "]` first.");
        var flow = body.putObject("flow");
        for (var name : List.of(Features.CUSTOMER, "subscription_pause")) flow.putNull(name);
        for (var name : ABOUT) {
            flow.putNull(name);
            var about = asked.hash(name);
            if (about.isEmpty() && name.equals(type))
                throw ApiError.parameterMissing(asked.nameOf(name));
            if (about.isPresent() && !name.equals(type))
                throw ApiError.parameterInvalid(
                        asked.nameOf(name), "This goes with its own type only.");
            about.ifPresent(a -> about(tx, body, flow, name, a, portal));
        }
        flow.put("type", type);
        after(flow, asked);
    }

    private void about(
            Tx tx,
            ObjectNode body,
            ObjectNode flow,
            String type,
            Params about,
            Configuration portal) {
        var id = about.requiredText("subscription");
        var living =
                subscriptions
                        .living(tx, portal.account(), id)
                        .filter(s -> s.path("customer").equals(body.path("customer")))
                        .filter(s ->
                                !body.path(BEHALF).isTextual()
                                        || s.path(BEHALF).equals(body.path(BEHALF)))
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "subscription", id, about.nameOf("subscription")));
        if (living.path("cancel_at").isNumber())
            throw ApiError.parameterInvalid(
                    about.nameOf("subscription"),
                    "This subscription is already set to be canceled.");
        var node = flow.putObject(type).put("subscription", id);
        if (type.equals(Features.CANCEL)) retention(tx, node, about, portal.account());
        if (!type.equals(Session.CONFIRM)) return;
        discounts(tx, node, about, portal.account());
        var items = node.putArray("items");
        if (about.hashes("items").size() != 1)
            throw ApiError.parameterInvalid(
                    about.nameOf("items"), "Exactly one item can be updated.");
        for (var item : about.hashes("items")) {
            var known = item(living, item.requiredText("id"), item.nameOf("id"));
            var wanted = items.addObject().put("id", item.requiredText("id"));
            item.text("price").ifPresent(price -> priced(tx, portal.account(), price, item));
            wanted.put("price", item.text("price").orElse(known.path("price").path("id").asText()));
            wanted.put(
                    "quantity", item.integer("quantity").orElse(known.path("quantity").asLong(1)));
        }
    }

    private void priced(Tx tx, AccountId account, String price, Params item) {
        if (pricing.shown(tx, account, Kind.PRICE, List.of(price)).get(price) == null)
            throw ApiError.missingReference("price", price, item.nameOf("price"));
    }

    /** What is offered to who wants to leave. */
    private void retention(Tx tx, ObjectNode node, Params about, AccountId account) {
        node.putNull("retention");
        var asked = about.hash("retention");
        if (asked.isEmpty()) return;
        var offer = asked.get().hash("coupon_offer").orElseThrow();
        var coupon = coupon(tx, account, offer);
        var kept = node.putObject("retention").put("type", "coupon_offer");
        kept.putObject("coupon_offer").put("coupon", coupon);
    }

    private String coupon(Tx tx, AccountId account, Params named) {
        var id = named.requiredText("coupon");
        return pricing.coupon(tx, account, new Coupon.Id(id))
                .map(coupon -> coupon.id().text())
                .orElseThrow(() -> ApiError.missingReference("coupon", id, named.nameOf("coupon")));
    }

    /** What the change that is to be confirmed is cheaper by. */
    private void discounts(Tx tx, ObjectNode node, Params about, AccountId account) {
        node.putNull("discounts");
        var asked = about.hashes("discounts");
        if (asked.isEmpty()) return;
        if (asked.size() > 1)
            throw ApiError.parameterInvalid(about.nameOf("discounts"), "At most one discount.");
        var first = asked.getFirst();
        if (first.has("coupon") == first.has("promotion_code"))
            throw first.has("coupon")
                    ? ApiError.parametersExclusive(
                            first.nameOf("coupon"), first.nameOf("promotion_code"))
                    : ApiError.parameterMissing(first.nameOf("coupon"));
        var kept = node.putArray("discounts").addObject().putNull("coupon");
        kept.putNull("promotion_code");
        if (first.has("coupon")) kept.put("coupon", coupon(tx, account, first));
        first.text("promotion_code")
                .ifPresent(id -> kept.put("promotion_code", code(tx, account, id, first)));
    }

    private String code(Tx tx, AccountId account, String id, Params named) {
        var found = pricing.shown(tx, account, Kind.PROMOTION_CODE, List.of(id));
        if (found.get(id) == null)
            throw ApiError.missingReference("promotion code", id, named.nameOf("promotion_code"));
        return id;
    }

    private static JsonNode item(ObjectNode subscription, String id, String param) {
        for (var item : subscription.path("items").path("data"))
            if (item.path("id").asText().equals(id)) return item;
        throw ApiError.missingReference("subscription item", id, param);
    }

    private static void after(ObjectNode flow, Params asked) {
        var after = asked.hash("after_completion");
        var type = after.map(a -> a.requiredText("type")).orElse("portal_homepage");
        var kept = flow.putObject("after_completion");
        kept.putNull("hosted_confirmation").putNull("redirect").put("type", type);
        for (var name : List.of("redirect", "hosted_confirmation"))
            if (after.isPresent() && after.get().has(name) && !type.equals(name))
                throw ApiError.parameterInvalid(
                        after.get().nameOf(name), "This goes with its own type only.");
        var said = after.flatMap(a -> a.hash(type));
        if (type.equals("hosted_confirmation"))
            Json.put(
                    kept.putObject(type),
                    "custom_message",
                    said.flatMap(h -> h.text("custom_message")));
        if (!type.equals("redirect")) return;
        var to =
                said.orElseThrow(() ->
                        ApiError.parameterMissing(asked.nameOf("after_completion[redirect]")));
        kept.putObject(type).put("return_url", to.returnAddress("return_url").orElseThrow());
    }
}
