package hawker.cash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import hawker.ledger.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Customers send money by bank transfer, and payments take what they need of it. */
class CashHttpTest extends CashStory {

    private static long remaining(ObjectNode intent) {
        return intent.at("/next_action/display_bank_transfer_instructions/amount_remaining")
                .asLong();
    }

    private static long pending() {
        return ledger.balance(seller.account().id().test(), Purpose.MERCHANT_PENDING, Currency.USD)
                .minor();
    }

    @Test
    void a_payment_is_paid_when_enough_has_arrived() {
        var customer = customer();
        var intent = wanted(customer, 2000);
        assertThat(remaining(intent)).isEqualTo(2000);
        long before = pending();
        fund(customer, 1500);
        assertThat(remaining(now(intent))).isEqualTo(500);
        assertThat(pending()).isEqualTo(before);
        fund(customer, 700);
        assertThat(now(intent).path("status").asText()).isEqualTo("succeeded");
        assertThat(available(customer)).isEqualTo(200);
        assertThat(pending()).isEqualTo(before + 2000 - 88);
    }

    @Test
    void the_oldest_payment_comes_first_however_many_were_begun_since() {
        var customer = customer();
        var oldest = wanted(customer, 2000);
        test.clock().advance(Duration.ofSeconds(2));
        for (int i = 0; i < 102; i++)
            post("/payment_intents", "amount=100&currency=usd&customer=" + customer);
        fund(customer, 2000);
        assertThat(now(oldest).path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void money_that_is_there_pays_at_once() {
        var customer = customer();
        fund(customer, 900);
        assertThat(wanted(customer, 900).path("status").asText()).isEqualTo("succeeded");
        assertThat(available(customer)).isZero();
    }

    @Test
    void a_payment_that_is_given_up_leaves_what_it_took() {
        var customer = customer();
        var intent = wanted(customer, 2000);
        fund(customer, 600);
        assertThat(available(customer)).isZero();
        post("/payment_intents/" + intent.path("id").asText() + "/cancel", "");
        assertThat(available(customer)).isEqualTo(600);
        var kinds = new ArrayList<String>();
        get("/customers/" + customer + "/cash_balance_transactions")
                .path("data")
                .forEach(movement -> kinds.add(movement.path("type").asText()));
        assertThat(kinds).containsExactly("unapplied_from_payment", "applied_to_payment", "funded");
    }

    @Test
    void a_refund_is_the_customers_money_again() {
        var customer = customer();
        fund(customer, 1000);
        var intent = wanted(customer, 1000);
        post("/refunds", "amount=300&payment_intent=" + intent.path("id").asText());
        test.platform().jobs().runDue();
        assertThat(available(customer)).isEqualTo(300);
        test.platform().jobs().runDue();
        assertThat(available(customer)).isEqualTo(300);
    }

    @Test
    void a_seller_may_say_where_money_goes() {
        var customer = customer();
        post("/customers/" + customer + "/cash_balance", "settings[reconciliation_mode]=manual");
        var intent = wanted(customer, 800);
        fund(customer, 1000);
        assertThat(remaining(now(intent))).isEqualTo(800);
        var applied =
                post(
                        "/payment_intents/"
                                + intent.path("id").asText()
                                + "/apply_customer_balance",
                        "");
        assertThat(applied.path("status").asText()).isEqualTo("succeeded");
        assertThat(available(customer)).isEqualTo(200);
    }

    @Test
    void instructions_are_the_customers_own_and_always_the_same() {
        var customer = customer();
        var form =
                "currency=eur&funding_type=bank_transfer&bank_transfer[type]=eu_bank_transfer"
                        + "&bank_transfer[eu_bank_transfer][country]=NL";
        var one = post("/customers/" + customer + "/funding_instructions", form);
        assertThat(post("/customers/" + customer + "/funding_instructions", form)).isEqualTo(one);
        var other = post("/customers/" + customer() + "/funding_instructions", form);
        assertThat(other).isNotEqualTo(one);
        assertThat(one.at("/bank_transfer/financial_addresses/0/iban/iban").asText())
                .startsWith("NL");
    }

    @Test
    void without_a_customer_nobody_can_send() {
        var refused =
                ask(
                        "POST",
                        "/payment_intents",
                        "amount=500&currency=usd&confirm=true&payment_method_types[]=customer_balance"
                                + "&payment_method_data[type]=customer_balance");
        assertThat(refused.at("/error/code").asText())
                .isEqualTo("payment_intent_incompatible_payment_method");
    }
}
