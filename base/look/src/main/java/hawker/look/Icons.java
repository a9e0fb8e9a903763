package hawker.look;

import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The icons: symbols of Lucide (ISC licence), taken from its WebJar and put together into one SVG
 * sprite when the class is loaded. 24 px box; stroke and fill come from the style sheet, so that a
 * pressed one can be filled.
 */
final class Icons {

    /** Every icon there is, by Lucide's name. */
    static final List<String> NAMES =
            List.of(
                    "activity",
                    "arrow-down",
                    "arrow-left",
                    "arrow-right",
                    "arrow-up",
                    "arrow-up-right",
                    "at-sign",
                    "badge-check",
                    "ban",
                    "banknote",
                    "bell",
                    "bookmark",
                    "building-2",
                    "calendar",
                    "camera",
                    "chart-line",
                    "check",
                    "chevron-down",
                    "chevron-left",
                    "chevron-right",
                    "chevrons-up-down",
                    "circle",
                    "circle-alert",
                    "circle-check",
                    "circle-help",
                    "circle-user",
                    "circle-x",
                    "clock",
                    "code",
                    "compass",
                    "copy",
                    "credit-card",
                    "download",
                    "ellipsis",
                    "external-link",
                    "eye",
                    "eye-off",
                    "file-text",
                    "filter",
                    "gauge",
                    "globe",
                    "hash",
                    "heart",
                    "house",
                    "image",
                    "image-plus",
                    "inbox",
                    "info",
                    "key-round",
                    "landmark",
                    "layout-grid",
                    "link",
                    "list",
                    "lock",
                    "log-out",
                    "mail",
                    "map-pin",
                    "megaphone",
                    "menu",
                    "message-circle",
                    "minus",
                    "monitor",
                    "moon",
                    "package",
                    "package-check",
                    "pencil",
                    "percent",
                    "plus",
                    "receipt",
                    "refresh-cw",
                    "repeat-2",
                    "rotate-ccw",
                    "scale",
                    "search",
                    "send",
                    "settings",
                    "share",
                    "shield-check",
                    "shopping-bag",
                    "shopping-cart",
                    "sliders-horizontal",
                    "sparkles",
                    "square",
                    "square-check",
                    "square-pen",
                    "star",
                    "store",
                    "sun",
                    "tag",
                    "timer",
                    "trash-2",
                    "trending-down",
                    "trending-up",
                    "triangle-alert",
                    "truck",
                    "undo-2",
                    "upload",
                    "user",
                    "user-plus",
                    "users",
                    "wallet",
                    "webhook",
                    "x",
                    "zap");

    private static final Set<String> KNOWN = Set.copyOf(NAMES);

    private Icons() {}

    /** An icon beside words, which tell what it means: hidden from screen readers. */
    static Content icon(String name) {
        return new Icon(name, "");
    }

    /** An icon that stands alone and therefore has a name to be read out. */
    static Content icon(String name, String label) {
        return new Icon(name, label);
    }

    private record Icon(String name, String label) implements Content {

        Icon {
            if (!KNOWN.contains(name))
                throw new IllegalArgumentException("there is no icon " + name);
        }

        @Override
        public void writeTo(gg.jte.TemplateOutput out) {
            var html = new Html(out).raw("<svg class=\"hk-icon\" viewBox=\"0 0 24 24\"");
            if (label.isEmpty()) html.raw(" aria-hidden=\"true\">");
            else html.raw(" role=\"img\"").attr("aria-label", label).raw(">");
            html.raw("<use href=\"").raw(LookAssets.ICONS).raw("#").raw(name).raw("\"/></svg>");
        }
    }

    /** The sprite: one symbol an icon. */
    static byte[] sprite() {
        var sprite = new StringBuilder(40_000);
        sprite.append("<svg xmlns=\"http://www.w3.org/2000/svg\">");
        for (var name : NAMES) {
            var svg = read(name);
            int from = svg.indexOf('>', svg.indexOf("<svg")) + 1;
            var shapes = svg.substring(from, svg.lastIndexOf("</svg>"));
            sprite.append("<symbol id=\"")
                    .append(name)
                    .append("\" viewBox=\"0 0 24 24\">")
                    .append(String.join("", shapes.lines().map(String::strip).toList()))
                    .append("</symbol>");
        }
        return sprite.append("</svg>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String name) {
        return new String(
                Assets.webJar("lucide-static", "icons/" + name + ".svg"), StandardCharsets.UTF_8);
    }
}
