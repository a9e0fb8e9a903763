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
                                            .plus(Param.flag("deleted"), Param.id("id"))
                                            .params()
                                            .toArray(Param[]::new))),
                    Param.timestamp("billing_cycle_anchor"),
                    SubscriptionParams.PRORATION,
                    Param.timestamp("proration_date"),
                    Param.text("trial_end", 20));

    private static final Shape SHAPE =
            Shape.of(
                    Param.currency("currency"),
                    Param.id("customer"),
                    Discounting.DISCOUNTS,
                    Param.list("invoice_items", Param.hash("item", Prices.WHAT)),
                    Param.oneOf("preview_mode", "next"),
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
            Changing changing,
            Subscriptions subscriptions,
            Renewing renewing,
            Drafting drafting,
            Discounting discounting) {}

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

    private Document draft(Tx tx, Call call) {
        var params = call.params();
        var account = call.account();
        var named = params.text("subscription").map(id -> subscription(tx, account, id));
        var owner =
                params.text("customer")
                        .or(() -> named.flatMap(Document::customer))
                        .orElseThrow(() -> ApiError.parameterMissing("customer"));
        var customer = buyers.held(tx, account, owner);
        var details = params.hash("subscription_details");
        boolean begins =
                named.isEmpty() && details.filter(d -> !d.hashes("items").isEmpty()).isPresent();
        var seen = begins ? named : named.or(() -> next(tx, customer));
        var currency =
                seen.map(Document::currency)
                        .or(() -> params.currency("currency"))
                        .or(() -> customer.standing().currency())
                        .orElseGet(() -> currencies.usual(account));
        for (var item : params.hashes("invoice_items"))
            items.make(tx, customer, item, currency, Cause.NONE);
        var draft =
                begins
                        ? begun(tx, customer, details.orElseThrow())
                        : seen.isPresent()
                                ? renewed(tx, seen.get(), customer, details)
                                : waiting(tx, customer, currency);
        return discounted(tx, draft, customer, params);
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
        var changed = before;
        if (details.isPresent()) {
            var body = before.body().deepCopy();
            billing.changing().apply(tx, before, body, details.get().hashes("items"), Cause.NONE);
            var proration = Changing.Proration.of(details.get(), before, documents.now(tx, before));
            var done =
                    billing.subscriptions()
                            .rewritten(tx, before, body, customer, proration, Cause.NONE);
            if (done.invoice().isPresent()) return done.invoice().get();
            changed = done.subscription();
        }
        if (!renews(changed)) throw none(customer);
        var renewing = billing.renewing();
        var invoice =
                changed.is("trialing")
                        ? renewing.endTrial(tx, changed, customer, Cause.NONE)
                        : renewing.renew(tx, changed, customer, Cause.NONE);
        return invoice.orElseThrow(() -> none(customer));
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
        var owner =
                new Discounting.Owner(
                        draft.account(), customer, "invoice", draft.id(), draft.money("subtotal"));
        var list = next.body().putArray("discounts");
        billing.discounting().make(tx, owner, params, draft.currency()).forEach(list::add);
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
