package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.payments.Charge;
import org.junit.jupiter.api.Test;

/** What sellers ask of the ways in which invoices are paid. */
class PaymentSettingsTest extends Story {

    private static final String OPTIONS = "payment_settings[payment_method_options]";

    private static String draft(String customer, String more) {
        stage.post("/v1/invoiceitems", "currency=usd&amount=1500&customer=" + customer);
        return fits(stage.post(
                        "/v1/invoices",
                        "pending_invoice_items_behavior=include&customer=" + customer + more))
                .text("id");
    }

    private static String opened(String customer, String more) {
        var id = draft(customer, more);
        fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        return id;
    }

    private static JsonNode payment(String invoice) {
        var of = stage.get("/v1/invoice_payments?invoice=" + invoice).body();
        var intent = of.at("/data/0/payment/payment_intent").asText();
        return fits(stage.get("/v1/payment_intents/" + intent)).body();
    }

    /** A bank account of the customer, and the mandate that it was set up with. */
    private static String[] bank(String customer) {
        var set =
                fits(
                        stage.post(
                                "/v1/setup_intents",
                                "confirm=true&payment_method_types[0]=us_bank_account&payment_method=pm_usBankAccount_success"
                                        + "&mandate_data[customer_acceptance][type]=offline&customer="
                                        + customer));
        assertThat(set.text("status")).isEqualTo("succeeded");
        return new String[] {set.text("payment_method"), set.text("mandate")};
    }

    /** The mandate of a debit. */
    private static String under(Charge charge) {
        return fits(stage.get("/v1/charges/" + charge.id().text()))
                .body()
                .at("/payment_method_details/us_bank_account/mandate")
                .asText();
    }

    @Test
    void what_an_invoice_asks_is_asked_of_its_payment() {
        var customer = stage.customer("pm_card_threeDSecureOptional", "");
        var form =
                "&"
                        + OPTIONS
                        + "[card][request_three_d_secure]=any&"
                        + OPTIONS
                        + "[card][installments][enabled]=true&"
                        + OPTIONS
                        + "[us_bank_account][verification_method]=instant";
        var id = draft(customer, form);
        var said = invoice(id).body().at("/payment_settings/payment_method_options");
        assertThat(said.at("/card/request_three_d_secure").asText()).isEqualTo("any");
        assertThat(said.at("/card/installments/enabled").asBoolean()).isTrue();
        assertThat(said.at("/us_bank_account/verification_method").asText()).isEqualTo("instant");
        assertThat(said.path("konbini").isNull()).isTrue();
        fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        var options = payment(id).path("payment_method_options");
        assertThat(options.at("/card/request_three_d_secure").asText()).isEqualTo("any");
        assertThat(options.at("/card/installments/enabled").asBoolean()).isTrue();
        assertThat(options.at("/us_bank_account/verification_method").asText())
                .isEqualTo("instant");
        // The card's bank is asked, though it would not ask itself.
        var asked = stage.post("/v1/invoices/" + id + "/pay", "");
        assertThat(asked.status()).isEqualTo(402);
        assertThat(asked.error("code")).isEqualTo("invoice_payment_intent_requires_action");
    }

    @Test
    void an_open_invoice_may_ask_otherwise() {
        var customer = stage.customer("pm_card_threeDSecureOptional", "");
        var id = opened(customer, "&" + OPTIONS + "[card][request_three_d_secure]=any");
        var path = "/v1/invoices/" + id;
        fits(stage.post(path, OPTIONS + "[card][request_three_d_secure]=automatic"));
        assertThat(payment(id).at("/payment_method_options/card/request_three_d_secure").asText())
                .isEqualTo("automatic");
        var none = fits(stage.post(path, OPTIONS + "="));
        assertThat(none.body().at("/payment_settings/payment_method_options").isNull()).isTrue();
        assertThat(fits(stage.post(path + "/pay", "")).text("status")).isEqualTo("paid");
    }

