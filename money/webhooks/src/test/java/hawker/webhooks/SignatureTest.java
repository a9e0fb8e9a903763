package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /**
     * The value was made with OpenSSL: printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256
     * -hmac whsec_test.
     */
    @Test
    void the_header_carries_time_and_hmac_over_time_and_body() {
        var body = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(
                        Signature.header(
                                List.of("whsec_test"), Instant.ofEpochSecond(1_700_000_000), body))
                .isEqualTo(
                        "t=1700000000,v1=c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925");
    }
}
