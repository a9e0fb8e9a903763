package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;

/** A top-up as the API writes it. */
final class TopupJson {

    private TopupJson() {}

    static ObjectNode render(Topup topup) {
        var notes = topup.notes();
        var node = Json.object();
        node.put("id", topup.id()).put("object", "topup").put("amount", topup.amount().minor());
        Json.put(node, "balance_transaction", topup.journal().map(BalanceJson::id));
        node.put("created", Json.seconds(topup.created()));
        node.put("currency", topup.amount().currency().code());
        Json.put(node, "description", notes.description());
        node.put("expected_availability_date", Days.seconds(topup.expectedOn()));
        Json.put(node, "failure_code", topup.failure().map(Topup.Failure::code));
        Json.put(node, "failure_message", topup.failure().map(Topup.Failure::message));
        node.put("initiated_by", "user");
        node.put("livemode", topup.account().livemode());
        node.set("metadata", Json.metadata(notes.metadata()));
        node.putNull("source");
        Json.put(node, "statement_descriptor", notes.statementDescriptor());
        node.put("status", topup.status().text());
        return Json.put(node, "transfer_group", notes.group());
    }
}
