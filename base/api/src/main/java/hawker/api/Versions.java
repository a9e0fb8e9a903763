package hawker.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the newest form of an object into the form that an older client knows. Rooms render the
 * newest version only; a version asked for is a date, and every step newer than it is undone,
 * newest first.
 */
public final class Versions {

    /** What Hawker speaks (stripe-node 23.1.0). */
    public static final String NEWEST = "2026-10-28.endive";

    private static final String NEWEST_DATE = date(NEWEST).orElseThrow();

    /** One change of the API, undone on all objects of a kind in an answer at once. */
    private record Step(String date, String object, Undo undo) {}

    @FunctionalInterface
    private interface Undo {
        void undo(AccountId account, List<ObjectNode> objects);
    }

    private final Expanding expanding;
    private final List<Step> steps;
    private final String newestStep;

    Versions(Expanding expanding) {
        this.expanding = expanding;
        this.steps =
                List.of(
                        // endive: how a session is shown has other names.
                        new Step("2026-10-28", "checkout.session", Versions::uiMode),
                        // clover: what a promotion code promotes stands in a hash of its own.
                        new Step("2025-09-30", "promotion_code", this::coupon),
                        // basil: charges and intents no longer name an invoice.
                        new Step("2025-03-31", "charge", this::invoice),
                        new Step("2025-03-31", "payment_intent", this::invoice),
                        // and invoices no payment, and periods stand in subscriptions' items.
                        new Step("2025-03-31", "invoice", this::payment),
                        new Step("2025-03-31", "subscription", Versions::period),
                        // and usage is counted by meters, which say how.
                        new Step("2025-03-31", "price", this::aggregate),
                        new Step("2025-03-31", "plan", this::aggregate),
                        // The intent's list of charges gave way to latest_charge.
                        new Step("2022-11-15", "payment_intent", this::charges),
                        // Lists inside a customer have to be asked for since then.
                        new Step("2020-08-27", "customer", this::customerLists));
        this.newestStep = steps.getFirst().date;
    }

    /**
     * The version that is applied: the header's if a date can be read from it ({@code 2022-08-01},
     * {@code 2026-10-28.endive}, {@code …; feature=v1}), else the newest; without a header the
     * account's.
     */
    static String applied(Optional<String> header, String accountVersion) {
        if (header.isEmpty()) return accountVersion;
        var asked = header.get();
        int end = asked.indexOf(';');
        var version = (end < 0 ? asked : asked.substring(0, end)).strip();
        if (version.equals(NEWEST)) return NEWEST;
        boolean readable = date(version).isPresent() && version.length() <= 40;
        return readable && isPrintable(version) ? version : NEWEST;
    }

    /** The object as a client of this version knows it; changed in place and returned. */
    public ObjectNode render(AccountId account, ObjectNode body, String version) {
        var date = date(version).orElse(NEWEST_DATE);
        if (date.compareTo(newestStep) >= 0) return body;
        for (var step : steps) {
            if (date.compareTo(step.date) >= 0) continue;
            var objects = new ArrayList<ObjectNode>();
            collect(body, step.object, objects);
            if (!objects.isEmpty()) step.undo.undo(account, objects);
        }
        return body;
    }

    private static void collect(JsonNode node, String object, List<ObjectNode> into) {
        if (node instanceof ObjectNode found && found.path("object").asText().equals(object))
            into.add(found);
        for (var child : node) if (child.isContainerNode()) collect(child, object, into);
    }

    private static void uiMode(AccountId account, List<ObjectNode> sessions) {
        for (var session : sessions) {
            var older =
                    switch (session.path("ui_mode").asText("")) {
                        case "hosted_page" -> "hosted";
                        case "embedded_page" -> "embedded";
                        case "elements" -> "custom";
                        default -> "";
                    };
            if (!older.isEmpty()) session.put("ui_mode", older);
        }
    }

    /** Older programs find the whole coupon at the top. */
    private void coupon(AccountId account, List<ObjectNode> codes) {
        var ids = new LinkedHashSet<String>();
        for (var code : codes)
            if (code.at("/promotion/coupon").isTextual())
                ids.add(code.at("/promotion/coupon").asText());
        var known =
                expanding
                        .find("promotion_code.promotion.coupon")
                        .map(expander -> expander.fetch().fetch(account, ids))
                        .orElse(Map.of());
        for (var code : codes) {
            var coupon = code.at("/promotion/coupon");
            var whole =
                    coupon instanceof ObjectNode there
                            ? Optional.of(there)
                            : Optional.ofNullable(known.get(coupon.asText()));
            whole.ifPresent(found -> code.set("coupon", found.deepCopy()));
        }
    }

