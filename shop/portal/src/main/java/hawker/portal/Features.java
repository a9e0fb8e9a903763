package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Price;
import hawker.pricing.Pricing;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code features} of a configuration: what buyers may do in the portal. */
final class Features {

    static final String UPDATE = "subscription_update";
    static final String CUSTOMER = "customer_update";
    static final String CANCEL = "subscription_cancel";
    static final String CARD = "payment_method_update";

    /** Which methods buyers may keep: the id of a seller's choice of them. */
    static final String METHODS = "payment_method_configuration";

    /** Prices that buyers may choose among, of all products. */
    private static final int MOST_PRODUCTS = 10;

    private static final int MOST_QUANTITY = 999_999;

    private static final Param PRORATION =
            Param.oneOf("proration_behavior", "always_invoice", "create_prorations", "none");

    private static final Param PRODUCTS =
            Param.list(
                            "products",
                            Param.hash(
                                    "product",
                                    Param.hash(
                                            "adjustable_quantity",
                                            Param.flag("enabled").required(),
                                            Param.integer("maximum", 1, MOST_QUANTITY),
                                            Param.integer("minimum", 0, MOST_QUANTITY)),
                                    Param.texts("prices", 255).required(),
                                    Param.id("product").required()))
                    .nullable();

    static final Param PARAM =
            Param.hash(
                    "features",
                    Param.hash(
                            CUSTOMER,
                            Param.texts("allowed_updates", 20).nullable(),
                            Param.flag("enabled")),
                    Param.hash("invoice_history", Param.flag("enabled").required()),
                    Param.hash(
                            CARD, Param.flag("enabled").required(), Param.id(METHODS).nullable()),
                    Param.hash(
                            CANCEL,
                            Param.hash(
                                    "cancellation_reason",
                                    Param.flag("enabled").required(),
                                    Param.texts("options", 50).nullable()),
                            Param.flag("enabled"),
                            Param.oneOf("mode", "at_period_end", "immediately"),
                            PRORATION),
                    Param.hash(
                            UPDATE,
                            Param.oneOf("billing_cycle_anchor", "now", "unchanged").nullable(),
                            Param.texts("default_allowed_updates", 20).nullable(),
                            Param.flag("enabled"),
                            PRODUCTS,
                            PRORATION,
                            Param.hash(
                                    LaterChange.FEATURE,
                                    Param.list(
                                                    "conditions",
                                                    Param.hash(
                                                            "condition",
                                                            Param.oneOf(
                                                                            "type",
                                                                            LaterChange.CONDITIONS
                                                                                    .toArray(
                                                                                            String[]
                                                                                                    ::new))
                                                                    .required()))
                                            .nullable()),
                            Param.oneOf("trial_update_behavior", "continue_trial", "end_trial")));

    private final Pricing pricing;
    private final BiFunction<AccountId, String, Optional<ObjectNode>> configurations;

    Features(Pricing pricing, BiFunction<AccountId, String, Optional<ObjectNode>> configurations) {
        this.pricing = pricing;
        this.configurations = configurations;
    }

    /** Refuses what is not there; reads, so never in a transaction. */
    void check(AccountId account, Params params) {
        var card = params.hash("features").flatMap(features -> features.hash(CARD));
        card.flatMap(said -> said.text(METHODS))
                .filter(id -> configurations.apply(account, id).isEmpty())
                .ifPresent(id -> {
                    throw ApiError.missingReference(METHODS, id, card.get().nameOf(METHODS));
                });
    }

    /** Nothing, or what a seller has who has said nothing. */
    static void blank(ObjectNode body, boolean usual) {
        var features = body.putObject("features");
        features.putObject(CUSTOMER).put("enabled", false).putArray("allowed_updates");
        features.putObject("invoice_history").put("enabled", usual);
        features.putObject(CARD).put("enabled", false).putNull(METHODS);
        var cancel = features.putObject(CANCEL);
        var reason = cancel.putObject("cancellation_reason").put("enabled", false);
        reason.putNull("feedback_options").putArray("options");
        cancel.put("enabled", usual).put("mode", "at_period_end").put("proration_behavior", "none");
        var pause = features.putObject("subscription_pause").put("enabled", false);
        pause.putObject("duration").put("type", "indefinite").putArray("interval_options");
        var update = features.putObject(UPDATE).put("enabled", false);
        update.putNull("billing_cycle_anchor");
        update.putArray("default_allowed_updates");
        update.put("proration_behavior", "none");
        update.putArray("products");
        update.putObject("schedule_at_period_end").putArray("conditions");
        update.put("trial_update_behavior", "end_trial");
    }

