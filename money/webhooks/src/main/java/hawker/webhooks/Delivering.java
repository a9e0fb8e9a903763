package hawker.webhooks;

import hawker.api.Json;
import hawker.api.Versions;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import hawker.kernel.Ids;
import hawker.platform.Event;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to endpoints. Each endpoint has a lane of its own, a virtual thread that lives as
 * long as something is due there and sends one delivery after the other, so that a receiver hears
 * in order and one that hangs holds up nobody but itself.
 *
 * <p>What is due stands in the database. A lane takes a delivery by a conditional update for 30
 * seconds (longer than an attempt can take), sends it in no transaction, and writes down what came
 * of it. A process that dies in between leaves the claim to run out; the receiver may then be told
 * twice, as the API's documentation says. A sweep each second opens lanes for what became due.
 */
final class Delivering {

    private static final Logger log = LoggerFactory.getLogger(Delivering.class);
    private static final Duration CLAIM = Duration.ofSeconds(30);
    private static final Duration GIVEN_UP = Duration.ofDays(5);
    private static final int BATCH = 50;
    private static final int LANES = 1_000;

    private final TxRunner tx;
    private final Clock clock;
    private final Ids ids;
    private final Endpoints endpoints;
    private final ToldEvents events;
    private final Sender sender;
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
        this.sender = sender;
        this.threads = threads;
    }

    /** Hears an event: what is to be told, and to whom. Hearing it twice adds nothing. */
    void hear(Event event) {
        var all = endpoints.hearing(event.account());
        if (all.isEmpty() && !endpoints.hearsOfOthers(event.account())) return;
        for (var told : events.of(event)) {
            var listening = told.about().isPresent() ? endpoints.ofOthers(event.account()) : all;
            for (var endpoint : listening) if (endpoint.hears(told.type())) add(endpoint, told);
        }
    }

    private void add(Endpoint endpoint, Told told) {
        var account = endpoint.account();
        var now = clock.now();
        var delivery =
                new Delivery(
                        ids.ordinary("whd", account),
                        account,
                        endpoint.id(),
                        told.id(),
                        told.type(),
                        Delivery.State.PENDING,
                        0,
                        now,
                        now);
        if (tx.inAccount(account, t -> DeliveriesSql.insert(account, t, delivery)))
            wake(new DeliveriesSql.Lane(account, endpoint.id()));
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
        while (true) {
            var due =
                    tx.readAccount(
                            lane.account(),
                            t ->
                                    DeliveriesSql.due(
                                            lane.account(),
                                            t,
                                            lane.endpoint(),
                                            clock.now(),
                                            BATCH));
            if (due.isEmpty()) return;
            boolean sent = false;
            for (var delivery : due) sent |= attempt(delivery);
            if (!sent) return;
        }
    }

    private boolean attempt(Delivery delivery) {
        var account = delivery.account();
        var now = clock.now();
        boolean mine =
                tx.inAccount(
                        account,
                        t -> DeliveriesSql.claim(account, t, delivery, now, now.plus(CLAIM)));
        if (!mine) return false;
        var endpoint = endpoints.find(account, delivery.endpoint());
        var answer =
                endpoint.filter(Endpoint::enabled)
                        .map(to -> send(to, delivery, now))
                        .orElse(new Sender.Answer(0, "The endpoint is disabled or gone"));
        settle(delivery, endpoint, answer, now);
        return true;
    }

    private Sender.Answer send(Endpoint endpoint, Delivery delivery, Instant now) {
        var version = endpoint.apiVersion().orElse(Versions.NEWEST);
        // Written by us when we heard the event: its id names the account it happened to.
        var owner = IdCodec.account(delivery.event()).orElse(endpoint.account());
        return events.find(owner, delivery.event())
                .flatMap(told -> events.render(told, version, 1, endpoint.connect()))
                .map(event -> sender.send(endpoint, Json.bytes(event), now))
                .orElse(new Sender.Answer(0, "The event cannot be told any more"));
    }

    private void settle(
            Delivery delivery, Optional<Endpoint> endpoint, Sender.Answer answer, Instant began) {
        var account = delivery.account();
        var now = clock.now();
        var attempt =
                new Delivery.Attempt(
                        delivery.attempts() + 1,
                        began,
                        answer.status(),
                        Duration.between(began, now).toMillis(),
                        answer.says());
        var tried =
                new Delivery(
                        delivery.id(),
                        account,
                        delivery.endpoint(),
                        delivery.event(),
                        delivery.type(),
                        delivery.state(),
                        attempt.n(),
                        delivery.due(),
                        delivery.created());
        var again = attempt.succeeded() ? Optional.<Instant>empty() : Backoff.next(tried, now);
        var state =
                attempt.succeeded()
                        ? Delivery.State.DELIVERED
                        : again.isPresent() ? Delivery.State.PENDING : Delivery.State.FAILED;
        tx.doInAccount(
                account,
                t -> {
                    DeliveriesSql.record(account, t, delivery, attempt);
                    DeliveriesSql.settle(account, t, delivery, state, again.orElse(now));
                    endpoint.ifPresent(e -> judge(t, e, attempt.succeeded(), now));
                });
        endpoints.forget(account);
    }

    /** An endpoint that has only failed for five days is switched off. */
    private static void judge(
            hawker.platform.Tx t, Endpoint endpoint, boolean succeeded, Instant now) {
        var account = endpoint.account();
        if (succeeded) {
            if (endpoint.failingSince().isPresent())
                EndpointsSql.failing(account, t, endpoint.id(), Optional.empty());
            return;
        }
        if (endpoint.failingSince().isEmpty())
            EndpointsSql.failing(account, t, endpoint.id(), Optional.of(now));
        else if (endpoint.failingSince().get().plus(GIVEN_UP).isBefore(now))
            EndpointsSql.disable(account, t, endpoint.id());
    }
}
