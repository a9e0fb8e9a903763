package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Optional;

/**
 * What an invoice would come to. The thing is done as it would be, in a transaction that is always
 * rolled back: a preview cannot differ from what comes. The way not taken: a second arithmetic of
 * prorations and discounts that writes nothing.
 */
final class Previewing {

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Billing billing;
    private final Foreseeing foreseeing;
    private final Currencies currencies;

    /** How invoices come about. */
    record Billing(
            InvoiceItems items,
            Beginning beginning,
            Drafting drafting,
            Schedules schedules,
            Paying paying) {}

    Previewing(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Billing billing,
            Foreseeing foreseeing,
            Currencies currencies) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.billing = billing;
        this.foreseeing = foreseeing;
        this.currencies = currencies;
    }

    /** {@code create_preview}, and what it was called before. */
    List<Operation> operations() {
        var upcoming = InvoicesHttp.BASE + "/upcoming";
        return List.of(
                Operation.post(
                        InvoicesHttp.BASE + "/create_preview",
                        PreviewParams.SHAPE,
                        call -> InvoicesHttp.shown(preview(call))),
                Operation.get(
                        upcoming, PreviewParams.SHAPE, call -> InvoicesHttp.shown(preview(call))),
                Operation.get(
                        upcoming + "/lines",
                        PreviewParams.SHAPE.plus(Param.paging()),
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
        check(call);
        try {
            return platform.tx()
                    .inAccount(
                            call.account(),
                            tx -> {
                                throw new Seen(draft(tx, call));
                            });
        } catch (Seen seen) {
            return seen.invoice;
        }
    }

    /** Asks of other accounts, so never in a transaction. */
    private void check(Call call) {
        var params = call.params();
        var account = call.account();
        PreviewParams.check(params);
        billing.paying().checkIssuer(account, params.hash("issuer"));
        billing.paying().checkShares(account, ShareTerms.of(call.platform(), account, params));
        params.hash(PreviewParams.SCHEDULE)
                .ifPresent(details -> billing.schedules().check(account, Json.object(), details));
    }

    /**
     * What a preview is about.
     *
     * @param known whether there is this customer
     * @param schedule one that there is, or that would be made
     * @param changes what one that there is would be changed to
     * @param subscription one that there is
     */
    private record Asked(
            Customer customer,
            boolean known,
            Optional<Document> schedule,
            Optional<Params> changes,
            Optional<Document> subscription) {

        Optional<Currency> currency() {
            return subscription
                    .map(Document::currency)
                    .or(() ->
                            schedule.map(s ->
                                    JsonFields.currency(
                                            ScheduleFields.phases(s.body()).getFirst())));
        }
    }

    private Document draft(Tx tx, Call call) {
        var params = call.params();
        var asked = asked(tx, call);
        var plan = plan(tx, asked, params);
        var customer = asked.customer();
        var items = params.hashes("invoice_items");
        var currency =
                asked.currency()
                        .or(() -> plan.map(Beginning.Plan::currency))
                        .or(() -> params.currency("currency"))
                        .or(() ->
                                items.stream()
                                        .flatMap(i -> i.currency("currency").stream())
                                        .findFirst())
                        .or(() -> customer.standing().currency())
                        .orElseGet(() -> currencies.usual(call.account()));
        for (var item : items) item(tx, customer, item, currency);
        var draft = told(tx, draft(tx, asked, plan, params, currency), customer, params);
        return shaped(draft, asked.known());
    }

    /** An item that would be added, or one that waits as it would be changed. */
    private void item(Tx tx, Customer customer, Params said, Currency currency) {
        if (said.currency("currency").filter(c -> !c.equals(currency)).isPresent())
            throw ApiError.parameterInvalid(
                    said.nameOf("currency"),
                    "The currency of this invoice is `" + currency.code() + "`.");
        if (said.has("invoiceitem")) billing.items().changeWaiting(tx, customer, said);
        else billing.items().make(tx, customer, said, currency, Cause.NONE);
    }

    /** What a subscription would be made of that there is not yet, if one is asked about. */
    private Optional<Beginning.Plan> plan(Tx tx, Asked asked, Params params) {
        if (asked.schedule().isPresent() || asked.subscription().isPresent())
            return Optional.empty();
        return details(params)
                .filter(d -> !d.hashes("items").isEmpty())
                .map(d -> plan(tx, asked.customer(), d, params));
    }

    private static Optional<Params> details(Params params) {
        return params.hash(PreviewParams.SUBSCRIPTION);
    }

    private Beginning.Plan plan(Tx tx, Customer customer, Params details, Params params) {
        // The currency stands beside the details; no name is in both.
        var plan = billing.beginning().plan(tx, customer, details.and(params), Cause.NONE);
        details.hash("billing_mode").ifPresent(m -> SubscriptionFields.mode(plan.body(), m));
        JsonFields.metadata(plan.body(), details);
        // An end within the first period is prorated, unless nothing is.
        if (details.text("proration_behavior").filter("none"::equals).isEmpty())
            JsonFields.times(plan.body(), details, "cancel_at");
        return plan;
    }

    private Document draft(
            Tx tx, Asked asked, Optional<Beginning.Plan> plan, Params params, Currency currency) {
        var customer = asked.customer();
        if (asked.schedule().isPresent())
            return foreseeing.led(tx, asked.schedule().get(), customer, asked.changes());
        if (asked.subscription().isPresent())
            return foreseeing.renewed(tx, asked.subscription().get(), customer, details(params));
        return plan.map(p -> foreseeing.begun(tx, p))
                .orElseGet(() -> waiting(tx, customer, currency));
    }

    private Asked asked(Tx tx, Call call) {
        var params = call.params();
        var account = call.account();
        var led = params.text("schedule").map(id -> schedule(tx, account, id));
        var details = details(params);
        if (led.filter(s -> s.is("not_started")).isPresent() && details.isPresent())
            throw ApiError.parameterInvalid(
                    PreviewParams.SUBSCRIPTION, "This schedule has no subscription yet.");
        var named =
                params.text("subscription")
                        .or(() -> led.flatMap(s -> JsonFields.text(s.body(), "subscription")))
                        .map(id -> subscription(tx, account, id));
        var owner =
                params.text("customer").or(() -> named.or(() -> led).flatMap(Document::customer));
        for (var one : named.or(() -> led).stream().toList())
            if (!one.customer().equals(owner))
                throw ApiError.parameterInvalid("customer", "It is another customer's.");
        if (owner.isEmpty() && !params.has(PreviewParams.CUSTOMER))
            throw ApiError.parameterMissing("customer");
        var customer =
                owner.map(id -> buyers.held(tx, account, id))
                        .orElseGet(() -> buyers.somebody(tx, account));
        var phases = params.hash(PreviewParams.SCHEDULE);
        if (phases.isPresent() && led.isEmpty())
            return new Asked(
                    customer,
                    owner.isPresent(),
                    Optional.of(made(tx, call, customer, phases.get())),
                    Optional.empty(),
                    Optional.empty());
        var schedule = led.filter(s -> s.is("not_started") || phases.isPresent());
        boolean any = details.filter(d -> !d.hashes("items").isEmpty()).isPresent();
        boolean begins = schedule.isPresent() || (named.isEmpty() && any);
        return new Asked(
                customer,
                owner.isPresent(),
                schedule,
                phases,
                begins ? Optional.empty() : named.or(() -> foreseeing.next(tx, customer)));
    }

    /** A schedule that there is not; it begins when its first phase says. */
    private Document made(Tx tx, Call call, Customer customer, Params details) {
        var now = documents.now(tx, call.account(), customer.testClock());
        var said =
                details.hashes("phases").stream()
                        .findFirst()
                        .flatMap(p -> SubscriptionParams.moment(p, "start_date", now));
        var asked = new Schedules.Asked(details, Optional.empty(), Cause.NONE);
        var start = said.filter(at -> at.isAfter(now)).orElse(now);
        return billing.schedules().make(tx, customer, asked, start, Optional.empty());
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

    /** What waits for a customer without subscriptions. */
    private Document waiting(Tx tx, Customer customer, Currency currency) {
        var now = documents.now(tx, customer.account(), customer.testClock());
        var draft = billing.drafting().blank(tx, customer, currency, now);
        billing.drafting().takePending(tx, draft);
        if (Lines.of(draft.body()).isEmpty()) throw Foreseeing.none(customer);
        billing.drafting().addUp(tx, draft, customer);
        return draft;
    }

    /** With what a request says of the invoice itself. */
    private Document told(Tx tx, Document draft, Customer customer, Params params) {
        var next = InvoicesHttp.copy(draft);
        var body = next.body();
        InvoiceFields.issuer(body, params);
        if (params.isUnset("on_behalf_of")) body.putNull("on_behalf_of");
        params.text("on_behalf_of").ifPresent(id -> body.put("on_behalf_of", id));
        params.hash(PreviewParams.CUSTOMER)
                .ifPresent(said -> PreviewParams.describe(body, draft.account(), said));
        if (params.has("discounts") || params.isUnset("discounts")) {
            billing.drafting().discounts(tx, next, customer, params);
            next.detail().put("own_discounts", true);
        } else if (body.equals(draft.body())) return draft;
        billing.drafting().addUp(tx, next, customer);
        return next;
    }

    /**
     * As a draft that nobody has made.
     *
     * @param known whether there is its customer
     */
    private static Document shaped(Document invoice, boolean known) {
        var next = InvoicesHttp.copy(invoice);
        var body = next.body();
        var id = "upcoming_" + invoice.id();
        body.put("id", id);
        body.put("object", "invoice");
        body.put("livemode", invoice.account().livemode());
        body.put("created", Json.seconds(invoice.created()));
        body.put("status", "draft");
        // The word for what comes by itself; a change that is invoiced at once keeps its own.
        if (body.path("billing_reason").asText().equals("subscription_cycle"))
            body.put("billing_reason", "upcoming");
        if (!known) body.putNull("customer");
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
