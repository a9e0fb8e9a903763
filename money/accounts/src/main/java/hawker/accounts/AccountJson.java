package hawker.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;

/** The account object of the API. */
public final class AccountJson {

    private AccountJson() {}

    public static ObjectNode render(Account account) {
        var json =
                Json.object()
                        .put("id", account.id().text())
                        .put("object", "account")
                        .put("country", account.country())
                        .put("created", Json.seconds(account.created()))
                        .put("default_currency", account.currency().code())
                        .put("email", account.email())
                        .put("charges_enabled", account.chargesEnabled())
                        .put("payouts_enabled", account.payoutsEnabled())
                        .put("details_submitted", true)
                        .put("type", "standard");
        json.putNull("business_type");
        json.set("business_profile", businessProfile(account));
        json.set("capabilities", capabilities(account));
        json.set("metadata", Json.object());
        json.set("settings", settings(account));
        return json;
    }

    private static ObjectNode businessProfile(Account account) {
        var profile = Json.object().put("name", account.name());
        for (var unknown :
                new String[] {
                    "annual_revenue", "estimated_worker_count", "mcc", "support_address",
                    "support_email", "support_phone", "support_url", "url"
                }) profile.putNull(unknown);
        if (account.about().isEmpty()) profile.putNull("product_description");
        else profile.put("product_description", account.about());
        return profile;
    }

    private static ObjectNode capabilities(Account account) {
        return Json.object()
                .put("card_payments", account.chargesEnabled() ? "active" : "inactive")
                .put("transfers", account.payoutsEnabled() ? "active" : "inactive");
    }

    private static ObjectNode settings(Account account) {
        var dashboard = Json.object().put("display_name", account.name());
        dashboard.put("timezone", "Etc/UTC");
        var settings = Json.object();
        settings.set("dashboard", dashboard);
        return settings;
    }
}
