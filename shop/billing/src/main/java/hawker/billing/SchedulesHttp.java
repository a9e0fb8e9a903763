package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/subscription_schedules}. */
final class SchedulesHttp {

    private static final String BASE = "/v1/subscription_schedules";
    private static final String ONE = BASE + "/{id}";

    private static final Shape UPDATE =
            Shape.of(
                    ScheduleFields.DEFAULTS,
                    Param.oneOf("end_behavior", "cancel", "release"),
                    Param.metadata(),
                    Phases.PHASES,
                    SubscriptionParams.PRORATION);

    private static final Shape CREATE =
            Shape.of(
                    Param.id("customer"),
                    ScheduleFields.DEFAULTS,
                    Param.oneOf("end_behavior", "cancel", "release"),
                    Param.id("from_subscription"),
                    Param.metadata(),
                    SubscriptionParams.MODE,
                    Phases.PHASES,
                    Param.text("start_date", 20));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("canceled_at"),
                    Param.range("completed_at"),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.range("released_at"),
                    Param.flag("scheduled"));

    /** How a schedule ended, and where that stands. */
    private static final Map<String, String> ENDS =
            Map.of(
                    "canceled_at",
                    "{canceled_at}",
                    "completed_at",
                    "{completed_at}",
                    "released_at",
                    "{released_at}");

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Phases phases;
    private final Scheduling scheduling;
    private final Subscriptions subscriptions;
    private final Paying paying;

    SchedulesHttp(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Phases phases,
            Scheduling scheduling,
            Subscriptions subscriptions,
            Paying paying) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.phases = phases;
        this.scheduling = scheduling;
        this.subscriptions = subscriptions;
        this.paying = paying;
    }

    List<Operation> operations() {
        var cancel = Shape.of(Param.flag("invoice_now"), Param.flag("prorate"));
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(
                        ONE,
                        Shape.of(),
                        call -> InvoicesHttp.shown(documents.named(call, Kind.SCHEDULE))),
                Operation.post(ONE, UPDATE, this::update),
                Operation.post(ONE + "/cancel", cancel, this::cancel),
                Operation.post(
                        ONE + "/release",
                        Shape.of(Param.flag("preserve_cancel_date")),
                        this::release));
    }

    private Answer create(Call call) {
        var params = call.params();
        var cause = Cause.of(call);
        if (params.has("from_subscription") == params.has("customer"))
            throw params.has("customer")
                    ? ApiError.parametersExclusive("customer", "from_subscription")
                    : ApiError.parameterMissing("customer");
        if (params.has("from_subscription")) {
            for (var name : List.of("billing_mode", "phases", "default_settings", "start_date"))
                if (params.has(name))
                    throw ApiError.parameterInvalid(
                            name, "You cannot set `" + name + "` if `from_subscription` is set.");
            return call.write(tx -> InvoicesHttp.shown(from(tx, call, cause)));
        }
        var blank = Json.object();
        application(call).ifPresent(text -> blank.put("application", text));
        checkShares(call, blank);
        var done = platform.tx().inAccount(call.account(), tx -> once(tx, call, cause));
        done.subscription().ifPresent(d -> subscriptions.requests().pay(d, false, false, cause));
        return call.write(tx -> {
            var made = documents.held(tx, call.account(), Kind.SCHEDULE, done.schedule());
            var detail = made.detail().deepCopy();
            detail.remove("fact");
            return InvoicesHttp.shown(documents.change(tx, made, made.body(), detail));
        });
    }

    private static Optional<String> application(Call call) {
        return call.platform()
                .filter(by -> !by.equals(call.account()))
                .map(AccountId::applicationText);
    }

    /** Whom money is to go to, asked outside of transactions. */
    private void checkShares(Call call, ObjectNode schedule) {
        for (var terms : ScheduleFields.shares(schedule, call.params(), call.account()))
            paying.checkShares(call.account(), terms);
        for (var part : call.params().hashes("phases")) checkIssuer(call, part);
        call.params().hash(ScheduleFields.SETTINGS).ifPresent(part -> checkIssuer(call, part));
    }

    private void checkIssuer(Call call, Params part) {
        var settings = part.hash("invoice_settings");
        paying.checkIssuer(call.account(), settings.flatMap(s -> s.hash("issuer")));
    }

    /** A request that is repeated after a crash finds the schedule by its key, and goes on. */
    private Made once(Tx tx, Call call, Cause cause) {
        var known = fact(cause).flatMap(fact -> documents.ofFact(tx, call.account(), fact));
        if (known.isEmpty()) return make(tx, call, cause);
        var begun =
                JsonFields.text(known.get().body(), "subscription")
                        .flatMap(id -> documents.find(tx, call.account(), Kind.SUBSCRIPTION, id))
                        .map(subscription ->
                                new Subscriptions.Done(
                                        subscription,
                                        JsonFields.text(subscription.body(), "latest_invoice")
                                                .flatMap(id ->
                                                        documents.find(
                                                                tx,
                                                                call.account(),
                                                                Kind.INVOICE,
                                                                id))));
        return new Made(known.get().id(), begun);
    }

    private static Optional<String> fact(Cause cause) {
        return cause.idempotencyKey().map(key -> "schedule key " + key);
    }

    private record Made(String schedule, Optional<Subscriptions.Done> subscription) {}

    private Made make(Tx tx, Call call, Cause cause) {
        var params = call.params();
        var customer = buyers.held(tx, call.account(), params.requiredText("customer"));
        var now = documents.now(tx, call.account(), customer.testClock());
        var start =
                SubscriptionParams.moment(params, "start_date", now)
                        .orElseThrow(() -> ApiError.parameterMissing("start_date"));
        if (params.hashes("phases").isEmpty()) throw ApiError.parameterMissing("phases");
        var begins = start.isAfter(now) ? start : now;
        var body = ScheduleFields.blank(customer);
        Json.put(body, "application", application(call));
        ScheduleFields.defaults(tx, buyers, body, customer, params);
        params.hash("billing_mode").ifPresent(mode -> SubscriptionFields.mode(body, mode));
        body.put("end_behavior", params.text("end_behavior").orElse("release"));
        JsonFields.metadata(body, params);
        var id = documents.newId(call.account(), Kind.SCHEDULE);
        var detail = Json.object();
        var schedule = new PhaseTerms.Schedule(customer, id, detail);
        phases.write(tx, new Phases.Written(call, schedule, cause), body, begins);
        checkMethods(tx, customer, params);
        body.put("status", "not_started");
        fact(cause).ifPresent(fact -> detail.put("fact", fact));
        phases.keep(tx, call.account(), body, detail);
        ScheduleFields.plan(body, detail);
        var made = documents.put(tx, call.account(), Kind.SCHEDULE, id, now, body, detail);
        documents.tell(tx, made, cause, "subscription_schedule.created");
        if (begins.isAfter(now)) return new Made(id, Optional.empty());
        return new Made(id, Optional.of(scheduling.begin(tx, made, customer, cause)));
    }

    /** What a phase is charged by is the customer's. */
    private void checkMethods(Tx tx, Customer customer, Params params) {
        for (var phase : params.hashes("phases")) {
            var name = "default_payment_method";
            phase.text(name).ifPresent(id -> buyers.own(tx, customer, id, phase.nameOf(name)));
        }
    }

    /** A schedule whose one phase is the current period of a subscription. */
    private Document from(Tx tx, Call call, Cause cause) {
        var id = call.params().requiredText("from_subscription");
        var seen =
                documents
                        .find(tx, call.account(), Kind.SUBSCRIPTION, id)
                        .filter(s -> !Lifecycle.isOver(s))
                        .orElseThrow(() ->
                                ApiError.missingReference("subscription", id, "from_subscription"));
        var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
        var subscription = documents.held(tx, call.account(), Kind.SUBSCRIPTION, id);
        if (subscription.body().path("schedule").isTextual())
            throw ApiError.parameterInvalid(
                    "from_subscription", "The subscription has a schedule already.");
        var body = ScheduleFields.blank(customer);
        for (var name : List.of("application", "billing_mode"))
            body.set(name, subscription.body().path(name).deepCopy());
        body.put("end_behavior", call.params().text("end_behavior").orElse("release"));
        JsonFields.metadata(body, call.params());
        body.put("status", "active");
        body.put("subscription", id);
        var phase = Phases.ofSubscription(subscription);
        body.putArray("phases").add(phase);
        var current = body.putObject("current_phase");
        current.set("end_date", phase.path("end_date"));
        current.set("start_date", phase.path("start_date"));
        var detail = Json.object();
        Phases.keep(subscription, detail);
        PhaseTerms.kept(detail);
        ScheduleFields.plan(body, detail);
        var now = documents.now(tx, subscription);
        var made =
                documents.put(
                        tx,
                        call.account(),
                        Kind.SCHEDULE,
                        documents.newId(call.account(), Kind.SCHEDULE),
                        now,
                        body,
                        detail);
        documents.tell(tx, made, cause, "subscription_schedule.created");
        var next = subscription.body().deepCopy();
        next.put("schedule", made.id());
        var kept = documents.change(tx, subscription, next, subscription.detail());
        documents.changed(tx, subscription, kept, cause, Lifecycle.UPDATED);
        return made;
    }

    private Answer update(Call call) {
        var params = call.params();
        var cause = Cause.of(call);
        var seen = documents.named(call, Kind.SCHEDULE);
        checkShares(call, seen.body());
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var schedule = documents.held(tx, call.account(), Kind.SCHEDULE, seen.id());
            Scheduling.checkRuns(schedule);
            var body = schedule.body().deepCopy();
            ScheduleFields.defaults(tx, buyers, body, customer, params);
            params.text("end_behavior").ifPresent(b -> body.put("end_behavior", b));
            JsonFields.metadata(body, params);
            var detail = schedule.detail().deepCopy();
            if (params.has("phases")) {
                var first = ScheduleFields.phases(schedule.body()).getFirst();
                var written = new PhaseTerms.Schedule(customer, schedule.id(), detail);
                phases.write(
                        tx,
                        new Phases.Written(call, written, cause),
                        body,
                        JsonFields.time(first, "start_date").orElseThrow());
                checkMethods(tx, customer, params);
                ScheduleFields.checkPast(schedule, body, documents.now(tx, schedule));
                phases.keep(tx, call.account(), body, detail);
            }
            var after = scheduling.save(tx, schedule, body, detail, cause, Scheduling.UPDATED);
            var behavior = params.text("proration_behavior").orElse("create_prorations");
            scheduling.changed(tx, schedule, after, customer, behavior, cause);
            return InvoicesHttp.shown(after);
        });
    }

    private Answer cancel(Call call) {
        var params = call.params();
        var settling =
                new Subscriptions.Settling(
                        params.flag("prorate").orElse(true),
                        params.flag("invoice_now").orElse(true));
        return act(
                call,
                (tx, customer, schedule) ->
                        scheduling.cancel(tx, schedule, customer, settling, Cause.of(call)));
    }

    private Answer release(Call call) {
        boolean ends = call.params().isTrue("preserve_cancel_date");
        return act(
                call,
                (tx, customer, schedule) -> scheduling.release(tx, schedule, ends, Cause.of(call)));
    }

    /** What ends a schedule. */
    private interface Act {
        Document on(Tx tx, Customer customer, Document schedule);
    }

    private Answer act(Call call, Act act) {
        var seen = documents.named(call, Kind.SCHEDULE);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var schedule = documents.held(tx, call.account(), Kind.SCHEDULE, seen.id());
            return InvoicesHttp.shown(act.on(tx, customer, schedule));
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Json.object();
        params.text("customer").ifPresent(text -> like.put("customer", text));
        var states = params.isTrue("scheduled") ? List.of("not_started") : List.<String>of();
        var wanted =
                new DocumentsSql.Wanted(like, states, params.range("created")).within(params, ENDS);
        return Lists.answer(
                BASE, documents.list(call.account(), Kind.SCHEDULE, wanted, call.page()));
    }
}
