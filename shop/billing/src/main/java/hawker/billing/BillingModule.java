package hawker.billing;

import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.billing.Document.Kind;
import hawker.customers.Clocks;
import hawker.customers.Currencies;
import hawker.customers.Customers;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.hosted.Biller;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.payments.Payments;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Pricing;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the room; its schema is "billing". */
public final class BillingModule {

    private final DocumentsSql sql = new DocumentsSql();
    private final Documents documents;
    private final Discounting discounting;
    private final Dunning dunning;
    private final Fetching fetching;
    private final Biller biller;
    private final List<Operation> operations = new ArrayList<>();
    private final Routes routes;

    /** The rooms below that this one uses. */
    public record Doors(
            Accounts accounts,
            Vault vault,
            CustomersModule customers,
            Payments payments,
            Pricing pricing,
            Currencies currencies) {}

    private BillingModule(Platform platform, Doors doors, Look look, String origin) {
        documents = new Documents(platform, sql);
        var prices = new Prices(doors.pricing());
        discounting = new Discounting(documents, sql, prices, doors.payments());
        fetching = new Fetching(documents, sql, doors.payments(), platform);
        var customers = doors.customers().customers();
        var buyers = new Buyers(customers, doors.customers().balances(), doors.vault());
        var drafting = new Drafting(doors.accounts(), documents, sql, buyers, prices, discounting);
        dunning = new Dunning(platform, sql);
        var lifecycle = new Lifecycle(documents, sql, dunning);
        var payments = doors.payments();
        var finalizing =
                new Finalizing(
                        documents, buyers, drafting, discounting, payments, lifecycle, origin);
        var collecting =
                new Collecting(platform, documents, sql, buyers, payments, finalizing, lifecycle);
        var ending = new Ending(platform, documents, sql, buyers, finalizing, lifecycle);
        var currencies = doors.currencies();
        var items = new InvoiceItemsHttp(documents, buyers, prices, drafting, currencies);
        operations.addAll(items.operations());
        operations.addAll(
                new InvoicesHttp(
                                documents,
                                buyers,
                                prices,
                                drafting,
                                discounting,
                                finalizing,
                                currencies)
                        .operations());
        operations.addAll(
                new InvoiceActionsHttp(documents, buyers, finalizing, collecting, ending)
                        .operations());
        operations.addAll(
                new InvoiceLinesHttp(documents, buyers, prices, drafting, items).operations());
        var parts =
                new Parts(
                        buyers,
                        prices,
                        drafting,
                        finalizing,
                        collecting,
                        ending,
                        lifecycle,
                        items,
                        currencies);
        var subscribing = new Subscribing(documents, prices, drafting);
        var beginning =
                new Beginning(
                        documents,
                        buyers,
                        prices,
                        subscribing,
                        drafting,
                        finalizing,
                        new Beginning.Rest(discounting, lifecycle, currencies, items));
        var invoices = new SessionBilling.Invoicing(drafting, finalizing, discounting, items);
        biller =
                new SessionBilling(
                        documents, buyers, prices, subscribing, beginning, collecting, invoices);
        var subscriptions = subscriptions(platform, parts, customers, subscribing, beginning);
        operations.addAll(new PortalHttp(documents, buyers, origin).operations());
        var portal =
                new PortalPages(
                        platform, documents, sql, doors.accounts(), collecting, look, origin);
        var actions = new PortalActions(platform, doors.customers(), subscriptions, portal, look);
        routes = portal.routes().addAll(actions.routes());
    }

    /** What subscriptions are made of. */
    private record Parts(
            Buyers buyers,
            Prices prices,
            Drafting drafting,
            Finalizing finalizing,
            Collecting collecting,
            Ending ending,
            Lifecycle lifecycle,
            InvoiceItemsHttp items,
            Currencies currencies) {}

