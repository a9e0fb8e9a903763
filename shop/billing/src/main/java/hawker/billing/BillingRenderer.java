package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/** The object that an event of this room tells of, as it was when it happened. */
public final class BillingRenderer {

    private static final Set<String> TYPES =
            Set.of(
                    "customer.discount.created",
                    "customer.discount.deleted",
                    "customer.discount.updated",
                    "customer.subscription.created",
                    "customer.subscription.deleted",
                    "customer.subscription.paused",
                    "customer.subscription.resumed",
                    "customer.subscription.trial_will_end",
                    "customer.subscription.updated",
                    "invoice.created",
                    "invoice.deleted",
                    "invoice.finalization_failed",
                    "invoice.finalized",
                    "invoice.marked_uncollectible",
                    "invoice.overdue",
                    "invoice.paid",
                    "invoice.payment_action_required",
                    "invoice.payment_failed",
                    "invoice.payment_succeeded",
                    "invoice.sent",
                    "invoice.updated",
                    "invoice.voided",
                    "invoice_payment.paid",
                    "invoiceitem.created",
                    "invoiceitem.deleted",
                    "subscription_schedule.aborted",
                    "subscription_schedule.canceled",
                    "subscription_schedule.completed",
                    "subscription_schedule.created",
                    "subscription_schedule.expiring",
                    "subscription_schedule.released",
                    "subscription_schedule.updated",
                    "test_helpers.test_clock.advancing",
                    "test_helpers.test_clock.created",
                    "test_helpers.test_clock.deleted",
                    "test_helpers.test_clock.ready");

    BillingRenderer() {}

    /** The names of this room's events. */
    public Set<String> types() {
        return TYPES;
    }

    /**
     * @param type one of the event's types
     */
    public Optional<ObjectNode> render(Event event, String type) {
        if (!event.isOf(type)) return Optional.empty();
        return event.payload()
                .map(payload -> Json.parse(payload).path("object"))
                .flatMap(node ->
                        node instanceof ObjectNode object ? Optional.of(object) : Optional.empty());
    }
}
