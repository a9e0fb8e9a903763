package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.hosted.Biller;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins a subscription: in one transaction it stands there with its first invoice. Whether that is
 * paid is tried afterwards ({@link Collecting}).
 */
final class Beginning {

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Subscribing subscribing;
    private final Drafting drafting;
    private final Finalizing finalizing;
    private final Rest rest;

    /** Smaller collaborators. */
    record Rest(
            Discounting discounting,
            Lifecycle lifecycle,
            Currencies currencies,
            InvoiceItemsHttp items) {}

    Beginning(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Subscribing subscribing,
            Drafting drafting,
            Finalizing finalizing,
            Rest rest) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.subscribing = subscribing;
        this.drafting = drafting;
        this.finalizing = finalizing;
        this.rest = rest;
    }

    /**
     * What a new subscription is made of.
     *
     * @param trialEnd when it is to be paid from; empty: at once
     * @param anchor when its first full period begins, if that is neither now nor a trial's end
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
            Optional<Instant> trialEnd,
            Optional<Anchor> anchor,
            List<Lines.Content> once,
            Optional<Sold> sold,
            Optional<String> fact,
            boolean preview) {
        Plan previewed() {
            return new Plan(
                    customer,
                    currency,
                    body,
                    items,
                    trialEnd,
                    anchor,
                    once,
                    sold,
                    Optional.empty(),
                    true);
        }
    }

    /**
     * {@code billing_cycle_anchor}.
     *
     * @param prorates whether the time until then is paid; else it is free
     */
    record Anchor(Instant at, boolean prorates) {}

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
        var account = customer.account();
        var now = documents.now(tx, account, customer.testClock());
        var items = params.hashes("items");
        if (items.isEmpty()) throw ApiError.parameterMissing("items");
        var currency = currency(tx, account, params, customer);
        var wanted = new ArrayList<Subscribing.Wanted>();
        for (var item : items) wanted.add(subscribing.wanted(tx, account, item, currency, cause));
        var body = SubscriptionParams.blank(customer.id().text());
        params.text("default_payment_method")
                .map(id -> buyers.own(tx, customer, id, "default_payment_method"))
                .ifPresent(method -> body.put("default_payment_method", method.id().text()));
        if (params.has("default_tax_rates"))
            body.putArray("default_tax_rates")
                    .addAll(
                            prices.shownRates(
                                    tx,
                                    account,
                                    prices.rates(tx, account, params, "default_tax_rates")));
        return new Plan(
                customer,
                currency,
                body,
                wanted,
                trialEnd(params, wanted, now),
                anchor(params, wanted, now),
                once(tx, account, params, currency, now, cause),
                Optional.empty(),
                cause.idempotencyKey().map(key -> "key " + key),
                false);
    }

    private static Optional<Anchor> anchor(
            Params params, List<Subscribing.Wanted> items, Instant now) {
        var name = "billing_cycle_anchor";
        var at = params.timestamp(name);
        if (at.isEmpty()) return Optional.empty();
        if (params.has("trial_end") || params.has("trial_period_days"))
            throw ApiError.parameterInvalid(
                    name, "A trial's end is the anchor: do not give another one with a trial.");
        var interval = Periods.Interval.of(items.getFirst().price().recurring().orElseThrow());
        var latest = Periods.after(now, interval, 1);
        if (!at.get().isAfter(now))
            throw ApiError.parameterInvalid(
                    name, "`billing_cycle_anchor` must be a timestamp in the future.");
        if (at.get().isAfter(latest))
            throw ApiError.parameterInvalid(
                    name,
                    "`billing_cycle_anchor` cannot be later than next natural billing date ("
                            + latest.getEpochSecond()
                            + ") for plan.");
        boolean prorates = !params.text("proration_behavior").map("none"::equals).orElse(false);
        return Optional.of(new Anchor(at.get(), prorates));
    }

    /** {@code add_invoice_items}. */
    private List<Lines.Content> once(
            Tx tx, AccountId account, Params params, Currency currency, Instant now, Cause cause) {
        var period = new Lines.Period(now, now);
        var once = new ArrayList<Lines.Content>();
        for (var item : params.hashes("add_invoice_items"))
            once.add(prices.content(tx, account, item, currency, period, 1, cause));
        return once;
    }

    /** Named, or the first price's. */
    private Currency currency(Tx tx, AccountId account, Params params, Customer customer) {
        if (params.currency("currency").isPresent()) return params.currency("currency").get();
        var first = params.hashes("items").getFirst();
        return first.text("price")
                .or(() -> first.text("plan"))
                .flatMap(id -> prices.find(tx, account, id))
                .map(Price::currency)
                .or(() -> first.hash("price_data").flatMap(data -> data.currency("currency")))
                .or(() -> customer.standing().currency())
                .orElseGet(() -> rest.currencies().usual(account));
    }

    private static Optional<Instant> trialEnd(
            Params params, List<Subscribing.Wanted> items, Instant now) {
        if (params.has("trial_end") && params.has("trial_period_days"))
            throw ApiError.parametersExclusive("trial_end", "trial_period_days");
        var days =
                params.integer("trial_period_days")
                        .or(() ->
                                params.isTrue("trial_from_plan")
                                        ? items.getFirst()
                                                .price()
                                                .recurring()
                                                .flatMap(Price.Recurring::trialDays)
                                                .map(Integer::longValue)
                                        : Optional.empty());
        var end =
                SubscriptionParams.moment(params, "trial_end", now)
                        .or(() -> days.map(d -> now.plus(Duration.ofDays(d))));
        if (end.map(e -> e.isAfter(now.plus(Duration.ofDays(731)))).orElse(false))
            throw ApiError.parameterInvalid("trial_end", "A trial lasts at most two years.");
        return end.filter(e -> e.isAfter(now));
    }

    /**
     * Writes the subscription and its first invoice, final if it is charged automatically.
     *
     * @param params what else a request says; empty when a schedule begins it
     * @return empty if it has been made before
     */
    Optional<Document> begin(Tx tx, Plan plan, Optional<Params> params, Cause cause) {
        var customer = plan.customer();
        var account = customer.account();
        if (plan.sold().isEmpty()) InvoicesHttp.checkCurrency(customer, plan.currency());
        var now = documents.now(tx, account, customer.testClock());
        var id = documents.newId(account, Kind.SUBSCRIPTION);
        var body = plan.body();
        body.put("currency", plan.currency().code());
        Json.put(body, "test_clock", customer.testClock());
        items(tx, account, id, body, plan.items(), now);
        var named = plan.trialEnd().or(() -> plan.anchor().map(Anchor::at));
        var anchor = named.orElse(now);
        body.put("billing_cycle_anchor", Json.seconds(anchor));
        body.put("start_date", Json.seconds(now));
        var interval = Subscribing.interval(items(body).getFirst());
        var end = named.orElseGet(() -> Periods.after(now, interval, 1));
        Subscribing.period(body, now, end);
        plan.trialEnd().ifPresent(t -> trial(body, now, t));
        params.ifPresent(p -> SubscriptionParams.fill(body, p, now));
        params.ifPresent(p -> discounts(tx, customer, id, body, p, plan.currency()));
        plan.sold().ifPresent(s -> sold(tx, customer, id, body, s));
        boolean sent = body.path("collection_method").asText().equals("send_invoice");
        boolean pays = !sent && plan.sold().isEmpty();
        body.put(
                "status",
                plan.trialEnd().isPresent() ? "trialing" : pays ? "incomplete" : "active");
        body.put("created", Json.seconds(now));
        var detail = Json.object();
        plan.fact().ifPresent(fact -> detail.put("fact", fact));
        Lifecycle.plan(body, detail);
        var made = documents.putOnce(tx, account, Kind.SUBSCRIPTION, id, now, body, detail);
        return made.map(subscription -> first(tx, subscription, customer, plan, now, end, cause));
    }

    static List<ObjectNode> items(ObjectNode body) {
        return JsonFields.objects(body.path("items").path("data"));
    }

    private void items(
            Tx tx,
            AccountId account,
            String id,
            ObjectNode body,
            List<Subscribing.Wanted> wanted,
            Instant now) {
        var list = body.putObject("items").put("object", "list");
        var data = list.putArray("data");
        for (var each : wanted) data.add(subscribing.item(tx, account, id, each, now));
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
        var period = new Lines.Period(now, end);
        var agreed = plan.sold().map(Sold::due).orElse(List.of());
        subscribing.bill(tx, draft, subscription, period, part(plan, subscription, now), agreed);
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

    /** How much of a period its first one is. */
    private static Subscribing.Part part(Plan plan, Document subscription, Instant now) {
        if (plan.trialEnd().isPresent()) return new Subscribing.Part.Trial();
        if (plan.anchor().isEmpty()) return new Subscribing.Part.Whole();
        var anchor = plan.anchor().get();
        if (!anchor.prorates()) return new Subscribing.Part.Share(0, 1);
        var interval = Subscribing.interval(items(subscription.body()).getFirst());
        var before = Periods.after(anchor.at(), interval, -1);
        return new Subscribing.Part.Share(
                anchor.at().getEpochSecond() - now.getEpochSecond(),
                anchor.at().getEpochSecond() - before.getEpochSecond());
    }

    /** Marks a draft that a session has sold: these discounts, and this payment, and no others. */
    static void sold(Document draft, JsonNode discounts, Optional<PaymentIntent.Id> intent) {
        draft.body().set("discounts", discounts.deepCopy());
        draft.detail().put("own_discounts", true);
        draft.detail().put(Finalizing.SOLD, intent.map(PaymentIntent.Id::text).orElse(""));
    }
}
