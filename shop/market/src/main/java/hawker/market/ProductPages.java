package hawker.market;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Product;
import hawker.catalog.Variant;
import hawker.look.Choices;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Picture;
import hawker.look.Place;
import hawker.look.ProductCard;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A product's own page: pictures, options, price, stock, and the posts about it. */
final class ProductPages {

    private static final String SIZES = "(min-width: 1024px) 660px, 100vw";
    private static final int RELATED = 4;
    private static final int MOST_AT_ONCE = 10;

    private final Accounts accounts;
    private final Shelf shelf;
    private final Listings listings;
    private final GoodsLists goods;
    private final Social social;
    private final Frames frames;
    private final Buying buying;

    ProductPages(
            Accounts accounts,
            Shelf shelf,
            Listings listings,
            GoodsLists goods,
            Social social,
            Frames frames,
            Buying buying) {
        this.accounts = accounts;
        this.shelf = shelf;
        this.listings = listings;
        this.goods = goods;
        this.social = social;
        this.frames = frames;
        this.buying = buying;
    }

    Routes routes() {
        return new Routes().get("/@{handle}/{slug}", this::product);
    }

    private Response product(Request request) {
        var shop = shelf.shop(request.pathParam("handle"));
        if (shop.isEmpty()) return frames.missing(request);
        var number = accounts.shopAccount(shop.get().id());
        return shelf.product(number, request.pathParam("slug"))
                .map(product -> page(request, shop.get(), product))
                .orElseGet(() -> frames.missing(request));
    }

    private Response page(Request request, Account shop, Product product) {
        var view = view(request, shop, product);
        var seller = frames.shop(request, shop, Optional.empty());
        var body =
                frames.content(
                        "product.jte",
                        Map.of(
                                "product",
                                view,
                                "shop",
                                seller,
                                "returns",
                                frames.content("said.jte", Map.of("paragraphs", seller.returns())),
                                "way",
                                way(shop, product),
                                "csrf",
                                frames.csrf(request),
                                "acting",
                                social.actionForm(request)));
        var head =
                frames.head(
                        request,
                        product.title() + " · " + shop.name(),
                        product.summary(),
                        view.href());
        head =
                product.cover()
                        .map(image -> frames.origin() + image.path(1280))
                        .map(head::withPicture)
                        .orElse(head);
        return frames.page(request, frames.inColoursOf(shop, head), Place.SHOPS, body);
    }

    private ProductView view(Request request, Account shop, Product product) {
        var chosen = chosen(request, product);
        return new ProductView(
                product.id().text(),
                product.title(),
                "/@" + shop.handle() + "/" + product.slug(),
                chosen.id().text(),
                pictures(product),
                chosen.price(),
                chosen.compareAt(),
                product.hasSeveralPrices(),
                options(product, chosen),
                variants(product, chosen),
                StockLine.of(chosen),
                chosen.canSell(1),
                !product.isSoldOut(),
                most(chosen),
                buying.delivery(product.account()),
                request.queryParam("post").filter(ProductPages::isPost).orElse(""),
                description(product),
                details(product, chosen),
                social.about(request, product.ref()),
                related(product),
                ProductJson.schema(product, shop, frames.origin()),
                ProductJson.picker(product));
    }

    private static Variant chosen(Request request, Product product) {
        return request.queryParam("variant")
                .flatMap(Variant.Id::parse)
                .flatMap(product::variant)
                .orElseGet(product::firstChoice);
    }

    private static boolean isPost(String text) {
        return text.matches("post_[0-9A-Za-z]{24}");
    }

    private static int most(Variant variant) {
        boolean counted = variant.onEmpty() == Variant.OnEmpty.DENY;
        return counted ? Math.clamp(variant.available(), 1, MOST_AT_ONCE) : MOST_AT_ONCE;
    }

    private static List<Picture> pictures(Product product) {
        var pictures = new ArrayList<Picture>();
        for (var image : product.images()) {
            var picture =
                    Picture.of(image.path(640), image.alt(), image.width(), image.height())
                            .widths(image.srcset(), SIZES);
            pictures.add(pictures.isEmpty() ? picture.first() : picture);
        }
        return pictures;
    }

    private static List<Choices> options(Product product, Variant chosen) {
        var groups = new ArrayList<Choices>();
        for (int i = 0; i < product.options().size(); i++) {
            int at = i;
            var option = product.options().get(i);
            var choices =
                    option.values().stream()
                            .map(value -> choice(product, chosen, at, value))
                            .toList();
            groups.add(Kit.pills("option-" + i, option.name(), choices, chosen.values().get(i)));
        }
        return groups;
    }

    /** A value is struck out if no variant has it with the other values chosen. */
    private static Choices.Choice choice(Product product, Variant chosen, int at, String value) {
        boolean available =
                product.variants().stream()
                        .filter(variant -> variant.values().get(at).equals(value))
                        .filter(variant -> agree(variant, chosen, at))
                        .anyMatch(variant -> variant.canSell(1));
        return new Choices.Choice(value, value, "", "", available || product.options().size() > 1);
    }

    private static boolean agree(Variant variant, Variant chosen, int but) {
        for (int i = 0; i < variant.values().size(); i++)
            if (i != but && !variant.values().get(i).equals(chosen.values().get(i))) return false;
        return true;
    }

    private static List<ProductView.Choice> variants(Product product, Variant chosen) {
        if (product.options().isEmpty()) return List.of();
        return product.variants().stream()
                .map(v ->
                        new ProductView.Choice(
                                v.id().text(),
                                v.title() + ", " + v.price().text(),
                                v.canSell(1),
                                v.equals(chosen)))
                .toList();
    }

    /** Catalog has sanitised it when it was stored. */
    private static Content description(Product product) {
        return out -> out.writeContent(product.description());
    }

    private static List<Kit.Pair> details(Product product, Variant chosen) {
        var pairs = new ArrayList<Kit.Pair>();
        if (!product.brand().isEmpty()) pairs.add(new Kit.Pair("Brand", product.brand()));
        if (!product.type().isEmpty()) pairs.add(new Kit.Pair("Kind", product.type()));
        if (chosen.grams() > 0) pairs.add(new Kit.Pair("Weight", weight(chosen.grams())));
        pairs.add(new Kit.Pair("Article", chosen.sku()));
        return pairs;
    }

    private static String weight(int grams) {
        return grams < 1_000
                ? grams + " g"
                : String.format(
                        java.util.Locale.ROOT, "%d.%d kg", grams / 1_000, grams % 1_000 / 100);
    }

    /** Of the same shop: first the same kind, then whatever else there is. */
    private List<ProductCard> related(Product product) {
        var ofShop = Search.of(product.account());
        var sameKind = product.type().isEmpty() ? ofShop : ofShop.ofType(product.type());
        var refs = new java.util.LinkedHashSet<>(listings.find(sameKind).products());
        if (refs.size() <= RELATED) refs.addAll(listings.find(ofShop).products());
        refs.remove(product.ref());
        return goods.cards(shelf.cards(refs.stream().limit(RELATED).toList()), false);
    }

    private static List<Link> way(Account shop, Product product) {
        var way = new ArrayList<Link>();
        var home = "/@" + shop.handle();
        way.add(new Link(shop.name(), home));
        if (!product.type().isEmpty()) {
            var type =
                    java.net.URLEncoder.encode(
                            product.type(), java.nio.charset.StandardCharsets.UTF_8);
            way.add(new Link(product.type(), home + "?type=" + type));
        }
        way.add(new Link(product.title(), ""));
        return way;
    }
}
