package hawker.billing;

import hawker.api.Got;
import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A story of a checkout session that sells for longer: by the API and on the page that pays it. */
abstract class SessionStory extends Story {

    static Browser browser;

    @BeforeAll
    static void look() {
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void leave() {
        browser.close();
    }

    static Got sells(String price, String more) {
        return stage.post(
                "/v1/checkout/sessions",
                "mode=subscription&success_url=https://shop.test/done&line_items[0][quantity]=2"
                        + "&line_items[0][price]="
                        + price
                        + more);
    }

    static Got confirm(Got session, String card) {
        return stage.post(
                "/v1/payment_pages/" + session.text("id") + "/confirm", "payment_method=" + card);
    }

    static Got session(Got made) {
        return fits(stage.get("/v1/checkout/sessions/" + made.text("id")));
    }

    static Browser.Answer press(String path, String card, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", card);
        form.putAll(more);
        return browser.post(path + "/pay", form);
    }

    /** The subscription that a session began. */
    static Got begun(Got session) {
        return subscription(session.text("subscription"));
    }

    /** The invoice of a session. */
    static Got billed(Got session) {
        return invoice(session.text("invoice"));
    }
}
