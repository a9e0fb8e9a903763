package hawker.customers;

import hawker.api.Authenticator;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.CardVerifier;
import hawker.vault.CustomerCheck;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Builds the room; its schema is "customers". */
public final class CustomersModule {

    private final Platform platform;
    private final Customers customers;
    private final CustomersRenderer renderer = new CustomersRenderer();
    private final CustomersHttp http;
    private final TaxIds taxIds;
    private final TaxIdsHttp taxIdsHttp;
    private final Attaching attaching;
    private final Balances balances;
    private final BalanceHttp balanceHttp;
    private final Sessions sessions;
    private final Keys keys;
    private final HandedHttp handedHttp;
    private final SourcesHttp sources;
    private final SourceForms forms;
    private Function<AccountId, List<String>> usual = account -> List.of();

    private CustomersModule(
            Platform platform,
            Vault vault,
            CardVerifier verifier,
            Discounts discounts,
            Clocks clocks,
            Currencies currencies) {
        this.platform = platform;
        var telling = new Telling(platform.events());
        customers = new Customers(platform, new CustomersSql(), vault, telling, discounts, clocks);
        attaching = new Attaching(platform.tx(), vault, verifier);
        taxIds = new TaxIds(platform, telling);
        balances = new Balances(platform, customers);
        http =
                new CustomersHttp(
                        customers, vault, attaching, discounts, taxIds, balances, currencies);
        taxIdsHttp = new TaxIdsHttp(customers, taxIds);
        balanceHttp = new BalanceHttp(customers, balances);
        var handed = new HandedSql();
        sessions = new Sessions(platform, handed);
        keys = new Keys(platform, handed);
        handedHttp = new HandedHttp(customers, sessions, keys);
        forms = new SourceForms(platform.tx(), vault, attaching);
        sources = new SourcesHttp(forms, customers, vault, attaching, telling);
        vault.tells(check());
    }

    /** Opens the room where there are no test clocks. */
    public static CustomersModule open(
            Platform platform,
            Vault vault,
            CardVerifier verifier,
            Discounts discounts,
            Currencies currencies) {
        return open(platform, vault, verifier, discounts, Clocks.NONE, currencies);
    }

    /**
     * Opens the room.
     *
     * @param verifier asks issuers about cards that customers bring
     * @param discounts of the room that has coupons
     * @param clocks of the room that bills by them
     * @param currencies of sellers, for balances that name none
     */
    public static CustomersModule open(
            Platform platform,
            Vault vault,
            CardVerifier verifier,
            Discounts discounts,
            Clocks clocks,
            Currencies currencies) {
        var module = new CustomersModule(platform, vault, verifier, discounts, clocks, currencies);
        platform.chores()
                .every(Duration.ofHours(1), "customers-prune-handed", module.sessions::prune);
        return module;
    }

    /** The door. */
    public Customers customers() {
        return customers;
    }

    /**
     * The number by which a tax office knows a customer, as a page has asked for it.
     *
     * @param kind eu_vat, us_ein …
     * @param value one that {@link TaxId#canBe} of this kind
     */
    public void taxNumber(
            Tx tx, AccountId account, Customer.Id customer, String kind, String value) {
        var owner = new TaxId.Owner.OfCustomer(customer);
        taxIds.create(tx, owner, kind, value, Cause.none(account));
    }

    /** A number of the seller, of one of its accounts or customers, for what is printed. */
    public Optional<TaxId> taxNumber(AccountId account, String id) {
        return TaxId.Id.parse(id).flatMap(found -> taxIds.find(account, found));
    }

    /** Whether a tax id is the account's own: no customer's, and not one it keeps for others. */
    public boolean ownsTaxNumber(AccountId account, String id) {
        return taxNumber(account, id)
                .filter(number -> number.owner() instanceof TaxId.Owner.Self)
                .isPresent();
    }

    /** Who knows which numbers stand on an account's invoices; said before the first request. */
    public void usualBy(Function<AccountId, List<String>> known) {
        usual = known;
    }

