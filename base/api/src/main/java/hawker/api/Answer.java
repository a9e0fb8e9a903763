package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Status and body of an answer, in the newest version of the API and without expansions. */
public record Answer(int status, ObjectNode body) {

    public static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }

    /** The answer to a DELETE: {@code {id, object, deleted: true}}. */
    public static Answer deleted(String object, String id) {
        var body = Json.object().put("id", id).put("object", object).put("deleted", true);
        return new Answer(200, body);
    }
}
