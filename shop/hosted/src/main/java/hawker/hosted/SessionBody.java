package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.time.Instant;
import java.util.List;

/** A new session as the API writes it. */
final class SessionBody {

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

    private final Platform platform;
    private final String origin;

    SessionBody(Platform platform, String origin) {
        this.platform = platform;
        this.origin = origin;
    }

    /** What every session has, whatever it was made of. */
    ObjectNode blank(Session.Id id, AccountId account, Instant now, Instant expires) {
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
        CustomText.none(body);
        body.putArray("payment_method_types").add("card");
        body.putObject("payment_method_options");
        body.put("payment_method_collection", "if_required");
        body.putArray("shipping_options");
        return body;
    }

    /**
     * What the parameters of a new session say, but for what is sold.
     *
     * @param types of methods that it can be paid with
     */
    ObjectNode of(
            Session.Id id,
            AccountId account,
            Params params,
            List<String> types,
            Instant now,
            Instant expires) {
        var body = blank(id, account, now, expires);
        body.set("metadata", Json.metadata(params.metadata().orElse(java.util.Map.of())));
        for (var name :
                List.of(
                        "success_url",
                        "cancel_url",
                        "client_reference_id",
                        "customer",
                        "customer_email",
                        "integration_identifier",
                        "locale",
                        "origin_context",
                        "submit_type",
                        "billing_address_collection"))
            params.text(name).ifPresent(text -> body.put(name, text));
        if (!params.has("customer"))
            body.put("customer_creation", params.text("customer_creation").orElse("if_required"));
        types.forEach(body.putArray("payment_method_types")::add);
        Questions.collections(body, params);
        params.text("return_url").ifPresent(url -> body.put("return_url", url));
        if (!Checking.isHosted(params))
            body.put(
                    "redirect_on_completion",
                    params.text("redirect_on_completion").orElse("always"));
        Recovering.write(body, params);
        Permissions.write(body, params);
        if (params.has("adaptive_pricing"))
            body.putObject("adaptive_pricing").put("enabled", false);
        Questions.begin(body);
        Consents.ask(body, params);
        CustomText.write(body, params);
        MethodOptions.write(body, params);
        body.put("ui_mode", Checking.uiMode(params));
        if (Checking.isHosted(params)) body.put("url", origin + "/c/pay/" + id);
        else body.put("client_secret", id + "_secret_" + platform.ids().token(25));
        return body;
    }

    /** The address of a page of its own. */
    void hosted(ObjectNode body, Session.Id id) {
        body.put("ui_mode", "hosted_page").put("url", origin + "/c/pay/" + id);
    }
}
