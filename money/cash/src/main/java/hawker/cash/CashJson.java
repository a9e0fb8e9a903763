package hawker.cash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.kernel.Money;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Balances and their movements as Stripe's API writes them. */
final class CashJson {

    private CashJson() {}

    static ObjectNode balance(Customer customer, List<Money> amounts) {
        var node = Json.object().put("object", "cash_balance");
        if (amounts.isEmpty()) node.putNull("available");
        else {
            var available = node.putObject("available");
            amounts.forEach(m -> available.put(m.currency().code(), m.minor()));
        }
        node.put("customer", customer.id().text()).putNull("customer_account");
        node.put("livemode", customer.account().livemode());
        var how = customer.standing().reconciling();
        boolean usual = how == Customer.Reconciling.USUAL;
        var mode = usual ? Customer.Reconciling.AUTOMATIC : how;
        node.putObject("settings")
                .put("reconciliation_mode", mode.name().toLowerCase(Locale.ROOT))
                .put("using_merchant_default", usual);
        return node;
    }

    static ObjectNode movement(Movement movement) {
        var node = Json.object().put("id", movement.id());
        node.put("object", "customer_cash_balance_transaction");
        node.put("created", Json.seconds(movement.created()));
        node.put("currency", movement.net().currency().code());
        node.put("customer", movement.customer()).putNull("customer_account");
        node.put("ending_balance", movement.ending().minor());
        node.put("livemode", movement.account().livemode());
        node.put("net_amount", movement.net().minor());
        node.put("type", movement.kind().text());
        var subject = movement.subject();
        switch (movement.kind()) {
            case FUNDED -> funded(node.putObject("funded"), movement);
            case APPLIED_TO_PAYMENT ->
                    node.putObject("applied_to_payment")
                            .put("payment_intent", subject.orElseThrow());
            case UNAPPLIED_FROM_PAYMENT ->
                    node.putObject("unapplied_from_payment")
                            .put("payment_intent", subject.orElseThrow());
            case REFUNDED_FROM_PAYMENT ->
                    node.putObject("refunded_from_payment").put("refund", subject.orElseThrow());
            case RETURN_INITIATED, RETURN_CANCELED -> {} // the API has no more of these
        }
        return node;
    }

    private static void funded(ObjectNode funded, Movement movement) {
        var transfer = funded.putObject("bank_transfer");
        Json.put(transfer, "reference", movement.subject());
        Optional<String> type = Instructions.type(movement.net().currency());
        transfer.put("type", type.orElseThrow());
    }
}
