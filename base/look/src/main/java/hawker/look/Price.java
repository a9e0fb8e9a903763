package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import hawker.kernel.Money;
import java.util.Optional;

/** A price that never wraps, with the price before a sale said in words too. */
public record Price(Money now, Optional<Money> was, boolean from, String size) implements Content {

    static Price of(Money now) {
        return new Price(now, Optional.empty(), false, "normal");
    }

    /** The price before; shown only if it is higher. */
    public Price was(Optional<Money> before) {
        return new Price(now, before.filter(b -> b.compareTo(now) > 0), from, size);
    }

    /** "From": variants cost different amounts, this one the least. */
    public Price lowest() {
        return new Price(now, was, true, size);
    }

    /** The price of a product's own page. */
    public Price large() {
        return new Price(now, was, from, "large");
    }

    /** An amount as it is written here: with a true minus, which is as wide as a figure. */
    static String words(Money amount) {
        return amount.text().replace('-', '\u2212');
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out).raw("<p class=\"hk-price\"");
        if (!size.equals("normal")) html.attr("data-size", size);
        html.attrIf(was.isPresent(), "data-sale").raw(">");
        if (from) html.raw("<span class=\"hk-price-from\">From</span> ");
        html.raw("<span class=\"hk-price-now\">");
        if (was.isPresent()) html.raw("<span class=\"hk-hidden\">Now </span>");
        html.text(words(now)).raw("</span>");
        was.ifPresent(before ->
                html.raw(" <s class=\"hk-price-was\"><span class=\"hk-hidden\">was </span>")
                        .text(words(before))
                        .raw("</s>"));
        html.raw("</p>");
    }
}
