package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
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

    private final Documents documents;
    private final Buyers buyers;
    private final Invoicing invoicing;
    private final Changing changing;
    private final Prorating prorating;
    private final Lifecycle lifecycle;

    /** How a subscription's invoices come about. */
    record Invoicing(
            Subscribing subscribing,
            Drafting drafting,
            Finalizing finalizing,
            Requesting requesting,
            Renewing renewing,
            Ending ending,
            Discounting discounting) {}

    Subscriptions(
            Documents documents,
            Buyers buyers,
            Invoicing invoicing,
            Changing changing,
            Prorating prorating,
            Lifecycle lifecycle) {
        this.documents = documents;
        this.buyers = buyers;
        this.invoicing = invoicing;
        this.changing = changing;
        this.prorating = prorating;
        this.lifecycle = lifecycle;
    }

    /** A subscription, and the invoice that is to be paid because of what was done with it. */
    record Done(Document subscription, Optional<Document> invoice) {}

    /** What a request does beside its change: once, and paid. */
    Requesting requests() {
        return invoicing.requesting();
    }

    /** The update of an API request. */
    Done update(Tx tx, Document seen, Params params, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (Lifecycle.isOver(before)) return noted(tx, before, params, cause);
        return changed(tx, before, customer, params, cause);
    }

    /** What parameters say of a locked subscription of a locked customer. */
    Done changed(Tx tx, Document before, Customer customer, Params params, Cause cause) {
        var now = documents.now(tx, before);
        var body = before.body().deepCopy();
        changing.apply(tx, before, body, customer, params.hashes("items"), cause);
        changing.describe(tx, before, body, customer, params, now);
        var proration = Changing.Proration.of(params, before, now);
        boolean again =
                params.text("billing_cycle_anchor").filter("now"::equals).isPresent()
                        && !before.is("trialing");
        Changing.check(before, !params.hashes("items").isEmpty(), again);
        changing.items().add(tx, before, customer, params, cause);
        invoicing.renewing().expect(tx, before, body);
        var done =
                again
                        ? restarted(tx, before, body, customer, proration, cause)
                        : rewritten(tx, before, body, customer, proration, cause);
        var price = Subscribing.priceOf(Beginning.items(body).getFirst());
        var ofPlan = SubscriptionParams.trialOfPlan(params, price, now);
        var trialEnd = SubscriptionParams.moment(params, "trial_end", now).or(() -> ofPlan);
        if (trialEnd.isEmpty()) return done;
        boolean free = trialEnd.get().isAfter(now) && !before.is("trialing");
        if (free && proration.happens())
            giveBack(tx, done.subscription(), customer, proration.at(), cause);
        return trial(tx, done.subscription(), customer, trialEnd.get(), now, cause);
    }

    /** What is over can still be written about. */
    private Done noted(Tx tx, Document before, Params params, Cause cause) {
        SubscriptionParams.checkOver(params);
        var body = before.body().deepCopy();
        JsonFields.metadata(body, params);
        SubscriptionFields.details(body, params);
        return saved(tx, before, body, cause);
    }

    private Done saved(Tx tx, Document before, ObjectNode body, Cause cause) {
        var detail = before.detail().deepCopy();
        var after = lifecycle.save(tx, before, body, detail, cause, Lifecycle.UPDATED);
        return new Done(after, Optional.empty());
    }

    /** Writes changed items, and makes up for what is left of the period. */
    Done rewritten(
            Tx tx,
            Document before,
            ObjectNode body,
            Customer customer,
            Changing.Proration proration,
            Cause cause) {
        if (!List.of("trialing", "incomplete", "paused").contains(before.state())
                && hasOtherInterval(before, body))
            return restarted(tx, before, body, customer, proration, cause);
        if (!proration.happens()) return saved(tx, before, body, cause);
        boolean owed = prorating.prorate(tx, before, body, customer, proration.at(), cause);
        var ends = prorating.ending(tx, before, body, customer, cause);
        owed |= ends.version() > before.version();
        return owed && proration.isInvoiced()
                ? settled(tx, ends, body, customer, false, cause)
                : saved(tx, ends, body, cause);
    }

    private static boolean hasOtherInterval(Document before, ObjectNode body) {
        var old = Subscribing.interval(Beginning.items(before.body()).getFirst());
        return !old.equals(Subscribing.interval(Beginning.items(body).getFirst()));
    }

    /**
     * Invoices at once what waits for a subscription, and writes its changed body.
     *
     * @param ends whether what was used is to be paid as well
     */
    private Done settled(
            Tx tx, Document before, ObjectNode body, Customer customer, boolean ends, Cause cause) {
        var now = documents.now(tx, before);
        var draft = invoicing.subscribing().draft(tx, before, customer, "subscription_update", now);
        draft.body().set("discounts", body.path("discounts").deepCopy());
        if (ends) invoicing.subscribing().metering().used(tx, draft, before, now, true);
        invoicing.drafting().takePending(tx, draft);
        if (Lines.of(draft.body()).isEmpty()) return saved(tx, before, body, cause);
        draft.detail().put("last", true);
        boolean rests = before.is("unpaid") || before.body().path("pause_collection").isObject();
        if (rests) draft.body().put("auto_advance", false);
        invoicing.drafting().addUp(tx, draft, customer);
        var invoice = invoicing.drafting().put(tx, draft, cause).orElseThrow();
        body.put("latest_invoice", invoice.id());
        var after = saved(tx, before, body, cause).subscription();
        var open = finalized(tx, invoice, customer, cause);
        return new Done(found(tx, after), Optional.of(open));
    }

    /**
     * Makes a subscription's draft final; the request that asked for it pays it. While collection
     * rests, and where the subscription is unpaid, it stays a draft.
     */
    private Document finalized(Tx tx, Document invoice, Customer customer, Cause cause) {
        if (!invoice.is("draft") || !invoice.body().path("auto_advance").asBoolean())
            return invoice;
        var draft = InvoicesHttp.copy(invoice);
        draft.detail().put("grace", true);
        return invoicing.finalizing().finalize(tx, draft, customer, cause);
    }

    /**
     * A new period begins now: what is left of the old one is given back, the new one is paid at
     * once. So it is asked for, and so it must be when the interval changes.
     */
    private Done restarted(
            Tx tx,
            Document before,
            ObjectNode body,
            Customer customer,
            Changing.Proration proration,
            Cause cause) {
        var now = proration.now();
        if (proration.happens()) giveBack(tx, before, customer, proration.at(), cause);
        body.put("billing_cycle_anchor", Json.seconds(now));
        var draft =
                invoicing
                        .renewing()
                        .period(tx, before, body, customer, now, "subscription_update", cause);
        var open = draft.map(invoice -> finalized(tx, invoice, customer, cause));
        return new Done(found(tx, before), open);
    }

    /** Makes a credit of what is paid for and not used, if there is any. */
    private boolean giveBack(
            Tx tx, Document before, Customer customer, Instant since, Cause cause) {
        var nothing = before.body().deepCopy();
        JsonFields.object(nothing, "items").putArray("data");
        return prorating.prorate(tx, before, nothing, customer, since, cause);
    }

    /**
     * A schedule's next phase: the subscription has these items from a moment on.
     *
     * @param again whether a new period begins with it
     */
    Done toPhase(
            Tx tx,
            Document subscription,
            List<Subscribing.Wanted> wanted,
            Customer customer,
            Changing.Proration wanting,
            boolean again,
            Cause cause) {
        // At a boundary of periods the next one is begun by whoever comes first: with these items.
        var at = wanting.at();
        boolean boundary = !Lifecycle.periodEnd(subscription.body()).isAfter(at);
        var body = subscription.body().deepCopy();
        changing.become(tx, subscription, body, customer, wanted);
        changing.billUsage(tx, subscription, body, customer, cause);
        var behavior = boundary ? "none" : wanting.behavior();
        var proration = new Changing.Proration(behavior, at, at);
        boolean runs = subscription.is("active") || subscription.is("past_due");
        return again && runs && !boundary
                ? restarted(tx, subscription, body, customer, proration, cause)
                : rewritten(tx, subscription, body, customer, proration, cause);
    }

    /** A trial ends earlier or later, or at once. */
    private Done trial(
            Tx tx,
            Document subscription,
            Customer customer,
            Instant end,
            Instant now,
            Cause cause) {
        var body = subscription.body().deepCopy();
        boolean over = !end.isAfter(now);
        if (over && !subscription.is("trialing")) return new Done(subscription, Optional.empty());
        var moment = over ? now : end;
        if (!body.path("trial_start").isNumber()) body.put("trial_start", Json.seconds(now));
        body.put("trial_end", Json.seconds(moment));
        if (!over) {
            body.put("status", "trialing");
            body.put("billing_cycle_anchor", Json.seconds(end));
            Subscribing.period(body, Lifecycle.periodStart(body), end);
        }
        var detail = subscription.detail().deepCopy();
        var after = lifecycle.save(tx, subscription, body, detail, cause, Lifecycle.UPDATED);
        if (!over) return new Done(after, Optional.empty());
        var draft = invoicing.renewing().endTrial(tx, after, customer, cause);
        var open = draft.map(i -> Requesting.isSent(i) ? i : finalized(tx, i, customer, cause));
        return new Done(found(tx, after), open);
    }

    private Document found(Tx tx, Document document) {
        return documents.find(tx, document.account(), document.kind(), document.id()).orElseThrow();
    }

    /**
     * Ends it now, as the seller wishes: with {@code prorate} what is not used is given back, with
     * {@code invoice_now} what waits is invoiced at once.
     */
    Done cancel(Tx tx, Document seen, Params params, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (Lifecycle.isOver(before)) throw ApiError.missing("subscription", seen.id());
        var body = before.body().deepCopy();
        SubscriptionFields.details(body, params);
        return cancel(
                tx,
                documents.change(tx, before, body, before.detail()),
                customer,
                new Settling(params.isTrue("prorate"), params.isTrue("invoice_now")),
                cause);
    }

    /** What is settled when a subscription ends before its period does. */
    record Settling(boolean prorate, boolean invoice) {}

    /** Ends a locked subscription of a locked customer now. */
    Done cancel(Tx tx, Document before, Customer customer, Settling settling, Cause cause) {
        if (before.is("incomplete")) invoicing.ending().voidFirst(tx, before, customer, cause);
        boolean back =
                settling.prorate()
                        && giveBack(tx, before, customer, documents.now(tx, before), cause);
        if (back && settling.invoice()) lifecycle.collect(tx, before);
        var done =
                settling.invoice()
                        ? settled(tx, before, before.body().deepCopy(), customer, true, cause)
                        : new Done(before, Optional.empty());
        var held = documents.held(tx, before.account(), Kind.SUBSCRIPTION, before.id());
        return new Done(
                lifecycle.cancel(tx, held, "cancellation_requested", cause), done.invoice());
    }

    /** Lets it rest until it is resumed: what is paid for and not used becomes a credit. */
    Document pause(Tx tx, Document seen, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (!before.is("active"))
            throw ApiError.invalid(
                    "Only active subscriptions can be paused. This one is " + before.state() + ".");
        giveBack(tx, before, customer, documents.now(tx, before), cause);
        return invoicing.renewing().pause(tx, before, "pause_requested", cause);
    }

    /** Makes the mode of a subscription the flexible one. */
    Document migrate(Tx tx, Document seen, boolean itemized, Cause cause) {
        buyers.held(tx, seen.account(), seen.customer().orElseThrow());
        return lifecycle.migrate(tx, seen, itemized, cause);
    }

    /** Takes the discounts of a subscription away; the last one of them. */
    Optional<Document> undiscount(Tx tx, Document seen, Cause cause) {
        buyers.held(tx, seen.account(), seen.customer().orElseThrow());
        var before = documents.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        var ids = JsonFields.texts(before.body().path("discounts"));
        var last = invoicing.discounting().end(tx, seen.account(), ids, cause);
        var body = before.body().deepCopy();
        body.putArray("discounts");
        lifecycle.save(tx, before, body, before.detail().deepCopy(), cause, Lifecycle.UPDATED);
        return last;
    }

    /**
     * A paused subscription goes on: it is paid from now on.
     *
     * @param params whether in its old cycle, and how what is left of that period is paid then;
     *     empty: in a cycle that begins now
     */
    Done resume(Tx tx, Document seen, Optional<Params> params, Cause cause) {
        var account = seen.account();
        var customer = buyers.held(tx, account, seen.customer().orElseThrow());
        var before = documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (!before.is("paused"))
            throw ApiError.invalid("Only paused subscriptions can be resumed.");
        var now = documents.now(tx, before);
        var body = before.body().deepCopy();
        body.put("status", "active");
        body.remove("status_details");
        var unchanged =
                params.filter(p -> p.text("billing_cycle_anchor").equals(Optional.of("unchanged")));
        if (unchanged.isPresent())
            return goesOn(tx, before, body, customer, unchanged.get(), cause);
        body.put("billing_cycle_anchor", Json.seconds(now));
        var draft =
                invoicing
                        .renewing()
                        .period(tx, before, body, customer, now, "subscription_update", cause);
        var after = found(tx, before);
        documents.tell(tx, after, cause, "customer.subscription.resumed");
        var open = draft.map(i -> Requesting.isSent(i) ? i : finalized(tx, i, customer, cause));
        return new Done(found(tx, after), open);
    }

    /** In the old cycle: what is left of its period is owed, if the request says so. */
    private Done goesOn(
            Tx tx,
            Document before,
            ObjectNode body,
            Customer customer,
            Params params,
            Cause cause) {
        var now = documents.now(tx, before);
        var anchor = JsonFields.time(body, "billing_cycle_anchor").orElseThrow();
        var interval = Subscribing.interval(Beginning.items(body).getFirst());
        var end = Periods.next(anchor, interval, now);
        var start = Periods.previous(anchor, interval, end);
        Subscribing.period(body, start, end);
        var detail = before.detail().deepCopy();
        Lifecycle.billed(detail, Lifecycle.ends(body, start, end), end);
        if (!Lifecycle.periodEnd(before.body()).isAfter(now)) {
            var nothing = before.body().deepCopy();
            JsonFields.object(nothing, "items").putArray("data");
            changing.billUsage(tx, before, nothing, customer, cause);
            detail.remove(Metering.BILLED);
        }
        var after = lifecycle.save(tx, before, body, detail, cause, Lifecycle.UPDATED);
        documents.tell(tx, after, cause, "customer.subscription.resumed");
        var proration = Changing.Proration.of(params, after, now);
        boolean owed =
                proration.happens()
                        && prorating.resumed(tx, after, customer, proration.at(), cause);
        return owed && proration.isInvoiced()
                ? settled(tx, after, after.body().deepCopy(), customer, false, cause)
                : new Done(after, Optional.empty());
    }
}
