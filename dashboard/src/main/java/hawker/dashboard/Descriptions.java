package hawker.dashboard;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Descriptions as people type them: paragraphs with an empty line between them, lists of lines that
 * begin with a hyphen. Whoever wants more writes HTML, which the catalogue cleans.
 */
final class Descriptions {

    private static final Pattern PLAIN =
            Pattern.compile("(?:\\s*(?:<p>[^<]*</p>|<ul>(?:\\s*<li>[^<]*</li>)+\\s*</ul>))*\\s*");

    private Descriptions() {}

    /** Paragraphs and lists as plain text; anything richer stays the HTML it is. */
    static String toType(String html) {
        if (!PLAIN.matcher(html).matches()) return html;
        return html.replaceAll("\\s*<li>\\s*", "\n- ")
                .replaceAll("\\s*<(p|ul)>\\s*", "\n\n")
                .replaceAll("</(p|li|ul)>", "")
                .replaceAll("\n{3,}", "\n\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }

    /** What the catalogue stores of a text; text that has markup of its own is taken as it is. */
    static String toHtml(String typed) {
        if (typed.indexOf('<') >= 0) return typed;
        return Arrays.stream(typed.split("\\R\\s*\\R"))
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .map(Descriptions::block)
                .collect(Collectors.joining());
    }

    private static String block(String text) {
        var lines = text.lines().map(String::strip).toList();
        if (!lines.stream().allMatch(line -> line.startsWith("- ")))
            return "<p>" + escaped(text) + "</p>";
        return lines.stream()
                .map(line -> "<li>" + escaped(line.substring(2).strip()) + "</li>")
                .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace(">", "&gt;");
    }
}
