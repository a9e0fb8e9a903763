package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Event;
import java.util.Optional;

/**
 * The object that an event tells of, as it was when it happened: from the stored version of the
 * intent, or from what the event carries.
 */
public final class PaymentsRenderer {

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
        if (!event.isOf(type)) return Optional.empty();
        var carried = event.payload().map(Json::parse).orElseGet(Json::object);
        if (type.startsWith("payment_intent.")) return intent(event, type);
        if (type.startsWith("charge.refund.") || type.startsWith("refund."))
            return carried(carried, "refund");
        if (type.startsWith("charge."))
            return carried(carried, "charge").or(() -> attempt(event).map(ChargeJson::charge));
        return Optional.empty();
    }

    private static Optional<ObjectNode> carried(ObjectNode objects, String name) {
        return objects.get(name) instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
    }

    private Optional<ObjectNode> intent(Event event, String type) {
        var id = new PaymentIntent.Id(event.subject());
        int version = type.equals("payment_intent.created") ? 1 : event.version();
        return reading.version(event.account(), id, version)
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

    private Optional<Charge> attempt(Event event) {
        var id = new PaymentIntent.Id(event.subject());
        return reading.version(event.account(), id, event.version())
                .flatMap(PaymentIntent::latestCharge)
                .flatMap(charge -> reading.chargeAsMade(event.account(), charge));
    }
}
