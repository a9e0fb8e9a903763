package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.hosted.Biller;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import hawker.vault.PaymentMethod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of what checkout sessions have sold what is billed: a subscription with its first invoice,
 * or an invoice. The session's payment is the invoice's, so that both are paid at the same moment;
 * lines, discounts and taxes are added up in the session's order, and what the invoice comes to is
 * what was paid, or nothing is written.
 */
final class SessionBilling implements Biller {

    private static final String CONFIG = "billing_cycle_anchor_config";

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Subscribing subscribing;
    private final Beginning beginning;
    private final Collecting collecting;
    private final Invoicing invoicing;

    /** How an invoice of its own comes about. */
    record Invoicing(
            Drafting drafting,
            Finalizing finalizing,
            Discounting discounting,
            InvoiceItems items) {}

    SessionBilling(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Subscribing subscribing,
            Beginning beginning,
            Collecting collecting,
            Invoicing invoicing) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.subscribing = subscribing;
        this.beginning = beginning;
        this.collecting = collecting;
        this.invoicing = invoicing;
    }

    @Override
    public void check(Tx tx, Sale sale) {
        sale.customer()
                .flatMap(id -> buyers.find(tx, sale.account(), id))
                .ifPresent(customer -> InvoicesHttp.checkCurrency(customer, sale.currency()));
        var intervals = new ArrayList<Periods.Interval>();
        for (var item : sale.recurring()) {
            var price = subscribing.checked(Price.of(item.price()), sale.currency(), "line_items");
            intervals.add(Periods.Interval.of(price.recurring().orElseThrow()));
        }
        Subscribing.checkIntervals(intervals, "line_items");
    }

    @Override
    public String customer(Tx tx, AccountId account, Buyer buyer) {
        return buyers.make(tx, account, buyer).id().text();
    }

    @Override
    public void checkTaxIds(AccountId account, Params data) {
        buyers.checkSellers(account, Optional.of(data));
    }

    @Override
    public void taxNumber(Tx tx, AccountId account, String customer, String kind, String value) {
        buyers.taxNumber(tx, account, customer, kind, value);
    }

    @Override
    public boolean hasBought(Tx tx, AccountId account, String customer) {
        return invoicing.discounting().hasBought(tx, account, customer);
    }

    @Override
    public Sold sell(Tx tx, Sale sale, Buyer buyer, Payment payment) {
        var customer =
                sale.customer()
                        .flatMap(id -> buyers.living(tx, sale.account(), id))
                        .orElseGet(() -> buyers.make(tx, sale.account(), buyer));
        var now = documents.now(tx, sale.account(), customer.testClock());
        var once = once(tx, sale, now);
        return sale.recurring().isEmpty()
                ? invoice(tx, sale, customer, once, payment, now)
                : subscription(tx, sale, customer, once, payment, now);
    }

    private Sold subscription(
            Tx tx,
            Sale sale,
            Customer customer,
            List<Lines.Content> once,
            Payment payment,
            Instant now) {
        var items = new ArrayList<Subscribing.Wanted>();
        for (var item : sale.recurring())
            items.add(
                    new Subscribing.Wanted(
                            item.price(),
                            item.quantity(),
                            item.taxRates(),
                            Map.of(),
                            Optional.empty()));
        // What is metered is paid when it was used: nothing of it is due now.
        var due =
                sale.recurring().stream()
                        .filter(item -> !Subscribing.isMetered(Price.of(item.price())))
                        .map(Item::due)
                        .toList();
        var times = new Beginning.Times(trialEnd(sale.data(), now), anchor(sale.data(), now));
        var body = body(tx, sale, customer, payment);
        pending(body, sale.data(), times, now);
        var plan =
                new Beginning.Plan(
                        customer,
                        sale.currency(),
                        body,
                        items,
                        times,
                        once,
                        Optional.of(
                                new Beginning.Sold(
                                        sale.session(), due, sale.rebates(), payment.intent())),
                        Optional.of("session " + sale.session()),
                        false);
        var subscription =
                beginning
                        .begin(tx, plan, Optional.empty(), Cause.NONE)
                        .orElseThrow(() ->
                                new IllegalStateException(sale.session() + " is sold already"));
        var invoice = JsonFields.text(subscription.body(), "latest_invoice").orElseThrow();
        paid(tx, sale, invoice, payment);
        return new Sold(customer.id().text(), Optional.of(subscription.id()), Optional.of(invoice));
    }

    /** The subscription as {@code subscription_data} wants it. */
    private ObjectNode body(Tx tx, Sale sale, Customer customer, Payment payment) {
        var data = sale.data();
        var body = SubscriptionFields.blank(customer.id().text());
        JsonFields.text(data, "description").ifPresent(text -> body.put("description", text));
        body.set("metadata", data.path("metadata").deepCopy());
        body.putArray("default_tax_rates")
                .addAll(prices.shownRates(tx, sale.account(), usualRates(data)));
        JsonFields.text(data, "missing_payment_method")
                .ifPresent(end ->
                        JsonFields.object(JsonFields.object(body, "trial_settings"), "end_behavior")
                                .put("missing_payment_method", end));
        if (data.path("billing_mode").isTextual())
            SubscriptionFields.mode(
                    body,
                    data.path("billing_mode").asText().equals("flexible"),
                    data.path("proration_discounts").asText().equals(SubscriptionFields.ITEMIZED));
        ShareTerms.kept(data.path(ShareTerms.KEPT)).show(body, sale.account());
        if (data.path("issuer").isObject())
            JsonFields.object(body, "invoice_settings")
                    .set("issuer", data.path("issuer").deepCopy());
        if (data.path(CONFIG).isObject()) body.set(CONFIG, data.path(CONFIG).deepCopy());
        buyers.kept(tx, sale.account(), payment.method())
                .map(PaymentMethod.Id::text)
                .ifPresent(method -> body.put("default_payment_method", method));
        return body;
    }

    /** When what waits is invoiced before the subscription is. */
    private static void pending(
            ObjectNode body, JsonNode data, Beginning.Times times, Instant now) {
        if (!data.path(SubscriptionFields.PENDING).isObject()) return;
        body.set(SubscriptionFields.PENDING, data.path(SubscriptionFields.PENDING).deepCopy());
        var cycle = times.anchor().map(Beginning.Anchor::cycle).or(times::trialEnd).orElse(now);
        body.put("billing_cycle_anchor", Json.seconds(cycle));
        SubscriptionFields.planPending(body, now);
    }

    private static List<String> usualRates(JsonNode data) {
        return JsonFields.texts(data.path("default_tax_rates"));
    }

    /** Never in the past: by a test clock the moment that was named may be. */
    private static Optional<Beginning.Anchor> anchor(JsonNode data, Instant now) {
        boolean prorates = !data.path("proration_behavior").asText().equals("none");
        return JsonFields.time(data, "billing_cycle_anchor")
                .map(at -> {
                    var first = at.isAfter(now) ? at : now.plusSeconds(1);
                    var cycle = JsonFields.time(data, "billing_cycle").orElse(first);
                    return new Beginning.Anchor(first, prorates, cycle);
                });
    }

    /** Never in the past: by a test clock the moment that was named may be. */
    private static Optional<Instant> trialEnd(JsonNode data, Instant now) {
        var days = data.path("trial_period_days");
        var end =
                days.isNumber()
                        ? Optional.of(now.plus(Duration.ofDays(days.asLong())))
                        : JsonFields.time(data, "trial_end");
        return end.map(e -> e.isAfter(now) ? e : now.plusSeconds(1));
    }

    private List<Lines.Content> once(Tx tx, Sale sale, Instant now) {
        var contents = new ArrayList<Lines.Content>();
        for (var item : sale.once()) contents.add(once(tx, sale, item, now));
        sale.delivery()
                .filter(delivery -> !delivery.amount().isZero())
                .ifPresent(delivery ->
                        contents.add(
                                new Lines.Content(
                                        delivery.amount(),
                                        BigDecimal.ONE,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(delivery.name()),
                                        new Lines.Period(now, now),
                                        false,
                                        List.of(),
                                        Json.object())));
        return contents;
    }

    private Lines.Content once(Tx tx, Sale sale, Item item, Instant now) {
        var price = Price.of(item.price());
        var amount = item.due();
        var rates = item.taxRates().isEmpty() ? usualRates(sale.data()) : item.taxRates();
        return new Lines.Content(
                amount,
                BigDecimal.valueOf(item.quantity()),
                each(amount, item.quantity()),
                Optional.of(price),
                Optional.of(prices.name(tx, sale.account(), price)),
                new Lines.Period(now, now),
                true,
                rates,
                Json.object());
    }

    private static Optional<BigDecimal> each(Money amount, long quantity) {
        return quantity == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(amount.minor())
                                .divide(BigDecimal.valueOf(quantity), 12, RoundingMode.HALF_UP));
    }

    /** {@code invoice_creation}: what was paid once is invoiced. */
    private Sold invoice(
            Tx tx,
            Sale sale,
            Customer customer,
            List<Lines.Content> once,
            Payment payment,
            Instant now) {
        var drafting = invoicing.drafting();
        var draft = drafting.blank(tx, customer, sale.currency(), now);
        var body = draft.body();
        for (var name : List.of("description", "footer"))
            JsonFields.text(sale.data(), name).ifPresent(text -> body.put(name, text));
        for (var name : List.of(Buyers.SELLERS, "custom_fields"))
            if (sale.data().path(name).isArray()) body.set(name, sale.data().path(name).deepCopy());
        if (sale.data().path("issuer").isObject())
            body.set("issuer", sale.data().path("issuer").deepCopy());
        var display = sale.data().path("rendering_options").path("amount_tax_display");
        if (display.isTextual())
            JsonFields.nulls(body.putObject("rendering"), "pdf", "template", "template_version")
                    .set("amount_tax_display", display);
        body.set("metadata", sale.data().path("metadata").deepCopy());
        for (var content : once)
            drafting.take(
                    tx,
                    draft,
                    invoicing.items().make(tx, customer, content, Optional.empty(), Cause.NONE),
                    "line_items");
        var owner =
                new Discounting.Owner(
                        sale.account(), customer, "invoice", draft.id(), sale.total());
        var discounts = Json.object().putArray("discounts");
        invoicing
                .discounting()
                .sold(tx, owner, sale.session(), sale.rebates())
                .forEach(discounts::add);
        Beginning.sold(draft, discounts, payment.intent());
        drafting.addUp(tx, draft, customer);
        var written = drafting.put(tx, draft, Cause.NONE).orElseThrow();
        invoicing.finalizing().finalize(tx, written, customer, Cause.NONE);
        paid(tx, sale, draft.id(), payment);
        return new Sold(customer.id().text(), Optional.empty(), Optional.of(draft.id()));
    }

    /** Brings the invoice where its payment is: paid, or waiting for a bank. */
    private void paid(Tx tx, Sale sale, String invoice, Payment payment) {
        if (payment.intent().isEmpty()) return;
        var open = documents.held(tx, sale.account(), Kind.INVOICE, invoice);
        collecting.follow(tx, open, payment.intent().get(), Cause.NONE);
    }
}
