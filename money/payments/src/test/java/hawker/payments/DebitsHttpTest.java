package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bank accounts that are debited: what is told at once, and what days later. */
class DebitsHttpTest extends ApiStory {

    private static final String GOOD = "AT611904300234573201";

    private static final String BAD = "AT861904300235473202";

    private static String id(Api.Got got) {
        return got.body().path("id").asText();
    }

    private static String text(Api.Got got, String pointer) {
        return got.body().at(pointer).asText();
    }

    private static String sepa(String iban) {
        return id(
                fits(
                        api.post(
                                "/v1/payment_methods",
                                "type=sepa_debit&sepa_debit[iban]="
                                        + iban
                                        + "&billing_details[name]=Bob&billing_details[email]=b@example.com")));
    }

    private static Api.Got pay(String method, String type, String currency) {
        return fits(
                api.post(
                        INTENTS,
                        "amount=1000&confirm=true&currency="
                                + currency
                                + "&payment_method="
                                + method
                                + "&payment_method_types[]="
                                + type));
    }

    private static Api.Got now(Api.Got intent) {
        return fits(api.get(INTENTS + "/" + id(intent)));
    }

    private static Api.Got charge(Api.Got intent) {
        return fits(api.get("/v1/charges/" + text(now(intent), "/latest_charge")));
    }

    /** The bank has answered. */
    private static void days() {
        stage.settle();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.settle();
    }

    private static Money pending(String currency) {
        return stage.ledger.balance(stage.seller, Purpose.MERCHANT_PENDING, Currency.of(currency));
    }

    @Test
    void a_debit_is_under_way_until_the_bank_pays() {
        var intent = pay(sepa(GOOD), "sepa_debit", "eur");
        assertThat(text(intent, "/status")).isEqualTo("processing");
        assertThat(text(charge(intent), "/status")).isEqualTo("pending");
        assertThat(pending("eur").isZero()).isTrue();
        days();
        assertThat(text(now(intent), "/status")).isEqualTo("succeeded");
        assertThat(text(charge(intent), "/status")).isEqualTo("succeeded");
        assertThat(text(charge(intent), "/balance_transaction")).startsWith("txn_");
        assertThat(pending("eur").minor()).isEqualTo(1000 - 59);
    }

    @Test
    void what_the_bank_sends_back_was_never_the_sellers() {
        var intent = pay(sepa(BAD), "sepa_debit", "eur");
        days();
        assertThat(text(now(intent), "/status")).isEqualTo("requires_payment_method");
        assertThat(text(now(intent), "/last_payment_error/code"))
                .isEqualTo("payment_intent_payment_attempt_failed");
        assertThat(text(charge(intent), "/status")).isEqualTo("failed");
        assertThat(pending("eur").isZero()).isTrue();
    }

    @Test
    void an_order_that_got_no_answer_is_given_again_and_paid_once() {
        stage.faults().add(When.mti("bank").nth(1), new Fault.RefuseConnect());
        var intent = pay(sepa(GOOD), "sepa_debit", "eur");
        stage.settle();
        stage.clock.advance(Duration.ofMinutes(1));
        days();
        days();
        assertThat(text(now(intent), "/status")).isEqualTo("succeeded");
        assertThat(pending("eur").minor()).isEqualTo(1000 - 59);
    }

    @Test
    void an_account_in_the_united_states_is_proven_first() {
        var method =
                id(
                        fits(
                                api.post(
                                        "/v1/payment_methods",
                                        "type=us_bank_account&us_bank_account[account_number]=000123456789"
                                                + "&us_bank_account[routing_number]=110000000"
                                                + "&billing_details[name]=Jane")));
        var intent = pay(method, "us_bank_account", "usd");
        assertThat(text(intent, "/status")).isEqualTo("requires_action");
        var page = text(intent, "/next_action/verify_with_microdeposits/hosted_verification_url");
        assertThat(page).contains("/verify/deposits/");
        var verify = INTENTS + "/" + id(intent) + "/verify_microdeposits";
        var wrong = api.post(verify, "amounts[]=1&amounts[]=2");
        assertThat(wrong.error("code"))
                .isEqualTo("payment_method_microdeposit_verification_amounts_mismatch");
        var right = fits(api.post(verify, "amounts[]=32&amounts[]=45"));
        assertThat(text(right, "/status")).isEqualTo("processing");
        days();
        assertThat(text(now(intent), "/status")).isEqualTo("succeeded");
    }

