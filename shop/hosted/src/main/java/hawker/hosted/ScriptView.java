package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.kernel.Clock;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.setups.SetupIntent;
import hawker.setups.Setups;
import java.time.Duration;
import java.util.Optional;

/**
 * A session as the script in a seller's page has it: as the API writes it, and beside that its
 * lines, the names of its ways of delivery, the currencies to choose from, what recurs, and where
 * its buyer has to go.
 */
final class ScriptView {

    private final Visits visits;
    private final Payments payments;
    private final Setups setups;
    private final Clock clock;

    ScriptView(Visits visits, Payments payments, Setups setups, Clock clock) {
        this.visits = visits;
        this.payments = payments;
        this.setups = setups;
        this.clock = clock;
    }

    ObjectNode of(Session session) {
        var items = visits.items(session);
        var url = "/v1/checkout/sessions/" + session.id() + "/line_items";
        var body = SessionJson.renderPage(session, Lists.of(url, items, false));
        names(session, body);
        currencies(session, body);
        if (session.isSubscription()) body.set("recurring", recurring(session));
        challenge(session)
                .ifPresent(to ->
                        body.putObject("next_action")
                                .put("type", "redirect_to_url")
                                .putObject("redirect_to_url")
                                .put("url", to));
        return body;
    }

    /** Only where there is a choice. */
    private void currencies(Session session, ObjectNode body) {
        var totals = visits.totals(session);
        if (totals.isEmpty()) return;
        var options = body.putArray("currency_options");
        totals.forEach((currency, total) ->
                options.addObject().put("currency", currency.code()).put("amount", total.minor()));
    }

    private void names(Session session, ObjectNode body) {
        for (var way : visits.ways(session))
            for (var option : body.path("shipping_options"))
                if (option.path("shipping_rate").asText().equals(way.value()))
                    ((ObjectNode) option).put("display_name", way.title());
    }

    /** What is paid again, how often, and when for the first time. */
    private JsonNode recurring(Session session) {
        var now = clock.now();
        var node = Json.object();
        for (var line : session.detail().path("lines"))
            if (line.path("recurs").asBoolean() && !node.has("interval")) {
                node.set("interval", line.path("interval"));
                node.set("interval_count", line.path("interval_count"));
                node.put("next", Json.seconds(Agreement.next(line, now)));
            }
        node.set("due_next", session.detail().path("due_next"));
        SubscriptionData.trialEnd(session.detail(), now)
                .ifPresent(end ->
                        node.put("next", Json.seconds(end))
                                .putObject("trial")
                                .put("end", Json.seconds(end))
                                .put("days", Duration.between(now, end).toDays()));
        return node;
    }

    private Optional<String> challenge(Session session) {
        if (session.state() != Session.State.ACTION) return Optional.empty();
        var account = session.account();
        var id = session.intent().orElseThrow();
        if (PaymentIntent.Id.parse(id).isEmpty())
            return setups.find(account, new SetupIntent.Id(id))
                    .flatMap(intent ->
                            intent.state() instanceof SetupIntent.State.RequiresAction action
                                    ? Optional.of(action.challenge().url())
                                    : Optional.empty());
        return PaymentIntent.Id.parse(id)
                .flatMap(intent -> payments.find(account, intent))
                .flatMap(intent ->
                        intent.state() instanceof PaymentIntent.State.RequiresAction action
                                ? Optional.of(action.challenge().url())
                                : Optional.empty());
    }
}
