package hawker.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Account;
import hawker.api.Json;
import hawker.api.Lists;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;

/** The account object of the API. */
final class ConnectedJson {

    private static final String[] ADDRESS = {
        "city", "country", "line1", "line2", "postal_code", "state"
    };

    private ConnectedJson() {}

    static ObjectNode render(Whole whole) {
        var account = whole.account();
        var verdict = whole.verdict();
        var json =
                Json.object()
                        .put("id", account.id().text())
                        .put("object", "account")
                        .put("country", account.country())
                        .put("created", Json.seconds(account.created()))
                        .put("default_currency", account.currency().code())
                        .put("charges_enabled", verdict.charges())
                        .put("payouts_enabled", verdict.payouts())
                        .put("details_submitted", verdict.detailsSubmitted())
                        .put("type", account.controller().type());
        Json.put(json, "email", account.email());
        Json.put(json, "business_type", account.businessType());
        json.set("business_profile", businessProfile(account.part("business_profile")));
        var capabilities = json.putObject("capabilities");
        verdict.capabilities().forEach((name, status) -> capabilities.put(name, status.text()));
        if (account.businessType().isPresent() && !account.isIndividual())
            json.set("company", company(account.part("company")));
        whole.individual()
                .ifPresent(self ->
                        json.set("individual", PersonJson.render(self, verdict, "individual")));
        json.set("controller", account.controller().json(true));
        var groups = account.part("groups");
        if (!groups.isEmpty()) json.set("groups", filled(groups, "payments_pricing"));
        json.set("external_accounts", externals(whole));
        json.set("requirements", RequirementsJson.of(verdict));
        json.set("future_requirements", RequirementsJson.none());
        json.set("metadata", Json.metadata(account.metadata()));
        json.set("settings", settings(account.part("settings")));
        json.set("tos_acceptance", terms(account.part("tos_acceptance")));
        return json;
    }

    /** An account that no platform made: its owner opened it here and sees it whole. */
    static ObjectNode own(Account account) {
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
        var profile = businessProfile(Json.object()).put("name", account.name());
        if (!account.about().isEmpty()) profile.put("product_description", account.about());
        json.set("business_profile", profile);
        json.putObject("capabilities")
                .put("card_payments", account.chargesEnabled() ? "active" : "inactive")
                .put("transfers", account.payoutsEnabled() ? "active" : "inactive");
        json.putObject("controller").put("type", "account");
        json.set("metadata", Json.object());
        var settings = settings(Json.object());
        settings.putObject("dashboard")
                .put("display_name", account.name())
                .put("timezone", "Etc/UTC");
        json.set("settings", settings);
        return json;
    }

    private static ObjectNode businessProfile(ObjectNode told) {
        var profile =
                filled(
                        told,
                        "mcc",
                        "minority_owned_business_designation",
                        "name",
                        "product_description",
                        "specified_commercial_transactions_act_url",
                        "support_address",
                        "support_email",
                        "support_phone",
                        "support_url",
                        "url");
        if (profile.get("support_address") instanceof ObjectNode address)
            profile.set("support_address", filled(address, ADDRESS));
        return profile;
    }

    static ObjectNode address(JsonNode told) {
        return filled(told instanceof ObjectNode there ? there : Json.object(), ADDRESS);
    }

    /** A declaration: when, from where, and with what. */
    static ObjectNode declaration(JsonNode told) {
        var there = told instanceof ObjectNode declared ? declared : Json.object();
        return filled(there, "date", "ip", "user_agent");
    }

    /** Addresses as they are written in Japan, where they were told. */
    static void japanese(ObjectNode json, ObjectNode told) {
        for (var name : List.of("address_kana", "address_kanji"))
            if (told.get(name) instanceof ObjectNode address)
                json.set(name, filled(filled(address, ADDRESS), "town"));
    }

