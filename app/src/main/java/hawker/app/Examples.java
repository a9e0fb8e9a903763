package hawker.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.web.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The objects of Stripe's published fixtures, one of a kind, as they stand in for what a call names
 * that is not there: under the id that was named, belonging to what the path says, and with what
 * {@code expand} asks for in place.
 */
final class Examples {

    private static final Set<String> SPACES =
            Set.of(
                    "billing_portal",
                    "checkout",
                    "entitlements",
                    "radar",
                    "terminal",
                    "test_helpers",
                    "tax",
                    "apple_pay");

    /** Objects whose name is not the last part of the path in the singular. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("accounts/persons", "person"),
                    Map.entry("accounts/people", "person"),
                    Map.entry("accounts/bank_accounts", "bank_account"),
                    Map.entry("customers/sources", "payment_source"),
                    Map.entry("customers/balance_transactions", "customer_balance_transaction"),
                    Map.entry(
                            "customers/cash_balance_transactions",
                            "customer_cash_balance_transaction"),
                    Map.entry("application_fees/refunds", "fee_refund"),
                    Map.entry("charges/refund", "charge"),
                    Map.entry("application_fees/refund", "application_fee"),
                    Map.entry("transfers/reversals", "transfer_reversal"),
                    Map.entry("customers/funding_instructions", "funding_instructions"),
                    Map.entry("customers/fund_cash_balance", "customer_cash_balance_transaction"),
                    Map.entry("invoices/lines", "line_item"),
                    Map.entry("upcoming/lines", "line_item"),
                    Map.entry("sessions/line_items", "item"),
                    Map.entry("payment_links/line_items", "item"),
                    Map.entry("products/features", "product_feature"),
                    Map.entry("radar/early_fraud_warnings", "radar.early_fraud_warning"),
                    Map.entry("apple_pay/domains", "apple_pay_domain"),
                    Map.entry("setup_attempts", "setup_attempt"));

    /** Objects of which the published one is a bank account. */
    private static final Set<String> EITHER = Set.of("external_account", "payment_source");

    private static final Map<String, String> OF_PREFIX =
            Map.of(
                    "card_", "card",
                    "tok_", "card",
                    "object=card", "card",
                    "ba_", "bank_account",
                    "btok_", "bank_account",
                    "object=bank_account", "bank_account",
                    "src_", "source");

    private static final String HALF_ACCOUNT = "{\"id\":\"obj_123\",\"object\":\"account\"}";

