package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Search;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The door: the buyers a seller knows. */
public final class Customers {

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final CustomersSql sql;
    private final Vault vault;
    private final Telling telling;
    private final Discounts discounts;
    private final Clocks clocks;

    Customers(
            Platform platform,
            CustomersSql sql,
            Vault vault,
            Telling telling,
            Discounts discounts,
            Clocks clocks) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.sql = sql;
        this.vault = vault;
        this.telling = telling;
        this.discounts = discounts;
        this.clocks = clocks;
    }

    /** A new customer of whom this much is known. */
    public Customer create(Tx tx, Customer.Profile profile, Cause cause) {
        return create(
                tx,
                profile,
                Customer.Invoicing.USUAL,
                Customer.Methods.NONE,
                Customer.Reconciling.USUAL,
                Optional.empty(),
                cause);
    }

    Customer create(
            Tx tx,
            Customer.Profile profile,
            Customer.Invoicing invoicing,
            Customer.Methods methods,
            Customer.Reconciling reconciling,
            Optional<String> testClock,
            Cause cause) {
        var account = cause.account();
        var now = testClock.map(id -> moment(tx, account, id)).orElseGet(clock::now);
        var customer =
                new Customer(
                        new Customer.Id(ids.ordinary("cus", account)),
                        account,
                        profile,
                        invoicing,
                        methods,
                        Customer.Standing.EVEN.withReconciling(reconciling),
                        testClock,
                        now,
                        Optional.empty());
        sql.insert(tx, customer);
        telling.tell(tx, "customer.created", customer.id().text(), plain(customer), cause);
        return customer;
    }

    /** The customer, held against every other change until the transaction ends. */
    public Optional<Customer> lock(Tx tx, AccountId account, Customer.Id id) {
        return sql.lock(tx, account, id).filter(found -> !found.isDeleted());
    }

    /** Writes what became of a customer that was {@link #lock locked}. */
    Customer update(Tx tx, Customer before, Customer changed, Cause cause) {
        if (changed.equals(before)) return before;
        sql.update(tx, changed);
        var discount = discount(tx, changed);
        telling.changed(
                tx,
                "customer.updated",
                changed.id().text(),
                CustomersJson.customer(before, discount),
                CustomersJson.customer(changed, discount),
                cause);
        return changed;
    }

    /**
     * Writes what customers have told of themselves where they bought; what they did not tell
     * stays. Who was deleted meanwhile stays so.
     */
    public void told(
            Tx tx,
            AccountId account,
            Customer.Id id,
            Optional<String> name,
            Optional<Billing.Address> address,
            Optional<Shipping> shipping) {
        lock(tx, account, id)
                .ifPresent(was -> {
                    var profile = was.profile().told(name, address, shipping);
                    update(tx, was, was.with(profile, was.invoicing()), Cause.none(account));
                });
    }

    private Instant moment(Tx tx, AccountId account, String testClock) {
        return clocks.now(tx, account, testClock)
                .orElseThrow(
                        () -> ApiError.missingReference("test clock", testClock, "test_clock"));
    }

    private Optional<ObjectNode> discount(Tx tx, Customer customer) {
        var id = customer.id().text();
        return Optional.ofNullable(discounts.of(tx, customer.account(), List.of(id)).get(id));
    }

    Map<String, ObjectNode> discounts(AccountId account, List<String> customerIds) {
        return tx.readAccount(account, tx -> discounts.of(tx, account, customerIds));
    }

    /** A customer as the API shows it. */
    public ObjectNode shown(Tx tx, Customer customer) {
        return CustomersJson.customer(customer, discount(tx, customer));
    }

    /**
     * Takes the number of the next invoice of a customer that was {@link #lock locked}; from then
     * on the customer is billed in this currency.
     *
     * @return {@code ABCDEFGH-0001}
     */
    public String takeNumber(Tx tx, Customer customer, Currency currency, Cause cause) {
        var was = customer.invoicing();
        var next =
                new Customer.Invoicing(
                        was.prefix(), was.next() + 1, was.fields(), was.footer(), was.rendering());
        var standing = customer.standing();
        var billed =
                standing.currency().isPresent()
                        ? standing
                        : new Customer.Standing(
                                standing.balance(), Optional.of(currency), standing.reconciling());
        update(tx, customer, customer.with(customer.profile(), next).with(billed), cause);
        var prefix = CustomersJson.customer(customer, Optional.empty()).path("invoice_prefix");
        return String.format(Locale.ROOT, "%s-%04d", prefix.asText(), was.next());
    }

    /** The customers that live by a test clock. */
    public List<Customer> ofClock(Tx tx, AccountId account, String testClock) {
        return sql.ofClock(tx, account, testClock);
    }

    /** How money in the cash balance of a customer that was {@link #lock locked} meets payments. */
    public Customer reconcile(Tx tx, Customer locked, Customer.Reconciling how, Cause cause) {
        var standing = locked.standing().withReconciling(how);
        return update(tx, locked, locked.with(standing), cause);
    }

    /**
     * A method is about to be detached: its customer does not pay with it any more where no other
     * is named, and the newest other source becomes the usual one (decision 0134).
     */
    void leaving(Tx tx, PaymentMethod method, Cause cause) {
        method.customer()
                .flatMap(Customer.Id::parse)
                .flatMap(id -> lock(tx, cause.account(), id))
                .ifPresent(was -> update(tx, was, was.with(without(tx, was, method)), cause));
    }

    private Customer.Methods without(Tx tx, Customer customer, PaymentMethod method) {
        var now = customer.methods();
        if (isNamed(now.method(), method)) now = now.withMethod(Optional.empty());
        return isNamed(now.source(), method) ? now.withSource(other(tx, method)) : now;
    }

    /** A customer's row may name a method in any of its forms. */
    private static boolean isNamed(Optional<String> name, PaymentMethod method) {
        return name.flatMap(PaymentMethod.Id::parse).equals(Optional.of(method.id()));
    }

    private Optional<String> other(Tx tx, PaymentMethod method) {
        var customer = method.customer().orElseThrow();
        return vault.sources(tx, method.account(), customer, PageRequest.first(2)).items().stream()
                .filter(each -> !each.id().equals(method.id()))
                .findFirst()
                .map(Attaching::asSource);
    }

    /** Deletes, and detaches the methods; false if there is no such customer any more. */
    public boolean delete(Tx tx, AccountId account, Customer.Id id, Cause cause) {
        var found = lock(tx, account, id);
        if (found.isEmpty()) return false;
        var customer = found.get();
        vault.detachAll(tx, cause.ofEvent(), id.text());
        sql.update(tx, customer.deletedAt(clock.now()));
        telling.tell(tx, "customer.deleted", id.text(), plain(customer), cause);
        return true;
    }

    /** Also one that was deleted. */
    public Optional<Customer> find(AccountId account, Customer.Id id) {
        return tx.readAccount(account, tx -> find(tx, account, id));
    }

    public Optional<Customer> find(Tx tx, AccountId account, Customer.Id id) {
        return sql.find(tx, account, id);
    }

    /** Whether there is such a customer, not deleted. */
    public boolean exists(Tx tx, AccountId account, String id) {
        return Customer.Id.parse(id)
                .flatMap(customer -> find(tx, account, customer))
                .filter(customer -> !customer.isDeleted())
                .isPresent();
    }

    List<Customer> all(AccountId account, Collection<String> customerIds) {
        return tx.readAccount(account, tx -> sql.all(tx, account, customerIds));
    }

    Page<Customer> list(
            AccountId account,
            Optional<String> email,
            Instant from,
            Instant before,
            PageRequest page) {
        var rows =
                tx.readAccount(
                        account,
                        tx ->
                                email.isPresent()
                                        ? sql.ofEmail(tx, account, email.get(), from, before, page)
                                        : sql.list(tx, account, from, before, page));
        return Cursor.of(page, "cus_").page(rows, page.limit());
    }

    /** Those that live by a test clock, the newest first. */
    Page<Customer> ofClock(AccountId account, String clock, PageRequest page) {
        var rows = tx.readAccount(account, tx -> sql.ofClock(tx, account, clock, page));
        return Cursor.of(page, "cus_").page(rows, page.limit());
    }

    List<Customer> search(AccountId account, Search search) {
        return tx.readAccount(account, tx -> sql.search(tx, account, search));
    }

    long count(AccountId account, Search search) {
        return tx.readAccount(account, tx -> sql.count(tx, account, search));
    }

    private static ObjectNode plain(Customer customer) {
        return CustomersJson.customer(customer, Optional.empty());
    }
}
