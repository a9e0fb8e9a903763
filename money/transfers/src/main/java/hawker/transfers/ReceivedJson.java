package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Lists;
import java.util.List;

/**
 * What a transfer is to its receiver: a payment, which the API shows as a charge that the platform
 * paid.
 */
final class ReceivedJson {

    private static final String[] NOTHING = {
        "application",
        "application_fee",
        "application_fee_amount",
        "calculated_statement_descriptor",
        "customer",
        "description",
        "failure_balance_transaction",
        "failure_code",
        "failure_message",
        "on_behalf_of",
        "outcome",
        "payment_intent",
        "payment_method",
        "receipt_email",
        "receipt_number",
        "receipt_url",
        "review",
        "shipping",
        "source",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group"
    };

    private ReceivedJson() {}

    static ObjectNode render(Received payment) {
        var json =
                Json.object()
                        .put("id", payment.id())
                        .put("object", "charge")
                        .put("amount", payment.amount().minor())
                        .put("amount_captured", payment.amount().minor())
                        .put("amount_refunded", payment.reversed().minor())
                        .put("balance_transaction", "txn_" + payment.journal());
        json.set("billing_details", nobody());
        json.put("captured", true)
                .put("created", Json.seconds(payment.created()))
                .put("currency", payment.amount().currency().code())
                .put("disputed", false);
        json.putObject("fraud_details");
        json.put("livemode", payment.account().livemode());
        var notes = payment.notes().map(Json::parse).orElseGet(Json::object);
        json.set("metadata", notes.has("metadata") ? notes.get("metadata") : Json.object());
        json.put("paid", true);
        json.putObject("payment_method_details")
                .put("type", "stripe_account")
                .putObject("stripe_account");
        json.putObject("radar_options");
        json.put("refunded", payment.reversed().equals(payment.amount()));
        json.set("refunds", Lists.of("/v1/charges/" + payment.id() + "/refunds", List.of(), false));
        json.put("source_transfer", payment.transfer()).put("status", "succeeded");
        for (var name : NOTHING) json.putNull(name);
        if (notes.has("description")) json.set("description", notes.get("description"));
        return json;
    }

    private static ObjectNode nobody() {
        var json = Json.object();
        var address = json.putObject("address");
        for (var part : List.of("city", "country", "line1", "line2", "postal_code", "state"))
            address.putNull(part);
        for (var part : List.of("email", "name", "phone", "tax_id")) json.putNull(part);
        return json;
    }
}
