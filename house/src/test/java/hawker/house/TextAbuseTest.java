package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people type stays text, wherever it comes back: a corpus of injections in all fields. */
@Tag("slow")
class TextAbuseTest {

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

    /** How many injections a stall takes; their number is a multiple of it. */
    private static final int A_STALL = 3;

    private final House house = House.open();

    @Test
    void a35_nothing_that_people_type_runs_or_bends_a_page() throws IOException {
        var injections = injections();
        var picture = picture();
        var stalls = new ArrayList<Stall.Pages>();
        for (int n = 0; n < injections.size(); n += A_STALL)
            stalls.add(
                    Stall.open(house, injections.subList(n, n + A_STALL), stalls.size(), picture));
        try (var trap = new Trap(house)) {
            for (var stall : stalls) {
                trap.as(stall.buyer());
                for (var path : stall.buyers()) trap.visit(path, stall.names());
                trap.as(stall.owner());
                for (var path : stall.owners()) trap.visit(path, stall.names());
            }
            for (var path : List.of("/", "/shops", "/dashboard", "/mailbox")) trap.visit(path);
            for (var mail : mails()) trap.visit(mail);
            assertThat(trap.findings()).isEmpty();
        }
    }

    @Test
    void a35_what_stands_in_an_address_comes_back_as_text() throws IOException {
        var injections = injections();
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

    @Test
    void a35_the_trap_snaps() {
        try (var trap = new Trap(house)) {
            trap.snap("<p onclick=x>a</p><script>alert(35)</script><a href=' javascript:x'>b</a>");
            assertThat(trap.findings())
                    .anyMatch(found -> found.contains("onclick"))
                    .anyMatch(found -> found.contains("javascript"))
                    .anyMatch(found -> found.contains("a script ran"));
        }
    }

    private String address(String echo, String text) {
        return echo.replace("VAULT", house.vault())
                .replace("BASE", house.base())
                .replace("KEY", house.publishableKey())
                .replace("%s", URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    private List<String> mails() {
        var mails = new ArrayList<String>();
        for (var link : new Web(house.base()).get("/mailbox").body().split("href=\""))
            if (link.startsWith("/mailbox/")) mails.add(link.substring(0, link.indexOf('"')));
        assertThat(mails).isNotEmpty();
        return mails;
    }

    private static List<String> injections() throws IOException {
        return Files.readAllLines(Path.of("src/test/abuse/injections.txt"));
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
