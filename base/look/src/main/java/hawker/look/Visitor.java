package hawker.look;

import java.util.Optional;

/**
 * Who looks, as far as the bars of a page show it.
 *
 * @param name what people call them; empty for somebody who is not signed in
 * @param handle without the @
 * @param picture address of their picture
 * @param cartCount pieces in the cart
 * @param sells whether they have a shop: then the dashboard is offered
 */
public record Visitor(
        Optional<String> name,
        Optional<String> handle,
        Optional<String> picture,
        int cartCount,
        boolean sells) {

    public static Visitor stranger() {
        return new Visitor(Optional.empty(), Optional.empty(), Optional.empty(), 0, false);
    }

    public static Visitor of(String name, String handle, boolean sells) {
        return new Visitor(Optional.of(name), Optional.of(handle), Optional.empty(), 0, sells);
    }

    public Visitor withCart(int pieces) {
        return new Visitor(name, handle, picture, pieces, sells);
    }

    public boolean signedIn() {
        return name.isPresent();
    }
}
