package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What time does to schedules: a subscription begins with the first phase, becomes what each later
 * phase says, and at the last one's end is left alone or canceled.
 *
 * <pre>
 * not_started ─ start → active ─ last phase ends → completed;  ─ released → released
 * either ─ canceled → canceled
 * </pre>
 */
final class Scheduling {

    /**
     * How long before its end a schedule is told of. The documentation says seven days; the
     * scenario of the command line tool counts on more than nine.
     */
    private static final Duration WARNING = Duration.ofDays(10);

    private final Platform platform;
    private final Papers papers;
    private final Buyers buyers;
    private final Goods goods;
    private final Beginning beginning;
    private final Subscriptions subscriptions;
    private final Lives lives;

    Scheduling(
            Platform platform,
            Papers papers,
            Buyers buyers,
            Goods goods,
            Beginning beginning,
            Subscriptions subscriptions,
            Lives lives) {
        this.platform = platform;
        this.papers = papers;
        this.buyers = buyers;
        this.goods = goods;
        this.beginning = beginning;
        this.subscriptions = subscriptions;
        this.lives = lives;
    }

    static List<ObjectNode> phases(ObjectNode body) {
        return Nodes.objects(body.path("phases"));
    }

    private static Instant end(ObjectNode phase) {
        return Nodes.time(phase, "end_date").orElseThrow();
    }

    private static Instant start(ObjectNode phase) {
        return Nodes.time(phase, "start_date").orElseThrow();
    }

    /** Writes down when something has to be done about a schedule next. */
    static void plan(ObjectNode body, ObjectNode detail) {
        var phases = phases(body);
        detail.remove("due");
        switch (body.path("status").asText()) {
            case "not_started" -> detail.put("due", Json.seconds(start(phases.getFirst())));
            case "active" -> {
                var boundary = Nodes.time(body.path("current_phase"), "end_date").orElseThrow();
                var warning = end(phases.getLast()).minus(WARNING);
                boolean warned = detail.path("warned").asBoolean();
                boolean first = !warned && warning.isBefore(boundary);
                detail.put("due", Json.seconds(first ? warning : boundary));
            }
            default -> {}
        }
    }

    Paper save(
            Tx tx, Paper before, ObjectNode body, ObjectNode detail, Cause cause, String... types) {
        plan(body, detail);
        var after = papers.change(tx, before, body, detail);
        papers.changed(tx, before, after, cause, types);
        return after;
    }

    void onTime(Paper seen) {
        var paid =
                platform.tx()
                        .inAccount(
                                seen.account(),
                                tx -> {
                                    var customer =
                                            buyers.held(
                                                    tx,
                                                    seen.account(),
                                                    seen.customer().orElseThrow());
                                    var schedule =
                                            papers.held(
                                                    tx, seen.account(), Kind.SCHEDULE, seen.id());
                                    var now = papers.now(tx, schedule);
                                    return DueWork.isDue(schedule, now)
                                            ? step(tx, schedule, customer, now)
                                            : Optional.<Subscriptions.Done>empty();
                                });
        paid.ifPresent(done -> subscriptions.pay(done, false, true, Cause.NONE));
    }

    private Optional<Subscriptions.Done> step(
            Tx tx, Paper schedule, Customer customer, Instant now) {
        if (schedule.is("not_started"))
            return Optional.of(begin(tx, schedule, customer, Cause.NONE));
        var boundary = Nodes.time(schedule.body().path("current_phase"), "end_date").orElseThrow();
        if (boundary.isAfter(now)) {
            var detail = schedule.detail().deepCopy().put("warned", true);
            save(
                    tx,
                    schedule,
                    schedule.body().deepCopy(),
                    detail,
                    Cause.NONE,
                    "subscription_schedule.expiring");
            return Optional.empty();
        }
        for (var phase : phases(schedule.body()))
            if (!start(phase).isBefore(boundary))
                return Optional.of(next(tx, schedule, phase, customer));
        complete(tx, schedule);
        return Optional.empty();
    }

    /** The subscription begins with the first phase. */
    Subscriptions.Done begin(Tx tx, Paper schedule, Customer customer, Cause cause) {
        var phase = phases(schedule.body()).getFirst();
        var body = SubscriptionParams.blank(customer.id().text());
        body.put("schedule", schedule.id());
        body.set("metadata", phase.path("metadata").deepCopy());
        var collection = Nodes.text(phase, "collection_method");
        collection
                .or(() -> Nodes.text(schedule.body().path("default_settings"), "collection_method"))
                .ifPresent(method -> body.put("collection_method", method));
        if (body.path("collection_method").asText().equals("send_invoice"))
            body.put("days_until_due", 30);
        Nodes.text(schedule.body().path("default_settings"), "default_payment_method")
                .ifPresent(method -> body.put("default_payment_method", method));
        var items = phase.path("items");
        var wanted = Nodes.objects(items).stream().map(item -> wanted(tx, schedule, item)).toList();
        var plan =
                new Beginning.Plan(
                        customer,
                        wanted.getFirst().price().currency(),
                        body,
                        wanted,
                        Nodes.time(phase, "trial_end"),
                        Optional.empty(),
                        true);
        var subscription = beginning.begin(tx, plan, Optional.empty(), cause).orElseThrow();
        var next = schedule.body().deepCopy();
        next.put("status", "active");
        next.put("subscription", subscription.id());
        current(next, phase);
        save(
                tx,
                schedule,
                next,
                schedule.detail().deepCopy(),
                cause,
                "subscription_schedule.updated");
        var invoice =
                Nodes.text(subscription.body(), "latest_invoice")
                        .flatMap(id -> papers.find(tx, schedule.account(), Kind.INVOICE, id));
        return new Subscriptions.Done(subscription, invoice);
    }

