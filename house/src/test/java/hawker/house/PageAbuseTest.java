package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases of abuse.md that come through pages and forms. */
@Tag("slow")
class PageAbuseTest {

    private static final Pattern ACTION =
            Pattern.compile(
                    "(?:<form(?=[^>]*method=\"post\")[^>]*\\saction|\\sformaction|\\shx-post)"
                            + "=\"(/[^\"]*)\"");

    private static final Pattern PAY = Pattern.compile("Pay \\$([0-9]+)\\.([0-9]{2})");

    private final House house = House.open();

    @Test
    void a14_no_form_of_a_signed_in_seller_can_be_sent_by_another_site() {
        var seller = seller();
        var token = seller.get("/dashboard/keys").form("/dashboard/keys");
        var actions = new TreeSet<String>();
        for (var path : sellersPages(seller)) {
            var forms = ACTION.matcher(seller.get(path).body());
            while (forms.find()) actions.add(forms.group(1));
        }
        actions.remove("/");
        assertThat(actions)
                .anyMatch(a -> a.endsWith("/refund"))
                .anyMatch(a -> a.endsWith("/roll"))
                .anyMatch(a -> a.startsWith("/buy/"))
                .contains("/dashboard/keys", "/dashboard/products/new", "/post", "/logout");
        for (var action : actions) {
            for (var site : List.of("cross-site", "same-site"))
                assertThat(seller.post(action, token, "Sec-Fetch-Site", site).status())
                        .as(site + " " + action)
                        .isEqualTo(403);
            assertThat(seller.post(action, token, "Origin", "https://evil.example").status())
                    .as("an older browser: " + action)
                    .isEqualTo(403);
        }
        for (var action : actions) {
            boolean open =
                    action.startsWith("/buy/")
                            || action.startsWith("/cart")
                            || action.equals("/scheme");
            if (!open)
                assertThat(seller.post(action, Map.of("csrf", "x.y")).status())
                        .as("without the session's token: " + action)
                        .isEqualTo(403);
        }
        assertThat(seller.get("/dashboard").status()).isEqualTo(200);
    }

    @Test
    void a14_pages_with_forms_that_matter_stand_in_no_frame() {
        var seller = seller();
        for (var path : List.of("/dashboard", "/dashboard/balance", "/dashboard/keys", "/login"))
            assertThat(seller.get(path).header("Content-Security-Policy"))
                    .as(path)
                    .contains("frame-ancestors 'none'");
        try (var visitor = Chromium.visitor(1280, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            var evil = "http://evil.localhost/";
            var html =
                    "<iframe src='"
                            + house.base()
                            + "/dashboard'></iframe><iframe src='"
                            + house.base()
                            + "/login'></iframe>";
            page.route(
                    evil,
                    route ->
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("text/html")
                                            .setBody(html)));
            page.navigate(evil);
            page.waitForLoadState();
            for (var frame : page.frames())
                assertThat(frame.url()).doesNotContain("/dashboard").doesNotContain("/login");
        }
    }

    @Test
    void a16_what_a_browser_says_of_price_and_quantity_is_not_believed() {
        var product = product("Priced lamp", "41.00", 20);
        var buyer = new Web(house.base());
        var buy = "/buy/" + product;
        var form = new HashMap<>(buyer.get(buy).form(buy));
        for (var quantity : List.of("-1", "0", "1000000000", "1.5", "1e3", "１", " 1", "x", "")) {
            form.put("quantity", quantity);
            assertThat(buyer.post(buy, form).status()).as(quantity).isEqualTo(400);
            if (quantity.isEmpty()) continue;
            assertThat(buyer.post("/cart/add", form).status()).as(quantity).isEqualTo(400);
        }
        form.put("quantity", "2");
        for (var name : List.of("price", "amount", "unit_amount", "total", "currency", "discount"))
            form.put(name, "1");
        assertThat(buyer.post("/cart/add", form).status()).isEqualTo(303);
        var cart = buyer.get("/cart");
        assertThat(cart.body()).contains("$82.00");
        var change = new HashMap<>(cart.form("/cart/change"));
        for (var quantity : List.of("-5", "1000", "9999999999", "2.0", "")) {
            change.put("quantity", quantity);
            assertThat(buyer.post("/cart/change", change).status()).as(quantity).isEqualTo(400);
        }
        change.put("quantity", "21");
        assertThat(buyer.post("/cart/change", change).status()).isEqualTo(422);

        var checkout = buyer.post("/cart/checkout", cart.form("/cart/checkout")).location();
        var typed = address(buyer.get(checkout));
        typed.putAll(Map.of("total", "1", "amount", "1", "quantity", "1", "tax", "-100"));
        typed.put("shipping", "free-of-charge");
        buyer.post(checkout, typed);
        var page = buyer.get(checkout);
        typed = address(page);
        typed.put("quote_version", page.form(checkout + "/pay").get("quote_version"));
        typed.putAll(Map.of("payment_method", "pm_card_visa", "total", "1", "amount", "1"));
        var order = buyer.get(buyer.post(checkout + "/pay", typed).location());
        assertThat(order.body()).contains("Paid").contains("$82.00");
        var charged = api().get("/v1/charges?limit=1").json().at("/data/0/amount").asLong();
        assertThat(charged).isGreaterThanOrEqualTo(8_200);
    }

