package hawker.market;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Handle;
import hawker.accounts.Person;
import hawker.look.Picture;
import hawker.look.Place;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page behind a handle: a shop with its goods, or a person with their posts. */
final class ShopPages {

    private static final int BANNER_WIDTH = 1500;
    private static final int BANNER_HEIGHT = 500;

    private final Accounts accounts;
    private final Shelf shelf;
    private final GoodsLists goods;
    private final Social social;
    private final Buying buying;
    private final Frames frames;

    ShopPages(
            Accounts accounts,
            Shelf shelf,
            GoodsLists goods,
            Social social,
            Buying buying,
            Frames frames) {
        this.accounts = accounts;
        this.shelf = shelf;
        this.goods = goods;
        this.social = social;
        this.buying = buying;
        this.frames = frames;
    }

    Routes routes() {
        return new Routes().get("/@{handle}", this::ofHandle);
    }

    private Response ofHandle(Request request) {
        var handle = shelf.handle(request.pathParam("handle"));
        if (handle.isEmpty()) return frames.missing(request);
        return switch (handle.get()) {
            case Handle.OfAccount(var name, var id) ->
                    accounts.find(id)
                            .map(shop -> shop(request, shop))
                            .orElseGet(() -> frames.missing(request));
            case Handle.OfPerson(var name, var id) ->
                    accounts.person(id)
                            .map(person -> person(request, person))
                            .orElseGet(() -> frames.missing(request));
        };
    }

    private Response shop(Request request, Account shop) {
        var view = view(request, shop);
        var body =
                switch (request.queryParam("tab").orElse("")) {
                    case "posts" -> frames.content("shopPosts.jte", posts(request, view));
                    case "about" ->
                            frames.content(
                                    "shopAbout.jte",
                                    Map.of(
                                            "shop",
                                            view,
                                            "ways",
                                            buying.ways(accounts.shopAccount(shop.id())),
                                            "acting",
                                            social.actionForm(request)));
                    default -> {
                        var number = accounts.shopAccount(shop.id());
                        var list = goods.of(Query.of(request, Optional.of(number)), false);
                        yield frames.content(
                                "shop.jte",
                                Map.of(
                                        "shop",
                                        view,
                                        "goods",
                                        list,
                                        "acting",
                                        social.actionForm(request)));
                    }
                };
        var description = shop.about().isEmpty() ? shop.name() + " on Hawker" : shop.about();
        var head = frames.head(request, shop.name(), description, view.href());
        head = shop.banner().map(b -> frames.origin() + b).map(head::withPicture).orElse(head);
        return frames.page(request, frames.inColoursOf(shop, head), Place.SHOPS, body);
    }

    private Response person(Request request, Person person) {
        var view =
                new ShopView(
                        person.name(),
                        person.handle(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        social.followers(person.handle()),
                        social.followButton(request, person.handle()));
        var body = frames.content("person.jte", posts(request, view));
        var title = person.name() + " (@" + person.handle() + ")";
        var head = frames.head(request, title, "Posts by " + person.name(), view.href());
        var viewer = frames.viewer(request).map(v -> v.person().id());
        var place = viewer.equals(Optional.of(person.id())) ? Place.ME : Place.NONE;
        return frames.page(request, head, place, body);
    }

    private Map<String, Object> posts(Request request, ShopView view) {
        return Map.of(
                "shop",
                view,
                "posts",
                social.posts(request, view.handle()),
                "acting",
                social.actionForm(request));
    }

    private ShopView view(Request request, Account shop) {
        var banner =
                shop.banner().map(url -> Picture.of(url, "", BANNER_WIDTH, BANNER_HEIGHT).first());
        return frames.shop(request, shop, banner);
    }
}
