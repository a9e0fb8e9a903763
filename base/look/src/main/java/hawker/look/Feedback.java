package hawker.look;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/** Components that answer: nothing here, something happened, under way. */
final class Feedback {

    private Feedback() {}

    static Content empty(String icon, String line, Optional<Link> action) {
        return out -> {
            var html = new Html(out).raw("<div class=\"hk-empty\">").put(Icons.icon(icon));
            html.raw("<p>").text(line).raw("</p>");
            action.ifPresent(to -> html.put(Kit.link(to.label(), to.href())));
            html.raw("</div>");
        };
    }

    static Content banner(Tone tone, String title, String text, Optional<Link> action) {
        return out -> {
            var html = new Html(out).raw("<div class=\"hk-banner\"").attr("data-tone", tone.key());
            html.raw(tone == Tone.BAD ? " role=\"alert\">" : ">").put(Icons.icon(tone.icon()));
            html.raw("<div class=\"hk-banner-text\"><p class=\"hk-banner-title\">").text(title);
            html.raw("</p>");
            if (!text.isEmpty()) html.raw("<p>").text(text).raw("</p>");
            html.raw("</div>");
            action.ifPresent(to -> html.put(Kit.link(to.label(), to.href()).compact()));
            html.raw("</div>");
        };
    }

    static Content progress(String label, long value, long max) {
        return out ->
                new Html(out)
                        .raw("<label class=\"hk-progress\"><span>")
                        .text(label)
                        .raw("</span><progress")
                        .attr("value", value)
                        .attr("max", max)
                        .raw("></progress></label>");
    }

    static Content skeleton(String shape, int pieces) {
        return out -> {
            var html = new Html(out).raw("<div class=\"hk-skeleton\"").attr("data-shape", shape);
            html.raw(" aria-hidden=\"true\">");
            for (int i = 0; i < pieces; i++) html.raw("<span></span>");
            html.raw("</div>");
        };
    }

    static Content dialog(String name, String title, Content body) {
        return out ->
                new Html(out)
                        .raw("<dialog class=\"hk-dialog\"")
                        .attr("id", name)
                        .attr("aria-labelledby", name + "-title")
                        .raw("><div class=\"hk-dialog-head\"><h2 class=\"hk-dialog-title\"")
                        .attr("id", name + "-title")
                        .raw(">")
                        .text(title)
                        .raw("</h2>")
                        .put(
                                Kit.button("Close")
                                        .quiet()
                                        .plainType()
                                        .iconOnly("x")
                                        .attr("data-closes", ""))
                        .raw("</div><div class=\"hk-dialog-body\">")
                        .put(body)
                        .raw("</div></dialog>");
    }

    static Content menu(String name, Button opener, List<Link> items) {
        return out -> {
            var html = new Html(out).raw("<div class=\"hk-menu\">");
            html.put(opener.plainType().attr("popovertarget", name));
            html.raw("<ul class=\"hk-menu-list\" popover").attr("id", name).raw(">");
            for (var item : items)
                html.raw("<li><a").href(item.href()).raw(">").text(item.label()).raw("</a></li>");
            html.raw("</ul></div>");
        };
    }
}
