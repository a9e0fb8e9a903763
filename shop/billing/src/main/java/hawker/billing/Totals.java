package hawker.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.pricing.Coupon;
import hawker.pricing.Sum;
import hawker.pricing.TaxRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an invoice comes to: pure. The arithmetic is pricing's {@link Sum}; here it is asked three
 * times, because a coupon takes nothing off lines that may not be discounted, and neither coupon
 * nor rounding may make something of a credit: credits (negative lines) are added up by their
 * amounts, taxes and all, and then counted backwards. A credit that shows apart what discounts had
 * taken off (decision 0107) has that as discounts below zero.
 *
 * <p>The law: {@code total = Σ amount of the lines − Σ discounts + shipping + Σ exclusive taxes}.
 */
final class Totals {

    private Totals() {}

    /**
     * A line and what it is added up with.
     *
     * @param told what its taxes come to, if the seller has told that
     * @param given what discounts had taken off what a credit gives back, by their ids; below zero
     *     what its own discounts take off now
     * @param own the line's own discounts
     */
    record Part(
            ObjectNode line,
            String product,
            List<TaxRate> rates,
            List<LineTaxes.Told> told,
            Map<String, Long> given,
            List<Off> own) {
        long amount() {
            return line.path("amount").asLong();
        }

        private Part less(Off off, long taken) {
            var next = new LinkedHashMap<>(given);
            next.merge(off.discount(), -taken, Long::sum);
            return new Part(line, product, rates, told, next, own);
        }

        /** What it comes to before the discounts that are still to be taken off. */
        long asked() {
            return amount() + given.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A part of what an item came to, given back as it was asked for.
     *
     * @param gross that part before discounts
     * @param offs what of it each discount took off, by the discount's id
     * @param invoice on which it was asked for, if that is known
     * @param lines the lines of the item there
     */
    record Credit(
            Money gross, Map<String, Money> offs, Optional<String> invoice, List<String> lines) {

        /** What was asked for, and is given back. */
        Money net() {
            var net = gross;
            for (var off : offs.values()) net = net.minus(off);
            return net;
        }

        /**
         * The share of an item's discounts that a part of its price has.
         *
         * @param billed the body of the invoice of the period; one item is on it, or came later:
         *     then it was discounted as the others were
         * @param still whether a discount was taken off what came later too
         */
        static Credit of(
                Optional<ObjectNode> billed, String item, Money part, Predicate<String> still) {
            if (billed.isEmpty()) return new Credit(part, Map.of(), Optional.empty(), List.of());
            var asked = Lines.of(billed.get()).stream().filter(Credit::isAsked).toList();
            var own = asked.stream().filter(line -> isOf(line, item)).toList();
            var ids = own.stream().map(line -> line.path("id").asText()).toList();
            var invoice = JsonFields.text(billed.get(), "id").filter(id -> !ids.isEmpty());
            var offs = offs(own.isEmpty() ? asked : own, part, still);
            return new Credit(part, offs, invoice, ids);
        }

        /**
         * The same of what was asked for within the period.
         *
         * @param invoice body of the invoice that the invoice item is on
         */
        static Credit ofLater(ObjectNode invoice, String invoiceItem, Money part) {
            var own = Lines.of(invoice).stream().filter(line -> isOfLater(line, invoiceItem));
            var lines = own.toList();
            var ids = lines.stream().map(line -> line.path("id").asText()).toList();
            var id = JsonFields.text(invoice, "id").filter(known -> !ids.isEmpty());
            return new Credit(part, offs(lines, part, discount -> true), id, ids);
        }

        private static boolean isOfLater(ObjectNode line, String invoiceItem) {
            var details = line.path("parent").path("invoice_item_details");
            return details.path("invoice_item").asText().equals(invoiceItem);
        }

        private static boolean isAsked(ObjectNode line) {
            return line.path("amount").asLong() > 0;
        }

        private static boolean isOf(ObjectNode line, String item) {
            var details = line.path("parent").path("subscription_item_details");
            return details.path("subscription_item").asText().equals(item);
        }

        private static Map<String, Money> offs(
                List<ObjectNode> lines, Money part, Predicate<String> still) {
            long whole = 0;
            var taken = new LinkedHashMap<String, Long>();
            for (var line : lines) {
                whole += line.path("amount").asLong();
                for (var each : JsonFields.objects(line.path("discount_amounts")))
                    if (still.test(each.path("discount").asText()))
                        taken.merge(
                                each.path("discount").asText(),
                                each.path("amount").asLong(),
                                Long::sum);
            }
            var weights = List.copyOf(taken.values());
            long off = weights.stream().mapToLong(Long::longValue).sum();
            if (off == 0) return Map.of();
            var net = part.shareOnStep(whole - off, whole);
            var shares = part.minus(net).splitByLargestRemainder(weights).iterator();
            var offs = new LinkedHashMap<String, Money>();
            taken.keySet().forEach(discount -> offs.put(discount, shares.next()));
            return offs;
        }
    }

    /** A running discount and its coupon. */
    record Off(String discount, Coupon coupon) {}

    /** Writes discounts and taxes into the lines, and subtotal and total into the body. */
    static void addUp(ObjectNode body, List<Part> asked, List<Off> offs, Optional<Part> shipping) {
        var currency = JsonFields.currency(body);
        var parts = withOwn(asked, currency);
        var sums = new Sums(currency);
        sums.add(parts, p -> p.amount() >= 0 && discountable(p), offs, 1);
        sums.add(parts, p -> p.amount() >= 0 && !discountable(p), List.of(), 1);
        sums.add(parts, p -> p.amount() < 0, List.of(), -1);
        long subtotal = 0;
        for (var part : parts) subtotal += part.amount();
        body.put("subtotal", subtotal);
        body.put("subtotal_excluding_tax", subtotal - sums.inclusive);
        // What is delivered may cost something more; that is no line.
        sums.add(shipping.stream().toList(), p -> true, List.of(), 1);
        body.put("total", sums.total);
        body.put("total_excluding_tax", sums.total - sums.tax);
        var discounts = body.putArray("total_discount_amounts");
        offs.forEach(off -> sums.discounts.putIfAbsent(off.discount(), 0L));
        sums.discounts.forEach((discount, amount) -> discount(discounts, discount, amount));
        body.putArray("total_pretax_credit_amounts");
        var taxes = body.putArray("total_taxes");
        sums.taxes.values().forEach(taxes::add);
    }

    /**
     * Takes the lines' own discounts off. One that several lines have is divided among them, so
     * that a fixed one is taken off once.
     */
    private static List<Part> withOwn(List<Part> parts, Currency currency) {
        var next = new ArrayList<>(parts);
        var all = new LinkedHashSet<Off>();
        parts.forEach(part -> all.addAll(part.own()));
        for (var off : all) {
            var having = new ArrayList<Integer>();
            var asked = new ArrayList<Sum.Part>();
            for (int i = 0; i < next.size(); i++) {
                var part = next.get(i);
                if (!part.own().contains(off) || part.amount() <= 0 || !discountable(part))
                    continue;
                having.add(i);
                var left = Money.of(part.asked(), currency);
                asked.add(new Sum.Part(part.product(), left, List.of()));
            }
            if (having.isEmpty()) continue;
            var sum = Sum.of(currency, asked, List.of(off.coupon()), Money.zero(currency));
            for (int i = 0; i < having.size(); i++) {
                long taken = sum.lines().get(i).discount().minor();
                next.set(having.get(i), next.get(having.get(i)).less(off, taken));
            }
        }
        return next;
    }

    private static boolean discountable(Part part) {
        return part.line().path("discountable").asBoolean();
    }

    private static void discount(ArrayNode into, String discount, long amount) {
        into.addObject().put("amount", amount).put("discount", discount);
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
                                Money.of(sign * part.asked(), currency),
                                part.rates()));
            var coupons = offs.stream().map(Off::coupon).toList();
            var sum = Sum.of(currency, asked, coupons, Money.zero(currency));
            for (int i = 0; i < parts.size(); i++)
                write(parts.get(i), sum.lines().get(i), offs, sign);
            total += sign * sum.total().minor();
            tax += sign * sum.tax().minor();
        }

