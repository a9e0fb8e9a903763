package hawker.demo;

import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.checkout.Checkout;
import hawker.feed.Feed;
import hawker.orders.Orders;
import hawker.platform.Platform;
import hawker.vault.Vault;

/** The doors through which the demo is loaded: those that sellers, buyers and people use. */
public record Doors(
        Platform platform,
        Accounts accounts,
        Catalog catalog,
        Vault vault,
        Orders orders,
        Checkout checkout,
        Feed feed) {}