    @Test
    void deposits_are_told_on_a_page_too() {
        var method =
                id(
                        api.post(
                                "/v1/payment_methods",
                                "type=us_bank_account&us_bank_account[account_number]=000123456789"
                                        + "&us_bank_account[routing_number]=110000000"
                                        + "&billing_details[name]=Jane"));
        var intent = pay(method, "us_bank_account", "usd");
        var url = text(intent, "/next_action/verify_with_microdeposits/hosted_verification_url");
        var path = url.substring(url.indexOf("/verify/"));
        assertThat(api.page("GET", path, Map.of()).body()).contains("Which were they?");
        assertThat(api.page("POST", path, Map.of("first", "1", "second", "2")).statusCode())
                .isEqualTo(422);
        assertThat(api.page("POST", path, Map.of("first", "32", "second", "45")).body())
                .contains("verified");
    }

    @Test
    void three_wrong_answers_end_it() {
        var method =
                id(
                        api.post(
                                "/v1/payment_methods",
                                "type=us_bank_account&us_bank_account[account_number]=000123456789"
                                        + "&us_bank_account[routing_number]=110000000"
                                        + "&billing_details[name]=Jane"));
        var intent = pay(method, "us_bank_account", "usd");
        var verify = INTENTS + "/" + id(intent) + "/verify_microdeposits";
        for (int i = 0; i < 3; i++) api.post(verify, "amounts[]=1&amounts[]=2");
        assertThat(text(now(intent), "/last_payment_error/code"))
                .isEqualTo("payment_method_microdeposit_verification_attempts_exceeded");
        assertThat(api.post(verify, "amounts[]=32&amounts[]=45").status()).isEqualTo(400);
    }

    @Test
    void a_debit_is_refunded_to_the_account_it_came_from() {
        var intent = pay("pm_usBankAccount_success", "us_bank_account", "usd");
        days();
        stage.payments.retryRefunds(stage.seller);
        var refund = fits(api.post("/v1/refunds", "amount=400&payment_intent=" + id(intent)));
        assertThat(text(refund, "/destination_details/type")).isEqualTo("us_bank_account");
        days();
        days();
        assertThat(text(fits(api.get("/v1/refunds/" + id(refund))), "/status"))
                .isEqualTo("succeeded");
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE).isZero()).isTrue();
    }

    @Test
    void a_debit_is_confirmed_once_however_often_its_key_comes() {
        var form =
                "amount=1000&confirm=true&currency=eur&payment_method_types[]=sepa_debit"
                        + "&payment_method="
                        + sepa(GOOD);
        var first = fits(api.post(INTENTS, form, "Idempotency-Key", "once"));
        var second = fits(api.post(INTENTS, form, "Idempotency-Key", "once"));
        assertThat(second.body()).isEqualTo(first.body());
        days();
        assertThat(pending("eur").minor()).isEqualTo(1000 - 59);
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThat(
                        api.post(
                                        INTENTS,
                                        "amount=1000&currency=usd&confirm=true&payment_method_types[]=sepa_debit"
                                                + "&payment_method="
                                                + sepa(GOOD))
                                .error("code"))
                .isEqualTo("payment_intent_incompatible_payment_method");
        assertThat(
                        api.post(
                                        "/v1/payment_methods",
                                        "type=sepa_debit&sepa_debit[iban]=AT001904300234573201"
                                                + "&billing_details[name]=B&billing_details[email]=b@example.com")
                                .error("param"))
                .isEqualTo("sepa_debit[iban]");
        assertThat(
                        api.post(
                                        INTENTS,
                                        "amount=1000&currency=usd&confirm=true&payment_method=pm_usBankAccount_success")
                                .error("code"))
                .isEqualTo("payment_intent_incompatible_payment_method");
        var card = "amount=1000&currency=eur&confirm=true&payment_method_types[]=sepa_debit";
        assertThat(api.post(INTENTS, card + "&payment_method=pm_card_visa").error("code"))
                .isEqualTo("payment_intent_incompatible_payment_method");
    }
}
