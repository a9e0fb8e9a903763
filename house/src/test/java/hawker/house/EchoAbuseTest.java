package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands in an address comes back as text: a corpus of injections in all parameters. */
@Tag("slow")
class EchoAbuseTest {

    /** Pages that say again what stands in their address; each is tried with a few injections. */
    private static final List<String> ECHOES =
            List.of(
                    "/search?q=%s",
                    "/search?q=lamp&type=%s",
                    "/search?q=lamp&shop=%s",
                    "/search?q=lamp&sort=%s&max=%s&page=%s",
                    "/shops?after=%s",
                    "/tag/%s",
                    "/@%s",
                    "/%s",
                    "/login?next=%s&login=%s",
                    "/login/reset?token=%s",
                    "/signup?as=%s&name=%s&email=%s",
                    "/signup?as=seller&shop_name=%s&shop_handle=%s",
                    "/signup/confirm?token=%s",
                    "/compose?product=%s",
                    "/cart?instead=%s&quantity=%s",
                    "/checkout/%s",
                    "/orders/%s",
                    "/post/%s",
                    "/c/pay/%s",
                    "/mailbox/%s",
                    "/?older=%s&tab=%s",
                    "/v1/charges?limit=%s",
                    "/dashboard/orders?q=%s&show=%s&after=%s",
                    "/dashboard/products?q=%s&show=%s",
                    "/dashboard/payments?q=%s&show=%s",
                    "/dashboard/payments?from=%s&least=%s&last4=%s&customer=%s",
                    "/dashboard/customers?q=%s&after=%s",
                    "/dashboard/disputes?show=%s&after=%s",
                    "/dashboard/disputes/%s",
                    "/dashboard/connect/%s",
                    "/dashboard/logs?path=%s&method=%s&from=%s",
                    "/dashboard/events?type=%s&to=%s",
                    "/dashboard/balance?show=%s",
                    "/dashboard/shop/%s",
                    "/dashboard/fraud/%s",
                    "/dashboard/fraud/lists/%s",
                    "/dashboard/clocks/%s",
                    "/dashboard/team/%s",
                    "/team/join?token=%s",
                    "/sources/authorize/%s/%s",
                    "/sources/mandate/%s/%s",
                    "/setups/deposits/%s",
                    "/verify/deposits/%s",
                    "/mandates/%s/%s",
                    "/terminal/onboarding/%s",
                    "/elements/iban?key=pk_test_x&channel=%s&parent=%s",
                    "VAULT/fields/card?key=%s",
                    "VAULT/fields/card?key=KEY&return=BASE/help?%s&parent=%s&postal=%s",
                    "VAULT/fields/card?key=KEY&return=%s",
                    "VAULT/fields/card?key=KEY&channel=%s&parent=%s",
                    "VAULT/%s");

    /** How many injections each of them is tried with; which ones moves from page to page. */
    private static final int AN_ECHO = 3;

    private final House house = House.open();

    @Test
    void a35_what_stands_in_an_address_comes_back_as_text() throws IOException {
        var injections = TextAbuseTest.injections();
        var seller = new Web(house.base());
        seller.signIn(house.seller("email"), house.seller("password"));
        try (var trap = new Trap(house)) {
            trap.as(seller);
            int next = 0;
            for (var echo : ECHOES)
                for (int n = 0; n < AN_ECHO; n++) {
                    var text = injections.get(next++ % injections.size());
                    trap.visit(address(echo, text));
                }
            assertThat(trap.findings()).isEmpty();
        }
    }

    private String address(String echo, String text) {
        return echo.replace("VAULT", house.vault())
                .replace("BASE", house.base())
                .replace("KEY", house.publishableKey())
                .replace("%s", URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
}
