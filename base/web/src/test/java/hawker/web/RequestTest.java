package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {

    private static final String FIELD = "note=card+4242+4242+4242+4242&number=4242424242424242";

    @Test
    void a37_what_a_page_reads_of_a_form_has_no_card_number() {
        var request = request("", FIELD);
        assertThat(request.formParam("note")).contains("card 4242 42** **** 4242");
        assertThat(request.form())
                .containsExactly(
                        Map.entry("note", "card 4242 42** **** 4242"),
                        Map.entry("number", "424242******4242"));
        assertThat(request(FIELD, "").queryParam("number")).contains("424242******4242");
    }

    @Test
    void secrets_are_read_as_they_were_typed() {
        assertThat(request("", FIELD).secretParam("number")).contains("4242424242424242");
        assertThat(request("", "").secretParam("number")).isEmpty();
    }

    private static Request request(String query, String body) {
        return new Request(
                "POST",
                "/note",
                query,
                Map.of(),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                "req_1",
                Instant.parse("2026-11-29T12:00:00Z"));
    }
}
