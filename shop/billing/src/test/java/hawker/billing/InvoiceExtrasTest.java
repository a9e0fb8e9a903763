package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delivery, looks, issuers and shares of invoices. */
class InvoiceExtrasTest extends Story {

    private static String draft(String customer, String more) {
        stage.post("/v1/invoiceitems", "currency=usd&amount=1000&customer=" + customer);
        return fits(stage.post(
                        "/v1/invoices",
                        "pending_invoice_items_behavior=include&customer=" + customer + more))
                .text("id");
    }

    private static String rate(boolean inclusive) {
        return stage.post("/v1/tax_rates", "display_name=VAT&percentage=10&inclusive=" + inclusive)
                .text("id");
    }

    @Test
    void delivery_is_paid_and_taxed_and_not_discounted() {
        var customer = stage.customer("pm_card_visa", "");
        var half = stage.post("/v1/coupons", "percent_off=50&duration=forever").text("id");
        var data = "&shipping_cost[shipping_rate_data]";
        var id =
                draft(
                        customer,
                        data
                                + "[display_name]=Courier"
                                + data
                                + "[fixed_amount][amount]=500"
                                + data
                                + "[fixed_amount][currency]=usd&default_tax_rates[0]="
                                + rate(false)
                                + "&discounts[0][coupon]="
                                + half);
        var body = invoice(id).body();
        assertThat(body.path("subtotal").asLong()).isEqualTo(1000);
        assertThat(body.path("amount_shipping").asLong()).isEqualTo(500);
        // 500 of goods and 500 of delivery, each with a tenth.
        assertThat(body.path("total").asLong()).isEqualTo(1100);
        assertThat(body.path("total_excluding_tax").asLong()).isEqualTo(1000);
        assertThat(body.at("/total_taxes/0/amount").asLong()).isEqualTo(100);
        var cost = body.path("shipping_cost");
        assertThat(cost.path("amount_tax").asLong()).isEqualTo(50);
        assertThat(cost.path("amount_total").asLong()).isEqualTo(550);
        assertThat(cost.at("/taxes/0/rate/display_name").asText()).isEqualTo("VAT");
        var path = "/v1/invoices/" + id;
        var inclusive = fits(stage.post(path, "default_tax_rates[0]=" + rate(true)));
        assertThat(inclusive.body().path("total").asLong()).isEqualTo(1000);
        assertThat(inclusive.body().at("/shipping_cost/amount_total").asLong()).isEqualTo(500);
        assertThat(inclusive.body().at("/shipping_cost/amount_tax").asLong()).isEqualTo(45);
        var none = fits(stage.post(path, "shipping_cost="));
        assertThat(none.body().path("total").asLong()).isEqualTo(500);
        assertThat(none.body().path("shipping_cost").isNull()).isTrue();
        var known =
                fits(stage.post(
                                "/v1/shipping_rates",
                                "display_name=Post&type=fixed_amount&fixed_amount[amount]=200&fixed_amount[currency]=usd"))
                        .text("id");
        fits(stage.post(path, "shipping_cost[shipping_rate]=" + known));
        assertThat(fits(stage.post(path + "/pay", "")).body().path("amount_paid").asLong())
                .isEqualTo(700);
    }

