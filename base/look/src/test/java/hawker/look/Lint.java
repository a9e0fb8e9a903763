package hawker.look;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What no style sheet and no template may contain, and why it may not. */
final class Lint {

    private record Rule(Pattern forbidden, String why) {
        static Rule of(String regex, String why) {
            return new Rule(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), why);
        }
    }

    private static final String COLOUR_NAMES =
            "white|black|red|green|blue|gr[ae]y|silver|orange|yellow|purple|pink|brown|navy|teal";

    private static final List<Rule> CSS =
            List.of(
                    Rule.of("#[0-9a-f]{3,8}\\b", "a colour outside tokens.css"),
                    Rule.of(
                            "\\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch)\\(",
                            "a colour outside tokens.css"),
                    Rule.of(
                            ":[^;{]*\\b(" + COLOUR_NAMES + ")\\b(?!-)",
                            "a colour outside tokens.css"),
                    Rule.of("(?<![\\w.-])(?!1px|2px|0px)[0-9.]+px\\b", "pixels other than 1 and 2"),
                    Rule.of("z-index:(?!\\s*var\\()", "a z-index that is no token"),
                    Rule.of("!important", "!important"),
                    Rule.of("outline:\\s*(none|0)\\b", "focus that cannot be seen"),
                    Rule.of(
                            "(?<![\\w-])(margin|padding|border)-(left|right|top|bottom)\\b",
                            "a physical side"),
                    Rule.of("(?<![\\w-])(left|right|top|bottom):", "a physical side"),
                    Rule.of("text-align:\\s*(left|right)", "a physical side"));

    private static final Pattern ID_SELECTOR =
            Pattern.compile("(?m)^[^:;{}@]*#[a-zA-Z][\\w-]*[^;]*\\{");

    private static final List<Rule> TEMPLATE =
            List.of(
                    Rule.of("<[^>]*\\sstyle=", "an inline style"),
                    Rule.of("<[^>]*\\son[a-z]+=", "an inline handler"),
                    Rule.of("<[^>]*\\shx-on", "an inline handler"),
                    Rule.of(
                            "<script(?![^>]*\\s(src=|type=\"application/ld\\+json\"))[^>]*>",
                            "an inline script"),
                    Rule.of("<style(\\s|>)", "an inline style sheet"),
                    Rule.of("<img(?![^>]*\\swidth=)[^>]*>", "an img without width"),
                    Rule.of("<img(?![^>]*\\sheight=)[^>]*>", "an img without height"),
                    Rule.of("<img(?![^>]*\\salt=)[^>]*>", "an img without alt"),
                    Rule.of("<button(?![^>]*\\stype=)[^>]*>", "a button without type"),
                    Rule.of("(?<!ld\\+json\">)\\$unsafe", "unescaped output"),
                    Rule.of(
                            "<form(?=[^>]*\\shx-(get|post|put|delete))(?![^>]*\\saction=)[^>]*>",
                            "a form that needs scripts"),
                    Rule.of(
                            "<a(?=[^>]*\\shx-(get|post))(?![^>]*\\shref=)[^>]*>",
                            "a link that needs scripts"));

    private static final Pattern CONTROL =
            Pattern.compile("<(input|select|textarea)\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern POST_FORM =
            Pattern.compile("<form[^>]*method=\"post\"[^>]*>.*?</form>", Pattern.DOTALL);

    /**
     * Before there is a session there is no token; CrossSite guards these. Nor is there one where
     * who holds a secret address has the right to answer.
     */
    private static final Pattern NO_SESSION =
            Pattern.compile(
                    "^<form[^>]*(action=\"(/login|/signup|/express/oauth/authorize)|data-right=\"address\")");

    private Lint() {}

    static List<String> css(String sheet) {
        var bare =
                sheet.replaceAll("(?s)/\\*.*?\\*/", "")
                        .replaceAll("url\\([^)]*\\)", "url()")
                        .replaceAll("--[\\w-]+", "--token");
        var found = new ArrayList<String>();
        // Conditions of @media and @container cannot read tokens; they are written in rem.
        find(CSS, bare, found);
        var ids = ID_SELECTOR.matcher(bare);
        while (ids.find()) found.add("an id in a selector: " + ids.group().strip());
        return found;
    }

    static List<String> template(String template) {
        var bare = template.replaceAll("(?s)<%--.*?--%>", "").replaceAll("(?s)!\\{.*?\\}\n", "\n");
        var markup = withoutExpressions(bare);
        var found = new ArrayList<String>();
        find(TEMPLATE, markup, found);
        var controls = CONTROL.matcher(markup);
        while (controls.find())
            if (!isLabelled(markup, controls.start(), controls.group(2)))
                found.add("a control without label: " + controls.group());
        return found;
    }

    /** Forms that post without the session's token. */
    static List<String> forms(String template) {
        var found = new ArrayList<String>();
        var forms = POST_FORM.matcher(template);
        while (forms.find())
            if (!forms.group().contains("csrf") && !NO_SESSION.matcher(forms.group()).find())
                found.add("a form without token: " + forms.group().lines().findFirst().orElse(""));
        return found;
    }

    /** Expressions are Java: their quotes and brackets are not markup. */
    private static String withoutExpressions(String template) {
        var out = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            if (!template.startsWith("${", i)) {
                out.append(template.charAt(i));
                continue;
            }
            int depth = 0;
            for (i++; i < template.length(); i++) {
                if (template.charAt(i) == '{') depth++;
                if (template.charAt(i) == '}' && --depth == 0) break;
            }
            out.append("EXPRESSION");
        }
        return out.toString();
    }

    private static boolean isLabelled(String markup, int at, String attributes) {
        if (Pattern.compile("type=\"(hidden|submit|button)\"").matcher(attributes).find())
            return true;
        if (attributes.contains("aria-label")) return true;
        var id = Pattern.compile("\\sid=\"([^\"]*)\"").matcher(attributes);
        if (id.find() && markup.contains("for=\"" + id.group(1) + "\"")) return true;
        return markup.lastIndexOf("<label", at) > markup.lastIndexOf("</label>", at);
    }

    private static void find(List<Rule> rules, String text, List<String> into) {
        for (var rule : rules) {
            var match = rule.forbidden.matcher(text);
            while (match.find()) into.add(rule.why + ": " + line(text, match.start()));
        }
    }

    private static String line(String text, int at) {
        int from = text.lastIndexOf('\n', at) + 1;
        int to = text.indexOf('\n', at);
        return text.substring(from, to < 0 ? text.length() : to).strip();
    }
}
