package hawker.house;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A visitor's browser that notes whatever a page does because of what somebody typed: a script that
 * ran or that the page's policy had to stop, an element or attribute out of a text, a request to
 * elsewhere, a page whose rest was swallowed.
 */
final class Trap implements AutoCloseable {

    /** Runs before anything of a page, in each of its frames; a page's policy does not bind it. */
    private static final String WATCH =
            """
            for (const name of ['alert', 'confirm', 'prompt'])
              window[name] = () => { a35said('a script ran'); return true; };
            document.addEventListener('securitypolicyviolation', event => a35said(
                'the policy stopped ' + event.violatedDirective + ' ' + event.blockedURI
                + ' ' + event.sample));
            """;

    /** What stands in the page's tree that only a text can have brought there. */
    private static final String LOOK =
            """
            () => {
              const found = [];
              const addresses = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data',
                  'poster', 'hx-get', 'hx-post'];
              for (const element of document.querySelectorAll('*')) {
                if (element.localName === 'a35') found.push(element.outerHTML.slice(0, 200));
                for (const attribute of element.attributes) {
                  const name = attribute.name.toLowerCase();
                  const where = attribute.value.replace(/[\\u0000-\\u0020]/g, '').toLowerCase();
                  const runs = addresses.includes(name) && /^(javascript|vbscript|data:text)/.test(where);
                  if (name.startsWith('on') || name.startsWith('hx-on') || name === 'srcdoc'
                      || name.includes('a35') || runs)
                    found.push(element.outerHTML.slice(0, 200));
                }
                if (element.localName !== 'script' || element.src) continue;
                if (element.type === 'application/ld+json') JSON.parse(element.text);
                else if (element.text.includes('35)')) found.push(element.outerHTML.slice(0, 200));
              }
              return found;
            }
            """;

    /** Texts of the page and what stands in its fields, spaces single. */
    private static final String READ =
            """
            () => [document.documentElement.textContent,
                   ...[...document.querySelectorAll('input, textarea')].map(field => field.value)]
                .join(' ').replace(/\\s+/g, ' ')
            """;

    private final House house;
    private final BrowserContext context;
    private final Page page;
    private final List<String> findings = new ArrayList<>();
    private String here = "";

    Trap(House house) {
        this.house = house;
        context = Chromium.visitor(1280, ColorScheme.LIGHT);
        context.exposeBinding(
                "a35said",
                (source, said) -> {
                    note(said[0] + " in " + source.frame().url());
                    return true;
                });
        context.addInitScript(WATCH);
        page = context.newPage();
        page.onDialog(dialog -> {
            note("a dialog opened: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> note("a script broke: " + error));
        page.onConsoleMessage(this::hear);
        page.onRequest(this::asked);
    }

    /** Goes on as whoever has these cookies. */
    void as(Web visitor) {
        context.clearCookies();
        var cookies = new ArrayList<Cookie>();
        for (Map.Entry<String, String> each : visitor.cookies().entrySet())
            cookies.add(new Cookie(each.getKey(), each.getValue()).setUrl(house.base()));
        context.addCookies(cookies);
    }

    /** Opens a page, lets its scripts and frames do what they do, and gives its words. */
    String visit(String path) {
        here = path;
        var url = path.startsWith("http") ? path : house.base() + path;
        var answer =
                page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
        if (answer.status() >= 500) note("answered " + answer.status());
        for (var found : (List<?>) page.evaluate(LOOK)) note("stands in the page: " + found);
        return (String) page.evaluate(READ);
    }

    /** The same, and the page is whole and shows one of the texts as it was typed. */
    void visit(String path, List<String> typed) {
        var words = visit(path);
        if (typed.stream().noneMatch(words::contains)) note("does not show a text as it is");
        if (page.locator("main").count() != 1) note("has not one main part");
    }

    /** A page of our own that has all of it, to see that the trap snaps. */
    void snap(String html) {
        here = "snap";
        page.setContent(html);
        for (var found : (List<?>) page.evaluate(LOOK)) note("stands in the page: " + found);
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    private void hear(ConsoleMessage message) {
        boolean policy = message.text().contains("Content Security Policy");
        if (policy) note("the browser says: " + message.text());
    }

    private void asked(Request request) {
        var url = request.url();
        boolean ours = url.startsWith(house.base() + "/") || url.startsWith(house.vault() + "/");
        if (!ours && url.startsWith("http")) note("asked " + url);
    }

    private void note(String what) {
        findings.add(here + ": " + what);
    }

    @Override
    public void close() {
        context.close();
    }
}
