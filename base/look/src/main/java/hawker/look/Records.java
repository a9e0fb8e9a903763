package hawker.look;

import gg.jte.Content;
import hawker.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Components that show what was written down: pairs, time lines, bills, cards, code; and times as
 * people say them.
 */
final class Records {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private Records() {}

    static Content pairs(List<Kit.Pair> pairs) {
        return out -> {
            var html = new Html(out).raw("<dl class=\"hk-pairs\">");
            for (var pair : pairs)
                html.raw("<div><dt>")
                        .text(pair.name())
                        .raw("</dt><dd>")
                        .put(pair.value())
                        .raw("</dd></div>");
            html.raw("</dl>");
        };
    }

    static Content timeline(List<Kit.Event> events, Instant now) {
        return out -> {
            var html = new Html(out).raw("<ol class=\"hk-timeline\">");
            for (var event : events) {
                html.raw("<li").attr("data-tone", event.tone().key());
                html.raw("><p class=\"hk-timeline-text\">").text(event.text()).raw("</p>");
                html.put(Kit.time(event.at(), now));
                if (!event.detail().isEmpty())
                    html.raw("<p class=\"hk-timeline-detail\">").text(event.detail()).raw("</p>");
                html.raw("</li>");
            }
            html.raw("</ol>");
        };
    }

    static Content receipt(List<Kit.BillLine> lines, String totalLabel, Money total) {
        return out -> {
            var html = new Html(out).raw("<dl class=\"hk-receipt\">");
            for (var line : lines) {
                html.raw("<div><dt>");
                if (!line.picture().isEmpty())
                    html.raw(
                                    "<img class=\"hk-receipt-picture\" alt=\"\" referrerpolicy=\"no-referrer\"")
                            .attr("src", Html.safePicture(line.picture()))
                            .raw(">");
                html.raw("<span>").text(line.label());
                detail(html, "about", line.about());
                detail(html, "detail", line.detail());
                html.raw("</span></dt><dd>").put(Kit.money(line.amount())).raw("</dd></div>");
            }
            html.raw("<div class=\"hk-receipt-total\"><dt>").text(totalLabel).raw("</dt><dd>");
            html.put(Kit.money(total)).raw("</dd></div></dl>");
        };
    }

    private static void detail(Html html, String part, String text) {
        if (!text.isEmpty())
            html.raw("<span class=\"hk-receipt-" + part + "\">").text(text).raw("</span>");
    }

    static Content cardOnFile(String brand, String last4, String expiry) {
        return out ->
                new Html(out)
                        .raw("<span class=\"hk-paycard\">")
                        .put(Icons.icon("credit-card"))
                        .raw("<span>")
                        .text(brand)
                        .raw(" <span aria-hidden=\"true\">••••</span>")
                        .raw("<span class=\"hk-hidden\">ending in</span> ")
                        .text(last4)
                        .raw("</span><span class=\"hk-paycard-expiry\">")
                        .text(expiry)
                        .raw("</span></span>");
    }

    static Content address(List<String> lines) {
        return out -> {
            var html = new Html(out).raw("<address class=\"hk-address\">");
            for (int i = 0; i < lines.size(); i++)
                html.raw(i == 0 ? "" : "<br>").text(lines.get(i));
            html.raw("</address>");
        };
    }

    static Content code(String text) {
        return out ->
                new Html(out)
                        .raw("<div class=\"hk-code\"><pre tabindex=\"0\"><code>")
                        .text(text)
                        .raw("</code></pre>")
                        .put(
                                Kit.button("Copy")
                                        .quiet()
                                        .compact()
                                        .plainType()
                                        .iconOnly("copy")
                                        .attr("data-copy", text))
                        .raw("</div>");
    }

    static Content accordion(String title, Content body, boolean open) {
        return out ->
                new Html(out)
                        .raw("<details class=\"hk-accordion\"")
                        .attrIf(open, "open")
                        .raw("><summary>")
                        .text(title)
                        .put(Icons.icon("chevron-down"))
                        .raw("</summary><div class=\"hk-accordion-body\">")
                        .put(body)
                        .raw("</div></details>");
    }

    /** "now", "5 min", "3 h", "2 d", then the day. */
    static String ago(Instant at, Instant now) {
        var age = Duration.between(at, now);
        if (age.isNegative()) return day(at, now);
        if (age.toMinutes() < 1) return "now";
        if (age.toHours() < 1) return age.toMinutes() + " min";
        if (age.toDays() < 1) return age.toHours() + " h";
        return age.toDays() < 7 ? age.toDays() + " d" : day(at, now);
    }

    static String exact(Instant at) {
        return EXACT.format(at.atZone(ZoneOffset.UTC));
    }

    private static String day(Instant at, Instant now) {
        ZonedDateTime when = at.atZone(ZoneOffset.UTC);
        boolean thisYear = when.getYear() == now.atZone(ZoneOffset.UTC).getYear();
        return (thisYear ? DAY : DAY_OF_YEAR).format(when);
    }
}
