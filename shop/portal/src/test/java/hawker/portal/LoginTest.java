package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.billing.Stage;
import hawker.platform.Mailbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A buyer asks for a way in, and it comes by mail. */
class LoginTest extends PortalStory {

    private static List<Mailbox.Stored> mails(String to) {
        return stage.platform.mail().newest(Optional.of(to), 10);
    }

    @Test
    void a_way_in_comes_by_mail_to_whom_the_seller_knows() {
        var email = "ann-" + stage.seller.number() + "@example.com";
        var customer = stage.customer("pm_card_visa", "");
        stage.post("/v1/customers/" + customer, "email=" + email);
        subscribed(customer, stage.monthly(1900), "");
        // A newer one with the same address, who has nothing.
        stage.post("/v1/customers", "email=" + email);
        var portal =
                fits(
                        stage.post(
                                CONFIGURATIONS,
                                "login_page[enabled]=true&features[invoice_history][enabled]=true"));
        var url = portal.body().at("/login_page/url").asText();
        assertThat(url).isEqualTo(Stage.ORIGIN + "/p/login/" + portal.text("id"));
        var path = url.substring(Stage.ORIGIN.length());
        assertThat(browser.get(path).body()).contains("Send me a link", "Juniper");
        assertThat(browser.post(path, Map.of("email", "ann")).status()).isEqualTo(422);
        var known = browser.post(path, Map.of("email", email));
        var nobody = browser.post(path, Map.of("email", "nobody@example.com"));
        assertThat(known.body()).contains("Look into your mail");
        assertThat(nobody.body().replaceAll("(?s)<head>.*</head>|csrf.{0,80}", ""))
                .isEqualTo(known.body().replaceAll("(?s)<head>.*</head>|csrf.{0,80}", ""));
        assertThat(mails("nobody@example.com")).isEmpty();
        assertThat(mails(email)).hasSize(1);
        var mail = mails(email).getFirst().mail();
        assertThat(mail.html()).contains("See your subscriptions", "class=\"button\"");
        var link = mail.text().replaceAll("(?s).*" + Stage.ORIGIN + "(\\S+).*", "$1");
        assertThat(browser.get(link).body()).contains("Gin", "Active");
        for (int i = 0; i < 5; i++) browser.post(path, Map.of("email", email));
        assertThat(mails(email)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void there_is_no_page_where_the_seller_has_none() {
        var id = configuration("features[invoice_history][enabled]=true");
        assertThat(browser.get("/p/login/" + id).status()).isEqualTo(404);
        assertThat(browser.get("/p/login/bpc_none").status()).isEqualTo(404);
        assertThat(browser.post("/p/login/" + id, Map.of("email", "a@example.com")).status())
                .isEqualTo(404);
        fits(stage.post(CONFIGURATIONS + "/" + id, "login_page[enabled]=true"));
        assertThat(browser.get("/p/login/" + id).status()).isEqualTo(200);
        var off = fits(stage.post(CONFIGURATIONS + "/" + id, "login_page[enabled]=false"));
        assertThat(off.body().at("/login_page/url").isNull()).isTrue();
        assertThat(browser.get("/p/login/" + id).status()).isEqualTo(404);
    }
}
