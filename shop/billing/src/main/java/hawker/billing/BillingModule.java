package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import hawker.look.Templates;
import hawker.paper.PaperModule;
import hawker.payments.Payments;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Pricing;
import hawker.usage.UsageModule;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Builds the room; its schema is "billing". */
public final class BillingModule {

    /** So many at a time are handed over. */
    private static final int ACCOUNTS = 500;

    private final Platform platform;
    private final DocumentsSql sql = new DocumentsSql();
    private final Documents documents;
    private final Discounting discounting;
    private final PhaseTerms terms;
    private final Dunning dunning;
    private final UsageModule usage;
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
            UsageModule usage,
            PaperModule paper,
            Currencies currencies) {}

    /**
     * A configuration of the portal or a session of it that an older program kept here.
     *
     * @param object its name in the API
     * @param detail with the session's {@code token}, or the usual configuration's {@code fact}
     */
    public record OlderPortal(
            AccountId account,
            String object,
            String id,
            Instant created,
            ObjectNode body,
            ObjectNode detail) {}

    private BillingModule(Platform platform, Doors doors, Look look, String origin) {
        this.platform = platform;
        documents = new Documents(platform, sql);
        var prices = new Prices(doors.pricing());
        discounting = new Discounting(documents, sql, prices, doors.payments());
        fetching = new Fetching(documents, sql, doors.payments(), platform);
        var customers = doors.customers().customers();
        var buyers = new Buyers(doors.customers(), doors.vault());
        var drafting = new Drafting(doors.accounts(), documents, sql, buyers, prices, discounting);
        dunning = new Dunning(platform, sql);
        var lifecycle = new Lifecycle(documents, sql, dunning);
        var payments = doors.payments();
        var templates =
                new Templates("hawker.billing.templates", BillingModule.class.getClassLoader());
        var paying = new Paying(documents, sql, payments);
        var papers =
                new Papers(documents, prices, discounting, payments, paying, doors.paper(), origin);
        var letters = new Letters(platform, templates, papers);
        var ending = new Ending(platform, documents, buyers, paying, lifecycle);
        var revising = new Revising(documents, buyers, drafting, ending);
        var finalizing =
                new Finalizing(documents, buyers, drafting, revising, paying, lifecycle, papers);
        var collecting =
                new Collecting(platform, documents, sql, buyers, payments, paying, lifecycle);
        var currencies = doors.currencies();
        terms = new PhaseTerms(documents, discounting);
        var items = new InvoiceItems(documents, buyers, prices, drafting, discounting, terms);
        operations.addAll(
                new InvoiceItemsHttp(documents, buyers, drafting, items, currencies).operations());
        operations.addAll(
                new InvoicesHttp(documents, buyers, prices, drafting, paying, revising, currencies)
                        .operations());
        operations.addAll(
                new InvoiceActionsHttp(documents, buyers, finalizing, collecting, ending, letters)
                        .operations());
        operations.addAll(
                new InvoiceLinesHttp(documents, buyers, prices, drafting, discounting, items)
                        .operations());
        var parts =
                new Parts(
                        buyers,
                        prices,
                        drafting,
                        finalizing,
                        paying,
                        collecting,
                        ending,
                        lifecycle,
                        items,
                        currencies);
        usage = doors.usage();
        var subscribing = new Subscribing(documents, prices, drafting, discounting, usage.usage());
        var beginning =
                new Beginning(
                        documents,
                        new Planning(documents, buyers, prices, subscribing, currencies),
                        subscribing,
                        drafting,
                        finalizing,
                        new Beginning.Rest(discounting, lifecycle, items));
        var invoices = new SessionBilling.Invoicing(drafting, finalizing, discounting, items);
        biller =
                new SessionBilling(
                        documents, buyers, prices, subscribing, beginning, collecting, invoices);
        subscriptions(platform, parts, customers, subscribing, beginning);
        routes =
                new InvoicePages(
                                platform,
                                documents,
                                doors.accounts(),
                                collecting,
                                look,
                                templates,
                                papers)
                        .routes();
    }

    /** What subscriptions are made of. */
    private record Parts(
            Buyers buyers,
            Prices prices,
            Drafting drafting,
            Finalizing finalizing,
            Paying paying,
            Collecting collecting,
            Ending ending,
            Lifecycle lifecycle,
            InvoiceItems items,
            Currencies currencies) {}

    private void subscriptions(
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
        var changing =
                new Changing(
                        documents, p.buyers, p.prices, discounting, subscribing, p.items, terms);
        var prorating = new Prorating(documents, sql, p.prices, p.items);
        var thresholds =
                new Thresholds(
                        platform,
                        documents,
                        p.buyers,
                        subscribing,
                        p.drafting,
                        renewing,
                        prorating);
        platform.jobs()
                .handle(
                        Thresholds.JOB,
                        Jobs.Retry.doubling(Duration.ofSeconds(10), 12),
                        thresholds::onTime);
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
                new Subscriptions(documents, p.buyers, invoicing, changing, prorating, p.lifecycle);
        var http =
                new SubscriptionsHttp(
                        platform, documents, sql, p.buyers, beginning, subscriptions, p.paying);
        operations.addAll(http.operations());
        operations.addAll(http.older());
        var items =
                new SubscriptionItemsHttp(
                        platform, documents, sql, p.buyers, subscribing, changing, subscriptions);
        operations.addAll(items.operations());
        operations.addAll(usage.operations(items));
        var scheduling = scheduling(platform, p, subscribing, beginning, subscriptions);
        var schedules = schedules(platform, p, customers, scheduling, subscriptions, renewing);
        var billing = new Previewing.Billing(p.items, beginning, p.drafting, schedules, p.paying);
        var foreseeing =
                new Foreseeing(
                        documents, sql, beginning, subscriptions, renewing, scheduling, schedules);
        operations.addAll(
                new Previewing(platform, documents, p.buyers, billing, foreseeing, p.currencies)
                        .operations());
    }

    private Scheduling scheduling(
            Platform platform,
            Parts p,
            Subscribing subscribing,
            Beginning beginning,
            Subscriptions subscriptions) {
        return new Scheduling(
                platform,
                documents,
                p.buyers,
                new Phases(p.prices, subscribing, p.items, terms),
                beginning,
                subscriptions,
                p.lifecycle);
    }

    private Schedules schedules(
            Platform platform,
            Parts p,
            Customers customers,
            Scheduling scheduling,
            Subscriptions subscriptions,
            Renewing renewing) {
        var schedules =
                new Schedules(documents, p.buyers, scheduling.phases(), scheduling, p.paying);
        operations.addAll(
                new SchedulesHttp(
                                platform, documents, p.buyers, schedules, scheduling, subscriptions)
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
        return schedules;
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
                        List.of(
                                "customer.deleted",
                                "customer.updated",
                                "customer.tax_id.created",
                                "customer.tax_id.deleted",
                                "payment_method.detached"),
                        event -> renewing.customerChanged(event, sql));
    }

    /**
     * Opens the room on a platform whose schema "billing" is up to date.
     *
     * @param origin of the pages as browsers see it, without a slash at the end
     */
    public static BillingModule open(Platform platform, Doors doors, Look look, String origin) {
        return new BillingModule(platform, doors, look, origin);
    }

    /** {@code /i}. */
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

    /** A subscription that is not over, as the API shows it, for the room of the portal. */
    public Optional<ObjectNode> living(Tx tx, AccountId account, String id) {
        return documents
                .find(tx, account, Kind.SUBSCRIPTION, id)
                .filter(found -> !Lifecycle.isOver(found))
                .map(Documents::shown);
    }

    /**
     * Hands over what an older program kept of the portal, to the room that has it now; each
     * account's in one transaction, so that a start that is interrupted goes on with the next.
     *
     * @param taker keeps all of one account, in the transaction that lets it go here
     */
    public void handOver(BiConsumer<Tx, List<OlderPortal>> taker) {
        var older = new OlderPortalsSql();
        List<AccountId> having;
        do {
            having =
                    platform.tx()
                            .readAcross("older-portals", tx -> older.acrossAccounts(tx, ACCOUNTS));
            for (var account : having)
                platform.tx()
                        .doInAccount(
                                account,
                                tx -> {
                                    taker.accept(tx, older.held(tx, account));
                                    older.letGo(tx, account);
                                });
        } while (having.size() == ACCOUNTS);
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
