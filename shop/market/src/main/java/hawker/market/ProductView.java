package hawker.market;

import gg.jte.Content;
import hawker.kernel.Money;
import hawker.look.Choices;
import hawker.look.Kit;
import hawker.look.Picture;
import hawker.look.ProductCard;
import java.util.List;
import java.util.Optional;

/**
 * A product's own page.
 *
 * @param variant the one chosen in the address, else the first that can be bought
 * @param options pills, one group an option; empty without options
 * @param variants every variant by its words, for browsers without scripts
 * @param stock how many are left, in words
 * @param available whether the chosen variant can be bought
 * @param most how many may be bought at once
 * @param post the post that led here, to be counted with the sale; may be empty
 * @param description sanitised HTML
 * @param schema schema.org as JSON
 * @param picker variants as JSON
 */
public record ProductView(
        String id,
        String title,
        String href,
        String variant,
        List<Picture> pictures,
        Money price,
        Optional<Money> was,
        boolean several,
        List<Choices> options,
        List<Choice> variants,
        String stock,
        boolean available,
        boolean anyAvailable,
        int most,
        String delivery,
        String post,
        Content description,
        List<Kit.Pair> details,
        Optional<Content> posts,
        List<ProductCard> related,
        String schema,
        String picker) {

    /** A variant in a list without scripts. */
    public record Choice(String id, String title, boolean available, boolean selected) {}

    public ProductView {
        pictures = List.copyOf(pictures);
        options = List.copyOf(options);
        variants = List.copyOf(variants);
        details = List.copyOf(details);
        related = List.copyOf(related);
    }
}
