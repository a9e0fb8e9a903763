package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What a buyer agrees to who begins a subscription, in the words of the page: what is paid how
 * often, from when on, and that it goes on.
 */
final class Agreement {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.US);

    private Agreement() {}

    /** ", $10.00 per month": what a line costs when it is paid. */
    static String price(Session session, JsonNode line) {
        var currency = Currency.of(session.body().path("currency").asText());
        return ", "
                + Money.of(line.path("price_amount").asLong(), currency).text()
                + " "
                + every(line);
    }

    /** "every 3 months", "per month". */
    static String every(JsonNode line) {
        var unit = line.path("interval").asText();
        int count = line.path("interval_count").asInt(1);
        return count == 1 ? "per " + unit : "every " + count + " " + unit + "s";
    }

    /** When a line is paid again that is paid now. */
    static Instant next(JsonNode line, Instant now) {
        return after(line, now, line.path("interval_count").asInt(1));
    }

    /** At least so long lasts what has an interval and a count. */
    static long days(JsonNode recurring) {
        long days =
                switch (recurring.path("interval").asText()) {
                    case "day" -> 1;
                    case "week" -> 7;
                    case "year" -> 365;
                    default -> 28;
                };
        return days * recurring.path("interval_count").asLong(1);
    }

    /** So many days, weeks, months or years of a line's interval after a moment. */
    static Instant after(JsonNode line, Instant moment, int count) {
        var start = moment.atZone(ZoneOffset.UTC);
        var next =
                switch (line.path("interval").asText()) {
                    case "day" -> start.plusDays(count);
                    case "week" -> start.plusWeeks(count);
                    case "year" -> start.plusYears(count);
                    default -> start.plusMonths(count);
                };
        return next.toInstant();
    }

    private static Optional<JsonNode> recurring(Session session) {
        for (var line : session.detail().path("lines"))
            if (line.path("recurs").asBoolean()) return Optional.of(line);
        return Optional.empty();
    }

    /**
     * "$10.00 per month": what it comes to when it is paid again; "$10.00 and what you have used
     * per month", "what you have used per month" where something is metered.
     */
    private static String later(Session session, JsonNode line) {
        var currency = Currency.of(session.body().path("currency").asText());
        var fixed = Money.of(session.detail().path("later").asLong(), currency).text();
        if (!Metered.isIn(session.detail())) return fixed + " " + every(line);
        var used = "what you have used " + every(line);
        return Metered.hasFixed(session.detail()) ? fixed + " and " + used : used;
    }

    /** "Free until 8 December 2026, then $10.00 per month." */
    static String course(Session session, Instant now) {
        var line = recurring(session);
        if (line.isEmpty()) return "";
        var then = later(session, line.get());
        var anchor = SubscriptionData.anchor(session.detail());
        if (anchor.isPresent())
            return (SubscriptionData.isFreeUntilAnchor(session.detail())
                            ? "Free until then, and "
                            : "Then ")
                    + then
                    + " from "
                    + DAY.format(anchor.get().atZone(ZoneOffset.UTC))
                    + " on.";
        return SubscriptionData.trialEnd(session.detail(), now)
                .map(end ->
                        "Free until "
                                + DAY.format(end.atZone(ZoneOffset.UTC))
                                + ", then "
                                + then
                                + ".")
                .orElse("Then " + then + ".");
    }

    /** What pressing the button means. */
    static String consent(Session session, String seller) {
        var card = session.wantsCard() ? " your card" : " you";
        return "By confirming your subscription, you allow "
                + seller
                + " to charge"
                + card
                + " for this payment and future payments in accordance with their terms. You can"
                + " always cancel your subscription.";
    }
}