    private static void current(ObjectNode body, ObjectNode phase) {
        var current = body.putObject("current_phase");
        current.set("end_date", phase.path("end_date"));
        current.set("start_date", phase.path("start_date"));
    }

    Subscribing.Wanted wanted(Tx tx, Paper schedule, ObjectNode item) {
        var id = item.path("price").asText();
        var price =
                goods.find(tx, schedule.account(), id)
                        .orElseThrow(() -> ApiError.missingReference("price", id, "phases"));
        var rates =
                Nodes.objects(item.path("tax_rates")).stream()
                        .map(rate -> rate.path("id").asText())
                        .toList();
        return new Subscribing.Wanted(price, item.path("quantity").asLong(1), rates, Map.of());
    }

    /** The subscription becomes what a phase says. */
    private Subscriptions.Done next(Tx tx, Paper schedule, ObjectNode phase, Customer customer) {
        var next = schedule.body().deepCopy();
        current(next, phase);
        save(
                tx,
                schedule,
                next,
                schedule.detail().deepCopy(),
                Cause.NONE,
                "subscription_schedule.updated");
        var id = Nodes.text(schedule.body(), "subscription").orElseThrow();
        var subscription = papers.held(tx, schedule.account(), Kind.SUBSCRIPTION, id);
        if (Lives.isOver(subscription))
            return new Subscriptions.Done(subscription, Optional.empty());
        var behavior = phase.path("proration_behavior").asText("create_prorations");
        return subscriptions.toPhase(
                tx, subscription, wantedOf(tx, schedule, phase), customer, behavior);
    }

    private List<Subscribing.Wanted> wantedOf(Tx tx, Paper schedule, ObjectNode phase) {
        return Nodes.objects(phase.path("items")).stream()
                .map(item -> wanted(tx, schedule, item))
                .toList();
    }

    private void complete(Tx tx, Paper schedule) {
        var now = papers.now(tx, schedule);
        var body = schedule.body().deepCopy();
        body.put("status", "completed");
        body.put("completed_at", Json.seconds(now));
        body.putNull("current_phase");
        save(
                tx,
                schedule,
                body,
                schedule.detail().deepCopy(),
                Cause.NONE,
                "subscription_schedule.updated",
                "subscription_schedule.completed");
        var held = letGo(tx, schedule);
        if (body.path("end_behavior").asText().equals("cancel"))
            held.filter(s -> !Lives.isOver(s))
                    .ifPresent(s -> lives.cancel(tx, s, "cancellation_requested", Cause.NONE));
    }

    /** The subscription is nobody's any more. */
    private Optional<Paper> letGo(Tx tx, Paper schedule) {
        return Nodes.text(schedule.body(), "subscription")
                .flatMap(id -> papers.lock(tx, schedule.account(), Kind.SUBSCRIPTION, id))
                .map(subscription -> {
                    var body = subscription.body().deepCopy();
                    body.putNull("schedule");
                    return lives.save(
                            tx,
                            subscription,
                            body,
                            subscription.detail().deepCopy(),
                            Cause.NONE,
                            Lives.UPDATED);
                });
    }

    /** Ends a schedule and the subscription with it. */
    Paper cancel(Tx tx, Paper schedule, Cause cause) {
        checkRuns(schedule);
        var body = schedule.body().deepCopy();
        body.put("status", "canceled");
        body.put("canceled_at", Json.seconds(papers.now(tx, schedule)));
        body.putNull("current_phase");
        // What never began is told as aborted too: the command line tool's scenario counts on it.
        var types =
                schedule.is("not_started")
                        ? new String[] {
                            "subscription_schedule.canceled", "subscription_schedule.aborted"
                        }
                        : new String[] {"subscription_schedule.canceled"};
        var after = save(tx, schedule, body, schedule.detail().deepCopy(), cause, types);
        letGo(tx, schedule)
                .filter(s -> !Lives.isOver(s))
                .ifPresent(s -> lives.cancel(tx, s, "cancellation_requested", cause));
        return after;
    }

    /** Ends a schedule; the subscription goes on as it is. */
    Paper release(Tx tx, Paper schedule, Cause cause) {
        checkRuns(schedule);
        var body = schedule.body().deepCopy();
        body.put("status", "released");
        body.put("released_at", Json.seconds(papers.now(tx, schedule)));
        body.set("released_subscription", body.path("subscription"));
        body.putNull("subscription");
        body.putNull("current_phase");
        var after =
                save(
                        tx,
                        schedule,
                        body,
                        schedule.detail().deepCopy(),
                        cause,
                        "subscription_schedule.updated",
                        "subscription_schedule.released");
        letGo(tx, schedule);
        return after;
    }

    static void checkRuns(Paper schedule) {
        if (!schedule.is("not_started") && !schedule.is("active"))
            throw ApiError.invalid(
                    "This subscription schedule is "
                            + schedule.state()
                            + ": only one that is not_started or active can be changed.");
    }
}
