package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many callers of the API at once, and callers that come again. */
@Tag("slow")
class ApiRacesTest {

    private final House house = House.open();

    private final Api seller = new Api(house.base(), house.secretKey());

    @Test
    void a21_fifty_parallel_full_refunds_give_one() throws Exception {
        for (int round = 0; round < 5; round++) {
            var paid = seller.paid("pm_card_bypassPending", "4000");
            var answers =
                    atOnce(50, i -> seller.post("/v1/refunds", Map.of("payment_intent", paid)));
            assertThat(answers.stream().filter(a -> a.status() == 200).count()).isEqualTo(1);
            assertThat(answers.stream().filter(a -> a.status() != 200))
                    .allMatch(a -> a.status() == 400 || a.status() == 429);
        }
    }

    @Test
    void a22_parallel_partial_refunds_never_exceed_what_was_captured() throws Exception {
        var paid = seller.paid("pm_card_bypassPending", "4000");
        var answers =
                atOnce(
                        30,
                        i ->
                                seller.post(
                                        "/v1/refunds",
                                        Map.of("payment_intent", paid, "amount", "700")));
        assertThat(answers.stream().filter(a -> a.status() == 200).count()).isBetween(1L, 5L);
        var charge =
                seller.get("/v1/payment_intents/" + paid + "?expand[]=latest_charge")
                        .json()
                        .get("latest_charge");
        assertThat(charge.get("amount_refunded").asLong()).isLessThanOrEqualTo(4000);
    }

    @Test
    void a23_confirming_twice_charges_once() throws Exception {
        var intent = seller.post("/v1/payment_intents", Api.intent("3000")).id();
        var form = Map.of("payment_method", "pm_card_visa");
        var answers =
                atOnce(20, i -> seller.post("/v1/payment_intents/" + intent + "/confirm", form));
        assertThat(answers.stream().filter(a -> a.status() == 200).count())
                .isGreaterThanOrEqualTo(1);
        assertThat(answers).allMatch(a -> a.status() < 500);
        var charges = seller.get("/v1/charges?payment_intent=" + intent).json().get("data");
        assertThat(charges).hasSize(1);
    }

    @Test
    void a24_one_key_at_once_from_many_pays_once() throws Exception {
        var form = new HashMap<>(Api.intent("2700"));
        form.put("payment_method", "pm_card_visa");
        form.put("confirm", "true");
        var answers =
                atOnce(
                        20,
                        i ->
                                seller.post(
                                        "/v1/payment_intents",
                                        form,
                                        "a24-" + house.secretKey().hashCode()));
        var ids =
                answers.stream()
                        .filter(a -> a.status() == 200)
                        .map(Api.Answer::id)
                        .distinct()
                        .toList();
        assertThat(ids).hasSize(1);
        assertThat(answers)
                .allMatch(a -> a.status() == 200 || a.code().equals("idempotency_key_in_use"));
    }

    @Test
    void a25_a_key_with_other_parameters_or_too_long_is_refused() {
        var first = seller.post("/v1/payment_intents", Api.intent("2800"), "a25-reused");
        assertThat(first.status()).isEqualTo(200);
        var other = seller.post("/v1/payment_intents", Api.intent("2900"), "a25-reused");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().at("/error/type").asText()).isEqualTo("idempotency_error");
        assertThat(seller.post("/v1/payment_intents", Api.intent("2800"), "k".repeat(256)).status())
                .isEqualTo(400);
        var independent = new Api(house.base(), house.otherSecretKey());
        assertThat(
                        independent
                                .post("/v1/payment_intents", Api.intent("2900"), "a25-reused")
                                .status())
                .isEqualTo(200);
    }

    /** Lets all of them go at the same moment. */
    private static List<Api.Answer> atOnce(
            int many, java.util.function.IntFunction<Api.Answer> each) throws InterruptedException {
        var answers = new ArrayList<Api.Answer>();
        var go = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < many; i++) {
            int n = i;
            threads.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            go.await();
                        } catch (InterruptedException end) {
                            return;
                        }
                        var answer = each.apply(n);
                        synchronized (answers) {
                            answers.add(answer);
                        }
                    }));
        }
        go.countDown();
        for (var thread : threads) thread.join();
        assertThat(answers).hasSize(many);
        return answers;
    }
}
