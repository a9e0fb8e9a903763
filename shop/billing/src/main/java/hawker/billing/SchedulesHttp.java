package hawker.billing;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
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
    private final Schedules schedules;
    private final Scheduling scheduling;
    private final Subscriptions subscriptions;

    SchedulesHttp(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Schedules schedules,
            Scheduling scheduling,
            Subscriptions subscriptions) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.schedules = schedules;
        this.scheduling = scheduling;
        this.subscriptions = subscriptions;
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
        var blank = Json.put(Json.object(), "application", asked(call, cause).application());
        schedules.check(call.account(), blank, params);
        var done = platform.tx().inAccount(call.account(), tx -> once(tx, call, cause));
        done.subscription().ifPresent(d -> subscriptions.requests().pay(d, false, false, cause));
        return call.write(tx -> {
            var made = documents.held(tx, call.account(), Kind.SCHEDULE, done.schedule());
            var detail = made.detail().deepCopy();
            detail.remove("fact");
            return InvoicesHttp.shown(documents.change(tx, made, made.body(), detail));
        });
    }

    private static Schedules.Asked asked(Call call, Cause cause) {
        var application =
                call.platform()
                        .filter(by -> !by.equals(call.account()))
                        .map(AccountId::applicationText);
        return new Schedules.Asked(call.params(), application, cause);
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
        var begins = start.isAfter(now) ? start : now;
        var made = schedules.make(tx, customer, asked(call, cause), begins, fact(cause));
        if (begins.isAfter(now)) return new Made(made.id(), Optional.empty());
        return new Made(made.id(), Optional.of(scheduling.begin(tx, made, customer, cause)));
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
        return schedules.from(tx, subscription, customer, asked(call, cause));
    }

    private Answer update(Call call) {
        var cause = Cause.of(call);
        var seen = documents.named(call, Kind.SCHEDULE);
        schedules.check(call.account(), seen.body(), call.params());
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var schedule = documents.held(tx, call.account(), Kind.SCHEDULE, seen.id());
            var done = schedules.change(tx, schedule, customer, asked(call, cause));
            return InvoicesHttp.shown(done.schedule());
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
