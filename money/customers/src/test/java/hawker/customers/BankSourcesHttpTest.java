package hawker.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BankAccount;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerPaymentSourceCreateParams;
import com.stripe.param.TokenCreateParams;
import hawker.api.StripeSchema;
import hawker.platform.Event;
import hawker.vault.PaymentMethod;
import hawker.vault.Tokenised;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A customer's bank accounts in the older form: a token, a source, and two small amounts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BankSourcesHttpTest {

    private static final String BANK =
            "bank_account[country]=US&bank_account[currency]=usd"
                    + "&bank_account[account_holder_name]=Jo&bank_account[routing_number]=110000000"
                    + "&bank_account[account_number]=000123456789";

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

    private String token() {
        return stage.post("/v1/tokens", BANK).body().path("id").asText();
    }

    private BankAccount added(String customer, String token) throws StripeException {
        var params = CustomerPaymentSourceCreateParams.builder().setSource(token).build();
        return (BankAccount) customers().paymentSources().create(customer, params);
    }

    private static String path(String customer) {
        return "/v1/customers/" + customer;
    }

    @Test
    void the_holder_of_an_account_is_told_anew() throws StripeException {
        var customer = customer();
        var source = path(customer) + "/sources/" + added(customer, token()).getId();
        assertThat(stage.get(source).body().path("account_holder_type").asText())
                .isEqualTo("individual");
        var company = stage.post(source, "account_holder_type=company&account_holder_name=Jo+Inc");
        assertThat(schema.findings(company.body())).isEmpty();
        assertThat(company.body().path("account_holder_type").asText()).isEqualTo("company");
        assertThat(stage.post(source, "metadata[a]=b").body().path("account_holder_type").asText())
                .isEqualTo("company");
        var verified = stage.post(source + "/verify", "amounts[]=32&amounts[]=45");
        assertThat(verified.body().path("account_holder_type").asText()).isEqualTo("company");
        var later = stage.post(source, "account_holder_type=individual");
        assertThat(later.body().path("status").asText()).isEqualTo("verified");
        for (var wrong : List.of("account_holder_type=crowd", "owner[name]=Jo", "exp_month=1"))
            assertThat(stage.post(source, wrong).status()).as(wrong).isEqualTo(400);
        var card =
                customers()
                        .paymentSources()
                        .create(
                                customer,
                                CustomerPaymentSourceCreateParams.builder()
                                        .setSource("tok_visa")
                                        .build());
        var refused =
                stage.post(
                        path(customer) + "/sources/" + card.getId(), "account_holder_type=company");
        assertThat(refused.body().at("/error/code").asText()).isEqualTo("parameter_unknown");
    }

    @Test
    void a_token_is_made_of_an_account_that_is_there() throws StripeException {
        var form =
                "type=us_bank_account&us_bank_account[account_number]=000123456789"
                        + "&us_bank_account[routing_number]=110000000&billing_details[name]=Jo";
        var free = stage.post("/v1/payment_methods", form).body().path("id").asText();
        var of = "bank_account[payment_method]=";
        var token = stage.post("/v1/tokens", of + free);
        assertThat(schema.findings(token.body())).isEmpty();
        assertThat(token.body().at("/bank_account/last4").asText()).isEqualTo("6789");
        assertThat(token.body().at("/bank_account/account_holder_name").asText()).isEqualTo("Jo");
        assertThat(stage.post("/v1/tokens", of + free).error("param"))
                .as("used up")
                .isEqualTo("bank_account[payment_method]");
        var customer = customer();
        var id = added(customer, token.body().path("id").asText()).getId();
        var kept = id.replace("ba_", "pm_");
        assertThat(stage.post("/v1/tokens", of + kept).status())
                .as("without customer")
                .isEqualTo(400);
        for (int i = 0; i < 2; i++)
            assertThat(stage.post("/v1/tokens", of + kept + "&customer=" + customer).status())
                    .isEqualTo(200);
        assertThat(stage.post("/v1/tokens", of + kept + "&customer=cus_1").status()).isEqualTo(400);
        assertThat(stage.post("/v1/tokens", of + "pm_1").error("code"))
                .isEqualTo("resource_missing");
        assertThat(
                        stage.post(
                                        "/v1/tokens",
                                        of
                                                + kept
                                                + "&customer="
                                                + customer
                                                + "&bank_account[country]=US")
                                .error("code"))
                .isEqualTo("parameters_exclusive");
        assertThat(stage.send("sk_test_bob", "POST", "/v1/tokens", of + kept).status())
                .isEqualTo(400);
        assertThat(stage.send("pk_test_alice", "POST", "/v1/tokens", of + kept).error("code"))
                .isEqualTo("parameter_unknown");
        assertThat(stage.post("/v1/tokens", "bank_account[country]=US").error("param"))
                .isEqualTo("bank_account[account_number]");
    }

    @Test
    void an_issuer_that_is_not_asked_says_no_later() {
        var card = "source=tok_chargeDeclined";
        assertThat(stage.post("/v1/customers", card).status()).isEqualTo(402);
        var kept = stage.post("/v1/customers", card + "&validate=false");
        assertThat(kept.status()).isEqualTo(200);
        var customer = kept.body().path("id").asText();
        assertThat(kept.body().path("default_source").asText()).startsWith("card_");
        assertThat(stage.post(path(customer), card + "&validate=true").status()).isEqualTo(402);
        assertThat(stage.post(path(customer), card + "&validate=maybe").status()).isEqualTo(400);
        assertThat(stage.post(path(customer) + "/sources", card).status()).isEqualTo(402);
        assertThat(stage.post(path(customer) + "/sources", card + "&validate=false").status())
                .isEqualTo(200);
    }

    @Test
    void a_token_of_a_bank_account_shows_everything_but_its_number() throws StripeException {
        var params =
                TokenCreateParams.builder()
                        .setBankAccount(
                                TokenCreateParams.BankAccount.builder()
                                        .setCountry("US")
                                        .setAccountNumber("000123456789")
                                        .setRoutingNumber("110000000")
                                        .build())
                        .build();
        var token = stage.client("sk_test_alice").v1().tokens().create(params);
        assertThat(token.getType()).isEqualTo("bank_account");
        assertThat(token.getBankAccount().getLast4()).isEqualTo("6789");
        var shown = stage.get("/v1/tokens/" + token.getId());
        assertThat(schema.findings(shown.body())).isEmpty();
        assertThat(shown.body().toString()).doesNotContain("000123456789");
        for (var wrong :
                List.of(
                        BANK.replace("110000000", "110000001"),
                        BANK.replace("000123456789", "12"),
                        BANK.replace("=US", "=DE"),
                        BANK.replace("=usd", "=eur"),
                        BANK
                                + "&card[number]=4242424242424242&card[exp_month]=1&card[exp_year]=40"))
            assertThat(stage.post("/v1/tokens", wrong).status()).as(wrong).isEqualTo(400);
    }

    @Test
    void a_bank_account_is_verified_by_the_two_amounts_that_came() throws StripeException {
        var customer = customer();
        var bank = added(customer, token());
        assertThat(bank.getId()).startsWith("ba_");
        assertThat(bank.getStatus()).isEqualTo("new");
        assertThat(stage.get(path(customer)).body().path("default_source").asText())
                .isEqualTo(bank.getId());
        var verify = path(customer) + "/sources/" + bank.getId() + "/verify";
        var wrong = stage.post(verify, "amounts[]=32&amounts[]=44");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().at("/error/code").asText())
                .isEqualTo("bank_account_verification_failed");
        var right = stage.post(verify, "amounts[]=45&amounts[]=32");
        assertThat(right.body().path("status").asText()).isEqualTo("verified");
        assertThat(schema.findings(right.body())).isEmpty();
        assertThat(stage.post(verify, "amounts[]=32&amounts[]=45").status()).isEqualTo(400);
        var read = stage.get(path(customer) + "/bank_accounts/" + bank.getId());
        assertThat(read.body().path("status").asText()).isEqualTo("verified");
        assertThat(schema.findings(read.body())).isEmpty();
    }

    @Test
    void cards_and_bank_accounts_are_listed_together_or_apart() throws StripeException {
        var customer = customer();
        var bank = added(customer, "btok_us_verified");
        assertThat(bank.getStatus()).isEqualTo("verified");
        stage.post(path(customer) + "/sources", "source=tok_visa");
        assertThat(stage.get(path(customer) + "/sources").body().path("data")).hasSize(2);
        assertThat(stage.get(path(customer) + "/cards").body().path("data")).hasSize(1);
        var banks = stage.get(path(customer) + "/bank_accounts").body().path("data");
        assertThat(banks.findValuesAsText("id")).containsExactly(bank.getId());
        assertThat(stage.get(path(customer) + "/sources?object=bank_account").body().path("data"))
                .hasSize(1);
        var one = path(customer) + "/sources/" + bank.getId();
        var noted = stage.post(one, "metadata[desk]=7&account_holder_name=Ann");
        assertThat(noted.body().at("/metadata/desk").asText()).isEqualTo("7");
        assertThat(noted.body().path("account_holder_name").asText()).isEqualTo("Ann");
        assertThat(stage.post(one, "exp_month=3").status()).isEqualTo(400);
        var gone = stage.delete(path(customer) + "/bank_accounts/" + bank.getId());
        assertThat(gone.body().path("object").asText()).isEqualTo("bank_account");
        assertThat(gone.body().path("deleted").asBoolean()).isTrue();
        assertThat(stage.get(path(customer)).body().path("default_source").asText())
                .startsWith("card_");
    }

    @Test
    void a_token_is_used_once_and_a_bank_account_is_its_customers() throws StripeException {
        var customer = customer();
        var token = token();
        var bank = added(customer, token);
        var again = stage.post(path(customer) + "/sources", "source=" + token);
        assertThat(again.status()).isEqualTo(400);
        var other = path(customer()) + "/sources/" + bank.getId();
        assertThat(stage.get(other).status()).isEqualTo(404);
        assertThat(stage.post(other + "/verify", "amounts[]=32&amounts[]=45").status())
                .isEqualTo(404);
        assertThatThrownBy(() -> added(customer, "btok_unknown"))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_proof_and_notes_at_the_same_moment_are_all_kept() throws Exception {
        var customer = customer();
        var one = path(customer) + "/sources/" + added(customer, token()).getId();
        var asked = new ArrayList<Callable<Integer>>();
        asked.add(() -> stage.post(one + "/verify", "amounts[]=32&amounts[]=45").status());
        for (int i = 0; i < 8; i++) {
            var note = "metadata[note" + i + "]=kept";
            asked.add(() -> stage.post(one, note).status());
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(pool.invokeAll(asked)).allMatch(answer -> answer.resultNow() == 200);
        }
        var now = stage.get(one).body();
        assertThat(now.path("status").asText()).isEqualTo("verified");
        assertThat(now.path("metadata")).hasSize(8);
    }

    @Test
    void what_was_read_before_a_proof_does_not_undo_it() throws StripeException {
        var customer = customer();
        var id = PaymentMethod.Id.parse(added(customer, token()).getId()).orElseThrow();
        var before = stage.vault.find(Stage.ALICE, id).orElseThrow();
        var tx = stage.platform.tx();
        tx.doInAccount(
                Stage.ALICE, t -> assertThat(stage.vault.verified(t, Stage.ALICE, id)).isPresent());
        var renewed =
                tx.inAccount(
                        Stage.ALICE,
                        t ->
                                stage.vault.renew(
                                        t,
                                        Event.Cause.none(Stage.ALICE),
                                        before,
                                        Optional.empty(),
                                        Optional.empty(),
                                        before.billing(),
                                        Map.of("desk", "7")));
        assertThat(renewed).isInstanceOf(Tokenised.Made.class);
        var now = stage.get(path(customer) + "/sources/" + added(id)).body();
        assertThat(now.path("status").asText()).isEqualTo("verified");
        assertThat(now.at("/metadata/desk").asText()).isEqualTo("7");
    }

    private static String added(PaymentMethod.Id id) {
        return "ba_" + id.text().substring(3);
    }

    @Test
    void the_methods_of_a_customer_are_of_all_types() throws StripeException {
        var customer = customer();
        added(customer, "btok_us_verified");
        stage.post(path(customer) + "/sources", "source=tok_visa");
        var methods = path(customer) + "/payment_methods";
        assertThat(stage.get(methods).body().path("data")).hasSize(2);
        var banks = stage.get(methods + "?type=us_bank_account").body();
        assertThat(banks.at("/data/0/type").asText()).isEqualTo("us_bank_account");
        assertThat(banks.path("data")).hasSize(1);
        assertThat(schema.findings(banks)).isEmpty();
        assertThat(stage.get(methods + "?type=sepa_debit").body().path("data")).isEmpty();
    }
}
