package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import hawker.kernel.Money;
import java.util.Optional;

/**
 * A product inside a post, with the button that buys it there.
 *
 * @param href the product's page
 * @param buyHref {@code /buy/{product}}: opens in a sheet over the feed, or as a page
 * @param large picture over the whole width, for a post without another picture
 * @param available false: the price stays, the button leads to the product only
 * @param from the price is the least of several
 * @param note what must be known before buying: "3 left", "Sold out"; empty says nothing
 */
public record BuyCard(
        String href,
        String buyHref,
        String title,
        String seller,
        Optional<Picture> picture,
        Money price,
        Optional<Money> was,
        boolean large,
        boolean available,
        boolean from,
        String note)
        implements Content {

    public BuyCard(
            String href,
            String buyHref,
            String title,
            String seller,
            Optional<Picture> picture,
            Money price,
            Optional<Money> was,
            boolean large,
            boolean available) {
        this(href, buyHref, title, seller, picture, price, was, large, available, false, "");
    }

    /** A line under the price: "3 left", "Sold out". */
    public BuyCard note(String words) {
        return new BuyCard(
                href, buyHref, title, seller, picture, price, was, large, available, from, words);
    }

    /** Several prices: this is the least. */
    public BuyCard lowest() {
        return new BuyCard(
                href, buyHref, title, seller, picture, price, was, large, available, true, note);
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out).raw("<article class=\"hk-buy\"").attrIf(large, "data-large");
        html.raw("><div class=\"hk-buy-frame\">");
        if (picture.isPresent()) html.put(picture.get());
        else html.put(Kit.letter(title));
        html.raw("</div><div class=\"hk-buy-text\"><h3 class=\"hk-buy-title\"><a")
                .href(href)
                .raw(">")
                .text(title)
                .raw("</a></h3><p class=\"hk-buy-seller\">")
                .text(seller)
                .raw("</p>")
                .put(from ? Price.of(price).was(was).lowest() : Price.of(price).was(was));
        if (!note.isEmpty()) html.raw("<p class=\"hk-buy-note\">").text(note).raw("</p>");
        html.raw("</div><div class=\"hk-buy-act\">");
        if (available)
            html.put(
                    Kit.link("Buy", buyHref)
                            .accent()
                            .attr("data-sheet", "Buy " + title)
                            .attr("aria-label", "Buy " + title + " for " + price.text()));
        else html.put(Kit.link("View", href).attr("aria-label", "View " + title));
        html.raw("</div></article>");
    }
}
