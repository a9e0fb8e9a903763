package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Account;
import hawker.api.ApiError;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.pricing.CustomerCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What parameters of a session can be refused for before anything is written. */
final class Checking {

    private static final List<String> TYPES =
            List.of("card", "customer_balance", "sepa_debit", "us_bank_account");

    /** What says nothing where nothing is paid. */
    private static final List<String> OF_PAYMENTS =
            List.of(
                    "line_items",
                    OptionalItems.NAME,
                    Recovering.NAME,
                    Permissions.NAME,
                    "discounts",
                    "allow_promotion_codes",
                    "payment_intent_data",
                    "shipping_address_collection",
                    "shipping_options",
                    "submit_type",
                    "customer_creation",
                    "invoice_creation",
                    "payment_method_collection",
                    SavedCards.NAME,
                    "subscription_data");

    /** What is the invoice's, or always so, where a subscription begins. */
    private static final List<String> NOT_OF_SUBSCRIPTIONS =
            List.of(
                    "customer_creation",
                    "invoice_creation",
                    "payment_intent_data",
                    "setup_intent_data");

    private static final String CONFIGURATION = "payment_method_configuration";

    private final CustomerCheck customers;
    private final BiFunction<AccountId, String, Optional<ObjectNode>> configurations;
    private final HostedModule.Pictures files;

    Checking(
            CustomerCheck customers,
            BiFunction<AccountId, String, Optional<ObjectNode>> configurations,
            HostedModule.Pictures files) {
        this.customers = customers;
        this.configurations = configurations;
        this.files = files;
    }

    /** How a session's page looks, if that is said. */
    Optional<ObjectNode> branding(AccountId account, Params params, Optional<Account> seller) {
        return Branding.of(account, params, seller, files);
    }

    /** Which methods are offered, if that is said by a configuration. */
    Optional<ObjectNode> configuration(AccountId account, Params params) {
        var id = params.text(CONFIGURATION);
        if (id.isEmpty()) return Optional.empty();
        if (params.has("payment_method_types"))
            throw ApiError.parametersExclusive(CONFIGURATION, "payment_method_types");
        return Optional.of(
                configurations
                        .apply(account, id.get())
                        .orElseThrow(() ->
                                ApiError.missingReference(CONFIGURATION, id.get(), CONFIGURATION)));
    }

