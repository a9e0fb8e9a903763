package hawker.cash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a customer has sent and no payment has used goes to the bank account that they name. */
class ReturnedCashHttpTest extends CashStory {

    private static final String ORIGIN = "origin=customer_balance&currency=usd";

    /** Asks for what a customer has sent; their address is known. */
    private static ObjectNode asked(String customer, long amount, String more) {
        return ask(
                "POST", "/refunds", ORIGIN + "&customer=" + customer + "&amount=" + amount + more);
    }

    private static String ada() {
        return post("/customers", "name=Ada&email=ada@example.com").path("id").asText();
    }

    private static String path(ObjectNode refund) {
        return "/refunds/" + refund.path("id").asText();
    }

    private static ObjectNode newest(String customer) {
        var movements = get("/customers/" + customer + "/cash_balance_transactions?limit=1");
        return right((ObjectNode) movements.at("/data/0"));
    }

    private static Money owed() {
        return ledger.balance(seller.account().id().test(), Purpose.NETWORK_PAYABLE, Currency.USD);
    }

    private static long spendable() {
        return ledger.balance(
                        seller.account().id().test(), Purpose.MERCHANT_AVAILABLE, Currency.USD)
                .minor();
    }

    private static String link() {
        var mails = test.platform().mail().newest(Optional.of("ada@example.com"), 1);
        var text = mails.getFirst().mail().text();
        return text.substring(text.indexOf("/refund/")).lines().findFirst().orElseThrow();
    }

    /** The customer names a bank account on the page behind the mail. */
    private static void named(String number) {
        var form =
                "billing_details[name]=Ada&us_bank_account[routing_number]=110000000"
                        + "&us_bank_account[account_number]="
                        + number;
        assertThat(served.page("", "POST", link(), form).statusCode()).isEqualTo(303);
    }

    private static void days(int many) {
        for (int i = 0; i < many; i++) {
            test.clock().advance(Duration.ofDays(1));
            test.platform().jobs().runDue();
        }
    }

    private static List<String> told(String subject) {
        return test
                .platform()
                .events()
                .newest(seller.account().id().test(), Optional.empty(), 40)
                .stream()
                .filter(event -> event.subject().equals(subject))
                .flatMap(event -> event.types().stream())
                .toList();
    }

    @Test
    void what_is_left_in_a_cash_balance_goes_to_the_bank_account_that_its_customer_names() {
        var customer = ada();
        fund(customer, 2000);
        long spendable = spendable();
        var before = owed();
        var refund = right(asked(customer, 1500, "&metadata[why]=left"));
        assertThat(refund.path("status").asText()).isEqualTo("requires_action");
        assertThat(refund.path("charge").isNull()).isTrue();
        assertThat(refund.path("payment_intent").isNull()).isTrue();
        assertThat(refund.path("balance_transaction").isNull()).isTrue();
        assertThat(refund.path("customer").asText()).isEqualTo(customer);
        assertThat(refund.at("/destination_details/type").asText()).isEqualTo("us_bank_transfer");
        assertThat(refund.path("instructions_email").asText()).isEqualTo("ada@example.com");
        assertThat(available(customer)).isEqualTo(500);
        assertThat(spendable()).isEqualTo(spendable);
        assertThat(owed().minus(before)).isEqualTo(Money.usd(1500));
        var left = newest(customer);
        assertThat(left.path("type").asText()).isEqualTo("return_initiated");
        assertThat(left.path("net_amount").asLong()).isEqualTo(-1500);
        assertThat(left.path("ending_balance").asLong()).isEqualTo(500);
        assertThat(told(left.path("id").asText()))
                .containsExactly("customer_cash_balance_transaction.created");
        assertThat(told(refund.path("id").asText())).containsExactly("refund.created");

        named("000123456789");
        assertThat(get(path(refund)).path("status").asText()).isEqualTo("pending");
        assertThat(ask("POST", path(refund) + "/cancel", "").at("/error/message").asText())
                .contains("cannot be canceled");
        days(5);
        assertThat(get(path(refund)).path("status").asText()).isEqualTo("succeeded");
        assertThat(owed()).isEqualTo(before);
        assertThat(available(customer)).isEqualTo(500);
        assertThat(told(refund.path("id").asText()))
                .allMatch(type -> type.startsWith("refund."))
                .contains("refund.updated");
        assertThat(get("/refunds?limit=1").at("/data/0/id")).isEqualTo(refund.path("id"));
        assertThat(post(path(refund), "metadata[why]=done").at("/metadata/why").asText())
                .isEqualTo("done");
    }

