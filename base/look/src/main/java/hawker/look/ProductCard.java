package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import hawker.kernel.Money;
import java.util.List;
import java.util.Optional;

/**
 * A product in a grid: one link for the whole card. Begin with {@link #of}.
 *
 * @param id of the product, for scripts and tests: {@code data-product}
 * @param picture 4:5; none shows the first letter of the title
 * @param second shown on hover
 * @param badge "Sale", "Sold out", "Drop" …
 * @param colours of the variants as #rrggbb; at most five are drawn
 * @param seller whose it is, on pages with goods of many
 */
public record ProductCard(
        String id,
        String href,
        String title,
        Optional<Picture> picture,
        Optional<Picture> second,
        Price price,
        Optional<Badge> badge,
        List<String> colours,
        Optional<String> seller)
        implements Content {

    private static final int DOTS = 5;

    public ProductCard {
        colours = List.copyOf(colours);
    }

    public static ProductCard of(
            String id, String href, String title, Optional<Picture> picture, Money price) {
        return new ProductCard(
                id,
                href,
                title,
                picture,
                Optional.empty(),
                Price.of(price),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    public ProductCard second(Optional<Picture> other) {
        return new ProductCard(id, href, title, picture, other, price, badge, colours, seller);
    }

    /** The price before a sale. */
    public ProductCard was(Optional<Money> before) {
        return priced(price.was(before));
    }

    /** Variants cost different amounts, the least is shown. */
    public ProductCard lowest() {
        return priced(price.lowest());
    }

    private ProductCard priced(Price other) {
        return new ProductCard(id, href, title, picture, second, other, badge, colours, seller);
    }

    public ProductCard badge(String word, Tone tone) {
        return new ProductCard(
                id,
                href,
                title,
                picture,
                second,
                price,
                Optional.of(new Badge(word, tone)),
                colours,
                seller);
    }

    public ProductCard colours(List<String> hexes) {
        return new ProductCard(id, href, title, picture, second, price, badge, hexes, seller);
    }

    public ProductCard seller(String name) {
        return new ProductCard(
                id, href, title, picture, second, price, badge, colours, Optional.of(name));
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html =
                new Html(out)
                        .raw("<article class=\"hk-product\"")
                        .attr("data-product", id)
                        .raw("><div class=\"hk-product-frame\">");
        if (picture.isPresent()) html.put(picture.get());
        else html.put(Kit.letter(title));
        second.ifPresent(
                other -> html.raw("<div class=\"hk-product-second\">").put(other).raw("</div>"));
        badge.ifPresent(b -> html.raw("<div class=\"hk-product-badge\">").put(b).raw("</div>"));
        html.raw("</div><div class=\"hk-product-text\"><h3 class=\"hk-product-title\"><a")
                .href(href)
                .raw(">")
                .text(title)
                .raw("</a></h3>");
        seller.ifPresent(
                name -> html.raw("<p class=\"hk-product-seller\">").text(name).raw("</p>"));
        html.put(price);
        if (!colours.isEmpty()) dots(html);
        html.raw("</div></article>");
    }

    private void dots(Html html) {
        html.raw("<p class=\"hk-dots\"><span class=\"hk-hidden\">")
                .text(colours.size() + " colours")
                .raw("</span>");
        for (var colour : colours.subList(0, Math.min(DOTS, colours.size())))
            html.raw("<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle cx=\"6\" cy=\"6\"")
                    .raw(" r=\"5.5\"")
                    .attr("fill", colour)
                    .raw("/></svg>");
        if (colours.size() > DOTS) html.text("+" + (colours.size() - DOTS));
        html.raw("</p>");
    }
}
