package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.List;
import java.util.Map;

/** {@code invoice_creation}: that a paid session, or one of a link, is invoiced as well. */
final class InvoiceCreation {

    private static final String NAME = "invoice_creation";
    private static final String ISSUER = "issuer";

    /** The seller's own tax ids that the invoice bears. */
    static final String TAX_IDS = "account_tax_ids";

    private static final String RENDERING = "rendering_options";
    private static final String DISPLAY = "amount_tax_display";

    private InvoiceCreation() {}

    static Param param() {
        return Param.hash(
                NAME,
                Param.flag("enabled").required(),
                Param.hash(
                        "invoice_data",
                        Param.texts(TAX_IDS, 255).nullable(),
                        Param.list(
                                        "custom_fields",
                                        Param.hash(
                                                "field",
                                                Param.text("name", 40).required(),
                                                Param.text("value", 140).required()))
                                .nullable(),
                        Param.text("description", 1500).nullable(),
                        Param.text("footer", 5000).nullable(),
                        issuer(),
                        Param.metadata(),
                        Param.hash(
                                        RENDERING,
                                        Param.oneOf(
                                                DISPLAY, "exclude_tax", "include_inclusive_tax"),
                                        Param.text("template", 255))
                                .nullable()));
    }

    /** Who issues the invoices. */
    static Param issuer() {
        return Param.hash(
                ISSUER, Param.oneOf("type", "account", "self").required(), Param.id("account"));
    }

    /** Writes who issues them into what is kept. */
    static void issuer(ObjectNode into, Params params) {
        var said = params.hash(ISSUER);
        if (said.isEmpty()) return;
        boolean own = said.get().requiredText("type").equals("self");
        if (own && said.get().has("account"))
            throw ApiError.parameterInvalid(
                    said.get().nameOf("account"), "This goes with `type=account` only.");
        var account = said.get().text("account");
        if (!own && account.isEmpty())
            throw ApiError.parameterMissing(said.get().nameOf("account"));
        var issuer = into.putObject(ISSUER).put("type", own ? "self" : "account");
        account.ifPresent(id -> issuer.put("account", id));
    }

    static boolean isWanted(Params params) {
        return params.hash(NAME).map(i -> i.isTrue("enabled")).orElse(false);
    }

    /** Writes what was said into a session or a link of mode payment; what was not said stays. */
    static void write(ObjectNode body, Params params) {
        var node = body.path(NAME) instanceof ObjectNode there ? there : blank(body);
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        node.put("enabled", said.get().isTrue("enabled"));
        said.get().hash("invoice_data").ifPresent(d -> data(node.withObject("/invoice_data"), d));
    }

    private static ObjectNode blank(ObjectNode body) {
        var node = body.putObject(NAME).put("enabled", false);
        var data = node.putObject("invoice_data");
        for (var name :
                List.of(TAX_IDS, "custom_fields", "description", "footer", "rendering_options"))
            data.putNull(name);
        data.putObject(ISSUER).put("type", "self");
        data.putObject("metadata");
        return node;
    }

    /** Whether prices show their tax; there are no templates of invoices. */
    private static void rendering(ObjectNode data, Params said) {
        if (said.isUnset(RENDERING)) data.putNull(RENDERING);
        var options = said.hash(RENDERING);
        if (options.isEmpty()) return;
        var template = options.get().text("template");
        if (template.isPresent())
            throw ApiError.missingReference(
                    "invoice rendering template", template.get(), options.get().nameOf("template"));
        var node = data.putObject(RENDERING);
        Json.put(node, DISPLAY, options.get().text(DISPLAY)).putNull("template");
    }

    private static void data(ObjectNode data, Params said) {
        for (var name : List.of("description", "footer")) {
            if (said.isUnset(name)) data.putNull(name);
            said.text(name).ifPresent(text -> data.put(name, text));
        }
        if (said.isUnset(TAX_IDS)) data.putNull(TAX_IDS);
        if (said.has(TAX_IDS)) said.texts(TAX_IDS).forEach(data.putArray(TAX_IDS)::add);
        issuer(data, said);
        rendering(data, said);
        // Metadata of what is to be made is said as a whole.
        if (said.has("metadata") || said.isUnset("metadata"))
            data.set("metadata", Json.metadata(said.metadata().orElse(Map.of())));
        if (said.isUnset("custom_fields")) data.putNull("custom_fields");
        if (!said.has("custom_fields")) return;
        var array = data.putArray("custom_fields");
        for (var field : said.hashes("custom_fields"))
            array.addObject()
                    .put("name", field.requiredText("name"))
                    .put("value", field.requiredText("value"));
    }
}
