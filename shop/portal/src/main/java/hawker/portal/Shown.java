package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.Content;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Kit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects of the API as buyers see them. */
final class Shown {

    private Shown() {}

    static Currency currency(JsonNode object) {
        return Currency.of(object.path("currency").asText());
    }

    static Money money(JsonNode object, String field) {
        return Money.of(object.path(field).asLong(), currency(object));
    }

    static List<JsonNode> items(JsonNode subscription) {
        return Visiting.all(subscription.path("items"));
    }

    /** The name of an item's product. */
    static String name(JsonNode item) {
        return item.path("price").path("product").path("name").asText("Subscription");
    }

    /** What all of it is called. */
    static String title(JsonNode subscription) {
        var names = new ArrayList<String>();
        for (var item : items(subscription)) names.add(name(item));
        return String.join(", ", names);
    }

    /** What an item costs, and how often: "2 × $19.00 a month". */
    static String price(JsonNode item) {
        var price = item.path("price");
        long count = item.path("quantity").asLong(1);
        var recurring = price.path("recurring");
        var every =
                Words.every(
                        recurring.path("interval").asText(),
                        recurring.path("interval_count").asLong(1));
        if (recurring.path("usage_type").asText().equals("metered"))
            return "By use, billed " + every;
        if (!price.path("unit_amount").isNumber()) return count + " pieces, billed " + every;
        var each = money(price, "unit_amount").text();
        return (count == 1 ? each : count + " × " + each) + " " + every;
    }

    static Instant time(JsonNode object, String field) {
        return Instant.ofEpochSecond(object.path(field).asLong());
    }

    /** When what is paid for is over. */
    static Instant periodEnd(JsonNode subscription) {
        return time(items(subscription).getFirst(), "current_period_end");
    }

    static boolean ends(JsonNode subscription) {
        return subscription.path("cancel_at").isNumber();
    }

    /** What a subscription is, costs, and when it goes on or ends. */
    static List<Kit.Pair> pairs(JsonNode subscription) {
        var pairs = new ArrayList<Kit.Pair>();
        var items = items(subscription);
        for (var item : items)
            pairs.add(new Kit.Pair(items.size() == 1 ? "Price" : name(item), price(item)));
        var when =
                ends(subscription)
                        ? new Kit.Pair("Ends", Kit.moment(time(subscription, "cancel_at")))
                        : new Kit.Pair(
                                subscription.path("status").asText().equals("trialing")
                                        ? "Free until"
                                        : "Renews",
                                Kit.moment(periodEnd(subscription)));
        pairs.add(when);
        return pairs;
    }

    /** What an invoice comes to, line by line. */
    static Content receipt(JsonNode invoice, String label) {
        var bill = new ArrayList<Kit.BillLine>();
        for (var line : Visiting.all(invoice.path("lines")))
            bill.add(
                    new Kit.BillLine(line.path("description").asText(), "", money(line, "amount")));
        rest(
                bill,
                "Discounts and taxes",
                money(invoice, "total").minus(money(invoice, "subtotal")));
        var due = money(invoice, "amount_due");
        rest(bill, "Your balance", due.minus(money(invoice, "total")));
        return Kit.receipt(bill, label, due);
    }

    private static void rest(List<Kit.BillLine> bill, String says, Money amount) {
        if (!amount.isZero()) bill.add(new Kit.BillLine(says, "", amount));
    }

    static Optional<String> text(JsonNode object, String field) {
        var value = object.path(field);
        return value.isTextual() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }
}