    /** Writes what parameters say, and refuses what cannot be offered. */
    void fill(Tx tx, AccountId account, ObjectNode body, Params params) {
        var sent = params.hash("features");
        if (sent.isEmpty()) return;
        if (!(body.path("features") instanceof ObjectNode features)) return;
        sent.get().mergeInto(features);
        if (features.path(CARD) instanceof ObjectNode card && !card.has(METHODS))
            card.putNull(METHODS);
        sent.get().hash(CUSTOMER).ifPresent(asked -> customer(features, asked));
        sent.get().hash(UPDATE).ifPresent(asked -> update(tx, account, features, asked));
        sent.get()
                .hash(CANCEL)
                .flatMap(cancel -> cancel.hash("cancellation_reason"))
                .ifPresent(asked -> reasons(features, asked));
    }

    private static ObjectNode part(ObjectNode features, String name) {
        return (ObjectNode) features.path(name);
    }

    private static void customer(ObjectNode features, Params asked) {
        var part = part(features, CUSTOMER);
        if (!part.path("allowed_updates").isArray()) part.putArray("allowed_updates");
        known(asked, "allowed_updates", DetailsForm.KINDS);
        if (part.path("enabled").asBoolean() && part.path("allowed_updates").isEmpty())
            throw ApiError.parameterMissing(asked.nameOf("allowed_updates"));
    }

    private static void known(Params asked, String name, List<String> known) {
        for (var word : asked.texts(name))
            if (!known.contains(word))
                throw ApiError.parameterInvalid(
                        asked.nameOf(name),
                        "Invalid " + name + ": must be of " + String.join(", ", known) + ".");
    }

    /** Where no reasons are named, buyers may give any. */
    private static void reasons(ObjectNode features, Params asked) {
        known(asked, "options", Words.reasons());
        var reason = (ObjectNode) features.path(CANCEL).path("cancellation_reason");
        if (!reason.path("options").isArray() || reason.path("options").isEmpty())
            Words.reasons().forEach(reason.putArray("options")::add);
    }

    private void update(Tx tx, AccountId account, ObjectNode features, Params asked) {
        var part = part(features, UPDATE);
        for (var name : new String[] {"default_allowed_updates", "products"})
            if (!part.path(name).isArray()) part.putArray(name);
        var later = part(part, LaterChange.FEATURE);
        if (!later.path("conditions").isArray()) later.putArray("conditions");
        known(asked, "default_allowed_updates", List.of("price", "promotion_code", "quantity"));
        if (asked.hashes("products").size() > MOST_PRODUCTS)
            throw ApiError.parameterInvalid(
                    asked.nameOf("products"), "At most " + MOST_PRODUCTS + " products.");
        for (var product : asked.hashes("products")) check(tx, account, product);
        for (var product : part.path("products"))
            if (product instanceof ObjectNode node) adjustable(node);
        if (!part.path("enabled").asBoolean()) return;
        if (part.path("default_allowed_updates").isEmpty())
            throw ApiError.parameterMissing(asked.nameOf("default_allowed_updates"));
        if (part.path("products").isEmpty())
            throw ApiError.parameterMissing(asked.nameOf("products"));
    }

    /** A product's prices are its own, recurring, and of a quantity that somebody says. */
    private void check(Tx tx, AccountId account, Params product) {
        var id = product.requiredText("product");
        var name = product.nameOf("prices");
        if (product.texts("prices").isEmpty()) throw ApiError.parameterMissing(name);
        for (var text : product.texts("prices")) {
            var price =
                    pricing.price(tx, account, new Price.Id(text))
                            .orElseThrow(() -> ApiError.missingReference("price", text, name));
            boolean fits = price.recurring().filter(r -> !r.metered()).isPresent();
            if (!price.product().equals(id) || !price.active() || !fits)
                throw ApiError.parameterInvalid(
                        name,
                        "The price "
                                + text
                                + " must be an active, recurring, licensed price of the product "
                                + id
                                + ".");
        }
    }

    private static void adjustable(ObjectNode product) {
        var quantity =
                product.path("adjustable_quantity") instanceof ObjectNode there
                        ? there
                        : product.putObject("adjustable_quantity").put("enabled", false);
        if (!quantity.has("maximum")) quantity.putNull("maximum");
        if (!quantity.has("minimum")) quantity.put("minimum", 1);
    }

    /** Whether buyers may change this of a subscription: {@code price}, {@code quantity}. */
    static boolean allows(Configuration portal, String update) {
        for (JsonNode each : portal.feature(UPDATE).path("default_allowed_updates"))
            if (each.asText().equals(update)) return true;
        return false;
    }
}
