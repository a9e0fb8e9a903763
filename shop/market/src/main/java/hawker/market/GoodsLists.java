package hawker.market;

import hawker.accounts.Account;
import hawker.look.Picture;
import hawker.look.ProductCard;
import hawker.look.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the lists of goods that pages show out of what a search found. */
final class GoodsLists {

    /** How wide a card is shown: 4, 3 or 2 columns. */
    private static final String SIZES = "(min-width: 1024px) 280px, (min-width: 768px) 30vw, 46vw";

    /** Cards that are seen at once on a first screen. */
    private static final int FIRST_SCREEN = 2;

    private final Listings listings;
    private final Shelf shelf;

    GoodsLists(Listings listings, Shelf shelf) {
        this.listings = listings;
        this.shelf = shelf;
    }

    /** The goods of a query; with sellers' names if they are of several shops. */
    Goods of(Query query, boolean sellers) {
        var search = query.search();
        var found = listings.find(search);
        return new Goods(
                cards(shelf.cards(found.products()), sellers),
                kinds(query, found),
                sellers ? shops(query, found) : List.of(),
                sorts(query),
                search.sort().label(),
                new Goods.Filter(
                        "In stock", query.inStock(!search.inStock()), search.inStock(), -1),
                found.total(),
                search.page() > 1 ? Optional.of(query.page(search.page() - 1)) : Optional.empty(),
                found.hasMore(search.page())
                        ? Optional.of(query.page(search.page() + 1))
                        : Optional.empty(),
                found.guessed() && found.total() > 0
                        ? "Nothing is called “" + search.text() + "”. This is close:"
                        : "");
    }

    /** Cards for a grid. */
    List<ProductCard> cards(List<hawker.catalog.ProductCard> goods, boolean sellers) {
        var cards = new ArrayList<ProductCard>(goods.size());
        for (var one : goods)
            shelf.seller(one.ref().account())
                    .ifPresent(seller ->
                            cards.add(card(one, seller, sellers, cards.size() < FIRST_SCREEN)));
        return cards;
    }

    private static ProductCard card(
            hawker.catalog.ProductCard goods, Account seller, boolean named, boolean first) {
        var picture =
                goods.image()
                        .map(image ->
                                Picture.of(
                                                image.path(320),
                                                image.alt(),
                                                image.width(),
                                                image.height())
                                        .widths(image.srcset(), SIZES))
                        .map(one -> first ? one.first() : one);
        var card =
                ProductCard.of(
                                goods.ref().product().text(),
                                "/@" + seller.handle() + "/" + goods.slug(),
                                goods.title(),
                                picture,
                                goods.price())
                        .was(goods.compareAt());
        if (named) card = card.seller(seller.name());
        if (goods.from()) card = card.lowest();
        var badge = StockLine.badge(goods);
        return badge.isPresent() ? card.badge(badge.get(), tone(goods)) : card;
    }

    private static Tone tone(hawker.catalog.ProductCard goods) {
        if (goods.isSoldOut()) return Tone.PLAIN;
        return goods.compareAt().isPresent() ? Tone.BAD : Tone.WARN;
    }

    private static List<Goods.Filter> kinds(Query query, Found found) {
        if (found.types().size() < 2 && query.search().type().isEmpty()) return List.of();
        var chosen = query.search().type();
        var filters = new ArrayList<Goods.Filter>();
        filters.add(new Goods.Filter("All", query.type(Optional.empty()), chosen.isEmpty(), -1));
        found.types()
                .forEach((type, count) ->
                        filters.add(
                                new Goods.Filter(
                                        type,
                                        query.type(Optional.of(type)),
                                        chosen.equals(Optional.of(type)),
                                        count)));
        return filters;
    }

    private List<Goods.Filter> shops(Query query, Found found) {
        var filters = new ArrayList<Goods.Filter>();
        var chosen = query.shop();
        found.shops()
                .forEach((shop, count) ->
                        shelf.seller(shop)
                                .ifPresent(
                                        seller -> filters.add(shop(query, seller, chosen, count))));
        return filters;
    }

    private static Goods.Filter shop(
            Query query, Account seller, Optional<String> chosen, int count) {
        boolean current = chosen.equals(Optional.of(seller.handle()));
        Optional<String> next = current ? Optional.empty() : Optional.of(seller.handle());
        return new Goods.Filter(seller.name(), query.shop(next), current, count);
    }

    private static List<Goods.Filter> sorts(Query query) {
        var filters = new ArrayList<Goods.Filter>();
        for (var sort : Search.Sort.values())
            filters.add(
                    new Goods.Filter(
                            sort.label(), query.sort(sort), sort == query.search().sort(), -1));
        return filters;
    }
}
