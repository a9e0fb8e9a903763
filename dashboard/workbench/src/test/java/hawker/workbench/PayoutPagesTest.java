package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A payout's page says what it is made of, where it went, and why it came back. */
class PayoutPagesTest extends Story {

    private static final String GOOD = "000123456789";
    private static final String CLOSED = "000111111113";

    private void bank(String number) {
        stage.accounts.setBankAccount(
                stage.shop, "US", Currency.USD, "Juniper & Sons", "110000000", number);
    }

    /** What is available goes out on the next business day; the payout's id. */
    private String paidOut() {
        for (int day = 0; day < 5; day++) {
            stage.payouts.runDay(stage.shop, stage.test.clock().today());
            days(0);
            var sent = stage.payouts.list(stage.shop, PageRequest.first(1)).items();
            if (!sent.isEmpty()) return sent.getFirst().id().text();
            days(1);
        }
        throw new AssertionError("nothing was paid out in five days");
    }

    private void days(int days) {
        for (int day = 0; day <= days; day++) {
            stage.test.clock().advance(day == 0 ? Duration.ofSeconds(5) : Duration.ofDays(1));
            stage.settle();
        }
    }

    @Test
    void a_payout_shows_the_payments_it_is_made_of_with_their_fees() {
        bank(GOOD);
        var charge = stage.paid(stage.key, 5_000, "pm_card_bypassPending", "");
        stage.settle();
        var id = paidOut();
        var page = stage.get("/dashboard/payouts/" + id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("$48.25", "On its way", "Juniper &amp; Sons, •••• 6789", "By schedule")
                .contains("Payment " + charge, "$50.00 \u2212$1.75 $48.25");
        var file = stage.get("/dashboard/payouts/" + id + "/transactions.csv");
        assertThat(file.body()).contains(charge + ",", ",USD,50.00,1.75,48.25,");
        days(4);
        assertThat(stage.get("/dashboard/payouts/" + id).text()).contains("Paid", "Arrived");
    }

    @Test
    void a_payout_that_came_back_says_why_and_what_to_do() {
        bank(CLOSED);
        stage.paid(stage.key, 5_000, "pm_card_bypassPending", "");
        stage.settle();
        var id = paidOut();
        days(4);
        var page = stage.get("/dashboard/payouts/" + id);
        assertThat(page.text())
                .contains("The bank sent $48.25 back", "The bank account has been closed.")
                .contains("payouts wait until another bank account is given", "Account closed");
        assertThat(page.body()).contains("href=\"/dashboard/payouts/bank\"");
        var analyst = stage.rolesOf(stage.handle).get(Role.ANALYST);
        assertThat(stage.browser.get(String.valueOf(analyst), "/dashboard/payouts/" + id).body())
                .contains("has been closed")
                .doesNotContain("/dashboard/payouts/bank");
        bank(GOOD);
        assertThat(stage.get("/dashboard/payouts/" + id).text())
                .contains("An account that was replaced since");
    }

    @Test
    void an_amount_that_was_asked_for_is_made_of_no_certain_payments() {
        bank(GOOD);
        stage.paid(stage.key, 5_000, "pm_card_bypassPending", "");
        stage.settle();
        var form = "amount=1000&currency=usd&statement_descriptor=RENT&metadata[for]=rent";
        var id = stage.made(stage.key, "/v1/payouts", form).path("id").asText();
        var page = stage.get("/dashboard/payouts/" + id);
        assertThat(page.text())
                .contains("$10.00", "When it was asked for", "RENT", "made of no certain payments");
        assertThat(page.body()).doesNotContain("transactions.csv");
        stage.made(stage.key, "/v1/payouts/" + id + "/cancel", "");
        assertThat(stage.get("/dashboard/payouts/" + id).text())
                .contains("This payout was cancelled", "$10.00 went back to the balance");
    }

    @Test
    void payouts_of_others_are_not_there() {
        assertThat(stage.get("/dashboard/payouts/po_none").status()).isEqualTo(404);
        assertThat(stage.get("/dashboard/payouts/po_none/transactions.csv").status())
                .isEqualTo(404);
    }
}
