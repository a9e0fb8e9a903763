package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What time does to subscriptions: trials end, periods follow each other and are invoiced, what was
 * to end ends. One step a transaction; a period's invoice is made once ({@code detail.fact}, a
 * constraint), however often the step is begun.
 */
final class Renewing {

    private static final String CYCLE = "subscription_cycle";
    private static final String PENDING = "automatic_pending_invoice_item_invoice";
    private static final String NEXT_PENDING = SubscriptionFields.NEXT_PENDING;

    /** When to look again at a first invoice whose payment is under way. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Subscribing subscribing;
    private final Drafting drafting;
    private final Ending ending;
    private final Lifecycle lifecycle;

    Renewing(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Subscribing subscribing,
            Drafting drafting,
            Ending ending,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.subscribing = subscribing;
        this.drafting = drafting;
        this.ending = ending;
        this.lifecycle = lifecycle;
    }

    /** Does the next step, if one is due. */
    void onTime(Document seen) {
        platform.tx().doInAccount(seen.account(), tx -> step(tx, seen));
    }

    private void step(Tx tx, Document seen) {
        var customer = buyers.held(tx, seen.account(), seen.customer().orElseThrow());
        var subscription = documents.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        var now = documents.now(tx, subscription);
        if (!DueWork.isDue(subscription, now)) return;
        var body = subscription.body();
        if (subscription.is("incomplete")) {
            expire(tx, subscription, customer, now);
            return;
        }
        if (isOver(JsonFields.time(body, "cancel_at"), now)) {
            rest(tx, subscription, customer, now);
            lifecycle.cancel(tx, subscription, "cancellation_requested", Cause.NONE);
            return;
        }
        if (isOver(JsonFields.time(body.path("pause_collection"), "resumes_at"), now)) {
            var next = body.deepCopy();
            next.putNull("pause_collection");
            lifecycle.save(
                    tx,
                    subscription,
                    next,
                    subscription.detail().deepCopy(),
                    Cause.NONE,
                    Lifecycle.UPDATED);
            return;
        }
        if (waits(subscription, now)) pending(tx, subscription, customer, now);
        else if (subscription.is("trialing")) trial(tx, subscription, customer, now);
        else renew(tx, subscription, customer, Cause.NONE);
    }

    /** What waits for the next invoice is collected by a last one: there is no next. */
    private void rest(Tx tx, Document subscription, Customer customer, Instant now) {
        var draft = subscribing.draft(tx, subscription, customer, CYCLE, now);
        var end = JsonFields.time(subscription.body(), "cancel_at").orElse(now);
        subscribing.metering().used(tx, draft, subscription, end, true);
        drafting.takePending(tx, draft);
        if (Lines.of(draft.body()).isEmpty()) return;
        draft.detail().put("last", true);
        if (subscription.body().path("pause_collection").isObject())
            draft.body().put("auto_advance", false);
        drafting.addUp(tx, draft, customer);
        Drafting.plan(draft, now);
        drafting.put(tx, draft, Cause.NONE);
    }

    /** Whether what waits is invoiced now; at the end of a period it is with the period. */
    private static boolean waits(Document subscription, Instant now) {
        boolean due = isOver(JsonFields.time(subscription.body(), NEXT_PENDING), now);
        return due && Lifecycle.periodEnd(subscription.body()).isAfter(now);
    }

    /** Invoices what waits for a subscription whose period goes on, if anything does. */
    private void pending(Tx tx, Document subscription, Customer customer, Instant now) {
        var draft = subscribing.draft(tx, subscription, customer, PENDING, now);
        drafting.takePending(tx, draft);
        var next = subscription.body().deepCopy();
        SubscriptionFields.planPending(next, now);
        var detail = subscription.detail().deepCopy();
        if (Lines.of(draft.body()).isEmpty())
            lifecycle.save(tx, subscription, next, detail, Cause.NONE, Lifecycle.UPDATED);
        else between(tx, draft, subscription, next, detail, customer, now, Cause.NONE);
    }

    /** What a subscription is about to be may have thresholds that are reached already. */
    void expect(Tx tx, Document before, ObjectNode body) {
        var detail = before.detail();
        Thresholds.expect(platform, tx, before.with(body, detail));
    }

    /** Invoices what was used so far, and what waits, of a subscription whose period goes on. */
    void early(Tx tx, Document draft, Document subscription, Customer customer, Cause cause) {
        var now = documents.now(tx, subscription);
        var detail = subscription.detail().deepCopy();
        var period = new Lines.Period(Lifecycle.periodStart(subscription.body()), now);
        subscribing.metering().early(tx, draft, subscription, period, detail);
        drafting.takePending(tx, draft);
        Thresholds.mark(draft, subscription);
        var next = subscription.body().deepCopy();
        between(tx, draft, subscription, next, detail, customer, now, cause);
    }

