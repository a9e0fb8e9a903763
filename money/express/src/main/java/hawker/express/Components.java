package hawker.express;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The components that a page of a platform may show, and what each may let people do (docs: account
 * sessions). An answer tells all of them; what was not asked for is off.
 */
final class Components {

    /** What every component that is on lets people do unless told otherwise. */
    private static final List<String> USUALLY =
            List.of(
                    "refund_management",
                    "dispute_management",
                    "capture_payments",
                    "external_account_collection",
                    "card_spend_dispute_management");

    /** Component, then its features. */
    private static final String TABLE =
            """
            account_management disable_stripe_user_authentication external_account_collection
            account_onboarding disable_stripe_user_authentication external_account_collection
            balance_report
            balances disable_stripe_user_authentication edit_payout_schedule external_account_collection instant_payouts standard_payouts
            disputes_list capture_payments destination_on_behalf_of_charge_management dispute_management refund_management smart_disputes_management
            documents
            financial_account disable_stripe_user_authentication external_account_collection send_money transfer_balance
            financial_account_transactions card_spend_dispute_management
            instant_payouts_promotion disable_stripe_user_authentication external_account_collection instant_payouts
            issuing_card card_management card_spend_dispute_management cardholder_management spend_control_management
            issuing_cards_list card_management card_spend_dispute_management cardholder_management disable_stripe_user_authentication spend_control_management
            notification_banner disable_stripe_user_authentication external_account_collection
            payment_details capture_payments destination_on_behalf_of_charge_management dispute_management refund_management smart_disputes_management
            payment_disputes destination_on_behalf_of_charge_management dispute_management refund_management smart_disputes_management
            payment_method_settings disable_stripe_user_authentication
            payments capture_payments destination_on_behalf_of_charge_management dispute_management refund_management smart_disputes_management
            payout_details
            payout_reconciliation_report
            payouts disable_stripe_user_authentication edit_payout_schedule external_account_collection instant_payouts standard_payouts
            payouts_list
            reporting_chart
            tax_registrations
            tax_settings
            terminal_hardware_orders
            terminal_hardware_shop
            """;

    private static final Map<String, List<String>> FEATURES = read();

    private Components() {}

    private static Map<String, List<String>> read() {
        var features = new TreeMap<String, List<String>>();
        for (var line : TABLE.strip().split("\n")) {
            var words = List.of(line.split(" "));
            features.put(words.getFirst(), words.subList(1, words.size()));
        }
        return features;
    }

    /** The parameter {@code components}. */
    static Param param() {
        var all = new ArrayList<Param>();
        FEATURES.forEach((name, features) -> {
            var flags = features.stream().map(Param::flag).toArray(Param[]::new);
            all.add(
                    Param.hash(
                            name, Param.flag("enabled").required(), Param.hash("features", flags)));
        });
        return Param.hash("components", all.toArray(Param[]::new)).required();
    }

    /** All components as they were asked for, in the API's own form. */
    static ObjectNode json(Params asked) {
        var json = Json.object();
        boolean any = false;
        for (var component : FEATURES.entrySet()) {
            var told = asked.hash(component.getKey());
            boolean enabled = told.map(t -> t.isTrue("enabled")).orElse(false);
            any |= enabled;
            var node = json.putObject(component.getKey()).put("enabled", enabled);
            var wanted = new LinkedHashMap<String, Boolean>();
            for (var feature : component.getValue())
                wanted.put(
                        feature,
                        enabled
                                && told.flatMap(t -> t.hash("features"))
                                        .flatMap(f -> f.flag(feature))
                                        .orElse(USUALLY.contains(feature)));
            var features = node.putObject("features");
            wanted.forEach(features::put);
        }
        if (!any)
            throw ApiError.parameterInvalid(
                    "components", "At least one component must be enabled.");
        return json;
    }
}
