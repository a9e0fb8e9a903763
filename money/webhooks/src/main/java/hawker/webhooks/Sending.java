package hawker.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import hawker.platform.DatabaseException;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.webhooks.DeliveriesSql.Destination;
import hawker.webhooks.DeliveriesSql.Tried;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due to one endpoint. Some deliveries are taken together, for longer than an attempt
 * can last; each is sent in no transaction, and what came of several is written down together, four
 * times a second. A process that dies in between leaves its claims to run out; the receiver may
 * then be told twice, as the API's documentation says.
 */
final class Sending {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);
    static final Duration CLAIM = Duration.ofSeconds(30);

    /** No attempt begins later after its claim: an attempt may last 20 seconds. */
    private static final Duration BEGIN = Duration.ofSeconds(8);

    private static final Duration TOGETHER = Duration.ofMillis(250);
    private static final Duration GIVEN_UP = Duration.ofDays(5);
    private static final int BATCH = 50;

    private final TxRunner tx;
    private final Clock clock;
    private final Endpoints endpoints;
    private final ToldEvents events;
    private final Sender sender;

    Sending(TxRunner tx, Clock clock, Endpoints endpoints, ToldEvents events, Sender sender) {
        this.tx = tx;
        this.clock = clock;
        this.endpoints = endpoints;
        this.events = events;
        this.sender = sender;
    }

    /** Sends the oldest that are due; false: nothing was. */
    boolean some(Destination to) {
        var now = clock.now();
        var taken =
                tx.inAccount(
                        to.account(), t -> DeliveriesSql.take(to, t, now, now.plus(CLAIM), BATCH));
        if (taken.isEmpty()) return false;
        all(to, taken, ahead(to, taken), System.nanoTime());
        return true;
    }

    /** Sends what was handed to the lane of an endpoint; what has waited too long is given back. */
    void handed(Destination to, Handed handed) {
        all(to, handed.deliveries(), ahead(() -> events.ahead(handed.told())), handed.claimed());
    }

    private void all(
            Destination to, List<Delivery> taken, Optional<ToldEvents.Ahead> ahead, long claimed) {
        var waiting = new ArrayDeque<>(taken);
        long begin = claimed + BEGIN.toNanos();
        try {
            while (!waiting.isEmpty() && System.nanoTime() < begin) together(to, waiting, ahead);
        } finally {
            // Also when the database has gone: what was not tried has its try back.
            if (!waiting.isEmpty()) giveBack(to, List.copyOf(waiting));
        }
    }

    /** What deliveries of one account's own events tell; others are read one by one. */
    private Optional<ToldEvents.Ahead> ahead(Destination to, List<Delivery> taken) {
        var ids =
                taken.stream()
                        .map(Delivery::event)
                        .filter(id -> owner(to, id).equals(to.account()))
                        .collect(Collectors.toSet());
        return ahead(() -> events.ahead(to.account(), ids));
    }

    /** Together or, if one of them cannot be read, one by one later. */
    private static Optional<ToldEvents.Ahead> ahead(Supplier<ToldEvents.Ahead> read) {
        try {
            return Optional.of(read.get());
        } catch (DatabaseException e) {
            if (e.isUnavailable()) throw e;
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Written by us when we heard the event: its id names the account it happened to. */
    private static AccountId owner(Destination to, String event) {
        return IdCodec.account(event).orElse(to.account());
    }

    private void giveBack(Destination to, List<Delivery> untried) {
        tx.doInAccount(to.account(), t -> DeliveriesSql.giveBack(to.account(), t, untried));
    }

    /** What can be sent in a quarter of a second, at least one, and what came of it. */
    private void together(
            Destination to, ArrayDeque<Delivery> waiting, Optional<ToldEvents.Ahead> ahead) {
        var endpoint = endpoints.find(to.account(), to.endpoint());
        var tried = new ArrayList<Tried>();
        long until = System.nanoTime() + TOGETHER.toNanos();
        try {
            do {
                tried.add(attempt(to, endpoint, waiting.getFirst(), ahead));
                waiting.removeFirst();
            } while (!waiting.isEmpty() && System.nanoTime() < until);
        } finally {
            // Also when the next one cannot be read: these were sent.
            if (!tried.isEmpty()) settle(to, endpoint, tried);
        }
    }

    private Tried attempt(
            Destination to,
            Optional<Endpoint> endpoint,
            Delivery delivery,
            Optional<ToldEvents.Ahead> ahead) {
        var began = clock.now();
        var answer =
                endpoint.filter(Endpoint::enabled)
                        .map(enabled -> send(to, enabled, delivery, ahead, began))
                        .orElse(new Sender.Answer(0, "The endpoint is disabled or gone"));
        var now = clock.now();
        var attempt =
                new Delivery.Attempt(
                        delivery.attempts(),
                        began,
                        answer.status(),
                        Duration.between(began, now).toMillis(),
                        answer.says());
        if (attempt.succeeded()) return new Tried(delivery, attempt, Delivery.State.DELIVERED, now);
        return Backoff.next(delivery, now)
                .map(due -> new Tried(delivery, attempt, Delivery.State.PENDING, due))
                .orElse(new Tried(delivery, attempt, Delivery.State.FAILED, now));
    }

    private Sender.Answer send(
            Destination to,
            Endpoint endpoint,
            Delivery delivery,
            Optional<ToldEvents.Ahead> ahead,
            Instant now) {
        try {
            return rendered(to, endpoint, delivery, ahead)
                    .map(event -> sender.send(endpoint, Json.bytes(event), now))
                    .orElse(new Sender.Answer(0, "The event cannot be told any more"));
        } catch (DatabaseException e) {
            if (e.isUnavailable()) throw e;
            return unreadable(delivery, e);
        } catch (RuntimeException e) {
            return unreadable(delivery, e);
        }
    }

    private Optional<ObjectNode> rendered(
            Destination to,
            Endpoint endpoint,
            Delivery delivery,
            Optional<ToldEvents.Ahead> ahead) {
        var version = endpoint.apiVersion().orElse(Versions.NEWEST);
        var id = delivery.event();
        var known = ahead.flatMap(all -> all.find(id));
        if (known.isPresent())
            return ahead.get().render(known.get(), version, 1, endpoint.connect());
        return events.find(owner(to, id), id)
                .flatMap(told -> events.render(told, version, 1, endpoint.connect()));
    }

    /** One event that cannot be read must not keep those behind it waiting. */
    private static Sender.Answer unreadable(Delivery delivery, RuntimeException why) {
        log.error("Event {} cannot be told", delivery.event(), why);
        return new Sender.Answer(0, "The event cannot be told: our fault");
    }

    private void settle(Destination to, Optional<Endpoint> endpoint, List<Tried> tried) {
        var account = to.account();
        boolean changed =
                tx.inAccount(
                        account,
                        t -> {
                            DeliveriesSql.settle(account, t, tried);
                            return endpoint.map(e -> judge(t, e, tried)).orElse(false);
                        });
        if (changed) endpoints.forget(account);
    }

    /** An endpoint that has only failed for five days is switched off; whether it changed. */
    private static boolean judge(Tx t, Endpoint endpoint, List<Tried> tried) {
        var failing = endpoint.failingSince();
        boolean off = false;
        for (var each : tried) {
            var at = each.attempt().at();
            if (each.attempt().succeeded()) failing = Optional.empty();
            else if (failing.isEmpty()) failing = Optional.of(at);
            else off |= failing.get().plus(GIVEN_UP).isBefore(at);
        }
        if (off) EndpointsSql.disable(endpoint.account(), t, endpoint.id());
        else if (failing.equals(endpoint.failingSince())) return false;
        else EndpointsSql.failing(endpoint.account(), t, endpoint.id(), failing);
        return true;
    }
}
