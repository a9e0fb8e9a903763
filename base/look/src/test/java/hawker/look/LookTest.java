package hawker.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.platform.DatabaseException;
import hawker.web.HttpException;
import hawker.web.Request;
import hawker.web.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String HOSTILE = "<script>alert(\"x\")</script>'&";

    private final Look look = new Look("http://127.0.0.1:8081");

    @Test
    void a_page_goes_out_with_its_policy() {
        var page = look.page(request("GET", Map.of()), page());
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';")
                .contains("frame-src 'self' http://127.0.0.1:8081")
                .contains("object-src 'none'")
                .contains("frame-ancestors 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.header("Referrer-Policy")).isPresent();
        assertThat(text(page)).startsWith("<!doctype html>").contains("<main id=\"content\"");
    }

    @Test
    void a14_consoles_and_checkouts_are_never_framed_and_checkouts_never_stored() {
        var head = PageHead.of(request("GET", Map.of()), "t");
        var console = Samples.console(false);
        var dashboard = Frame.dashboard(head, console, Kit.text("body"));
        assertThat(header(dashboard, "Content-Security-Policy")).contains("frame-ancestors 'none'");
        var checkout = Frame.bare(head, Optional.empty(), Kit.text("body"));
        assertThat(header(checkout, "Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(header(checkout, "Cache-Control")).isEqualTo("private, no-store");
    }

    @Test
    void a_shops_colours_are_allowed_by_their_hash() {
        var css = Accent.of("#0f766e").css();
        var head = PageHead.of(request("GET", Map.of()), "t").withTheme(css);
        var page = Frame.publicPage(head, Visitor.stranger(), Place.SHOPS, Kit.text(""));
        assertThat(header(page, "Content-Security-Policy")).contains("style-src 'self' 'sha256-");
        assertThat(text(look.page(request("GET", Map.of()), page)))
                .contains("<style>" + css + "</style>");
        assertThatThrownBy(() -> head.withTheme("</style><script>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scheme_and_toast_come_from_cookies_and_the_toast_is_shown_once() {
        var cookies = Map.of("cookie", "hk_scheme=dark; hk_toast=Saved%21");
        var request = request("GET", cookies);
        var head = PageHead.of(request, "t");
        var page = Frame.publicPage(head, Visitor.stranger(), Place.NONE, Kit.text(""));
        var response = look.page(request, page);
        assertThat(text(response)).contains("data-scheme=\"dark\"", "data-toast=\"Saved!\"");
        assertThat(response.header("Set-Cookie").orElseThrow()).contains("hk_toast=; Path=/");
        assertThat(look.seeOther("/orders", "Ça va").header("Set-Cookie").orElseThrow())
                .contains("hk_toast=%C3%87a+va");
    }

    @Test
    void every_problem_helps_on_and_tells_the_request() {
        for (int status : new int[] {400, 401, 403, 404, 405, 410, 413, 422, 429, 500, 503}) {
            var response = look.problem(request("GET", Map.of()), status);
            assertThat(response.status()).isEqualTo(status);
            assertThat(text(response)).contains("req_test").contains("<h1>").contains("href=\"/\"");
        }
        assertThat(text(look.problem(request("GET", Map.of()), 404)))
                .contains("action=\"/search\"");
        var down = new DatabaseException("08006", "gone", new IOException());
        assertThat(look.error(request("GET", Map.of()), down).status()).isEqualTo(503);
        var large = new HttpException(413, "large");
        assertThat(look.error(request("GET", Map.of()), large).status()).isEqualTo(413);
        var bug = new IllegalStateException("secret");
        assertThat(text(look.error(request("GET", Map.of()), bug))).doesNotContain("secret");
    }

    @Test
    void whatever_is_handed_in_is_escaped() {
        var picture = Picture.of("/media/x?a=\"b", HOSTILE, 10, 10);
        var all =
                List.of(
                        Kit.text(HOSTILE),
                        Kit.button(HOSTILE).icon("check").attr("data-x", HOSTILE),
                        Kit.link(HOSTILE, "javascript:alert(1)"),
                        Kit.field(HOSTILE, HOSTILE).value(HOSTILE).hint(HOSTILE).error(HOSTILE),
                        Kit.area("a", HOSTILE).value(HOSTILE),
                        Kit.select("s", HOSTILE, List.of(new Field.Option(HOSTILE, HOSTILE))),
                        Kit.cards(
                                HOSTILE,
                                HOSTILE,
                                List.of(new Choices.Choice(HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                                HOSTILE),
                        Kit.badge(HOSTILE, Tone.GOOD),
                        Kit.tag(HOSTILE, HOSTILE),
                        Kit.filterTag(HOSTILE, HOSTILE),
                        Kit.avatar(HOSTILE, Optional.of("javascript:x"), 40),
                        Kit.seller(HOSTILE, HOSTILE, Optional.empty()),
                        ProductCard.of("p", HOSTILE, HOSTILE, Optional.of(picture), Money.usd(1))
                                .badge(HOSTILE, Tone.BAD)
                                .seller(HOSTILE),
                        new BuyCard(
                                HOSTILE,
                                HOSTILE,
                                HOSTILE,
                                HOSTILE,
                                Optional.empty(),
                                Money.usd(1),
                                Optional.empty(),
                                true,
                                true),
                        Kit.table(HOSTILE, DataTable.Column.text(HOSTILE))
                                .linkedRow(HOSTILE, Kit.text(HOSTILE)),
                        Kit.tabs(HOSTILE, List.of(new Kit.Tab("a", HOSTILE, HOSTILE)), "a"),
                        Kit.breadcrumb(List.of(new Link(HOSTILE, HOSTILE))),
                        Kit.pairs(List.of(new Kit.Pair(HOSTILE, HOSTILE))),
                        Kit.timeline(
                                List.of(new Kit.Event(NOW, HOSTILE, HOSTILE, Tone.PLAIN)), NOW),
                        Kit.receipt(
                                List.of(new Kit.BillLine(HOSTILE, HOSTILE, Money.usd(1))),
                                HOSTILE,
                                Money.usd(1)),
                        Kit.code(HOSTILE),
                        Kit.accordion(HOSTILE, Kit.text(HOSTILE), true),
                        Kit.empty("inbox", HOSTILE, Optional.of(new Link(HOSTILE, HOSTILE))),
                        Kit.banner(Tone.BAD, HOSTILE, HOSTILE, Optional.empty()),
                        Kit.progress(HOSTILE, 1, 2),
                        Kit.dialog("d", HOSTILE, Kit.text(HOSTILE)),
                        Kit.stat(HOSTILE, HOSTILE).change(HOSTILE, Tone.GOOD).note(HOSTILE),
                        Kit.sparkline(List.of(1L, 2L), HOSTILE),
                        Kit.barList(List.of(new Kit.Bar(HOSTILE, 1, HOSTILE))),
                        Kit.bars(List.of(new Kit.Bar(HOSTILE, 1, HOSTILE)), HOSTILE),
                        Kit.cardField("http://v/?a=\"<", HOSTILE),
                        Kit.search(HOSTILE, HOSTILE, HOSTILE));
        for (var content : all) {
            var html = new String(Templates.bytes(content), StandardCharsets.UTF_8);
            assertThat(html).doesNotContain("<script").doesNotContain("=\"javascript:");
        }
    }

    @Test
    void attributes_that_hold_code_are_refused() {
        for (var name : List.of("onclick", "style", "hx-on:click", "a b", "x\"y", "Data-x"))
            assertThatThrownBy(() -> Kit.button("x").attr(name, "y"))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_styleguide_renders_and_keeps_the_laws_of_templates() {
        var routes = new Styleguide(look, new SettableClock(NOW)).routes();
        var guide = routes.all().getFirst().handler().handle(request("GET", Map.of()));
        assertThat(guide.status()).isEqualTo(200);
        var html = text(guide).replaceAll("(?s)<form[^>]*method=\"post\".*?</form>", "");
        assertThat(Lint.template(html)).isEmpty();
        assertThat(text(guide)).doesNotContain(">fails<");
        for (var frame : List.of("feed", "product", "checkout", "login", "dashboard", "operator")) {
            var request = request("GET", Map.of()).withPathParams(Map.of("name", frame));
            assertThat(routes.all().getLast().handler().handle(request).status()).isEqualTo(200);
        }
    }

    @Test
    void prices_and_times_are_said_as_people_say_them() {
        assertThat(html(Kit.price(Money.usd(4500), Optional.of(Money.usd(6000)))))
                .contains("<s class=\"hk-price-was\">", "was </span>$60.00")
                .contains("Now </span>$45.00");
        assertThat(html(Kit.price(Money.usd(4500), Optional.of(Money.usd(4000)))))
                .doesNotContain("<s ");
        assertThat(html(Kit.money(Money.usd(-2000)))).contains("−$20.00").contains("data-negative");
        assertThat(Records.ago(NOW.minusSeconds(30), NOW)).isEqualTo("now");
        assertThat(Records.ago(NOW.minusSeconds(300), NOW)).isEqualTo("5 min");
        assertThat(Records.ago(NOW.minusSeconds(3 * 86_400), NOW)).isEqualTo("3 d");
        assertThat(Records.ago(Instant.parse("2025-03-02T00:00:00Z"), NOW)).isEqualTo("2 Mar 2025");
    }

    @Test
    void forms_of_other_sites_are_refused() {
        assertThat(isForeign("POST", Map.of("sec-fetch-site", "cross-site"))).isTrue();
        assertThat(isForeign("POST", Map.of("sec-fetch-site", "same-site"))).isTrue();
        assertThat(isForeign("POST", Map.of("sec-fetch-site", "same-origin"))).isFalse();
        assertThat(isForeign("POST", Map.of("sec-fetch-site", "none"))).isFalse();
        assertThat(isForeign("GET", Map.of("sec-fetch-site", "cross-site"))).isFalse();
        assertThat(isForeign("POST", Map.of("origin", "http://evil", "host", "shop:8080")))
                .isTrue();
        assertThat(isForeign("POST", Map.of("origin", "null", "host", "shop:8080"))).isTrue();
        assertThat(isForeign("POST", Map.of("origin", "http://shop:8080", "host", "shop:8080")))
                .isFalse();
        assertThat(isForeign("POST", Map.of())).isFalse();
        var guarded = CrossSite.guard(look, r -> Response.empty(204));
        assertThat(guarded.handle(request("POST", Map.of("sec-fetch-site", "cross-site"))).status())
                .isEqualTo(403);
    }

    @Test
    void a_token_belongs_to_its_session_and_differs_from_page_to_page() {
        var token = Csrf.token(request("GET", Map.of()), "session secret");
        assertThat(Csrf.isValid(request("POST", Map.of("x-csrf-token", token)), "session secret"))
                .isTrue();
        assertThat(Csrf.isValid(request("POST", Map.of("x-csrf-token", token)), "another"))
                .isFalse();
        assertThat(Csrf.isValid(request("POST", Map.of("x-csrf-token", "x.y")), "another"))
                .isFalse();
        assertThat(Csrf.isValid(request("POST", Map.of()), "session secret")).isFalse();
    }

    @Test
    void the_scheme_is_kept_and_the_way_back_stays_here() {
        var back = chooseScheme("scheme=dark&back=%2Forders%3Fx%3D1");
        assertThat(back.header("Location")).contains("/orders?x=1");
        assertThat(back.header("Set-Cookie").orElseThrow()).startsWith("hk_scheme=dark;");
        assertThat(chooseScheme("scheme=x&back=//evil").header("Location")).contains("/");
        assertThat(chooseScheme("back=https://evil").header("Location")).contains("/");
    }

    @Test
    void assets_are_kept_for_ever_under_their_hash() {
        var routes = LookAssets.ALL.routes().all();
        assertThat(routes)
                .extracting(route -> route.pattern())
                .contains(LookAssets.PUBLIC_CSS, LookAssets.SCRIPT, LookAssets.ICONS);
        for (var route : routes) {
            var gzip = request("GET", Map.of("accept-encoding", "gzip"));
            var response = route.handler().handle(gzip);
            assertThat(response.header("Cache-Control").orElseThrow()).contains("immutable");
            assertThat(route.pattern()).matches("/assets/[a-z-]+2?\\.[0-9a-f]{10}\\.[a-z0-9]+");
        }
        var sheet =
                new String(
                        LookAssets.ALL.routes().all().stream()
                                .filter(route -> route.pattern().equals(LookAssets.PUBLIC_CSS))
                                .findFirst()
                                .orElseThrow()
                                .handler()
                                .handle(request("GET", Map.of()))
                                .body(),
                        StandardCharsets.UTF_8);
        assertThat(sheet).contains("url(/assets/inter.").startsWith("@layer reset");
        assertThat(sheet.chars().filter(c -> c == '{').count())
                .isEqualTo(sheet.chars().filter(c -> c == '}').count());
    }

    @Test
    void a_page_stays_in_its_budgets() {
        var gzip = request("GET", Map.of("accept-encoding", "gzip"));
        for (var route : LookAssets.ALL.routes().all()) {
            int size = route.handler().handle(gzip).body().length;
            if (route.pattern().endsWith(".css")) assertThat(size).isLessThan(30_000);
            if (route.pattern().contains("/look.")) assertThat(size).isLessThan(25_000);
        }
    }

    private static Response chooseScheme(String form) {
        var request =
                new Request(
                        "POST",
                        "/scheme",
                        "",
                        Map.of(),
                        Map.of(),
                        form.getBytes(StandardCharsets.UTF_8),
                        "127.0.0.1",
                        "req_test",
                        NOW);
        return new Look("http://v").routes().all().getLast().handler().handle(request);
    }

    private String header(Page page, String name) {
        return look.page(request("GET", Map.of()), page).header(name).orElseThrow();
    }

    private static boolean isForeign(String method, Map<String, String> headers) {
        return CrossSite.isForeign(request(method, headers));
    }

    private static Page page() {
        var head = PageHead.of(request("GET", Map.of()), "Test");
        return Frame.publicPage(head, Visitor.stranger(), Place.FEED, Kit.text("body"));
    }

    private static String html(gg.jte.Content content) {
        return new String(Templates.bytes(content), StandardCharsets.UTF_8);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Request request(String method, Map<String, String> headers) {
        return new Request(
                method, "/test", "", Map.of(), headers, new byte[0], "127.0.0.1", "req_test", NOW);
    }
}
