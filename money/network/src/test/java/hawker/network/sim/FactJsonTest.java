package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the witness log. */
class FactJsonTest {

    @ParameterizedTest
    @EnumSource(Fact.Effect.class)
    void a_fact_is_read_as_it_was_written(Fact.Effect effect) {
        var fact = fact(effect, "att_1");
        var line = new String(FactJson.line(fact, "0af1"), StandardCharsets.US_ASCII);

        assertThat(FactJson.parse(line)).isEqualTo(new FactJson.Parsed(fact, "0af1"));
        assertThat(line).startsWith("{\"n\":7,\"t\":\"2026-11-22T09:00:00Z\",\"mti\":\"0220\"");
        assertThat(line).doesNotContain("intent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"n\":1",
                "nonsense",
                "{\"n\":1,\"t\":\"x\"}",
                "{\"n\":\"1"
            })
    void what_is_no_line_is_refused(String line) {
        assertThatThrownBy(() -> FactJson.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_text_that_would_need_escaping_is_not_written() {
        assertThatThrownBy(() -> FactJson.line(fact(Fact.Effect.CAPTURED, "a\"b"), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Fact fact(Fact.Effect effect, String key) {
        return new Fact(
                7,
                Instant.parse("2026-11-22T09:00:00Z"),
                "0220",
                key,
                1001,
                "4242",
                -5,
                "usd",
                "00",
                effect,
                "att_0",
                "",
                "",
                "",
                "",
                "last");
    }
}
