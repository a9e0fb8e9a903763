package hawker.catalog;

import hawker.kernel.AccountId;

/** Names a product of any seller: what a post keeps of the product it shows. */
public record ProductRef(AccountId account, Product.Id product) {}
