package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiKeyKind;
import hawker.desk.Browser;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sellers see where their events go, and what came of each. */
class EndpointPagesTest extends Story {

    private final AtomicInteger hooks = new AtomicInteger();

    /** The seller's own server: it fails at the first event. */
    private final Browser theirs =
            new Browser(
                    stage.platform,
                    new Routes()
                            .post(
                                    "/hook",
                                    request ->
                                            Response.text(
                                                    hooks.getAndIncrement() == 0 ? 500 : 200,
                                                    "Hm")));

    @AfterEach
    void closeTheirs() {
        theirs.close();
    }

    @Test
    void a_delivery_that_failed_is_shown_with_its_attempts_and_sent_again() {
        var key = stage.accounts.createKey(stage.shop, ApiKeyKind.SECRET, "For the test");
        var made =
                browser.api(
                        key.secret(),
                        "/v1/webhook_endpoints",
                        "enabled_events[]=charge.succeeded&url=" + theirs.url("/hook"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        stage.webhooks.webhooks().deliverDue(stage.shop);
        var delivery =
                stage.webhooks
                        .webhooks()
                        .deliveries(stage.shop, java.util.Optional.empty(), 5)
                        .getFirst();
        var path = "/dashboard/webhooks/" + delivery.id();
        await("/dashboard/webhooks", "Trying again");
        assertThat(browser.get(cookie, "/dashboard/webhooks").text())
                .contains(theirs.url("/hook"))
                .contains("charge.succeeded");
        await(path, "500");
        var page = browser.get(cookie, path);
        assertThat(page.text()).contains("Hm");
        var again = browser.post(cookie, path + "/again", page.form(path + "/again"));
        assertThat(again.location()).endsWith(path);
        stage.webhooks.webhooks().deliverDue(stage.shop);
        await(path, "Delivered");
        assertThat(hooks).hasValue(2);
        assertThat(browser.get(stage.signIn(stage.otherHandle), path).status()).isEqualTo(404);
    }

    @Test
    void an_endpoint_is_made_changed_switched_rolled_and_deleted() {
        var list = "/dashboard/webhooks/endpoints";
        var form = form(list + "/new", list + "/new");
        form.putAll(Map.of("url", "https://exa mple.com", "description", "ERP", "which", "some"));
        var refused = browser.post(cookie, list + "/new", form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"https://exa mple.com\"", "complete address");
        form.put("url", "https://example.com/hook");
        assertThat(browser.post(cookie, list + "/new", form).text())
                .contains("Choose at least one event");
        form.put("on-charge.succeeded", "true");
        var made = browser.post(cookie, list + "/new", form);
        var secret = secret(made);
        var endpoint = stage.webhooks.webhooks().endpoints(stage.shop).getFirst();
        assertThat(endpoint.secret()).isEqualTo(secret);
        assertThat(endpoint.events()).containsExactly("charge.succeeded");
        var path = list + "/" + endpoint.id();
        assertThat(browser.get(cookie, path).body()).doesNotContain("whsec_");

        form = form(path, path);
        form.putAll(Map.of("url", "https://example.com/hook2", "which", "all"));
        assertThat(browser.post(cookie, path, form).location()).isEqualTo(path);
        browser.post(cookie, path + "/enable", form(path, path + "/enable"));
        assertThat(browser.get(cookie, path).text())
                .contains("https://example.com/hook2", "Disabled", "Switch on");

        form = form(path, path + "/roll");
        form.put("old", "keep");
        var rolled = browser.post(cookie, path + "/roll", form);
        assertThat(secret(rolled)).isNotEqualTo(secret);
        assertThat(rolled.text()).contains("signs too until");

        var alder = stage.signIn(stage.otherHandle);
        assertThat(browser.get(alder, path).status()).isEqualTo(404);
        form = form(path, path + "/delete");
        browser.post(cookie, path + "/delete", form);
        assertThat(stage.webhooks.webhooks().endpoints(stage.shop)).isEmpty();
        assertThat(browser.get(cookie, path).status()).isEqualTo(404);
    }

    private static String secret(Browser.Page page) {
        int from = page.body().indexOf("whsec_");
        assertThat(from).isPositive();
        return page.body().substring(from, from + 38);
    }

    /** The room itself may be sending at this moment, on a thread of its own. */
    private void await(String path, String word) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!browser.get(cookie, path).text().contains(word)) {
            if (System.nanoTime() > until) throw new AssertionError(path + " lacks " + word);
            Thread.onSpinWait();
        }
    }
}
