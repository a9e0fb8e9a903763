package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final Shape CARD =
            Shape.of(
                    Param.text("name", 50),
                    Param.hash("card", Param.text("number", 30).secret(), Param.texts("tags", 20)),
                    Param.metadata());

    private final TestApi api =
            new TestApi(
                    List.of(
                            Operation.post("/v1/things", CARD, call -> Answer.ok(Json.object())),
                            Operation.get(
                                    "/v1/things/{id}",
                                    Shape.of(),
                                    call -> Answer.ok(Json.object()))),
                    List.of(),
                    List.of());

    @AfterEach
    void close() {
        api.close();
    }

    private List<RequestLog.Entry> newest() {
        return api.log().newest(TestApi.ALICE, 50);
    }

    @Test
    void a_request_is_told_with_status_key_and_parameters_but_without_secrets() {
        api.post(
                        "/v1/things",
                        "name=Ann&card[number]=4242424242424242&card[tags][]=a&metadata[k]=sk_test_abcdefgh12345678"
                                + "&card[nmuber]=4000056655665556")
                .once("key-1")
                .send();
        api.post("/v1/things", "name=4242+4242+4242+4242").send();
        var told = newest();
        assertThat(told).hasSize(2);
        var refused = told.getLast();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.idempotencyKey()).contains("key-1");
        assertThat(refused.parameters()).contains("\"name\":\"Ann\"", "\"number\":\"***\"");
        assertThat(refused.parameters())
                .doesNotContain("4242424242424242", "4000056655665556", "abcdefgh12345678");
        assertThat(told.getFirst().status()).isEqualTo(200);
        assertThat(told.getFirst().parameters()).doesNotContain("4242 4242 4242 4242");
        assertThat(api.log().newest(TestApi.BOB, 50)).isEmpty();
    }

    @Test
    void a_card_number_is_masked_wherever_a_refused_request_carries_it() {
        var refused = api.post("/v1/things", "name=Ann").once("order 4242424242424242").send();
        assertThat(refused.status()).isEqualTo(400);
        api.get("/v1/things/4000056655665556", "").send();
        assertThat(newest()).hasSize(2);
        assertThat(newest().toString()).doesNotContain("4242424242424242", "4000056655665556");
    }

    @Test
    void a_full_queue_drops_and_counts_and_never_waits() {
        var entry =
                new RequestLog.Entry(
                        "req_1",
                        TestApi.ALICE,
                        "mk_1",
                        "GET",
                        "/v1/things",
                        200,
                        java.util.Optional.empty(),
                        "",
                        api.test().clock().now(),
                        Duration.ofMillis(1));
        var log = new RequestLog(api.platform());
        for (int i = 0; i < RequestLog.WAITING + 7; i++)
            log.add(new RequestLog.Note(entry, CARD, new Sent.Group()));
        assertThat(log.dropped()).isEqualTo(7);
    }

    @Test
    void what_is_a_month_old_or_too_much_is_forgotten() {
        for (int i = 0; i < 5; i++) {
            api.post("/v1/things", "name=n" + i).send();
            api.test().clock().advance(Duration.ofDays(8));
        }
        assertThat(newest()).hasSize(5);
        api.log().prune();
        assertThat(newest()).hasSize(3);
        api.log().prune(2);
        assertThat(newest())
                .extracting(RequestLog.Entry::parameters)
                .containsExactly("{\"name\":\"n4\"}", "{\"name\":\"n3\"}");
    }
}
