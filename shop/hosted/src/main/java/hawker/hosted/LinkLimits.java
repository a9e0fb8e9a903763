package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.platform.Event;
import hawker.platform.Tx;
import java.util.Optional;

/**
 * {@code restrictions[completed_sessions]}: how often a link may be paid. A session of it takes its
 * place when a card is about to be asked, under the link's lock, and has it until it is open again:
 * completed ones and those under way are together never more than the limit. With the last one the
 * link is closed.
 */
final class LinkLimits {

    static final String NAME = "restrictions";
    private static final String COMPLETED = "completed_sessions";
    private static final String LIMIT = "limit";
    private static final String COUNT = "count";

    private final LinksSql links;
    private final Happenings happenings;

    LinkLimits(LinksSql links, Happenings happenings) {
        this.links = links;
        this.happenings = happenings;
    }

    static Param param() {
        return Param.hash(
                NAME,
                Param.hash(COMPLETED, Param.integer(LIMIT, 1, Integer.MAX_VALUE).required())
                        .required());
    }

    /** Sets or takes away the limit of a link; what was counted stays counted. */
    static void write(ObjectNode body, Params params) {
        if (params.isUnset(NAME)) body.putNull(NAME);
        var said = params.hash(NAME).flatMap(r -> r.hash(COMPLETED));
        if (said.isEmpty()) return;
        long limit = said.get().requiredInteger(LIMIT);
        long count = completed(body).path(COUNT).asLong();
        if (limit <= count)
            throw ApiError.parameterInvalid(
                    said.get().nameOf(LIMIT),
                    "This link has been paid " + count + " times already.");
        body.putObject(NAME).putObject(COMPLETED).put(COUNT, count).put(LIMIT, limit);
    }

    /** Refuses a limit that those who pay at this moment would go beyond; the link is locked. */
    void check(Tx tx, PaymentLink link, Params params) {
        var said = params.hash(NAME).flatMap(r -> r.hash(COMPLETED));
        if (said.isEmpty()) return;
        long count = completed(link.body()).path(COUNT).asLong();
        long held = links.underWay(tx, link);
        if (said.get().requiredInteger(LIMIT) < count + held)
            throw ApiError.parameterInvalid(
                    said.get().nameOf(LIMIT),
                    "This link has been paid "
                            + count
                            + " times already, and "
                            + held
                            + " more are paying it at this moment.");
    }

    private static JsonNode completed(JsonNode body) {
        return body.path(NAME).path(COMPLETED);
    }

    /** Whether nobody can pay by it any more. */
    static boolean isUsedUp(PaymentLink link) {
        var of = completed(link.body());
        return of.isObject() && of.path(COUNT).asLong() >= of.path(LIMIT).asLong();
    }

    /** Takes a place for a session that is about to be paid; false: there is none left. */
    boolean reserve(Tx tx, Session session) {
        var link = limited(tx, session);
        if (link.isEmpty()) return true;
        var of = completed(link.get().body());
        long taken = of.path(COUNT).asLong() + links.underWay(tx, link.get(), session.id());
        return taken < of.path(LIMIT).asLong();
    }

    /** Counts a session in the transaction that completes it. */
    void completed(Tx tx, Session session) {
        limited(tx, session)
                .ifPresent(link -> {
                    var body = link.body().deepCopy();
                    var of = (ObjectNode) completed(body);
                    of.put(COUNT, of.path(COUNT).asLong() + 1);
                    boolean last = of.path(COUNT).asLong() >= of.path(LIMIT).asLong();
                    var counted = link.with(body, link.detail(), link.active() && !last);
                    links.update(tx, counted);
                    if (link.active() && last)
                        happenings.tell(
                                tx,
                                counted,
                                Happenings.LINK_UPDATED,
                                Event.Cause.none(session.account()));
                });
    }

    /** The link that a session is of, locked, if it has a limit. */
    private Optional<PaymentLink> limited(Tx tx, Session session) {
        var id = session.body().path("payment_link");
        if (!id.isTextual()) return Optional.empty();
        var named = new PaymentLink.Id(id.asText());
        return links.find(tx, session.account(), named)
                .filter(link -> completed(link.body()).isObject())
                .flatMap(link -> links.lock(tx, session.account(), named))
                .filter(link -> completed(link.body()).isObject());
    }
}
