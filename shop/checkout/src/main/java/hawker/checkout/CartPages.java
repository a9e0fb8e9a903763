package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.LineRequest;
import hawker.catalog.Product;
import hawker.catalog.Quote;
import hawker.catalog.Quoted;
import hawker.catalog.Variant;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.look.CrossSite;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Place;
import hawker.orders.Source;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cart as a page, and the forms that fill and empty it. */
final class CartPages {

    private final Visiting visiting;
    private final Accounts accounts;
    private final Catalog catalog;
    private final Carts carts;
    private final Checkout checkout;

    CartPages(
            Visiting visiting, Accounts accounts, Catalog catalog, Carts carts, Checkout checkout) {
        this.visiting = visiting;
        this.accounts = accounts;
        this.catalog = catalog;
        this.carts = carts;
        this.checkout = checkout;
    }

    Routes routes() {
        Look look = visiting.look();
        return new Routes()
                .get("/cart", this::show)
                .post("/cart/add", CrossSite.guard(look, this::add))
                .post("/cart/change", CrossSite.guard(look, this::change))
                .post("/cart/checkout", CrossSite.guard(look, this::start));
    }

    private Response show(Request request) {
        return page(request, 200, visiting.key(request), "");
    }

    private Response add(Request request) {
        var variant = request.formParam("variant").flatMap(Variant.Id::parse);
        var shop = variant.flatMap(id -> IdCodec.account(id.text()));
        var typed = request.formParam("quantity").or(() -> request.formParam("qty"));
        var quantity = typed.isEmpty() ? Optional.of(1) : Visiting.quantity(typed);
        if (shop.isEmpty() || quantity.isEmpty() || quantity.get() == 0)
            return visiting.look().problem(request, 400);
        var key = visiting.key(request);
        var post = request.formParam("post").orElse("");
        var source = post.startsWith("post_") ? Source.post(post) : Source.shop();
        var line = new Cart.Line(variant.get(), quantity.get(), source);
        boolean replace = request.formParam("replace").isPresent();
        var response =
                switch (carts.add(key, shop.get(), line, replace)) {
                    case Added.Done done -> added(request, done.cart());
                    case Added.OfAnotherShop other -> otherShop(request, key, other, line);
                    case Added.Unavailable no -> refused(request, key, no.reason().says());
                    case Added.Closed no -> refused(request, key, no.says());
                    case Added.Full ignored ->
                            refused(request, key, "A hundred things fit into a cart.");
                };
        return visiting.remember(response, key);
    }

    private Response added(Request request, Cart cart) {
        if (!request.wantsFragment())
            return visiting.look().seeOther("/cart", "Added to your cart");
        return Response.empty(204)
                .with(
                        "HX-Trigger",
                        "{\"hk:cart\":{\"count\":"
                                + cart.pieces()
                                + "},\"hk:toast\":{\"value\":\"Added to your cart\","
                                + "\"link\":{\"href\":\"/cart\",\"text\":\"See cart\"}}}");
    }

    private Response refused(Request request, CartKey key, String says) {
        if (request.wantsFragment())
            return Response.empty(204).with("HX-Trigger", "{\"hk:toast\":" + quoted(says) + "}");
        return page(request, 422, key, says);
    }

    private Response otherShop(
            Request request, CartKey key, Added.OfAnotherShop other, Cart.Line line) {
        // A question cannot be asked by a toast: htmx is sent to the page that asks it.
        var seller = accounts.find(other.cart().shop()).map(Account::name).orElse("");
        var product = product(line.variant()).map(Product::title).orElse("");
        if (request.wantsFragment()) {
            var ask = "/cart?instead=" + line.variant() + "&quantity=" + line.quantity();
            return Response.empty(204).with("HX-Redirect", ask);
        }
        return ask(request, key, seller, product, line);
    }

    private Response ask(
            Request request, CartKey key, String seller, String product, Cart.Line line) {
        var params = new HashMap<String, Object>();
        params.put("seller", seller);
        params.put("title", product);
        params.put("variant", line.variant().text());
        params.put("quantity", line.quantity());
        params.put("post", line.source().id());
        params.put("csrf", visiting.csrf(request, key));
        var page =
                visiting.publicPage(
                        request, "Start a new cart?", Place.CART, "instead.jte", params);
        return visiting.look().page(request, 200, page);
    }

    private Response change(Request request) {
        var key = visiting.key(request);
        var remove = request.formParam("remove").flatMap(Variant.Id::parse);
        var variant = remove.or(() -> request.formParam("variant").flatMap(Variant.Id::parse));
        var quantity =
                remove.isPresent()
                        ? Optional.of(0)
                        : Visiting.quantity(request.formParam("quantity"));
        if (variant.isEmpty() || quantity.isEmpty())
            return page(request, 400, key, "Choose a quantity from 0 to 999.");
        var refusal = carts.change(key, variant.get(), quantity.get());
        return refusal.isPresent()
                ? page(request, 422, key, refusal.get().says())
                : Response.seeOther("/cart");
    }

