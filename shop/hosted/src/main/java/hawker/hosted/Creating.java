package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Coupon;
import hawker.pricing.Pricing;
import hawker.pricing.PromotionCode;
import hawker.pricing.Rebate;
import hawker.pricing.ShippingRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes a session of its parameters. */
final class Creating {

    static final Duration LIFE = Duration.ofHours(24);
    private static final Duration SHORTEST = Duration.ofMinutes(30);

    private static final String[] NULLS = {
        "adaptive_pricing",
        "after_expiration",
        "allow_promotion_codes",
        "allowed_payment_method_types",
        "billing_address_collection",
        "cancel_url",
        "client_reference_id",
        "client_secret",
        "collected_information",
        "consent",
        "consent_collection",
        "currency_conversion",
        "customer",
        "customer_account",
        "customer_creation",
        "customer_details",
        "customer_email",
        "integration_identifier",
        "invoice",
        "invoice_creation",
        "locale",
        "managed_payments",
        "origin_context",
        "payment_intent",
        "payment_link",
        "payment_method_configuration_details",
        "permissions",
        "recovered_from",
        "saved_payment_method_options",
        "setup_intent",
        "shipping_address_collection",
        "shipping_cost",
        "submit_type",
        "subscription",
        "success_url",
        "url",
        "wallet_options"
    };

    /** What a session takes over from the link it was made of. */
    private static final List<String> SHARED =
            List.of(
                    "allow_promotion_codes",
                    "billing_address_collection",
                    "consent_collection",
                    "currency",
                    "metadata",
                    "shipping_address_collection",
                    "shipping_options",
                    "submit_type");

    private final Platform platform;
    private final Pricing pricing;
    private final Lines lines;
    private final Saving saving;
    private final Selling selling;
    private final SessionsSql sql;
    private final String origin;

    Creating(
            Platform platform,
            Pricing pricing,
            Lines lines,
            Saving saving,
            Selling selling,
            SessionsSql sql,
            String origin) {
        this.platform = platform;
        this.pricing = pricing;
        this.lines = lines;
        this.saving = saving;
        this.selling = selling;
        this.sql = sql;
        this.origin = origin;
    }

    Session create(Tx tx, AccountId account, Params params, Cause cause) {
        var now = platform.clock().now();
        var id = newId(account);
        var mode = params.requiredText("mode");
        if (mode.equals("setup")) return saving(tx, account, params);
        boolean subscribes = mode.equals("subscription");
        var detail = Json.object();
        var all = detail.putArray("lines");
        for (var line : params.hashes("line_items"))
            all.add(lines.line(tx, account, line, subscribes, cause));
        var currency =
                params.currency("currency")
                        .orElseGet(() -> lines.price(tx, account, all.get(0)).currency());
        var expires = expires(params, now);
        var body = body(id, account, params, now, expires);
        body.put("currency", currency.code());
        mode(body, mode);
        if (subscribes) {
            subscription(tx, account, params, detail);
            body.put(
                    "payment_method_collection",
                    params.text("payment_method_collection").orElse("always"));
        } else InvoiceCreation.write(body, params);
        shipping(tx, account, params, body, detail, currency, cause);
        detail.putArray("rebates");
        for (var discount : params.hashes("discounts"))
            rebate(tx, account, discount, detail, currency, params.text("customer"));
        params.hash("payment_intent_data").ifPresent(d -> detail.set("intent", intent(d)));
        return store(tx, account, id, now, expires, body, detail);
    }

    /** Keeps what is said of the subscription that begins. */
    void subscription(Tx tx, AccountId account, Params params, ObjectNode detail) {
        SubscriptionData.keep(tx, pricing, account, params, detail, platform.clock().now());
    }

    /** A session that keeps a card: its setup intent is there from the beginning. */
    private Session saving(Tx tx, AccountId account, Params params) {
        var now = platform.clock().now();
        var id = newId(account);
        var expires = expires(params, now);
        var body = Saving.unpaid(body(id, account, params, now, expires), params);
        var detail = Json.object();
        detail.putArray("lines");
        detail.putArray("rebates");
        var intent = Optional.of(saving.open(tx, account, params).text());
        return insert(tx, account, id, now, expires, intent, body, detail);
    }

