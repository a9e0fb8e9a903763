package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Currency;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import java.util.Locale;
import java.util.Optional;

/**
 * Customers as Stripe's API writes them in its newest version: every field is there, null where
 * there is nothing.
 */
final class CustomersJson {

    private CustomersJson() {}

    /**
     * A customer.
     *
     * @param discount as the room that has coupons shows it
     */
    static ObjectNode customer(Customer customer, Optional<ObjectNode> discount) {
        var profile = customer.profile();
        var node = Json.object();
        node.put("id", customer.id().text());
        node.put("object", "customer");
        if (profile.address().isPresent())
            node.set("address", Addresses.json(profile.address().get()));
        else node.putNull("address");
        node.put("balance", customer.standing().balance());
        profile.business().business().ifPresent(name -> node.put("business_name", name));
        node.put("created", Json.seconds(customer.created()));
        Json.put(node, "currency", customer.standing().currency().map(Currency::code));
        node.putNull("customer_account");
        Json.put(
                node,
                "default_source",
                customer.methods().source().flatMap(CustomersJson::olderId));
        node.put("delinquent", false);
        Json.put(node, "description", profile.description());
        if (discount.isPresent()) node.set("discount", discount.get());
        else node.putNull("discount");
        Json.put(node, "email", profile.email());
        profile.business().individual().ifPresent(name -> node.put("individual_name", name));
        invoicing(node, customer);
        node.put("livemode", customer.account().livemode());
        node.set("metadata", Json.metadata(profile.metadata()));
        Json.put(node, "name", profile.name());
        node.put("next_invoice_sequence", customer.invoicing().next());
        Json.put(node, "phone", profile.phone());
        profile.locales().forEach(node.putArray("preferred_locales")::add);
        if (profile.shipping().isPresent())
            node.set("shipping", Addresses.json(profile.shipping().get()));
        else node.putNull("shipping");
        node.put("tax_exempt", profile.taxExempt());
        return Json.put(node, "test_clock", customer.testClock());
    }

    private static void invoicing(ObjectNode node, Customer customer) {
        var how = customer.invoicing();
        node.put("invoice_prefix", how.prefix().orElseGet(() -> prefix(customer.id())));
        var settings = node.putObject("invoice_settings");
        if (how.fields().isEmpty()) settings.putNull("custom_fields");
        else {
            var fields = settings.putArray("custom_fields");
            for (var field : how.fields())
                fields.addObject().put("name", field.name()).put("value", field.value());
        }
        Json.put(settings, "default_payment_method", customer.methods().method());
        Json.put(settings, "footer", how.footer());
        if (how.rendering().isEmpty()) settings.putNull("rendering_options");
        else {
            var rendering = settings.putObject("rendering_options");
            Json.put(rendering, "amount_tax_display", how.rendering().get().amountTaxDisplay());
            Json.put(rendering, "template", how.rendering().get().template());
        }
    }

    /** What is left of a customer that was deleted. */
    static ObjectNode deleted(Customer.Id id) {
        return Json.object().put("id", id.text()).put("object", "customer").put("deleted", true);
    }

    /** Eight characters, as unlike others' as the id is. */
    private static String prefix(Customer.Id id) {
        var text = id.text().toUpperCase(Locale.ROOT);
        return text.substring(Math.max(0, text.length() - 8));
    }

    /** {@code customer.tax}, which stands there only when asked for. */
    static ObjectNode tax(Customer customer) {
        var tax = Json.object();
        tax.put("automatic_tax", "not_collecting");
        Json.put(tax, "ip_address", customer.profile().ipAddress());
        return tax.putNull("location").put("provider", "stripe");
    }

    /** Bank accounts stand in the row in the older form, cards under the newer id. */
    private static Optional<String> olderId(String source) {
        return source.startsWith("ba_") || source.startsWith("src_")
                ? Optional.of(source)
                : PaymentMethod.Id.parse(source).map(PaymentMethodJson::olderId);
    }
}
