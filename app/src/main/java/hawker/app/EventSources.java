package hawker.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.customers.CustomersRenderer;
import hawker.disputes.DisputesRenderer;
import hawker.payments.PaymentsRenderer;
import hawker.payouts.PayoutsRenderer;
import hawker.setups.SetupsModule;
import hawker.webhooks.EventSource;
import java.util.List;
import java.util.Set;

/** Which events of which rooms are told to the outside, by Stripe's names. */
final class EventSources {

    private static final Set<String> PAYMENTS =
            Set.of(
                    "payment_intent.created",
                    "payment_intent.requires_action",
                    "payment_intent.processing",
                    "payment_intent.partially_funded",
                    "payment_intent.amount_capturable_updated",
                    "payment_intent.succeeded",
                    "payment_intent.payment_failed",
                    "payment_intent.canceled",
                    "charge.succeeded",
                    "charge.failed",
                    "charge.pending",
                    "charge.captured",
                    "charge.expired",
                    "charge.updated",
                    "charge.refunded",
                    "charge.refund.updated",
                    "refund.created",
                    "refund.updated",
                    "refund.failed");
    private static final Set<String> METHODS =
            Set.of("payment_method.attached", "payment_method.detached", "payment_method.updated");
    private static final Set<String> SETUPS =
            Set.of(
                    "setup_intent.created",
                    "setup_intent.requires_action",
                    "setup_intent.succeeded",
                    "setup_intent.setup_failed",
                    "setup_intent.canceled",
                    "mandate.updated");
    private static final Set<String> PAYOUTS =
            Set.of(
                    "payout.created",
                    "payout.updated",
                    "payout.paid",
                    "payout.failed",
                    "payout.canceled",
                    "topup.created",
                    "topup.succeeded",
                    "topup.failed",
                    "topup.canceled",
                    "balance.available");

    private EventSources() {}

    /** The method of an event, without what it was before. */
    private static ObjectNode method(String payload) {
        var method = Json.parse(payload);
        method.remove("previous_attributes");
        return method;
    }

    static List<EventSource> of(
            PaymentsRenderer payments,
            PayoutsRenderer payouts,
            CustomersRenderer customers,
            DisputesRenderer disputes) {
        return List.of(
                new EventSource(
                        PAYMENTS, payments::render, events -> payments.ahead(events)::apply),
                new EventSource(CustomersRenderer.TYPES, customers::render),
                new EventSource(DisputesRenderer.TYPES, disputes::render),
                new EventSource(
                        METHODS, (event, type) -> event.payload().map(EventSources::method)),
                new EventSource(SETUPS, SetupsModule::render),
                new EventSource(PAYOUTS, payouts::render));
    }
}
