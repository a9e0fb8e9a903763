package hawker.workbench;

import gg.jte.Content;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Badge;
import hawker.look.Kit;
import hawker.look.Tone;
import java.util.stream.Collectors;

/** Subscriptions and invoices in people's words. */
final class BillingWords {

    private BillingWords() {}

    static Badge subscription(String status) {
        return switch (status) {
            case "active" -> Kit.badge("Active", Tone.GOOD);
            case "trialing" -> Kit.badge("On trial", Tone.NOTE);
            case "past_due" -> Kit.badge("Past due", Tone.BAD);
            case "unpaid" -> Kit.badge("Unpaid", Tone.BAD);
            case "incomplete" -> Kit.badge("First payment missing", Tone.WARN);
            case "incomplete_expired" -> Kit.badge("Never began", Tone.PLAIN);
            case "paused" -> Kit.badge("Paused", Tone.PLAIN);
            case "canceled" -> Kit.badge("Ended", Tone.PLAIN);
            default -> Kit.badge(Words.words(status), Tone.PLAIN);
        };
    }

    static Badge invoice(String status) {
        return switch (status) {
            case "draft" -> Kit.badge("Draft", Tone.PLAIN);
            case "open" -> Kit.badge("Open", Tone.NOTE);
            case "paid" -> Kit.badge("Paid", Tone.GOOD);
            case "uncollectible" -> Kit.badge("Given up", Tone.BAD);
            case "void" -> Kit.badge("Void", Tone.PLAIN);
            default -> Kit.badge(Words.words(status), Tone.PLAIN);
        };
    }

    /** "$10.00 per month, Basic × 2". */
    static String what(Thing subscription) {
        var items = subscription.all("items");
        var words = items.stream().map(BillingWords::item).collect(Collectors.joining(", "));
        return words.isEmpty() ? subscription.id() : words;
    }

    private static String item(Thing item) {
        var price = item.inner("price");
        var named = price.maybe("nickname").map(name -> name + ", ").orElse("");
        long quantity = item.number("quantity");
        return named + amount(price) + every(price) + (quantity > 1 ? " × " + quantity : "");
    }

    private static String amount(Thing price) {
        if (price.maybe("unit_amount").isEmpty()) return "By use";
        return Money.of(price.number("unit_amount"), Currency.of(price.text("currency"))).text();
    }

    private static String every(Thing price) {
        var unit = price.text("recurring.interval");
        long count = price.number("recurring.interval_count");
        if (unit.isEmpty()) return "";
        return count > 1 ? " every " + count + " " + unit + "s" : " per " + unit;
    }

    /** When the next period begins, or why none does. */
    static String renews(Thing subscription) {
        var status = subscription.text("status");
        if (status.equals("canceled") || status.equals("incomplete_expired")) return "–";
        var end =
                subscription
                        .time("current_period_end")
                        .or(() ->
                                subscription.all("items").stream()
                                        .flatMap(i -> i.time("current_period_end").stream())
                                        .findFirst());
        var day = end.map(Words::day).orElse("–");
        return subscription.is("cancel_at_period_end") ? "Ends " + day : day;
    }

    /** An invoice's number, as a link to the page that the customer sees. */
    static Content number(Thing invoice) {
        var number = invoice.maybe("number").orElse("Draft");
        return invoice.maybe("hosted_invoice_url")
                .<Content>map(url -> Words.link(number, url))
                .orElseGet(() -> Kit.text(number));
    }
}