    /** Which invoice a payment intent pays; of a charge: that of its intent. */
    private void invoice(AccountId account, List<ObjectNode> objects) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects) ids.add(intent(object));
        var known = known("payment_intent.invoice", account, ids);
        for (var object : objects) {
            if (object.has("invoice")) continue;
            var invoice = known.get(intent(object));
            if (invoice == null) object.putNull("invoice");
            else object.set("invoice", invoice.path("id"));
        }
    }

    private static String intent(ObjectNode object) {
        if (object.path("object").asText().equals("payment_intent"))
            return object.path("id").asText();
        var intent = object.path("payment_intent");
        return (intent.isObject() ? intent.path("id") : intent).asText();
    }

    private Map<String, ObjectNode> known(
            String property, AccountId account, Collection<String> ids) {
        return expanding
                .find(property)
                .map(expander -> expander.fetch().fetch(account, ids))
                .orElse(Map.of());
    }

    /** Older programs find subscription, payment and charge of an invoice at the top. */
    private void payment(AccountId account, List<ObjectNode> invoices) {
        var ids = new LinkedHashSet<String>();
        for (var invoice : invoices) ids.add(invoice.path("id").asText());
        var intents = known("invoice.payment_intent", account, ids);
        for (var invoice : invoices) {
            var intent = intents.get(invoice.path("id").asText());
            boolean paid = invoice.path("status").asText().equals("paid");
            invoice.put("paid", paid);
            invoice.set(
                    "subscription",
                    orNull(invoice.at("/parent/subscription_details/subscription")));
            if (intent == null) invoice.putNull("payment_intent").putNull("charge");
            else {
                if (!invoice.has("payment_intent"))
                    invoice.set("payment_intent", intent.path("id"));
                invoice.set("charge", orNull(intent.path("latest_charge")));
            }
        }
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }

    /** How the usage of a metered price is counted. */
    private void aggregate(AccountId account, List<ObjectNode> objects) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects)
            if (usage(object).path("usage_type").asText().equals("metered"))
                ids.add(object.path("id").asText());
        var known =
                ids.isEmpty()
                        ? Map.<String, ObjectNode>of()
                        : known("price.aggregate_usage", account, ids);
        for (var object : objects) {
            if (!(usage(object) instanceof ObjectNode recurring)) continue;
            var found = known.get(object.path("id").asText());
            recurring.putNull("aggregate_usage");
            if (found != null) recurring.set("aggregate_usage", found.path("aggregate_usage"));
        }
    }

    /** Where a price, or a plan, says how it is used. */
    private static JsonNode usage(ObjectNode object) {
        return object.path("object").asText().equals("plan") ? object : object.path("recurring");
    }

    /** All items have the same period; the plan stands at the top if there is one item. */
    private static void period(AccountId account, List<ObjectNode> subscriptions) {
        for (var subscription : subscriptions) {
            var items = subscription.path("items").path("data");
            for (var name : List.of("current_period_start", "current_period_end"))
                subscription.set(name, orNull(items.path(0).path(name)));
            if (items.size() != 1) continue;
            subscription.set("plan", orNull(items.path(0).path("plan")));
            subscription.set("quantity", orNull(items.path(0).path("quantity")));
        }
    }

    /** Only the latest charge is known here; earlier attempts are found by listing charges. */
    private void charges(AccountId account, List<ObjectNode> intents) {
        var known = fetchLatest(account, intents);
        for (var intent : intents) {
            var latest = intent.path("latest_charge");
            Optional<ObjectNode> charge =
                    latest instanceof ObjectNode expanded
                            ? Optional.of(expanded.deepCopy())
                            : Optional.ofNullable(known.get(latest.asText()));
            var url = "/v1/charges?payment_intent=" + intent.path("id").asText();
            var list = Lists.of(url, charge.map(List::of).orElse(List.of()), false);
            intent.set("charges", list.put("total_count", charge.isPresent() ? 1 : 0));
        }
    }

    private Map<String, ObjectNode> fetchLatest(AccountId account, List<ObjectNode> intents) {
        var ids = new LinkedHashSet<String>();
        for (var intent : intents)
            if (intent.path("latest_charge").isTextual())
                ids.add(intent.path("latest_charge").asText());
        if (ids.isEmpty()) return Map.of();
        return expanding
                .find("payment_intent.latest_charge")
                .map(expander -> expander.fetch().fetch(account, ids))
                .orElse(Map.of());
    }

    private void customerLists(AccountId account, List<ObjectNode> customers) {
        for (var name : List.of("sources", "subscriptions", "tax_ids")) {
            for (var customer : customers) {
                if (customer.has(name) || customer.path("deleted").asBoolean()) continue;
                expanding.expand(account, customer, List.of(name), false);
                var url = "/v1/customers/" + customer.path("id").asText() + "/" + name;
                if (!customer.has(name)) customer.set(name, Lists.of(url, List.of(), false));
            }
        }
    }

    /** The date in front of a version. */
    private static Optional<String> date(String version) {
        if (version.length() < 10) return Optional.empty();
        for (int i = 0; i < 10; i++) {
            char c = version.charAt(i);
            boolean dash = i == 4 || i == 7;
            boolean fits = dash ? c == '-' : c >= '0' && c <= '9';
            if (!fits) return Optional.empty();
        }
        if (version.length() > 10 && version.charAt(10) != '.') return Optional.empty();
        return Optional.of(version.substring(0, 10));
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
