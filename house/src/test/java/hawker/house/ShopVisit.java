package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A buyer in a seller's own shop. All that the shop's page sends, is told by its frames and
 * complains of is heard; at the end none of it may hold digits that were typed.
 */
final class ShopVisit {

    private static final int TELLING_DIGITS = 6;

    private final String[] trusted;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private BrowserContext visitor = Chromium.visitor(1280, ColorScheme.LIGHT);

    /**
     * @param trusted origins whose own frames may send the numbers
     */
    ShopVisit(String... trusted) {
        this.trusted = trusted;
    }

    /** Comes again in a window of this width. */
    void wide(int width) {
        wide(width, ColorScheme.LIGHT);
    }

    /** The same, with a liking for light or dark. */
    void wide(int width, ColorScheme scheme) {
        visitor.close();
        visitor = Chromium.visitor(width, scheme);
    }

    Page open(String address) {
        var page = page();
        page.navigate(address);
        return page;
    }

    /** An empty page, for who wants to hold something back before it opens. */
    Page page() {
        var page = visitor.newPage();
        page.addInitScript(
                "if (window === top) { window.messages = []; addEventListener('message', e => messages.push(e.data)); }");
        page.onRequest(request -> {
            if (!request.isNavigationRequest() && isOfTrusted(request)) return;
            heard.add(request.url() + " " + request.postData());
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Stripe.js@"))
                heard.add(message.text());
        });
        return page;
    }

    /** From a frame of such an origin to its own origin. */
    private boolean isOfTrusted(Request request) {
        return Stream.of(trusted)
                .anyMatch(origin ->
                        request.url().startsWith(origin)
                                && request.frame().url().startsWith(origin));
    }

    /** A number that nobody but the frame may know. */
    void types(String number) {
        typed.add(number);
    }

    List<String> heard() {
        return heard;
    }

    /**
     * The shop's page has neither sent nor been told digits of a number, the last four excepted.
     */
    void endsWithoutDigits() {
        for (var page : visitor.pages())
            heard.add(String.valueOf(page.evaluate("JSON.stringify(window.messages ?? [])")));
        visitor.close();
        assertThat(heard).isNotEmpty();
        for (var number : typed)
            for (var part : telling(number)) assertThat(heard).noneMatch(t -> t.contains(part));
    }

    private static List<String> telling(String number) {
        var parts = new ArrayList<String>();
        for (int at = 0; at + TELLING_DIGITS <= number.length(); at++)
            parts.add(number.substring(at, at + TELLING_DIGITS));
        parts.add(number.substring(0, 4) + " " + number.substring(4, 8));
        return parts;
    }
}