    private Response start(Request request) {
        var key = visiting.key(request);
        var cart = carts.find(key);
        if (cart.isEmpty()) return Response.seeOther("/cart");
        return switch (checkout.start(key, cart.get(), visiting.person(request))) {
            case Started.Open open -> Response.seeOther(open.session().path());
            case Started.Unavailable no ->
                    page(
                            request,
                            422,
                            key,
                            no.reasons().stream()
                                    .map(Quoted.Reason::says)
                                    .collect(Collectors.joining(" ")));
            case Started.SoldOut no -> page(request, 422, key, no.says());
            case Started.Closed no -> page(request, 422, key, no.says());
        };
    }

    private Response page(Request request, int status, CartKey key, String failure) {
        var instead = request.queryParam("instead").flatMap(Variant.Id::parse);
        var cart = carts.find(key);
        if (instead.isPresent() && cart.isPresent()) {
            var seller = accounts.find(cart.get().shop()).map(Account::name).orElse("");
            var title = product(instead.get()).map(Product::title).orElse("");
            int quantity = Visiting.quantity(request.queryParam("quantity")).orElse(1);
            var line = new Cart.Line(instead.get(), Math.max(quantity, 1), Source.shop());
            return ask(request, key, seller, title, line);
        }
        var params = new HashMap<String, Object>();
        params.put("failure", failure);
        params.put("csrf", visiting.csrf(request, key));
        fill(params, cart);
        var page = visiting.publicPage(request, "Cart", Place.CART, "cart.jte", params);
        var response = visiting.remember(visiting.look().page(request, status, page), key);
        // A cart that was changed in place: the number in the top bar is not in what is swapped.
        int pieces = cart.map(Cart::pieces).orElse(0);
        return request.wantsFragment()
                ? response.with("HX-Trigger", "{\"hk:cart\":{\"count\":" + pieces + "}}")
                : response;
    }

    private void fill(Map<String, Object> params, Optional<Cart> cart) {
        var seller = cart.flatMap(c -> accounts.find(c.shop()));
        if (cart.isEmpty() || seller.isEmpty()) {
            params.put("lines", List.<CartLine>of());
            params.put("seller", new Link("", "/shops"));
            params.put("subtotal", Optional.<Money>empty());
            params.put("closed", "");
            return;
        }
        params.put("closed", seller.get().closedSays().orElse(""));
        var reasons = new HashMap<Variant.Id, String>();
        var quote = quote(cart.get(), seller.get(), reasons);
        var lines = new ArrayList<CartLine>();
        for (var line : cart.get().lines())
            lines.add(view(line, seller.get(), quote, reasons.getOrDefault(line.variant(), "")));
        params.put("lines", lines);
        params.put("seller", new Link(seller.get().name(), "/@" + seller.get().handle()));
        params.put("subtotal", quote.map(Quote::subtotal));
    }

    /** What can be bought, priced; why the rest cannot goes into the reasons. */
    private Optional<Quote> quote(Cart cart, Account seller, Map<Variant.Id, String> reasons) {
        var wanted = cart.requests();
        var quoted = catalog.quote(cart.shop(), seller.currency(), wanted);
        if (quoted instanceof Quoted.Unavailable no) {
            no.reasons().forEach(reason -> reasons.put(reason.variant(), reason.says()));
            List<LineRequest> rest =
                    wanted.stream().filter(l -> !reasons.containsKey(l.variant())).toList();
            if (rest.isEmpty()) return Optional.empty();
            quoted = catalog.quote(cart.shop(), seller.currency(), rest);
        }
        return quoted instanceof Quote quote ? Optional.of(quote) : Optional.empty();
    }

    private CartLine view(Cart.Line line, Account seller, Optional<Quote> quote, String says) {
        var product = product(line.variant());
        var variant = product.flatMap(p -> p.variant(line.variant()));
        var amount =
                quote.stream()
                        .flatMap(q -> q.lines().stream())
                        .filter(l -> l.variant().equals(line.variant()))
                        .map(Quote.Line::amount)
                        .findFirst()
                        .orElse(Money.zero(seller.currency()));
        return new CartLine(
                line.variant().text(),
                "/@" + seller.handle() + "/" + product.map(Product::slug).orElse(""),
                product.map(Product::title).orElse("No longer there"),
                variant.map(Variant::title).orElse(""),
                product.flatMap(BuyPages::picture),
                amount,
                line.quantity(),
                says);
    }

    private Optional<Product> product(Variant.Id variant) {
        return IdCodec.account(variant.text())
                .flatMap(account -> catalog.ofVariant(account, variant));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