    @Test
    void what_was_called_back_or_not_answered_or_not_taken_waits_for_payments_again() {
        var customer = ada();
        fund(customer, 900);
        var called = right(asked(customer, 900, "&instructions_email=eve@example.com"));
        assertThat(called.path("instructions_email").asText()).isEqualTo("eve@example.com");
        assertThat(available(customer)).isZero();
        var canceled = post(path(called) + "/cancel", "");
        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(canceled.path("failure_reason").asText()).isEqualTo("merchant_request");
        assertThat(canceled.has("failure_balance_transaction")).isFalse();
        assertThat(available(customer)).isEqualTo(900);
        assertThat(newest(customer).path("type").asText()).isEqualTo("return_canceled");
        assertThat(ask("POST", path(called) + "/cancel", "").has("error")).isTrue();

        var helped = right(asked(customer, 300, ""));
        var expired = post("/test_helpers" + path(helped) + "/expire", "");
        assertThat(expired.path("status").asText()).isEqualTo("failed");
        assertThat(available(customer)).isEqualTo(900);
        var late = right(asked(customer, 300, ""));
        days(46);
        assertThat(get(path(late)).path("status").asText()).isEqualTo("failed");
        assertThat(available(customer)).isEqualTo(900);

        var refused = right(asked(customer, 400, ""));
        named("000111111116");
        days(5);
        assertThat(get(path(refused)).path("status").asText()).isEqualTo("failed");
        assertThat(told(refused.path("id").asText())).contains("refund.failed");
        assertThat(available(customer)).isEqualTo(900);
        // What came back pays.
        assertThat(wanted(customer, 900).path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void what_cannot_be_sent_back_is_refused_and_nothing_moves() {
        var customer = ada();
        fund(customer, 500);
        assertThat(asked(customer, 501, "").at("/error/code").asText())
                .isEqualTo("insufficient_funds");
        assertThat(asked(customer, 0, "").at("/error/param").asText()).isEqualTo("amount");
        assertThat(asked("cus_nobody", 500, "").at("/error/param").asText()).isEqualTo("customer");
        assertThat(asked(customer, 500, "&instructions_email=nobody").at("/error/code").asText())
                .isEqualTo("email_invalid");
        assertThat(asked(customer, 500, "&charge=ch_1").has("error")).isTrue();
        assertThat(asked(customer, 500, "&reverse_transfer=true").has("error")).isTrue();
        assertThat(ask("POST", "/refunds", "origin=elsewhere").at("/error/param").asText())
                .isEqualTo("origin");
        assertThat(
                        ask("POST", "/refunds", "charge=ch_1&customer=" + customer)
                                .at("/error/param")
                                .asText())
                .isEqualTo("customer");
        var form = "origin=customer_balance&amount=500&customer=" + customer;
        assertThat(ask("POST", "/refunds", form).at("/error/param").asText()).isEqualTo("currency");
        assertThat(ask("POST", "/refunds", form + "&currency=gbp").at("/error/param").asText())
                .isEqualTo("currency");
        var unknown = customer();
        fund(unknown, 500);
        assertThat(asked(unknown, 500, "").at("/error/param").asText())
                .isEqualTo("instructions_email");
        assertThat(available(customer)).isEqualTo(500);
        assertThat(newest(customer).path("type").asText()).isEqualTo("funded");
    }

    @Test
    void of_many_who_ask_at_once_nobody_gets_what_is_not_there() throws Exception {
        var customer = ada();
        fund(customer, 1000);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 8)
                            .mapToObj(i -> pool.submit(() -> asked(customer, 400, "")))
                            .toList();
            int made = 0;
            for (var one : asked) if (!one.get().has("error")) made++;
            assertThat(made).isEqualTo(2);
        }
        assertThat(available(customer)).isEqualTo(200);
    }
}
