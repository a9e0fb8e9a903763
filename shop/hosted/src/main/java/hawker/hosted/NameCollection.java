package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.hosted.Typed.Problem;
import java.util.List;
import java.util.Optional;

/**
 * {@code name_collection}: that a buyer is asked for the name of their business, for their own, or
 * for both. A business that gives a tax number is asked for its name anyway; it is the same field.
 */
final class NameCollection {

    static final String NAME = "name_collection";

    private static final String BUSINESS = "business";
    private static final String INDIVIDUAL = "individual";

    /** The name of the field in the page's form; that of the business is the tax number's. */
    static final String FIELD = "individual_name";

    private NameCollection() {}

    static Param param() {
        return Param.hash(NAME, kind(BUSINESS), kind(INDIVIDUAL));
    }

    private static Param kind(String name) {
        return Param.hash(name, Param.flag("enabled").required(), Param.flag("optional"));
    }

    /** Writes the questions into a session or a link that is being made. */
    static void ask(ObjectNode body, Params params) {
        if (params.isUnset(NAME)) body.remove(NAME);
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        var node = body.putObject(NAME);
        for (var kind : List.of(BUSINESS, INDIVIDUAL))
            said.get()
                    .hash(kind)
                    .ifPresent(asked -> {
                        if (!asked.isTrue("enabled") && asked.isTrue("optional"))
                            throw ApiError.parameterInvalid(
                                    asked.nameOf("optional"),
                                    "A name that is not collected cannot be optional.");
                        node.putObject(kind)
                                .put("enabled", asked.isTrue("enabled"))
                                .put("optional", asked.isTrue("optional"));
                    });
    }

    static boolean asksBusiness(Session session) {
        return asks(session, BUSINESS);
    }

    static boolean asksIndividual(Session session) {
        return asks(session, INDIVIDUAL);
    }

    private static boolean asks(Session session, String kind) {
        return session.body().path(NAME).path(kind).path("enabled").asBoolean();
    }

    static boolean needsBusiness(Session session) {
        return needs(session, BUSINESS);
    }

    static boolean needsIndividual(Session session) {
        return needs(session, INDIVIDUAL);
    }

    private static boolean needs(Session session, String kind) {
        return asks(session, kind)
                && !session.body().path(NAME).path(kind).path("optional").asBoolean();
    }

    /** What still has to be told. */
    static void problems(Session session, Typed typed, List<Problem> problems) {
        if (needsBusiness(session) && typed.tax().business().isEmpty())
            problems.add(new Problem(TaxNumber.BUSINESS, "Enter the name of the business."));
        if (needsIndividual(session) && typed.individual().isEmpty())
            problems.add(new Problem(FIELD, "Enter your full name."));
    }

    /** Writes the names where the seller's program finds them; one that was taken back goes. */
    static void tell(Session session, Typed typed, ObjectNode details, ObjectNode body) {
        var business = typed.tax().business();
        if (asksBusiness(session)) tell(details, body, "business_name", business);
        if (asksIndividual(session)) tell(details, body, FIELD, typed.individual());
        if (details.path("name").isTextual()) return;
        for (var field : List.of(FIELD, "business_name"))
            if (details.path("name").isNull()) details.set("name", details.path(field));
    }

    private static void tell(ObjectNode details, ObjectNode body, String field, String typed) {
        var name = Optional.of(typed).filter(t -> !t.isEmpty());
        Json.put(details, field, name);
        Json.put(SessionJson.collected(body), field, name);
    }
}
