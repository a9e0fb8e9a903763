package hawker.look;

import gg.jte.Content;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Small charts drawn on the server as SVG, each with a title that says the finding. Time series
 * with hover are {@link #series}, drawn by Chart.js over a table that stays for everybody else.
 */
final class Charts {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 24;
    private static final int BAR = 20;
    private static final int SLOT = 36;
    private static final int BARS_HEIGHT = 120;

    private Charts() {}

    /** A line of 96 × 24 without axes; lowest and highest value fill the height. */
    static Content sparkline(List<Long> values, String finding) {
        return out -> {
            var html = new Html(out).raw("<svg class=\"hk-spark\" viewBox=\"0 0 96 24\"");
            html.raw(" preserveAspectRatio=\"none\" role=\"img\"").attr("aria-label", finding);
            html.raw(">");
            if (values.size() > 1) {
                var line = line(values);
                html.raw("<path class=\"hk-spark-area\" d=\"M0 24 L")
                        .raw(line)
                        .raw(" L96 24 Z\"/><path class=\"hk-spark-line\" d=\"M")
                        .raw(line)
                        .raw("\"/>");
            }
            html.raw("</svg>");
        };
    }

    /** Bars side by side from zero, each with its label underneath and its value as title. */
    static Content bars(List<Kit.Bar> bars, String finding) {
        return out -> {
            long highest = Math.max(1, Collections.max(bars.stream().map(Kit.Bar::value).toList()));
            int width = bars.size() * SLOT;
            var html = new Html(out).raw("<figure class=\"hk-bars\"><svg role=\"img\"");
            html.attr("aria-label", finding).attr("viewBox", "0 0 " + width + " " + BARS_HEIGHT);
            html.raw(" preserveAspectRatio=\"none\">");
            for (int i = 0; i < bars.size(); i++) {
                long height = Math.max(1, bars.get(i).value() * BARS_HEIGHT / highest);
                html.raw("<rect class=\"hk-bar\" rx=\"2\"")
                        .attr("x", i * SLOT + (SLOT - BAR) / 2)
                        .attr("y", BARS_HEIGHT - height)
                        .attr("width", BAR)
                        .attr("height", height)
                        .raw("><title>")
                        .text(bars.get(i).label() + ": " + bars.get(i).text())
                        .raw("</title></rect>");
            }
            html.raw("</svg><ol class=\"hk-bars-labels\" aria-hidden=\"true\">");
            for (var bar : bars) html.raw("<li>").text(bar.label()).raw("</li>");
            html.raw("</ol></figure>");
        };
    }

    /** Names with a bar behind and the value at the end: sellers by sales, steps of a funnel. */
    static Content barList(List<Kit.Bar> bars) {
        return out -> {
            long highest = Math.max(1, Collections.max(bars.stream().map(Kit.Bar::value).toList()));
            var html = new Html(out).raw("<ol class=\"hk-barlist\">");
            for (var bar : bars)
                html.raw("<li><svg aria-hidden=\"true\" preserveAspectRatio=\"none\"")
                        .raw(" viewBox=\"0 0 100 1\"><rect class=\"hk-barlist-bar\" height=\"1\"")
                        .attr("width", bar.value() * 100 / highest)
                        .raw("/></svg><span>")
                        .text(bar.label())
                        .raw("</span><b>")
                        .text(bar.text())
                        .raw("</b></li>");
            html.raw("</ol>");
        };
    }

    static Content series(String finding, Content table) {
        return out ->
                new Html(out)
                        .raw("<hk-chart class=\"hk-chart\"")
                        .attr("data-src", LookAssets.CHART)
                        .attr("aria-label", finding)
                        .raw(">")
                        .put(table)
                        .raw("</hk-chart>");
    }

    private static String line(List<Long> values) {
        long low = Collections.min(values);
        long range = Math.max(1, Collections.max(values) - low);
        var line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            // Two units of air above and below, so that the stroke is not cut.
            long y10 = 10L * (HEIGHT - 2) - (values.get(i) - low) * 10 * (HEIGHT - 4) / range;
            long x10 = 10L * WIDTH * i / (values.size() - 1);
            if (i > 0) line.append(" L");
            line.append(tenths(x10)).append(' ').append(tenths(y10));
        }
        return line.toString();
    }

    private static String tenths(long number) {
        return String.format(Locale.ROOT, "%d.%d", number / 10, number % 10);
    }
}
