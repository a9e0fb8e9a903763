package hawker.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A payment method as Stripe's API writes it (type card, newest version). */
public final class PaymentMethodJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PaymentMethodJson() {}

    public static ObjectNode render(PaymentMethod method) {
        var node = JSON.objectNode();
        node.put("id", method.id().text());
        node.put("object", "payment_method");
        node.put("allow_redisplay", method.allowRedisplay());
        node.set("billing_details", billing(method.billing()));
        node.set("card", card(method.card()));
        node.put("created", seconds(method.created()));
        put(node, "customer", method.customer());
        node.putNull("customer_account");
        node.put("livemode", method.account().livemode());
        node.set("metadata", metadata(method.metadata()));
        node.put("type", "card");
        return node;
    }

    /** The object of a payment_method event, as it was when it happened; empty for other events. */
    public static Optional<ObjectNode> of(Event event) {
        boolean ours = event.types().stream().allMatch(type -> type.startsWith("payment_method."));
        return ours ? event.payload().map(Json::parse) : Optional.empty();
    }

    /** Stripe's billing_details, as it stands on payment methods and charges. */
    public static ObjectNode billing(Billing billing) {
        var node = JSON.objectNode();
        node.set("address", address(billing.address()));
        put(node, "email", billing.email());
        put(node, "name", billing.name());
        put(node, "phone", billing.phone());
        put(node, "tax_id", billing.taxId());
        return node;
    }

    static ObjectNode address(Billing.Address address) {
        var node = JSON.objectNode();
        put(node, "city", address.city());
        put(node, "country", address.country());
        put(node, "line1", address.line1());
        put(node, "line2", address.line2());
        put(node, "postal_code", address.postalCode());
        put(node, "state", address.state());
        return node;
    }

    /** Stripe's checks, as they stand on payment methods and charges. */
    public static ObjectNode checks(Checks checks) {
        var node = JSON.objectNode();
        put(node, "address_line1_check", checks.addressLine1().map(Checks.Check::text));
        put(node, "address_postal_code_check", checks.postalCode().map(Checks.Check::text));
        put(node, "cvc_check", checks.cvc().map(Checks.Check::text));
        return node;
    }

    private static ObjectNode card(CardDisplay card) {
        var node = JSON.objectNode();
        node.put("brand", card.brand());
        node.set("checks", checks(card.checks()));
        put(node, "country", card.country());
        node.put("display_brand", card.preferredNetwork().orElse(card.brand()));
        node.put("exp_month", card.expMonth());
        node.put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint());
        node.put("funding", card.funding());
        node.putNull("generated_from");
        node.put("last4", card.last4());
        var networks = node.putObject("networks");
        networks.set("available", texts(card.networks()));
        put(networks, "preferred", card.preferredNetwork());
        node.put("regulated_status", "unregulated");
        node.putObject("three_d_secure_usage").put("supported", card.authenticates());
        node.putNull("wallet");
        return node;
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode texts(List<String> texts) {
        var array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ObjectNode metadata(Map<String, String> metadata) {
        var node = JSON.objectNode();
        metadata.forEach(node::put);
        return node;
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    private static void put(ObjectNode node, String name, Optional<String> text) {
        if (text.isPresent()) node.put(name, text.get());
        else node.putNull(name);
    }
}
