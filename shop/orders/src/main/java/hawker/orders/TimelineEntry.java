package hawker.orders;

import java.time.Instant;

/**
 * Something that happened to an order; never changed.
 *
 * @param actor who did it: "buyer", "seller", "payments", a person's handle
 * @param forBuyer whether the buyer sees it
 */
public record TimelineEntry(Instant at, String actor, String says, boolean forBuyer) {}
