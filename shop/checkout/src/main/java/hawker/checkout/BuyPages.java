package hawker.checkout;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.LineRequest;
import hawker.catalog.Product;
import hawker.catalog.Quoted;
import hawker.catalog.Variant;
import hawker.look.Choices;
import hawker.look.CrossSite;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Picture;
import hawker.look.Place;
import hawker.orders.Source;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The buy sheet over a feed, which is also a page: item, choice, how many, go. */
final class BuyPages {

    /** More variants than this are a list to open and not buttons. */
    private static final int BUTTONS = 12;

    private final Visiting visiting;
    private final Accounts accounts;
    private final Catalog catalog;
    private final Checkout checkout;

    BuyPages(Visiting visiting, Accounts accounts, Catalog catalog, Checkout checkout) {
        this.visiting = visiting;
        this.accounts = accounts;
        this.catalog = catalog;
        this.checkout = checkout;
    }

    Routes routes() {
        return new Routes()
                .get("/buy/{product}", this::show)
                .post("/buy/{product}", CrossSite.guard(visiting.look(), this::start));
    }

    private Response show(Request request) {
        var product = product(request);
        if (product.isEmpty()) return visiting.missing(request);
        var variant = request.queryParam("variant");
        var quantity = request.queryParam("quantity").or(() -> request.queryParam("qty"));
        var asked =
                new Asked(
                        variant.orElse(""),
                        Visiting.quantity(quantity).filter(n -> n > 0).orElse(1),
                        request.queryParam("post").orElse(""));
        return page(request, 200, product.get(), asked, "");
    }

    private Response start(Request request) {
        var product = product(request);
        if (product.isEmpty()) return visiting.missing(request);
        var quantity =
                Visiting.quantity(request.formParam("quantity").or(() -> request.formParam("qty")));
        var asked =
                new Asked(
                        request.formParam("variant").orElse(""),
                        quantity.orElse(1),
                        request.formParam("post").orElse(""));
        if (quantity.isEmpty() || quantity.get() == 0)
            return page(request, 400, product.get(), asked, "Choose a quantity from 1 to 999.");
        var variant = Variant.Id.parse(asked.variant).flatMap(id -> product.get().variant(id));
        if (variant.isEmpty())
            return page(request, 422, product.get(), asked, "Choose one of the variants.");
        var lines = java.util.List.of(new LineRequest(variant.get().id(), quantity.get()));
        var started =
                checkout.start(
                        product.get().account(), lines, asked.source(), visiting.person(request));
        return switch (started) {
            case Started.Open open -> Response.seeOther(open.session().path());
            case Started.Unavailable no ->
                    page(
                            request,
                            422,
                            product.get(),
                            asked,
                            no.reasons().stream()
                                    .map(Quoted.Reason::says)
                                    .collect(Collectors.joining(" ")));
            case Started.SoldOut no -> page(request, 422, product.get(), asked, no.says());
            case Started.Closed no -> page(request, 422, product.get(), asked, no.says());
        };
    }

    /** What a buyer wants, as far as it is known. */
    private record Asked(String variant, int quantity, String post) {
        Source source() {
            return post.startsWith("post_") && post.length() < 100
                    ? Source.post(post)
                    : Source.shop();
        }
    }

    private Optional<Product> product(Request request) {
        return Product.Id.parse(request.pathParam("product"))
                .flatMap(id -> id.account().flatMap(account -> catalog.find(account, id)))
                .filter(Product::isActive)
                .filter(p -> accounts.find(p.account()).isPresent());
    }

    private Response page(
            Request request, int status, Product product, Asked asked, String failure) {
        var seller = accounts.find(product.account()).orElseThrow();
        var key = visiting.key(request);
        var params = params(product, seller, asked, failure, visiting.csrf(request, key));
        var look = visiting.look();
        boolean sheet = request.wantsFragment() || request.header("x-sheet").isPresent();
        params.put("sheet", sheet);
        var response =
                sheet
                        ? look.fragment(status, visiting.templates().content("buy.jte", params))
                        : look.page(
                                request,
                                status,
                                visiting.publicPage(
                                        request,
                                        "Buy " + product.title(),
                                        Place.NONE,
                                        "buy.jte",
                                        params));
        return visiting.remember(response, key);
    }

    private Map<String, Object> params(
            Product product, Account seller, Asked asked, String failure, String csrf) {
        var chosen =
                Variant.Id.parse(asked.variant)
                        .flatMap(product::variant)
                        .orElseGet(product::firstChoice);
        var delivery =
                checkout.delivery(product.account()).rates().stream()
                        .filter(rate -> rate.reach() == ShippingRate.Reach.HOME)
                        .filter(rate -> !rate.isPickUp())
                        .findFirst();
        var params = new HashMap<String, Object>();
        params.put("product", product);
        params.put("href", "/@" + seller.handle() + "/" + product.slug());
        params.put("seller", seller.name());
        params.put("picture", picture(product));
        params.put("price", Kit.price(chosen.price(), chosen.compareAt()).large());
        params.put("variants", variants(product, chosen));
        params.put("quantity", asked.quantity);
        params.put("post", asked.post);
        params.put("most", most(chosen));
        params.put("delivery", delivery.map(BuyPages::says).orElse(""));
        params.put("closed", seller.closedSays().orElse(""));
        params.put("failure", failure);
        params.put("csrf", csrf);
        return params;
    }

    private static String says(ShippingRate rate) {
        return "Delivery from " + rate.amount().text() + ", " + rate.detail();
    }

    private static int most(Variant variant) {
        return variant.onEmpty() == Variant.OnEmpty.DENY
                ? Math.clamp(variant.available(), 1, LineRequest.MAX_QUANTITY)
                : LineRequest.MAX_QUANTITY;
    }

    static Optional<Picture> picture(Product product) {
        return product.cover()
                .map(image ->
                        Picture.of(image.path(320), image.alt(), image.width(), image.height())
                                .widths(image.srcset(), "96px"));
    }

    private static Content variants(Product product, Variant chosen) {
        if (product.variants().size() == 1) return Kit.hidden("variant", chosen.id().text());
        var legend =
                product.options().stream()
                        .map(hawker.catalog.Option::name)
                        .collect(Collectors.joining(" / "));
        boolean prices = product.hasSeveralPrices();
        if (product.variants().size() > BUTTONS) {
            var options =
                    product.variants().stream()
                            .map(v -> new Field.Option(v.id().text(), label(v)))
                            .toList();
            return Kit.select("variant", legend, options).value(chosen.id().text());
        }
        var choices =
                product.variants().stream()
                        .map(v ->
                                new Choices.Choice(
                                        v.id().text(),
                                        v.title(),
                                        "",
                                        prices ? v.price().text() : "",
                                        v.canSell(1)))
                        .toList();
        return Kit.pills("variant", legend, choices, chosen.id().text());
    }

    private static String label(Variant variant) {
        var price = variant.title() + ", " + variant.price().text();
        return variant.canSell(1) ? price : price + " (sold out)";
    }

    static Link shop(Account seller) {
        return new Link("Back to " + seller.name(), "/@" + seller.handle());
    }

    /** Where a shop says what it takes back and how it is reached. */
    static String policies(Account seller) {
        return "/@" + seller.handle() + "?tab=about#returns";
    }
}
