package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two at once, and twice the same. */
class SetupRacesTest {

    private static final String BASE = "/v1/setup_intents";
    private static final int RACERS = 6;

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    private static List<Got> atOnce(Callable<Got> each) throws Exception {
        var answers = new ArrayList<Got>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Got>> running =
                    IntStream.range(0, RACERS).mapToObj(i -> pool.submit(each)).toList();
            for (var one : running) answers.add(one.get());
        }
        return answers;
    }

    @Test
    void of_many_who_confirm_at_once_one_keeps_the_card() throws Exception {
        var customer = stage.post("/v1/customers", "name=Ann").body().path("id").asText();
        var made = stage.post(BASE, "customer=" + customer).body().path("id").asText();
        var answers =
                atOnce(() ->
                        stage.post(BASE + "/" + made + "/confirm", "payment_method=pm_card_visa"));
        assertThat(answers).filteredOn(got -> got.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(got -> got.status() != 200)
                .allMatch(got -> got.status() == 429 || got.status() == 400);
        var methods = stage.get("/v1/customers/" + customer + "/payment_methods").body();
        assertThat(methods.path("data")).hasSize(1);
        assertThat(stage.toldTypes()).filteredOn("setup_intent.succeeded"::equals).hasSize(1);
    }

    @Test
    void one_request_sent_many_times_has_one_effect() throws Exception {
        var form = "confirm=true&payment_method=pm_card_visa";
        var answers = atOnce(() -> stage.post(BASE, form, "Idempotency-Key", "the-same"));
        var done = answers.stream().filter(got -> got.status() == 200).toList();
        assertThat(done).isNotEmpty().allMatch(got -> got.body().equals(done.getFirst().body()));
        assertThat(answers).allMatch(got -> got.status() == 200 || got.status() == 409);
        assertThat(stage.get(BASE).body().path("data")).hasSize(1);
    }

    @Test
    void coming_back_from_a_challenge_many_times_keeps_the_card_once() throws Exception {
        var asked =
                stage.post(
                        BASE,
                        "confirm=true&payment_method=pm_card_authenticationRequired"
                                + "&return_url=https://shop.test/kept");
        var url = asked.body().path("next_action").path("redirect_to_url").path("url").asText();
        stage.challenge(url, "complete");
        var id = new SetupIntent.Id(asked.body().path("id").asText());
        for (int i = 0; i < 3; i++)
            assertThat(stage.module.setups().afterAction(stage.seller(), id))
                    .isInstanceOf(SetupResult.Done.class);
        assertThat(stage.toldTypes()).filteredOn("setup_intent.succeeded"::equals).hasSize(1);
    }

    @Test
    void an_issuer_that_does_not_answer_leaves_nothing_behind() {
        stage.network.faults().add(When.mti("0100").nth(1), new Fault.DropAnswer());
        var got = stage.post(BASE, "confirm=true&payment_method=pm_card_visa");
        assertThat(got.status()).isEqualTo(402);
        assertThat(got.error("code")).isEqualTo("processing_error");
        var again =
                stage.post(
                        BASE
                                + "/"
                                + got.body().path("error").path("setup_intent").path("id").asText()
                                + "/confirm",
                        "payment_method=pm_card_visa");
        assertThat(again.body().path("status").asText()).isEqualTo("succeeded");
    }
}
