package hawker.checkout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.catalog.LineRequest;
import hawker.catalog.Product;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.UserId;
import hawker.orders.NewOrder;
import hawker.orders.Order;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import hawker.orders.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a buyer agreed to when Pay was pressed, as the session keeps it: the whole order before it
 * is one. Whoever hears of the payment later writes down this, whatever the catalogue says by then.
 */
final class AgreedJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AgreedJson() {}

    static String write(NewOrder order) {
        var node =
                JSON.createObjectNode()
                        .put("payment", order.payment())
                        .put("token", order.token())
                        .put("prefix", order.prefix())
                        .put("email", order.email())
                        .put("shipping", order.shipping())
                        .put("source_kind", order.source().kind().name())
                        .put("source_id", order.source().id());
        order.buyer().ifPresent(buyer -> node.put("buyer", buyer.number()));
        order.shipTo().ifPresent(to -> address(node.putObject("ship_to"), to));
        totals(node.putObject("totals"), order.totals());
        var lines = node.putArray("lines");
        order.lines().forEach(line -> line(lines.addObject(), line));
        return node.toString();
    }

    static NewOrder read(AccountId account, String text) {
        var node = tree(text);
        var totals = totals(node.path("totals"));
        var lines = new ArrayList<Order.Line>();
        for (var line : node.path("lines")) lines.add(line(line, totals.currency()));
        var kind = Source.Kind.valueOf(node.path("source_kind").asText());
        return new NewOrder(
                account,
                node.path("payment").asText(),
                node.path("token").asText(),
                node.path("prefix").asText(),
                node.has("buyer")
                        ? Optional.of(new UserId(node.path("buyer").asLong()))
                        : Optional.empty(),
                node.path("email").asText(),
                lines,
                node.has("ship_to") ? Optional.of(address(node.path("ship_to"))) : Optional.empty(),
                node.path("shipping").asText(),
                totals,
                new Source(kind, node.path("source_id").asText()));
    }

    /** Lines of a session: {@code [["var_…", 2]]}. */
    static String writeLines(List<LineRequest> lines) {
        var array = JSON.createArrayNode();
        for (var line : lines) array.addArray().add(line.variant().text()).add(line.quantity());
        return array.toString();
    }

    static List<LineRequest> readLines(String text) {
        var lines = new ArrayList<LineRequest>();
        for (var line : tree(text))
            lines.add(new LineRequest(new Variant.Id(line.path(0).asText()), line.path(1).asInt()));
        return List.copyOf(lines);
    }

    private static void address(ObjectNode node, ShipTo to) {
        node.put("name", to.name())
                .put("line1", to.line1())
                .put("line2", to.line2())
                .put("city", to.city())
                .put("state", to.state())
                .put("postal_code", to.postalCode())
                .put("country", to.country());
    }

    private static ShipTo address(JsonNode node) {
        return new ShipTo(
                node.path("name").asText(),
                node.path("line1").asText(),
                node.path("line2").asText(),
                node.path("city").asText(),
                node.path("state").asText(),
                node.path("postal_code").asText(),
                node.path("country").asText());
    }

    private static void totals(ObjectNode node, Totals totals) {
        node.put("currency", totals.currency().code())
                .put("items", totals.items().minor())
                .put("shipping", totals.shipping().minor())
                .put("tax", totals.tax().minor())
                .put("tax_included", totals.taxIncluded())
                .put("tax_label", totals.taxLabel())
                .put("total", totals.total().minor());
    }

    private static Totals totals(JsonNode node) {
        var currency = Currency.of(node.path("currency").asText());
        return new Totals(
                Money.of(node.path("items").asLong(), currency),
                Money.of(node.path("shipping").asLong(), currency),
                Money.of(node.path("tax").asLong(), currency),
                node.path("tax_included").asBoolean(),
                node.path("tax_label").asText(),
                Money.of(node.path("total").asLong(), currency),
                Money.zero(currency));
    }

    private static void line(ObjectNode node, Order.Line line) {
        node.put("position", line.position())
                .put("product", line.product().text())
                .put("variant", line.variant().text())
                .put("title", line.title())
                .put("choice", line.choice())
                .put("sku", line.sku())
                .put("picture", line.picture())
                .put("unit", line.unit().minor())
                .put("quantity", line.quantity())
                .put("tax", line.tax().minor())
                .put("shipped", line.shipped());
    }

    private static Order.Line line(JsonNode node, Currency currency) {
        return new Order.Line(
                node.path("position").asInt(),
                new Product.Id(node.path("product").asText()),
                new Variant.Id(node.path("variant").asText()),
                node.path("title").asText(),
                node.path("choice").asText(),
                node.path("sku").asText(),
                node.path("picture").asText(),
                Money.of(node.path("unit").asLong(), currency),
                node.path("quantity").asInt(),
                Money.of(node.path("tax").asLong(), currency),
                node.path("shipped").asBoolean());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }
}
