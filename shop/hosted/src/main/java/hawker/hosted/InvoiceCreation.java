package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.Map;

/** {@code invoice_creation}: that a paid session, or one of a link, is invoiced as well. */
final class InvoiceCreation {

    private static final String NAME = "invoice_creation";

    private InvoiceCreation() {}

    static Param param() {
        return Param.hash(
                NAME,
                Param.flag("enabled").required(),
                Param.hash(
                        "invoice_data",
                        Param.list(
                                "custom_fields",
                                Param.hash(
                                        "field",
                                        Param.text("name", 40).required(),
                                        Param.text("value", 140).required())),
                        Param.text("description", 1500),
                        Param.text("footer", 5000),
                        Param.hash("issuer", Param.oneOf("type", "self").required()),
                        Param.metadata()));
    }

    static boolean isWanted(Params params) {
        return params.hash(NAME).map(i -> i.isTrue("enabled")).orElse(false);
    }

    /** Writes what was said into a session or a link of mode payment. */
    static void write(ObjectNode body, Params params) {
        var node = body.putObject(NAME).put("enabled", isWanted(params));
        var data = node.putObject("invoice_data");
        data.putNull("account_tax_ids").putNull("custom_fields").putNull("rendering_options");
        var said = params.hash(NAME).flatMap(i -> i.hash("invoice_data"));
        Json.put(data, "description", said.flatMap(s -> s.text("description")));
        Json.put(data, "footer", said.flatMap(s -> s.text("footer")));
        data.putObject("issuer").put("type", "self");
        data.set("metadata", Json.metadata(said.flatMap(Params::metadata).orElse(Map.of())));
        var fields = said.map(s -> s.hashes("custom_fields")).orElse(java.util.List.of());
        if (fields.isEmpty()) return;
        var array = data.putArray("custom_fields");
        for (var field : fields)
            array.addObject()
                    .put("name", field.requiredText("name"))
                    .put("value", field.requiredText("value"));
    }
}
