package hawker.dashboard;

import java.util.regex.Pattern;

/** A stored description as a person would type it. */
final class Descriptions {

    private static final Pattern PLAIN = Pattern.compile("(<p>[^<]*</p>\\s*)*");

    private Descriptions() {}

    /** Paragraphs without any markup become plain text; anything richer stays the HTML it is. */
    static String toType(String html) {
        if (!PLAIN.matcher(html).matches()) return html;
        return html.replaceAll("\\s*</p>\\s*<p>\\s*", "\n\n")
                .replace("<p>", "")
                .replace("</p>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
