package hawker.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.Price;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.web.Browser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Carts as buyers see them. */
class CartPagesTest extends Story {

    private Browser browser;

    @BeforeEach
    void look() {
        browser = stage.browser();
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void a_cart_is_filled_changed_and_paid() {
        var variant = stage.mug.variants().getFirst().id().text();
        var added =
                browser.post(
                        "/cart/add",
                        Map.of("variant", variant, "quantity", "2"),
                        "HX-Request",
                        "true");
        assertThat(added.status()).isEqualTo(204);
        assertThat(added.header("HX-Trigger")).contains("\"count\":2");
        browser.post("/cart/add", Map.of("variant", variant));
        var cart = browser.get("/cart");
        assertThat(cart.body()).contains("$36.00", "value=\"3\"", "Juniper");
        assertThat(browser.post("/cart/change", Map.of("variant", variant, "quantity", "9")).body())
                .contains("Only 5 of Mug left.");
        browser.post("/cart/change", Map.of("variant", variant, "quantity", "1"));
        assertThat(browser.get("/cart").body()).contains("$12.00");
        assertThat(browser.get("/cart", "HX-Request", "true").header("HX-Trigger"))
                .contains("\"count\":1");
        var path = browser.post("/cart/checkout", Map.of()).location();
        browser.post(path, PagesTest.anna(browser.get(path)));
        var form = browser.get(path).fields();
        form.put("payment_method", Stage.GOOD);
        assertThat(browser.post(path + "/pay", form).location()).startsWith("/orders/");
        assertThat(browser.get("/cart").body()).contains("Your cart is empty.");
    }

    @Test
    void a_line_is_taken_out_of_a_cart() {
        var variant = stage.mug.variants().getFirst().id().text();
        browser.post("/cart/add", Map.of("variant", variant));
        browser.post("/cart/change", Map.of("remove", variant));
        assertThat(browser.get("/cart").body()).contains("Your cart is empty.");
    }

    @Test
    void another_shops_goods_ask_before_they_replace_the_cart() {
        var other = stage.shop("maple", "US", Currency.USD);
        var cup = stage.product(other, "Cup", "CUP", Price.of(Money.usd(700)), 3);
        var mug = stage.mug.variants().getFirst().id().text();
        browser.post("/cart/add", Map.of("variant", mug));
        var asked =
                browser.post("/cart/add", Map.of("variant", cup.variants().getFirst().id().text()));
        assertThat(asked.body()).contains("Start a new cart?", "Cup");
        assertThat(browser.get("/cart").body()).contains("Mug");
        var form = new HashMap<>(asked.fields());
        form.put("replace", "true");
        browser.post("/cart/add", form);
        assertThat(browser.get("/cart").body()).contains("Cup").doesNotContain("Mug");
    }

    @Test
    void what_a_guest_chose_is_there_after_signing_in() {
        var mug = stage.mug.variants().getFirst().id().text();
        var cup = stage.product(stage.shop, "Cup", "CUP", Price.of(Money.usd(700)), 3);
        var cupId = cup.variants().getFirst().id().text();
        try (var other = new Browser(stage.platform, stage.module.routes())) {
            other.cookie("hk_session", stage.signIn(stage.handle));
            other.post("/cart/add", Map.of("variant", mug, "quantity", "3"));
        }
        browser.post("/cart/add", Map.of("variant", mug, "quantity", "1"));
        browser.post("/cart/add", Map.of("variant", cupId, "quantity", "2"));
        browser.cookie("hk_session", stage.signIn(stage.handle));
        var cart = browser.get("/cart").body();
        assertThat(cart).contains("$50.00", "Mug", "Cup");
        browser.cookie("hk_session", "");
        assertThat(browser.get("/cart").body()).contains("Your cart is empty.");
    }

    @Test
    void a_guest_has_a_cart_of_their_own() {
        var variant = stage.mug.variants().getFirst().id().text();
        browser.post("/cart/add", Map.of("variant", variant));
        try (var stranger = new Browser(stage.platform, stage.module.routes())) {
            assertThat(stranger.get("/cart").body()).contains("Your cart is empty.");
        }
    }
}