    /** One visit of a link. */
    Session visit(Tx tx, PaymentLink link) {
        var account = link.account();
        var now = platform.clock().now();
        var id = newId(account);
        var expires = now.plus(LIFE);
        var body = blank(id, account, now, expires);
        for (var name : SHARED) body.set(name, link.body().path(name));
        body.put("payment_link", link.id().text());
        var detail = link.sessionDetail();
        mode(body, Lines.recurs(detail) ? "subscription" : "payment");
        if (Lines.recurs(detail))
            body.set("payment_method_collection", link.body().path("payment_method_collection"));
        else {
            body.set("customer_creation", link.body().path("customer_creation"));
            body.set("invoice_creation", link.body().path("invoice_creation"));
        }
        body.put("ui_mode", "hosted_page").put("url", origin + "/c/pay/" + id);
        Json.put(body, "success_url", link.redirect());
        for (var line : detail.path("lines")) {
            ((ObjectNode) line).put("id", platform.ids().ordinary("li", account));
            lines.agree(tx, account, (ObjectNode) line);
        }
        return store(tx, account, id, now, expires, body, detail);
    }

    /** A subscription always makes a customer, and is always invoiced. */
    private static void mode(ObjectNode body, String mode) {
        body.put("mode", mode);
        if (mode.equals("subscription")) body.putNull("customer_creation");
    }

    private Session.Id newId(AccountId account) {
        var prefix = account.livemode() ? "cs_live" : "cs_test";
        return new Session.Id(platform.ids().secret(prefix, account));
    }

    private Session store(
            Tx tx,
            AccountId account,
            Session.Id id,
            Instant now,
            Instant expires,
            ObjectNode body,
            ObjectNode detail) {
        lines.addUp(tx, account, body, detail);
        SessionJson.discounts(body, detail);
        selling.check(tx, account, body, detail);
        return insert(tx, account, id, now, expires, Optional.empty(), body, detail);
    }

    private Session insert(
            Tx tx,
            AccountId account,
            Session.Id id,
            Instant now,
            Instant expires,
            Optional<String> intent,
            ObjectNode body,
            ObjectNode detail) {
        var session =
                new Session(
                        id, account, 1, Session.State.OPEN, now, expires, intent, 0, body, detail);
        sql.insert(tx, session);
        platform.jobs().add(tx, account, id.text(), Expiring.JOB, expires, id.text());
        return session;
    }

    private static Instant expires(Params params, Instant now) {
        var expires = params.timestamp("expires_at").orElse(now.plus(LIFE));
        if (expires.isBefore(now.plus(SHORTEST)) || expires.isAfter(now.plus(LIFE)))
            throw ApiError.parameterInvalid(
                    "expires_at",
                    "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.");
        return expires;
    }

    /** What every session has, whatever it was made of. */
    private ObjectNode blank(Session.Id id, AccountId account, Instant now, Instant expires) {
        var body = Json.object();
        for (var name : NULLS) body.putNull(name);
        body.put("id", id.text()).put("object", "checkout.session");
        body.put("created", Json.seconds(now)).put("expires_at", Json.seconds(expires));
        body.put("livemode", account.livemode());
        body.put("mode", "payment").put("payment_status", "unpaid").put("status", "open");
        body.putObject("automatic_tax")
                .put("enabled", false)
                .putNull("liability")
                .putNull("provider")
                .putNull("status");
        body.putArray("custom_fields");
        body.putObject("phone_number_collection").put("enabled", false);
        body.putObject("custom_text")
                .putNull("after_submit")
                .putNull("shipping_address")
                .putNull("submit")
                .putNull("terms_of_service_acceptance");
        body.putArray("payment_method_types").add("card");
        body.putObject("payment_method_options");
        body.put("payment_method_collection", "if_required");
        body.putArray("shipping_options");
        return body;
    }

