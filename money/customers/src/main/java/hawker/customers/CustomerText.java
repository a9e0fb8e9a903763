package hawker.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;

/** The JSON column of a customer's row: what is never asked for by itself. */
final class CustomerText {

    private CustomerText() {}

    static String detail(Customer customer) {
        var profile = customer.profile();
        var node = Json.object();
        put(node, "business", profile.business().business());
        put(node, "individual", profile.business().individual());
        profile.address().ifPresent(a -> node.set("address", Addresses.json(a)));
        profile.shipping().ifPresent(s -> node.set("shipping", Addresses.json(s)));
        node.put("tax_exempt", profile.taxExempt());
        put(node, "ip", profile.ipAddress());
        profile.locales().forEach(node.putArray("locales")::add);
        node.set("metadata", Json.metadata(profile.metadata()));
        if (!customer.invoicing().equals(Customer.Invoicing.USUAL))
            node.set("invoices", invoicing(customer.invoicing()));
        if (customer.standing().reconciling() != Customer.Reconciling.USUAL)
            node.put("reconciling", word(customer.standing().reconciling()));
        return Json.text(node);
    }

    private static ObjectNode invoicing(Customer.Invoicing invoicing) {
        var node = Json.object();
        put(node, "prefix", invoicing.prefix());
        node.put("next", invoicing.next());
        var fields = node.putArray("fields");
        for (var field : invoicing.fields())
            fields.addObject().put("name", field.name()).put("value", field.value());
        put(node, "footer", invoicing.footer());
        invoicing
                .rendering()
                .ifPresent(how -> {
                    var rendering = node.putObject("rendering");
                    put(rendering, "display", how.amountTaxDisplay());
                    put(rendering, "template", how.template());
                });
        return node;
    }

    /** The profile of a row. */
    static Customer.Profile profile(
            Optional<String> name,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> description,
            JsonNode detail) {
        var locales = new ArrayList<String>();
        detail.path("locales").forEach(locale -> locales.add(locale.asText()));
        var metadata = new LinkedHashMap<String, String>();
        detail.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return new Customer.Profile(
                name,
                email,
                phone,
                description,
                new Customer.Names(
                        Addresses.maybe(detail, "business"), Addresses.maybe(detail, "individual")),
                detail.has("address")
                        ? Optional.of(Addresses.address(detail.get("address")))
                        : Optional.empty(),
                detail.has("shipping")
                        ? Optional.of(Addresses.shipping(detail.get("shipping")))
                        : Optional.empty(),
                detail.path("tax_exempt").asText("none"),
                Addresses.maybe(detail, "ip"),
                locales,
                metadata);
    }

    static Customer.Invoicing invoicing(JsonNode detail) {
        if (!detail.has("invoices")) return Customer.Invoicing.USUAL;
        var node = detail.get("invoices");
        var fields = new ArrayList<Customer.Field>();
        for (var field : node.path("fields"))
            fields.add(
                    new Customer.Field(field.path("name").asText(), field.path("value").asText()));
        return new Customer.Invoicing(
                Addresses.maybe(node, "prefix"),
                node.path("next").asLong(1),
                fields,
                Addresses.maybe(node, "footer"),
                node.has("rendering")
                        ? Optional.of(
                                new Customer.Rendering(
                                        Addresses.maybe(node.get("rendering"), "display"),
                                        Addresses.maybe(node.get("rendering"), "template")))
                        : Optional.empty());
    }

    static Customer.Reconciling reconciling(JsonNode detail) {
        return Addresses.maybe(detail, "reconciling")
                .map(word -> Customer.Reconciling.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Customer.Reconciling.USUAL);
    }

    static String word(Customer.Reconciling how) {
        return how.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode node, String name, Optional<String> text) {
        text.ifPresent(value -> node.put(name, value));
    }
}
