package hawker.look;

import gg.jte.Content;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Small components: checks, quantity, search, tags, avatars; and those that answer: empty, banner,
 * progress.
 */
final class Small {

    private static final int GROUNDS = 6;

    private Small() {}

    static Content check(String kind, String name, String label, boolean checked) {
        return out -> {
            var html = new Html(out).raw("<label class=\"hk-check\"").attr("data-kind", kind);
            html.raw("><input type=\"checkbox\"").attr("name", name).raw(" value=\"true\"");
            if (kind.equals("switch")) html.raw(" role=\"switch\"");
            html.attrIf(checked, "checked").raw("><span>").text(label).raw("</span></label>");
        };
    }

    static Content quantity(String name, String label, int value, int min, int max) {
        return out -> {
            var id = "q-" + name;
            var html = new Html(out).raw("<div class=\"hk-quantity\"><label class=\"hk-label\"");
            html.attr("for", id).raw(">").text(label).raw("</label>");
            html.raw("<div class=\"hk-quantity-frame\">");
            step(html, "Fewer", "minus", "-1");
            html.raw("<input class=\"hk-quantity-input\" type=\"number\" inputmode=\"numeric\"")
                    .attr("id", id)
                    .attr("name", name)
                    .attr("value", value)
                    .attr("min", min)
                    .attr("max", max)
                    .raw(">");
            step(html, "More", "plus", "1");
            html.raw("</div></div>");
        };
    }

    private static void step(Html html, String label, String icon, String by) {
        html.put(Kit.button(label).quiet().plainType().iconOnly(icon).attr("data-step", by));
    }

    static Content search(String action, String value, String label) {
        return out ->
                new Html(out)
                        .raw("<form class=\"hk-search\" role=\"search\" method=\"get\"")
                        .attr("action", Html.safe(action))
                        .raw("><label class=\"hk-search-frame\">")
                        .put(Icons.icon("search"))
                        .raw("<span class=\"hk-hidden\">")
                        .text(label)
                        .raw("</span><input class=\"hk-search-input\" type=\"search\" name=\"q\"")
                        .attr("value", value)
                        .attr("placeholder", label)
                        .raw(" enterkeyhint=\"search\"></label></form>");
    }

    static Content errorSummary(List<Link> errors) {
        return out -> {
            if (errors.isEmpty()) return;
            var html =
                    new Html(out).raw("<div class=\"hk-banner\" data-tone=\"bad\" role=\"alert\"");
            html.raw(" tabindex=\"-1\" data-focus>").put(Icons.icon("circle-alert"));
            html.raw("<div class=\"hk-banner-text\"><h2 class=\"hk-banner-title\">");
            html.text(
                    errors.size() == 1
                            ? "One thing to change"
                            : errors.size() + " things to change");
            html.raw("</h2><ul>");
            for (var error : errors)
                html.raw("<li><a").href(error.href()).raw(">").text(error.label()).raw("</a></li>");
            html.raw("</ul></div></div>");
        };
    }

    static Content filterTag(String text, String withoutHref) {
        return out ->
                new Html(out)
                        .raw("<a class=\"hk-tag\" data-removable")
                        .href(withoutHref)
                        .raw("><span class=\"hk-hidden\">Remove filter </span>")
                        .text(text)
                        .put(Icons.icon("x"))
                        .raw("</a>");
    }

    static Content avatar(String name, Optional<String> picture, int size) {
        return out -> {
            var html = new Html(out).raw("<span class=\"hk-avatar\"").attr("data-size", size);
            if (picture.isPresent())
                html.raw("><img")
                        .attr("src", Html.safePicture(picture.get()))
                        .raw(" alt=\"\"")
                        .attr("width", size)
                        .attr("height", size)
                        .raw(" loading=\"lazy\" decoding=\"async\">");
            else
                html.attr("data-ground", Math.floorMod(name.hashCode(), GROUNDS))
                        .raw(" aria-hidden=\"true\">")
                        .text(initial(name));
            html.raw("</span>");
        };
    }

    static Content seller(String name, String handle, Optional<String> picture) {
        return out ->
                new Html(out)
                        .raw("<a class=\"hk-seller\"")
                        .href("/@" + handle)
                        .raw(">")
                        .put(avatar(name, picture, 40))
                        .raw("<span class=\"hk-seller-text\"><span class=\"hk-seller-name\">")
                        .text(name)
                        .raw("</span><span class=\"hk-seller-handle\">")
                        .text("@" + handle)
                        .raw("</span></span></a>");
    }

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

    /** The first letter or digit; emoji are two chars long and stay whole. */
    static String initial(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) return "?";
        int first = stripped.codePointAt(0);
        return Character.toString(first).toUpperCase(Locale.ROOT);
    }
}
