package hawker.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.CustomerBalanceTransaction;
import com.stripe.param.CustomerBalanceTransactionCreateParams;
import com.stripe.param.CustomerBalanceTransactionUpdateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import hawker.api.Json;
import hawker.api.StripeSchema;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The credit balance: the official SDK as client, and many writers at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceHttpTest {

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

    @Test
    void entries_add_up_to_the_balance() throws StripeException {
        var stripe = stage.client("sk_test_alice").v1().customers();
        var ann = stripe.create(CustomerCreateParams.builder().setBalance(-500L).build());
        assertThat(ann.getBalance()).isEqualTo(-500);
        assertThat(ann.getCurrency()).isEqualTo("usd");
        var entry =
                stripe.balanceTransactions()
                        .create(
                                ann.getId(),
                                CustomerBalanceTransactionCreateParams.builder()
                                        .setAmount(-1200L)
                                        .setCurrency("usd")
                                        .setDescription("sorry")
                                        .putMetadata("ticket", "7")
                                        .build());
        assertThat(entry.getEndingBalance()).isEqualTo(-1700);
        stripe.update(ann.getId(), CustomerUpdateParams.builder().setBalance(300L).build());
        assertThat(stripe.retrieve(ann.getId()).getBalance()).isEqualTo(300);
        var all = stripe.balanceTransactions().list(ann.getId()).getData();
        assertThat(all)
                .extracting(CustomerBalanceTransaction::getAmount)
                .containsExactly(2000L, -1200L, -500L);
        assertThat(all)
                .extracting(CustomerBalanceTransaction::getType)
                .containsExactly("adjustment", "adjustment", "initial");
        var told = Json.parse(stage.newest("customer.updated").payload().orElseThrow());
        assertThat(told.path("previous_attributes").path("balance").asLong()).isEqualTo(-1700);
        var changed =
                stripe.balanceTransactions()
                        .update(
                                ann.getId(),
                                entry.getId(),
                                CustomerBalanceTransactionUpdateParams.builder()
                                        .setDescription("very sorry")
                                        .build());
        assertThat(changed.getDescription()).isEqualTo("very sorry");
        assertThat(changed.getMetadata()).containsEntry("ticket", "7");
        var path = "/v1/customers/" + ann.getId() + "/balance_transactions/" + entry.getId();
        assertThat(schema.findings(stage.get(path).body())).isEmpty();
    }

    @Test
    void one_customer_has_one_currency() {
        var id = stage.post("/v1/customers", "balance=100").body().path("id").asText();
        var path = "/v1/customers/" + id + "/balance_transactions";
        assertThat(stage.post(path, "amount=100&currency=eur").error("param"))
                .isEqualTo("currency");
        assertThat(stage.post(path, "amount=0&currency=usd").error("param")).isEqualTo("amount");
        assertThat(stage.send("sk_test_bob", "POST", path, "amount=1&currency=usd").status())
                .isEqualTo(404);
        assertThat(stage.send("sk_test_bob", "GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void entries_are_listed_by_time_and_by_invoice() {
        var id = stage.post("/v1/customers", "name=Ann").body().path("id").asText();
        var path = "/v1/customers/" + id + "/balance_transactions";
        var made = stage.post(path, "amount=100&currency=usd").body().path("created").asLong();
        assertThat(stage.get(path + "?created[lte]=" + made).body().path("data")).hasSize(1);
        assertThat(stage.get(path + "?created[gt]=" + made).body().path("data")).isEmpty();
        assertThat(stage.get(path + "?invoice=in_none").body().path("data")).isEmpty();
    }

    @Test
    void writers_at_once_lose_nothing() throws Exception {
        var id = stage.post("/v1/customers", "name=Ann").body().path("id").asText();
        var path = "/v1/customers/" + id + "/balance_transactions";
        long seed = Long.getLong("laws.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        var work = new ArrayList<Callable<Integer>>();
        long sum = 0;
        for (int i = 0; i < 24; i++) {
            long amount = random.nextBoolean() ? random.nextLong(1, 999) : -random.nextLong(1, 999);
            sum += amount;
            work.add(() -> stage.post(path, "currency=usd&amount=" + amount).status());
        }
        try (var writers = Executors.newFixedThreadPool(6)) {
            for (var done : writers.invokeAll(work)) assertThat(done.get()).isEqualTo(200);
        }
        var balance = stage.get("/v1/customers/" + id).body().path("balance").asLong();
        assertThat(balance).as("seed %d", seed).isEqualTo(sum);
        var entries = stage.get(path + "?limit=100").body().path("data");
        long after = balance;
        for (var entry : entries) {
            assertThat(entry.path("ending_balance").asLong()).as("seed %d", seed).isEqualTo(after);
            after -= entry.path("amount").asLong();
        }
        assertThat(after).isZero();
    }
}
