package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Lists;
import java.util.List;

/** Transfers and their reversals as the API shows them. */
final class TransferJson {

    private static final int SHOWN = 10;

    private TransferJson() {}

    /**
     * @param reversals newest first; the answer holds the newest ten
     */
    static ObjectNode render(Sent sent, List<TakenBack> reversals) {
        var json =
                Json.object()
                        .put("id", sent.id())
                        .put("object", "transfer")
                        .put("amount", sent.amount().minor())
                        .put("amount_reversed", sent.reversed().minor())
                        .put("balance_transaction", "txn_" + sent.journal())
                        .put("created", Json.seconds(sent.created()))
                        .put("currency", sent.amount().currency().code());
        Json.put(json, "description", sent.description());
        json.put("destination", sent.destination().text())
                .put("destination_payment", sent.payment())
                .put("livemode", sent.account().livemode());
        json.set("metadata", Json.metadata(sent.metadata()));
        var shown = reversals.subList(0, Math.min(SHOWN, reversals.size()));
        json.set(
                "reversals",
                Lists.of(
                        "/v1/transfers/" + sent.id() + "/reversals",
                        shown.stream().map(TransferJson::render).toList(),
                        reversals.size() > SHOWN));
        json.put("reversed", sent.left().isZero());
        Json.put(json, "source_transaction", sent.charge());
        json.put("source_type", "card");
        return Json.put(json, "transfer_group", sent.group());
    }

    static ObjectNode render(TakenBack reversal) {
        var json =
                Json.object()
                        .put("id", reversal.id())
                        .put("object", "transfer_reversal")
                        .put("amount", reversal.amount().minor())
                        .put("balance_transaction", "txn_" + reversal.journal())
                        .put("created", Json.seconds(reversal.created()))
                        .put("currency", reversal.amount().currency().code())
                        .put("destination_payment_refund", reversal.refund());
        json.set("metadata", Json.metadata(reversal.metadata()));
        Json.put(json, "source_refund", reversal.sourceRefund());
        return json.put("transfer", reversal.transfer());
    }
}
