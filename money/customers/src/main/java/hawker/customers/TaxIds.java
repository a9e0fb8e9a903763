package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tax numbers of customers and of the seller. */
final class TaxIds {

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final TaxIdsSql sql = new TaxIdsSql();
    private final Telling telling;

    TaxIds(Platform platform, Telling telling) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.telling = telling;
    }

    TaxId create(Tx tx, TaxId.Owner owner, String kind, String value, Cause cause) {
        var account = cause.account();
        var made =
                new TaxId(
                        new TaxId.Id(ids.ordinary("txi", account)),
                        account,
                        owner,
                        kind,
                        value,
                        TaxId.verification(account, kind, value),
                        clock.now());
        sql.insert(tx, made);
        if (owner instanceof TaxId.Owner.OfCustomer)
            telling.tell(tx, "customer.tax_id.created", made.id().text(), json(made), cause);
        return made;
    }

    Optional<TaxId> find(AccountId account, TaxId.Id id) {
        return tx.readAccount(account, tx -> sql.find(tx, account, id));
    }

    List<TaxId> all(AccountId account, Collection<String> ids) {
        return tx.readAccount(account, tx -> sql.all(tx, account, ids));
    }

    /** Deletes; false if it is not there, or not there any more. */
    boolean delete(Tx tx, TaxId taxId, Cause cause) {
        if (!sql.delete(tx, taxId.account(), taxId.id())) return false;
        if (taxId.owner() instanceof TaxId.Owner.OfCustomer)
            telling.tell(tx, "customer.tax_id.deleted", taxId.id().text(), json(taxId), cause);
        return true;
    }

    Page<TaxId> list(AccountId account, TaxId.Owner owner, PageRequest page) {
        var rows = tx.readAccount(account, tx -> sql.list(tx, account, owner, page));
        return Cursor.of(page, "txi_").page(rows, page.limit());
    }

    /** The numbers of several customers, by the customer, newest first. */
    Map<String, List<TaxId>> of(AccountId account, Collection<String> customers) {
        var byCustomer = new HashMap<String, List<TaxId>>();
        for (var id : customers) byCustomer.put(id, new java.util.ArrayList<>());
        for (var each : tx.readAccount(account, tx -> sql.of(tx, account, customers)))
            if (each.owner() instanceof TaxId.Owner.OfCustomer(var customer))
                byCustomer.getOrDefault(customer.text(), List.of()).add(each);
        return byCustomer;
    }

    static ObjectNode json(TaxId taxId) {
        var customer =
                taxId.owner() instanceof TaxId.Owner.OfCustomer(var id)
                        ? Optional.of(id.text())
                        : Optional.<String>empty();
        var node = Json.object();
        node.put("id", taxId.id().text());
        node.put("object", "tax_id");
        Json.put(node, "country", taxId.country());
        node.put("created", Json.seconds(taxId.created()));
        Json.put(node, "customer", customer);
        node.putNull("customer_account");
        node.put("livemode", taxId.account().livemode());
        var owner = node.putObject("owner").putNull("customer_account");
        switch (taxId.owner()) {
            case TaxId.Owner.Self() -> owner.put("type", "self");
            case TaxId.Owner.OfCustomer(var id) ->
                    owner.put("type", "customer").put("customer", id.text());
            case TaxId.Owner.OfAccount(var id) ->
                    owner.put("type", "account").put("account", id.text());
        }
        node.put("type", taxId.kind());
        node.put("value", taxId.value());
        node.putObject("verification")
                .put("status", taxId.verification().word())
                .putNull("verified_address")
                .putNull("verified_name");
        return node;
    }
}
