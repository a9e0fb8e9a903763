package hawker.look;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What every page loads. The style sheets are written one idea a file and sent as one: tokens,
 * base, layout, components, then the pages of one side, each in its cascade layer.
 */
final class LookAssets {

    private static final List<String> FOUNDATION = List.of("tokens.css", "base.css", "layout.css");

    private static final List<String> COMPONENTS =
            List.of(
                    "components/button.css",
                    "components/field.css",
                    "components/choice.css",
                    "components/small.css",
                    "components/card.css",
                    "components/product.css",
                    "components/table.css",
                    "components/navigation.css",
                    "components/overlay.css",
                    "components/feedback.css",
                    "components/record.css",
                    "components/chart.css");

    private static final List<String> SCRIPTS =
            List.of(
                    "js/page.js",
                    "js/steady.js",
                    "js/validity.js",
                    "js/toast.js",
                    "js/sheet.js",
                    "js/gallery.js",
                    "js/variants.js",
                    "js/card-field.js",
                    "js/chart.js");

    static final Assets ALL = load();
    static final String PUBLIC_CSS = ALL.url("public.css");
    static final String DASHBOARD_CSS = ALL.url("dashboard.css");
    static final String SCRIPT = ALL.url("look.js");
    static final String HTMX = ALL.url("htmx.js");
    static final String CHART = ALL.url("chart.js");
    static final String ICONS = ALL.url("icons.svg");
    static final String FONT = ALL.url("inter.woff2");
    static final String GUIDE_CSS = ALL.url("guide.css");
    static final String ELEMENT_CSS = ALL.url("element.css");
    static final String ELEMENT_SCRIPT = ALL.url("element-look.js");
    static final String FAVICON = ALL.url("favicon.svg");

    private LookAssets() {}

    private static Assets load() {
        var assets = Assets.of(LookAssets.class, "inter.woff2", "inter-ext.woff2", "favicon.svg");
        assets.add("icons.svg", Icons.sprite());
        assets.add("htmx.js", Assets.webJar("htmx.org", "dist/htmx.min.js"));
        assets.add("chart.js", Assets.webJar("chart.js", "dist/chart.umd.js"));
        assets.add("look.js", scripts());
        assets.add("public.css", sheet(assets, "pages/public.css", "pages/shop.css"));
        assets.add("guide.css", css("pages/guide.css").getBytes(StandardCharsets.UTF_8));
        assets.add("element.css", css("pages/element.css").getBytes(StandardCharsets.UTF_8));
        assets.add("element-look.js", text("js/element-look.js").getBytes(StandardCharsets.UTF_8));
        assets.add("dashboard.css", sheet(assets, "pages/dashboard.css"));
        return assets;
    }

    private static byte[] sheet(Assets fonts, String... pages) {
        var sheet = new StringBuilder(100_000);
        for (var file : FOUNDATION) sheet.append(css(file));
        for (var file : COMPONENTS) sheet.append(css(file));
        for (var file : pages) sheet.append(css(file));
        var text =
                sheet.toString()
                        .replace("url(inter.woff2)", "url(" + fonts.url("inter.woff2") + ")")
                        .replace(
                                "url(inter-ext.woff2)",
                                "url(" + fonts.url("inter-ext.woff2") + ")");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] scripts() {
        var script = new StringBuilder(40_000).append("\"use strict\";\n");
        for (var file : SCRIPTS) script.append("{\n").append(text(file)).append("}\n");
        return script.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Without comments and indentation: they are for those who read the source. */
    private static String css(String file) {
        var text = text(file);
        var bare = new StringBuilder(text.length());
        int from = 0;
        for (int open = text.indexOf("/*"); open >= 0; open = text.indexOf("/*", from)) {
            bare.append(text, from, open);
            from = text.indexOf("*/", open) + 2;
        }
        bare.append(text, from, text.length());
        var lines = bare.toString().lines().map(String::strip).filter(line -> !line.isEmpty());
        return String.join("\n", lines.toList()) + "\n";
    }

    private static String text(String file) {
        return new String(Assets.read(LookAssets.class, "assets/" + file), StandardCharsets.UTF_8);
    }
}
