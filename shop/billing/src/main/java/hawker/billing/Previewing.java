package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an invoice would come to. The thing is done as it would be, in a transaction that is always
 * rolled back: a preview cannot differ from what comes. The way not taken: a second arithmetic of
 * prorations and discounts that writes nothing.
 */
final class Previewing {

    private static final Param DETAILS =
            Param.hash(
                    "subscription_details",
                    Param.texts("default_tax_rates", 255),
                    Param.list(
                            "items",
                            Param.hash(
                                    "item",
                                    Shape.of(SubscriptionParams.ITEM)
                                            .plus(
                                                    Param.flag("clear_usage"),
                                                    Param.flag("deleted"),
                                                    Param.id("id"))
                                            .params()
                                            .toArray(Param[]::new))),
                    Param.text("billing_cycle_anchor", 20),
                    SubscriptionParams.MODE,
                    Param.timestamp("cancel_at").nullable(),
                    Param.flag("cancel_at_period_end"),
                    Param.flag("cancel_now"),
                    SubscriptionParams.PRORATION,
                    Param.timestamp("proration_date"),
                    Param.timestamp("start_date"),
                    Param.text("trial_end", 20));

    private static final Shape SHAPE =
            Shape.of(
                    InvoiceFields.AUTOMATIC_TAX,
                    Param.currency("currency"),
                    Param.id("customer"),
                    Discounting.DISCOUNTS,
                    InvoiceFields.ISSUER,
                    Param.list("invoice_items", Param.hash("item", Prices.WHAT)),
                    Param.oneOf("preview_mode", "next"),
                    Param.id("schedule"),
                    Param.id("subscription"),
                    DETAILS);

    private static final Shape UPCOMING =
            Shape.of(Param.id("customer"), Param.id("subscription"), Discounting.DISCOUNTS);

    private final Platform platform;
    private final Documents documents;
    private final DocumentsSql sql;
    private final Buyers buyers;
    private final InvoiceItemsHttp items;
    private final Billing billing;
    private final Currencies currencies;

    /** How invoices come about. */
    record Billing(
            Beginning beginning,
            Subscriptions subscriptions,
            Renewing renewing,
            Drafting drafting,
            Scheduling scheduling) {}

    Previewing(
            Platform platform,
            Documents documents,
            DocumentsSql sql,
            Buyers buyers,
            InvoiceItemsHttp items,
            Billing billing,
            Currencies currencies) {
        this.platform = platform;
        this.documents = documents;
        this.sql = sql;
        this.buyers = buyers;
        this.items = items;
        this.billing = billing;
        this.currencies = currencies;
    }

    /** {@code create_preview}, and what it was called before. */
    List<Operation> operations() {
        var upcoming = InvoicesHttp.BASE + "/upcoming";
        return List.of(
                Operation.post(
                        InvoicesHttp.BASE + "/create_preview",
                        SHAPE,
                        call -> InvoicesHttp.shown(preview(call))),
                Operation.get(upcoming, UPCOMING, call -> InvoicesHttp.shown(preview(call))),
                Operation.get(
                        upcoming + "/lines",
                        UPCOMING.plus(Param.paging()),
                        call -> InvoicesHttp.lines(call, preview(call), upcoming + "/lines")));
    }

    /** Carries the preview out of the transaction that it rolls back. */
    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Document invoice;

