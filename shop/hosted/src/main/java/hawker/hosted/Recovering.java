package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code after_expiration[recovery]}: a session that ran out gets an address at which its buyer
 * begins again, for thirty days; the seller learns it with {@code checkout.session.expired}. Each
 * visit makes a session of its own, as a link does.
 */
final class Recovering {

    static final String NAME = "after_expiration";
    private static final String RECOVERY = "recovery";
    private static final String CODES = "allow_promotion_codes";
    private static final Duration LIFE = Duration.ofDays(30);

    /** What of a session is another one's when it begins again. */
    private static final List<String> OWN =
            List.of(
                    "id",
                    "created",
                    "expires_at",
                    "status",
                    "payment_status",
                    "payment_intent",
                    "url",
                    "collected_information",
                    "consent",
                    "customer_details",
                    "invoice",
                    "recovered_from",
                    "subscription",
                    NAME,
                    CODES);

    private Recovering() {}

    static Param param() {
        return Param.hash(
                NAME, Param.hash(RECOVERY, Param.flag("enabled").required(), Param.flag(CODES)));
    }

    static void write(ObjectNode body, Params params) {
        params.hash(NAME)
                .flatMap(a -> a.hash(RECOVERY))
                .ifPresent(said -> blank(body, said.isTrue("enabled"), said.isTrue(CODES)));
    }

    private static void blank(ObjectNode body, boolean enabled, boolean codes) {
        body.putObject(NAME)
                .putObject(RECOVERY)
                .put(CODES, codes)
                .put("enabled", enabled)
                .putNull("expires_at")
                .putNull("url");
    }

    private static JsonNode of(Session session) {
        return session.body().path(NAME).path(RECOVERY);
    }

    /** A session that is about to be over, with the address at which it begins again. */
    static Session offered(Session session, Instant now, String origin) {
        if (!of(session).path("enabled").asBoolean()) return session;
        var body = session.body().deepCopy();
        ((ObjectNode) body.path(NAME).path(RECOVERY))
                .put("expires_at", Json.seconds(now.plus(LIFE)))
                .put("url", origin + "/r/" + session.id());
        return new Session(
                session.id(),
                session.account(),
                session.version(),
                session.state(),
                session.created(),
                session.expires(),
                session.intent(),
                session.attempts(),
                body,
                session.detail());
    }

    /** Where a session that ran out can be begun again. */
    static Optional<String> address(Session session, Instant now) {
        var until = of(session).path("expires_at");
        boolean open = session.state() == Session.State.EXPIRED && until.isNumber();
        if (!open || !now.isBefore(Instant.ofEpochSecond(until.asLong()))) return Optional.empty();
        // What was to begin at a moment can be too late for it by now.
        var soon = now.plus(Creating.LIFE);
        boolean late =
                SubscriptionData.anchor(session.detail()).filter(soon::isAfter).isPresent()
                        || SubscriptionData.trialEnd(session.detail(), now)
                                .filter(soon::isAfter)
                                .isPresent();
        return late ? Optional.empty() : Optional.of("/r/" + session.id());
    }

    /** Whether the buyer may enter codes when it begins again. */
    static boolean takesCodes(Session over) {
        return of(over).path(CODES).asBoolean();
    }

    /**
     * The body of the session that begins again.
     *
     * @param blank a new session's
     */
    static ObjectNode body(ObjectNode blank, Session over) {
        over.body().properties().stream()
                .filter(field -> !OWN.contains(field.getKey()))
                .forEach(field -> blank.set(field.getKey(), field.getValue().deepCopy()));
        blank(blank, true, takesCodes(over));
        blank.put(CODES, takesCodes(over));
        blank.put("recovered_from", over.id().text());
        Questions.begin(blank);
        return blank;
    }
}
