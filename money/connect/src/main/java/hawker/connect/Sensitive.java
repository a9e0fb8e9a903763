package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Identity numbers are looked at once and then forgotten: what is kept is what their check said,
 * under the same name with {@code _check}. Nothing that leaks later can hold them.
 */
final class Sensitive {

    /** What a check of a number said. */
    enum Check {
        OK,
        MISMATCH,
        NOT_ISSUED
    }

    private static final Map<String, Check> TEST_NUMBERS =
            Map.of(
                    "111111111", Check.MISMATCH,
                    "111111112", Check.NOT_ISSUED,
                    "1111", Check.MISMATCH);

    private Sensitive() {}

    /** Replaces the numbers of a person or company in place. */
    static void forget(ObjectNode details, String... fields) {
        for (var field : fields) {
            var number = details.remove(field);
            if (number == null) continue;
            if (number.isNull()) details.remove(field + "_check");
            else details.put(field + "_check", check(number.asText()).name());
        }
    }

    private static Check check(String number) {
        var digits = number.replaceAll("[^0-9A-Za-z]", "");
        return TEST_NUMBERS.getOrDefault(digits, Check.OK);
    }

    static boolean given(ObjectNode details, String field) {
        return details.hasNonNull(field + "_check");
    }

    static boolean failed(ObjectNode details, String field, Check how) {
        return details.path(field + "_check").asText().equals(how.name());
    }
}
