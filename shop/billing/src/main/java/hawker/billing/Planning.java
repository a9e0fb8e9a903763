package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Params;
import hawker.billing.Beginning.Anchor;
import hawker.billing.Beginning.Past;
import hawker.billing.Beginning.Plan;
import hawker.billing.Beginning.Times;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from a request what a new subscription is made of. */
final class Planning {

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Subscribing subscribing;
    private final Currencies currencies;

    Planning(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Subscribing subscribing,
            Currencies currencies) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.subscribing = subscribing;
        this.currencies = currencies;
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
        var body = SubscriptionFields.blank(customer.id().text());
        params.hash(Periods.CONFIG.name())
                .ifPresent(c ->
                        c.mergeInto(
                                JsonFields.nulls(
                                        body.putObject(Periods.CONFIG.name()),
                                        "hour",
                                        "minute",
                                        "month",
                                        "second")));
        buyers.methods(tx, body, customer, params);
        if (params.has("default_tax_rates"))
            body.putArray("default_tax_rates")
                    .addAll(
                            prices.shownRates(
                                    tx,
                                    account,
                                    prices.rates(tx, account, params, "default_tax_rates")));
        var times =
                new Times(
                        trialEnd(params, wanted, now),
                        anchor(params, wanted, now),
                        past(params, now));
        var period = new Lines.Period(now, times.firstEnd(now, interval(wanted)));
        var around =
                new AddedItems.Around(period, now).taxedBy(Phases.rates(body, "default_tax_rates"));
        return new Plan(
                customer,
                currency,
                body,
                wanted,
                times,
                once(tx, account, params, currency, around, cause),
                Optional.empty(),
                cause.idempotencyKey().map(key -> "key " + key),
                false);
    }

    /** {@code backdate_start_date}, which previews call {@code start_date}. */
    private static Optional<Past> past(Params params, Instant now) {
        var name = params.has("start_date") ? "start_date" : SubscriptionParams.BACKDATE;
        var since = params.timestamp(name);
        if (since.filter(at -> !at.isBefore(now)).isPresent())
            throw ApiError.parameterInvalid(
                    params.nameOf(name), "`" + name + "` must be in the past.");
        return since.map(at -> new Past(at, prorates(params)));
    }

    private static Periods.Interval interval(List<Subscribing.Wanted> items) {
        return Periods.Interval.of(items.getFirst().price().recurring().orElseThrow());
    }

    private static boolean prorates(Params params) {
        return !params.text("proration_behavior").map("none"::equals).orElse(false);
    }

    private static Optional<Anchor> anchor(
            Params params, List<Subscribing.Wanted> items, Instant now) {
        var name = "billing_cycle_anchor";
        var at = SubscriptionParams.moment(params, name, now);
        var config = params.hash(Periods.CONFIG.name());
        if (at.isPresent() && config.isPresent())
            throw ApiError.parametersExclusive(name, Periods.CONFIG.name());
        if (at.isEmpty() && config.isEmpty()) return Optional.empty();
        if (params.has("trial_end") || params.has("trial_period_days"))
            throw ApiError.parameterInvalid(
                    name, "A trial's end is the anchor: do not give another one with a trial.");
        var interval = interval(items);
        boolean prorates = prorates(params);
        if (config.isPresent()) {
            var wish = Periods.Wish.of(config.get(), interval, now);
            return Optional.of(new Anchor(wish.at(), prorates, wish.cycle()));
        }
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
        return Optional.of(new Anchor(at.get(), prorates));
    }

    /** {@code add_invoice_items}. */
    private List<Lines.Content> once(
            Tx tx,
            AccountId account,
            Params params,
            Currency currency,
            AddedItems.Around around,
            Cause cause) {
        var once = new ArrayList<Lines.Content>();
        for (var item : params.hashes("add_invoice_items"))
            once.add(prices.added(tx, account, item, currency, around, cause));
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
                .orElseGet(() -> currencies.usual(account));
    }

    private static Optional<Instant> trialEnd(
            Params params, List<Subscribing.Wanted> items, Instant now) {
        if (params.has("trial_end") && params.has("trial_period_days"))
            throw ApiError.parametersExclusive("trial_end", "trial_period_days");
        var ofPlan = SubscriptionParams.trialOfPlan(params, items.getFirst().price(), now);
        var days = params.integer("trial_period_days");
        var end =
                SubscriptionParams.moment(params, "trial_end", now)
                        .or(() -> days.map(d -> now.plus(Duration.ofDays(d))))
                        .or(() -> ofPlan);
        if (end.map(e -> e.isAfter(now.plus(Duration.ofDays(731)))).orElse(false))
            throw ApiError.parameterInvalid("trial_end", "A trial lasts at most two years.");
        return end.filter(e -> e.isAfter(now));
    }
}
