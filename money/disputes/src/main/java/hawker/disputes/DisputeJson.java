package hawker.disputes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.payments.PaymentIntent;
import java.util.Optional;

/** A dispute as Stripe's API writes it in its newest version. */
final class DisputeJson {

    private static final String TRANSACTION = "txn_";

    private final Expander.Fetch balanceTransactions;
    private final Clock clock;

    DisputeJson(Expander.Fetch balanceTransactions, Clock clock) {
        this.balanceTransactions = balanceTransactions;
        this.clock = clock;
    }

    ObjectNode render(Dispute dispute) {
        var facts = dispute.facts();
        var standing = dispute.standing();
        var node = Json.object();
        node.put("id", dispute.id().text());
        node.put("object", "dispute");
        node.put("amount", dispute.amount().minor());
        transactions(node, dispute);
        node.put("charge", facts.charge().text());
        node.put("created", Json.seconds(facts.created()));
        node.put("currency", dispute.amount().currency().code());
        var programmes = node.putArray("enhanced_eligibility_types");
        facts.programme().ifPresent(programmes::add);
        node.set("evidence", evidence(standing.evidence()));
        node.set("evidence_details", details(dispute));
        node.putNull("intended_submission_method");
        node.put("is_charge_refundable", dispute.isChargeRefundable());
        node.put("livemode", dispute.account().livemode());
        node.set("metadata", Json.metadata(standing.metadata()));
        node.put("network_reason_code", facts.reasonCode());
        Json.put(node, "payment_intent", facts.intent().map(PaymentIntent.Id::text));
        // Of a bank account there is nothing to tell.
        if (!facts.brand().isEmpty()) card(node.putObject("payment_method_details"), dispute);
        node.put("reason", dispute.reason());
        return node.put("status", dispute.status().text());
    }

    private static void card(ObjectNode method, Dispute dispute) {
        var facts = dispute.facts();
        method.putObject("card")
                .put("brand", facts.brand())
                .put("case_type", caseType(dispute))
                .put("network", facts.cardNetwork())
                .put("network_reason_code", facts.reasonCode());
        method.put("type", "card");
    }

    /** The lines are shown whole, as the statement shows them. */
    private void transactions(ObjectNode node, Dispute dispute) {
        var ids = dispute.standing().journals().stream().map(TRANSACTION::concat).toList();
        var lines = node.putArray("balance_transactions");
        if (ids.isEmpty()) return;
        var found = balanceTransactions.fetch(dispute.account(), ids);
        for (var id : ids) Optional.ofNullable(found.get(id)).ifPresent(lines::add);
    }

    private static String caseType(Dispute dispute) {
        if (dispute.standing().inquiry()) return "inquiry";
        return dispute.facts().programme().equals(Optional.of(Eligibility.COMPLIANCE))
                ? "compliance"
                : "chargeback";
    }

    private static ObjectNode evidence(Evidence evidence) {
        var node = Json.object();
        for (var name : Evidence.TEXTS) Json.put(node, name, evidence.field(name));
        for (var name : Evidence.FILES) Json.put(node, name, evidence.field(name));
        node.set("enhanced_evidence", Json.parse(evidence.enhanced()));
        return node;
    }

    private ObjectNode details(Dispute dispute) {
        var standing = dispute.standing();
        var node = Json.object();
        node.put("due_by", Json.seconds(standing.dueBy()));
        node.set("enhanced_eligibility", Eligibility.of(dispute));
        node.put("has_evidence", !standing.evidence().isEmpty());
        boolean waits = dispute.status().awaitsSeller();
        node.put("past_due", waits && !clock.now().isBefore(standing.dueBy()));
        node.put("submission_count", standing.submissions());
        return node.put(
                "submission_method", standing.submissions() > 0 ? "manual" : "not_submitted");
    }
}
