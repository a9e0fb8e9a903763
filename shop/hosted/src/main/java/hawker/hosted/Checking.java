package hawker.hosted;

import hawker.api.ApiError;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.pricing.CustomerCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** What parameters of a session can be refused for before anything is written. */
final class Checking {

    private static final List<String> TYPES =
            List.of("card", "customer_balance", "sepa_debit", "us_bank_account");

    private final CustomerCheck customers;

    Checking(CustomerCheck customers) {
        this.customers = customers;
    }

    void check(AccountId account, Params params) {
        var mode = params.text("mode").orElseThrow(() -> ApiError.parameterMissing("mode"));
        if (!mode.equals("payment"))
            throw ApiError.parameterInvalid(
                    "mode", "Checkout sessions in " + mode + " mode are not offered here.");
        if (params.hashes("line_items").isEmpty()) throw ApiError.parameterMissing("line_items");
        if (params.has("customer") && params.has("customer_email"))
            throw ApiError.parametersExclusive("customer", "customer_email");
        if (params.has("discounts") && params.has("allow_promotion_codes"))
            throw ApiError.parametersExclusive("discounts", "allow_promotion_codes");
        if (params.hashes("discounts").size() > 1)
            throw ApiError.parameterInvalid("discounts", "At most one discount can be given.");
        for (var type : params.texts("payment_method_types"))
            if (!TYPES.contains(type))
                throw ApiError.parameterInvalid(
                        "payment_method_types",
                        "The payment method type provided: " + type + " is invalid.");
        params.text("customer")
                .filter(id -> !customers.exists(account, id))
                .ifPresent(id -> {
                    throw ApiError.missingReference("customer", id, "customer");
                });
        checkAddresses(params);
    }

    private static void checkAddresses(Params params) {
        var wanted = isHosted(params) ? "success_url" : "return_url";
        var other = isHosted(params) ? "return_url" : "success_url";
        boolean never = params.text("redirect_on_completion").map("never"::equals).orElse(false);
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
