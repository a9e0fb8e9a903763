package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Debian's Chromium, started once for all journeys; every visitor gets a context of their own. */
final class Chromium {

    private static final List<String> PROGRAMS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /**
     * The same without windows: three quarters of the computing. With scripts switched off it
     * sometimes draws a page that nobody can click, so it serves only visitors with scripts.
     */
    private static final Path SHELL = Path.of("/usr/bin/chromium-headless-shell");

    /** Milliseconds until something that does not come is missing: machines may be slow. */
    private static final double PATIENCE = 45_000;

    /** Where pictures of the pages go, if somebody wants to look at them: a second a page. */
    private static final @Nullable String PICTURES = System.getenv("HAWKER_PICTURES");

    /** What moves comes to its end: a text that is half faded in has too little contrast. */
    private static final String AT_REST =
            """
            () => Promise.all([document.fonts.ready, ...document.getAnimations()
                .filter(moving => moving.playState === 'running'
                    && moving.effect?.getComputedTiming().endTime < 10_000)
                .map(moving => moving.finished.catch(() => {}))]).then(() => {})
            """;

    private static @Nullable Playwright playwright;

    private static final Map<Path, Browser> browsers = new HashMap<>();

    private Chromium() {}

    /** A visitor with an empty browser, as wide as this, preferring light or dark. */
    static BrowserContext visitor(int width, ColorScheme scheme) {
        return visitor(width, scheme, true);
    }

    /** The same, with scripts or without. */
    static BrowserContext visitor(int width, ColorScheme scheme, boolean scripts) {
        var options =
                new Browser.NewContextOptions()
                        .setViewportSize(width, width < 600 ? 844 : 900)
                        .setColorScheme(scheme)
                        .setLocale("en-US")
                        .setJavaScriptEnabled(scripts);
        if (width < 600) options.setHasTouch(true).setIsMobile(true).setDeviceScaleFactor(2);
        var context = browser(scripts).newContext(options);
        context.setDefaultTimeout(PATIENCE);
        return context;
    }

    /** No violation of WCAG 2.2 A and AA, and a picture of the page for people who want one. */
    static void check(Page page, String name) {
        page.evaluate(AT_REST);
        if (PICTURES != null)
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of(PICTURES).resolve(name + ".png"))
                            .setFullPage(true));
        var results =
                new AxeBuilder(page)
                        .options(violations())
                        // In one go, twice as fast, which cannot see into frames.
                        .setLegacyMode(page.frames().size() == 1)
                        .analyze();
        assertThat(
                        results.getViolations().stream()
                                .map(Chromium::says)
                                .collect(Collectors.joining("\n")))
                .as("axe on " + name + " (" + page.url() + ")")
                .isEmpty();
    }

    private static AxeRunOptions violations() {
        var tags = new AxeRunOnlyOptions();
        tags.setType("tag");
        tags.setValues(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));
        var options = new AxeRunOptions();
        options.setRunOnly(tags);
        options.setResultTypes(List.of("violations"));
        return options;
    }

    private static String says(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " at "
                + rule.getNodes().stream()
                        .map(n -> n.getTarget() + " " + n.getHtml())
                        .limit(3)
                        .toList();
    }

    private static synchronized Browser browser(boolean scripts) {
        var program =
                Stream.concat(
                                scripts ? Stream.of(SHELL) : Stream.of(),
                                PROGRAMS.stream().map(Path::of))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("install the package chromium"));
        return browsers.computeIfAbsent(program, Chromium::launched);
    }

    private static Browser launched(Path program) {
        if (playwright == null) {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            playwright =
                    Playwright.create(
                            new Playwright.CreateOptions()
                                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        }
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setArgs(
                                        List.of(
                                                "--no-sandbox",
                                                // Containers often have little of it.
                                                "--disable-dev-shm-usage",
                                                "--disable-gpu",
                                                "--disable-quic",
                                                "--no-first-run",
                                                "--disable-background-networking",
                                                "--disable-component-update",
                                                "--disable-sync")));
    }
}
