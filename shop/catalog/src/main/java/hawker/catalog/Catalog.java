package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of every shop. The account is always the shop's account in its mode (the number
 * that {@code accounts.shopAccount} answers), never the seller's live number as such.
 */
public final class Catalog {

    /** Stores a new product, its slug made unique in the shop. */
    public Saved create(AccountId account, NewProduct product) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces a product. Variants are told by their id; one that is no longer named is removed,
     * one without an id is new.
     */
    public Saved update(AccountId account, Product.Id id, NewProduct product) {
        throw new UnsupportedOperationException();
    }

    /** Shows or hides a product; empty: there is none. */
    public Optional<Product> setStatus(AccountId account, Product.Id id, Product.Status status) {
        throw new UnsupportedOperationException();
    }

    public Optional<Product> find(AccountId account, Product.Id id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Product> bySlug(AccountId account, String slug) {
        throw new UnsupportedOperationException();
    }

    public Optional<Product> ofVariant(AccountId account, Variant.Id variant) {
        throw new UnsupportedOperationException();
    }

    /** Products of a seller, newest first; the cursors are product ids. */
    public Page<Product> list(AccountId account, ProductFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** The same list as cards. */
    public Page<ProductCard> cards(AccountId account, ProductFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** How many products a list has. */
    public int count(AccountId account, ProductFilter filter) {
        throw new UnsupportedOperationException();
    }

    /** The types of a shop's active products, most used first, at most 50. */
    public List<String> types(AccountId account) {
        throw new UnsupportedOperationException();
    }

    /**
     * Cards of any sellers' products, for a feed: one query an account, at most 2 seconds old. A
     * product that is gone has no entry; one that is not active has a card that is not buyable.
     */
    public Map<ProductRef, ProductCard> cards(Collection<ProductRef> refs) {
        throw new UnsupportedOperationException();
    }

    /** Active products of all sellers, newest first, after the one given. */
    public Page<ProductCard> acrossNewest(int limit, Optional<Product.Id> after) {
        throw new UnsupportedOperationException();
    }

    /** Prices lines now, on the server, and says what cannot be bought. Promises nothing. */
    public Quoted quote(AccountId account, Currency currency, List<LineRequest> lines) {
        throw new UnsupportedOperationException();
    }

    /** Makes a stored picture one of a seller's images, to be named in {@link NewProduct}. */
    public Image addImage(AccountId account, Picture picture, String alt) {
        throw new UnsupportedOperationException();
    }

    /** How many there are, and promises of them. */
    public Stock stock() {
        throw new UnsupportedOperationException();
    }

    /** Pictures: products', and anybody else's (logos, posts). */
    public Media media() {
        throw new UnsupportedOperationException();
    }
}
