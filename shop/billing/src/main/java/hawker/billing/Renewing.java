package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.Optional;

/**
 * What time does to subscriptions: trials end, periods follow each other and are invoiced, what was
 * to end ends. One step a transaction; a period's invoice is made once ({@code detail.fact}, a
 * constraint), however often the step is begun.
 */
final class Renewing {

    private final Platform platform;
    private final Papers papers;
    private final Buyers buyers;
    private final Subscribing subscribing;
    private final Drafting drafting;
    private final Ending ending;
    private final Lives lives;

    Renewing(
            Platform platform,
            Papers papers,
            Buyers buyers,
            Subscribing subscribing,
            Drafting drafting,
            Ending ending,
            Lives lives) {
        this.platform = platform;
        this.papers = papers;
        this.buyers = buyers;
        this.subscribing = subscribing;
        this.drafting = drafting;
        this.ending = ending;
        this.lives = lives;
    }

    /** Does the next step, if one is due. */
    void onTime(Paper seen) {
        var leftover = platform.tx().inAccount(seen.account(), tx -> step(tx, seen));
        // An invoice that nobody is to pay any more is given up outside the transaction.
        leftover.flatMap(id -> papers.find(seen.account(), Kind.INVOICE, id))
                .filter(invoice -> invoice.is("open"))
                .ifPresent(invoice -> ending.voided(invoice, Cause.NONE));
    }

    private Optional<String> step(Tx tx, Paper seen) {
        var customer = buyers.held(tx, seen.account(), seen.customer().orElseThrow());
        var subscription = papers.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        var now = papers.now(tx, subscription);
        if (!DueWork.isDue(subscription, now)) return Optional.empty();
        var body = subscription.body();
        var latest = Nodes.text(body, "latest_invoice");
        if (subscription.is("incomplete")) {
            expire(tx, subscription, now);
            return latest;
        }
        if (isOver(Nodes.time(body, "cancel_at"), now)) {
            lives.cancel(tx, subscription, "cancellation_requested", Cause.NONE);
            return Optional.empty();
        }
        if (isOver(Nodes.time(body.path("pause_collection"), "resumes_at"), now)) {
            var next = body.deepCopy();
            next.putNull("pause_collection");
            lives.save(
                    tx,
                    subscription,
                    next,
                    subscription.detail().deepCopy(),
                    Cause.NONE,
                    Lives.UPDATED);
            return Optional.empty();
        }
        if (subscription.is("trialing")) trial(tx, subscription, customer, now);
        else renew(tx, subscription, customer, Cause.NONE);
        return Optional.empty();
    }

    private static boolean isOver(Optional<Instant> end, Instant now) {
        return end.map(e -> !e.isAfter(now)).orElse(false);
    }

    private void expire(Tx tx, Paper subscription, Instant now) {
        var body = subscription.body().deepCopy();
        body.put("status", "incomplete_expired");
        body.put("ended_at", Json.seconds(now));
        lives.save(
                tx,
                subscription,
                body,
                subscription.detail().deepCopy(),
                Cause.NONE,
                Lives.UPDATED);
    }

    private void trial(Tx tx, Paper subscription, Customer customer, Instant now) {
        var end = Nodes.time(subscription.body(), "trial_end").orElseThrow();
        if (end.isAfter(now)) warn(tx, subscription, end);
        else endTrial(tx, subscription, customer, Cause.NONE);
    }

