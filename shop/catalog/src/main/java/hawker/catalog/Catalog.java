package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of every shop. The account is always the shop's account in its mode (the number
 * that {@code accounts.shopAccount} answers), never the seller's live number as such.
 */
public final class Catalog {

    private final Platform platform;
    private final CatalogEvents events;
    private final Stock stock;
    private final Media media;
    private final Reading reading;
    private final Saving saving;
    private final Cards cards;
    private final Quoting quoting;

    Catalog(Platform platform) {
        this.platform = platform;
        this.events = new CatalogEvents(platform);
        this.stock = new Stock(platform, events);
        this.media = new Media(platform.settings().data().resolve("media"));
        this.reading = new Reading(platform);
        this.saving = new Saving(platform, events, stock, reading);
        this.cards = new Cards(platform, reading);
        this.quoting = new Quoting(platform);
    }

    /** Stores a new product, its slug made unique in the shop. */
    public Saved create(AccountId account, NewProduct product) {
        return saving.create(account, product);
    }

    /**
     * Replaces a product. Variants are told by their id; one that is no longer named is removed,
     * one without an id is new.
     */
    public Saved update(AccountId account, Product.Id id, NewProduct product) {
        var saved = saving.update(account, id, product);
        cards.forget(new ProductRef(account, id));
        return saved;
    }

    /** Shows or hides a product; empty: there is none. */
    public Optional<Product> setStatus(AccountId account, Product.Id id, Product.Status status) {
        var now = platform.clock().now();
        var product =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    if (!ProductsSql.setStatus(account, tx, id, status, now))
                                        return Optional.<Product>empty();
                                    events.append(tx, account, "product.updated", id.text());
                                    return reading.find(tx, account, id);
                                });
        cards.forget(new ProductRef(account, id));
        return product;
    }

    public Optional<Product> find(AccountId account, Product.Id id) {
        return reading.find(account, id);
    }

    public Optional<Product> bySlug(AccountId account, String slug) {
        return reading.bySlug(account, slug);
    }

    public Optional<Product> ofVariant(AccountId account, Variant.Id variant) {
        return reading.ofVariant(account, variant);
    }

    /** Products of a seller, newest first; the cursors are product ids. */
    public Page<Product> list(AccountId account, ProductFilter filter, PageRequest page) {
        return reading.list(account, filter, page);
    }

    /** The same list as cards. */
    public Page<ProductCard> cards(AccountId account, ProductFilter filter, PageRequest page) {
        return cards.list(account, filter, page);
    }

    /** How many products a list has. */
    public int count(AccountId account, ProductFilter filter) {
        return platform.tx().readAccount(account, tx -> ProductsSql.count(account, tx, filter));
    }

    /** The types of a shop's active products, most used first, at most 50. */
    public List<String> types(AccountId account) {
        return platform.tx().readAccount(account, tx -> ProductsSql.types(account, tx));
    }

    /**
     * Cards of any sellers' products, for a feed: one query an account, at most 2 seconds old. A
     * product that is gone has no entry; one that is not active has a card that is not buyable.
     */
    public Map<ProductRef, ProductCard> cards(Collection<ProductRef> refs) {
        return cards.cards(refs);
    }

    /** Active products of all sellers, newest first, after the one given. */
    public Page<ProductCard> acrossNewest(int limit, Optional<Product.Id> after) {
        return cards.acrossNewest(limit, after);
    }

    /** Prices lines now, on the server, and says what cannot be bought. Promises nothing. */
    public Quoted quote(AccountId account, Currency currency, List<LineRequest> lines) {
        return quoting.quote(account, currency, lines, false);
    }

    /**
     * The same without asking how many are left: for lines whose units are held for the asker, or
     * about to be.
     */
    public Quoted quoteHeld(AccountId account, Currency currency, List<LineRequest> lines) {
        return quoting.quote(account, currency, lines, true);
    }

    /** Makes a stored picture one of a seller's images, to be named in {@link NewProduct}. */
    public Image addImage(AccountId account, Picture picture, String alt) {
        var id = new Image.Id(platform.ids().ordinary("img", account));
        var image = new Image(id, picture, Texts.line(alt));
        var now = platform.clock().now();
        platform.tx().doInAccount(account, tx -> ProductsSql.insertImage(account, tx, image, now));
        return image;
    }

    /** An image of a seller that no product shows yet. */
    public Optional<Image> freeImage(AccountId account, Image.Id id) {
        return platform.tx().readAccount(account, tx -> ProductsSql.freeImage(account, tx, id));
    }

    /** How many there are, and promises of them. */
    public Stock stock() {
        return stock;
    }

    /** Pictures: products', and anybody else's (logos, posts). */
    public Media media() {
        return media;
    }
}
