package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
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

    static final String UPDATED = "subscription_schedule.updated";

    /** An end within a period is prorated always (docs, of {@code cancel_at}). */
    private static final Subscriptions.Settling REST = new Subscriptions.Settling(true, true);

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Phases phases;
    private final Beginning beginning;
    private final Subscriptions subscriptions;
    private final Lifecycle lifecycle;

    Scheduling(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Phases phases,
            Beginning beginning,
            Subscriptions subscriptions,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.phases = phases;
        this.beginning = beginning;
        this.subscriptions = subscriptions;
        this.lifecycle = lifecycle;
    }

    Phases phases() {
        return phases;
    }

    Document save(
            Tx tx,
            Document before,
            ObjectNode body,
            ObjectNode detail,
            Cause cause,
            String... types) {
        ScheduleFields.plan(body, detail);
        var after = documents.change(tx, before, body, detail);
        documents.changed(tx, before, after, cause, types);
        return after;
    }

    /** The same of one that nothing else is to be remembered of. */
    private Document save(Tx tx, Document before, ObjectNode body, Cause cause, String... types) {
        return save(tx, before, body, before.detail().deepCopy(), cause, types);
    }

    void onTime(Document seen) {
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
                                            documents.held(
                                                    tx, seen.account(), Kind.SCHEDULE, seen.id());
                                    var now = documents.now(tx, schedule);
                                    return DueWork.isDue(schedule, now)
                                            ? step(tx, schedule, customer, now)
                                            : Optional.<Subscriptions.Done>empty();
                                });
        paid.ifPresent(done -> subscriptions.requests().pay(done, false, true, Cause.NONE));
    }

    private Optional<Subscriptions.Done> step(
            Tx tx, Document schedule, Customer customer, Instant now) {
        if (schedule.is("not_started"))
            return Optional.of(begin(tx, schedule, customer, Cause.NONE));
        var boundary =
                JsonFields.time(schedule.body().path("current_phase"), "end_date").orElseThrow();
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
        for (var phase : ScheduleFields.phases(schedule.body()))
            if (!ScheduleFields.start(phase).isBefore(boundary))
                return Optional.of(next(tx, schedule, phase, customer));
        complete(tx, schedule, customer);
        return Optional.empty();
    }

    /** The subscription begins with the first phase. */
    Subscriptions.Done begin(Tx tx, Document schedule, Customer customer, Cause cause) {
        var phase = ScheduleFields.phases(schedule.body()).getFirst();
        var body = SubscriptionFields.blank(customer.id().text());
        body.put("schedule", schedule.id());
        body.set("metadata", phase.path("metadata").deepCopy());
        body.set("billing_mode", schedule.body().path("billing_mode").deepCopy());
        ScheduleFields.describe(body, schedule, phase);
        buyers.withoutGone(tx, schedule.account(), body);
        var wanted = phases.items(tx, schedule, phase, Optional.empty());
        var plan =
                new Beginning.Plan(
                        customer,
                        JsonFields.currency(phase),
                        body,
                        wanted,
                        new Beginning.Times(JsonFields.time(phase, "trial_end"), Optional.empty()),
                        phases.once(tx, schedule, phase),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var subscription =
                beginning
                        .begin(
                                tx,
                                plan,
                                Optional.empty(),
                                (id, made) ->
                                        phases.terms()
                                                .first(tx, customer, id, made, schedule, phase),
                                cause)
                        .orElseThrow();
        Thresholds.expect(platform, tx, subscription);
        var next = schedule.body().deepCopy();
        next.put("status", "active");
        next.put("subscription", subscription.id());
        ScheduleFields.current(next, phase);
        save(tx, schedule, next, cause, UPDATED);
        var invoice =
                JsonFields.text(subscription.body(), "latest_invoice")
                        .flatMap(id -> documents.find(tx, schedule.account(), Kind.INVOICE, id));
        return new Subscriptions.Done(subscription, invoice);
    }

    /** The subscription becomes what a phase says. */
    private Subscriptions.Done next(Tx tx, Document schedule, ObjectNode phase, Customer customer) {
        var next = schedule.body().deepCopy();
        ScheduleFields.current(next, phase);
        save(tx, schedule, next, Cause.NONE, UPDATED);
        var id = JsonFields.text(schedule.body(), "subscription").orElseThrow();
        var subscription = documents.held(tx, schedule.account(), Kind.SUBSCRIPTION, id);
        if (Lifecycle.isOver(subscription))
            return new Subscriptions.Done(subscription, Optional.empty());
        var now = documents.now(tx, subscription);
        return become(tx, subscription, schedule, phase, customer, now);
    }

    private Subscriptions.Done become(
            Tx tx,
            Document subscription,
            Document schedule,
            ObjectNode phase,
            Customer customer,
            Instant at) {
        var behavior = phase.path("proration_behavior").asText("create_prorations");
        phases.add(tx, schedule, phase, subscription, customer, Cause.NONE);
        var done =
                subscriptions.toPhase(
                        tx,
                        described(tx, subscription, schedule, phase, customer, true),
                        phases.items(tx, schedule, phase, Optional.empty()),
                        customer,
                        new Changing.Proration(behavior, at, at),
                        ScheduleFields.beginsAnew(schedule, phase),
                        Cause.NONE);
        Thresholds.expect(platform, tx, done.subscription());
        return done;
    }

    /**
     * For a preview: the subscription as its schedule makes it before its next period, or with it.
     */
    Subscriptions.Done foreseen(Tx tx, Document subscription, Customer customer) {
        var same = new Subscriptions.Done(subscription, Optional.empty());
        var led =
                JsonFields.text(subscription.body(), "schedule")
                        .flatMap(
                                id -> documents.find(tx, subscription.account(), Kind.SCHEDULE, id))
                        .filter(schedule -> schedule.is("active"));
        if (led.isEmpty()) return same;
        var body = led.get().body();
        var boundary = JsonFields.time(body.path("current_phase"), "end_date").orElseThrow();
        if (boundary.isAfter(Lifecycle.periodEnd(subscription.body()))) return same;
        for (var phase : ScheduleFields.phases(body))
            if (!ScheduleFields.start(phase).isBefore(boundary))
                return become(tx, subscription, led.get(), phase, customer, boundary);
        return body.path("end_behavior").asText().equals("cancel")
                ? Documents.at(
                        boundary,
                        () -> subscriptions.cancel(tx, subscription, customer, REST, Cause.NONE))
                : same;
    }

    /**
     * The phase that runs was changed: its subscription is changed now.
     *
     * @return the invoice that is there because of it
     */
    Optional<Document> changed(
            Tx tx,
            Document before,
            Document after,
            Customer customer,
            String behavior,
            Cause cause) {
        var old = ScheduleFields.running(before);
        var now = ScheduleFields.running(after);
        if (old.isEmpty() || now.isEmpty()) return Optional.empty();
        var id = JsonFields.text(after.body(), "subscription").orElseThrow();
        var subscription = documents.held(tx, after.account(), Kind.SUBSCRIPTION, id);
        if (Lifecycle.isOver(subscription)) return Optional.empty();
        var settings = "default_settings";
        boolean same = old.get().equals(now.get());
        if (same && before.body().path(settings).equals(after.body().path(settings)))
            return Optional.empty();
        boolean other = !old.get().path("discounts").equals(now.get().path("discounts"));
        if (old.get().path("items").equals(now.get().path("items"))) {
            var body = subscription.body().deepCopy();
            describe(tx, subscription, body, after, now.get(), customer, other);
            var detail = subscription.detail().deepCopy();
            var saved = lifecycle.save(tx, subscription, body, detail, cause, Lifecycle.UPDATED);
            Thresholds.expect(platform, tx, saved);
            return Optional.empty();
        }
        var described = described(tx, subscription, after, now.get(), customer, other);
        var items = phases.items(tx, after, now.get(), old);
        var at = documents.now(tx, described);
        var proration = new Changing.Proration(behavior, at, at);
        var done = subscriptions.toPhase(tx, described, items, customer, proration, false, cause);
        Thresholds.expect(platform, tx, done.subscription());
        return done.invoice();
    }

    /**
     * @param discounts whether the phase says something new of them
     */
    private Document described(
            Tx tx,
            Document subscription,
            Document schedule,
            ObjectNode phase,
            Customer customer,
            boolean discounts) {
        var body = subscription.body().deepCopy();
        describe(tx, subscription, body, schedule, phase, customer, discounts);
        return documents.change(tx, subscription, body, subscription.detail());
    }

    private void describe(
            Tx tx,
            Document subscription,
            ObjectNode body,
            Document schedule,
            ObjectNode phase,
            Customer customer,
            boolean discounts) {
        ScheduleFields.describe(body, schedule, phase);
        buyers.withoutGone(tx, schedule.account(), body);
        if (discounts) phases.terms().begin(tx, customer, subscription.id(), body, schedule, phase);
        else PhaseTerms.thresholds(body, schedule, phase);
    }

    private void complete(Tx tx, Document schedule, Customer customer) {
        var now = documents.now(tx, schedule);
        var body = schedule.body().deepCopy();
        body.put("status", "completed");
        body.put("completed_at", Json.seconds(now));
        body.putNull("current_phase");
        save(tx, schedule, body, Cause.NONE, UPDATED, "subscription_schedule.completed");
        var held = letGo(tx, schedule);
        if (body.path("end_behavior").asText().equals("cancel"))
            held.filter(s -> !Lifecycle.isOver(s))
                    .ifPresent(s -> subscriptions.cancel(tx, s, customer, REST, Cause.NONE));
    }

    /** The subscription is nobody's any more. */
    private Optional<Document> letGo(Tx tx, Document schedule) {
        return JsonFields.text(schedule.body(), "subscription")
                .flatMap(id -> documents.lock(tx, schedule.account(), Kind.SUBSCRIPTION, id))
                .map(subscription -> {
                    var body = subscription.body().deepCopy();
                    body.putNull("schedule");
                    return lifecycle.save(
                            tx,
                            subscription,
                            body,
                            subscription.detail().deepCopy(),
                            Cause.NONE,
                            Lifecycle.UPDATED);
                });
    }

    /** Ends a schedule and the subscription with it. */
    Document cancel(
            Tx tx,
            Document schedule,
            Customer customer,
            Subscriptions.Settling settling,
            Cause cause) {
        checkRuns(schedule);
        var body = schedule.body().deepCopy();
        body.put("status", "canceled");
        body.put("canceled_at", Json.seconds(documents.now(tx, schedule)));
        body.putNull("current_phase");
        // What never began is told as aborted too: the command line tool's scenario counts on it.
        var types =
                schedule.is("not_started")
                        ? new String[] {
                            "subscription_schedule.canceled", "subscription_schedule.aborted"
                        }
                        : new String[] {"subscription_schedule.canceled"};
        var after = save(tx, schedule, body, cause, types);
        letGo(tx, schedule)
                .filter(s -> !Lifecycle.isOver(s))
                .ifPresent(s -> subscriptions.cancel(tx, s, customer, settling, cause));
        return after;
    }

    /**
     * Ends a schedule; the subscription goes on as it is.
     *
     * @param ends whether it still ends when the schedule would have ended it
     */
    Document release(Tx tx, Document schedule, boolean ends, Cause cause) {
        checkRuns(schedule);
        var body = schedule.body().deepCopy();
        body.put("status", "released");
        body.put("released_at", Json.seconds(documents.now(tx, schedule)));
        body.set("released_subscription", body.path("subscription"));
        body.putNull("subscription");
        body.putNull("current_phase");
        var after = save(tx, schedule, body, cause, UPDATED, "subscription_schedule.released");
        var held = letGo(tx, schedule);
        if (ends && body.path("end_behavior").asText().equals("cancel"))
            held.ifPresent(s ->
                    ends(
                            tx,
                            s,
                            ScheduleFields.end(ScheduleFields.phases(schedule.body()).getLast()),
                            cause));
        return after;
    }

    private void ends(Tx tx, Document subscription, Instant at, Cause cause) {
        var body = subscription.body().deepCopy();
        body.put("cancel_at", Json.seconds(at));
        body.put("canceled_at", Json.seconds(documents.now(tx, subscription)));
        var detail = subscription.detail().deepCopy();
        lifecycle.save(tx, subscription, body, detail, cause, Lifecycle.UPDATED);
    }

    static void checkRuns(Document schedule) {
        if (!schedule.is("not_started") && !schedule.is("active"))
            throw ApiError.invalid(
                    "This subscription schedule is "
                            + schedule.state()
                            + ": only one that is not_started or active can be changed.");
    }
}
