package hawker.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    record Step(String date, String object, Undo undo) {}

    @FunctionalInterface
    interface Undo {
        void undo(AccountId account, List<ObjectNode> objects);
    }

    private final Expanding expanding;
    private final List<Step> steps;
    private final String newestStep;

    Versions(Expanding expanding) {
        this.expanding = expanding;
        var all = new ArrayList<Step>();
        // dahlia: how a session is shown has other names.
        all.add(new Step("2026-03-25", "checkout.session", Versions::uiMode));
        // clover: what a promotion code promotes stands in a hash of its own,
        all.add(new Step("2025-09-30", "promotion_code", this::coupon));
        // and so does what a discount comes from.
        all.add(new Step("2025-09-30", "discount", this::source));
        all.addAll(new BeforeBasil(this).steps());
        // The discounts that basil's steps have put in are as old.
        all.add(new Step(BeforeBasil.DATE, "discount", this::source));
        // Usage is counted by meters since basil, which say how.
        all.add(new Step(BeforeBasil.DATE, "price", this::aggregate));
        all.add(new Step(BeforeBasil.DATE, "plan", this::aggregate));
        // The intent's list of charges gave way to latest_charge.
        all.add(new Step("2022-11-15", "payment_intent", this::charges));
        // Where a session's goods go had a shorter name.
        all.add(new Step("2022-08-01", "checkout.session", Versions::shipping));
        // Lists inside a customer have to be asked for since then.
        all.add(new Step("2020-08-27", "customer", this::customerLists));
        this.steps = List.copyOf(all);
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
        return render(account, body, version, identities());
    }

    /** Whether anything is undone for this version. */
    boolean isOlder(String version) {
        return date(version).orElse(NEWEST_DATE).compareTo(newestStep) < 0;
    }

    /**
     * The same where a part has been rendered before.
     *
     * @param done objects that stay as they are; all that are in the body are in it afterwards
     */
    ObjectNode render(AccountId account, ObjectNode body, String version, Set<ObjectNode> done) {
        if (!isOlder(version)) return body;
        var date = date(version).orElse(NEWEST_DATE);
        for (var step : steps) {
            if (date.compareTo(step.date) >= 0) continue;
            var objects = new ArrayList<ObjectNode>();
            collect(body, step.object, objects);
            objects.removeIf(done::contains);
            if (!objects.isEmpty()) step.undo.undo(account, objects);
        }
        note(body, done);
        return body;
    }

    /** Objects are the same here only if they are one. */
    static Set<ObjectNode> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static void note(JsonNode node, Set<ObjectNode> done) {
        if (node instanceof ObjectNode object) done.add(object);
        for (var child : node) if (child.isContainerNode()) note(child, done);
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

    private static void shipping(AccountId account, List<ObjectNode> sessions) {
        for (var session : sessions)
            session.set("shipping", session.path("shipping_details").deepCopy());
    }

    /** Older programs find the whole coupon at the top. */
    private void coupon(AccountId account, List<ObjectNode> codes) {
        whole(account, codes, "/promotion/coupon", "promotion_code.promotion.coupon");
    }

    private void source(AccountId account, List<ObjectNode> discounts) {
        whole(account, discounts, "/source/coupon", "discount.source.coupon");
    }

    private void whole(AccountId account, List<ObjectNode> objects, String place, String property) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects)
            if (object.at(place).isTextual()) ids.add(object.at(place).asText());
        var known = known(property, account, ids);
        for (var object : objects) {
            var whole = object.at(place) instanceof ObjectNode there ? there : null;
            if (whole == null) whole = known.get(object.at(place).asText());
            if (whole != null) object.set("coupon", whole.deepCopy());
        }
    }

    /** The objects that stand at a property, by its values; none where no room knows it. */
    Map<String, ObjectNode> known(String property, AccountId account, Collection<String> ids) {
        if (ids.isEmpty()) return Map.of();
        return expanding
                .find(property)
                .map(expander -> expander.fetch().fetch(account, ids))
                .orElse(Map.of());
    }

    /** How the usage of a metered price is counted. */
    private void aggregate(AccountId account, List<ObjectNode> objects) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects)
            if (usage(object).path("usage_type").asText().equals("metered"))
                ids.add(object.path("id").asText());
        var known = known("price.aggregate_usage", account, ids);
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
        return known("payment_intent.latest_charge", account, ids);
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
    static Optional<String> date(String version) {
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