        private void write(Part part, Sum.Line sum, List<Off> offs, int sign) {
            var line = part.line();
            var off = line.putArray("discount_amounts");
            for (int i = 0; i < offs.size(); i++)
                took(off, offs.get(i).discount(), sum.discounts().get(i).minor());
            part.given().forEach((discount, amount) -> took(off, discount, -amount));
            var written = line.putArray("taxes");
            for (var each : sum.taxes()) {
                long amount = sign * each.amount().minor();
                var reason = LineTaxes.UNTOLD;
                tax(written, each.rate(), amount, sign * each.taxable().minor(), reason);
            }
            for (var each : part.told()) {
                tax(written, each.rate(), each.amount(), each.taxable(), each.reason());
                tax += each.amount();
                if (!each.rate().inclusive()) total += each.amount();
            }
        }

        private void tax(ArrayNode line, TaxRate rate, long amount, long taxable, String reason) {
            var node = LineTaxes.shown(rate, amount, taxable, reason);
            line.add(node);
            if (rate.inclusive()) inclusive += amount;
            taxes.merge(rate.id().text() + " " + reason, node.deepCopy(), Sums::joined);
        }

        private void took(ArrayNode off, String discount, long amount) {
            discount(off, discount, amount);
            discounts.merge(discount, amount, Long::sum);
        }

        private static ObjectNode joined(ObjectNode a, ObjectNode b) {
            for (var field : new String[] {"amount", "taxable_amount"})
                a.put(field, a.path(field).asLong() + b.path(field).asLong());
            return a;
        }
    }
}
