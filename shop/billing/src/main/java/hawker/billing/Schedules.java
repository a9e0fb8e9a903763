package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What requests make of schedules, in a transaction: {@link SchedulesHttp} for good, {@link
 * Previewing} to see what it would come to.
 */
final class Schedules {

    private final Documents documents;
    private final Buyers buyers;
    private final Phases phases;
    private final Scheduling scheduling;
    private final Paying paying;

    Schedules(
            Documents documents,
            Buyers buyers,
            Phases phases,
            Scheduling scheduling,
            Paying paying) {
        this.documents = documents;
        this.buyers = buyers;
        this.phases = phases;
        this.scheduling = scheduling;
        this.paying = paying;
    }

    /**
     * A request.
     *
     * @param application that makes it for the account, if one does
     */
    record Asked(Params params, Optional<String> application, Cause cause) {}

    /** A schedule, and the invoice that is there because of what was done with it. */
    record Done(Document schedule, Optional<Document> invoice) {}

    /**
     * Whom money is to go to; reads, so never in a transaction.
     *
     * @param schedule as it is before the request
     */
    void check(AccountId account, ObjectNode schedule, Params params) {
        for (var terms : ScheduleFields.shares(schedule, params, account))
            paying.checkShares(account, terms);
        for (var part : params.hashes("phases")) checkSettings(account, part);
        params.hash(ScheduleFields.SETTINGS).ifPresent(part -> checkSettings(account, part));
    }

    private void checkSettings(AccountId account, Params part) {
        var settings = part.hash("invoice_settings");
        paying.checkIssuer(account, settings.flatMap(s -> s.hash("issuer")));
        buyers.checkSellers(account, settings);
    }

    /**
     * A new one of a customer that is held; it has not begun.
     *
     * @param start not before now
     * @param fact what it is made for, once
     */
    Document make(Tx tx, Customer customer, Asked asked, Instant start, Optional<String> fact) {
        var params = asked.params();
        var account = customer.account();
        var now = documents.now(tx, account, customer.testClock());
        if (params.hashes("phases").isEmpty())
            throw ApiError.parameterMissing(params.nameOf("phases"));
        var body = ScheduleFields.blank(customer);
        Json.put(body, "application", asked.application());
        ScheduleFields.defaults(tx, buyers, body, customer, params);
        params.hash("billing_mode").ifPresent(mode -> SubscriptionFields.mode(body, mode));
        body.put("end_behavior", params.text("end_behavior").orElse("release"));
        JsonFields.metadata(body, params);
        var id = documents.newId(account, Kind.SCHEDULE);
        var detail = Json.object();
        var schedule = new PhaseTerms.Schedule(customer, id, detail);
        phases.write(tx, new Phases.Written(schedule, params, now, asked.cause()), body, start);
        checkMethods(tx, customer, params);
        body.put("status", "not_started");
        fact.ifPresent(of -> detail.put("fact", of));
        phases.keep(tx, account, body, detail);
        ScheduleFields.plan(body, detail);
        var made = documents.put(tx, account, Kind.SCHEDULE, id, now, body, detail);
        documents.tell(tx, made, asked.cause(), "subscription_schedule.created");
        return made;
    }

    /** What a phase is charged by is the customer's. */
    private void checkMethods(Tx tx, Customer customer, Params params) {
        for (var phase : params.hashes("phases")) {
            var name = "default_payment_method";
            phase.text(name).ifPresent(id -> buyers.own(tx, customer, id, phase.nameOf(name)));
        }
    }

    /** A schedule whose one phase is the current period of a subscription; both are held. */
    Document from(Tx tx, Document subscription, Customer customer, Asked asked) {
        var account = subscription.account();
        var body = ScheduleFields.blank(customer);
        for (var name : List.of("application", "billing_mode"))
            body.set(name, subscription.body().path(name).deepCopy());
        ScheduleFields.usual(body, subscription.body());
        body.put("end_behavior", asked.params().text("end_behavior").orElse("release"));
        JsonFields.metadata(body, asked.params());
        body.put("status", "active");
        body.put("subscription", subscription.id());
        var phase = Phases.ofSubscription(subscription);
        body.putArray("phases").add(phase);
        ScheduleFields.current(body, phase);
        var detail = Json.object();
        Phases.keep(subscription, detail);
        PhaseTerms.kept(detail);
        ScheduleFields.plan(body, detail);
        var now = documents.now(tx, subscription);
        var id = documents.newId(account, Kind.SCHEDULE);
        var made = documents.put(tx, account, Kind.SCHEDULE, id, now, body, detail);
        documents.tell(tx, made, asked.cause(), "subscription_schedule.created");
        var next = subscription.body().deepCopy();
        next.put("schedule", made.id());
        var kept = documents.change(tx, subscription, next, subscription.detail());
        documents.changed(tx, subscription, kept, asked.cause(), Lifecycle.UPDATED);
        return made;
    }

    /** Changes one that is held, as its customer is; what runs already is changed now. */
    Done change(Tx tx, Document schedule, Customer customer, Asked asked) {
        var params = asked.params();
        Scheduling.checkRuns(schedule);
        var body = schedule.body().deepCopy();
        ScheduleFields.defaults(tx, buyers, body, customer, params);
        params.text("end_behavior").ifPresent(b -> body.put("end_behavior", b));
        JsonFields.metadata(body, params);
        var detail = schedule.detail().deepCopy();
        if (params.has("phases")) {
            var now = documents.now(tx, schedule);
            var first = ScheduleFields.phases(schedule.body()).getFirst();
            var written = new PhaseTerms.Schedule(customer, schedule.id(), detail);
            phases.write(
                    tx,
                    new Phases.Written(written, params, now, asked.cause()),
                    body,
                    JsonFields.time(first, "start_date").orElseThrow());
            checkMethods(tx, customer, params);
            ScheduleFields.checkPast(schedule, body, now);
            phases.keep(tx, schedule.account(), body, detail);
        }
        var cause = asked.cause();
        var after = scheduling.save(tx, schedule, body, detail, cause, Scheduling.UPDATED);
        var behavior = params.text("proration_behavior").orElse("create_prorations");
        return new Done(after, scheduling.changed(tx, schedule, after, customer, behavior, cause));
    }
}
