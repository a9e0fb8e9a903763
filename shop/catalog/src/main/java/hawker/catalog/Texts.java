package hawker.catalog;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Safelist;

/** What becomes of texts that sellers type. */
final class Texts {

    private static final int MAX_SUMMARY = 9_999;
    private static final int MAX_SLUG = 80;
    private static final int MAX_QUERY_WORDS = 8;

    /** Text and its structure, links to the web and to mail; no pictures, styles or scripts. */
    private static final Safelist ALLOWED =
            Safelist.basic()
                    .addTags("h2", "h3", "h4", "hr", "table", "thead", "tbody", "tr", "th", "td")
                    .addEnforcedAttribute("a", "rel", "nofollow noopener ugc");

    private Texts() {}

    /** One line of plain text: control characters out, white space single. */
    static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\u00a0]+", " ").strip();
    }

    /** HTML with nothing in it that is not allowed. Text without a tag becomes paragraphs. */
    static String description(String html) {
        var source = html.indexOf('<') < 0 ? paragraphs(html) : html;
        var print = new Document.OutputSettings().prettyPrint(false);
        return Jsoup.clean(source, "", ALLOWED, print).strip();
    }

    /** The words of a description. */
    static String summary(String description) {
        var text = Jsoup.parse(description).text();
        if (text.length() <= MAX_SUMMARY) return text;
        int end = Character.isHighSurrogate(text.charAt(MAX_SUMMARY - 1)) ? 1 : 0;
        return text.substring(0, MAX_SUMMARY - end);
    }

    /** Part of an address: small letters, digits and single hyphens, never empty. */
    static String slug(String text) {
        var slug = fold(text).replace(' ', '-');
        if (slug.length() > MAX_SLUG) slug = slug.substring(0, MAX_SLUG);
        slug = slug.replaceAll("[^a-z0-9-]", "").replaceAll("-+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "product" : slug;
    }

    /** Letters without marks and digits, in small letters, words parted by one space. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    /** A query of full-text search: every word must begin a word; empty if there is none. */
    static String query(String typed) {
        return Arrays.stream(fold(typed).split(" "))
                .filter(word -> !word.isEmpty())
                .limit(MAX_QUERY_WORDS)
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
    }

    private static String paragraphs(String text) {
        return Arrays.stream(text.split("\\R\\s*\\R"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .map(paragraph -> "<p>" + Entities.escape(paragraph) + "</p>")
                .collect(Collectors.joining());
    }
}
