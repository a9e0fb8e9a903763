package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.usage.Usage;
import java.time.Instant;
import java.util.List;

/**
 * {@code billing_thresholds}: a subscription is invoiced before its period ends, when what was used
 * and what waits has come to an amount, or what was used of an item to a quantity. Whoever reports
 * usage leaves a job; it looks, and what it bills is remembered until the period ends, so that no
 * use is paid twice ({@link Metering}).
 */
final class Thresholds {

    /** The job that looks whether a subscription has come to a threshold. */
    static final String JOB = "billing.threshold";

    /** As the API says why there is an invoice. */
    static final String REASON = "subscription_threshold";

    private static final String NAME = "billing_thresholds";
    private static final String AMOUNT = "amount_gte";
    private static final String USAGE = "usage_gte";
    private static final String RESETS = "reset_billing_cycle_anchor";

    static final Param OF_SUBSCRIPTION =
            Param.hash(NAME, Param.amount(AMOUNT), Param.flag(RESETS)).nullable();

    static final Param OF_ITEM =
            Param.hash(NAME, Param.integer(USAGE, 1, Usage.MOST).required()).nullable();

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Subscribing subscribing;
    private final Drafting drafting;
    private final Renewing renewing;
    private final Prorating prorating;

    Thresholds(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Subscribing subscribing,
            Drafting drafting,
            Renewing renewing,
            Prorating prorating) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.subscribing = subscribing;
        this.drafting = drafting;
        this.renewing = renewing;
        this.prorating = prorating;
    }

    /** Writes what parameters say of a subscription's. */
    static void ofSubscription(ObjectNode body, Params params) {
        if (params.isUnset(NAME)) body.putNull(NAME);
        params.hash(NAME)
                .ifPresent(asked -> {
                    var node = body.putObject(NAME).putNull(AMOUNT);
                    asked.integer(AMOUNT).ifPresent(amount -> node.put(AMOUNT, amount));
                    node.put(RESETS, asked.isTrue(RESETS));
                });
    }

    /** Writes what parameters say of an item's; only what is metered has any. */
    static void ofItem(ObjectNode item, Params params) {
        if (params.isUnset(NAME)) item.putNull(NAME);
        var asked = params.hash(NAME);
        if (asked.isPresent() && !Subscribing.isMetered(item))
            throw ApiError.parameterInvalid(
                    params.nameOf(NAME),
                    "Billing thresholds of items go with prices whose `usage_type` is `metered`.");
        asked.ifPresent(a -> item.putObject(NAME).put(USAGE, a.requiredInteger(USAGE)));
        if (!Subscribing.isMetered(item)) item.putNull(NAME);
    }

    /** Something was used, or the thresholds were changed: they are looked at soon. */
    static void expect(Platform platform, Tx tx, Document subscription) {
        var body = subscription.body();
        boolean any =
                body.path(NAME).isObject()
                        || Beginning.items(body).stream().anyMatch(i -> i.path(NAME).isObject());
        if (!any) return;
        var account = subscription.account();
        var id = platform.ids().ordinary("thr", account);
        platform.jobs().add(tx, account, id, JOB, platform.clock().now(), subscription.id());
    }

    void onTime(Job job) {
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            look(tx, job.account(), job.payload());
                            platform.jobs().finish(tx, job);
                        });
    }

    private void look(Tx tx, AccountId account, String id) {
        var seen = documents.find(tx, account, Kind.SUBSCRIPTION, id);
        var customer = seen.flatMap(s -> buyers.living(tx, account, s.customer().orElseThrow()));
        if (customer.isEmpty()) return;
        var subscription = documents.held(tx, account, Kind.SUBSCRIPTION, id);
        boolean runs = subscription.is("active") || subscription.is("past_due");
        var now = documents.now(tx, subscription);
        // A period that is over is billed as a whole.
        if (!runs || !Lifecycle.periodEnd(subscription.body()).isAfter(now)) return;
        var draft = subscribing.draft(tx, subscription, customer.get(), REASON, now);
        if (!isReached(tx, draft, subscription)) return;
        if (subscription.body().path(NAME).path(RESETS).asBoolean())
            restart(tx, subscription, customer.get(), now);
        else renewing.early(tx, draft, subscription, customer.get(), Cause.NONE);
    }

    private boolean isReached(Tx tx, Document draft, Document subscription) {
        var rests = subscribing.metering().rests(tx, subscription);
        long sum = drafting.waiting(tx, draft);
        for (var rest : rests) {
            sum += rest.amount().minor();
            var most = rest.item().path(NAME).path(USAGE);
            if (most.isNumber() && rest.quantity() >= most.asLong()) return true;
        }
        var amount = subscription.body().path(NAME).path(AMOUNT);
        return amount.isNumber() && sum > 0 && sum >= amount.asLong();
    }

    /** What was used is billed, and a new period begins. */
    private void restart(Tx tx, Document subscription, Customer customer, Instant now) {
        var nothing = subscription.body().deepCopy();
        JsonFields.object(nothing, "items").putArray("data");
        prorating.prorate(tx, subscription, nothing, customer, now, Cause.NONE);
        var next = subscription.body().deepCopy();
        next.put("billing_cycle_anchor", Json.seconds(now));
        renewing.period(tx, subscription, next, customer, now, REASON, Cause.NONE);
    }

    /** Writes onto a draft which threshold it was made for. */
    static void mark(Document draft, Document subscription) {
        var node = draft.body().putObject("threshold_reason").putNull(AMOUNT);
        var reasons = node.putArray("item_reasons");
        var amount = subscription.body().path(NAME).path(AMOUNT);
        long sum = 0;
        for (var line : Lines.of(draft.body())) {
            var item = itemOf(line, subscription);
            if (item.isObject()
                    && !item.path("price")
                            .path("recurring")
                            .path("usage_type")
                            .asText()
                            .equals("metered")) continue;
            sum += line.path("amount").asLong();
            var most = item.path(NAME).path(USAGE);
            if (!most.isNumber() || line.path("quantity").asLong() < most.asLong()) continue;
            var reason = reasons.addObject().put(USAGE, most.asLong());
            reason.putArray("line_item_ids").add(line.path("id").asText());
        }
        if (amount.isNumber() && sum >= amount.asLong()) node.put(AMOUNT, amount.asLong());
    }

    /** The subscription's item that a line is about; missing if it is about none. */
    private static JsonNode itemOf(ObjectNode line, Document subscription) {
        var details = line.path("parent").path("subscription_item_details");
        for (var item : List.copyOf(Beginning.items(subscription.body())))
            if (item.path("id").equals(details.path("subscription_item"))) return item;
        return MissingNode.getInstance();
    }
}