    void check(AccountId account, Params params) {
        var mode = params.text("mode").orElseThrow(() -> ApiError.parameterMissing("mode"));
        switch (mode) {
            case "payment" -> checkPayment(params);
            case "setup" -> checkSetup(params);
            default -> checkSubscription(params);
        }
        Questions.check(params);
        if (params.has("customer") && params.has("customer_email"))
            throw ApiError.parametersExclusive("customer", "customer_email");
        var email = params.text("customer_email");
        if (email.isPresent() && !email.get().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"))
            throw ApiError.invalid(
                    "email_invalid", "customer_email", "Invalid email address: " + email.get());
        if (params.has(Selling.UPDATE) && !params.has("customer"))
            throw ApiError.parameterInvalid(
                    Selling.UPDATE, "`customer_update` can only be used with `customer`.");
        SavedCards.check(params);
        if (params.has("discounts") && params.has("allow_promotion_codes"))
            throw ApiError.parametersExclusive("discounts", "allow_promotion_codes");
        if (params.hashes("discounts").size() > 1)
            throw ApiError.parameterInvalid("discounts", "At most one discount can be given.");
        checkTypes(params.texts("payment_method_types"));
        params.text("customer")
                .filter(id -> !customers.exists(account, id))
                .ifPresent(id -> {
                    throw ApiError.missingReference("customer", id, "customer");
                });
        checkAddresses(params);
        if (!isHosted(params) && params.has(Recovering.NAME))
            throw ApiError.parameterInvalid(
                    Recovering.NAME, "You can not pass `after_expiration` with this ui_mode.");
        if (isByScript(params)) checkElements(params);
    }

    /** Methods that are offered to sellers. */
    static void checkTypes(List<String> types) {
        for (var type : types)
            if (!TYPES.contains(type))
                throw ApiError.parameterInvalid(
                        "payment_method_types",
                        "The payment method type provided: " + type + " is invalid.");
    }

    /** The elements of the script have no place for these questions. */
    private static void checkElements(Params params) {
        for (var name :
                List.of(OptionalItems.NAME, NameCollection.NAME, CustomText.NAME, SavedCards.NAME))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can not pass `" + name + "` with this ui_mode.");
        var consent = params.hash(Consents.NAME);
        boolean terms =
                consent.flatMap(c -> c.text("terms_of_service"))
                        .filter("required"::equals)
                        .isPresent();
        boolean promotions =
                consent.flatMap(c -> c.text(Consents.PROMOTIONS))
                        .filter("auto"::equals)
                        .isPresent();
        if (terms || promotions || params.has("custom_fields"))
            throw ApiError.parameterInvalid(
                    terms
                            ? "consent_collection[terms_of_service]"
                            : promotions ? "consent_collection[promotions]" : "custom_fields",
                    "This does not go with this ui_mode: ask on your own page.");
    }

    private static void checkPayment(Params params) {
        if (params.hashes("line_items").isEmpty()) throw ApiError.parameterMissing("line_items");
        refuse(
                params,
                "payment",
                List.of("setup_intent_data", "subscription_data", "payment_method_collection"));
        if (params.has("customer") && params.has("customer_creation"))
            throw ApiError.parametersExclusive("customer", "customer_creation");
        if (params.text("submit_type").filter("subscribe"::equals).isPresent())
            throw ApiError.parameterInvalid(
                    "submit_type", "`subscribe` is for sessions in `subscription` mode.");
        checkCapture(params);
    }

    private static void checkCapture(Params params) {
        var how =
                params.hash("payment_intent_data")
                        .flatMap(d -> d.text("capture_method"))
                        .or(() -> MethodOptions.capture(params));
        checkCapture(InvoiceCreation.isWanted(params), how.orElse(""));
    }

    /** An invoice is over what was captured, which is known at once only here. */
    static void checkCapture(boolean invoiced, String how) {
        if (invoiced && how.equals("manual"))
            throw ApiError.parameterInvalid(
                    "payment_intent_data[capture_method]",
                    "You can not capture manually what is invoiced by `invoice_creation`.");
    }

    private static void checkSubscription(Params params) {
        if (params.hashes("line_items").isEmpty()) throw ApiError.parameterMissing("line_items");
        refuse(params, "subscription", NOT_OF_SUBSCRIPTIONS);
        if (params.text("submit_type").filter(t -> !isSubscribing(t)).isPresent())
            throw ApiError.parameterInvalid(
                    "submit_type", "In `subscription` mode only auto and subscribe can be given.");
        if (params.texts("payment_method_types").contains("customer_balance"))
            throw ApiError.parameterInvalid(
                    "payment_method_types",
                    "The payment method type provided: customer_balance is invalid in"
                            + " `subscription` mode.");
    }

    private static boolean isSubscribing(String type) {
        return type.equals("auto") || type.equals("subscribe");
    }

    private static void checkSetup(Params params) {
        refuse(params, "setup", OF_PAYMENTS);
        if (!params.has("currency") && !params.has("payment_method_types"))
            throw ApiError.parameterMissing("currency");
        if (params.texts("payment_method_types").stream().anyMatch(type -> !type.equals("card")))
            throw ApiError.parameterInvalid(
                    "payment_method_types",
                    "Checkout sessions in setup mode keep cards: only card can be given.");
    }

    private static void refuse(Params params, String mode, List<String> names) {
        for (var name : names)
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can not pass `" + name + "` in `" + mode + "` mode.");
    }

    private static void checkAddresses(Params params) {
        var wanted = isHosted(params) ? "success_url" : "return_url";
        var other = isHosted(params) ? "return_url" : "success_url";
        boolean never = params.text("redirect_on_completion").map("never"::equals).orElse(false);
        if (isHosted(params) && params.has("redirect_on_completion"))
            throw ApiError.parameterInvalid(
                    "redirect_on_completion",
                    "redirect_on_completion does not go with this ui_mode.");
        if (!params.has(wanted) && !never) throw ApiError.parameterMissing(wanted);
        if (params.has(other))
            throw ApiError.parameterInvalid(other, other + " does not go with this ui_mode.");
        for (var name : List.of("success_url", "cancel_url", "return_url"))
            params.text(name)
                    .filter(url -> !isAddress(url))
                    .ifPresent(url -> {
                        throw ApiError.invalid("url_invalid", name, "Not a valid URL");
                    });
        checkCountries(params);
    }

    static void checkCountries(Params params) {
        var countries =
                params.hash("shipping_address_collection")
                        .map(h -> h.texts("allowed_countries"))
                        .orElse(List.of());
        for (var country : countries)
            if (!List.of(java.util.Locale.getISOCountries()).contains(country))
                throw ApiError.parameterInvalid(
                        "shipping_address_collection[allowed_countries]",
                        "No such country: " + country);
    }

    static boolean isAddress(String url) {
        try {
            var uri = new URI(url.replace("{CHECKOUT_SESSION_ID}", "cs"));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException no) {
            return false;
        }
    }

    /** Whether the script of the seller's own page asks, instead of ours. */
    static boolean isByScript(Params params) {
        return List.of("elements", "form").contains(uiMode(params));
    }

    static boolean isHosted(Params params) {
        return uiMode(params).equals("hosted_page");
    }

    /** The newest names; older programs say hosted, embedded, custom. */
    static String uiMode(Params params) {
        var sent = params.text("ui_mode").orElse("hosted_page");
        return switch (sent) {
            case "hosted" -> "hosted_page";
            case "embedded" -> "embedded_page";
            case "custom" -> "elements";
            default -> sent;
        };
    }
}
