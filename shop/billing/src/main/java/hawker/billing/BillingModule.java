package hawker.billing;

import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.customers.Clocks;
import hawker.customers.Currencies;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
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

    private final PapersSql sql = new PapersSql();
    private final Papers papers;
    private final Discounting discounting;
    private final Fetching fetching;
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
        papers = new Papers(platform, sql);
        var goods = new Goods(doors.pricing());
        discounting = new Discounting(papers, sql, goods);
        fetching = new Fetching(papers, sql, doors.payments(), platform);
        var customers = doors.customers().customers();
        var buyers = new Buyers(customers, doors.customers().balances(), doors.vault());
        var drafting = new Drafting(doors.accounts(), papers, sql, buyers, goods, discounting);
        var lives = new Lives(papers);
        var payments = doors.payments();
        var finalizing =
                new Finalizing(papers, buyers, drafting, discounting, payments, lives, origin);
        var collecting = new Collecting(platform, papers, sql, buyers, payments, finalizing, lives);
        var ending = new Ending(platform, papers, sql, buyers, payments, finalizing, lives);
        var currencies = doors.currencies();
        var items = new ItemsHttp(papers, buyers, goods, drafting, currencies);
        operations.addAll(items.operations());
        operations.addAll(
                new InvoicesHttp(papers, buyers, goods, drafting, discounting, currencies)
                        .operations());
        operations.addAll(
                new ActionsHttp(papers, buyers, finalizing, collecting, ending).operations());
        var subscribing = new Subscribing(papers, goods, drafting);
        var renewing = new Renewing(platform, papers, buyers, subscribing, drafting, ending, lives);
        var changing = new Changing(papers, goods, subscribing, items);
        var invoicing =
                new Subscriptions.Invoicing(
                        subscribing,
                        drafting,
                        finalizing,
                        collecting,
                        renewing,
                        ending,
                        discounting);
        var subscriptions =
                new Subscriptions(platform, papers, buyers, goods, invoicing, changing, lives);
        var beginning =
                new Beginning(
                        papers,
                        buyers,
                        goods,
                        subscribing,
                        drafting,
                        finalizing,
                        new Beginning.Rest(discounting, lives, currencies));
        operations.addAll(
                new SubscriptionsHttp(platform, papers, sql, beginning, subscriptions)
                        .operations());
        var single =
                new ItemHttp(platform, papers, sql, buyers, subscribing, changing, subscriptions);
        operations.addAll(single.operations());
        var scheduling =
                new Scheduling(platform, papers, buyers, goods, beginning, subscriptions, lives);
        var phases = new Phases(goods, subscribing);
        operations.addAll(
                new SchedulesHttp(platform, papers, buyers, phases, scheduling, subscriptions)
                        .operations());
        operations.addAll(new PortalHttp(papers, buyers, origin).operations());
        var work =
                new DueWork(platform, papers, buyers, finalizing, collecting, renewing, scheduling);
        var advancing = new Advancing(platform, papers, sql, customers, work);
        operations.addAll(new ClocksHttp(papers, advancing).operations());
        listen(platform, collecting, subscriptions, work, advancing);
        routes = new PortalPages(platform, papers, sql, doors.accounts(), lives, look).routes();
    }

    private void listen(
            Platform platform,
            Collecting collecting,
            Subscriptions subscriptions,
            DueWork work,
            Advancing advancing) {
        var retry = Jobs.Retry.doubling(Duration.ofSeconds(10), 12);
        platform.jobs().handle(Papers.DUE, retry, work::onTime);
        platform.jobs().handle(Advancing.JOB, retry, advancing::onTime);
        platform.events()
                .subscribe(
                        "billing.paid",
                        List.of(
                                "payment_intent.succeeded",
                                "payment_intent.payment_failed",
                                "payment_intent.requires_action"),
                        collecting::heard);
        platform.events()
                .subscribe(
                        "billing.customers",
                        List.of("customer.deleted"),
                        event -> subscriptions.customerDeleted(event, sql));
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

    /** Test clocks, for the customers' room. */
    public Clocks clocks() {
        return this::now;
    }

    private Optional<Instant> now(Tx tx, AccountId account, String clock) {
        return papers.find(tx, account, Kind.TEST_CLOCK, clock)
                .map(found -> papers.now(tx, account, Optional.of(found.id())));
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
     */
    public List<Expander> expanders(Expander.Fetch customers, Expander.Fetch methods) {
        return fetching.expanders(customers, methods);
    }
}
