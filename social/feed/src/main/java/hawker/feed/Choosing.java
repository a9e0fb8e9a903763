package hawker.feed;

import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.catalog.Catalog;
import hawker.catalog.ProductCard;
import hawker.catalog.ProductFilter;
import hawker.catalog.ProductRef;
import hawker.kernel.PageRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which products a writer may choose from: the one that is chosen, then what the words find, goods
 * of their own shops first. Without words the newest of their own shops.
 */
final class Choosing {

    private static final int MOST = 8;

    private final Accounts accounts;
    private final Catalog catalog;
    private final Composing composing;
    private final Finder finder;

    Choosing(Accounts accounts, Catalog catalog, Composing composing, Finder finder) {
        this.accounts = accounts;
        this.catalog = catalog;
        this.composing = composing;
        this.finder = finder;
    }

    /**
     * What stands in the form.
     *
     * @param words looked for; also the address of a product's page
     * @param chosen id or address of a product; may be empty
     */
    ComposerView.Choice choice(Viewer viewer, String words, String chosen) {
        var kept = composing.product(chosen.strip());
        var named = words.isBlank() ? Optional.<ProductRef>empty() : composing.product(words);
        var refs = new LinkedHashSet<ProductRef>();
        kept.ifPresent(refs::add);
        named.ifPresent(refs::add);
        refs.addAll(own(viewer, words));
        if (!words.isBlank()) refs.addAll(finder.find(words, MOST));
        var cards = catalog.cards(refs);
        var things = new ArrayList<ComposerView.Thing>();
        for (var ref : refs)
            Optional.ofNullable(cards.get(ref))
                    .filter(card -> things.size() < MOST)
                    .map(card -> thing(card, named.or(() -> kept)))
                    .ifPresent(things::add);
        return new ComposerView.Choice(words, things, named.or(() -> kept).isPresent());
    }

    private List<ProductRef> own(Viewer viewer, String words) {
        var refs = new ArrayList<ProductRef>();
        var filter = ProductFilter.active().matching(words);
        for (var membership : viewer.memberships()) {
            var shop = accounts.shopAccount(membership.account());
            for (var card : catalog.cards(shop, filter, PageRequest.first(MOST)).items())
                refs.add(card.ref());
        }
        return refs;
    }

    private ComposerView.Thing thing(ProductCard card, Optional<ProductRef> chosen) {
        var seller = accounts.find(card.ref().account()).map(shop -> shop.name()).orElse("");
        return new ComposerView.Thing(
                card.ref().product().text(),
                card.title(),
                seller,
                (card.from() ? "from " : "") + card.price().text(),
                card.image().map(image -> image.path(160)),
                chosen.equals(Optional.of(card.ref())));
    }
}
