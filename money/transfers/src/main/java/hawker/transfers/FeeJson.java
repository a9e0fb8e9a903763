package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Lists;
import java.util.List;

/** Application fees and their refunds as the API shows them. */
final class FeeJson {

    private static final int SHOWN = 10;

    private FeeJson() {}

    /**
     * @param refunds newest first; the answer holds the newest ten
     */
    static ObjectNode render(ApplicationFee fee, List<ApplicationFee.Refund> refunds) {
        var json =
                Json.object()
                        .put("id", fee.id())
                        .put("object", "application_fee")
                        .put("account", fee.payer().text())
                        .put("amount", fee.amount().minor())
                        .put("amount_refunded", fee.refunded().minor())
                        .put("application", fee.account().applicationText())
                        .put("balance_transaction", "txn_" + fee.journal())
                        .put("charge", fee.charge())
                        .put("created", Json.seconds(fee.created()))
                        .put("currency", fee.amount().currency().code());
        json.putObject("fee_source").put("charge", fee.charge()).put("type", "charge");
        json.put("livemode", fee.account().livemode());
        Json.put(json, "originating_transaction", fee.originating());
        json.put("refunded", fee.left().isZero());
        var shown = refunds.subList(0, Math.min(SHOWN, refunds.size()));
        json.set(
                "refunds",
                Lists.of(
                        FeesHttp.URL + "/" + fee.id() + "/refunds",
                        shown.stream().map(FeeJson::render).toList(),
                        refunds.size() > SHOWN));
        return json;
    }

    static ObjectNode render(ApplicationFee.Refund refund) {
        var json =
                Json.object()
                        .put("id", refund.id())
                        .put("object", "fee_refund")
                        .put("amount", refund.amount().minor())
                        .put("balance_transaction", "txn_" + refund.journal())
                        .put("created", Json.seconds(refund.created()))
                        .put("currency", refund.amount().currency().code())
                        .put("fee", refund.fee());
        json.set("metadata", Json.metadata(refund.metadata()));
        return json;
    }
}
