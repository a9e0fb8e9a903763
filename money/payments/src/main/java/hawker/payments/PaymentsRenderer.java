package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The object that an event tells of, as it was when it happened: from the stored version of the
 * intent, or from what the event carries.
 */
public final class PaymentsRenderer {

    private static final String CREATED = "payment_intent.created";

    private final Reading reading;

    PaymentsRenderer(Reading reading) {
        this.reading = reading;
    }

    /**
     * The snapshot in the newest version of the API.
     *
     * @param type one of the event's types: a row that tells several is rendered for each
     * @return empty if the event is not of this room
     */
    public Optional<ObjectNode> render(Event event, String type) {
        return render(event, type, reading::version);
    }

    /** The same for events of one account, whose intents are read together, now. */
    public BiFunction<Event, String, Optional<ObjectNode>> ahead(List<Event> events) {
        var read = versions(events);
        return (event, type) ->
                render(
                        event,
                        type,
                        (account, id, version) ->
                                Optional.ofNullable(
                                        read.get(new IntentsSql.Version(id.text(), version))));
    }

    private Map<IntentsSql.Version, PaymentIntent> versions(List<Event> events) {
        var wanted = new HashSet<IntentsSql.Version>();
        for (var event : events) {
            wanted.add(new IntentsSql.Version(event.subject(), event.version()));
            if (event.isOf(CREATED)) wanted.add(new IntentsSql.Version(event.subject(), 1));
        }
        var found = new HashMap<IntentsSql.Version, PaymentIntent>();
        for (var intent : reading.versions(events.getFirst().account(), wanted))
            found.put(new IntentsSql.Version(intent.id().text(), intent.version()), intent);
        return found;
    }

    /** Where the versions of intents come from. */
    private interface Versions {
        Optional<PaymentIntent> find(AccountId account, PaymentIntent.Id id, int version);
    }

    private Optional<ObjectNode> render(Event event, String type, Versions versions) {
        if (!event.isOf(type)) return Optional.empty();
        var carried = event.payload().map(Json::parse).orElseGet(Json::object);
        if (type.startsWith("payment_intent.")) return intent(event, type, versions);
        if (type.startsWith("charge.refund.") || type.startsWith("refund."))
            return carried(carried, "refund");
        if (type.startsWith("charge."))
            return carried(carried, "charge")
                    .or(() -> attempt(event, versions).map(ChargeJson::charge));
        return Optional.empty();
    }

    private static Optional<ObjectNode> carried(ObjectNode objects, String name) {
        return objects.get(name) instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
    }

    private static Optional<ObjectNode> intent(Event event, String type, Versions versions) {
        var id = new PaymentIntent.Id(event.subject());
        int version = type.equals(CREATED) ? 1 : event.version();
        return versions.find(event.account(), id, version)
                .map(PaymentsRenderer::asTold)
                .map(PaymentsJson::intent);
    }

    /** An intent that was confirmed as it was made is told first as it would have been before. */
    private static PaymentIntent asTold(PaymentIntent intent) {
        if (!(intent.state() instanceof State.Sending)) return intent;
        return new PaymentIntent(
                intent.id(),
                intent.account(),
                intent.version(),
                intent.at(),
                intent.request(),
                intent.secret(),
                intent.terms(),
                new State.RequiresPaymentMethod(Optional.empty()),
                intent.latestCharge());
    }

    private Optional<Charge> attempt(Event event, Versions versions) {
        var id = new PaymentIntent.Id(event.subject());
        return versions.find(event.account(), id, event.version())
                .flatMap(PaymentIntent::latestCharge)
                .flatMap(charge -> reading.chargeAsMade(event.account(), charge));
    }
}
