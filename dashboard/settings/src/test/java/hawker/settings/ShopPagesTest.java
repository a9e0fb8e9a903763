package hawker.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** How a shop presents itself and what it takes back is told as its seller says. */
class ShopPagesTest extends SettingsStory {

    private static Map<String, String> shop(String field, String value) {
        var form =
                new HashMap<>(
                        Map.of(
                                "name", "Juniper & Sons",
                                "about", "Gin.\n\nAnd more gin.",
                                "support_email", "help@juniper.example",
                                "coloured", "true",
                                "accent", "#1f6f5c"));
        form.put(field, value);
        return form;
    }

    @Test
    void a_shop_presents_itself_as_its_seller_says() {
        var saved = send(SHOP, shop("name", "Juniper & Sons"));
        assertThat(saved.status()).as(saved.text()).isEqualTo(303);
        var now = account();
        assertThat(now.name()).isEqualTo("Juniper & Sons");
        assertThat(now.about()).isEqualTo("Gin.\n\nAnd more gin.");
        assertThat(now.supportEmail()).contains("help@juniper.example");
        assertThat(now.accent()).contains("#1f6f5c");
        assertThat(now.handle()).isEqualTo(handle);
        var page = stage.browser.get(owner, SHOP);
        assertThat(page.body())
                .contains("value=\"Juniper &amp; Sons\"", "help@juniper.example", "@" + handle);

        var plain = new HashMap<>(shop("support_email", ""));
        plain.remove("coloured");
        assertThat(send(SHOP, plain).status()).isEqualTo(303);
        assertThat(account().accent()).isEmpty();
        assertThat(account().supportEmail()).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_beside_its_field_and_nothing_is_changed() {
        var wrong =
                Map.of(
                        shop("name", " "), "Enter the shop’s name.",
                        shop("name", "x".repeat(61)), "at most 60 characters",
                        shop("about", "x".repeat(1_001)), "Say it in 1000 characters",
                        shop("support_email", "help"), "Enter an e-mail address",
                        shop("accent", "green"), "Choose a colour");
        wrong.forEach((form, says) -> {
            var page = send(SHOP, form);
            assertThat(page.status()).as(says).isEqualTo(422);
            assertThat(page.text()).contains(says);
        });
        var kept = send(SHOP, shop("support_email", "<help>"));
        assertThat(kept.body()).contains("And more gin.", "value=\"&lt;help");
        assertThat(account().name()).isEqualTo("Juniper");
        var two = new HashMap<>(shop("name", ""));
        two.put("support_email", "help");
        assertThat(send(SHOP, two).body())
                .contains("href=\"#f-name\"", "href=\"#f-support_email\"");
    }

    @Test
    void a_shop_is_closed_for_a_while_and_opened_again() {
        var closed = Map.of("closed", "yes", "closed_says", " Back on\nMonday.  <b>Greta</b> ");
        assertThat(send(ShopPages.OPEN, closed).status()).isEqualTo(303);
        assertThat(account().closed()).contains("Back on Monday. <b>Greta</b>");
        assertThat(account().closedSays())
                .contains("Juniper is closed at the moment. Back on Monday. <b>Greta</b>");
        assertThat(stage.browser.get(owner, SHOP).body())
                .contains("Open the shop", "Back on Monday. &lt;b>Greta&lt;/b>")
                .doesNotContain("Close the shop");
        var long_ = Map.of("closed", "yes", "closed_says", "x".repeat(301));
        var refused = send(ShopPages.OPEN, long_);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Say it in 300 characters; these are 301.");
        assertThat(account().closedSays().orElseThrow()).contains("Monday");
        // What else is set leaves it closed.
        assertThat(send(SHOP, shop("name", "Juniper")).status()).isEqualTo(303);
        assertThat(account().closed()).isPresent();
        assertThat(send(ShopPages.OPEN, Map.of("closed_says", "Hello")).status()).isEqualTo(303);
        assertThat(account().closed()).isEmpty();
        assertThat(send(ShopPages.OPEN, Map.of("closed", "yes")).status()).isEqualTo(303);
        assertThat(account().closedSays()).contains("Juniper is closed at the moment.");
    }

    @Test
    void logo_and_banner_are_put_up_and_taken_down() {
        var token = Map.of("csrf", token(owner));
        var path = ShopPages.PICTURES;
        var up = stage.browser.upload(owner, path, token, "logo", picture());
        assertThat(up.status()).as(up.text()).isEqualTo(303);
        assertThat(account().logo().orElseThrow()).matches("/media/[0-9a-f]{32}-[0-9]+\\.jpg");
        assertThat(account().banner()).isEmpty();
        assertThat(stage.browser.upload(owner, path, token, "banner", picture()).status())
                .isEqualTo(303);
        assertThat(account().logo()).isPresent();
        assertThat(account().banner()).isPresent();

        var script = "<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII);
        var refused = stage.browser.upload(owner, path, token, "logo", script);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"f-logo-error\"");
        assertThat(account().logo()).isPresent();

        var down = new HashMap<>(token);
        down.put("remove_banner", "true");
        assertThat(stage.browser.upload(owner, path, down, "none").status()).isEqualTo(303);
        assertThat(account().banner()).isEmpty();
        assertThat(account().logo()).isPresent();
    }

    private static byte[] picture() {
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void returns_are_told_in_the_sellers_own_words() {
        assertThat(send(PolicyPages.PATH, Map.of("returns", "30 days.\r\n\r\nUnworn.")).status())
                .isEqualTo(303);
        assertThat(account().returns()).isEqualTo("30 days.\n\nUnworn.");
        var tooLong = send(PolicyPages.PATH, Map.of("returns", "x".repeat(5_001)));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text()).contains("these are 5001");
        assertThat(account().returns()).startsWith("30 days.");
    }
}
