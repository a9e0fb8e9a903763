package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Drafts are as their customer is, and take items, until they are final; then they stand. */
class DraftsTest extends Story {

    private static final int ROUNDS = 12;

    private static String draft(String customer) {
        stage.post("/v1/invoiceitems", "currency=usd&amount=1000&customer=" + customer);
        var form = "pending_invoice_items_behavior=include&customer=" + customer;
        return fits(stage.post("/v1/invoices", form)).text("id");
    }

    @Test
    void a_draft_is_as_its_customer_is_until_it_is_final() {
        var customer = stage.customer("pm_card_visa", "&name=Bob");
        var id = draft(customer);
        assertThat(invoice(id).text("customer_name")).isEqualTo("Bob");
        var form =
                "name=Bob+Ray&email=ray@example.com&phone=%2B15550100&tax_exempt=reverse"
                        + "&address[line1]=1+Main+St&address[city]=Reno&address[country]=US"
                        + "&shipping[name]=Ann&shipping[address][line1]=2+Side+St";
        fits(stage.post("/v1/customers/" + customer, form));
        stage.settle();
        var draft = invoice(id);
        for (var each : new String[] {"name", "email", "phone", "tax_exempt"})
            assertThat(draft.text("customer_" + each))
                    .isEqualTo(stage.get("/v1/customers/" + customer).text(each));
        assertThat(draft.body().at("/customer_address/city").asText()).isEqualTo("Reno");
        assertThat(draft.body().at("/customer_shipping/name").asText()).isEqualTo("Ann");
        assertThat(stage.told()).contains("invoice.updated");
        // What has changed a moment before is on it as well.
        fits(stage.post("/v1/customers/" + customer, "name=Bobby"));
        var open = fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        assertThat(open.text("customer_name")).isEqualTo("Bobby");
        fits(stage.post("/v1/customers/" + customer, "name=Robert&address=&shipping="));
        stage.settle();
        assertThat(invoice(id).text("customer_name")).isEqualTo("Bobby");
        assertThat(invoice(id).body().at("/customer_address/city").asText()).isEqualTo("Reno");
    }

    @Test
    void what_is_no_invoices_business_tells_nobody_of_a_draft() {
        var customer = stage.customer("pm_card_visa", "");
        draft(customer);
        stage.told();
        fits(stage.post("/v1/customers/" + customer, "metadata[a]=b&description=Regular"));
        stage.settle();
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void nothing_comes_onto_an_invoice_while_it_becomes_final() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            var customer = stage.customer("pm_card_visa", "");
            var id = draft(customer);
            var added = "currency=usd&amount=700&customer=" + customer + "&invoice=" + id;
            var both =
                    atOnce(
                            () -> stage.post("/v1/invoices/" + id + "/finalize", ""),
                            () -> stage.post("/v1/invoiceitems", added));
            assertThat(both[0].status()).isEqualTo(200);
            boolean on = both[1].status() == 200;
            var open = invoice(id).body();
            assertThat(open.path("total").asLong()).isEqualTo(on ? 1_700 : 1_000);
            assertThat(open.path("amount_due")).isEqualTo(open.path("total"));
            var payments = fits(stage.get("/v1/invoice_payments?invoice=" + id)).body();
            assertThat(payments.at("/data/0/amount_requested")).isEqualTo(open.path("total"));
        }
    }

    @Test
    void what_is_deleted_while_it_is_invoiced_is_on_no_final_invoice() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            var customer = stage.customer("pm_card_visa", "");
            var form = "currency=usd&amount=1000&customer=" + customer;
            var item = fits(stage.post("/v1/invoiceitems", form)).text("id");
            var made = "pending_invoice_items_behavior=include&customer=" + customer;
            var both =
                    atOnce(
                            () -> stage.post("/v1/invoices", made),
                            () -> stage.send("DELETE", "/v1/invoiceitems/" + item, ""));
            assertThat(both[0].status()).isEqualTo(200);
            assertThat(both[1].status()).isEqualTo(200);
            assertThat(invoice(both[0].text("id")).body().path("total").asLong()).isZero();
        }
    }

    private static Got[] atOnce(Callable<Got> one, Callable<Got> other) throws Exception {
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first =
                    threads.submit(() -> {
                        start.await();
                        return one.call();
                    });
            var second =
                    threads.submit(() -> {
                        start.await();
                        return other.call();
                    });
            return new Got[] {first.get(), second.get()};
        }
    }
}