        Seen(Document invoice) {
            super("rolled back", null, false, false);
            this.invoice = invoice;
        }
    }

    private Document preview(Call call) {
        try {
            return platform.tx()
                    .inAccount(
                            call.account(),
                            tx -> {
                                throw new Seen(shaped(draft(tx, call)));
                            });
        } catch (Seen seen) {
            return seen.invoice;
        }
    }

    /**
     * What a preview is about.
     *
     * @param begins a schedule that has not begun
     * @param subscription one that there is
     */
    private record Asked(
            Customer customer, Optional<Document> begins, Optional<Document> subscription) {

        Optional<Currency> currency() {
            return subscription.map(Document::currency);
        }
    }

    private Document draft(Tx tx, Call call) {
        var params = call.params();
        InvoiceFields.checkTax(params);
        var details = params.hash("subscription_details");
        var asked = asked(tx, call, details);
        var customer = asked.customer();
        var currency =
                asked.currency()
                        .or(() -> params.currency("currency"))
                        .or(() -> customer.standing().currency())
                        .orElseGet(() -> currencies.usual(call.account()));
        for (var item : params.hashes("invoice_items"))
            items.make(tx, customer, item, currency, Cause.NONE);
        return discounted(tx, draft(tx, asked, details, currency), customer, params);
    }

    private Document draft(Tx tx, Asked asked, Optional<Params> details, Currency currency) {
        var customer = asked.customer();
        if (asked.begins().isPresent()) {
            var begun = billing.scheduling().begin(tx, asked.begins().get(), customer, Cause.NONE);
            return latest(tx, begun.subscription());
        }
        if (asked.subscription().isPresent())
            return renewed(tx, asked.subscription().get(), customer, details);
        return details.filter(d -> !d.hashes("items").isEmpty())
                .map(d -> begun(tx, customer, d))
                .orElseGet(() -> waiting(tx, customer, currency));
    }

    private Asked asked(Tx tx, Call call, Optional<Params> details) {
        var params = call.params();
        var account = call.account();
        if (params.has("schedule") && params.has("subscription"))
            throw ApiError.parametersExclusive("schedule", "subscription");
        var led = params.text("schedule").map(id -> schedule(tx, account, id));
        var named =
                params.text("subscription")
                        .or(() -> led.flatMap(s -> JsonFields.text(s.body(), "subscription")))
                        .map(id -> subscription(tx, account, id));
        var owner =
                params.text("customer")
                        .or(() -> named.or(() -> led).flatMap(Document::customer))
                        .orElseThrow(() -> ApiError.parameterMissing("customer"));
        for (var one : named.or(() -> led).stream().toList())
            if (!one.customer().equals(Optional.of(owner)))
                throw ApiError.parameterInvalid("customer", "It is another customer's.");
        var customer = buyers.held(tx, account, owner);
        var starts = led.filter(schedule -> schedule.is("not_started"));
        if (starts.isPresent() && details.isPresent())
            throw ApiError.parameterInvalid(
                    "subscription_details", "This schedule has no subscription yet.");
        boolean any = details.filter(d -> !d.hashes("items").isEmpty()).isPresent();
        if (starts.isPresent() || (named.isEmpty() && any))
            return new Asked(customer, starts, Optional.empty());
        return new Asked(customer, starts, named.or(() -> next(tx, customer)));
    }

    private Document schedule(Tx tx, AccountId account, String id) {
        var schedule =
                documents
                        .find(tx, account, Kind.SCHEDULE, id)
                        .orElseThrow(() ->
                                ApiError.missingReference("subscription schedule", id, "schedule"));
        Scheduling.checkRuns(schedule);
        return schedule;
    }

    private Document subscription(Tx tx, AccountId account, String id) {
        return documents
                .find(tx, account, Kind.SUBSCRIPTION, id)
                .orElseThrow(() -> ApiError.missingReference("subscription", id, "subscription"));
    }

    /** The subscription of a customer that is invoiced next. */
    private Optional<Document> next(Tx tx, Customer customer) {
        return sql
                .ofCustomer(tx, customer.account(), Kind.SUBSCRIPTION, customer.id().text())
                .stream()
                .filter(Previewing::renews)
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
    private Document begun(Tx tx, Customer customer, Params details) {
        var plan = billing.beginning().plan(tx, customer, details, Cause.NONE);
        details.hash("billing_mode").ifPresent(m -> SubscriptionFields.mode(plan.body(), m));
        var subscription =
                billing.beginning()
                        .begin(tx, plan.previewed(), Optional.empty(), Cause.NONE)
                        .orElseThrow();
        return latest(tx, subscription);
    }

    private Document latest(Tx tx, Document subscription) {
        var id = JsonFields.text(subscription.body(), "latest_invoice").orElseThrow();
        return documents.find(tx, subscription.account(), Kind.INVOICE, id).orElseThrow();
    }

    /** The next invoice of a subscription, after a change if one is asked about. */
    private Document renewed(Tx tx, Document seen, Customer customer, Optional<Params> details) {
        var before = documents.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        if (Lifecycle.isOver(before)) throw none(customer);
        var asked = details.map(d -> changed(tx, before, customer, d));
        if (asked.isPresent() && asked.get().invoice().isPresent())
            return asked.get().invoice().get();
        var changed = asked.map(Subscriptions.Done::subscription).orElse(before);
        if (Lifecycle.isOver(changed)) throw none(customer);
        var led = billing.scheduling().foreseen(tx, changed, customer);
        if (led.invoice().isPresent()) return led.invoice().get();
        var next = led.subscription();
        if (!renews(next)) throw none(customer);
        var renewing = billing.renewing();
        var invoice =
                next.is("trialing")
                        ? renewing.endTrial(tx, next, customer, Cause.NONE)
                        : renewing.renew(tx, next, customer, Cause.NONE);
        return invoice.orElseThrow(() -> none(customer));
    }

    /** What the details say is done, as if they were the parameters of an update. */
    private Subscriptions.Done changed(Tx tx, Document before, Customer customer, Params details) {
        var subscriptions = billing.subscriptions();
        var anchor = details.text("billing_cycle_anchor");
        if (anchor.filter(a -> !List.of("now", "unchanged").contains(a)).isPresent())
            throw ApiError.parameterInvalid(
                    details.nameOf("billing_cycle_anchor"),
                    "Of a subscription that there is it can only be `now` or `unchanged`.");
        if (details.has("start_date"))
            throw ApiError.parameterInvalid(
                    details.nameOf("start_date"),
                    "Of a subscription that there is `start_date` cannot be changed.");
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
                return billing.subscriptions().migrate(tx, before, itemized, Cause.NONE);
            }
        return before;
    }

    /** What waits for a customer without subscriptions. */
    private Document waiting(Tx tx, Customer customer, Currency currency) {
        var now = documents.now(tx, customer.account(), customer.testClock());
        var draft = billing.drafting().blank(tx, customer, currency, now);
        billing.drafting().takePending(tx, draft);
        if (Lines.of(draft.body()).isEmpty()) throw none(customer);
        billing.drafting().addUp(tx, draft, customer);
        return draft;
    }

    private Document discounted(Tx tx, Document draft, Customer customer, Params params) {
        if (!params.has("discounts") && !params.isUnset("discounts")) return draft;
        var next = InvoicesHttp.copy(draft);
        billing.drafting().discounts(tx, next, customer, params);
        next.detail().put("own_discounts", true);
        billing.drafting().addUp(tx, next, customer);
        return next;
    }

    private static ApiError none(Customer customer) {
        return new ApiError(
                        404,
                        "invalid_request_error",
                        "No upcoming invoices for customer: " + customer.id())
                .code("invoice_upcoming_none");
    }

    /** As a draft that nobody has made. */
    private static Document shaped(Document invoice) {
        var next = InvoicesHttp.copy(invoice);
        var body = next.body();
        var id = "upcoming_" + invoice.id();
        body.put("id", id);
        body.put("object", "invoice");
        body.put("livemode", invoice.account().livemode());
        body.put("created", Json.seconds(invoice.created()));
        body.put("status", "draft");
        JsonFields.nulls(
                body,
                "automatically_finalizes_at",
                "effective_at",
                "ending_balance",
                "hosted_invoice_url",
                "number");
        body.putNull("next_payment_attempt");
        JsonFields.object(body, "status_transitions").putNull("finalized_at").putNull("paid_at");
        long due =
                Math.max(0, body.path("total").asLong() + body.path("starting_balance").asLong());
        body.put("amount_due", due).put("amount_remaining", due).put("amount_paid", 0);
        body.put("attempted", false);
        for (var line : Lines.of(body)) line.put("invoice", id);
        JsonFields.object(body, "lines").put("url", InvoicesHttp.BASE + "/upcoming/lines");
        return next;
    }
}
