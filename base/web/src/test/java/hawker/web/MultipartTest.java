package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultipartTest {

    private static final String FORM =
            """
            --edge\r
            Content-Disposition: form-data; name="title"\r
            \r
            Lamp & shade\r
            --edge\r
            Content-Disposition: form-data; name="pictures"; filename="../../etc/passwd"\r
            Content-Type: image/png\r
            \r
            one\r
            two\r
            --edge\r
            Content-Disposition: form-data; name="pictures"; filename=""\r
            \r
            \r
            --edge--\r
            """;

    @Test
    void fields_and_files_are_read_and_a_file_that_was_not_chosen_is_none() {
        var form = Multipart.of(request(FORM));
        assertThat(form.text("title")).contains("Lamp & shade");
        assertThat(form.files("pictures"))
                .singleElement()
                .satisfies(file ->
                        assertThat(new String(file, StandardCharsets.UTF_8))
                                .isEqualTo("one\r\ntwo"));
    }

    @Test
    void its_fields_are_a_form_like_any_other() {
        var fields = Multipart.fieldsOf(request(FORM), "pictures");
        assertThat(fields.formParam("title")).contains("Lamp & shade");
        assertThat(fields.form()).hasSize(1);
    }

    @Test
    void a_form_without_an_end_or_with_too_many_parts_is_refused() {
        assertThatThrownBy(() -> Multipart.of(request(FORM.substring(0, 200))))
                .isInstanceOf(HttpException.class);
        var part = "--edge\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
        assertThatThrownBy(() -> Multipart.of(request(part.repeat(300) + "--edge--")))
                .isInstanceOf(HttpException.class);
        assertThatThrownBy(() -> Multipart.of(request("--edge\r\n\r\nno name\r\n--edge--")))
                .isInstanceOf(HttpException.class);
    }

    private static Request request(String body) {
        return new Request(
                "POST",
                "/",
                "",
                Map.of(),
                Map.of("content-type", "multipart/form-data; boundary=edge"),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                "req_1",
                Instant.EPOCH);
    }
}