    @Test
    void a_subscription_asks_it_of_each_of_its_invoices() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var form =
                "&"
                        + OPTIONS
                        + "[card][network]=visa&"
                        + OPTIONS
                        + "[card][mandate_options][amount]=5000&"
                        + OPTIONS
                        + "[card][mandate_options][amount_type]=maximum";
        var made = fits(subscribe(customer, stage.monthly(1000), form));
        var card = made.body().at("/payment_settings/payment_method_options/card");
        assertThat(card.path("network").asText()).isEqualTo("visa");
        assertThat(card.at("/mandate_options/amount").asLong()).isEqualTo(5000);
        assertThat(card.at("/mandate_options/description").isNull()).isTrue();
        assertThat(card.path("request_three_d_secure").isNull()).isTrue();
        var first = made.text("latest_invoice");
        assertThat(payment(first).at("/payment_method_options/card/network").asText())
                .isEqualTo("visa");
        assertThat(invoice(first).text("status")).isEqualTo("paid");
        var path = "/v1/subscriptions/" + made.text("id");
        fits(stage.post(path, OPTIONS + "[card][network]=mastercard"));
        advance(clock, NEW_YEAR + 32 * DAY);
        // A visa does not go over another network: nothing was charged.
        var next = subscription(made.text("id"));
        assertThat(invoice(next.text("latest_invoice")).text("status")).isEqualTo("open");
        assertThat(next.text("status")).isEqualTo("past_due");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var create = "/v1/invoices";
        var form = "customer=" + customer + "&" + OPTIONS;
        assertThat(stage.post(create, form + "[card][request_three_d_secure]=maybe").error("param"))
                .isEqualTo(OPTIONS + "[card][request_three_d_secure]");
        assertThat(
                        stage.post(create, form + "[card][installments][plan][type]=fixed_count")
                                .error("param"))
                .isEqualTo(OPTIONS + "[card][installments][plan]");
        assertThat(stage.post(create, form + "[card][network]=visa").error("param"))
                .isEqualTo(OPTIONS + "[card][network]");
        assertThat(
                        stage.post(create, form + "[customer_balance][funding_type]=bank_transfer")
                                .status())
                .isEqualTo(400);
        assertThat(
                        subscribe(
                                        customer,
                                        stage.monthly(1),
                                        "&" + OPTIONS + "[card][network]=moon")
                                .error("param"))
                .isEqualTo(OPTIONS + "[card][network]");
    }

    @Test
    void a_debit_is_made_under_the_mandate_that_is_said() {
        var customer = stage.customer("pm_card_visa", "");
        var bank = bank(customer);
        var id =
                opened(
                        customer,
                        "&payment_settings[default_mandate]="
                                + bank[1]
                                + "&default_payment_method="
                                + bank[0]);
        assertThat(invoice(id).body().at("/payment_settings/default_mandate").asText())
                .isEqualTo(bank[1]);
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(under(stage.charges().getFirst())).isEqualTo(bank[1]);
    }

    @Test
    void a_mandate_goes_with_its_account_only() {
        var customer = stage.customer("pm_card_visa", "");
        var bank = bank(customer);
        var other = bank(customer);
        var id = opened(customer, "");
        var pay = "/v1/invoices/" + id + "/pay";
        // A card, another account, and none.
        assertThat(stage.post(pay, "mandate=" + bank[1]).error("param")).isEqualTo("mandate");
        assertThat(
                        stage.post(pay, "payment_method=" + other[0] + "&mandate=" + bank[1])
                                .error("param"))
                .isEqualTo("mandate");
        assertThat(
                        stage.post(pay, "payment_method=" + bank[0] + "&mandate=mandate_1")
                                .error("param"))
                .isEqualTo("mandate");
        assertThat(stage.charges()).isEmpty();
        assertThat(
                        stage.post(
                                        "/v1/invoices",
                                        "customer="
                                                + customer
                                                + "&payment_settings[default_mandate]=visa")
                                .error("param"))
                .isEqualTo("payment_settings[default_mandate]");
        // What was said with one attempt is not said with the next.
        assertThat(fits(stage.post(pay, "payment_method=" + other[0])).text("status"))
                .isEqualTo("open");
        stage.settle();
        assertThat(stage.charges()).hasSize(1);
        assertThat(under(stage.charges().getFirst())).isNotEqualTo(bank[1]);
    }

    @Test
    void a_source_is_charged_where_no_method_is_said() {
        var customer = stage.customer("pm_card_visa", "");
        var sources = "/v1/customers/" + customer + "/sources";
        var source = stage.post(sources, "source=tok_mastercard").text("id");
        // The same card in the newer way of speaking.
        var charged = source.replace("card_", "pm_");
        assertThat(charged).isNotEqualTo(source);
        var id = opened(customer, "&default_source=" + source);
        assertThat(invoice(id).text("default_source")).isEqualTo(source);
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(payment(id).path("payment_method").asText()).isEqualTo(charged);
        var subscribed =
                fits(subscribe(customer, stage.monthly(1000), "&default_source=" + source));
        assertThat(subscribed.text("default_source")).isEqualTo(source);
        assertThat(payment(subscribed.text("latest_invoice")).path("payment_method").asText())
                .isEqualTo(charged);
        var path = "/v1/subscriptions/" + subscribed.text("id");
        assertThat(fits(stage.post(path, "default_source=")).body().path("default_source").isNull())
                .isTrue();
        var stranger = stage.customer("pm_card_visa", "");
        assertThat(
                        stage.post(
                                        "/v1/invoices",
                                        "customer=" + stranger + "&default_source=" + source)
                                .error("param"))
                .isEqualTo("default_source");
        assertThat(stage.post(path, "default_source=card_none").error("param"))
                .isEqualTo("default_source");
    }

    @Test
    void payments_of_invoices_are_found_by_what_pays() {
        var customer = stage.customer("pm_card_visa", "");
        var first = opened(customer, "");
        opened(customer, "");
        var intent = payment(first).path("id").asText();
        var list = "/v1/invoice_payments?payment%5Btype%5D=";
        var found = stage.get(list + "payment_intent&payment%5Bpayment_intent%5D=" + intent);
        assertThat(found.body().path("data")).hasSize(1);
        assertThat(found.body().at("/data/0/invoice").asText()).isEqualTo(first);
        assertThat(stage.get(list + "payment_intent").body().path("data")).hasSize(2);
        assertThat(stage.get(list + "payment_record").body().path("data")).isEmpty();
        assertThat(
                        stage.get("/v1/invoice_payments?payment%5Bpayment_intent%5D=pi_1")
                                .error("param"))
                .isEqualTo("payment[type]");
    }
}
