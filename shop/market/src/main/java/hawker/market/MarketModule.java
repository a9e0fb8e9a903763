package hawker.market;

import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.ProductRef;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.util.List;

/** The room, put together; its schema is "market". */
public final class MarketModule {

    private final Listings listings;
    private final Routes routes;

    private MarketModule(Listings listings, Routes routes) {
        this.listings = listings;
        this.routes = routes;
    }

    /**
     * Opens the room.
     *
     * @param social what its pages show of the feed
     * @param buying what they show of carts and delivery
     * @param origin scheme and host as browsers see them: {@code http://127.0.0.1:8080}
     */
    public static MarketModule open(
            Platform platform,
            Accounts accounts,
            Catalog catalog,
            Look look,
            Social social,
            Buying buying,
            String origin) {
        var sql = new ListingSql();
        new Indexing(platform, accounts, catalog, sql).subscribe();
        var listings = new Listings(platform, sql);
        var shelf = new Shelf(accounts, catalog);
        var goods = new GoodsLists(listings, shelf);
        var frames = new Frames(accounts, look, social, buying, origin);
        var routes =
                new Routes()
                        .addAll(
                                new ShopPages(accounts, shelf, goods, social, buying, frames)
                                        .routes())
                        .addAll(
                                new ProductPages(
                                                accounts, shelf, listings, goods, social, frames,
                                                buying)
                                        .routes())
                        .addAll(new DirectoryPages(accounts, shelf, goods, social, frames).routes())
                        .addAll(Frames.assets());
        return new MarketModule(listings, routes);
    }

    /** What fits words, of all shops, the best first; at most a page of it. */
    public List<ProductRef> find(String words, int most) {
        var all = Search.everything();
        var search =
                new Search(
                        words, all.shop(), all.type(), all.atMost(), all.inStock(), all.sort(), 1);
        return listings.find(search).products().stream().limit(most).toList();
    }

    public Routes routes() {
        return routes;
    }
}
