package hawker.paper;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An invoice as people read it, from the object as the API writes it. The law: {@code subtotal + Σ
 * rows that are not included = total}, {@code total + balance − paid = left}.
 *
 * @param subtotal of the lines, without the taxes in them if the invoice shows amounts so
 * @param rows discounts, shipping and taxes between subtotal and total
 * @param balance of the customer that was used (below zero) or added
 * @param left what is still to be paid
 */
public record Bill(
        List<Line> lines,
        Money subtotal,
        List<Row> rows,
        Money total,
        Money balance,
        Money paid,
        Money left) {

    /**
     * @param from of the period it is for; the same as {@code to} where there is none
     * @param unit what one costs, to all its decimals; empty if it has no price
     */
    public record Line(
            String description,
            Instant from,
            Instant to,
            String quantity,
            String unit,
            Money amount) {

        public boolean hasPeriod() {
            return to.isAfter(from);
        }
    }

    /**
     * @param included in the amounts above: it is shown and not added
     */
    public record Row(String label, Money amount, boolean included) {}

    /** What ids in the object stand for. */
    public interface Names {
        /** "Friends (20% off)" */
        Optional<String> discount(String id);

        /** "VAT (19%)" */
        Optional<String> tax(String id);
    }

    public Bill {
        lines = List.copyOf(lines);
        rows = List.copyOf(rows);
    }

    /** What an invoice says; all of its lines are in the body. */
    public static Bill of(JsonNode body, Names names) {
        var currency = Currency.of(body.path("currency").asText());
        boolean without =
                body.path("rendering").path("amount_tax_display").asText().equals("exclude_tax");
        var lines = new ArrayList<Line>();
        var subtotal = Money.zero(currency);
        for (var line : body.path("lines").path("data")) {
            var read = line(line, without, currency);
            lines.add(read);
            subtotal = subtotal.plus(read.amount());
        }
        var rows = new ArrayList<Row>();
        discounts(rows, body, names, currency);
        var shipping = body.path("shipping_cost");
        if (shipping.isObject())
            rows.add(new Row("Shipping", shipping(shipping, without, currency), false));
        taxes(rows, body, names, without, currency);
        var total = money(body, "total", currency);
        var rest = total.minus(subtotal);
        for (var row : rows) if (!row.included()) rest = rest.minus(row.amount());
        if (!rest.isZero()) rows.add(new Row("Other", rest, false));
        var left = money(body, "amount_remaining", currency);
        var paid = money(body, "amount_paid", currency);
        boolean draft = body.path("status").asText().equals("draft");
        var balance =
                draft ? Money.zero(currency) : money(body, "amount_due", currency).minus(total);
        return new Bill(lines, subtotal, rows, total, balance, paid, left);
    }

    private static Money money(JsonNode body, String field, Currency currency) {
        return Money.of(body.path(field).asLong(), currency);
    }

    private static Line line(JsonNode line, boolean without, Currency currency) {
        long inside = without ? inside(line) : 0;
        var amount = Money.of(line.path("amount").asLong() - inside, currency);
        var unit = unit(line.path("pricing").path("unit_amount_decimal"), currency);
        var period = line.path("period");
        return new Line(
                line.path("description").asText(""),
                Instant.ofEpochSecond(period.path("start").asLong()),
                Instant.ofEpochSecond(period.path("end").asLong()),
                quantity(line),
                inside == 0 ? unit : each(amount, quantity(line)),
                amount);
    }

    private static Money shipping(JsonNode cost, boolean without, Currency currency) {
        long asked = cost.path("amount_subtotal").asLong();
        long added = cost.path("amount_total").asLong() - asked;
        long inside = without ? cost.path("amount_tax").asLong() - added : 0;
        return Money.of(asked - inside, currency);
    }

    /** "2", "0.75": to all its decimals. */
    private static String quantity(JsonNode line) {
        return line.path("quantity_decimal").asText(line.path("quantity").asText(""));
    }

    /** What one costs without the taxes in it, if that can be said in coins. */
    private static String each(Money amount, String pieces) {
        if (!pieces.matches("[0-9]{1,12}")) return "";
        long quantity = Long.parseLong(pieces);
        if (quantity == 0 || amount.minor() % quantity != 0) return "";
        return Money.of(amount.minor() / quantity, amount.currency()).text();
    }

    /** The taxes that are in the amount of a line. */
    private static long inside(JsonNode line) {
        long sum = 0;
        for (var tax : line.path("taxes")) if (isInside(tax)) sum += tax.path("amount").asLong();
        return sum;
    }

    private static boolean isInside(JsonNode tax) {
        return tax.path("tax_behavior").asText().equals("inclusive");
    }

    /** "$12.50", "$0.0025": a price may have fractions of the smallest coin. */
    private static String unit(JsonNode decimal, Currency currency) {
        if (!decimal.isTextual()) return "";
        var minor = new BigDecimal(decimal.asText());
        var whole = minor.stripTrailingZeros();
        if (whole.scale() <= 0) return Money.of(whole.longValueExact(), currency).text();
        var zero = Money.zero(currency);
        var major = minor.abs().movePointLeft(currency.decimals()).stripTrailingZeros();
        var text = zero.text().replace(zero.major().toPlainString(), major.toPlainString());
        return minor.signum() < 0 ? "-" + text : text;
    }

    private static void discounts(List<Row> rows, JsonNode body, Names names, Currency currency) {
        for (var each : body.path("total_discount_amounts")) {
            long off = each.path("amount").asLong();
            if (off == 0) continue;
            var label = names.discount(each.path("discount").asText()).orElse("Discount");
            rows.add(new Row(label, Money.of(-off, currency), false));
        }
    }

    private static void taxes(
            List<Row> rows, JsonNode body, Names names, boolean without, Currency currency) {
        for (var each : body.path("total_taxes")) {
            var id = each.path("tax_rate_details").path("tax_rate").asText();
            var label = names.tax(id).orElse("Tax");
            boolean included = isInside(each) && !without;
            rows.add(
                    new Row(
                            included ? label + ", included" : label,
                            Money.of(each.path("amount").asLong(), currency),
                            included));
        }
    }
}
