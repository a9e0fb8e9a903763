package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.hosted.Biller;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Begins a subscription: in one transaction it stands there with its first invoice. Whether that is
 * paid is tried afterwards ({@link Collecting}).
 */
final class Beginning {

    private final Documents documents;
    private final Planning planning;
    private final Subscribing subscribing;
    private final Drafting drafting;
    private final Finalizing finalizing;
    private final Rest rest;

    /** Smaller collaborators. */
    record Rest(Discounting discounting, Lifecycle lifecycle, InvoiceItems items) {}

    Beginning(
            Documents documents,
            Planning planning,
            Subscribing subscribing,
            Drafting drafting,
            Finalizing finalizing,
            Rest rest) {
        this.documents = documents;
        this.planning = planning;
        this.subscribing = subscribing;
        this.drafting = drafting;
        this.finalizing = finalizing;
        this.rest = rest;
    }

    /**
     * What a new subscription is made of.
     *
     * @param once what is on its first invoice beside its items
     * @param sold what a checkout session has sold, and what was paid for it
     * @param fact what it is made for, once
     * @param preview whether its first invoice stays a draft
     */
    record Plan(
            Customer customer,
            Currency currency,
            ObjectNode body,
            List<Subscribing.Wanted> items,
            Times times,
            List<Lines.Content> once,
            Optional<Sold> sold,
            Optional<String> fact,
            boolean preview) {
        Plan previewed() {
            return new Plan(
                    customer, currency, body, items, times, once, sold, Optional.empty(), true);
        }

        Optional<Instant> trialEnd() {
            return times.trialEnd();
        }

        Optional<Anchor> anchor() {
            return times.anchor();
        }
    }

    /**
     * When a new subscription begins, and its periods.
     *
     * @param trialEnd when it is to be paid from; empty: at once
     * @param anchor when its first full period begins, if that is neither now nor a trial's end
     * @param past the time before now that it has run already, if it has
     */
    record Times(Optional<Instant> trialEnd, Optional<Anchor> anchor, Optional<Past> past) {
        Times(Optional<Instant> trialEnd, Optional<Anchor> anchor) {
            this(trialEnd, anchor, Optional.empty());
        }

        /** When the first period ends of one that begins now. */
        Instant firstEnd(Instant now, Periods.Interval interval) {
            return named().orElseGet(() -> Periods.after(now, interval, 1));
        }

        private Optional<Instant> named() {
            return trialEnd.or(() -> anchor.map(Anchor::at));
        }
    }

    /**
     * {@code backdate_start_date}.
     *
     * @param owed whether the time since then is paid; else it is only noted
     */
    record Past(Instant since, boolean owed) {}

    /**
     * {@code billing_cycle_anchor}, or what a config makes of it.
     *
     * @param prorates whether the time until then is paid; else it is free
     * @param cycle what the boundaries after it are counted from
     */
    record Anchor(Instant at, boolean prorates, Instant cycle) {
        Anchor(Instant at, boolean prorates) {
            this(at, prorates, at);
        }
    }

    /**
     * A sale of a checkout session: its buyer has seen what the first invoice comes to, so that
     * nothing else gets on it, and what the session used up is not used up again.
     *
     * @param due what the buyer has seen that each item comes to
     * @param intent the payment that pays the first invoice, if there was something to pay
     */
    record Sold(
            String session,
            List<Money> due,
            List<Biller.Off> rebates,
            Optional<PaymentIntent.Id> intent) {
        Sold {
            due = List.copyOf(due);
            rebates = List.copyOf(rebates);
        }
    }

    /** What the parameters of a request come to. */
    Plan plan(Tx tx, Customer customer, Params params, Cause cause) {
        return planning.plan(tx, customer, params, cause);
    }

    /**
     * Writes the subscription and its first invoice, final if it is charged automatically.
     *
     * @param params what else a request says; empty when a schedule begins it
     * @return empty if it has been made before
     */
    Optional<Document> begin(Tx tx, Plan plan, Optional<Params> params, Cause cause) {
        return begin(tx, plan, params, (id, body) -> {}, cause);
    }