    /** Ids long enough to be recognised within other text. */
    private static final Pattern LONG_ID = Pattern.compile("[a-z_]+_[A-Za-z0-9]{10,}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode objects;
    private final Set<String> ids = new HashSet<>();
    private final ExamplesExpanding expanding;

    private Examples(JsonNode objects) {
        this.objects = objects;
        this.expanding = new ExamplesExpanding(this::copy);
        objects.forEach(object -> ids.add(object.path("id").asText()));
    }

    static Examples read() {
        try (var file = Examples.class.getResourceAsStream("fixtures3.json")) {
            var objects = JSON.readTree(file).path("resources");
            // Where the published ones have half an account, an account's id would be answered.
            var id = objects.path("account").path("id").toString();
            return new Examples(parsed(objects.toString().replace(HALF_ACCOUNT, id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a stand-in may have been answered under this id. */
    boolean answered(String id) {
        return LONG_ID.matcher(id).matches() && ids.contains(id);
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return value;
        }
    }

    /** What would have been answered: an object, a list with one, or a mark that it is deleted. */
    Optional<ObjectNode> standIn(String pattern, Request request) {
        var parts = new ArrayList<>(Arrays.asList(pattern.substring("/v1/".length()).split("/")));
        boolean search = parts.getLast().equals("search");
        if (search) parts.removeLast();
        var names = parts.stream().filter(part -> !part.startsWith("{")).toList();
        // An act, such as capture, answers what it was done to.
        int until = names.size();
        Optional<String> name = Optional.empty();
        while (name.isEmpty() && until > 0) name = object(names.subList(0, until--));
        var acted = until + 1 < names.size();
        var last = parts.getLast();
        boolean many =
                request.method().equals("GET")
                        && !acted
                        && !last.startsWith("{")
                        && last.endsWith("s");
        boolean list = search || many;
        var id = list ? Optional.<String>empty() : ownId(parts, names, until, name, request);
        var found = name.flatMap(known -> made(request, parts, known, id));
        found.ifPresent(made -> expanding.expand(made, request));
        return list ? found.map(one -> list(request, one, search)) : found;
    }

    private Optional<ObjectNode> made(
            Request request, List<String> parts, String name, Optional<String> id) {
        var of = EITHER.contains(name) ? either(request, id.orElse("")).orElse(name) : name;
        var wanted = request.method().equals("DELETE") ? "deleted_" + of : of;
        var copy = copy(objects.has(wanted) ? wanted : of, id);
        copy.ifPresent(made -> belongs(made, parts, request, EITHER.contains(name)));
        return copy;
    }

    /** The object of that name under another id, which its own links name too. */
    private Optional<ObjectNode> copy(String name, Optional<String> id) {
        if (!(objects.get(name) instanceof ObjectNode object)) return Optional.empty();
        var copy = id.isPresent() ? renamed(object, id.get()) : object.deepCopy();
        if (copy.has("livemode")) copy.put("livemode", false);
        return Optional.of(copy);
    }

    private static ObjectNode renamed(ObjectNode object, String id) {
        var old = object.path("id").asText();
        if (old.isEmpty()) return object.deepCopy();
        if (!LONG_ID.matcher(old).matches()) return object.deepCopy().put("id", id);
        var quoted = JSON.getNodeFactory().textNode(id).toString();
        var text = object.toString().replace(old, quoted.substring(1, quoted.length() - 1));
        return (ObjectNode) parsed(text);
    }

    /**
     * Its fields name what the path says it belongs to: libraries make the next path of them.
     *
     * @param always whether it gets such a field though the published one has none
     */
    private static void belongs(
            ObjectNode made, List<String> parts, Request request, boolean always) {
        for (int i = 1; i < parts.size() - 1; i++) {
            if (!parts.get(i).startsWith("{")) continue;
            var id = request.pathParams().get(parameter(parts.get(i)));
            var owner = singular(parts.get(i - 1));
            for (var field : List.of(owner, owner.replace("application_", ""))) {
                var there = made.path(field);
                boolean open = there.isTextual() || there.isNull();
                if (id != null && (open || (always && field.equals(owner)))) made.put(field, id);
            }
        }
    }

    private static String parameter(String part) {
        return part.substring(1, part.length() - 1);
    }

    /** What may be a card, a bank account or a source is what its id says, or the token sent. */
    private static Optional<String> either(Request request, String id) {
        var sent = id + " " + decoded(request.query()) + " " + decoded(request.bodyText());
        return OF_PREFIX.entrySet().stream()
                .filter(each -> Pattern.compile("(?:^|[ =&])" + each.getKey()).matcher(sent).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ObjectNode list(Request request, ObjectNode one, boolean search) {
        var list = JSON.createObjectNode();
        list.put("object", search ? "search_result" : "list");
        list.put("url", request.path()).put("has_more", false);
        list.putArray("data").add(one);
        if (search) list.putNull("next_page").put("total_count", 1);
        return list;
    }

    /**
     * The id that the path names of the object itself, which what is made under another has not.
     */
    private static Optional<String> ownId(
            List<String> parts,
            List<String> names,
            int last,
            Optional<String> object,
            Request request) {
        if (names.isEmpty()) return Optional.empty();
        return parts.subList(0, parts.indexOf(names.get(last)) + 1).reversed().stream()
                .filter(part -> object.equals(Optional.of(singular(part))))
                .findFirst()
                .or(() -> Optional.of(names.get(last)))
                .map(part -> parts.indexOf(part) + 1)
                .filter(next -> next < parts.size() && parts.get(next).startsWith("{"))
                .map(next -> request.pathParams().get(parameter(parts.get(next))));
    }

    /** The object that a path of names is about. */
    private Optional<String> object(List<String> names) {
        var last = names.getLast();
        var before = names.size() > 1 ? names.get(names.size() - 2) : "";
        var named = NAMES.get(before.isEmpty() ? last : before + "/" + last);
        if (named != null) return Optional.of(named);
        var one = singular(last);
        // Helpers of tests are about objects of other rooms too.
        return Optional.of(SPACES.contains(before) ? before + "." + one : one)
                .filter(objects::has)
                .or(() -> Optional.of(one).filter(o -> before.equals("test_helpers")))
                .filter(objects::has);
    }

    private static String singular(String names) {
        return names.endsWith("ies") ? names.replaceAll("ies$", "y") : names.replaceAll("s$", "");
    }
}
