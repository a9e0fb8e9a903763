package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** For tests of rooms: an answer of the API as a program without an SDK reads it. */
public record Got(int status, ObjectNode body) {

    public String id() {
        return text("id");
    }

    /**
     * A field as text, empty where there is none: "status", "action.type" and "/data/0/id" are
     * understood.
     */
    public String text(String field) {
        return body.at(field.startsWith("/") ? field : "/" + field.replace('.', '/')).asText();
    }

    /** The texts of a list, by its pointer. */
    public List<String> texts(String pointer) {
        var all = new ArrayList<String>();
        body.at(pointer).forEach(each -> all.add(each.asText()));
        return all;
    }

    /** A field of the error of a refusal. */
    public String error(String field) {
        return body.path("error").path(field).asText();
    }
}
