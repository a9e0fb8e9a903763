package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Moves a test clock on. Everything that falls due on the way is done in the order in which it
 * falls due, and the clock stands at that moment while it is done: what is made then says it was
 * made then. A job does it; after a crash it goes on where the clock stands.
 */
final class Advancing {

    static final String JOB = "billing.advance";

    /** Without subscriptions (docs: two years). */
    private static final int MOST_YEARS = 2;

    /** Steps of one advance; beyond that something runs in circles. */
    private static final int MOST_STEPS = 5000;

    private final Platform platform;
    private final Documents documents;
    private final DocumentsSql sql;
    private final Customers customers;
    private final DueWork work;

    Advancing(
            Platform platform,
            Documents documents,
            DocumentsSql sql,
            Customers customers,
            DueWork work) {
        this.platform = platform;
        this.documents = documents;
        this.sql = sql;
        this.customers = customers;
        this.work = work;
    }

    Document begin(Tx tx, Document clock, Instant target, Cause cause) {
        if (!clock.is("ready"))
            throw ApiError.invalid("The test clock is advancing: wait until it is ready.");
        var frozen = JsonFields.time(clock.body(), "frozen_time").orElseThrow();
        if (!target.isAfter(frozen))
            throw ApiError.parameterInvalid(
                    "frozen_time", "A test clock moves forward: name a later moment.");
        if (target.isAfter(latest(tx, clock, frozen)))
            throw ApiError.parameterInvalid(
                    "frozen_time",
                    "A test clock advances at most two intervals of its shortest subscription, or"
                            + " two years if it has none.");
        var body = clock.body().deepCopy();
        body.put("status", "advancing");
        JsonFields.object(body, "status_details")
                .putObject("advancing")
                .put("target_frozen_time", Json.seconds(target));
        var after = documents.change(tx, clock, body, clock.detail());
        documents.changed(tx, clock, after, cause, "test_helpers.test_clock.advancing");
        platform.jobs()
                .add(
                        tx,
                        clock.account(),
                        clock.id() + "@" + after.version(),
                        JOB,
                        documents.now(),
                        clock.id());
        return after;
    }

    /** Two intervals of the shortest subscription, or two years. */
    private Instant latest(Tx tx, Document clock, Instant frozen) {
        var latest = frozen.atZone(ZoneOffset.UTC).plusYears(MOST_YEARS).toInstant();
        for (var customer : customers.ofClock(tx, clock.account(), clock.id()))
            for (var subscription :
                    sql.ofCustomer(tx, clock.account(), Kind.SUBSCRIPTION, customer.id().text())) {
                if (Lifecycle.isOver(subscription)) continue;
                var interval =
                        Subscribing.interval(Beginning.items(subscription.body()).getFirst());
                var two = Periods.after(frozen, interval, 2);
                if (two.isBefore(latest)) latest = two;
            }
        return latest;
    }

    void onTime(Job job) {
        var account = job.account();
        var id = job.payload();
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            var next = step(account, id);
            if (next.isEmpty()) break;
            work.work(account, next.get());
        }
        platform.tx().doInAccount(account, tx -> platform.jobs().finish(tx, job));
    }

    /** Sets the clock to the next moment at which something is due; empty once it has arrived. */
    private Optional<String> step(AccountId account, String id) {
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            var clock = documents.lock(tx, account, Kind.TEST_CLOCK, id);
                            if (clock.isEmpty() || !clock.get().is("advancing"))
                                return Optional.empty();
                            var target = target(clock.get());
                            var due = sql.nextDue(tx, account, id, target);
                            if (due.isEmpty()) arrive(tx, clock.get(), target);
                            else moveTo(tx, clock.get(), due.get().due().orElseThrow());
                            return due.map(Document::id);
                        });
    }

    private static Instant target(Document clock) {
        return JsonFields.time(
                        clock.body().path("status_details").path("advancing"), "target_frozen_time")
                .orElseThrow();
    }

    private void moveTo(Tx tx, Document clock, Instant moment) {
        if (!moment.isAfter(JsonFields.time(clock.body(), "frozen_time").orElseThrow())) return;
        var body = clock.body().deepCopy();
        body.put("frozen_time", Json.seconds(moment));
        documents.change(tx, clock, body, clock.detail());
    }

    private void arrive(Tx tx, Document clock, Instant target) {
        var body = clock.body().deepCopy();
        body.put("frozen_time", Json.seconds(target));
        body.put("status", "ready");
        body.putObject("status_details");
        var after = documents.change(tx, clock, body, clock.detail());
        documents.changed(tx, clock, after, Cause.NONE, "test_helpers.test_clock.ready");
    }

    /** Deletes a clock with all customers that live by it. */
    void delete(Tx tx, Document clock, Cause cause) {
        var account = clock.account();
        for (var customer : customers.ofClock(tx, account, clock.id()))
            customers.delete(tx, account, customer.id(), Buyers.cause(account, cause));
        documents.delete(tx, clock);
        documents.tell(tx, clock, cause, "test_helpers.test_clock.deleted");
    }
}
