package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes a session of its parameters. */
final class Creating {

    static final Duration LIFE = Duration.ofHours(24);
    private static final Duration SHORTEST = Duration.ofMinutes(30);

    /** In a session's detail: what its buyer reads at the end. */
    static final String CONFIRMATION = "confirmation";

    /** What a session takes over from the link it was made of. */
    private static final List<String> SHARED =
            List.of(
                    "allow_promotion_codes",
                    "billing_address_collection",
                    Consents.NAME,
                    "currency",
                    CustomText.NAME,
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
    private final SessionBody bodies;

    Creating(
            Platform platform,
            Pricing pricing,
            Lines lines,
            Saving saving,
            Selling selling,
            SessionsSql sql,
            SessionBody bodies) {
        this.platform = platform;
        this.pricing = pricing;
        this.lines = lines;
        this.saving = saving;
        this.selling = selling;
        this.sql = sql;
        this.bodies = bodies;
    }

    /**
     * What is read before a session is written.
     *
     * @param shares what of its payments goes to others
     * @param branding how its page looks, if that is said
     * @param methods the configuration by which methods are offered, if that is said
     */
    record Given(ShareTerms shares, Optional<ObjectNode> branding, Optional<ObjectNode> methods) {

        /** What both kinds of sessions show of it. */
        private void show(ObjectNode body) {
            branding.ifPresent(brand -> body.set(Branding.NAME, brand));
            methods.ifPresent(m -> MethodOptions.showConfiguration(body, m));
        }
    }

    /** What of the payments that a session leads to goes to others. */
    ShareTerms shares(Call call) {
        var shares = ShareTerms.ofSession(call.platform(), call.account(), call.params());
        selling.checkShares(call.account(), shares, ShareTerms.hashOf(call.params()));
        selling.checkIssuers(call.account(), call.params());
        shares.checkTypes(call.params().texts("payment_method_types"));
        return shares;
    }

    Session create(Tx tx, AccountId account, Params params, Given given, Cause cause) {
        var now = platform.clock().now();
        var id = newId(account);
        var mode = params.requiredText("mode");
        if (mode.equals("setup")) return saving(tx, account, params, given);
        boolean subscribes = mode.equals("subscription");
        var detail = Json.object();
        given.shares().keep(detail);
        var all = detail.putArray("lines");
        for (var line : params.hashes("line_items"))
            all.add(lines.line(tx, account, line, subscribes, cause));
        var currency =
                params.currency("currency")
                        .orElseGet(() -> lines.price(tx, account, all.get(0)).currency());
        var expires = expires(params, now);
        var types = MethodOptions.types(params, given.methods(), Optional.of(currency));
        var body = bodies.of(id, account, params, types, now, expires);
        given.show(body);
        selling.know(tx, account, params, detail);
        SavedCards.write(body, detail, params);
        body.put("currency", currency.code());
        OptionalItems.keep(tx, account, lines, params, body, detail, subscribes);
        OptionalItems.checkCount(detail, subscribes);
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
        params.hash("payment_intent_data").ifPresent(d -> intent(detail.putObject("intent"), d));
        return store(tx, account, id, now, expires, body, detail);
    }

    /** Keeps what is said of the subscription that begins. */
    void subscription(Tx tx, AccountId account, Params params, ObjectNode detail) {
        SubscriptionData.keep(tx, pricing, account, params, detail, platform.clock().now());
    }

    /** A session that keeps a card: its setup intent is there from the beginning. */
    private Session saving(Tx tx, AccountId account, Params params, Given given) {
        var now = platform.clock().now();
        var id = newId(account);
        var expires = expires(params, now);
        var types = MethodOptions.types(params, given.methods(), Optional.empty());
        var body = Saving.unpaid(bodies.of(id, account, params, types, now, expires), params);
        given.show(body);
        var detail = Json.object();
        detail.putArray("lines");
        detail.putArray("rebates");
        selling.know(tx, account, params, detail);
        SavedCards.write(body, detail, params);
        var intent = Optional.of(saving.open(tx, account, params).text());
        return insert(tx, account, id, now, expires, intent, body, detail);
    }

    /** One visit of a link. */
    Session visit(Tx tx, PaymentLink link) {
        var account = link.account();
        var now = platform.clock().now();
        var id = newId(account);
        var expires = now.plus(LIFE);
        var body = bodies.blank(id, account, now, expires);
        for (var name : SHARED) body.set(name, link.body().path(name));
        body.put("payment_link", link.id().text());
        Questions.shared(body, link.body());
        MethodOptions.visit(body, link.body());
        if (link.body().path("payment_method_types").isArray())
            body.set("payment_method_types", link.body().path("payment_method_types"));
        var detail = link.sessionDetail();
        Json.put(detail, CONFIRMATION, link.confirmation());
        mode(body, Lines.recurs(detail) ? "subscription" : "payment");
        if (Lines.recurs(detail))
            body.set("payment_method_collection", link.body().path("payment_method_collection"));
        else {
            body.set("customer_creation", link.body().path("customer_creation"));
            body.set("invoice_creation", link.body().path("invoice_creation"));
        }
        bodies.hosted(body, id);
        Json.put(body, "success_url", link.redirect());
        for (var line : detail.path("lines")) {
            ((ObjectNode) line).put("id", platform.ids().ordinary("li", account));
            lines.agree(tx, account, (ObjectNode) line);
        }
        if (link.body().has(OptionalItems.NAME)) {
            body.set(OptionalItems.NAME, link.body().path(OptionalItems.NAME));
            OptionalItems.agree(tx, account, platform, lines, detail);
        }
        return store(tx, account, id, now, expires, body, detail);
    }

    /** Begins again what has run out: the same lines, at what they cost now. */
    Session again(Tx tx, Session over) {
        var account = over.account();
        var now = platform.clock().now();
        var id = newId(account);
        var expires = now.plus(LIFE);
        var body = Recovering.body(bodies.blank(id, account, now, expires), over);
        bodies.hosted(body, id);
        var detail = over.detail().deepCopy();
        for (var gone : List.of("typed", Selling.CUSTOMER, "money")) detail.remove(gone);
        for (var line : detail.path("lines")) lines.agree(tx, account, (ObjectNode) line);
        OptionalItems.agree(tx, account, platform, lines, detail);
        detail.putArray("rebates");
        for (var rebate : over.detail().path("rebates")) {
            var coupon = new Coupon.Id(rebate.path("coupon").asText());
            var currency = Currency.of(body.path("currency").asText());
            boolean typed = rebate.has("promotion_code") && Recovering.takesCodes(over);
            if (!typed
                    && pricing.coupon(tx, account, coupon, currency)
                            instanceof Rebate.Found.Usable(var usable))
                SessionJson.add(detail, usable);
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
        ShareTerms.check(detail, body.path("amount_total").asLong(), "payment_intent_data");
        checkOptional(tx, account, body, detail);
        return insert(tx, account, id, now, expires, Optional.empty(), body, detail);
    }

    /** Whatever the buyer may add must go with the rest, in price and in billing. */
    void checkOptional(Tx tx, AccountId account, ObjectNode body, ObjectNode detail) {
        for (var other : OptionalItems.each(detail))
            try {
                var priced = body.deepCopy();
                lines.addUp(tx, account, priced, other);
                selling.check(tx, account, priced, other);
            } catch (ApiError refused) {
                boolean lines = refused.param().filter("line_items"::equals).isPresent();
                throw lines ? refused.param(OptionalItems.NAME) : refused;
            }
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

    void shipping(
            Tx tx,
            AccountId account,
            Params params,
            ObjectNode body,
            ObjectNode detail,
            Currency currency,
            Cause cause) {
        ShippingOptions.offer(tx, pricing, account, params, body, detail, currency, cause);
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

    /** Writes {@code payment_intent_data} into what is kept of it; what is not said stays. */
    static void intent(ObjectNode node, Params params) {
        for (var name :
                List.of(
                        "capture_method",
                        "description",
                        "receipt_email",
                        "setup_future_usage",
                        "statement_descriptor",
                        "statement_descriptor_suffix",
                        "transfer_group")) {
            if (params.isUnset(name)) node.remove(name);
            params.text(name).ifPresent(text -> node.put(name, text));
        }
        params.hash("shipping")
                .ifPresent(shipping -> {
                    var to = Json.object();
                    shipping.mergeInto(to);
                    node.set("shipping", to);
                });
        // Metadata of what is to be made is said as a whole.
        boolean said = params.has("metadata") || params.isUnset("metadata");
        if (said || !node.has("metadata"))
            node.set("metadata", Json.metadata(params.metadata().orElse(java.util.Map.of())));
    }
}