    @Test
    void a_rate_that_is_not_there_or_of_another_currency_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var path = "/v1/invoices/" + draft(customer, "");
        assertThat(stage.post(path, "shipping_cost[shipping_rate]=shr_none").error("param"))
                .isEqualTo("shipping_cost[shipping_rate]");
        var euros =
                stage.post(
                                "/v1/shipping_rates",
                                "display_name=Post&type=fixed_amount&fixed_amount[amount]=200&fixed_amount[currency]=eur")
                        .text("id");
        assertThat(stage.post(path, "shipping_cost[shipping_rate]=" + euros).status())
                .isEqualTo(400);
        var dear =
                "shipping_cost[shipping_rate_data][type]=fixed_amount"
                        + "&shipping_cost[shipping_rate_data][display_name]=A"
                        + "&shipping_cost[shipping_rate_data][fixed_amount][amount]=5"
                        + "&shipping_cost[shipping_rate_data][fixed_amount][currency]=eur";
        assertThat(stage.post(path, dear).error("param"))
                .isEqualTo("shipping_cost[shipping_rate_data]");
        assertThat(stage.post(path, "shipping_cost[shipping_rate_data][display_name]=A").status())
                .isEqualTo(400);
    }

    @Test
    void an_invoice_may_say_how_it_is_shown() {
        var customer =
                stage.customer(
                        "pm_card_visa",
                        "&invoice_settings[rendering_options][amount_tax_display]=include_inclusive_tax");
        var id = draft(customer, "");
        var shown = "/rendering/amount_tax_display";
        assertThat(invoice(id).body().at(shown).asText()).isEqualTo("include_inclusive_tax");
        var path = "/v1/invoices/" + id;
        var changed =
                fits(
                        stage.post(
                                path,
                                "rendering[amount_tax_display]=exclude_tax&rendering[pdf][page_size]=a4"));
        assertThat(changed.body().at(shown).asText()).isEqualTo("exclude_tax");
        assertThat(changed.body().at("/rendering/pdf/page_size").asText()).isEqualTo("a4");
        assertThat(changed.body().at("/rendering/template").isNull()).isTrue();
        assertThat(stage.post(path, "rendering[template]=inrtem_1").error("param"))
                .isEqualTo("rendering[template]");
        assertThat(stage.post(path, "rendering[pdf][page_size]=a5").status()).isEqualTo(400);
    }

    @Test
    void a_connected_account_may_issue_it() {
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "");
        var by = "[type]=account&ISSUER[account]=" + account;
        var path = "/v1/invoices/" + draft(customer, "");
        var name = stage.get("/v1/invoices").body().at("/data/0/account_name").asText();
        var issued = fits(stage.post(path, "issuer" + by.replace("ISSUER", "issuer")));
        assertThat(issued.body().at("/issuer/account").asText()).isEqualTo(account);
        assertThat(issued.text("account_name")).isNotEqualTo(name);
        var own = fits(stage.post(path, "issuer[type]=self"));
        assertThat(own.text("account_name")).isEqualTo(name);
        assertThat(stage.post(path, "issuer[type]=account&issuer[account]=acct_1").error("param"))
                .isEqualTo("issuer[account]");
        assertThat(stage.post(path, "issuer[type]=account").error("param"))
                .isEqualTo("issuer[account]");
        var settings = "invoice_settings[issuer]";
        var made =
                fits(
                        subscribe(
                                customer,
                                stage.monthly(100),
                                "&" + settings + by.replace("ISSUER", settings)));
        assertThat(made.body().at("/invoice_settings/issuer/account").asText()).isEqualTo(account);
        assertThat(invoice(made.text("latest_invoice")).body().at("/issuer/account").asText())
                .isEqualTo(account);
    }

    @Test
    void an_invoice_s_payment_is_shared() {
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "");
        var id =
                draft(
                        customer,
                        "&application_fee_amount=150&on_behalf_of="
                                + account
                                + "&transfer_data[destination]="
                                + account);
        assertThat(invoice(id).text("on_behalf_of")).isEqualTo(account);
        var path = "/v1/invoices/" + id;
        fits(stage.post(path, "application_fee_amount=250"));
        fits(stage.post(path + "/pay", ""));
        stage.settle();
        assertThat(stage.owns(stage.number(account))).isEqualTo(750);
        var part = draft(customer, "");
        fits(
                stage.post(
                        "/v1/invoices/" + part,
                        "transfer_data[amount]=300&transfer_data[destination]=" + account));
        fits(stage.post("/v1/invoices/" + part + "/pay", ""));
        stage.settle();
        assertThat(stage.owns(stage.number(account))).isEqualTo(1050);
        var kept = draft(customer, "&transfer_data[destination]=" + account);
        var alone = fits(stage.post("/v1/invoices/" + kept, "transfer_data=&on_behalf_of="));
        assertThat(alone.body().path("on_behalf_of").isNull()).isTrue();
        fits(stage.post("/v1/invoices/" + kept + "/pay", ""));
        stage.settle();
        assertThat(stage.owns(stage.number(account))).isEqualTo(1050);
        assertThat(stage.audit.checkFromTheStart(stage.number(account))).isEmpty();
        var more =
                draft(
                        customer,
                        "&application_fee_amount=1001&transfer_data[destination]=" + account);
        assertThat(stage.post("/v1/invoices/" + more + "/finalize", "").status()).isEqualTo(400);
    }

    @Test
    void a_platform_takes_its_fee_of_an_account_s_invoice() {
        var account = stage.connected();
        var theirs = stage.acting(account, "/v1/payment_methods", "type=card&card[token]=tok_visa");
        var customer =
                stage.acting(
                                account,
                                "/v1/customers",
                                "payment_method="
                                        + theirs.text("id")
                                        + "&invoice_settings[default_payment_method]="
                                        + theirs.text("id"))
                        .text("id");
        stage.acting(account, "/v1/invoiceitems", "currency=usd&amount=1000&customer=" + customer);
        var made =
                fits(
                        stage.acting(
                                account,
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&application_fee_amount=100&customer="
                                        + customer));
        assertThat(made.text("application")).startsWith("ca_");
        var path = "/v1/invoices/" + made.text("id");
        fits(stage.acting(account, path, "application_fee_amount=120"));
        fits(stage.acting(account, path + "/pay", "off_session=true"));
        stage.settle();
        assertThat(stage.owns(stage.seller)).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({
        "application_fee_amount=10,application_fee_amount",
        "application_fee_amount=10&transfer_data[destination]=ACCT&transfer_data[amount]=5,application_fee_amount",
        "transfer_data[destination]=acct_none,transfer_data[destination]",
        "on_behalf_of=acct_none,on_behalf_of",
        "transfer_data[amount]=5,transfer_data[destination]"
    })
    void what_cannot_be_shared_is_refused(String form, String param) {
        var customer = stage.customer("pm_card_visa", "");
        var got =
                stage.post(
                        "/v1/invoices",
                        "customer=" + customer + "&" + form.replace("ACCT", stage.connected()));
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }
}
