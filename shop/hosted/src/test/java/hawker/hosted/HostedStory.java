package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.StripeSchema;
import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Stories of sessions and links on one platform, told by the API and in a browser without scripts;
 * each has a seller of its own, and leaves the books right.
 */
abstract class HostedStory {

    static final StripeSchema SCHEMA = new StripeSchema();

    /** A box without its tick, which browsers do not send. */
    static final String OFF = "(off)";

    static Stage stage;
    static Browser browser;

    @BeforeAll
    static void open() {
        stage = new Stage();
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void close() {
        browser.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.platform.events().drain();
        assertThat(stage.wrong()).isEmpty();
    }

    /** A good answer that fits the official types. */
    static Stage.Got good(Stage.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    /** What such an answer says. */
    static ObjectNode fits(Stage.Got got) {
        return good(got).body();
    }

    /** The page of a session. */
    static String path(Stage.Got session) {
        return "/c/pay/" + good(session).text("id");
    }

    static String status(String path) {
        return stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length()))
                .text("status");
    }

    /** Sends the page's form with a card, an e-mail address and what else is typed. */
    static Browser.Answer pay(String path, String card, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", card);
        form.putAll(more);
        form.values().removeIf(OFF::equals);
        return browser.post(path + "/pay", form);
    }
}
