package hawker.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.CustomerUpdateParams;
import hawker.api.Json;
import hawker.api.StripeSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Customers as the official SDK knows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomersHttpTest {

    private final StripeSchema schema = new StripeSchema();
    private Stage stage;

    @BeforeAll
    void open() {
        stage = new Stage();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private com.stripe.service.CustomerService customers() {
        return stage.client("sk_test_alice").v1().customers();
    }

    @Test
    void everything_that_may_be_said_of_a_customer_is_answered() throws StripeException {
        var made =
                customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setName("Jenny Rosen")
                                        .setBusinessName("Rosen Ltd")
                                        .setIndividualName("Jenny R.")
                                        .setEmail("jenny@example.com")
                                        .setPhone("+15555550100")
                                        .setDescription("the first")
                                        .setAddress(
                                                CustomerCreateParams.Address.builder()
                                                        .setLine1("1 Main St")
                                                        .setCountry("US")
                                                        .build())
                                        .setShipping(
                                                CustomerCreateParams.Shipping.builder()
                                                        .setName("Dock 4")
                                                        .setAddress(
                                                                CustomerCreateParams.Shipping
                                                                        .Address.builder()
                                                                        .setCity("Reno")
                                                                        .build())
                                                        .build())
                                        .addPreferredLocale("de-AT")
                                        .setTaxExempt(CustomerCreateParams.TaxExempt.REVERSE)
                                        .setInvoicePrefix("ROSEN")
                                        .setNextInvoiceSequence(7L)
                                        .setInvoiceSettings(
                                                CustomerCreateParams.InvoiceSettings.builder()
                                                        .addCustomField(
                                                                CustomerCreateParams.InvoiceSettings
                                                                        .CustomField.builder()
                                                                        .setName("PO")
                                                                        .setValue("42")
                                                                        .build())
                                                        .setFooter("Thanks")
                                                        .build())
                                        .setTax(
                                                CustomerCreateParams.Tax.builder()
                                                        .setIpAddress("203.0.113.7")
                                                        .build())
                                        .putMetadata("order", "6735")
                                        .addExpand("tax")
                                        .build());
        assertThat(made.getBusinessName()).isEqualTo("Rosen Ltd");
        assertThat(made.getShipping().getAddress().getCity()).isEqualTo("Reno");
        assertThat(made.getPreferredLocales()).containsExactly("de-AT");
        assertThat(made.getInvoicePrefix()).isEqualTo("ROSEN");
        assertThat(made.getNextInvoiceSequence()).isEqualTo(7);
        assertThat(made.getInvoiceSettings().getCustomFields().getFirst().getValue())
                .isEqualTo("42");
        assertThat(made.getTax().getIpAddress()).isEqualTo("203.0.113.7");
        var found = stage.get("/v1/customers/" + made.getId());
        assertThat(schema.findings(found.body())).isEmpty();
        assertThat(found.body().has("tax")).isFalse();
    }

    @Test
    void an_update_changes_what_it_names_and_tells_what_was_before() throws StripeException {
        var made =
                stage.post(
                        "/v1/customers",
                        "name=Ann&email=ann@example.com&metadata[a]=1&metadata[b]=2"
                                + "&invoice_settings[footer]=Bye");
        var id = made.body().path("id").asText();
        var changed =
                customers()
                        .update(
                                id,
                                CustomerUpdateParams.builder()
                                        .setName("Ann B.")
                                        .putMetadata("a", "9")
                                        .putMetadata("c", "3")
                                        .build());
        assertThat(changed.getName()).isEqualTo("Ann B.");
        assertThat(changed.getEmail()).isEqualTo("ann@example.com");
        var told = Json.parse(stage.newest("customer.updated").payload().orElseThrow());
        assertThat(told.path("object").path("name").asText()).isEqualTo("Ann B.");
        assertThat(Json.text(told.path("previous_attributes")))
                .isEqualTo("{\"metadata\":{\"a\":\"1\",\"c\":null},\"name\":\"Ann\"}");
        stage.post("/v1/customers/" + id, "invoice_settings[footer]=&name=");
        var now = stage.get("/v1/customers/" + id).body();
        assertThat(now.path("invoice_settings").path("footer").isNull()).isTrue();
        assertThat(now.path("name").isNull()).isTrue();
        assertThat(schema.findings(now)).isEmpty();
    }

    @Test
    void a_card_that_declines_is_not_kept() {
        assertThatThrownBy(() ->
                        customers()
                                .create(
                                        CustomerCreateParams.builder()
                                                .setPaymentMethod("pm_card_visa_chargeDeclined")
                                                .build()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> assertThat(e.getDeclineCode()).isEqualTo("generic_decline"));
    }

    @Test
    void methods_are_the_customers_own() throws StripeException {
        var ann =
                customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setPaymentMethod("pm_card_visa")
                                        .setInvoiceSettings(
                                                CustomerCreateParams.InvoiceSettings.builder()
                                                        .setDefaultPaymentMethod("pm_card_visa")
                                                        .build())
                                        .build());
        var method = customers().paymentMethods().list(ann.getId()).getData().getFirst();
        assertThat(ann.getInvoiceSettings().getDefaultPaymentMethod()).isEqualTo(method.getId());
        assertThat(customers().paymentMethods().retrieve(ann.getId(), method.getId()).getCustomer())
                .isEqualTo(ann.getId());
        var ben = customers().create(CustomerCreateParams.builder().setName("Ben").build());
        assertThat(
                        stage.post(
                                        "/v1/customers/" + ben.getId(),
                                        "invoice_settings[default_payment_method]="
                                                + method.getId())
                                .error("param"))
                .isEqualTo("invoice_settings[default_payment_method]");
        assertThat(
                        stage.get(
                                        "/v1/customers/"
                                                + ben.getId()
                                                + "/payment_methods/"
                                                + method.getId())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void a_method_that_is_detached_is_nobodys_usual_one() {
        var card = "pm_card_visa";
        var made =
                stage.post(
                        "/v1/customers",
                        "payment_method="
                                + card
                                + "&invoice_settings[default_payment_method]="
                                + card);
        var path = "/v1/customers/" + made.text("id");
        var usual = made.body().at("/invoice_settings/default_payment_method").asText();
        var source = stage.post(path + "/sources", "source=tok_mastercard").text("id");
        var other = stage.post(path + "/sources", "source=tok_amex").text("id");
        stage.post("/v1/payment_methods/" + other + "/detach", "");
        var kept = stage.get(path).body();
        assertThat(kept.at("/invoice_settings/default_payment_method").asText()).isEqualTo(usual);
        assertThat(kept.path("default_source").asText()).isEqualTo(source);
        stage.post("/v1/payment_methods/" + usual + "/detach", "");
        var changed = stage.newest("customer.updated");
        assertThat(changed.request()).isPresent();
        var told = Json.parse(changed.payload().orElseThrow());
        assertThat(Json.text(told.path("previous_attributes")))
                .isEqualTo("{\"invoice_settings\":{\"default_payment_method\":\"" + usual + "\"}}");
        var now = stage.get(path).body();
        assertThat(schema.findings(now)).isEmpty();
        assertThat(now.at("/invoice_settings/default_payment_method").isNull()).isTrue();
        assertThat(now.path("default_source").asText()).isEqualTo(source);
        var last = stage.post(path + "/sources", "source=tok_visa").text("id");
        stage.post("/v1/payment_methods/" + source + "/detach", "");
        assertThat(stage.get(path).body().path("default_source").asText()).isEqualTo(last);
        stage.delete(path + "/sources/" + last);
        assertThat(stage.get(path).body().path("default_source").isNull()).isTrue();
    }

    @Test
    void a_card_that_leaves_while_it_becomes_the_usual_one_is_not_left_behind() throws Exception {
        for (int i = 0; i < 8; i++) {
            var customer = "/v1/customers/" + stage.post("/v1/customers", "name=Ann").text("id");
            var added = stage.post(customer + "/sources", "source=tok_visa").text("id");
            var card = "pm_" + added.substring("card_".length());
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                both.submit(() ->
                        stage.post(customer, "invoice_settings[default_payment_method]=" + card));
                both.submit(() -> stage.post("/v1/payment_methods/" + card + "/detach", ""));
            }
            var now = stage.get(customer).body();
            assertThat(now.at("/invoice_settings/default_payment_method").isNull()).isTrue();
            assertThat(now.path("default_source").isNull()).isTrue();
        }
    }

    @Test
    void a_deleted_customer_is_remembered_and_cannot_be_changed() throws StripeException {
        var ann =
                customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setPaymentMethod("pm_card_visa")
                                        .build());
        assertThat(customers().delete(ann.getId()).getDeleted()).isTrue();
        assertThat(customers().retrieve(ann.getId()).getDeleted()).isTrue();
        assertThat(schema.findings(stage.get("/v1/customers/" + ann.getId()).body())).isEmpty();
        assertThatThrownBy(() -> customers().update(ann.getId()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("resource_missing"));
        assertThatThrownBy(() -> customers().delete(ann.getId()))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(stage.get("/v1/customers/" + ann.getId() + "/payment_methods").status())
                .isEqualTo(400);
    }

    @Test
    void a_customer_of_another_seller_or_mode_is_no_customer() {
        var id = stage.post("/v1/customers", "name=Ann").body().path("id").asText();
        for (var key : List.of("sk_test_bob", "sk_live_alice")) {
            var path = "/v1/customers/" + id;
            assertThat(stage.send(key, "GET", path, "").error("code"))
                    .isEqualTo("resource_missing");
            assertThat(stage.send(key, "POST", path, "name=x").status()).isEqualTo(404);
            assertThat(stage.send(key, "DELETE", path, "").status()).isEqualTo(404);
            assertThat(stage.send(key, "DELETE", path + "/discount", "").status()).isEqualTo(404);
            var search = "/v1/customers/search?query=" + Stage.encode("name:'Ann'");
            for (var each : stage.send(key, "GET", search, "").body().path("data"))
                assertThat(each.path("id").asText()).isNotEqualTo(id);
        }
        assertThat(stage.send("pk_test_alice", "GET", "/v1/customers/" + id, "").status())
                .isEqualTo(403);
    }

    @Test
    void a_discount_is_shown_and_taken_away_by_the_room_that_has_it() {
        var id = stage.post("/v1/customers", "name=Ann").body().path("id").asText();
        assertThat(stage.delete("/v1/customers/" + id + "/discount").status()).isEqualTo(404);
        ObjectNode discount = Json.object().put("id", "di_1").put("object", "discount");
        stage.coupons.running.put(id, discount);
        assertThat(stage.get("/v1/customers/" + id).body().path("discount").path("id").asText())
                .isEqualTo("di_1");
        var gone = stage.delete("/v1/customers/" + id + "/discount").body();
        assertThat(gone.path("deleted").asBoolean()).isTrue();
        assertThat(stage.get("/v1/customers/" + id).body().path("discount").isNull()).isTrue();
    }

    @Test
    void a_search_finds_by_words_parts_and_metadata_page_after_page() throws StripeException {
        var wanted = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            stage.clock.advance(Duration.ofSeconds(1));
            wanted.addFirst(
                    stage.post(
                                    "/v1/customers",
                                    "name=Walter+White&email=w"
                                            + i
                                            + "@heisenberg.test&metadata[street]=Negra+Arroyo")
                            .body()
                            .path("id")
                            .asText());
        }
        stage.post("/v1/customers", "name=White+Walter&email=other@example.com");
        var params =
                CustomerSearchParams.builder()
                        .setQuery("name:'walter white' AND metadata['street']:'negra arroyo'")
                        .setLimit(2L)
                        .addExpand("total_count")
                        .build();
        var first = customers().search(params);
        assertThat(first.getTotalCount()).isEqualTo(5);
        var found = new ArrayList<String>();
        for (Customer each : first.autoPagingIterable()) found.add(each.getId());
        assertThat(found).isEqualTo(wanted);
        var one =
                customers()
                        .search(
                                CustomerSearchParams.builder()
                                        .setQuery("email~\"W3@HEISEN\"")
                                        .build());
        assertThat(one.getData()).hasSize(1);
        assertThat(one.getHasMore()).isFalse();
        assertThatThrownBy(() ->
                        customers()
                                .search(
                                        CustomerSearchParams.builder()
                                                .setQuery("shoe_size:'44'")
                                                .build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getParam()).isEqualTo("query"));
    }

    @Test
    void lists_are_newest_first_and_know_the_email() throws StripeException {
        for (int i = 0; i < 3; i++) {
            stage.clock.advance(Duration.ofSeconds(1));
            stage.post("/v1/customers", "email=list@example.com&name=L" + i);
        }
        var page =
                customers()
                        .list(
                                CustomerListParams.builder()
                                        .setEmail("list@example.com")
                                        .setLimit(2L)
                                        .build());
        assertThat(page.getData()).extracting(Customer::getName).containsExactly("L2", "L1");
        assertThat(page.getHasMore()).isTrue();
    }
}