    private Subscriptions subscriptions(
            Platform platform,
            Parts p,
            Customers customers,
            Subscribing subscribing,
            Beginning beginning) {
        var renewing =
                new Renewing(
                        platform,
                        documents,
                        p.buyers,
                        subscribing,
                        p.drafting,
                        p.ending,
                        p.lifecycle);
        var changing = new Changing(documents, p.prices, subscribing, p.items);
        var invoicing =
                new Subscriptions.Invoicing(
                        subscribing,
                        p.drafting,
                        p.finalizing,
                        new Requesting(
                                platform, documents, p.buyers, p.collecting, p.ending, p.lifecycle),
                        renewing,
                        p.ending,
                        discounting);
        var subscriptions =
                new Subscriptions(documents, p.buyers, p.prices, invoicing, changing, p.lifecycle);
        var http =
                new SubscriptionsHttp(platform, documents, sql, p.buyers, beginning, subscriptions);
        operations.addAll(http.operations());
        operations.addAll(http.older());
        operations.addAll(
                new SubscriptionItemsHttp(
                                platform,
                                documents,
                                sql,
                                p.buyers,
                                subscribing,
                                changing,
                                subscriptions)
                        .operations());
        var billing =
                new Previewing.Billing(
                        beginning, changing, subscriptions, renewing, p.drafting, discounting);
        operations.addAll(
                new Previewing(platform, documents, sql, p.buyers, p.items, billing, p.currencies)
                        .operations());
        schedules(platform, p, customers, subscribing, beginning, subscriptions, renewing);
        return subscriptions;
    }

    private void schedules(
            Platform platform,
            Parts p,
            Customers customers,
            Subscribing subscribing,
            Beginning beginning,
            Subscriptions subscriptions,
            Renewing renewing) {
        var phases = new Phases(p.prices, subscribing);
        var scheduling =
                new Scheduling(
                        platform,
                        documents,
                        p.buyers,
                        phases,
                        beginning,
                        subscriptions,
                        p.lifecycle);
        operations.addAll(
                new SchedulesHttp(platform, documents, p.buyers, phases, scheduling, subscriptions)
                        .operations());
        var work =
                new DueWork(
                        platform,
                        documents,
                        p.buyers,
                        p.finalizing,
                        p.collecting,
                        renewing,
                        scheduling,
                        p.lifecycle);
        var advancing = new Advancing(platform, documents, sql, customers, work);
        operations.addAll(new ClocksHttp(documents, advancing).operations());
        listen(platform, p.collecting, renewing, work, advancing);
    }

    private void listen(
            Platform platform,
            Collecting collecting,
            Renewing renewing,
            DueWork work,
            Advancing advancing) {
        var retry = Jobs.Retry.doubling(Duration.ofSeconds(10), 12);
        platform.jobs().handle(Documents.DUE, retry, work::onTime);
        platform.jobs().handle(Advancing.JOB, retry, advancing::onTime);
        platform.events()
                .subscribe(
                        "billing.paid",
                        List.of(
                                "payment_intent.succeeded",
                                "payment_intent.payment_failed",
                                "payment_intent.requires_action",
                                "payment_intent.processing",
                                "payment_intent.canceled"),
                        collecting::concerned,
                        collecting::heard);
        platform.events()
                .subscribe(
                        "billing.customers",
                        List.of("customer.deleted"),
                        event -> renewing.customerDeleted(event, sql));
    }

    /**
     * Opens the room on a platform whose schema "billing" is up to date.
     *
     * @param origin of the pages as browsers see it, without a slash at the end
     */
    public static BillingModule open(Platform platform, Doors doors, Look look, String origin) {
        return new BillingModule(platform, doors, look, origin);
    }

    /** {@code /i} and {@code /p/session}. */
    public Routes routes() {
        return routes;
    }

    /** What the customers' room asks of this one. */
    public Discounts discounts() {
        return discounting;
    }

    /** What becomes of subscriptions that nobody pays, for the seller to say. */
    public Dunning dunning() {
        return dunning;
    }

    /** What checkout sessions ask of this room. */
    public Biller biller() {
        return biller;
    }

    /** Test clocks, for the customers' room. */
    public Clocks clocks() {
        return this::now;
    }

    private Optional<Instant> now(Tx tx, AccountId account, String clock) {
        return documents
                .find(tx, account, Kind.TEST_CLOCK, clock)
                .map(found -> documents.now(tx, account, Optional.of(found.id())));
    }

    public BillingRenderer renderer() {
        return new BillingRenderer();
    }

    /** Everything of tier F, and the test clocks. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * @param customers how the ids of customers become customers
     * @param methods how the ids of payment methods do
     * @param intents how the ids of payment intents do
     */
    public List<Expander> expanders(
            Expander.Fetch customers, Expander.Fetch methods, Expander.Fetch intents) {
        return fetching.expanders(customers, methods, intents);
    }
}