    @Test
    void a27_five_hundred_buyers_of_the_last_units_pay_exactly_for_what_is_there()
            throws IOException {
        int stock = 5;
        var product = product("Last lamp", "73.19", stock);
        var totals = ConcurrentHashMap.<Long>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var buyers =
                    IntStream.range(0, 500)
                            .mapToObj(n ->
                                    CompletableFuture.supplyAsync(
                                            () -> buy(product, totals), threads))
                            .toList();
            assertThat(buyers.stream().filter(CompletableFuture::join)).hasSize(stock);
        }
        assertThat(totals).as("one price for all").hasSize(1);
        var total = totals.iterator().next();
        int charged = 0;
        for (var charge : api().get("/v1/charges?limit=100").json().get("data"))
            if (charge.get("amount").asLong() == total) {
                assertThat(charge.get("paid").asBoolean()).isTrue();
                assertThat(charge.get("amount_refunded").asLong()).isZero();
                charged++;
            }
        assertThat(charged).isEqualTo(stock);
        int asked = 0;
        for (var line : Files.readAllLines(house.data().resolve("witness.jsonl")))
            if (line.contains("\"amount\":" + total + ",")) asked++;
        assertThat(asked).as("messages at the network").isEqualTo(stock);
        assertThat(seller().get("/dashboard/products/" + product).text())
                .contains("5 of them sold or being bought");
        assertThat(new Web(house.base()).get("/buy/" + product).text()).contains("Sold out");
    }

    private boolean buy(String product, Set<Long> totals) {
        var buyer = new Web(house.base());
        var path = "/buy/" + product;
        var page = buyer.get(path);
        if (page.text().contains("Sold out")) return false;
        var started = buyer.post(path, page.form(path));
        if (started.status() != 303) return false;
        var checkout = started.location();
        buyer.post(checkout, address(buyer.get(checkout)));
        var shown = buyer.get(checkout);
        var total = PAY.matcher(shown.text());
        if (total.find()) totals.add(Long.parseLong(total.group(1) + total.group(2)));
        var typed = address(shown);
        typed.put("payment_method", "pm_card_visa");
        typed.put("quote_version", shown.form(checkout + "/pay").getOrDefault("quote_version", ""));
        var paid = buyer.post(checkout + "/pay", typed);
        return paid.status() == 303 && buyer.get(paid.location()).text().contains("Paid");
    }

    private static Map<String, String> address(Web.Answer checkout) {
        int from = checkout.body().indexOf("action=\"/checkout/");
        var action = checkout.body().substring(from + 8, checkout.body().indexOf('"', from + 8));
        var form = new HashMap<>(checkout.form(action));
        form.putAll(
                Map.of(
                        "email", "ada@example.com",
                        "name", "Ada Lovelace",
                        "line1", "1 Infinite Loop",
                        "city", "Portland",
                        "state", "OR",
                        "postal_code", "97035",
                        "country", "US"));
        return form;
    }

    private List<String> sellersPages(Web seller) {
        var pages =
                new ArrayList<>(
                        List.of(
                                "/",
                                "/compose",
                                "/cart",
                                "/orders",
                                "/dashboard",
                                "/dashboard/orders",
                                "/dashboard/products",
                                "/dashboard/products/new",
                                "/dashboard/payments",
                                "/dashboard/balance",
                                "/dashboard/payouts",
                                "/dashboard/keys",
                                "/dashboard/logs",
                                "/dashboard/events",
                                "/dashboard/disputes",
                                "/dashboard/customers",
                                "/dashboard/connect",
                                "/dashboard/transfers",
                                "/dashboard/fees",
                                "/dashboard/webhooks",
                                "/dashboard/webhooks/endpoints/new"));
        var shop = "/@" + house.seller("handle");
        pages.add(shop);
        for (var list :
                List.of(
                        "/dashboard/orders",
                        "/dashboard/products",
                        "/dashboard/payments",
                        "/dashboard/keys",
                        "/dashboard/webhooks/endpoints")) first(seller, list).ifPresent(pages::add);
        pages.add("/buy/" + product("Framed lamp", "12.00", 3));
        var endpoint =
                api().post(
                                "/v1/webhook_endpoints",
                                Map.of(
                                        "url", "https://example.com/hook",
                                        "enabled_events[]", "*"))
                        .id();
        pages.add("/dashboard/webhooks/endpoints/" + endpoint);
        return pages;
    }

    /** The first thing that a list of the dashboard leads to. */
    private Optional<String> first(Web seller, String list) {
        var link = Pattern.compile("href=\"(" + list + "/(?:ord|prod|pi|ch|mk)_[^\"/?]*)\"");
        var found = link.matcher(seller.get(list).body());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private Web seller() {
        var seller = new Web(house.base());
        seller.signIn(house.seller("email"), house.seller("password"));
        return seller;
    }

    private Api api() {
        return new Api(house.base(), house.secretKey());
    }

    /** Puts a product into the demo seller's shop; gives its id. */
    private String product(String title, String price, int stock) {
        var seller = seller();
        var path = "/dashboard/products/new";
        var form = new HashMap<>(seller.get(path).form(path));
        form.putAll(
                Map.of(
                        "title",
                        title,
                        "price",
                        price,
                        "stock",
                        String.valueOf(stock),
                        "status",
                        "active"));
        var made = seller.post(path, form).location();
        return made.substring(made.lastIndexOf('/') + 1);
    }
}
