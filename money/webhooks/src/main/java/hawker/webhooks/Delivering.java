package hawker.webhooks;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Event;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to endpoints. Each endpoint has a lane of its own, a virtual thread that lives as
 * long as something is due there and sends one delivery after the other ({@link Sending}), so that
 * a receiver hears in order and one that hangs holds up nobody but itself. What is due stands in
 * the database; a sweep each second opens lanes for what became due.
 */
final class Delivering {

    private static final Logger log = LoggerFactory.getLogger(Delivering.class);
    private static final int LANES = 1_000;

    private final TxRunner tx;
    private final Clock clock;
    private final Ids ids;
    private final Endpoints endpoints;
    private final ToldEvents events;
    private final Sending sending;
    private final Executor threads;
    private final Set<DeliveriesSql.Lane> open = ConcurrentHashMap.newKeySet();

    Delivering(
            TxRunner tx,
            Clock clock,
            Ids ids,
            Endpoints endpoints,
            ToldEvents events,
            Sender sender,
            Executor threads) {
        this.tx = tx;
        this.clock = clock;
        this.ids = ids;
        this.endpoints = endpoints;
        this.events = events;
        this.sending = new Sending(tx, clock, endpoints, events, sender);
        this.threads = threads;
    }

    /** Hears an event: what is to be told, and to whom. Hearing it twice adds nothing. */
    void hear(Event event) {
        hear(List.of(event));
    }

    /** The same for many, in one transaction for each account that listens. */
    void hear(List<Event> heard) {
        var now = clock.now();
        var byAccount = new HashMap<AccountId, List<Delivery>>();
        for (var event : heard)
            for (var delivery : deliveries(event, now))
                byAccount
                        .computeIfAbsent(delivery.account(), none -> new ArrayList<>())
                        .add(delivery);
        byAccount.forEach((account, all) -> {
            tx.doInAccount(account, t -> DeliveriesSql.insert(account, t, now, all));
            all.stream()
                    .map(d -> new DeliveriesSql.Lane(account, d.endpoint()))
                    .distinct()
                    .forEach(this::wake);
        });
    }

    private List<Delivery> deliveries(Event event, Instant now) {
        var all = endpoints.hearing(event.account());
        if (all.isEmpty() && !endpoints.hearsOfOthers(event.account())) return List.of();
        var deliveries = new ArrayList<Delivery>();
        for (var told : events.of(event)) {
            var listening = told.about().isPresent() ? endpoints.ofOthers(event.account()) : all;
            for (var endpoint : listening)
                if (endpoint.hears(told.type())) deliveries.add(delivery(endpoint, told, now));
        }
        return deliveries;
    }

    private Delivery delivery(Endpoint endpoint, Told told, Instant now) {
        return new Delivery(
                ids.ordinary("whd", endpoint.account()),
                endpoint.account(),
                endpoint.id(),
                told.id(),
                told.type(),
                Delivery.State.PENDING,
                0,
                now,
                now);
    }

    /** Opens lanes for what has become due: a chore. */
    void sweep() {
        var now = clock.now();
        tx.readAcross("webhooks-due", t -> DeliveriesSql.acrossDue(t, now, LANES))
                .forEach(this::wake);
    }

    void wake(DeliveriesSql.Lane lane) {
        if (!open.add(lane)) return;
        threads.execute(() -> {
            try {
                drain(lane);
            } catch (RuntimeException e) {
                log.warn("Deliveries to {} pause: {}", lane.endpoint(), e.getMessage());
            } finally {
                open.remove(lane);
            }
        });
    }

    /** Sends everything that is due to one endpoint. */
    void drain(DeliveriesSql.Lane lane) {
        boolean more = true;
        while (more) more = sending.some(lane);
    }
}
