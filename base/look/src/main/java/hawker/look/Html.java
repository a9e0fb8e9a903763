package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.html.escape.Escape;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the small components that are not worth a template; everything from outside is escaped.
 */
final class Html {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");

    private final TemplateOutput out;

    Html(TemplateOutput out) {
        this.out = out;
    }

    /** Our own markup, as it is. */
    Html raw(String markup) {
        out.writeContent(markup);
        return this;
    }

    /** Text between tags. */
    Html text(String text) {
        Escape.htmlContent(text, out);
        return this;
    }

    /** {@code name="value"} */
    Html attr(String name, String value) {
        out.writeContent(" ");
        out.writeContent(name);
        out.writeContent("=\"");
        Escape.htmlAttribute(value, out);
        out.writeContent("\"");
        return this;
    }

    /** A link's target; a scheme that runs code leads nowhere. */
    Html href(String target) {
        return attr("href", safe(target));
    }

    /** A picture's address: of the web, of our own, or the picture itself. */
    static String safePicture(String source) {
        return source.startsWith("data:image/") ? source : safe(source);
    }

    static String safe(String target) {
        int colon = target.indexOf(':');
        if (colon < 0) return target;
        for (int i = 0; i < colon; i++) if ("/?#".indexOf(target.charAt(i)) >= 0) return target;
        var scheme = target.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        return SCHEMES.contains(scheme) ? target : "#";
    }

    Html attr(String name, long value) {
        return attr(name, Long.toString(value));
    }

    Html attrIf(boolean present, String name) {
        if (present) out.writeContent(" " + name);
        return this;
    }

    Html put(Content content) {
        content.writeTo(out);
        return this;
    }

    static void in(TemplateOutput plain, Content content) {
        HtmlTemplateOutput html = new OwaspHtmlTemplateOutput(plain);
        content.writeTo(html);
    }
}
