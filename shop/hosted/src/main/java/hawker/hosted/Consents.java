package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Param;
import hawker.api.Params;
import java.util.List;

/**
 * {@code consent_collection}: what a buyer is asked to agree to. The terms of service have to be
 * agreed to; news by mail are the buyer's choice; and that a card may be used again is said beside
 * the button, unless the seller says it on a page of their own.
 */
final class Consents {

    static final String NAME = "consent_collection";

    /** The names of the page's boxes. */
    static final String TERMS = "terms";

    static final String PROMOTIONS = "promotions";

    private static final String REUSE = "payment_method_reuse_agreement";
    private static final String SERVICE = "terms_of_service";

    private Consents() {}

    static Param param() {
        return Param.hash(
                NAME,
                Param.hash(REUSE, Param.oneOf("position", "auto", "hidden").required()),
                Param.oneOf(PROMOTIONS, "auto", "none"),
                Param.oneOf(SERVICE, "none", "required"));
    }

    /** Writes what is asked into a session or a link; what is not said stays. */
    static void ask(ObjectNode body, Params params) {
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        var node =
                body.path(NAME) instanceof ObjectNode there
                        ? there
                        : body.putObject(NAME).putNull(REUSE).putNull(PROMOTIONS).putNull(SERVICE);
        for (var kind : List.of(PROMOTIONS, SERVICE))
            said.get().text(kind).ifPresent(how -> node.put(kind, how));
        said.get()
                .hash(REUSE)
                .ifPresent(r -> node.putObject(REUSE).put("position", r.requiredText("position")));
    }

    static boolean wantsTerms(ObjectNode body) {
        return body.path(NAME).path(SERVICE).asText().equals("required");
    }

    static boolean asksPromotions(Session session) {
        return session.body().path(NAME).path(PROMOTIONS).asText().equals("auto");
    }

    /** Whether the page says what a card that is kept may be used for. */
    static boolean saysReuse(Session session) {
        var position = session.body().path(NAME).path(REUSE).path("position");
        return !position.asText("auto").equals("hidden");
    }

    /** Writes the buyer's choices where the seller's program finds them. */
    static void tell(Session session, Typed typed, ObjectNode body) {
        boolean terms = wantsTerms(session.body());
        boolean promotions = asksPromotions(session);
        if (!terms && !promotions) return;
        var consent = body.putObject("consent").putNull(PROMOTIONS).putNull(SERVICE);
        if (promotions) consent.put(PROMOTIONS, typed.promotions() ? "opt_in" : "opt_out");
        if (terms) consent.put(SERVICE, "accepted");
    }
}
