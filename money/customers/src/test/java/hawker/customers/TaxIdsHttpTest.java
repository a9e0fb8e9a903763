package hawker.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.TaxId;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.CustomerTaxIdCreateParams;
import com.stripe.param.TaxIdCreateParams;
import com.stripe.param.TaxIdListParams;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.kernel.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tax numbers of customers and of the seller: the official SDK as client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxIdsHttpTest {

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

    private String customer() {
        return stage.post("/v1/customers", "name=Ann").body().path("id").asText();
    }

    @Test
    void a_customers_numbers_are_kept_listed_expanded_and_deleted() throws StripeException {
        var stripe = stage.client("sk_test_alice").v1();
        var ann =
                stripe.customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .addTaxIdData(
                                                CustomerCreateParams.TaxIdData.builder()
                                                        .setType(
                                                                CustomerCreateParams.TaxIdData.Type
                                                                        .EU_VAT)
                                                        .setValue("DE123456789")
                                                        .build())
                                        .build());
        var second =
                stripe.customers()
                        .taxIds()
                        .create(
                                ann.getId(),
                                CustomerTaxIdCreateParams.builder()
                                        .setType(CustomerTaxIdCreateParams.Type.US_EIN)
                                        .setValue("12-3456789")
                                        .build());
        assertThat(second.getCountry()).isEqualTo("US");
        var found =
                stripe.customers()
                        .retrieve(
                                ann.getId(),
                                CustomerRetrieveParams.builder().addExpand("tax_ids").build());
        assertThat(found.getTaxIds().getData())
                .extracting(TaxId::getCountry)
                .containsExactly("US", "DE");
        var path = "/v1/customers/" + ann.getId() + "/tax_ids/" + second.getId();
        assertThat(schema.findings(stage.get(path).body())).isEmpty();
        assertThat(stripe.customers().taxIds().delete(ann.getId(), second.getId()).getDeleted())
                .isTrue();
        assertThat(stage.get(path).status()).isEqualTo(404);
        assertThat(stage.delete(path).status()).isEqualTo(404);
        var told = Json.parse(stage.newest("customer.tax_id.deleted").payload().orElseThrow());
        assertThat(told.path("object").path("id").asText()).isEqualTo(second.getId());
    }

    @Test
    void the_published_numbers_answer_as_a_register_would() {
        var path = "/v1/customers/" + customer() + "/tax_ids";
        for (var each :
                List.of("000000000 verified", "111111111 unverified", "222222222 pending")) {
            var words = each.split(" ");
            var made = stage.post(path, "type=eu_vat&value=" + words[0]);
            assertThat(schema.findings(made.body())).isEmpty();
            assertThat(made.body().path("verification").path("status").asText())
                    .isEqualTo(words[1]);
        }
        var other = stage.post(path, "type=ch_vat&value=CHE-123.456.789");
        assertThat(other.body().path("verification").path("status").asText())
                .isEqualTo("unavailable");
    }

    @Test
    void the_sellers_own_stand_apart_from_those_of_customers() throws StripeException {
        var stripe = stage.client("sk_test_alice").v1().taxIds();
        var customer = customer();
        var own =
                stripe.create(
                        TaxIdCreateParams.builder()
                                .setType(TaxIdCreateParams.Type.GB_VAT)
                                .setValue("GB123456789")
                                .build());
        var theirs =
                stripe.create(
                        TaxIdCreateParams.builder()
                                .setType(TaxIdCreateParams.Type.GB_VAT)
                                .setValue("GB987654321")
                                .setOwner(
                                        TaxIdCreateParams.Owner.builder()
                                                .setType(TaxIdCreateParams.Owner.Type.CUSTOMER)
                                                .setCustomer(customer)
                                                .build())
                                .build());
        assertThat(own.getOwner().getType()).isEqualTo("self");
        assertThat(theirs.getCustomer()).isEqualTo(customer);
        assertThat(stripe.list().getData()).extracting(TaxId::getId).containsExactly(own.getId());
        var list =
                stripe.list(
                        TaxIdListParams.builder()
                                .setOwner(
                                        TaxIdListParams.Owner.builder()
                                                .setType(TaxIdListParams.Owner.Type.CUSTOMER)
                                                .setCustomer(customer)
                                                .build())
                                .build());
        assertThat(list.getData()).extracting(TaxId::getId).containsExactly(theirs.getId());
        assertThat(schema.findings(stage.get("/v1/tax_ids/" + own.getId()).body())).isEmpty();
        assertThat(stage.get("/v1/customers/" + customer + "/tax_ids/" + own.getId()).status())
                .isEqualTo(404);
        assertThat(stripe.delete(own.getId()).getDeleted()).isTrue();
    }

    @Test
    void nonsense_and_strangers_are_refused() {
        var id = customer();
        var path = "/v1/customers/" + id + "/tax_ids";
        assertThat(stage.post(path, "type=eu_vat&value=nonsense").error("code"))
                .isEqualTo("tax_id_invalid");
        assertThat(stage.post(path, "type=xx_vat&value=1").error("param")).isEqualTo("type");
        assertThat(stage.send("sk_test_bob", "POST", path, "type=us_ein&value=123456789").status())
                .isEqualTo(404);
        var made = stage.post(path, "type=us_ein&value=123456789").body().path("id").asText();
        assertThat(stage.send("sk_test_bob", "GET", "/v1/tax_ids/" + made, "").status())
                .isEqualTo(404);
        assertThat(stage.send("sk_live_alice", "DELETE", "/v1/tax_ids/" + made, "").status())
                .isEqualTo(404);
        assertThatThrownBy(() ->
                        stage.client("sk_test_bob")
                                .v1()
                                .taxIds()
                                .create(
                                        TaxIdCreateParams.builder()
                                                .setType(TaxIdCreateParams.Type.US_EIN)
                                                .setValue("123456789")
                                                .setOwner(
                                                        TaxIdCreateParams.Owner.builder()
                                                                .setType(
                                                                        TaxIdCreateParams.Owner.Type
                                                                                .CUSTOMER)
                                                                .setCustomer(id)
                                                                .build())
                                                .build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_platform_keeps_the_numbers_of_its_accounts() {
        var other = new AccountId(3001);
        stage.module.connectedBy((account, id) ->
                id.equals(other.text()) && account.equals(Stage.ALICE)
                        ? Optional.of(other)
                        : Optional.empty());
        var number = "type=eu_vat&value=DE123456789&owner[type]=account&owner[account]=";
        var made = stage.post("/v1/tax_ids", number + other.text());
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        assertThat(schema.findings(made.body())).isEmpty();
        assertThat(made.body().at("/owner/account").asText()).isEqualTo(other.text());
        assertThat(made.body().path("customer").isNull()).isTrue();
        var listed =
                stage.get("/v1/tax_ids?owner[type]=account&owner[account]=" + other.text()).body();
        assertThat(listed.path("data")).hasSize(1);
        assertThat(stage.get("/v1/tax_ids?owner[type]=self").body().toString())
                .doesNotContain(made.body().path("id").asText());
        var kept = stage.module.taxNumber(Stage.ALICE, made.body().path("id").asText());
        assertThat(kept.orElseThrow().owner())
                .isEqualTo(new hawker.customers.TaxId.Owner.OfAccount(other));
        for (var stranger : List.of("acct_1", "nobody", Stage.ALICE.text()))
            assertThat(stage.post("/v1/tax_ids", number + stranger).error("param"))
                    .as(stranger)
                    .isEqualTo("owner[account]");
        assertThat(stage.post("/v1/tax_ids", number.replace("=account&", "=self&") + "x").status())
                .isEqualTo(400);
        assertThat(
                        stage.post("/v1/tax_ids", "type=us_ein&value=123456789&owner[type]=account")
                                .error("param"))
                .isEqualTo("owner[account]");
    }

    @Test
    void of_two_who_delete_one_number_at_once_one_finds_it_gone() throws Exception {
        var path = "/v1/customers/" + customer() + "/tax_ids";
        for (int round = 0; round < 5; round++) {
            var id = stage.post(path, "type=us_ein&value=123456789").body().path("id").asText();
            Callable<Integer> delete = () -> stage.delete(path + "/" + id).status();
            try (var both = Executors.newFixedThreadPool(2)) {
                var statuses =
                        both.invokeAll(List.of(delete, delete)).stream()
                                .map(java.util.concurrent.Future::resultNow)
                                .sorted()
                                .toList();
                assertThat(statuses).containsExactly(200, 404);
            }
        }
    }
}
