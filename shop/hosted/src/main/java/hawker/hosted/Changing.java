package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;

/**
 * Changes a session that its buyer has open: what is bought, how it may be sent, where it goes. The
 * buyer is shown the new total before they pay it: a press that saw another one pays nothing.
 */
final class Changing {

    private static final String LINES = "line_items";
    private static final String OPTIONS = "shipping_options";
    private static final String COLLECTED = "collected_information";
    private static final String PLACE = "shipping_details";
    private static final List<String> ADDRESS =
            List.of("line1", "line2", "city", "state", "postal_code", "country");

    static final Shape UPDATE =
            Shape.of(
                    Param.metadata(),
                    Param.list(LINES, LineParams.ofSessionChange()),
                    ShippingOptions.param().nullable(),
                    Param.hash(
                            COLLECTED,
                            Param.hash(
                                    PLACE,
                                    Param.text("name", 255).required(),
                                    Param.hash(
                                                    "address",
                                                    Param.text("country", 2).required(),
                                                    Param.text("line1", 500).required(),
                                                    Param.text("line2", 500),
                                                    Param.text("city", 500),
                                                    Param.text("postal_code", 50),
                                                    Param.text("state", 500))
                                            .required())));

    private final Lines lines;
    private final Selling selling;
    private final Creating creating;
    private final SessionsSql sql;

    Changing(Lines lines, Selling selling, Creating creating, SessionsSql sql) {
        this.lines = lines;
        this.selling = selling;
        this.creating = creating;
        this.sql = sql;
    }

    /**
     * @param session locked
     */
    Session change(Tx tx, Session session, Params params, Cause cause) {
        var body = session.body().deepCopy();
        var detail = session.detail().deepCopy();
        var metadata = Json.metadata(body.path("metadata").toString());
        body.set("metadata", Json.metadata(params.mergeMetadata(metadata)));
        boolean prices = params.has(LINES) || params.has(OPTIONS) || params.isUnset(OPTIONS);
        if (prices || params.has(COLLECTED)) checkOpen(session, params);
        params.hash(COLLECTED)
                .flatMap(c -> c.hash(PLACE))
                .ifPresent(place -> place(session, body, detail, place));
        if (params.has(LINES)) lines(tx, session, detail, params, cause);
        if (params.has(OPTIONS) || params.isUnset(OPTIONS))
            options(tx, session, body, detail, params, cause);
        if (prices) price(tx, session, body, detail);
        var changed = session.with(body, detail);
        sql.update(tx, changed);
        return changed;
    }

    /** While a card is asked, and after the end, what is bought stays as it is. */
    private static void checkOpen(Session session, Params params) {
        if (session.state() != Session.State.OPEN)
            throw ApiError.invalid("This Checkout Session cannot be changed any more.");
        for (var name : List.of(LINES, OPTIONS, COLLECTED))
            if (session.isSetup() && params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can not pass `" + name + "` in `setup` mode.");
    }

    /** The whole list is sent: what is not in it is taken off. */
    private void lines(Tx tx, Session session, ObjectNode detail, Params params, Cause cause) {
        var next = Json.object().putArray("lines");
        for (var said : params.hashes(LINES)) next.add(line(tx, session, said, cause));
        if (next.isEmpty()) throw ApiError.parameterMissing(LINES);
        detail.set("lines", next);
        OptionalItems.checkCount(detail, session.isSubscription());
    }

    private ObjectNode line(Tx tx, Session session, Params said, Cause cause) {
        var account = session.account();
        boolean priced = said.has("price") || said.has("price_data");
        var id = said.text("id");
        var old = id.map(known -> known(session, known, said.nameOf("id")));
        if (old.isPresent() && !priced) {
            var line = old.get();
            LineParams.change(line, said);
            if (said.has("tax_rates") || said.isUnset("tax_rates"))
                lines.taxRates(tx, account, line, said);
            return line;
        }
        var line = lines.line(tx, account, said, session.isSubscription(), cause);
        id.ifPresent(same -> line.put("id", same));
        return line;
    }

    private static ObjectNode known(Session session, String id, String param) {
        for (var line : session.detail().path("lines"))
            if (line.path("id").asText().equals(id)) return line.deepCopy();
        throw ApiError.missingReference("line item", id, param);
    }

    private void options(
            Tx tx,
            Session session,
            ObjectNode body,
            ObjectNode detail,
            Params params,
            Cause cause) {
        var chosen = detail.path("shipping_choice").asText("");
        var currency = Currency.of(body.path("currency").asText());
        creating.shipping(tx, session.account(), params, body, detail, currency, cause);
        for (var option : body.path(OPTIONS))
            if (option.path("shipping_rate").asText().equals(chosen))
                detail.put("shipping_choice", chosen);
        if (body.path(OPTIONS).isEmpty()) body.putNull("shipping_cost");
    }

    private static void place(Session session, ObjectNode body, ObjectNode detail, Params place) {
        if (!Permissions.serverOnly(session))
            throw ApiError.parameterInvalid(
                    COLLECTED + "[" + PLACE + "]",
                    "The server tells the address of delivery of sessions with"
                            + " `permissions[update_shipping_details]=server_only` only.");
        var address = place.hash("address").orElseThrow();
        var country = address.requiredText("country");
        if (!Typed.countries(session).contains(country))
            throw ApiError.parameterInvalid(
                    address.nameOf("country"), "You do not ship to this country: " + country);
        var typed = Typed.of(session).json().put("name", place.requiredText("name"));
        for (var part : ADDRESS) typed.put(part, Typed.cut(address.text(part).orElse("")));
        detail.set("typed", typed);
        Typed.of(session.with(body, detail)).tellPlace(body);
    }

    private void price(Tx tx, Session session, ObjectNode body, ObjectNode detail) {
        lines.addUp(tx, session.account(), body, detail);
        SessionJson.discounts(body, detail);
        selling.check(tx, session.account(), body, detail);
        ShareTerms.check(detail, body.path("amount_total").asLong(), "payment_intent_data");
        creating.checkOptional(tx, session.account(), body, detail);
    }
}
