package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final Instant EVER = Instant.EPOCH;

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
        var refused = api.post("/v1/things", "nmae=Ann").once("order 4242424242424242").send();
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
                        "",
                        api.test().clock().now(),
                        Duration.ofMillis(1));
        var log = new RequestLog(api.platform());
        for (int i = 0; i < RequestLog.WAITING + 7; i++)
            log.add(new RequestLog.Note(entry, CARD, new Sent.Group(), new byte[0]));
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

    @Test
    void an_answer_is_kept_without_its_secrets_and_found_by_the_id_of_its_request() {
        api.post("/v1/things", "name=Ann").send();
        api.post("/v1/things", "what=x").send();
        var refused = newest().getFirst();
        assertThat(refused.response()).contains("parameter_unknown");
        assertThat(api.log().find(TestApi.ALICE, refused.requestId())).contains(refused);
        assertThat(api.log().find(TestApi.BOB, refused.requestId())).isEmpty();
        var secrets =
                """
                {"id":"we_1","secret":"whsec_abcdefghijklmnop","client_secret":"pi_1_secret_x"}\
                """;
        assertThat(RequestLog.response(secrets.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"id\":\"we_1\",\"secret\":\"***\",\"client_secret\":\"***\"}");
        var link = "{\"object\":\"account_link\",\"created\":1,\"url\":\"https://a/b/secret\"}";
        assertThat(RequestLog.response(link.getBytes(StandardCharsets.UTF_8)))
                .endsWith("\"url\":\"***\"}");
    }

    @Test
    void a_list_is_narrowed_by_method_path_status_and_time_and_goes_on_where_it_ended() {
        for (int i = 0; i < 3; i++) {
            api.post("/v1/things", "name=n" + i).send();
            api.get("/v1/things/t" + i, "").send();
            api.post("/v1/things", "nothing=" + i).send();
            api.test().clock().advance(Duration.ofHours(1));
        }
        var now = api.test().clock().now();
        assertThat(list(new RequestLog.Wanted("GET", "", 0, 999, EVER, now, Optional.empty())))
                .extracting(RequestLog.Entry::path)
                .containsExactly("/v1/things/t2", "/v1/things/t1", "/v1/things/t0");
        assertThat(
                        list(
                                new RequestLog.Wanted(
                                        "", "things/t1", 0, 999, EVER, now, Optional.empty())))
                .hasSize(1);
        var refused = new RequestLog.Wanted("", "", 400, 499, EVER, now, Optional.empty());
        assertThat(list(refused)).hasSize(3);
        var second = list(refused).get(1).requestId();
        assertThat(list(new RequestLog.Wanted("", "", 400, 499, EVER, now, Optional.of(second))))
                .containsExactly(list(refused).get(2));
        var late = now.minus(Duration.ofMinutes(90));
        assertThat(list(new RequestLog.Wanted("", "", 0, 999, late, now, Optional.empty())))
                .hasSize(3);
    }

    private List<RequestLog.Entry> list(RequestLog.Wanted wanted) {
        return api.log().list(TestApi.ALICE, wanted, 50);
    }
}