    /**
     * The same.
     *
     * @param more writes what else it has into its body, when its id and its items are known
     */
    Optional<Document> begin(
            Tx tx,
            Plan plan,
            Optional<Params> params,
            BiConsumer<String, ObjectNode> more,
            Cause cause) {
        var customer = plan.customer();
        var account = customer.account();
        if (plan.sold().isEmpty()) InvoicesHttp.checkCurrency(customer, plan.currency());
        var now = documents.now(tx, account, customer.testClock());
        var id = documents.newId(account, Kind.SUBSCRIPTION);
        var body = plan.body();
        body.put("currency", plan.currency().code());
        Json.put(body, "test_clock", customer.testClock());
        items(tx, customer, id, body, plan.items(), now);
        var cycle = plan.anchor().map(Anchor::cycle).or(() -> plan.times().named()).orElse(now);
        body.put("billing_cycle_anchor", Json.seconds(cycle));
        body.put("start_date", Json.seconds(plan.times().past().map(Past::since).orElse(now)));
        var interval = Subscribing.interval(items(body).getFirst());
        var end = plan.times().firstEnd(now, interval);
        Subscribing.period(body, now, end);
        plan.trialEnd().ifPresent(t -> trial(body, now, t));
        params.ifPresent(p -> SubscriptionFields.fill(body, p, now));
        params.ifPresent(p -> discounts(tx, customer, id, body, p, plan.currency()));
        more.accept(id, body);
        plan.sold().ifPresent(s -> sold(tx, customer, id, body, s));
        boolean sent = body.path("collection_method").asText().equals("send_invoice");
        boolean pays = !sent && plan.sold().isEmpty();
        body.put(
                "status",
                plan.trialEnd().isPresent() ? "trialing" : pays ? "incomplete" : "active");
        body.put("created", Json.seconds(now));
        var detail = Json.object();
        plan.fact().ifPresent(fact -> detail.put("fact", fact));
        if (plan.trialEnd().isEmpty()) billed(plan, params, body, detail, now, end);
        Lifecycle.plan(body, detail);
        var made = documents.putOnce(tx, account, Kind.SUBSCRIPTION, id, now, body, detail);
        return made.map(subscription -> first(tx, subscription, customer, plan, now, end, cause));
    }

    static List<ObjectNode> items(ObjectNode body) {
        return JsonFields.objects(body.path("items").path("data"));
    }

    private void items(
            Tx tx,
            Customer customer,
            String id,
            ObjectNode body,
            List<Subscribing.Wanted> wanted,
            Instant now) {
        var list = body.putObject("items").put("object", "list");
        var data = list.putArray("data");
        var currency = JsonFields.currency(body);
        for (var each : wanted) data.add(subscribing.item(tx, customer, id, currency, each, now));
        list.put("has_more", false);
        list.put("url", "/v1/subscription_items?subscription=" + id);
        Subscribing.checkIntervals(items(body));
    }

    private static void trial(ObjectNode body, Instant now, Instant end) {
        body.put("trial_start", Json.seconds(now));
        body.put("trial_end", Json.seconds(end));
    }

    private void discounts(
            Tx tx,
            Customer customer,
            String id,
            ObjectNode body,
            Params params,
            Currency currency) {
        if (!params.has("discounts")) return;
        var owner =
                new Discounting.Owner(
                        customer.account(),
                        customer,
                        "subscription",
                        id,
                        Subscribing.subtotal(body));
        var made = rest.discounting().make(tx, owner, params, currency);
        made.forEach(body.putArray("discounts")::add);
    }

    private void sold(Tx tx, Customer customer, String id, ObjectNode body, Sold sold) {
        var owner =
                new Discounting.Owner(
                        customer.account(),
                        customer,
                        "subscription",
                        id,
                        Subscribing.subtotal(body));
        rest.discounting()
                .sold(tx, owner, sold.session(), sold.rebates())
                .forEach(body.putArray("discounts")::add);
    }

