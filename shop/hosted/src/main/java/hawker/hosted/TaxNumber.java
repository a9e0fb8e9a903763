package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Param;
import hawker.api.Params;
import hawker.customers.TaxId;
import hawker.hosted.Typed.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * By what number a tax office knows a buyer that is a business; all texts are empty for a buyer
 * that is none.
 *
 * @param type eu_vat, us_ein …
 * @param business its name
 */
record TaxNumber(String type, String value, String business) {

    /** The names of its fields in the page's form. */
    static final String TYPE = "tax_type";

    static final String VALUE = "tax_id";
    static final String BUSINESS = "business_name";

    static final String COLLECTION = "tax_id_collection";

    TaxNumber {
        type = Typed.cut(type);
        value = Typed.cut(value);
        business = Typed.cut(business);
    }

    /** {@code tax_id_collection} of a new session. */
    static Param collection() {
        return Param.hash(
                COLLECTION,
                Param.flag("enabled").required(),
                Param.oneOf("required", "if_supported", "never"));
    }

    static void ask(ObjectNode body, Params params) {
        params.hash(COLLECTION)
                .ifPresent(asked ->
                        body.putObject(COLLECTION)
                                .put("enabled", asked.isTrue("enabled"))
                                .put("required", asked.text("required").orElse("never")));
    }

    static boolean isAsked(Session session) {
        return session.body().path(COLLECTION).path("enabled").asBoolean();
    }

    static boolean isNeeded(Session session) {
        return isAsked(session)
                && session.body().path(COLLECTION).path("required").asText().equals("if_supported");
    }

    /** {@code tax_id} as a script sends it. */
    static Param sent() {
        return Param.hash(
                        "tax_id",
                        Param.text("type", 20).required(),
                        Param.text("value", 100).required(),
                        Param.text(BUSINESS, 150))
                .nullable();
    }

    static TaxNumber of(JsonNode kept) {
        return new TaxNumber(
                kept.path("type").asText(),
                kept.path("value").asText(),
                kept.path("business").asText());
    }

    TaxNumber with(Function<String, Optional<String>> sent) {
        return new TaxNumber(
                sent.apply(TYPE).orElse(type),
                sent.apply(VALUE).orElse(value),
                sent.apply(BUSINESS).orElse(business));
    }

    void keep(ObjectNode node) {
        node.put("type", type).put("value", value).put("business", business);
    }

    void problems(Session session, List<Problem> problems) {
        if (!isAsked(session) || (value.isEmpty() && !isNeeded(session))) return;
        if (value.isEmpty()) problems.add(new Problem(VALUE, "Enter the tax number."));
        else if (!TaxId.canBe(session.account(), type, value))
            problems.add(new Problem(VALUE, "This is no tax number of this kind."));
        if (business.isEmpty() && !NameCollection.needsBusiness(session))
            problems.add(new Problem(BUSINESS, "Enter the name of the business."));
    }

    /** Writes it where the seller's program finds it. */
    void tell(Session session, ObjectNode details) {
        if (!isAsked(session)) return;
        var numbers = details.putArray("tax_ids");
        if (value.isEmpty()) return;
        numbers.addObject().put("type", type).put("value", value);
        details.put(BUSINESS, business);
    }
}
