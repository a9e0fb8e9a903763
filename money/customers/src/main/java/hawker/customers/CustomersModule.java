package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;

import hawker.api.Expander;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.platform.Platform;
import hawker.vault.CardVerifier;
import hawker.vault.CustomerCheck;
import hawker.vault.Vault;

import java.util.HashMap;
import java.util.List;

/** Builds the room; its schema is "customers". */
public final class CustomersModule {

    private final Platform platform;
    private final Customers customers;
    private final CustomersRenderer renderer = new CustomersRenderer();
    private final CustomersHttp http;

    private CustomersModule(
            Platform platform, Vault vault, CardVerifier verifier, Discounts discounts) {
        this.platform = platform;
        var telling = new Telling(platform.events(), platform.clock());
        customers = new Customers(platform, new CustomersSql(), vault, telling, discounts);
        var attaching = new Attaching(platform.tx(), vault, verifier);
        http = new CustomersHttp(customers, vault, attaching, discounts);
    }

    /**
     * Opens the room.
     *
     * @param discounts of the room that has coupons
     */
    public static CustomersModule open(
            Platform platform, Vault vault, CardVerifier verifier, Discounts discounts) {
        return new CustomersModule(platform, vault, verifier, discounts);
    }

    /** The door. */
    public Customers customers() {
        return customers;
    }

    /** Answers the vault's question. */
    public CustomerCheck check() {
        return (account, customer) ->
                platform.tx().readAccount(account, tx -> customers.exists(tx, account, customer));
    }

    /** The objects that this room's events tell of. */
    public CustomersRenderer renderer() {
        return renderer;
    }

    /** /v1/customers and what hangs on them. */
    public List<Operation> operations() {
        return http.operations();
    }

    /** How the ids of customers become customers, for the objects of other rooms. */
    public Expander.Fetch fetch() {
        return http::fetch;
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
                        "setup_attempt.customer"),
                Expander.of(
                        http::methods,
                        "customer.default_source",
                        "customer.invoice_settings.default_payment_method"),
                Expander.included(http::taxes, "customer.tax"),
                nothing("sources"),
                nothing("subscriptions"),
                nothing("tax_ids"));
    }

    /** A list inside a customer that older programs ask for and that has nothing in it here. */
    private static Expander nothing(String name) {
        return Expander.included(
                (account, ids) -> {
                    var lists = new HashMap<String, ObjectNode>();
                    for (var id : ids)
                        lists.put(
                                id, Lists.of("/v1/customers/" + id + "/" + name, List.of(), false));
                    return lists;
                },
                "customer." + name);
    }
}
