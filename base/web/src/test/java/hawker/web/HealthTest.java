package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.platform.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void the_process_lives_the_database_answers_and_numbers_are_for_this_machine() {
        try (var test = TestPlatform.open()) {
            assertThat(get(test, "/healthz", "10.0.0.9", Map.of()).status()).isEqualTo(200);
            assertThat(get(test, "/readyz", "10.0.0.9", Map.of()).status()).isEqualTo(200);
            test.platform().metrics().counter("hawker.test").increment();
            var metrics = get(test, "/metrics", "127.0.0.1", Map.of());
            assertThat(new String(metrics.body(), StandardCharsets.UTF_8)).contains("hawker_test");
            assertThat(get(test, "/metrics", "10.0.0.9", Map.of()).status()).isEqualTo(404);
            var proxied = Map.of("x-forwarded-for", "10.0.0.9");
            assertThat(get(test, "/metrics", "127.0.0.1", proxied).status()).isEqualTo(404);
        }
    }

    @Test
    void without_its_database_it_lives_but_is_not_ready() {
        try (var test = TestPlatform.open()) {
            test.platform().close();
            assertThat(get(test, "/healthz", "10.0.0.9", Map.of()).status()).isEqualTo(200);
            assertThat(get(test, "/readyz", "10.0.0.9", Map.of()).status()).isEqualTo(503);
        }
    }

    @Test
    void with_a_token_only_its_holder_reads_the_numbers() {
        try (var test = TestPlatform.open(Map.of("HAWKER_METRICS_TOKEN", "a_token"))) {
            var holder = Map.of("authorization", "Bearer a_token");
            assertThat(get(test, "/metrics", "10.0.0.9", holder).status()).isEqualTo(200);
            var guess = Map.of("authorization", "Bearer another");
            assertThat(get(test, "/metrics", "10.0.0.9", guess).status()).isEqualTo(404);
            assertThat(get(test, "/metrics", "127.0.0.1", Map.of()).status()).isEqualTo(404);
        }
    }

    private static Response get(
            TestPlatform test, String path, String address, Map<String, String> headers) {
        var request =
                new Request(
                        "GET",
                        path,
                        "",
                        Map.of(),
                        headers,
                        new byte[0],
                        address,
                        "req_test",
                        Instant.EPOCH);
        for (var route : new Health(test.platform()).routes().all())
            if (route.pattern().equals(path)) return route.handler().handle(request);
        throw new AssertionError("no route " + path);
    }
}