    private void between(
            Tx tx,
            Document draft,
            Document subscription,
            ObjectNode next,
            ObjectNode detail,
            Customer customer,
            Instant now,
            Cause cause) {
        drafting.addUp(tx, draft, customer);
        var of = subscription.id() + "@" + Json.seconds(now) + "." + subscription.version();
        draft.detail().put("fact", of);
        var paused = JsonFields.text(next.path("pause_collection"), "behavior");
        if (paused.isPresent() || subscription.is("unpaid"))
            draft.body().put("auto_advance", false);
        Drafting.plan(draft, now);
        var put = drafting.put(tx, draft, cause).orElseThrow();
        next.put("latest_invoice", paused(tx, put, paused, now, cause).id());
        lifecycle.save(tx, subscription, next, detail, cause, Lifecycle.UPDATED);
    }

    private static boolean isOver(Optional<Instant> end, Instant now) {
        return end.map(e -> !e.isAfter(now)).orElse(false);
    }

    private void expire(Tx tx, Document subscription, Customer customer, Instant now) {
        try {
            ending.voidFirst(tx, subscription, customer, Cause.NONE);
        } catch (ApiError underWay) {
            // Its payment comes, or has come: then it is not over. Nothing was written.
            var detail = subscription.detail().deepCopy();
            detail.put("due", Json.seconds(now.plus(AGAIN)));
            documents.change(tx, subscription, subscription.body(), detail);
            return;
        }
        var body = subscription.body().deepCopy();
        body.put("status", "incomplete_expired");
        body.put("ended_at", Json.seconds(now));
        lifecycle.save(
                tx,
                subscription,
                body,
                subscription.detail().deepCopy(),
                Cause.NONE,
                Lifecycle.UPDATED);
    }

    private void trial(Tx tx, Document subscription, Customer customer, Instant now) {
        var end = JsonFields.time(subscription.body(), "trial_end").orElseThrow();
        if (end.isAfter(now)) warn(tx, subscription, end);
        else endTrial(tx, subscription, customer, Cause.NONE);
    }

    /** Tells, once, that a trial will end soon. */
    Document warn(Tx tx, Document subscription, Instant end) {
        var detail = subscription.detail().deepCopy();
        detail.put("warned", Json.seconds(end));
        return lifecycle.save(
                tx,
                subscription,
                subscription.body().deepCopy(),
                detail,
                Cause.NONE,
                "customer.subscription.trial_will_end");
    }

    /**
     * A trial is over: it is paid from now on, or it rests if there is nothing to pay with.
     *
     * @return the invoice of the first paid period, a draft; empty if there is none
     */
    Optional<Document> endTrial(Tx tx, Document subscription, Customer customer, Cause cause) {
        var body = subscription.body();
        boolean payable =
                Buyers.method(body).isPresent()
                        || customer.usualMethod().isPresent()
                        || body.path("collection_method").asText().equals("send_invoice");
        var missing =
                body.path("trial_settings")
                        .path("end_behavior")
                        .path("missing_payment_method")
                        .asText("create_invoice");
        if (!payable && missing.equals("pause")) {
            pause(tx, subscription, "trial_end_without_payment_method", cause);
            return Optional.empty();
        }
        if (!payable && missing.equals("cancel")) {
            lifecycle.cancel(tx, subscription, "payment_failed", cause);
            return Optional.empty();
        }
        var next = body.deepCopy();
        next.put("status", "active");
        next.set("billing_cycle_anchor", next.path("trial_end"));
        var start = JsonFields.time(next, "trial_end").orElseThrow();
        return period(tx, subscription, next, customer, start, CYCLE, cause);
    }

    /**
     * @param why as the API says it
     */
    Document pause(Tx tx, Document subscription, String why, Cause cause) {
        var now = documents.now(tx, subscription);
        var body = subscription.body().deepCopy();
        body.put("status", "paused");
        var paused = body.putObject("status_details").putObject("paused");
        paused.put("type", "subscription").put("transitioned_at", Json.seconds(now));
        paused.putObject("subscription").put("type", why);
        return lifecycle.save(
                tx,
                subscription,
                body,
                subscription.detail().deepCopy(),
                cause,
                Lifecycle.UPDATED,
                "customer.subscription.paused");
    }

    /** Begins the next period, and makes its invoice, a draft. */
    Optional<Document> renew(Tx tx, Document subscription, Customer customer, Cause cause) {
        var next = subscription.body().deepCopy();
        return period(tx, subscription, next, customer, Lifecycle.periodEnd(next), CYCLE, cause);
    }

