package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.LineRequest;
import hawker.catalog.Quoted;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.web.Request;
import java.util.Optional;

/** Carts of persons and of guests, of one seller each. */
public final class Carts {

    static final String COOKIE = "hk_cart";

    private final Platform platform;
    private final Accounts accounts;
    private final Catalog catalog;

    Carts(Platform platform, Accounts accounts, Catalog catalog) {
        this.platform = platform;
        this.accounts = accounts;
        this.catalog = catalog;
    }

    /** How many things lie in the visitor's cart, for the bar of a page. */
    public int pieces(Request request) {
        return key(request).flatMap(this::find).map(Cart::pieces).orElse(0);
    }

    /**
     * Whose cart a request means. Somebody who has just signed in gets the guest's lines into their
     * own cart.
     */
    Optional<CartKey> key(Request request) {
        var guest = request.cookie(COOKIE).flatMap(CartKey::ofGuest);
        var person = accounts.viewer(request).map(viewer -> viewer.person().id());
        if (person.isEmpty()) return guest;
        var own = CartKey.of(person.get());
        guest.ifPresent(from -> merge(from, own));
        return Optional.of(own);
    }

    /** A key for a visitor who has none: to be given to the browser as a cookie. */
    CartKey newGuest() {
        var user = platform.ids().newUser();
        return new CartKey(user, platform.ids().secret(CartKey.PREFIX, user));
    }

    Optional<Cart> find(CartKey key) {
        return platform.tx()
                .readUser(key.user(), tx -> CartsSql.find(key.user(), tx, key.guest()))
                .filter(cart -> !cart.lines().isEmpty());
    }

    /**
     * Puts more of a variant into a cart.
     *
     * @param replace whether the goods of another seller are to be thrown out for it
     */
    Added add(CartKey key, AccountId shop, Cart.Line line, boolean replace) {
        var closed = accounts.find(shop).flatMap(Account::closedSays);
        if (closed.isPresent()) return new Added.Closed(closed.get());
        var cart = find(key);
        boolean other = cart.isPresent() && !cart.get().shop().equals(shop);
        if (other && !replace) return new Added.OfAnotherShop(cart.get());
        int already = other ? 0 : quantity(cart, line.variant());
        int quantity = Math.min(already + line.quantity(), LineRequest.MAX_QUANTITY);
        var refusal = refusal(shop, line.variant(), quantity);
        if (refusal.isPresent()) return new Added.Unavailable(refusal.get());
        if (!other && already == 0 && cart.map(c -> c.lines().size()).orElse(0) >= Cart.MAX_LINES)
            return new Added.Full();
        var now = platform.clock().now();
        platform.tx()
                .doInUser(
                        key.user(),
                        tx -> {
                            if (other) CartsSql.empty(key.user(), tx, key.guest());
                            CartsSql.putShop(key.user(), tx, key.guest(), shop, now);
                            var whole = new Cart.Line(line.variant(), quantity, line.source());
                            CartsSql.putLine(key.user(), tx, key.guest(), whole, now);
                        });
        return new Added.Done(find(key).orElseThrow());
    }

    /** Sets how many of a line; 0 takes it out. A number that is not there stays as it was. */
    Optional<Quoted.Reason> change(CartKey key, Variant.Id variant, int quantity) {
        var cart = find(key);
        if (cart.isEmpty() || quantity(cart, variant) == 0) return Optional.empty();
        var refusal =
                quantity == 0
                        ? Optional.<Quoted.Reason>empty()
                        : refusal(cart.get().shop(), variant, quantity);
        if (refusal.isPresent()) return refusal;
        var line = cart.get().lines().stream().filter(l -> l.variant().equals(variant)).findFirst();
        var now = platform.clock().now();
        platform.tx()
                .doInUser(
                        key.user(),
                        tx -> {
                            if (quantity == 0)
                                CartsSql.dropLine(key.user(), tx, key.guest(), variant);
                            else
                                CartsSql.putLine(
                                        key.user(),
                                        tx,
                                        key.guest(),
                                        new Cart.Line(
                                                variant, quantity, line.orElseThrow().source()),
                                        now);
                        });
        return Optional.empty();
    }

    void empty(CartKey key) {
        platform.tx().doInUser(key.user(), tx -> CartsSql.empty(key.user(), tx, key.guest()));
    }

    /**
     * The guest's lines go to the person. Of the same shop, the larger quantity of a variant stays;
     * of another shop, the guest's goods are what the person wants now.
     */
    private void merge(CartKey guest, CartKey person) {
        var from = find(guest);
        if (from.isEmpty()) return;
        var own = find(person).filter(cart -> cart.shop().equals(from.get().shop()));
        var now = platform.clock().now();
        platform.tx()
                .doInUser(
                        person.user(),
                        tx -> {
                            if (own.isEmpty()) CartsSql.empty(person.user(), tx, person.guest());
                            CartsSql.putShop(
                                    person.user(), tx, person.guest(), from.get().shop(), now);
                            for (var line : from.get().lines())
                                if (line.quantity() > quantity(own, line.variant()))
                                    CartsSql.putLine(person.user(), tx, person.guest(), line, now);
                        });
        // After the lines lie in their new place, so that a crash in between loses none.
        empty(guest);
    }

    private Optional<Quoted.Reason> refusal(AccountId shop, Variant.Id variant, int quantity) {
        var seller = accounts.find(shop);
        if (seller.isEmpty()) return Optional.of(new Quoted.NotForSale(variant));
        var lines = java.util.List.of(new LineRequest(variant, quantity));
        return catalog.quote(shop, seller.get().currency(), lines)
                        instanceof Quoted.Unavailable unavailable
                ? Optional.of(unavailable.reasons().getFirst())
                : Optional.empty();
    }

    private static int quantity(Optional<Cart> cart, Variant.Id variant) {
        return cart.stream()
                .flatMap(c -> c.lines().stream())
                .filter(line -> line.variant().equals(variant))
                .mapToInt(Cart.Line::quantity)
                .sum();
    }
}
