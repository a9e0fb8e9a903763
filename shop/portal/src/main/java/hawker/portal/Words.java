package hawker.portal;

import hawker.look.Badge;
import hawker.look.Kit;
import hawker.look.Tone;
import java.util.List;
import java.util.Map;

/** What the API's words are to people. */
final class Words {

    /** Why buyers leave. */
    private static final Map<String, String> REASONS =
            Map.of(
                    "customer_service",
                    "Customer service was less than expected",
                    "low_quality",
                    "Quality was less than expected",
                    "missing_features",
                    "Some features are missing",
                    "other",
                    "Another reason",
                    "switched_service",
                    "I am switching to another service",
                    "too_complex",
                    "It is hard to use",
                    "too_expensive",
                    "It is too expensive",
                    "unused",
                    "I do not use it enough");

    private Words() {}

    /** Why buyers may leave, in the API's words. */
    static List<String> reasons() {
        return REASONS.keySet().stream().sorted().toList();
    }

    static String reason(String word) {
        return REASONS.getOrDefault(word, word);
    }

    /** How a subscription stands; one that ends at a moment says so before all else. */
    static Badge subscription(String status, boolean ends) {
        return switch (status) {
            case "active" -> ends ? Kit.badge("Ending", Tone.WARN) : Kit.badge("Active", Tone.GOOD);
            case "trialing" -> Kit.badge(ends ? "Trial, ending" : "Trial", Tone.NOTE);
            case "past_due" -> Kit.badge("Payment due", Tone.BAD);
            case "unpaid" -> Kit.badge("Unpaid", Tone.BAD);
            case "incomplete" -> Kit.badge("Waiting for payment", Tone.WARN);
            case "paused" -> Kit.badge("Paused", Tone.PLAIN);
            default -> Kit.badge("Ended", Tone.PLAIN);
        };
    }

    /** How an invoice stands. */
    static Badge invoice(String status) {
        return switch (status) {
            case "paid" -> Kit.badge("Paid", Tone.GOOD);
            case "open" -> Kit.badge("To pay", Tone.WARN);
            case "void" -> Kit.badge("Void", Tone.PLAIN);
            case "uncollectible" -> Kit.badge("Written off", Tone.PLAIN);
            default -> Kit.badge("In preparation", Tone.PLAIN);
        };
    }

    /**
     * How often something is paid.
     *
     * @param interval day, week, month or year
     */
    static String every(String interval, long count) {
        return count == 1 ? "a " + interval : "every " + count + " " + interval + "s";
    }
}
