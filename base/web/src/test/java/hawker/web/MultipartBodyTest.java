package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodyTest {

    private static final String TYPE = "multipart/form-data; boundary=XX";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void parts_keep_their_bytes_whatever_stands_in_them() {
        var body =
                "--XX\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ndispute_evidence"
                        + "\r\n--XX\r\nContent-Disposition: form-data; name=\"file\";"
                        + " filename=\"a b.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                        + "%PDF-\r\n\0--XX\u00ff\r\n--X"
                        + "\r\n--XX--\r\n";
        var parts = MultipartBody.parse(TYPE, bytes(body));
        assertThat(parts).extracting(MultipartBody.Part::name).containsExactly("purpose", "file");
        assertThat(parts.getFirst().text()).isEqualTo("dispute_evidence");
        assertThat(parts.getFirst().filename()).isEmpty();
        assertThat(parts.getLast().filename()).isEqualTo(Optional.of("a b.pdf"));
        assertThat(parts.getLast().bytes()).isEqualTo(bytes("%PDF-\r\n\0--XX\u00ff\r\n--X"));
    }

    @Test
    void a_boundary_may_be_quoted() {
        var body = "--a b\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\n1\r\n--a b--";
        var parts = MultipartBody.parse("Multipart/Form-Data; boundary=\"a b\"", bytes(body));
        assertThat(parts.getFirst().text()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary at all",
                "--XX",
                "--XXY\r\n",
                "--XX\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1",
                "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"x\"\r\n1\r\n--XX--"
            })
    void what_cannot_be_read_is_refused(String body) {
        assertThatThrownBy(() -> MultipartBody.parse(TYPE, bytes(body)))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(400));
    }
}
