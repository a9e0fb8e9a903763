package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The next invoice of what there is, or would be: done as it will be, in the transaction of a
 * preview, which is rolled back.
 */
final class Foreseeing {

    private final Documents documents;
    private final DocumentsSql sql;
    private final Beginning beginning;
    private final Subscriptions subscriptions;
    private final Renewing renewing;
    private final Scheduling scheduling;
    private final Schedules schedules;

    Foreseeing(
            Documents documents,
            DocumentsSql sql,
            Beginning beginning,
            Subscriptions subscriptions,
            Renewing renewing,
            Scheduling scheduling,
            Schedules schedules) {
        this.documents = documents;
        this.sql = sql;
        this.beginning = beginning;
        this.subscriptions = subscriptions;
        this.renewing = renewing;
        this.scheduling = scheduling;
        this.schedules = schedules;
    }

    /** What a schedule's next invoice is, and the one after a change of it. */
    Document led(Tx tx, Document seen, Customer customer, Optional<Params> changes) {
        var held = documents.held(tx, seen.account(), Kind.SCHEDULE, seen.id());
        var done =
                changes.map(d -> new Schedules.Asked(d, Optional.empty(), Cause.NONE))
                        .map(asked -> schedules.change(tx, held, customer, asked));
        if (done.flatMap(Schedules.Done::invoice).isPresent())
            return done.flatMap(Schedules.Done::invoice).get();
        var schedule = done.map(Schedules.Done::schedule).orElse(held);
        if (!schedule.is("not_started")) {
            var id = JsonFields.text(schedule.body(), "subscription").orElseThrow();
            return renewed(tx, subscription(tx, seen.account(), id), customer, Optional.empty());
        }
        var now = documents.now(tx, schedule);
        var start = ScheduleFields.start(ScheduleFields.phases(schedule.body()).getFirst());
        var begun =
                Documents.at(
                        start.isAfter(now) ? start : now,
                        () -> scheduling.begin(tx, schedule, customer, Cause.NONE));
        return latest(tx, begun.subscription());
    }

    /** The subscription of a customer that is invoiced next. */
    Optional<Document> next(Tx tx, Customer customer) {
        return sql
                .ofCustomer(tx, customer.account(), Kind.SUBSCRIPTION, customer.id().text())
                .stream()
                .filter(Foreseeing::renews)
                .min(Comparator.comparing(s -> Lifecycle.periodEnd(s.body())));
    }

    private static boolean renews(Document subscription) {
        var end = Lifecycle.periodEnd(subscription.body());
        boolean ends =
                JsonFields.time(subscription.body(), "cancel_at")
                        .filter(at -> !at.isAfter(end))
                        .isPresent();
        return !ends
                && List.of("active", "past_due", "trialing", "unpaid")
                        .contains(subscription.state());
    }

    /** The first invoice of a subscription that there is not yet. */
    Document begun(Tx tx, Beginning.Plan plan) {
        var subscription =
                beginning.begin(tx, plan.previewed(), Optional.empty(), Cause.NONE).orElseThrow();
        return latest(tx, subscription);
    }

    private Document latest(Tx tx, Document subscription) {
        var id = JsonFields.text(subscription.body(), "latest_invoice").orElseThrow();
        return documents.find(tx, subscription.account(), Kind.INVOICE, id).orElseThrow();
    }

    /** The next invoice of a subscription, after a change if one is asked about. */
    Document renewed(Tx tx, Document seen, Customer customer, Optional<Params> details) {
        var before = documents.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        if (Lifecycle.isOver(before)) throw none(customer);
        var asked = details.map(d -> changed(tx, before, customer, d));
        if (asked.isPresent() && asked.get().invoice().isPresent())
            return asked.get().invoice().get();
        var changed = asked.map(Subscriptions.Done::subscription).orElse(before);
        if (Lifecycle.isOver(changed)) throw none(customer);
        var led = scheduling.foreseen(tx, changed, customer);
        if (led.invoice().isPresent()) return led.invoice().get();
        var next = led.subscription();
        if (!renews(next)) throw none(customer);
        var invoice =
                next.is("trialing")
                        ? renewing.endTrial(tx, next, customer, Cause.NONE)
                        : renewing.renew(tx, next, customer, Cause.NONE);
        return invoice.orElseThrow(() -> none(customer));
    }

    /** What the details say is done, as if they were the parameters of an update. */
    private Subscriptions.Done changed(Tx tx, Document before, Customer customer, Params details) {
        var anchor = details.text("billing_cycle_anchor");
        if (anchor.filter(a -> !List.of("now", "unchanged").contains(a)).isPresent())
            throw ApiError.parameterInvalid(
                    details.nameOf("billing_cycle_anchor"),
                    "Of a subscription that there is it can only be `now` or `unchanged`.");
        if (details.has("start_date"))
            throw ApiError.parameterInvalid(
                    details.nameOf("start_date"),
                    "Of a subscription that there is `start_date` cannot be changed.");
        if (details.has(PreviewParams.RESUMES))
            return subscriptions.resume(tx, before, Optional.empty(), Cause.NONE);
        var mode = details.hash("billing_mode");
        var held = mode.map(m -> migrated(tx, before, m)).orElse(before);
        if (!details.isTrue("cancel_now"))
            return subscriptions.changed(tx, held, customer, details, Cause.NONE);
        boolean prorates = !details.text("proration_behavior").map("none"::equals).orElse(false);
        var settling = new Subscriptions.Settling(prorates, true);
        return subscriptions.cancel(tx, held, customer, settling, Cause.NONE);
    }

    /** With the mode that a migration would give it; the one it has is no migration. */
    private Document migrated(Tx tx, Document before, Params mode) {
        var asked = Json.object();
        SubscriptionFields.mode(asked, mode);
        var name = "billing_mode";
        for (var part : List.of("type", "flexible"))
            if (!asked.path(name).path(part).equals(before.body().path(name).path(part))) {
                if (!mode.requiredText("type").equals("flexible"))
                    throw ApiError.parameterInvalid(
                            mode.nameOf("type"), "A flexible subscription stays flexible.");
                boolean itemized = SubscriptionFields.isItemized(mode);
                return subscriptions.migrate(tx, before, itemized, Cause.NONE);
            }
        return before;
    }

    private Document subscription(Tx tx, AccountId account, String id) {
        return documents.find(tx, account, Kind.SUBSCRIPTION, id).orElseThrow();
    }

    /** 404, code invoice_upcoming_none. */
    static ApiError none(Customer customer) {
        return new ApiError(
                        404,
                        "invalid_request_error",
                        "No upcoming invoices for customer: " + customer.id())
                .code("invoice_upcoming_none");
    }
}
