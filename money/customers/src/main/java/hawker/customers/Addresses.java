package hawker.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.vault.Billing;
import java.util.Optional;

/** Addresses and shipping: as parameters, and as JSON, both stored and shown. */
final class Addresses {

    private static final Param ADDRESS =
            Param.hash(
                    "address",
                    part("city"),
                    part("country"),
                    part("line1"),
                    part("line2"),
                    part("postal_code"),
                    part("state"));

    static final Param OF_CUSTOMER = ADDRESS.nullable();

    static final Param SHIPPING =
            Param.hash(
                            "shipping",
                            ADDRESS,
                            Param.text("name", 5000),
                            part("phone"),
                            part("carrier"),
                            part("tracking_number"))
                    .nullable();

    private Addresses() {}

    private static Param part(String name) {
        return Param.text(name, 5000).nullable();
    }

    /** The address after the parameters were applied. */
    static Optional<Billing.Address> changed(Params params, Optional<Billing.Address> current) {
        if (params.isUnset("address")) return Optional.empty();
        return params.hash("address").map(Addresses::address).or(() -> current);
    }

    static Optional<Shipping> shipping(Params params, Optional<Shipping> current) {
        if (params.isUnset("shipping")) return Optional.empty();
        return params.hash("shipping")
                .map(sent ->
                        new Shipping(
                                sent.text("name"),
                                sent.text("phone"),
                                sent.text("carrier"),
                                sent.text("tracking_number"),
                                sent.hash("address")
                                        .map(Addresses::address)
                                        .orElseGet(Billing.Address::none)))
                .or(() -> current);
    }

    private static Billing.Address address(Params address) {
        return new Billing.Address(
                address.text("line1"),
                address.text("line2"),
                address.text("city"),
                address.text("state"),
                address.text("postal_code"),
                address.text("country"));
    }

    /** As the API shows it: every field, null where there is nothing. */
    static ObjectNode json(Billing.Address address) {
        var node = Json.object();
        Json.put(node, "city", address.city());
        Json.put(node, "country", address.country());
        Json.put(node, "line1", address.line1());
        Json.put(node, "line2", address.line2());
        Json.put(node, "postal_code", address.postalCode());
        return Json.put(node, "state", address.state());
    }

    static ObjectNode json(Shipping shipping) {
        var node = Json.object();
        node.set("address", json(shipping.address()));
        Json.put(node, "carrier", shipping.carrier());
        shipping.name().ifPresent(name -> node.put("name", name));
        Json.put(node, "phone", shipping.phone());
        return Json.put(node, "tracking_number", shipping.trackingNumber());
    }

    /** Back from what {@link #json} wrote. */
    static Billing.Address address(JsonNode node) {
        return new Billing.Address(
                maybe(node, "line1"),
                maybe(node, "line2"),
                maybe(node, "city"),
                maybe(node, "state"),
                maybe(node, "postal_code"),
                maybe(node, "country"));
    }

    static Shipping shipping(JsonNode node) {
        return new Shipping(
                maybe(node, "name"),
                maybe(node, "phone"),
                maybe(node, "carrier"),
                maybe(node, "tracking_number"),
                address(node.path("address")));
    }

    /** A text that is there and not null. */
    static Optional<String> maybe(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }
}