    /** The ids of the account's own numbers that stand on invoices which name none. */
    public List<String> usualTaxNumbers(AccountId account) {
        return usual.apply(account).stream().filter(id -> ownsTaxNumber(account, id)).toList();
    }

    /** The numbers of a customer that {@code customer.tax_ids} shows, newest first. */
    public List<TaxId> taxNumbers(AccountId account, Customer.Id customer) {
        return taxIds
                .of(account, List.of(customer.text()))
                .getOrDefault(customer.text(), List.of())
                .stream()
                .limit(TaxIdsHttp.INSIDE)
                .toList();
    }

    /** Who knows which accounts a platform acts for; said once, before the first request. */
    public void connectedBy(BiFunction<AccountId, String, Optional<AccountId>> known) {
        taxIdsHttp.connectedBy(known);
    }

    /** Credit balances, for the room that makes invoices. */
    public Balances balances() {
        return balances;
    }

    /** Customer sessions, for the rooms whose pages show what a customer saved. */
    public Sessions sessions() {
        return sessions;
    }

    /** Who keeps sources; set once, before the first request. */
    public void keepSources(AttachedSources kept) {
        attaching.with(kept);
    }

    /** Who stands behind an ephemeral key; everybody else is left to the other authenticator. */
    public Authenticator authenticator(Authenticator others) {
        return key -> key.startsWith("ek_") ? keys.authenticate(key) : others.authenticate(key);
    }

    /** Answers the vault's question. */
    public CustomerCheck check() {
        return new CustomerCheck() {
            @Override
            public boolean exists(AccountId account, String customer) {
                return platform.tx()
                        .readAccount(account, tx -> customers.exists(tx, account, customer));
            }

            @Override
            public Optional<String> usual(AccountId account, String customer) {
                return Customer.Id.parse(customer)
                        .flatMap(id -> customers.find(account, id))
                        .flatMap(Customer::usualMethod);
            }

            @Override
            public void leaving(Tx tx, PaymentMethod method, Event.Cause why) {
                customers.leaving(tx, method, Cause.of(why));
            }
        };
    }

    /** The objects that this room's events tell of. */
    public CustomersRenderer renderer() {
        return renderer;
    }

    /** /v1/customers and what hangs on them. */
    public List<Operation> operations() {
        var all = new ArrayList<Operation>(http.operations());
        all.addAll(taxIdsHttp.operations());
        all.addAll(balanceHttp.operations());
        all.addAll(handedHttp.operations());
        all.addAll(sources.operations());
        return all;
    }

    /** How the ids of customers become customers, for the objects of other rooms. */
    public Expander.Fetch fetch() {
        return http::fetch;
    }

    /** How the ids of payment methods become methods, for the objects of other rooms. */
    public Expander.Fetch methods() {
        return http::methods;
    }

    public List<Expander> expanders() {
        return List.of(
                Expander.of(
                        http::fetch,
                        "payment_intent.customer",
                        "charge.customer",
                        "refund.customer",
                        "payment_method.customer",
                        "setup_intent.customer",
                        "setup_attempt.customer",
                        "tax_id.customer",
                        "tax_id.owner.customer",
                        "customer_balance_transaction.customer",
                        "customer_session.customer"),
                Expander.of(http::methods, "customer.invoice_settings.default_payment_method"),
                Expander.included(http::taxes, "customer.tax"),
                Expander.of(forms::fetch, "customer.default_source"),
                Expander.included(forms::lists, "customer.sources"),
                Expander.of(
                        taxIdsHttp::fetch,
                        "invoice.account_tax_ids",
                        "checkout.session.invoice_creation.invoice_data.account_tax_ids",
                        "payment_link.invoice_creation.invoice_data.account_tax_ids",
                        "subscription.invoice_settings.account_tax_ids",
                        "subscription_schedule.default_settings.invoice_settings.account_tax_ids",
                        "subscription_schedule.phases.invoice_settings.account_tax_ids"),
                Expander.included(taxIdsHttp::lists, "customer.tax_ids"));
    }
}
