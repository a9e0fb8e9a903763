package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import java.util.List;

/** Bank accounts and debit cards of accounts, as the API shows them. */
public final class ExternalJson {

    private static final String[] BANK = {
        "account_holder_name", "account_holder_type", "account_type", "bank_name", "routing_number"
    };
    private static final String[] CARD = {
        "address_city",
        "address_country",
        "address_line1",
        "address_line1_check",
        "address_line2",
        "address_state",
        "address_zip",
        "address_zip_check",
        "cvc_check",
        "dynamic_last4",
        "name",
        "regulated_status",
        "tokenization_method"
    };

    private ExternalJson() {}

    public static ObjectNode render(ExternalAccount external) {
        var json = ConnectedJson.filled(external.details(), external.isCard() ? CARD : BANK);
        json.put("id", external.id())
                .put("object", external.isCard() ? "card" : "bank_account")
                .put("account", external.account().text())
                .put("currency", external.currency().code())
                .put("default_for_currency", external.isDefault())
                .put("status", external.status());
        json.set("metadata", Json.metadata(external.metadata()));
        var methods = json.putArray("available_payout_methods").add("standard");
        if (external.details().path("instant").asBoolean()) methods.add("instant");
        json.remove(List.of("instant", "documents"));
        if (!external.isCard()) {
            json.set("requirements", TestBanks.requirements(external));
            json.set("future_requirements", TestBanks.nothing());
        }
        return json;
    }
}