    private ObjectNode body(
            Session.Id id, AccountId account, Params params, Instant now, Instant expires) {
        var body = blank(id, account, now, expires);
        body.set("metadata", Json.metadata(params.metadata().orElse(java.util.Map.of())));
        for (var name :
                List.of(
                        "success_url",
                        "cancel_url",
                        "client_reference_id",
                        "customer",
                        "customer_email",
                        "locale",
                        "submit_type",
                        "billing_address_collection"))
            params.text(name).ifPresent(text -> body.put(name, text));
        if (!params.has("customer"))
            body.put("customer_creation", params.text("customer_creation").orElse("if_required"));
        if (params.has("payment_method_types")) {
            var types = body.putArray("payment_method_types");
            params.texts("payment_method_types").forEach(types::add);
        }
        Questions.collections(body, params);
        params.text("return_url").ifPresent(url -> body.put("return_url", url));
        if (!Checking.isHosted(params))
            body.put(
                    "redirect_on_completion",
                    params.text("redirect_on_completion").orElse("always"));
        Questions.ask(body, params);
        body.put("ui_mode", Checking.uiMode(params));
        if (Checking.isHosted(params)) body.put("url", origin + "/c/pay/" + id);
        else body.put("client_secret", id + "_secret_" + platform.ids().token(25));
        return body;
    }

    void shipping(
            Tx tx,
            AccountId account,
            Params params,
            ObjectNode body,
            ObjectNode detail,
            Currency currency,
            Cause cause) {
        var options = body.putArray("shipping_options");
        for (var option : params.hashes("shipping_options")) {
            var rate =
                    option.hash("shipping_rate_data")
                            .map(data -> pricing.makeShippingRate(tx, account, data, cause))
                            .or(() ->
                                    option.text("shipping_rate")
                                            .map(ShippingRate.Id::new)
                                            .flatMap(id -> pricing.shippingRate(tx, account, id)))
                            .filter(ShippingRate::active)
                            .orElseThrow(() ->
                                    ApiError.missingReference(
                                            "shipping rate",
                                            option.text("shipping_rate").orElse(""),
                                            option.nameOf("shipping_rate")));
            var amount = Optional.ofNullable(rate.amounts().get(currency));
            if (amount.isEmpty())
                throw ApiError.parameterInvalid(
                        option.nameOf("shipping_rate"),
                        "The shipping rate has no amount in " + currency + ".");
            options.addObject()
                    .put("shipping_amount", amount.get().minor())
                    .put("shipping_rate", rate.id().text());
        }
        if (!options.isEmpty())
            detail.put("shipping_choice", options.get(0).path("shipping_rate").asText());
    }

    private void rebate(
            Tx tx,
            AccountId account,
            Params params,
            ObjectNode detail,
            Currency currency,
            Optional<String> customer) {
        if (params.has("coupon") == params.has("promotion_code"))
            throw ApiError.parameterMissing(params.nameOf("coupon"));
        var name = params.has("coupon") ? "coupon" : "promotion_code";
        var id = params.requiredText(name);
        var found =
                params.has("coupon")
                        ? pricing.coupon(tx, account, new Coupon.Id(id), currency)
                        : pricing.promotionCode(
                                tx,
                                account,
                                new PromotionCode.Id(id),
                                selling.purchase(
                                        tx,
                                        account,
                                        lines.subtotal(tx, account, detail, currency),
                                        customer));
        switch (found) {
            case Rebate.Found.Refused(var reason) ->
                    throw reason == Rebate.Refusal.UNKNOWN
                            ? ApiError.missingReference(name, id, params.nameOf(name))
                            : ApiError.parameterInvalid(
                                    params.nameOf(name), SessionJson.says(reason));
            case Rebate.Found.Usable(var rebate) -> SessionJson.add(detail, rebate);
        }
    }

    static ObjectNode intent(Params params) {
        var node = Json.object();
        for (var name :
                List.of(
                        "capture_method",
                        "description",
                        "receipt_email",
                        "setup_future_usage",
                        "statement_descriptor",
                        "statement_descriptor_suffix",
                        "transfer_group"))
            params.text(name).ifPresent(text -> node.put(name, text));
        params.hash("shipping")
                .ifPresent(shipping -> {
                    var to = Json.object();
                    shipping.mergeInto(to);
                    node.set("shipping", to);
                });
        node.set("metadata", Json.metadata(params.metadata().orElse(java.util.Map.of())));
        return node;
    }
}
