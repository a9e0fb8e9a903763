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
 * @param available false: the price stays, the button becomes "Notify me"
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
        boolean available)
        implements Content {

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
                .put(Price.of(price).was(was))
                .raw("</div><div class=\"hk-buy-act\">");
        if (available)
            html.put(
                    Kit.link("Buy", buyHref)
                            .accent()
                            .attr("data-sheet", "Buy " + title)
                            .attr("aria-label", "Buy " + title + " for " + price.text()));
        else html.put(Kit.link("Notify me", href).attr("aria-label", "Notify me: " + title));
        html.raw("</div></article>");
    }
}
