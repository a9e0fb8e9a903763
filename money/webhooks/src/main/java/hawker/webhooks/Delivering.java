package hawker.webhooks;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Event;
import hawker.platform.TxRunner;
import hawker.webhooks.DeliveriesSql.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to endpoints. Each endpoint has a {@link Lane} of its own, worked on by a virtual
 * thread that lives as long as something is due there and sends one delivery after the other
 * ({@link Sending}), so that a receiver hears in order and one that hangs holds up nobody but
 * itself. What is due stands in the database; a lane that keeps step is handed the new deliveries
 * besides, already claimed, and need not look there. A sweep each second wakes lanes for what
 * became due.
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
    private final ConcurrentHashMap<Destination, Lane> lanes = new ConcurrentHashMap<>();

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
        var told = new HashMap<AccountId, Map<Destination, List<Told>>>();
        for (var event : heard) {
            for (var each : listening(event))
                told.computeIfAbsent(each.to.account(), none -> new LinkedHashMap<>())
                        .computeIfAbsent(each.to, none -> new ArrayList<>())
                        .add(each.told);
        }
        told.forEach((account, byEndpoint) -> {
            var batches = new ArrayList<Batch>();
            byEndpoint.forEach((to, all) -> batches.add(batch(to, all, now)));
            write(account, batches, now);
        });
    }

    /** An event and one who hears it. */
    private record Listening(Destination to, Told told) {}

    private List<Listening> listening(Event event) {
        var account = event.account();
        var all = endpoints.hearing(account);
        if (all.isEmpty() && !endpoints.hearsOfOthers(account)) return List.of();
        var listening = new ArrayList<Listening>();
        for (var told : events.of(event)) {
            var possible = told.about().isPresent() ? endpoints.ofOthers(account) : all;
            for (var endpoint : possible)
                if (endpoint.hears(told.type()))
                    listening.add(
                            new Listening(
                                    new Destination(endpoint.account(), endpoint.id()), told));
        }
        return listening;
    }

    /**
     * New deliveries to one endpoint.
     *
     * @param straight the lane they are handed to once they are written; empty: it finds them
     */
    private record Batch(
            Destination to, Optional<Lane> straight, List<Delivery> deliveries, List<Told> told) {}

    private Batch batch(Destination to, List<Told> told, Instant now) {
        var straight = reserve(to, told.size());
        int attempts = straight.isPresent() ? 1 : 0;
        var deliveries =
                told.stream()
                        .map(each ->
                                new Delivery(
                                        ids.ordinary("whd", to.account()),
                                        to.account(),
                                        to.endpoint(),
                                        each.id(),
                                        each.type(),
                                        Delivery.State.PENDING,
                                        attempts,
                                        now,
                                        now))
                        .toList();
        return new Batch(to, straight, deliveries, told);
    }

    private void write(AccountId account, List<Batch> batches, Instant now) {
        var all = batches.stream().flatMap(batch -> batch.deliveries.stream()).toList();
        var claimed = System.nanoTime();
        Set<String> written = Set.of();
        try {
            written =
                    tx.inAccount(
                            account,
                            t ->
                                    DeliveriesSql.insert(
                                            account, t, now, now.plus(Sending.CLAIM), all));
        } finally {
            // Also when they could not be written: the room that was kept is given back.
            for (var batch : batches) pass(batch, written, claimed);
        }
    }

    private void pass(Batch batch, Set<String> written, long claimed) {
        if (batch.straight.isEmpty()) {
            wake(batch.to);
            return;
        }
        var lane = batch.straight.get();
        var deliveries = new ArrayList<Delivery>();
        var told = new ArrayList<Told>();
        for (int i = 0; i < batch.deliveries.size(); i++) {
            // What stood there already was heard before, and is under way.
            if (!written.contains(batch.deliveries.get(i).id())) continue;
            deliveries.add(batch.deliveries.get(i));
            told.add(batch.told.get(i));
        }
        lane.release(batch.deliveries.size() - deliveries.size());
        if (deliveries.isEmpty()) {
            forgetIdle(batch.to);
            return;
        }
        lane.hand(new Handed(deliveries, told, claimed));
        start(batch.to, lane);
    }

    private Optional<Lane> reserve(Destination to, int deliveries) {
        var kept = new AtomicBoolean();
        var lane = lane(to, each -> kept.set(each.reserve(deliveries)));
        return kept.get() ? Optional.of(lane) : Optional.empty();
    }

    /** The lane to an endpoint; what is done to it here keeps it from being forgotten meanwhile. */
    private Lane lane(Destination to, Consumer<Lane> change) {
        return lanes.compute(
                to,
                (none, known) -> {
                    var lane = known == null ? new Lane() : known;
                    change.accept(lane);
                    return lane;
                });
    }

    /** Wakes lanes for what has become due: a chore. */
    void sweep() {
        var now = clock.now();
        tx.readAcross("webhooks-due", t -> DeliveriesSql.acrossDue(t, now, LANES))
                .forEach(this::wake);
    }

    /** Something for an endpoint stands in the database. */
    void wake(Destination to) {
        start(to, lane(to, Lane::behind));
    }

    private void start(Destination to, Lane lane) {
        if (!lane.begin()) return;
        threads.execute(() -> {
            try {
                work(to, lane);
            } catch (RuntimeException e) {
                lane.fail();
                log.warn("Deliveries to {} pause: {}", to.endpoint(), e.getMessage());
            } finally {
                forgetIdle(to);
            }
        });
    }

    private void forgetIdle(Destination to) {
        lanes.computeIfPresent(to, (none, lane) -> lane.isIdle() ? null : lane);
    }

    private void work(Destination to, Lane lane) {
        do {
            for (var next = lane.next(); next.isPresent(); next = lane.next())
                sending.handed(to, next.get());
            if (lane.isBehind() && !sending.some(to)) lane.caughtUp();
        } while (!lane.end());
    }

    /** Sends everything that is due to one endpoint, in the calling thread. */
    void drain(Destination to) {
        boolean more = true;
        while (more) more = sending.some(to);
    }
}
