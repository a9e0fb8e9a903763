package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is done with subscriptions from outside, each in one transaction, and the payment that may
 * follow it.
 */
final class Subscriptions {

    private final Platform platform;
    private final Papers papers;
    private final Buyers buyers;
    private final Goods goods;
    private final Invoicing invoicing;
    private final Changing changing;
    private final Lives lives;

    /** How a subscription's invoices come about. */
    record Invoicing(
            Subscribing subscribing,
            Drafting drafting,
            Finalizing finalizing,
            Collecting collecting,
            Renewing renewing,
            Ending ending,
            Discounting discounting) {}

    Subscriptions(
            Platform platform,
            Papers papers,
            Buyers buyers,
            Goods goods,
            Invoicing invoicing,
            Changing changing,
            Lives lives) {
        this.platform = platform;
        this.papers = papers;
        this.buyers = buyers;
        this.goods = goods;
        this.invoicing = invoicing;
        this.changing = changing;
        this.lives = lives;
    }

    /** A subscription, and the invoice that is to be paid because of what was done with it. */
    record Done(Paper subscription, Optional<Paper> invoice) {}

    /**
     * Tries to pay a subscription's first or immediate invoice.
     *
     * @param strict whether a failure is an error, else the subscription says it
     */
    void pay(Done done, boolean strict, boolean offSession, Cause cause) {
        var invoice = done.invoice().filter(i -> i.is("open") && !isSent(i));
        if (invoice.isEmpty()) return;
        var account = done.subscription().account();
        var outcome =
                invoicing
                        .collecting()
                        .pay(account, invoice.get().id(), Optional.empty(), offSession, cause);
        if (!strict) return;
        switch (outcome) {
            case Collecting.Outcome.Paid paid -> {}
            case Collecting.Outcome.NeedsAction needs -> throw ActionsHttp.needsAction(needs);
            case Collecting.Outcome.Declined declined -> throw ActionsHttp.declined(declined);
            case Collecting.Outcome.NoMethod none -> throw ActionsHttp.noMethod();
        }
    }

    private static boolean isSent(Paper invoice) {
        return invoice.body().path("collection_method").asText().equals("send_invoice");
    }

