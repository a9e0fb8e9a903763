package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Counts the parameters of the official SDK that our operations know: never fewer than before. */
class ParameterCensusTest {

    private static final Path DOCUMENTED = Path.of("../docs/stripe-coverage.md");
    private static final Path PAGE = Path.of("target/stripe-parameters.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `(\\S+ \\S+)` \\|.*\\| (\\d+)/\\d+ \\|");

    @Test
    void no_parameter_is_forgotten_that_was_known() throws IOException {
        var census = new ParameterCensus(new Operations(), ApiAbuseTest.operations());
        Files.writeString(PAGE, census.page());
        var known = census.known();
        assertThat(known.get("POST /v1/payment_intents")).isGreaterThan(90);
        documented()
                .forEach((operation, before) ->
                        assertThat(known.get(operation))
                                .as(operation)
                                .isGreaterThanOrEqualTo(before));
    }

    @Test
    void the_sdk_tells_its_parameters() {
        var sdk = new SdkParameters();
        assertThat(sdk.of("POST /v1/payment_intents"))
                .contains(
                        List.of("amount"),
                        List.of("shipping", "address", "line1"),
                        List.of("payment_method_data", "paypal"),
                        List.of("amount_details", "line_items", "product_name"))
                .doesNotContain(List.of("shipping"), List.of("expand"));
        // Of one that may be a hash or nothing.
        assertThat(sdk.of("POST /v1/customers/{}")).contains(List.of("shipping", "name"));
        assertThat(sdk.of("GET /v1/charges")).contains(List.of("created", "gte"));
        assertThat(sdk.of("DELETE /v1/nothing")).isEmpty();
    }

    private static Map<String, Integer> documented() throws IOException {
        var known = new HashMap<String, Integer>();
        ROW.matcher(Files.readString(DOCUMENTED))
                .results()
                .forEach(row -> known.put(row.group(1), Integer.valueOf(row.group(2))));
        return known;
    }
}
