package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A seller says what becomes of subscriptions that nobody pays, and it becomes of them. */
class BillingPagesTest {

    private static final String PATH = BillingPages.PATH;

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private String subscribed(String card) {
        var customer =
                stage.made(
                                stage.key,
                                "/v1/customers",
                                "payment_method="
                                        + card
                                        + "&invoice_settings[default_payment_method]="
                                        + card)
                        .path("id")
                        .asText();
        var price =
                stage.made(
                                stage.key,
                                "/v1/prices",
                                "currency=usd&unit_amount=900&recurring[interval]=month"
                                        + "&product_data[name]=Gin")
                        .path("id")
                        .asText();
        return stage.made(
                        stage.key,
                        "/v1/subscriptions",
                        "customer="
                                + customer
                                + "&items[0][price]="
                                + price
                                + "&collection_method=send_invoice&days_until_due=1")
                .path("id")
                .asText();
    }

    private void pass(Duration time) {
        stage.test.clock().advance(time);
        stage.settle();
    }

    private void shows(String charged, String sent, String days) {
        var html = stage.get(PATH).body();
        assertThat(html).contains("name=\"charged\" value=\"" + charged + "\" checked");
        assertThat(html).contains("name=\"sent\" value=\"" + sent + "\" checked");
        assertThat(html).contains("value=\"" + days + "\"");
    }

    @Test
    void what_is_saved_becomes_of_who_does_not_pay() {
        assertThat(stage.get(PATH).text())
                .contains("Every subscription is paid.", "after 3, 5 and 7 days");
        shows("canceled", "past_due", "30");
        var wish = Map.of("charged", "past_due", "sent", "unpaid", "days", "3");
        assertThat(stage.send(PATH, PATH, wish).status()).isEqualTo(303);
        shows("past_due", "unpaid", "3");
        var id = subscribed("pm_card_visa");
        pass(Duration.ofHours(2));
        pass(Duration.ofDays(1));
        assertThat(stage.get(PATH).text()).contains(id, "Past due");
        pass(Duration.ofDays(3));
        assertThat(stage.get(PATH).text()).contains(id, "Unpaid");
    }

    @Test
    void days_that_are_none_come_back() {
        for (var days : new String[] {"", "0", "366", "<b>"}) {
            var wish = Map.of("charged", "unpaid", "sent", "canceled", "days", days);
            var page = stage.send(PATH, PATH, wish);
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.text()).contains("Type a number of days from 1 to 365.");
            assertThat(page.body())
                    .contains("name=\"sent\" value=\"canceled\" checked")
                    .doesNotContain("<b>");
        }
        shows("canceled", "past_due", "30");
        var other = Map.of("charged", "paid", "sent", "canceled", "days", "3");
        assertThat(stage.send(PATH, PATH, other).status()).isEqualTo(422);
    }

    @Test
    void who_only_looks_cannot_save() {
        var cookie = String.valueOf(stage.rolesOf("juniper").get(Role.ANALYST));
        assertThat(stage.browser.get(cookie, PATH).text())
                .contains("Cancel the subscription")
                .doesNotContain("Save");
    }
}
