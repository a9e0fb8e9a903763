package hawker.cash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import hawker.ledger.Purpose;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A refund of what was sent by bank: the customer is asked where it goes, and may say nothing. */
class AskedRefundsHttpTest extends CashStory {

    /** A refund of a payment by bank transfer, whose customer is asked where it goes. */
    private static ObjectNode asked(long amount) {
        var customer = customer();
        fund(customer, 2000);
        var intent = wanted(customer, 2000).path("id").asText();
        return post(
                "/refunds",
                "instructions_email=ada@example.com&amount="
                        + amount
                        + "&payment_intent="
                        + intent);
    }

    private static ObjectNode refund(ObjectNode refund) {
        return get("/refunds/" + refund.path("id").asText());
    }

    private static String link() {
        var mails = test.platform().mail().newest(Optional.of("ada@example.com"), 1);
        var text = mails.getFirst().mail().text();
        return text.substring(text.indexOf("/refund/")).lines().findFirst().orElseThrow();
    }

    private static HttpResponse<String> page(String path, String form) {
        return served.page("", form.isEmpty() ? "GET" : "POST", path, form);
    }

    private static String typed(String number) {
        return "billing_details[name]=Ada&us_bank_account[routing_number]=110000000"
                + "&us_bank_account[account_number]="
                + number;
    }

    private static List<String> told(ObjectNode refund) {
        var id = refund.path("id").asText();
        return test
                .platform()
                .events()
                .newest(seller.account().id().test(), Optional.empty(), 40)
                .stream()
                .filter(event -> event.subject().equals(id))
                .flatMap(event -> event.types().stream())
                .toList();
    }

    private static long spendable() {
        return ledger.balance(
                        seller.account().id().test(), Purpose.MERCHANT_AVAILABLE, Currency.USD)
                .minor();
    }

    private static ObjectNode chargeOf(ObjectNode refund) {
        return get("/charges/" + refund.path("charge").asText());
    }