    /**
     * The period from a moment on, of a subscription whose anchor is set.
     *
     * @param reason as the API says why there is an invoice
     */
    Optional<Document> period(
            Tx tx,
            Document subscription,
            ObjectNode next,
            Customer customer,
            Instant start,
            String reason,
            Cause cause) {
        var anchor = JsonFields.time(next, "billing_cycle_anchor").orElseThrow();
        var interval = Subscribing.interval(Beginning.items(next).getFirst());
        var end = Periods.next(anchor, interval, start);
        Subscribing.period(next, start, end);
        var until = Lifecycle.ends(next, start, end);
        var detail = subscription.detail().deepCopy();
        Lifecycle.billed(detail, until, end);
        var renewed =
                new Document(
                        subscription.account(),
                        subscription.kind(),
                        subscription.id(),
                        subscription.version(),
                        subscription.created(),
                        false,
                        next,
                        detail);
        var today = documents.now(tx, subscription);
        // A preview looks at a period that has not begun: what runs then counts.
        var now = start.isAfter(today) ? start : today;
        var draft = subscribing.draft(tx, renewed, customer, reason, now);
        boolean early = reason.equals(Thresholds.REASON);
        var counted = early ? Lifecycle.periodEnd(subscription.body()) : start;
        subscribing.metering().used(tx, draft, subscription, start, counted, false);
        detail.remove(Metering.BILLED);
        if (early) subscribing.metering().carry(tx, draft, renewed, detail);
        subscribing.bill(tx, draft, renewed, start, until, Subscribing.Part.of(start, until, end));
        drafting.takePending(tx, draft);
        if (early) Thresholds.mark(draft, subscription);
        SubscriptionFields.planPending(next, now);
        drafting.addUp(tx, draft, customer);
        // Two periods may begin in one second; of one version of the subscription begins one.
        draft.detail()
                .put(
                        "fact",
                        subscription.id()
                                + "@"
                                + Json.seconds(start)
                                + "."
                                + subscription.version());
        var paused = JsonFields.text(next.path("pause_collection"), "behavior");
        if (paused.isPresent() || next.path("status").asText().equals("unpaid"))
            draft.body().put("auto_advance", false);
        Drafting.plan(draft, now);
        // Otherwise the items that were taken would be on no invoice: all is rolled back instead.
        var put =
                drafting.put(tx, draft, cause)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "this period is billed already: " + subscription.id()));
        var made = Optional.of(paused(tx, put, paused, now, cause));
        made.ifPresent(invoice -> next.put("latest_invoice", invoice.id()));
        made.ifPresent(invoice -> detail.put("billed", invoice.id()));
        lifecycle.save(tx, subscription, next, detail, cause, Lifecycle.UPDATED);
        return made;
    }

    /** While collection is paused an invoice is void or given up as soon as it is made. */
    private Document paused(
            Tx tx, Document invoice, Optional<String> behavior, Instant now, Cause cause) {
        boolean voids = behavior.map("void"::equals).orElse(false);
        boolean gives = behavior.map("mark_uncollectible"::equals).orElse(false);
        if (!voids && !gives) return invoice;
        var body = invoice.body().deepCopy();
        body.put("status", voids ? "void" : "uncollectible");
        JsonFields.object(body, "status_transitions")
                .put(voids ? "voided_at" : "marked_uncollectible_at", Json.seconds(now));
        var after = documents.change(tx, invoice, body, invoice.detail());
        var type = voids ? "invoice.voided" : "invoice.marked_uncollectible";
        documents.changed(tx, invoice, after, cause, "invoice.updated", type);
        return after;
    }

    /**
     * A customer is gone: what they had ends. Or they are another: their drafts say so. Or they
     * have one method less.
     */
    void customerChanged(Event event, DocumentsSql sql) {
        if (event.isOf("payment_method.detached")) methodGone(event);
        else if (event.types().contains("customer.deleted")) customerDeleted(event, sql);
        else customerChanged(event);
    }

    private void methodGone(Event event) {
        var account = event.account();
        var method = new PaymentMethod.Id(event.subject());
        platform.tx().doInAccount(account, tx -> lifecycle.methodGone(tx, account, method));
    }

    private void customerChanged(Event event) {
        var told = Json.parse(event.payload().orElseThrow());
        boolean itself = event.types().contains("customer.updated");
        if (itself && !Buyers.shows(told.path("previous_attributes"))) return;
        var id = itself ? event.subject() : told.path("object").path("customer").asText();
        platform.tx().doInAccount(event.account(), tx -> drafting.follow(tx, event.account(), id));
    }

    private void customerDeleted(Event event, DocumentsSql sql) {
        var account = event.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            for (var seen :
                                    sql.ofCustomer(
                                            tx, account, Kind.SUBSCRIPTION, event.subject())) {
                                var held =
                                        documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
                                if (!Lifecycle.isOver(held))
                                    lifecycle.cancel(
                                            tx, held, "cancellation_requested", Cause.NONE);
                            }
                        });
    }
}
