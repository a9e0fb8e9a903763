package hawker.checkout;

import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.kernel.UserId;
import hawker.look.Assets;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Page;
import hawker.look.PageHead;
import hawker.look.Place;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.look.Visitor;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who looks at this room's pages, and what every page of it has. */
final class Visiting {

    private static final Assets ASSETS = Assets.of(Visiting.class, "checkout.css");
    private static final Duration CART_KEPT = Duration.ofDays(90);

    private final Look look;
    private final Accounts accounts;
    private final Carts carts;
    private final Templates templates;
    private final boolean secure;

    Visiting(Look look, Accounts accounts, Carts carts, Templates templates, boolean secure) {
        this.look = look;
        this.accounts = accounts;
        this.carts = carts;
        this.templates = templates;
        this.secure = secure;
    }

    /** The room's style sheet. */
    Routes assets() {
        return ASSETS.routes();
    }

    Look look() {
        return look;
    }

    Optional<Viewer> viewer(Request request) {
        return accounts.viewer(request);
    }

    Optional<UserId> person(Request request) {
        return viewer(request).map(viewer -> viewer.person().id());
    }

    /** Whose cart it is; a visitor without one gets a key, to be sent by {@link #remember}. */
    CartKey key(Request request) {
        return carts.key(request).orElseGet(carts::newGuest);
    }

    /** Sends a guest's key to the browser. */
    Response remember(Response response, CartKey key) {
        return key.guest().isEmpty()
                ? response
                : response.withCookie(Carts.COOKIE, key.guest(), CART_KEPT, secure);
    }

    /** A token for the forms of a page that is not about one session. */
    String csrf(Request request, CartKey key) {
        var secret = viewer(request).map(Viewer::csrfToken).orElse(key.guest());
        return Csrf.token(request, secret);
    }

    /** A page with the bars of the public side. */
    Page publicPage(
            Request request,
            String title,
            Place place,
            String template,
            Map<String, Object> params) {
        var viewer = viewer(request);
        var visitor =
                viewer.map(v -> Visitor.of(v.person().name(), v.person().handle(), v.sells()))
                        .orElseGet(Visitor::stranger)
                        .withCart(carts.pieces(request));
        var head = PageHead.of(request, title).withStyle(ASSETS.url("checkout.css"));
        if (viewer.isPresent()) head = head.withCsrf(Csrf.token(request, viewer.get().csrfToken()));
        return Frame.publicPage(head, visitor, place, templates.content(template, params));
    }

    /** A page with nothing that leads away: checkout and order status. */
    Page barePage(
            Request request,
            String title,
            Optional<Link> back,
            String template,
            Map<String, Object> params) {
        var head = PageHead.of(request, title).withStyle(ASSETS.url("checkout.css"));
        return Frame.bare(head, back, templates.content(template, params));
    }

    Templates templates() {
        return templates;
    }

    Response problem(Request request, int status, String title, String text, Link action) {
        return look.problem(request, new Problem(status, title, text, Optional.of(action)));
    }

    Response missing(Request request) {
        return look.problem(request, 404);
    }

    /** How many, out of a form or a query; empty if it is not a number from 0 to 999. */
    static Optional<Integer> quantity(Optional<String> typed) {
        return typed.filter(text -> text.matches("[0-9]{1,3}")).map(Integer::valueOf);
    }
}
