package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.payments.Confirmation.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;

/** The buyers a seller knows. */
final class Customers {

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final CustomersSql sql;
    private final Vault vault;
    private final Happenings happenings;

    Customers(Platform platform, CustomersSql sql, Vault vault, Happenings happenings) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.sql = sql;
        this.vault = vault;
        this.happenings = happenings;
    }

    Customer create(
            Tx tx,
            Customer.Profile profile,
            Optional<String> defaultMethod,
            Optional<String> defaultSource,
            Cause cause) {
        var account = cause.account();
        var customer =
                new Customer(
                        new Customer.Id(ids.ordinary("cus", account)),
                        account,
                        profile,
                        defaultMethod,
                        defaultSource,
                        clock.now(),
                        Optional.empty());
        sql.insert(tx, customer);
        tell(tx, "customer.created", customer, cause);
        return customer;
    }

    /** The customer, held against every other change until the transaction ends. */
    Optional<Customer> lock(Tx tx, AccountId account, Customer.Id id) {
        return sql.lock(tx, account, id).filter(found -> !found.isDeleted());
    }

    Customer update(Tx tx, Customer changed, Cause cause) {
        sql.update(tx, changed);
        tell(tx, "customer.updated", changed, cause);
        return changed;
    }

    /** Deletes, and detaches the methods; false if there is no such customer any more. */
    boolean delete(Tx tx, AccountId account, Customer.Id id, Cause cause) {
        var found = lock(tx, account, id);
        if (found.isEmpty()) return false;
        var customer = found.get();
        vault.detachAll(tx, account, id.text());
        sql.update(tx, customer.deletedAt(clock.now()));
        tell(tx, "customer.deleted", customer, cause);
        return true;
    }

    Optional<Customer> find(AccountId account, Customer.Id id) {
        return tx.readAccount(account, tx -> sql.find(tx, account, id));
    }

    List<Customer> all(AccountId account, java.util.Collection<String> customerIds) {
        return tx.readAccount(account, tx -> sql.all(tx, account, customerIds));
    }

    Page<Customer> list(
            AccountId account, Optional<String> email, Reading.Filter filter, PageRequest page) {
        var rows =
                tx.readAccount(
                        account,
                        tx ->
                                email.isPresent()
                                        ? sql.ofEmail(
                                                tx,
                                                account,
                                                email.get(),
                                                filter.since(),
                                                filter.until(),
                                                page)
                                        : sql.list(
                                                tx, account, filter.since(), filter.until(), page));
        return Cursor.of(page, "cus_").page(rows, page.limit());
    }

    private void tell(Tx tx, String type, Customer customer, Cause cause) {
        ObjectNode objects = Json.object();
        objects.set("customer", PaymentsJson.customer(customer));
        happenings.tell(tx, customer.id().text(), List.of(type), objects, cause);
    }
}
