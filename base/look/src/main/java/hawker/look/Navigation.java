package hawker.look;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/** Components that lead around: pages of a list, tabs, the way here, steps. */
final class Navigation {

    private Navigation() {}

    static Content pages(Optional<String> newer, Optional<String> older) {
        return out -> {
            if (newer.isEmpty() && older.isEmpty()) return;
            var html = new Html(out).raw("<nav class=\"hk-pages\" aria-label=\"Pages\">");
            newer.ifPresent(href ->
                    html.put(Kit.link("Newer", href).icon("arrow-left").attr("rel", "prev")));
            older.ifPresent(href ->
                    html.put(
                            Kit.link("Older", href)
                                    .icon("arrow-right")
                                    .attr("rel", "next")
                                    .attr("data-icon-end", "true")));
            html.raw("</nav>");
        };
    }

    static Content tabs(String label, List<Kit.Tab> tabs, String current) {
        return out -> {
            var html = new Html(out).raw("<nav class=\"hk-tabs\"").attr("aria-label", label);
            html.raw("><ul>");
            for (var tab : tabs) {
                html.raw("<li><a").href(tab.href());
                if (tab.key().equals(current)) html.raw(" aria-current=\"page\"");
                html.raw(">").text(tab.label());
                if (tab.count() >= 0)
                    html.raw(" <span class=\"hk-count\">").text("" + tab.count()).raw("</span>");
                html.raw("</a></li>");
            }
            html.raw("</ul></nav>");
        };
    }

    static Content breadcrumb(List<Link> way) {
        return out -> {
            var html = new Html(out).raw("<nav class=\"hk-way\" aria-label=\"You are here\"><ol>");
            for (int i = 0; i < way.size(); i++) {
                var step = way.get(i);
                html.raw("<li>");
                if (i == way.size() - 1)
                    html.raw("<span aria-current=\"page\">").text(step.label()).raw("</span>");
                else html.raw("<a").href(step.href()).raw(">").text(step.label()).raw("</a>");
                html.raw("</li>");
            }
            html.raw("</ol></nav>");
        };
    }

    static Content steps(List<String> steps, int current) {
        return out -> {
            var html = new Html(out).raw("<ol class=\"hk-steps\">");
            for (int i = 0; i < steps.size(); i++) {
                var state = i < current ? "done" : i == current ? "now" : "ahead";
                html.raw("<li").attr("data-state", state);
                if (i == current) html.raw(" aria-current=\"step\"");
                html.raw("><span class=\"hk-steps-mark\" aria-hidden=\"true\">");
                if (i < current) html.put(Icons.icon("check"));
                html.raw("</span><span>").text(steps.get(i)).raw("</span>");
                if (i < current) html.raw("<span class=\"hk-hidden\"> done</span>");
                html.raw("</li>");
            }
            html.raw("</ol>");
        };
    }
}
