package hawker.webhooks;

import java.util.List;

/**
 * Deliveries to one endpoint that go from the hearing of their events straight into its lane:
 * claimed for a first attempt as they were written, and with what they tell, so that neither is
 * read again.
 *
 * @param claimed when, by {@link System#nanoTime}; as with all claims, no attempt begins long after
 */
record Handed(List<Delivery> deliveries, List<Told> told, long claimed) {

    Handed {
        deliveries = List.copyOf(deliveries);
        told = List.copyOf(told);
    }
}