    private static ObjectNode company(ObjectNode told) {
        var json = filled(told, "name", "phone");
        json.set("address", address(told.path("address")));
        for (var name : List.of("administrative_address", "principal_place_of_business"))
            if (told.has(name)) json.set(name, address(told.path(name)));
        japanese(json, told);
        for (var by : List.of("directorship", "ownership", "representative"))
            if (told.has(by + "_declaration"))
                json.set(by + "_declaration", declaration(told.path(by + "_declaration")));
        for (var name : List.of("ownership_exemption_reason", "registration_date"))
            if (json.path(name).isNull()) json.remove(name);
        json.remove("registration_number_check");
        for (var role : List.of("owners", "directors", "executives"))
            json.put(role + "_provided", told.path(role + "_provided").asBoolean());
        for (var number : List.of("tax_id", "vat_id")) {
            json.put(number + "_provided", Sensitive.given(told, number));
            json.remove(number + "_check");
        }
        var verification = Json.object();
        var document = told.path("verification").path("document");
        verification.set("document", PersonJson.document(document));
        json.set("verification", verification);
        return json;
    }

    private static ObjectNode externals(Whole whole) {
        var items =
                whole.externals().stream().map(external -> ExternalJson.render(external)).toList();
        var url = "/v1/accounts/" + whole.account().id().text() + "/external_accounts";
        return Lists.of(url, items, false);
    }

    private static ObjectNode terms(ObjectNode told) {
        return told.isEmpty() ? told.putNull("date").putNull("ip").putNull("user_agent") : told;
    }

    private static ObjectNode settings(ObjectNode told) {
        var settings = Json.object();
        settings.set("bacs_debit_payments", inside(told, "bacs_debit_payments", "display_name"));
        settings.set(
                "branding",
                inside(told, "branding", "icon", "logo", "primary_color", "secondary_color"));
        settings.set("card_payments", cardPayments(told));
        settings.set("dashboard", inside(told, "dashboard", "display_name", "timezone"));
        var invoices =
                inside(told, "invoices", "default_account_tax_ids", "hosted_payment_method_save");
        settings.set("invoices", invoices);
        settings.set(
                "payments",
                inside(
                        told,
                        "payments",
                        "statement_descriptor",
                        "statement_descriptor_kana",
                        "statement_descriptor_kanji",
                        "statement_descriptor_prefix_kana",
                        "statement_descriptor_prefix_kanji"));
        settings.set("payouts", payouts(told));
        settings.set("sepa_debit_payments", inside(told, "sepa_debit_payments"));
        settings.withObject("/bacs_debit_payments").putNull("service_user_number");
        return settings;
    }

    private static ObjectNode cardPayments(ObjectNode told) {
        var json =
                inside(
                        told,
                        "card_payments",
                        "statement_descriptor_prefix",
                        "statement_descriptor_prefix_kana",
                        "statement_descriptor_prefix_kanji");
        var decline = told.path("card_payments").path("decline_on");
        json.putObject("decline_on")
                .put("avs_failure", decline.path("avs_failure").asBoolean())
                .put("cvc_failure", decline.path("cvc_failure").asBoolean());
        return json;
    }

    private static ObjectNode payouts(ObjectNode told) {
        var json = inside(told, "payouts", "statement_descriptor");
        json.put(
                "debit_negative_balances",
                told.path("payouts").path("debit_negative_balances").asBoolean(true));
        var asked = told.path("payouts").path("schedule");
        var schedule = json.putObject("schedule");
        schedule.put("delay_days", asked.path("delay_days").asInt(2));
        var interval = asked.path("interval").asText("daily");
        schedule.put("interval", interval);
        var wish = PayoutWish.of(told.path("payouts"));
        if (interval.equals("weekly")) {
            schedule.put("weekly_anchor", word(wish.weekdays().first()));
            var days = schedule.putArray("weekly_payout_days");
            wish.weekdays().stream()
                    .filter(day -> day.compareTo(DayOfWeek.FRIDAY) <= 0)
                    .forEach(day -> days.add(word(day)));
        }
        if (interval.equals("monthly")) {
            schedule.put("monthly_anchor", wish.monthdays().first());
            wish.monthdays().forEach(schedule.putArray("monthly_payout_days")::add);
        }
        return json;
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode inside(ObjectNode told, String part, String... fields) {
        return filled(told.get(part) instanceof ObjectNode there ? there : Json.object(), fields);
    }

    /** What was told, and null for what was not. */
    static ObjectNode filled(ObjectNode told, String... fields) {
        var json = told.deepCopy();
        for (var field : fields) if (!json.has(field)) json.putNull(field);
        return json;
    }
}
