package hawker.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.pricing.Coupon;
import hawker.pricing.Sum;
import hawker.pricing.TaxRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What an invoice comes to: pure. The arithmetic is pricing's {@link Sum}; here it is asked three
 * times, because a coupon takes nothing off lines that may not be discounted, and neither coupon
 * nor rounding may make something of a credit: credits (negative lines) are added up by their
 * amounts, taxes and all, and then counted backwards.
 *
 * <p>The law: {@code total = Σ amount of the lines − Σ discounts + Σ exclusive taxes}.
 */
final class Totals {

    private Totals() {}

    /** A line and what it is added up with. */
    record Part(ObjectNode line, String product, List<TaxRate> rates) {
        long amount() {
            return line.path("amount").asLong();
        }
    }

    /** A running discount and its coupon. */
    record Off(String discount, Coupon coupon) {}

    /** Writes discounts and taxes into the lines, and subtotal and total into the body. */
    static void addUp(ObjectNode body, List<Part> parts, List<Off> offs) {
        var currency = JsonFields.currency(body);
        var sums = new Sums(currency);
        sums.add(parts, p -> p.amount() >= 0 && discountable(p), offs, 1);
        sums.add(parts, p -> p.amount() >= 0 && !discountable(p), List.of(), 1);
        sums.add(parts, p -> p.amount() < 0, List.of(), -1);
        long subtotal = 0;
        for (var part : parts) subtotal += part.amount();
        body.put("subtotal", subtotal);
        body.put("total", sums.total);
        body.put("subtotal_excluding_tax", subtotal - sums.inclusive);
        body.put("total_excluding_tax", sums.total - sums.tax);
        var discounts = body.putArray("total_discount_amounts");
        offs.forEach(
                off -> discount(discounts, off, sums.discounts.getOrDefault(off.discount(), 0L)));
        body.putArray("total_pretax_credit_amounts");
        var taxes = body.putArray("total_taxes");
        sums.taxes.values().forEach(taxes::add);
    }

    private static boolean discountable(Part part) {
        return part.line().path("discountable").asBoolean();
    }

    private static void discount(ArrayNode into, Off off, long amount) {
        into.addObject().put("amount", amount).put("discount", off.discount());
    }

    /** What has been added up so far. */
    private static final class Sums {
        private final Currency currency;
        private final Map<String, Long> discounts = new LinkedHashMap<>();
        private final Map<String, ObjectNode> taxes = new LinkedHashMap<>();
        private long total;
        private long tax;
        private long inclusive;

        Sums(Currency currency) {
            this.currency = currency;
        }

        void add(List<Part> all, Predicate<Part> which, List<Off> offs, int sign) {
            var parts = all.stream().filter(which).toList();
            if (parts.isEmpty()) return;
            var asked = new ArrayList<Sum.Part>();
            for (var part : parts)
                asked.add(
                        new Sum.Part(
                                part.product(),
                                Money.of(sign * part.amount(), currency),
                                part.rates()));
            var coupons = offs.stream().map(Off::coupon).toList();
            var sum = Sum.of(currency, asked, coupons, Money.zero(currency));
            for (int i = 0; i < parts.size(); i++)
                write(parts.get(i).line(), sum.lines().get(i), offs, sign);
            total += sign * sum.total().minor();
            tax += sign * sum.tax().minor();
        }

        private void write(ObjectNode line, Sum.Line sum, List<Off> offs, int sign) {
            var off = line.putArray("discount_amounts");
            for (int i = 0; i < offs.size(); i++) {
                long amount = sum.discounts().get(i).minor();
                discount(off, offs.get(i), amount);
                discounts.merge(offs.get(i).discount(), amount, Long::sum);
            }
            var written = line.putArray("taxes");
            for (var each : sum.taxes()) {
                var node = tax(each, sign);
                written.add(node);
                if (each.rate().inclusive()) inclusive += sign * each.amount().minor();
                taxes.merge(each.rate().id().text(), node.deepCopy(), Sums::joined);
            }
        }

        private static ObjectNode joined(ObjectNode a, ObjectNode b) {
            for (var field : new String[] {"amount", "taxable_amount"})
                a.put(field, a.path(field).asLong() + b.path(field).asLong());
            return a;
        }

        private static ObjectNode tax(Sum.Tax tax, int sign) {
            var node = Json.object();
            node.put("amount", sign * tax.amount().minor());
            node.put("tax_behavior", tax.rate().inclusive() ? "inclusive" : "exclusive");
            node.putObject("tax_rate_details").put("tax_rate", tax.rate().id().text());
            node.put("taxability_reason", "not_available");
            node.put("taxable_amount", sign * tax.taxable().minor());
            return node.put("type", "tax_rate_details");
        }
    }
}