    /** Tells, once, that a trial will end soon. */
    Paper warn(Tx tx, Paper subscription, Instant end) {
        var detail = subscription.detail().deepCopy();
        detail.put("warned", Json.seconds(end));
        return lives.save(
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
    Optional<Paper> endTrial(Tx tx, Paper subscription, Customer customer, Cause cause) {
        var body = subscription.body();
        boolean payable =
                body.path("default_payment_method").isTextual()
                        || customer.usualMethod().isPresent()
                        || body.path("collection_method").asText().equals("send_invoice");
        var missing =
                body.path("trial_settings")
                        .path("end_behavior")
                        .path("missing_payment_method")
                        .asText("create_invoice");
        if (!payable && missing.equals("pause")) {
            pause(tx, subscription, cause);
            return Optional.empty();
        }
        if (!payable && missing.equals("cancel")) {
            lives.cancel(tx, subscription, "payment_failed", cause);
            return Optional.empty();
        }
        var next = body.deepCopy();
        next.put("status", "active");
        next.set("billing_cycle_anchor", next.path("trial_end"));
        var start = Nodes.time(next, "trial_end").orElseThrow();
        return period(tx, subscription, next, customer, start, cause);
    }

    private void pause(Tx tx, Paper subscription, Cause cause) {
        var now = papers.now(tx, subscription);
        var body = subscription.body().deepCopy();
        body.put("status", "paused");
        var paused = body.putObject("status_details").putObject("paused");
        paused.put("type", "subscription").put("transitioned_at", Json.seconds(now));
        paused.putObject("subscription").put("type", "trial_end_without_payment_method");
        lives.save(
                tx,
                subscription,
                body,
                subscription.detail().deepCopy(),
                cause,
                Lives.UPDATED,
                "customer.subscription.paused");
    }

    /** Begins the next period, and makes its invoice, a draft. */
    Optional<Paper> renew(Tx tx, Paper subscription, Customer customer, Cause cause) {
        var next = subscription.body().deepCopy();
        return period(tx, subscription, next, customer, Lives.periodEnd(next), cause);
    }

    /** The period from a moment on, of a subscription whose anchor is set. */
    Optional<Paper> period(
            Tx tx,
            Paper subscription,
            ObjectNode next,
            Customer customer,
            Instant start,
            Cause cause) {
        var anchor = Nodes.time(next, "billing_cycle_anchor").orElseThrow();
        var interval = Subscribing.interval(Beginning.items(next).getFirst());
        var end = Periods.next(anchor, interval, start);
        Subscribing.period(next, start, end);
        var detail = subscription.detail().deepCopy();
        var renewed =
                new Paper(
                        subscription.account(),
                        subscription.kind(),
                        subscription.id(),
                        subscription.version(),
                        subscription.created(),
                        false,
                        next,
                        detail);
        var now = papers.now(tx, subscription);
        var draft = subscribing.draft(tx, renewed, customer, "subscription_cycle", now);
        subscribing.bill(tx, draft, renewed, start, end, false);
        drafting.takePending(tx, draft);
        drafting.addUp(tx, draft, customer);
        draft.detail().put("fact", subscription.id() + "@" + Json.seconds(start));
        var paused = Nodes.text(next.path("pause_collection"), "behavior");
        if (paused.isPresent()) draft.body().put("auto_advance", false);
        Drafting.plan(draft, now);
        var made = drafting.put(tx, draft, cause).map(i -> paused(tx, i, paused, now, cause));
        made.ifPresent(invoice -> next.put("latest_invoice", invoice.id()));
        lives.save(tx, subscription, next, detail, cause, Lives.UPDATED);
        return made;
    }

    /** While collection is paused an invoice is void or given up as soon as it is made. */
    private Paper paused(
            Tx tx, Paper invoice, Optional<String> behavior, Instant now, Cause cause) {
        boolean voids = behavior.map("void"::equals).orElse(false);
        boolean gives = behavior.map("mark_uncollectible"::equals).orElse(false);
        if (!voids && !gives) return invoice;
        var body = invoice.body().deepCopy();
        body.put("status", voids ? "void" : "uncollectible");
        Nodes.object(body, "status_transitions")
                .put(voids ? "voided_at" : "marked_uncollectible_at", Json.seconds(now));
        var after = papers.change(tx, invoice, body, invoice.detail());
        var type = voids ? "invoice.voided" : "invoice.marked_uncollectible";
        papers.changed(tx, invoice, after, cause, "invoice.updated", type);
        return after;
    }
}
