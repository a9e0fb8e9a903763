package hawker.feed;

import hawker.accounts.Accounts;
import hawker.accounts.Role;
import hawker.accounts.Viewer;
import hawker.catalog.Catalog;
import hawker.catalog.Ingested;
import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.web.Multipart;
import hawker.web.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a post of what somebody filled into the form, or says what is wrong with it. */
final class Composing {

    /** What became of the form. */
    sealed interface Composed {

        record Ready(NewPost post) implements Composed {}

        /** A sentence for the writer. */
        record Wrong(String says) implements Composed {}
    }

    private final Accounts accounts;
    private final Catalog catalog;

    Composing(Accounts accounts, Catalog catalog) {
        this.accounts = accounts;
        this.catalog = catalog;
    }

    /** The shops this viewer may write for. */
    List<Face> shops(Viewer viewer) {
        var shops = new ArrayList<Face>();
        for (var membership : viewer.memberships())
            if (maySpeak(membership.role()))
                accounts.find(membership.account())
                        .ifPresent(a -> shops.add(new Face(a.name(), a.handle(), a.logo(), true)));
        return shops;
    }

    private static boolean maySpeak(Role role) {
        return role == Role.OWNER || role == Role.MANAGER;
    }

    Composed compose(Request request, Viewer viewer, Optional<Post.Id> parent) {
        var form = Multipart.of(request);
        var text = form.text("text").orElse("");
        var files = form.files("pictures");
        if (files.size() > Writing.MAX_PICTURES)
            return new Composed.Wrong(Posted.Reason.TOO_MANY_PICTURES.says());
        var author = author(form.text("as").orElse(""), viewer);
        if (author.isEmpty()) return new Composed.Wrong("You cannot write for that shop.");
        var link = form.text("product").orElse("").strip();
        var card = product(link);
        if (!link.isEmpty() && card.isEmpty())
            return new Composed.Wrong("That is not the address of a product here.");
        var pictures = new ArrayList<Attachment>();
        var alt = cut(PostText.normalised(form.text("alt").orElse("")));
        for (var file : files) {
            switch (catalog.media().store(file)) {
                case Ingested.Stored stored -> pictures.add(new Attachment(stored.picture(), alt));
                case Ingested.TooLarge refused -> {
                    return new Composed.Wrong(refused.says());
                }
                case Ingested.NotAPicture refused -> {
                    return new Composed.Wrong(refused.says());
                }
            }
        }
        return new Composed.Ready(
                new NewPost(viewer.person().id(), author.get(), text, pictures, card, parent));
    }

    private static String cut(String alt) {
        var line = alt.replace('\n', ' ');
        return line.length() > Attachment.MAX_ALT ? line.substring(0, Attachment.MAX_ALT) : line;
    }

    /** Oneself, or a shop one may speak for; empty for any other. */
    private Optional<Author> author(String handle, Viewer viewer) {
        if (handle.isEmpty()) return Optional.of(Author.of(viewer.person().id()));
        return accounts.accountByHandle(handle)
                .filter(account ->
                        viewer.roleIn(account.id()).filter(Composing::maySpeak).isPresent())
                .map(account -> Author.of(account.id()));
    }

    /** A product by its id, or by the address of its page. */
    Optional<ProductRef> product(String link) {
        if (link.startsWith("prod_"))
            return Product.Id.parse(link)
                    .flatMap(id ->
                            id.account()
                                    .filter(a -> accounts.shopAccount(a).equals(a))
                                    .flatMap(shop -> catalog.find(shop, id)))
                    .filter(Product::isActive)
                    .map(Product::ref);
        return path(link).flatMap(this::bySlug);
    }

    /** {@code /@handle/slug} out of a path or a whole address. */
    private static Optional<String> path(String link) {
        try {
            return Optional.ofNullable(URI.create(link).getPath());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private Optional<ProductRef> bySlug(String path) {
        var parts = path.split("/");
        if (parts.length != 3 || !parts[1].startsWith("@")) return Optional.empty();
        return accounts.accountByHandle(parts[1])
                .map(account -> accounts.shopAccount(account.id()))
                .flatMap(shop -> catalog.bySlug(shop, parts[2]))
                .filter(Product::isActive)
                .map(Product::ref);
    }
}
