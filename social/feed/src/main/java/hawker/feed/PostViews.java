package hawker.feed;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.catalog.Catalog;
import hawker.catalog.ProductCard;
import hawker.catalog.ProductRef;
import hawker.feed.ReaderSql.Marks;
import hawker.look.BuyCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes posts ready to be drawn: authors, product cards and what the viewer did with them, each
 * asked for all posts of a page at once.
 */
final class PostViews {

    /** From this many on a shop does not say how many are left. */
    private static final int FEW = 10;

    private final Feed feed;
    private final Faces faces;
    private final Accounts accounts;
    private final Catalog catalog;

    PostViews(Feed feed, Faces faces, Accounts accounts, Catalog catalog) {
        this.feed = feed;
        this.faces = faces;
        this.accounts = accounts;
        this.catalog = catalog;
    }

    List<PostView> views(List<Timeline.Entry> entries, Optional<Viewer> viewer) {
        if (entries.isEmpty()) return List.of();
        var cards = cards(entries);
        var marks = marks(entries, viewer);
        var views = new ArrayList<PostView>(entries.size());
        for (var entry : entries) views.add(view(entry, cards, marks, viewer, views.isEmpty()));
        return views;
    }

    private Map<ProductRef, ProductCard> cards(List<Timeline.Entry> entries) {
        var refs = entries.stream().flatMap(e -> e.post().card().stream()).distinct().toList();
        return refs.isEmpty() ? Map.of() : catalog.cards(refs);
    }

    private Marks marks(List<Timeline.Entry> entries, Optional<Viewer> viewer) {
        if (viewer.isEmpty()) return Marks.NONE;
        var ids = entries.stream().map(entry -> entry.post().id().text()).toList();
        return feed.marks(viewer.get().person().id(), ids);
    }

    private PostView view(
            Timeline.Entry entry,
            Map<ProductRef, ProductCard> cards,
            Marks marks,
            Optional<Viewer> viewer,
            boolean first) {
        var post = entry.post();
        var face = faces.of(post.author());
        var card = post.card().map(cards::get).filter(Objects::nonNull);
        var text = PostText.html(post.text());
        return new PostView(
                post.id().text(),
                new PostView.Author(
                        face.name(), face.handle(), face.href(), face.picture(), face.brand()),
                post.created(),
                post.edited().isPresent(),
                post.removed(),
                out -> out.writeContent(text),
                PostPictures.attached(post, first),
                card.map(found -> buyCard(post, found, first)),
                actions(post, marks, viewer.isPresent()),
                Optional.empty(),
                entry.boostedBy().map(this::person),
                viewer.filter(v -> v.person().id().equals(post.writer())).isPresent());
    }

    PostView.Person person(Author author) {
        var face = faces.of(author);
        return new PostView.Person(face.name(), face.href());
    }

    static PostView.Actions actions(Post post, Marks marks, boolean signedIn) {
        return new PostView.Actions(
                post.id().text(),
                post.counts().likes(),
                post.counts().boosts(),
                post.counts().replies(),
                marks.liked().contains(post.id().text()),
                marks.boosted().contains(post.id().text()),
                signedIn);
    }

    /** A shop's own goods fill the post; what others mention stands in it. */
    private Content buyCard(Post post, ProductCard card, boolean first) {
        var seller = accounts.find(card.ref().account());
        var name = seller.map(account -> account.name()).orElse("");
        var handle = seller.map(account -> account.handle()).orElse("");
        boolean closed = seller.flatMap(account -> account.closed()).isPresent();
        boolean own = post.author().equals(Author.of(card.ref().account()));
        boolean large = own && post.pictures().isEmpty();
        var picture =
                card.image()
                        .map(image ->
                                large
                                        ? PostPictures.large(image, first)
                                        : PostPictures.small(image));
        var buy =
                new BuyCard(
                        "/@" + handle + "/" + card.slug() + "?post=" + post.id(),
                        "/buy/" + card.ref().product() + "?post=" + post.id(),
                        card.title(),
                        name,
                        picture,
                        card.price(),
                        card.compareAt(),
                        large,
                        card.buyable() && !closed);
        var note = closed ? name + " is closed at the moment" : stockLine(card);
        return (card.from() ? buy.lowest() : buy).note(note);
    }

    /** What is left, said only when it matters. */
    static String stockLine(ProductCard card) {
        if (card.isSoldOut()) return "Sold out";
        if (!card.buyable()) return "Not for sale";
        return card.counted() && card.left() < FEW ? card.left() + " left" : "";
    }
}
