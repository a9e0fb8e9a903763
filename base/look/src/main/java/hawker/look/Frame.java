package hawker.look;

import gg.jte.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around the body of a page. A body is what a room's template renders; it begins with
 * its {@code <h1>} and brings no {@code <main>}, which the frame has.
 */
public final class Frame {

    /** Our own sign. */
    private static final Optional<Content> NONE = Optional.empty();

    private Frame() {}

    /** Feed, shops, products: top bar, bottom bar on phones, footer. */
    public static Page publicPage(PageHead head, Visitor visitor, Place place, Content body) {
        return page(
                Page.Policy.PUBLIC,
                head,
                "publicPage.jte",
                Map.of("head", head, "visitor", visitor, "place", place, "body", body));
    }

    /**
     * Checkout and order status: logo, one way back, nothing that leads away. Never stored by the
     * browser.
     */
    public static Page bare(PageHead head, Optional<Link> back, Content body) {
        return page(
                Page.Policy.PRIVATE,
                head,
                "bare.jte",
                Map.of("head", head, "back", back, "narrow", false, "brand", NONE, "body", body));
    }

    /**
     * Where a seller's buyers pay: the same under the seller's own sign instead of ours.
     *
     * @param brand name and logo
     */
    public static Page branded(PageHead head, Optional<Link> back, Content brand, Content body) {
        var sign = Optional.of(brand);
        return page(
                Page.Policy.PRIVATE,
                head,
                "bare.jte",
                Map.of("head", head, "back", back, "narrow", false, "brand", sign, "body", body));
    }

    /**
     * The same of a shop with this name, logo and colour.
     *
     * @param logo URL path of a picture
     * @param accent {@code #rrggbb}
     */
    public static Page branded(
            PageHead head,
            Optional<Link> back,
            String name,
            Optional<String> logo,
            Optional<String> accent,
            Content body) {
        var picture = logo.map(path -> Kit.avatar(name, Optional.of(path), 40));
        var brand = Kit.all(List.of(picture.orElse(Kit.nothing()), Kit.text(name)));
        var coloured = accent.map(hex -> head.withTheme(Accent.of(hex).css())).orElse(head);
        return branded(coloured, back, brand, body);
    }

    /** Checkout in a frame of a seller's own page: nothing around the body. */
    public static Page embedded(PageHead head, Content body) {
        return page(Page.Policy.EMBEDDED, head, "embedded.jte", Map.of("head", head, "body", body));
    }

    /** Sign-in and the like: one card in the middle. */
    public static Page card(PageHead head, Content body) {
        return page(
                Page.Policy.PRIVATE,
                head,
                "bare.jte",
                Map.of(
                        "head",
                        head,
                        "back",
                        Optional.<Link>empty(),
                        "narrow",
                        true,
                        "brand",
                        NONE,
                        "body",
                        body));
    }

    /** A seller's own pages. */
    public static Page dashboard(PageHead head, Console console, Content body) {
        return console(head, console, false, body);
    }

    /** The operator's pages: the same with a dark bar, never mistaken for a shop. */
    public static Page operator(PageHead head, Console console, Content body) {
        return console(head, console, true, body);
    }

    private static Page console(PageHead head, Console console, boolean operator, Content body) {
        return page(
                Page.Policy.CONSOLE,
                head,
                "console.jte",
                Map.of("head", head, "console", console, "operator", operator, "body", body));
    }

    private static Page page(
            Page.Policy policy, PageHead head, String template, Map<String, Object> params) {
        var sheet =
                policy == Page.Policy.CONSOLE ? LookAssets.DASHBOARD_CSS : LookAssets.PUBLIC_CSS;
        var all = new HashMap<>(params);
        all.put("headTags", new HeadTags(head, sheet));
        all.put("logo", HeadTags.logo());
        all.put("schemeSwitch", HeadTags.schemeSwitch(head));
        return new Page(head, policy, Templates.LOOK.content(template, all));
    }
}
