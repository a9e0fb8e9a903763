package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that sells: each visit makes a session of its own.
 *
 * @param version counts its changes, from 1
 * @param body as the API writes it
 * @param detail lines, way of delivery, words for the intent: as a session's
 */
record PaymentLink(
        Id id,
        AccountId account,
        int version,
        boolean active,
        Instant created,
        ObjectNode body,
        ObjectNode detail) {

    /** {@code plink_…} */
    record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    PaymentLink with(ObjectNode other, ObjectNode otherDetail, boolean nowActive) {
        return new PaymentLink(id, account, version + 1, nowActive, created, other, otherDetail);
    }

    ObjectNode render() {
        return body.deepCopy().put("active", active);
    }

    /** Where a session that was made of it sends the buyer afterwards. */
    Optional<String> redirect() {
        var url = body.path("after_completion").path("redirect").path("url");
        return url.isTextual() ? Optional.of(url.asText()) : Optional.empty();
    }

    /** What a buyer of it reads afterwards, in the place of our words. */
    Optional<String> confirmation() {
        var words =
                body.path("after_completion").path("hosted_confirmation").path("custom_message");
        return words.isTextual() ? Optional.of(words.asText()) : Optional.empty();
    }

    /** What a session of it begins with: its own lines, with ids of their own. */
    ObjectNode sessionDetail() {
        return Json.parse(Json.text(detail));
    }
}
