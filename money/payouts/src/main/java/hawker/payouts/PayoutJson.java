package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.BankAccount;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.payouts.Payout.Failure;
import java.util.Optional;

/** Payouts and bank accounts as the API writes them. */
final class PayoutJson {

    private PayoutJson() {}

    static ObjectNode render(Payout payout) {
        var node = Json.object();
        node.put("id", payout.id().text());
        node.put("object", "payout");
        node.put("amount", (payout.isReversal() ? -1 : 1) * payout.amount().minor());
        node.putNull("application_fee");
        node.putNull("application_fee_amount");
        node.put("arrival_date", Days.seconds(payout.arrivesOn()));
        node.put("automatic", payout.isAutomatic());
        boolean booked = !payout.isReversal() || payout.status() == Payout.Status.PAID;
        Json.put(
                node,
                "balance_transaction",
                Optional.of(payout.journalId()).filter(id -> booked).map(BalanceJson::id));
        node.put("created", Json.seconds(payout.createdAt()));
        node.put("currency", payout.amount().currency().code());
        Json.put(node, "description", payout.description());
        node.put("destination", payout.destination());
        var failure = payout.failure();
        Json.put(
                node,
                "failure_balance_transaction",
                failure.flatMap(Failure::journalId).map(BalanceJson::id));
        Json.put(node, "failure_code", failure.map(Failure::code));
        Json.put(node, "failure_message", failure.map(Failure::message));
        node.put("livemode", payout.account().livemode());
        node.set("metadata", Json.metadata(payout.metadata()));
        node.put("method", payout.isInstant() ? "instant" : "standard");
        Json.put(node, "original_payout", payout.way().original().map(Payout.Id::text));
        node.putNull("payout_method");
        node.put("reconciliation_status", payout.isAutomatic() ? "completed" : "not_applicable");
        Json.put(node, "reversed_by", payout.way().reversedBy().map(Payout.Id::text));
        node.put("source_type", "card");
        Json.put(node, "statement_descriptor", payout.statementDescriptor());
        node.put("status", payout.status().text());
        node.set("trace_id", trace(payout));
        node.put("type", payout.isToCard() ? "card" : "bank_account");
        return node;
    }

    /** The bank's own reference, for tracing money that cannot be found. */
    private static ObjectNode trace(Payout payout) {
        var node = Json.object();
        node.put("status", payout.bankReference().isPresent() ? "supported" : "pending");
        return Json.put(node, "value", payout.bankReference());
    }

    static ObjectNode bankAccount(AccountId account, BankAccount bank) {
        var node = Json.object();
        node.put("id", bank.id());
        node.put("object", "bank_account");
        node.put("account", account.text());
        node.put("account_holder_name", bank.holder());
        node.putNull("account_holder_type");
        node.putNull("account_type");
        node.putNull("bank_name");
        node.put("country", bank.country());
        node.put("currency", bank.currency().code());
        node.put("default_for_currency", true);
        node.putNull("fingerprint");
        node.put("last4", bank.last4());
        node.set("metadata", Json.object());
        Json.put(node, "routing_number", Optional.of(bank.routing()));
        node.put("status", "new");
        return node;
    }
}
