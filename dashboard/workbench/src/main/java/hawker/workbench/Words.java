package hawker.workbench;

import gg.jte.Content;
import gg.jte.html.escape.Escape;
import hawker.look.Badge;
import hawker.look.Kit;
import hawker.look.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The API's names in people's words. */
final class Words {

    static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US).withZone(ZoneOffset.UTC);

    /** What is written in capitals everywhere. */
    private static final Pattern SHORT =
            Pattern.compile("\\b(ach|bin|cvc|dob|eu|iban|id|ip|sepa|ssn|url|us|vat|zip)\\b");

    private Words() {}

    /** {@code product_not_received} is "Product not received". */
    static String words(String name) {
        var text =
                SHORT.matcher(name.replace('_', ' ').replace('.', ' ').strip())
                        .replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /**
     * A field that an account owes: {@code individual.dob.day}. What is told together (a date, a
     * consent) is one thing.
     */
    static String requirement(String field) {
        if (field.startsWith("tos_acceptance")) return "Consent to the terms of service";
        var text =
                field.replaceAll("\\.dob\\..*$", ".date_of_birth")
                        .replace("ssn_last_4", "last_four_digits_of_the_social_security_number")
                        .replaceAll("^business_profile\\.mcc$", "Category_of_the_business")
                        .replaceAll("^business_profile\\.url$", "Website_of_the_business")
                        .replaceAll("^external_account$", "A_bank_account_to_be_paid_to")
                        .replace("representative.", "representative:_")
                        .replace("individual.", "person:_")
                        .replace("company.", "company:_");
        return words(text);
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    /** How much time is left: "3 days left". */
    static String left(Instant until, Instant now) {
        var left = Duration.between(now, until);
        if (left.isNegative()) return "too late";
        if (left.toDays() > 1) return left.toDays() + " days left";
        if (left.toHours() > 1) return left.toHours() + " hours left";
        return "under 2 hours left";
    }

    /** The card or bank account of a charge or of a payment method. */
    static Content method(Thing details) {
        var type = details.text("type");
        var inner = details.inner(type);
        if (type.startsWith("card"))
            return Kit.cardOnFile(
                    brand(inner.text("brand")),
                    inner.text("last4"),
                    "%02d/%02d"
                            .formatted(inner.number("exp_month"), inner.number("exp_year") % 100));
        return Kit.cardOnFile(words(type), inner.text("last4"), "");
    }

    private static String brand(String name) {
        return switch (name) {
            case "amex" -> "American Express";
            case "diners" -> "Diners Club";
            case "jcb" -> "JCB";
            case "unionpay" -> "UnionPay";
            case "unknown", "" -> "Card";
            default -> words(name);
        };
    }

    /** How a charge stands. */
    static Badge charge(Thing charge) {
        if (charge.text("status").equals("failed"))
            return charge.text("outcome.type").equals("blocked")
                    ? Kit.badge("Blocked", Tone.BAD)
                    : Kit.badge("Failed", Tone.BAD);
        if (charge.text("status").equals("pending")) return Kit.badge("Pending", Tone.NOTE);
        if (charge.is("disputed")) return Kit.badge("Disputed", Tone.WARN);
        if (charge.is("refunded")) return Kit.badge("Refunded", Tone.PLAIN);
        if (!charge.is("captured")) return Kit.badge("Uncaptured", Tone.NOTE);
        return charge.number("amount_refunded") > 0
                ? Kit.badge("Partly refunded", Tone.WARN)
                : Kit.badge("Succeeded", Tone.GOOD);
    }

    static Badge payout(String status) {
        return switch (status) {
            case "paid" -> Kit.badge("Paid", Tone.GOOD);
            case "failed" -> Kit.badge("Failed", Tone.BAD);
            case "canceled" -> Kit.badge("Cancelled", Tone.PLAIN);
            case "in_transit" -> Kit.badge("On its way", Tone.NOTE);
            default -> Kit.badge(words(status), Tone.NOTE);
        };
    }

    /** What a line of the balance is. */
    static String balance(Thing line) {
        return switch (line.text("type")) {
            case "charge", "payment" -> "Payment";
            case "refund", "payment_refund" -> "Refund";
            case "refund_failure", "payment_failure_refund" -> "Refund that failed";
            case "payout" -> "Payout";
            case "payout_failure" -> "Payout that came back";
            case "payout_cancel" -> "Payout cancelled";
            case "application_fee" -> "Fee earned";
            case "application_fee_refund" -> "Fee given back";
            case "transfer" -> "Sent to an account";
            case "transfer_refund" -> "Taken back from an account";
            case "topup" -> "Added from the bank";
            default -> line.maybe("description").orElse(words(line.text("type")));
        };
    }

    /** A rule as people read it: those for every shop are named by words. */
    static String rule(String id) {
        return id.startsWith("ssr_") ? "Your rule" : words(id);
    }

    /** Where an object of the API is shown; empty if it has no page. */
    static Optional<String> page(String id) {
        int end = id.indexOf('_');
        if (end < 0) return Optional.empty();
        return switch (id.substring(0, end)) {
            case "ch", "re", "pi" -> Optional.of("/dashboard/payments/" + id);
            case "ssr" -> Optional.of("/dashboard/fraud/rules/" + id);
            case "rsl" -> Optional.of("/dashboard/fraud/lists/" + id);
            case "clock" -> Optional.of("/dashboard/clocks/" + id);
            case "dp" -> Optional.of("/dashboard/disputes/" + id);
            case "cus" -> Optional.of("/dashboard/customers/" + id);
            case "po" -> Optional.of("/dashboard/payouts/" + id);
            case "acct" -> Optional.of("/dashboard/connect/" + id);
            case "tr" -> Optional.of("/dashboard/transfers/" + id);
            case "fee" -> Optional.of("/dashboard/fees/" + id);
            case "evt" -> Optional.of("/dashboard/events/" + id);
            case "we" -> Optional.of("/dashboard/webhooks/endpoints/" + id);
            default -> Optional.empty();
        };
    }

    /** An id, with a link to its page if it has one. */
    static Content linked(String id) {
        return page(id).<Content>map(href -> link(id, href)).orElseGet(() -> Kit.text(id));
    }

    /** A plain link. */
    static Content link(String label, String href) {
        return out -> {
            out.writeContent("<a href=\"");
            Escape.htmlAttribute(href, out);
            out.writeContent("\">");
            Escape.htmlContent(label, out);
            out.writeContent("</a>");
        };
    }

    /** Metadata and the like as lines. */
    static List<Kit.Pair> metadata(Thing thing) {
        var pairs = new ArrayList<Kit.Pair>();
        thing.fields("metadata").forEach((name, value) -> pairs.add(new Kit.Pair(name, value)));
        return pairs;
    }

    /** JSON over several lines; as it stands if it is none (a log cuts long ones off). */
    static String pretty(String json) {
        var out = new StringBuilder();
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inText || c == '"') {
                out.append(c);
                if (c == '\\' && i + 1 < json.length()) out.append(json.charAt(++i));
                else if (c == '"') inText = !inText;
                continue;
            }
            switch (c) {
                case '{', '[' -> {
                    boolean empty = i + 1 < json.length() && "}]".indexOf(json.charAt(i + 1)) >= 0;
                    out.append(c);
                    if (empty) out.append(json.charAt(++i));
                    else line(out, ++depth);
                }
                case '}', ']' -> {
                    line(out, --depth);
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    line(out, depth);
                }
                case ':' -> out.append(": ");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, int depth) {
        out.append('\n').append("  ".repeat(Math.max(0, depth)));
    }
}
