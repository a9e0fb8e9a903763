package hawker.market;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.kernel.PageRequest;
import hawker.look.Picture;
import hawker.look.Place;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All shops, and the search over all their goods. */
final class DirectoryPages {

    private static final int SHOPS = 24;
    private static final int LINE = 60;

    private final Accounts accounts;
    private final Shelf shelf;
    private final GoodsLists goods;
    private final Social social;
    private final Frames frames;

    DirectoryPages(Accounts accounts, Shelf shelf, GoodsLists goods, Social social, Frames frames) {
        this.accounts = accounts;
        this.shelf = shelf;
        this.goods = goods;
        this.social = social;
        this.frames = frames;
    }

    Routes routes() {
        return new Routes().get("/shops", this::shops).get("/search", this::search);
    }

    private Response shops(Request request) {
        var after = request.queryParam("after");
        var page =
                accounts.all(
                        after.map(id -> PageRequest.after(id, SHOPS))
                                .orElseGet(() -> PageRequest.first(SHOPS)));
        var shops = new ArrayList<WindowView>();
        for (var shop : page.items())
            if (shop.closed().isEmpty()) shops.add(window(shelf.window(shop)));
        var older =
                page.hasMore()
                        ? Optional.of("/shops?after=" + page.items().getLast().id().text())
                        : Optional.<String>empty();
        var body = frames.content("shops.jte", Map.of("shops", shops, "older", older));
        var head =
                frames.head(
                        request,
                        "Shops",
                        "All shops on Hawker, with what they sell and what they say.",
                        "/shops");
        return frames.page(request, head, Place.SHOPS, body);
    }

    private WindowView window(Shelf.Window window) {
        var shop = window.shop();
        var pictures = new ArrayList<WindowView.Thing>();
        for (var card : window.goods())
            card.image()
                    .map(image ->
                            Picture.of(image.path(320), card.title(), image.width(), image.height())
                                    .widths(image.srcset(), "(min-width: 768px) 160px, 24vw"))
                    .ifPresent(picture ->
                            pictures.add(
                                    new WindowView.Thing(
                                            "/@" + shop.handle() + "/" + card.slug(), picture)));
        return new WindowView(
                shop.name(),
                shop.handle(),
                shop.logo(),
                beginning(shop.about()),
                window.products(),
                social.followers(shop.handle()),
                pictures);
    }

    /** As many sentences as make a line. */
    private static String beginning(String about) {
        int end = about.indexOf(". ");
        while (end >= 0 && end < LINE) end = about.indexOf(". ", end + 1);
        return end < 0 ? about : about.substring(0, end + 1);
    }

    private Response search(Request request) {
        var shop =
                request.queryParam("shop")
                        .flatMap(accounts::accountByHandle)
                        .map(Account::id)
                        .map(accounts::shopAccount);
        var query = Query.of(request, shop);
        var text = query.search().text();
        var list = goods.of(query, true);
        var body =
                frames.content(
                        "search.jte",
                        Map.of("text", text, "goods", list, "shops", shopsNamed(text)));
        var title = text.isEmpty() ? "All goods" : text;
        var head =
                frames.head(
                        request, title, "Goods of all shops on Hawker: " + title, query.page(1));
        return frames.page(request, head, Place.SEARCH, body);
    }

    /** A shop whose handle is what was typed is what was meant. */
    private List<WindowView> shopsNamed(String text) {
        var handle = text.toLowerCase(java.util.Locale.ROOT).replaceAll("[ &]+", "");
        return accounts.accountByHandle(handle)
                .filter(shop -> shop.closed().isEmpty())
                .map(shop -> List.of(window(shelf.window(shop))))
                .orElse(List.of());
    }
}
