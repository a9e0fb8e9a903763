package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/** What stands in the head of every page, and the two marks that every frame repeats. */
record HeadTags(PageHead head, String sheet) implements Content {

    private static final String HTMX_CONFIG =
            "{\"allowEval\":false,\"includeIndicatorStyles\":false,\"selfRequestsOnly\":true,"
                    + "\"historyCacheSize\":0,\"responseHandling\":["
                    + "{\"code\":\"204\",\"swap\":false},{\"code\":\"[23]..\",\"swap\":true},"
                    + "{\"code\":\"422\",\"swap\":true},"
                    + "{\"code\":\"[45]..\",\"swap\":false,\"error\":true}]}";

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out).raw("<meta charset=\"utf-8\"><title>");
        html.text(head.title()).raw(" · Hawker</title>");
        meta(html, "viewport", "width=device-width, initial-scale=1, viewport-fit=cover");
        meta(html, "color-scheme", "light dark");
        meta(html, "htmx-config", HTMX_CONFIG);
        head.visit().csrf().ifPresent(token -> meta(html, "csrf-token", token));
        var about = head.about();
        if (!about.text().isEmpty()) meta(html, "description", about.text());
        if (!about.indexed()) meta(html, "robots", "noindex");
        property(html, "og:title", head.title());
        if (!about.text().isEmpty()) property(html, "og:description", about.text());
        for (var one : about.properties()) property(html, one.name(), one.value());
        about.picture().ifPresent(url -> property(html, "og:image", url));
        about.canonical()
                .ifPresent(url -> {
                    html.raw("<link rel=\"canonical\"").attr("href", url).raw(">");
                    property(html, "og:url", url);
                });
        html.raw("<link rel=\"icon\" type=\"image/svg+xml\"")
                .attr("href", LookAssets.FAVICON)
                .raw("><link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin")
                .attr("href", LookAssets.FONT)
                .raw(">");
        style(html, sheet);
        for (var url : head.extras().styles()) style(html, url);
        head.extras().theme().ifPresent(css -> html.raw("<style>").raw(css).raw("</style>"));
        script(html, LookAssets.HTMX);
        script(html, LookAssets.SCRIPT);
        for (var url : head.extras().scripts()) script(html, url);
    }

    /** The mark: an H whose bar is the awning of a stall. */
    static Content logo() {
        return out ->
                new Html(out)
                        .raw("<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path")
                        .raw(" fill=\"currentColor\" d=\"M4 3h5v6h6V3h5v18h-5v-7a1.5 1.5 0 0 1-3 0")
                        .raw(" 1.5 1.5 0 0 1-3 0v7H4z\"/></svg>");
    }

    /** Light, dark or as the device says: a form, which scripts make act at once. */
    static Content schemeSwitch(PageHead head) {
        return out -> {
            var html = new Html(out).raw("<form class=\"hk-scheme\" method=\"post\"");
            html.raw(" action=\"/scheme\" aria-label=\"Colours of the page\">");
            html.put(Kit.hidden("back", head.visit().path()));
            html.put(Kit.csrf(head.visit().csrf().orElse("")));
            scheme(html, head, PageHead.Scheme.SYSTEM, "monitor", "As this device");
            scheme(html, head, PageHead.Scheme.LIGHT, "sun", "Light");
            scheme(html, head, PageHead.Scheme.DARK, "moon", "Dark");
            html.raw("</form>");
        };
    }

    private static void scheme(
            Html html, PageHead head, PageHead.Scheme scheme, String icon, String label) {
        html.raw("<button type=\"submit\" name=\"scheme\"")
                .attr("value", scheme.key())
                .attr("aria-pressed", Boolean.toString(head.visit().scheme() == scheme))
                .attr("title", label)
                .raw(">")
                .put(Icons.icon(icon, label))
                .raw("</button>");
    }

    private static void meta(Html html, String name, String content) {
        html.raw("<meta").attr("name", name).attr("content", content).raw(">");
    }

    private static void property(Html html, String name, String content) {
        html.raw("<meta").attr("property", name).attr("content", content).raw(">");
    }

    private static void style(Html html, String url) {
        html.raw("<link rel=\"stylesheet\"").attr("href", url).raw(">");
    }

    private static void script(Html html, String url) {
        html.raw("<script defer").attr("src", url).raw("></script>");
    }
}
