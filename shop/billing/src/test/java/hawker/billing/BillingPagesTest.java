package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.payments.Charge;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What buyers do on pages: they pay an invoice, they leave a subscription. */
class BillingPagesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static Stage stage;
    private static HttpServer server;
    private static HttpClient http;

    @BeforeAll
    static void open() {
        stage = new Stage();
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server = HttpServer.start(options, stage.pages, stage.platform);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
        server.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.wrong()).isEmpty();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> get(String path) {
        return send(at(path).GET());
    }

    private static HttpResponse<String> press(String path, String csrf, String name, String value) {
        var form = "csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8);
        return send(
                at(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form + "&" + name + "=" + value)));
    }

    private static String csrf(HttpResponse<String> page) {
        var found = TOKEN.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        return found.group(1);
    }

    /** The path of an open invoice's page. */
    private static String bill(String customer) {
        stage.post("/v1/invoiceitems", "currency=usd&amount=2000&customer=" + customer);
        var id =
                stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&collection_method=send_invoice"
                                        + "&days_until_due=7&customer="
                                        + customer)
                        .text("id");
        var open = stage.post("/v1/invoices/" + id + "/finalize", "");
        return open.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
    }

    @Test
    void an_open_invoice_is_paid_on_its_page() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var page = get(path);
        assertThat(page.body()).contains("Pay $20.00");
        var csrf = csrf(page);
        assertThat(press(path + "/pay", "made up", "payment_method", "pm_1").statusCode())
                .isEqualTo(403);
        assertThat(press(path + "/pay", csrf, "payment_method", "").statusCode()).isEqualTo(422);
        var declined =
                press(path + "/pay", csrf, "payment_method", stage.card("pm_card_chargeDeclined"));
        assertThat(declined.statusCode()).isEqualTo(422);
        assertThat(declined.body()).contains("Nothing was charged.");
        var paid = press(path + "/pay", csrf, "payment_method", stage.card("pm_card_visa"));
        assertThat(paid.statusCode()).as(paid.body()).isEqualTo(303);
        assertThat(get(path).body()).contains("It is paid. Thank you.");
        assertThat(
                        press(path + "/pay", csrf, "payment_method", stage.card("pm_card_visa"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(stage.charges().stream().filter(Charge::paid)).hasSize(1);
    }

    @Test
    void a_bank_may_want_to_see_the_buyer() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var card = stage.card("pm_card_threeDSecure2Required");
        var asked = press(path + "/pay", csrf(get(path)), "payment_method", card);
        assertThat(asked.headers().firstValue("Location").orElse("")).contains("/3ds/");
        var back = get(path + "/return");
        assertThat(back.headers().firstValue("Location").orElse("")).contains("/3ds/");
        assertThat(stage.charges().stream().filter(Charge::paid)).isEmpty();
    }

    @Test
    void whoever_has_no_key_sees_nothing() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var other = path.substring(0, path.lastIndexOf('/')) + "/guessed";
        assertThat(get(other).statusCode()).isEqualTo(404);
        assertThat(get(other + "/return").statusCode()).isEqualTo(404);
    }

    @Test
    void a_buyer_leaves_in_the_portal() {
        var customer = stage.customer("pm_card_visa", "");
        var form = "customer=" + customer + "&items[0][price]=" + stage.monthly(1500);
        var id = stage.post("/v1/subscriptions", form).text("id");
        var url = stage.post("/v1/billing_portal/sessions", "customer=" + customer).text("url");
        var path = url.substring(Stage.ORIGIN.length());
        var page = get(path);
        assertThat(page.body()).contains("Cancel subscription");
        assertThat(press(path, csrf(page), "cancel", id).statusCode()).isEqualTo(303);
        var after = stage.get("/v1/subscriptions/" + id).body();
        assertThat(after.path("status").asText()).isEqualTo("active");
        assertThat(after.path("cancel_at_period_end").asBoolean()).isTrue();
        assertThat(get(path).body()).doesNotContain("Cancel subscription");
    }

    @Test
    void a_buyer_changes_the_card_where_the_seller_lets_them() {
        var customer = stage.customer("pm_card_visa", "");
        var form = "customer=" + customer + "&items[0][price]=" + stage.monthly(1500);
        var first = stage.card("pm_card_visa");
        stage.post("/v1/payment_methods/" + first + "/attach", "customer=" + customer);
        var id =
                stage.post("/v1/subscriptions", form + "&default_payment_method=" + first)
                        .text("id");
        var plain = stage.post("/v1/billing_portal/sessions", "customer=" + customer).text("url");
        assertThat(get(plain.substring(Stage.ORIGIN.length()) + "/card").statusCode())
                .isEqualTo(404);
        var lets =
                stage.post(
                                "/v1/billing_portal/configurations",
                                "features[payment_method_update][enabled]=true")
                        .text("id");
        var url =
                stage.post(
                                "/v1/billing_portal/sessions",
                                "customer=" + customer + "&configuration=" + lets)
                        .text("url");
        var path = url.substring(Stage.ORIGIN.length());
        assertThat(get(path).body()).contains("Pay with another card");
        var page = get(path + "/card");
        assertThat(page.body()).contains("Another card for Juniper", "Save card");
        var declined =
                press(
                        path + "/card",
                        csrf(page),
                        "payment_method",
                        stage.card("pm_card_visa_chargeDeclined"));
        assertThat(declined.statusCode()).isEqualTo(422);
        assertThat(declined.body()).contains("Nothing was saved");
        var card = stage.card("pm_card_mastercard");
        var saved = press(path + "/card", csrf(page), "payment_method", card);
        assertThat(saved.statusCode()).isEqualTo(303);
        var known = stage.get("/v1/customers/" + customer).body();
        assertThat(known.at("/invoice_settings/default_payment_method").asText()).isEqualTo(card);
        assertThat(stage.get("/v1/subscriptions/" + id).text("default_payment_method"))
                .isEqualTo(card);
    }
}
