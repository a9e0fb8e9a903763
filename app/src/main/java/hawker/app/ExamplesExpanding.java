package hawker.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.web.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * {@code expand} on examples: suites ask for every field that can be expanded and expect an object
 * in each, those included that the published example leaves empty.
 */
final class ExamplesExpanding {

    private static final Pattern EXPAND = Pattern.compile("expand(?:%5B|\\[)\\d*(?:%5D|\\])=.*");

    /** Fields that are not named after what is in them. */
    private static final Map<String, String> OF_FIELD =
            Map.ofEntries(
                    Map.entry("on_behalf_of", "account"),
                    Map.entry("destination", "account"),
                    Map.entry("latest_charge", "charge"),
                    Map.entry("destination_payment", "charge"),
                    Map.entry("originating_transaction", "charge"),
                    Map.entry("source_transaction", "charge"),
                    Map.entry("failure_balance_transaction", "balance_transaction"),
                    Map.entry("default_source", "card"),
                    Map.entry("default_payment_method", "payment_method"),
                    Map.entry("latest_invoice", "invoice"),
                    Map.entry("latest_revision", "invoice"),
                    Map.entry("original_payout", "payout"),
                    Map.entry("reversed_by", "payout"),
                    Map.entry("checkout_session", "checkout.session"),
                    Map.entry("schedule", "subscription_schedule"),
                    Map.entry("pending_setup_intent", "setup_intent"),
                    Map.entry("latest_attempt", "setup_attempt"),
                    Map.entry("single_use_mandate", "mandate"),
                    Map.entry("default_price", "price"),
                    Map.entry("source_transfer", "transfer"),
                    Map.entry("source_transfer_reversal", "transfer_reversal"),
                    Map.entry("fee", "application_fee"),
                    Map.entry("source_refund", "refund"),
                    Map.entry("destination_payment_refund", "refund"),
                    Map.entry("test_clock", "test_helpers.test_clock"),
                    Map.entry("location", "terminal.location"),
                    Map.entry("icon", "file"),
                    Map.entry("logo", "file"));

    /** Lists that are there only when asked for. */
    private static final Map<String, String> OF_LIST =
            Map.of(
                    "customer.sources", "card",
                    "customer.subscriptions", "subscription",
                    "customer.tax_ids", "tax_id",
                    "checkout.session.line_items", "item",
                    "payment_link.line_items", "item");

    /** What an id is of, where the field may name several kinds. */
    private static final Map<String, String> OF_PREFIX =
            Map.of(
                    "ch", "charge",
                    "py", "charge",
                    "re", "refund",
                    "tr", "transfer",
                    "po", "payout",
                    "card", "card",
                    "ba", "bank_account",
                    "src", "source");

    private final BiFunction<String, Optional<String>, Optional<ObjectNode>> copies;

    /**
     * @param copies makes the example of a kind, under an id if one is given
     */
    ExamplesExpanding(BiFunction<String, Optional<String>, Optional<ObjectNode>> copies) {
        this.copies = copies;
    }

    /** Puts what the request wants expanded in its place. */
    void expand(ObjectNode object, Request request) {
        Arrays.stream((request.query() + "&" + request.bodyText()).split("&", -1))
                .filter(pair -> EXPAND.matcher(pair).matches())
                .map(pair -> Examples.decoded(pair.substring(pair.indexOf('=') + 1)))
                .map(path -> path.startsWith("data.") ? path.substring("data.".length()) : path)
                .forEach(path -> walk(object, object, List.of(path.split("\\.", -1))));
    }

    private void walk(JsonNode node, ObjectNode owner, List<String> path) {
        if (path.isEmpty()) return;
        if (node.isArray()) {
            node.forEach(each -> walk(each, owner, path));
            return;
        }
        if (!(node instanceof ObjectNode object)) return;
        var named = object.path("object").isTextual() ? object : owner;
        var field = path.getFirst();
        if (!object.path(field).isContainerNode())
            inPlace(named, object, field).ifPresent(made -> object.set(field, made));
        walk(object.path(field), named, path.subList(1, path.size()));
    }

    private Optional<ObjectNode> inPlace(ObjectNode owner, ObjectNode object, String field) {
        var list = OF_LIST.get(owner.path("object").asText() + "." + field);
        if (list != null)
            return copies.apply(list, Optional.empty()).map(one -> list(owner, field, one));
        var id = Optional.of(object.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
        // The published ones leave out what they have not, so the field need not be there.
        var prefix = id.map(known -> known.replaceAll("_.*", "")).orElse("");
        var kind = OF_PREFIX.getOrDefault(prefix, OF_FIELD.getOrDefault(field, field));
        return copies.apply(kind, id);
    }

    private static ObjectNode list(ObjectNode owner, String field, ObjectNode one) {
        var list = owner.objectNode().put("object", "list").put("has_more", false);
        var owners = owner.path("object").asText().replace('.', '/') + "s";
        list.put("url", "/v1/" + owners + "/" + owner.path("id").asText() + "/" + field);
        list.putArray("data").add(one);
        return list;
    }
}
