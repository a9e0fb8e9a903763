package hawker.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Card;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerPaymentSourceCreateParams;
import com.stripe.param.CustomerRetrieveParams;
import hawker.api.Got;
import hawker.api.Json;
import hawker.api.StripeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A customer's cards in the older form, as the official SDK and older programs know them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesHttpTest {

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

    private String customer() throws StripeException {
        return customers().create(CustomerCreateParams.builder().build()).getId();
    }

    private Card added(String customer, String token) throws StripeException {
        var params = CustomerPaymentSourceCreateParams.builder().setSource(token).build();
        return (Card) customers().paymentSources().create(customer, params);
    }

    private void right(ObjectNode object) {
        assertThat(schema.findings(object)).isEmpty();
    }

    @Test
    void the_first_card_is_the_one_that_is_charged() throws StripeException {
        var customer = customer();
        var first = added(customer, "tok_visa");
        var second = added(customer, "tok_mastercard");
        assertThat(first.getId()).startsWith("card_");
        assertThat(first.getBrand()).isEqualTo("Visa");
        assertThat(first.getCustomer()).isEqualTo(customer);
        assertThat(second.getBrand()).isEqualTo("MasterCard");
        var read =
                customers()
                        .retrieve(
                                customer,
                                CustomerRetrieveParams.builder()
                                        .addExpand("sources")
                                        .addExpand("default_source")
                                        .build());
        assertThat(read.getDefaultSource()).isEqualTo(first.getId());
        assertThat(((Card) read.getDefaultSourceObject()).getLast4()).isEqualTo("4242");
        assertThat(read.getSources().getData())
                .extracting(source -> source.getId())
                .containsExactly(second.getId(), first.getId());
        var path = "/v1/customers/" + customer;
        right(stage.get(path).body());
        right(stage.get(path + "/sources/" + first.getId()).body());
        var told = Json.parse(stage.newest("customer.source.created").payload().orElseThrow());
        assertThat(told.path("object").path("id").asText()).isEqualTo(second.getId());
        assertThat(stage.get("/v1/payment_methods/" + first.getId()).body().path("type").asText())
                .as("the same card in the newer form")
                .isEqualTo("card");
    }

    @Test
    void cards_are_listed_by_pages_in_the_older_form() throws StripeException {
        var customer = customer();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 3; i++) ids.add(added(customer, "tok_visa").getId());
        var path = "/v1/customers/" + customer;
        var page = stage.get(path + "/sources?limit=1&starting_after=" + ids.get(2)).body();
        assertThat(page.path("data").findValuesAsText("id")).containsExactly(ids.get(1));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(stage.get(path + "/cards").body().path("data")).hasSize(3);
        assertThat(stage.get(path + "/sources?object=bank_account").body().path("data")).isEmpty();
    }

    @Test
    void a_card_is_changed_and_what_was_before_is_told() throws StripeException {
        var customer = customer();
        var card = added(customer, "tok_visa");
        var path = "/v1/customers/" + customer + "/sources/" + card.getId();
        var changed =
                stage.post(
                        path,
                        "exp_month=3&exp_year=2040&name=Ann Lee&address_zip=94103&metadata[a]=b");
        assertThat(changed.status()).isEqualTo(200);
        right(changed.body());
        assertThat(changed.body().path("exp_year").asInt()).isEqualTo(2040);
        assertThat(changed.body().path("address_zip").asText()).isEqualTo("94103");
        assertThat(stage.get(path).body()).isEqualTo(changed.body());
        var told = Json.parse(stage.newest("customer.source.updated").payload().orElseThrow());
        assertThat(told.path("previous_attributes").path("exp_month").asLong())
                .isEqualTo(card.getExpMonth());
        var wrong = stage.post(path, "exp_month=13");
        assertThat(wrong.status()).isEqualTo(402);
        assertThat(wrong.error("code")).isEqualTo("invalid_expiry_month");
    }

    @Test
    void a_card_that_is_taken_away_leaves_its_place_to_the_newest_other() throws StripeException {
        var customer = customer();
        var first = added(customer, "tok_visa");
        var second = added(customer, "tok_amex");
        var path = "/v1/customers/" + customer;
        var gone = stage.delete(path + "/sources/" + first.getId()).body();
        assertThat(gone.path("deleted").asBoolean()).isTrue();
        assertThat(gone.path("object").asText()).isEqualTo("card");
        assertThat(stage.get(path).body().path("default_source").asText())
                .isEqualTo(second.getId());
        assertThat(stage.delete(path + "/sources/" + first.getId()).status()).isEqualTo(404);
        stage.delete(path + "/cards/" + second.getId());
        assertThat(stage.get(path).body().path("default_source").isNull()).isTrue();
        stage.newest("customer.source.deleted");
    }

    @Test
    void a_card_that_declines_and_a_token_used_before_are_refused() throws StripeException {
        var customer = customer();
        assertThatThrownBy(() -> added(customer, "tok_visa_chargeDeclined"))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> assertThat(e.getDeclineCode()).isEqualTo("generic_decline"));
        var token =
                stage.post(
                                "/v1/tokens",
                                "card[number]=4242424242424242&card[exp_month]=12"
                                        + "&card[exp_year]=2034&card[cvc]=123")
                        .body();
        var card = added(customer, token.path("id").asText());
        assertThat(card.getId()).isEqualTo(token.path("card").path("id").asText());
        assertThatThrownBy(() -> added(customer, token.path("id").asText()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_is_anothers_is_absent() throws StripeException {
        var mine = customer();
        var card = added(mine, "tok_visa").getId();
        var other = customer();
        var path = "/v1/customers/" + other + "/sources/" + card;
        assertThat(stage.get(path).status()).isEqualTo(404);
        assertThat(stage.delete(path).status()).isEqualTo(404);
        var theirs = "/v1/customers/" + mine + "/sources";
        assertThat(stage.send("sk_test_bob", "GET", theirs, "").status()).isNotEqualTo(200);
        assertThat(stage.send("sk_test_bob", "POST", theirs, "source=tok_visa").status())
                .isNotEqualTo(200);
    }

    @Test
    void many_cards_added_at_once_leave_one_default() throws Exception {
        var customer = customer();
        var path = "/v1/customers/" + customer;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Got>> running =
                    IntStream.range(0, 5)
                            .mapToObj(i ->
                                    pool.submit(
                                            () -> stage.post(path + "/sources", "source=tok_visa")))
                            .toList();
            for (var one : running) assertThat(one.get().status()).isEqualTo(200);
        }
        assertThat(stage.get(path + "/sources").body().path("data")).hasSize(5);
        assertThat(stage.get(path).body().path("default_source").asText()).startsWith("card_");
    }
}