    private Document first(
            Tx tx,
            Document subscription,
            Customer customer,
            Plan plan,
            Instant now,
            Instant end,
            Cause cause) {
        documents.tell(tx, subscription, cause, "customer.subscription.created");
        var draft = subscribing.draft(tx, subscription, customer, "subscription_create", now);
        boolean free = plan.trialEnd().isPresent();
        var until = Lifecycle.billedUntil(subscription);
        // What is free is free until the anchor.
        var period = new Lines.Period(now, until.isAfter(now) ? until : end);
        var agreed = plan.sold().map(Sold::due).orElse(List.of());
        plan.times()
                .past()
                .filter(Past::owed)
                .ifPresent(past -> past(tx, draft, subscription, past.since(), now));
        var part = part(plan, subscription, now, end);
        subscribing.bill(tx, draft, subscription, period, part, agreed);
        subscribing.metering().unused(tx, draft, subscription, period);
        for (var once : plan.once()) {
            var parent = Optional.of(subscription.id());
            var item = rest.items().make(tx, customer, once, parent, cause);
            drafting.take(tx, draft, item, "add_invoice_items");
        }
        if (!free && plan.sold().isEmpty()) drafting.takePending(tx, draft);
        plan.sold().ifPresent(s -> sold(draft, subscription.body().path("discounts"), s.intent()));
        drafting.addUp(tx, draft, customer);
        boolean sent = draft.body().path("collection_method").asText().equals("send_invoice");
        if (sent) Drafting.plan(draft, now);
        // Its first payment is tried by whoever begins it, and then no more by the program.
        else draft.body().put("auto_advance", false);
        var invoice = drafting.put(tx, draft, cause).orElseThrow();
        var body = subscription.body().deepCopy();
        body.put("latest_invoice", invoice.id());
        var detail = subscription.detail().deepCopy().put("billed", invoice.id());
        var named = rest.lifecycle().save(tx, subscription, body, detail, cause);
        if (!sent && !plan.preview()) finalizing.finalize(tx, invoice, customer, cause);
        return documents
                .find(tx, subscription.account(), Kind.SUBSCRIPTION, named.id())
                .orElseThrow();
    }

    /** The time before now, in the periods that there would have been. */
    private void past(Tx tx, Document draft, Document subscription, Instant since, Instant now) {
        var body = subscription.body();
        var anchor = JsonFields.time(body, "billing_cycle_anchor").orElseThrow();
        var interval = Subscribing.interval(items(body).getFirst());
        var shares = Periods.shares(anchor, interval, since, now);
        subscribing.bill(tx, draft, subscription, since, now, new Subscribing.Part.Past(shares));
    }

    /** Until when the first period is billed: not after an end within it (docs), if at all. */
    private static void billed(
            Plan plan,
            Optional<Params> params,
            ObjectNode body,
            ObjectNode detail,
            Instant now,
            Instant end) {
        boolean free = plan.anchor().filter(anchor -> !anchor.prorates()).isPresent();
        boolean whole =
                params.flatMap(p -> p.text("proration_behavior"))
                        .filter("none"::equals)
                        .isPresent();
        var until = free ? now : whole ? end : Lifecycle.ends(body, now, end);
        Lifecycle.billed(detail, until, end);
    }

    /** How much of a period its first one is. */
    private static Subscribing.Part part(
            Plan plan, Document subscription, Instant now, Instant end) {
        if (plan.trialEnd().isPresent()) return new Subscribing.Part.Trial();
        var until = Lifecycle.billedUntil(subscription);
        if (plan.anchor().isEmpty()) return Subscribing.Part.of(now, until, end);
        var anchor = plan.anchor().get();
        if (!anchor.prorates()) return new Subscribing.Part.Share(0, 1);
        var interval = Subscribing.interval(items(subscription.body()).getFirst());
        var before = Periods.previous(anchor.cycle(), interval, anchor.at());
        return new Subscribing.Part.Share(
                until.getEpochSecond() - now.getEpochSecond(),
                anchor.at().getEpochSecond() - before.getEpochSecond());
    }

    /** Marks a draft that a session has sold: these discounts, and this payment, and no others. */
    static void sold(Document draft, JsonNode discounts, Optional<PaymentIntent.Id> intent) {
        draft.body().set("discounts", discounts.deepCopy());
        draft.detail().put("own_discounts", true);
        draft.detail().put(Finalizing.SOLD, intent.map(PaymentIntent.Id::text).orElse(""));
    }
}
