package hawker.feed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * What people write. A text is plain: everything in it is escaped, and only three things become
 * links: {@code #tags}, {@code @handles} and http(s) addresses. There is no markup to abuse.
 */
final class PostText {

    static final int MAX_CODE_POINTS = 500;
    private static final int MAX_TAGS = 10;
    private static final int MAX_TAG = 60;
    private static final int MIN_HANDLE = 3;
    private static final int MAX_HANDLE = 30;
    private static final int SHOWN_ADDRESS = 36;

    private PostText() {}

    /**
     * The text as it is stored: line breaks are LF, at most one empty line in a row, no control
     * characters, and none of those that turn the direction of the text around them.
     */
    static String normalised(String written) {
        var clean = new StringBuilder(written.length());
        written.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(PostText::isKept)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip().replaceAll("\n{3,}", "\n\n");
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The tags of a text, folded ({@link #fold}), each once, at most 10. */
    static List<String> tags(String text) {
        var tags = new LinkedHashSet<String>();
        for (int i = 0; i < text.length() && tags.size() < MAX_TAGS; i++) {
            int end = text.charAt(i) == '#' ? endOfTag(text, i) : i;
            if (end > i) tags.add(fold(text.substring(i + 1, end)));
        }
        return List.copyOf(tags);
    }

    /** Tags that differ in case or in width of letters are one tag. */
    static String fold(String tag) {
        return Normalizer.normalize(tag, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The text as HTML: escaped, with links. */
    static String html(String text) {
        var html = new StringBuilder(text.length() + 128);
        int i = 0;
        while (i < text.length()) {
            int end = linkAt(text, i, html);
            if (end == i) escape(html, text.charAt(end++));
            i = end;
        }
        return html.toString();
    }

    /** Writes the link that starts at a place and tells where it ends; the place itself if none. */
    private static int linkAt(String text, int at, StringBuilder html) {
        char c = text.charAt(at);
        int end =
                switch (c) {
                    case '#' -> endOfTag(text, at);
                    case '@' -> endOfHandle(text, at);
                    case 'h' -> endOfAddress(text, at);
                    default -> at;
                };
        if (end == at) return at;
        switch (c) {
            case '#' -> tagLink(html, text.substring(at + 1, end));
            case '@' -> handleLink(html, text.substring(at + 1, end));
            default -> addressLink(html, text.substring(at, end));
        }
        return end;
    }

    private static void tagLink(StringBuilder html, String tag) {
        html.append("<a href=\"/tag/")
                .append(URLEncoder.encode(fold(tag), StandardCharsets.UTF_8))
                .append("\">#");
        escape(html, tag);
        html.append("</a>");
    }

    private static void handleLink(StringBuilder html, String handle) {
        html.append("<a href=\"/@").append(handle.toLowerCase(Locale.ROOT)).append("\">@");
        escape(html, handle);
        html.append("</a>");
    }

    private static void addressLink(StringBuilder html, String address) {
        html.append("<a rel=\"nofollow ugc noopener\" href=\"");
        escape(html, address);
        html.append("\">");
        var shown = address.substring(address.indexOf("://") + 3);
        if (shown.length() > SHOWN_ADDRESS) shown = shown.substring(0, SHOWN_ADDRESS - 1) + "…";
        escape(html, shown);
        html.append("</a>");
    }

    /** A tag has a letter: "#1" is a number. */
    private static int endOfTag(String text, int at) {
        if (!startsWord(text, at)) return at;
        int end = at + 1;
        boolean letter = false;
        while (end < text.length() && end - at <= MAX_TAG && isTagCharacter(text.charAt(end))) {
            letter |= Character.isLetter(text.charAt(end));
            end++;
        }
        return letter ? end : at;
    }

    private static int endOfHandle(String text, int at) {
        if (!startsWord(text, at)) return at;
        int end = at + 1;
        while (end < text.length() && isHandleCharacter(text.charAt(end))) end++;
        // A dash behind a handle belongs to the sentence.
        while (text.charAt(end - 1) == '-' || text.charAt(end - 1) == '_') end--;
        int length = end - at - 1;
        return length >= MIN_HANDLE && length <= MAX_HANDLE ? end : at;
    }

    private static int endOfAddress(String text, int at) {
        boolean web = text.startsWith("https://", at) || text.startsWith("http://", at);
        if (!web || !startsWord(text, at)) return at;
        int start = text.indexOf("://", at) + 3;
        int end = start;
        while (end < text.length() && isAddressCharacter(text.charAt(end))) end++;
        // A full stop or a closing bracket behind an address belongs to the sentence.
        while (end > start && ".,;:!?)]}'*_…".indexOf(text.charAt(end - 1)) >= 0) end--;
        return end > start && Character.isLetterOrDigit(text.charAt(start)) ? end : at;
    }

    private static boolean startsWord(String text, int at) {
        if (at == 0) return true;
        char before = text.charAt(at - 1);
        return !isTagCharacter(before) && before != '/' && before != '&' && before != '#';
    }

    private static boolean isTagCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isHandleCharacter(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static boolean isAddressCharacter(char c) {
        return c > ' ' && c != '<' && c != '>' && c != '"' && !Character.isWhitespace(c);
    }

    private static boolean isKept(int c) {
        boolean control = (c < ' ' && c != '\n') || (c >= 0x7f && c < 0xa0);
        boolean turning = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        boolean lone = c >= 0xd800 && c <= 0xdfff;
        return !control && !turning && !lone;
    }

    private static void escape(StringBuilder html, String text) {
        for (int i = 0; i < text.length(); i++) escape(html, text.charAt(i));
    }

    private static void escape(StringBuilder html, char c) {
        switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.append(c);
        }
    }
}