    @Test
    void a_customer_who_is_asked_says_where_a_refund_goes() {
        long before = spendable();
        var refund = asked(700);
        assertThat(refund.path("status").asText()).isEqualTo("requires_action");
        var details = refund.at("/next_action/display_details");
        assertThat(details.at("/email_sent/email_sent_to").asText()).isEqualTo("ada@example.com");
        assertThat(details.path("expires_at").asLong())
                .isEqualTo(refund.path("created").asLong() + 45 * 86_400);
        assertThat(refund.path("instructions_email").asText()).isEqualTo("ada@example.com");
        assertThat(refund.at("/destination_details/type").asText()).isEqualTo("us_bank_transfer");
        assertThat(spendable()).isEqualTo(before - 700);
        assertThat(chargeOf(refund).path("amount_refunded").asLong()).isEqualTo(700);
        assertThat(told(refund)).containsExactly("charge.refunded", "refund.created");

        var link = link();
        var page = page(link, "");
        assertThat(page.body())
                .contains("Your refund of $7.00", "Juniper gives you money back", "Routing number");
        var wrong = page(link, typed("12"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("The bank account number provided is invalid.", "value=\"12\"");
        var left = page(link, typed(""));
        assertThat(left.statusCode()).isEqualTo(422);
        assertThat(left.body()).contains("Please enter the account number.", "value=\"Ada\"");
        assertThat(page(link, "billing_details[name]=").body())
                .contains("Please enter the name on the account.")
                .contains("Please enter the routing number.", "Please enter the account number.");
        assertThat(refund(refund).path("status").asText()).isEqualTo("requires_action");
        assertThat(page(link, typed("000123456789")).statusCode()).isEqualTo(303);
        var going = refund(refund);
        assertThat(going.path("status").asText()).isEqualTo("pending");
        assertThat(going.path("pending_reason").asText()).isEqualTo("processing");
        assertThat(going.has("next_action")).isFalse();
        assertThat(page(link, "").body()).contains("on its way");
        assertThat(page(link, typed("000111111116")).body()).contains("on its way");

        pass(Duration.ofDays(5));
        assertThat(refund(refund).path("status").asText()).isEqualTo("succeeded");
        assertThat(spendable()).isEqualTo(before - 700);
        assertThat(told(refund)).startsWith("refund.updated", "charge.refund.updated");
        assertThat(page(link, "").body()).contains("The money is in your bank account.");
        assertThat(refused(refund, "/cancel")).contains("cannot be canceled");
        pass(Duration.ofDays(50));
        assertThat(refund(refund).path("status").asText()).isEqualTo("succeeded");
    }

    private static void pass(Duration time) {
        for (int i = 0; i < 4; i++) {
            test.clock().advance(time.dividedBy(4));
            test.platform().jobs().runDue();
        }
    }

    private static String refused(ObjectNode refund, String act) {
        var answer = ask("POST", "/refunds/" + refund.path("id").asText() + act, "");
        return answer.at("/error/message").asText();
    }

    @Test
    void a_refund_to_an_account_that_does_not_take_it_is_the_sellers_money_again() {
        long before = spendable();
        var refund = asked(700);
        page(link(), typed("000111111116"));
        pass(Duration.ofDays(5));
        var failed = refund(refund);
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("failure_balance_transaction").asText()).startsWith("txn_");
        assertThat(spendable()).isEqualTo(before);
        assertThat(chargeOf(refund).path("amount_refunded").asLong()).isZero();
        assertThat(told(refund)).contains("refund.failed");
    }

    @Test
    void a_refund_that_waits_for_its_customer_is_called_back() {
        long before = spendable();
        var refund = asked(2000);
        var canceled = post("/refunds/" + refund.path("id").asText() + "/cancel", "");
        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(canceled.path("failure_reason").asText()).isEqualTo("merchant_request");
        assertThat(canceled.has("next_action")).isFalse();
        assertThat(spendable()).isEqualTo(before);
        assertThat(told(refund))
                .containsExactly(
                        "refund.updated",
                        "charge.refund.updated",
                        "charge.refunded",
                        "refund.created");
        assertThat(page(link(), typed("000123456789")).body()).contains("not paid any more");
        assertThat(refused(refund, "/cancel")).contains("status of canceled");
        var charge = refund.path("charge").asText();
        assertThat(post("/refunds", "amount=2000&charge=" + charge).path("status").asText())
                .isEqualTo("succeeded");
    }

    @Test
    void a_refund_whose_customer_says_nothing_fails_in_time_or_when_a_test_says_so() {
        long before = spendable();
        var helped = asked(300);
        var expired = post("/test_helpers/refunds/" + helped.path("id").asText() + "/expire", "");
        assertThat(expired.path("status").asText()).isEqualTo("failed");
        assertThat(expired.path("failure_reason").asText()).isEqualTo("unknown");
        assertThat(told(helped))
                .startsWith("refund.failed", "refund.updated", "charge.refund.updated");
        var again =
                ask("POST", "/test_helpers/refunds/" + helped.path("id").asText() + "/expire", "");
        assertThat(again.at("/error/message").asText()).contains("status of failed");

        var waits = asked(300);
        var link = link();
        pass(Duration.ofDays(44));
        assertThat(refund(waits).path("status").asText()).isEqualTo("requires_action");
        pass(Duration.ofDays(2));
        assertThat(refund(waits).path("status").asText()).isEqualTo("failed");
        assertThat(spendable()).isEqualTo(before);
        assertThat(page(link, "").body()).contains("not paid any more");
        assertThat(page("/refund/refund_nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void in_the_euro_area_an_iban_is_asked_for() {
        for (var each :
                Map.of("DE89370400440532013000", "succeeded", "DE62370400440532013001", "failed")
                        .entrySet()) {
            var refund = askedIn("eur", "eu_bank_transfer");
            assertThat(refund.path("status").asText()).isEqualTo("requires_action");
            assertThat(refund.at("/destination_details/type").asText())
                    .isEqualTo("eu_bank_transfer");
            var link = link();
            assertThat(page(link, "").body()).contains("IBAN").doesNotContain("Routing");
            var name = "billing_details[name]=Ada&sepa_debit[iban]=";
            assertThat(page(link, name + "DE00").body())
                    .contains("The IBAN you entered is invalid");
            assertThat(page(link, name + each.getKey()).statusCode()).isEqualTo(303);
            pass(Duration.ofDays(5));
            assertThat(refund(refund).path("status").asText()).isEqualTo(each.getValue());
        }
        assertThat(askedIn("gbp", "gb_bank_transfer").at("/error/param").asText())
                .isEqualTo("instructions_email");
    }

    private static ObjectNode askedIn(String currency, String way) {
        var customer = customer();
        post(
                "/test_helpers/customers/" + customer + "/fund_cash_balance",
                "amount=500&currency=" + currency);
        var options = "&payment_method_options[customer_balance]";
        var country =
                currency.equals("eur")
                        ? options + "[bank_transfer][eu_bank_transfer][country]=DE"
                        : "";
        var paid =
                post(
                        "/payment_intents",
                        "amount=500&confirm=true&payment_method_types[]=customer_balance&currency="
                                + currency
                                + "&payment_method_data[type]=customer_balance&customer="
                                + customer
                                + options
                                + "[funding_type]=bank_transfer"
                                + options
                                + "[bank_transfer][type]="
                                + way
                                + country);
        assertThat(paid.path("status").asText()).isEqualTo("succeeded");
        return ask(
                "POST",
                "/refunds",
                "instructions_email=ada@example.com&payment_intent=" + paid.path("id").asText());
    }

    @Test
    void of_an_answer_and_a_recall_at_once_one_counts() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                long before = spendable();
                var refund = asked(500);
                var link = link();
                var path = "/refunds/" + refund.path("id").asText() + "/cancel";
                var told = pool.submit(() -> page(link, typed("000123456789")));
                var called = pool.submit(() -> ask("POST", path, ""));
                told.get();
                boolean canceled = !called.get().has("error");
                pass(Duration.ofDays(5));
                assertThat(refund(refund).path("status").asText())
                        .isEqualTo(canceled ? "canceled" : "succeeded");
                assertThat(spendable()).isEqualTo(canceled ? before : before - 500);
            }
        }
    }

    @Test
    void only_money_that_was_sent_by_bank_has_a_customer_to_ask() {
        var paid =
                post(
                        "/payment_intents",
                        "amount=900&currency=usd&confirm=true&payment_method=pm_card_visa"
                                + "&payment_method_types[]=card");
        var form = "payment_intent=" + paid.path("id").asText() + "&instructions_email=";
        assertThat(ask("POST", "/refunds", form + "ada@example.com").at("/error/param").asText())
                .isEqualTo("instructions_email");
        assertThat(ask("POST", "/refunds", form + "nobody").at("/error/code").asText())
                .isEqualTo("email_invalid");
    }
}