    /** A subscription that could not begin was never there. */
    void undo(Paper subscription, Cause cause) {
        var account = subscription.account();
        Nodes.text(subscription.body(), "latest_invoice")
                .flatMap(id -> papers.find(account, Kind.INVOICE, id))
                .filter(invoice -> invoice.is("open"))
                .ifPresent(invoice -> invoicing.ending().voided(invoice, cause));
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            var held =
                                    papers.held(tx, account, Kind.SUBSCRIPTION, subscription.id());
                            papers.delete(tx, lives.cancel(tx, held, "payment_failed", cause));
                        });
    }

    /** The update of an API request. */
    Done update(Tx tx, Paper seen, Params params, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = papers.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (Lives.isOver(before))
            throw ApiError.invalid(
                    "A canceled subscription can only update its cancellation_details and"
                            + " metadata.");
        var now = papers.now(tx, before);
        var body = before.body().deepCopy();
        changing.apply(tx, before, body, params.hashes("items"), cause);
        simple(tx, before, body, customer, params, now);
        var behavior = params.text("proration_behavior").orElse("create_prorations");
        var done = rewritten(tx, before, body, customer, behavior, cause);
        var trialEnd = params.timestamp("trial_end");
        if (trialEnd.isEmpty()) return done;
        return trial(tx, done.subscription(), customer, trialEnd.get(), now, cause);
    }

    private void simple(
            Tx tx, Paper before, ObjectNode body, Customer customer, Params params, Instant now) {
        SubscriptionParams.fill(body, params, now);
        if (params.isUnset("default_payment_method")) body.putNull("default_payment_method");
        params.text("default_payment_method")
                .map(id -> buyers.own(tx, customer, id, "default_payment_method"))
                .ifPresent(method -> body.put("default_payment_method", method.id().text()));
        if (params.isUnset("default_tax_rates")) body.putArray("default_tax_rates");
        if (params.has("default_tax_rates")) {
            var rates = goods.rates(tx, before.account(), params, "default_tax_rates");
            body.putArray("default_tax_rates")
                    .addAll(goods.shownRates(tx, before.account(), rates));
        }
        if (params.isUnset("discounts")) body.putArray("discounts");
        if (params.has("discounts")) {
            var owner =
                    new Discounting.Owner(before.account(), customer, "subscription", before.id());
            var made = invoicing.discounting().make(tx, owner, params, before.currency());
            made.forEach(body.putArray("discounts")::add);
        }
    }

    /** Writes changed items, and makes up for what is left of the period. */
    Done rewritten(
            Tx tx, Paper before, ObjectNode body, Customer customer, String behavior, Cause cause) {
        boolean owed =
                !behavior.equals("none") && changing.prorate(tx, before, body, customer, cause);
        var detail = before.detail().deepCopy();
        if (!owed || !behavior.equals("always_invoice")) {
            var after = lives.save(tx, before, body, detail, cause, Lives.UPDATED);
            return new Done(after, Optional.empty());
        }
        var draft =
                invoicing
                        .subscribing()
                        .draft(tx, before, customer, "subscription_update", papers.now(tx, before));
        invoicing.drafting().takePending(tx, draft);
        invoicing.drafting().addUp(tx, draft, customer);
        var invoice = invoicing.drafting().put(tx, draft, cause).orElseThrow();
        body.put("latest_invoice", invoice.id());
        var after = lives.save(tx, before, body, detail, cause, Lives.UPDATED);
        var open = invoicing.finalizing().finalize(tx, invoice, customer, cause);
        return new Done(after, Optional.of(open));
    }

    /** A schedule's next phase: the subscription has these items from now on. */
    Done toPhase(
            Tx tx,
            Paper subscription,
            List<Subscribing.Wanted> wanted,
            Customer customer,
            String behavior) {
        // At a boundary of periods the next one is begun by whoever comes first: with these items.
        var now = papers.now(tx, subscription);
        boolean boundary = !Lives.periodEnd(subscription.body()).isAfter(now);
        var body = subscription.body().deepCopy();
        changing.become(tx, subscription, body, wanted);
        return rewritten(
                tx, subscription, body, customer, boundary ? "none" : behavior, Cause.NONE);
    }

    /** A trial ends earlier or later, or at once. */
    private Done trial(
            Tx tx, Paper subscription, Customer customer, Instant end, Instant now, Cause cause) {
        var body = subscription.body().deepCopy();
        boolean over = !end.isAfter(now);
        if (over && !subscription.is("trialing")) return new Done(subscription, Optional.empty());
        var moment = over ? now : end;
        if (!body.path("trial_start").isNumber()) body.put("trial_start", Json.seconds(now));
        body.put("trial_end", Json.seconds(moment));
        if (!over) {
            body.put("status", "trialing");
            body.put("billing_cycle_anchor", Json.seconds(end));
            Subscribing.period(body, Lives.periodStart(body), end);
        }
        var detail = subscription.detail().deepCopy();
        var after = lives.save(tx, subscription, body, detail, cause, Lives.UPDATED);
        if (!over) return new Done(after, Optional.empty());
        var draft = invoicing.renewing().endTrial(tx, after, customer, cause);
        var open =
                draft.map(invoice ->
                        isSent(invoice)
                                ? invoice
                                : invoicing.finalizing().finalize(tx, invoice, customer, cause));
        return new Done(found(tx, after), open);
    }

    private Paper found(Tx tx, Paper paper) {
        return papers.find(tx, paper.account(), paper.kind(), paper.id()).orElseThrow();
    }

    /** Ends it now, as the seller wishes. */
    Paper cancel(Tx tx, Paper seen, Params params, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = papers.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (Lives.isOver(before)) throw ApiError.missing("subscription", seen.id());
        var body = before.body().deepCopy();
        params.hash("cancellation_details")
                .ifPresent(d ->
                        Nodes.texts(
                                Nodes.object(body, "cancellation_details"),
                                d,
                                "comment",
                                "feedback"));
        if (params.isTrue("prorate")) {
            var none = body.deepCopy();
            Nodes.object(none, "items").putArray("data");
            changing.prorate(tx, before, none, customer, cause);
        }
        var noted = papers.change(tx, before, body, before.detail());
        return lives.cancel(tx, noted, "cancellation_requested", cause);
    }

    /** A paused subscription goes on: it is paid from now on. */
    Done resume(Tx tx, Paper seen, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = papers.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (!before.is("paused"))
            throw ApiError.invalid("Only paused subscriptions can be resumed.");
        var now = papers.now(tx, before);
        var body = before.body().deepCopy();
        body.put("status", "active");
        body.remove("status_details");
        body.put("billing_cycle_anchor", Json.seconds(now));
        var draft = invoicing.renewing().period(tx, before, body, customer, now, cause);
        var after = found(tx, before);
        papers.tell(tx, after, cause, "customer.subscription.resumed");
        var open =
                draft.map(invoice ->
                        isSent(invoice)
                                ? invoice
                                : invoicing.finalizing().finalize(tx, invoice, customer, cause));
        return new Done(found(tx, after), open);
    }

    /** A customer is gone: what they had ends. */
    void customerDeleted(hawker.platform.Event event, PapersSql sql) {
        var account = event.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            for (var seen :
                                    sql.ofCustomer(
                                            tx, account, Kind.SUBSCRIPTION, event.subject())) {
                                var held = papers.held(tx, account, Kind.SUBSCRIPTION, seen.id());
                                if (!Lives.isOver(held))
                                    lives.cancel(tx, held, "cancellation_requested", Cause.NONE);
                            }
                        });
    }
}
