package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.Map;
import java.util.Optional;

/**
 * Credit balances. The balance stands in the customer's row and is the sum of its entries; both are
 * written while the row is held, so that two changes at once follow each other.
 */
public final class Balances {

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final BalanceSql sql = new BalanceSql();
    private final Customers customers;

    Balances(Platform platform, Customers customers) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.customers = customers;
    }

    /**
     * Adds to the balance of a customer that was {@link Customers#lock locked}. Whoever calls has
     * checked that the customer has no other currency.
     */
    BalanceEntry add(
            Tx tx,
            Customer customer,
            Money amount,
            BalanceEntry.Kind kind,
            Optional<String> description,
            Map<String, String> metadata,
            Cause cause) {
        return add(tx, customer, amount, kind, description, metadata, Optional.empty(), cause);
    }

    /**
     * Lets an invoice use the balance of a customer that was {@link Customers#lock locked}, or give
     * back what it used.
     *
     * @param amount what the balance rises by; credits are below zero
     */
    public BalanceEntry applyInvoice(
            Tx tx,
            Customer customer,
            Money amount,
            BalanceEntry.Kind kind,
            String invoice,
            Cause cause) {
        return add(
                tx,
                customer,
                amount,
                kind,
                Optional.empty(),
                Map.of(),
                Optional.of(invoice),
                cause);
    }

    private BalanceEntry add(
            Tx tx,
            Customer customer,
            Money amount,
            BalanceEntry.Kind kind,
            Optional<String> description,
            Map<String, String> metadata,
            Optional<String> invoice,
            Cause cause) {
        var standing = customer.standing();
        if (!standing.currency().map(amount.currency()::equals).orElse(true))
            throw new IllegalArgumentException("another currency: " + customer.id());
        var ending = Money.of(standing.balance(), amount.currency()).plus(amount);
        var entry =
                new BalanceEntry(
                        new BalanceEntry.Id(ids.ordinary("cbtxn", customer.account())),
                        customer.account(),
                        customer.id(),
                        amount,
                        ending,
                        kind,
                        description,
                        metadata,
                        invoice,
                        clock.now());
        sql.insert(tx, entry);
        var changed = customer.with(standing.withBalance(ending.minor(), ending.currency()));
        customers.update(tx, customer, changed, cause);
        return entry;
    }

    Optional<BalanceEntry> find(AccountId account, Customer.Id customer, BalanceEntry.Id id) {
        return tx.readAccount(account, tx -> sql.find(tx, account, customer, id));
    }

    /** Changes what is written on an entry; its amount stays. */
    void describe(Tx tx, BalanceEntry changed) {
        sql.describe(tx, changed);
    }

    Page<BalanceEntry> list(
            AccountId account,
            Customer.Id customer,
            PageRequest page,
            Optional<TimeRange> created,
            Optional<String> invoice) {
        var rows =
                tx.readAccount(
                        account, tx -> sql.list(tx, account, customer, page, created, invoice));
        return Cursor.of(page, "cbtxn_").page(rows, page.limit());
    }

    static ObjectNode json(BalanceEntry entry) {
        var node = Json.object();
        node.put("id", entry.id().text());
        node.put("object", "customer_balance_transaction");
        node.put("amount", entry.amount().minor());
        node.putNull("checkout_session");
        node.put("created", Json.seconds(entry.created()));
        node.putNull("credit_note");
        node.put("currency", entry.amount().currency().code());
        node.put("customer", entry.customer().text());
        node.putNull("customer_account");
        Json.put(node, "description", entry.description());
        node.put("ending_balance", entry.ending().minor());
        Json.put(node, "invoice", entry.invoice());
        node.put("livemode", entry.account().livemode());
        node.set("metadata", Json.metadata(entry.metadata()));
        return node.put("type", entry.kind().word());
    }
}
