package hawker.disputes;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON column of a dispute's row. */
final class DisputeText {

    /** What stands in columns of its own. */
    record Columns(
            Dispute.Id id,
            AccountId account,
            int version,
            Instant at,
            String caseId,
            Charge.Id charge,
            Optional<PaymentIntent.Id> intent,
            Instant created,
            String status,
            Money amount,
            Money fee,
            Instant dueBy) {}

    private DisputeText() {}

    static String detail(Dispute dispute) {
        var facts = dispute.facts();
        var standing = dispute.standing();
        var node = Json.object();
        node.put("code", facts.reasonCode()).put("brand", facts.brand());
        node.put("network", facts.cardNetwork()).put("inquiry", standing.inquiry());
        facts.programme().ifPresent(programme -> node.put("programme", programme));
        node.set("evidence", Json.metadata(standing.evidence().fields()));
        node.set("enhanced", Json.parse(standing.evidence().enhanced()));
        node.put("countered", standing.countered().minor());
        node.put("submissions", standing.submissions());
        node.set("metadata", Json.metadata(standing.metadata()));
        standing.journals().forEach(node.putArray("journals")::add);
        return Json.text(node);
    }

    static Dispute dispute(String detail, Columns columns) {
        var node = Json.parse(detail);
        var facts =
                new Dispute.Facts(
                        columns.caseId(),
                        columns.charge(),
                        columns.intent(),
                        columns.created(),
                        node.path("code").asText(),
                        Optional.ofNullable(node.get("programme")).map(JsonNode::asText),
                        node.path("brand").asText(),
                        node.path("network").asText());
        var journals = new ArrayList<String>();
        node.path("journals").forEach(journal -> journals.add(journal.asText()));
        var standing =
                new Dispute.Standing(
                        Dispute.Status.valueOf(columns.status().toUpperCase(Locale.ROOT)),
                        node.path("inquiry").asBoolean(),
                        columns.amount(),
                        columns.fee(),
                        Money.of(node.path("countered").asLong(), columns.amount().currency()),
                        columns.dueBy(),
                        new Evidence(
                                texts(node.path("evidence")), node.path("enhanced").toString()),
                        node.path("submissions").asInt(),
                        texts(node.path("metadata")),
                        journals);
        return new Dispute(
                columns.id(), columns.account(), columns.version(), columns.at(), facts, standing);
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }
}
