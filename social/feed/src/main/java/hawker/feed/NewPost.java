package hawker.feed;

import hawker.catalog.ProductRef;
import hawker.kernel.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A post as somebody wrote it, not checked yet. Whether the writer may speak for the author was
 * asked by the caller: pages ask it of the signed-in viewer.
 */
public record NewPost(
        UserId writer,
        Author author,
        String text,
        List<Attachment> pictures,
        Optional<ProductRef> card,
        Optional<Post.Id> parent) {

    public NewPost {
        pictures = List.copyOf(pictures);
    }

    /** A text of a person. */
    public static NewPost of(UserId writer, String text) {
        return new NewPost(
                writer, Author.of(writer), text, List.of(), Optional.empty(), Optional.empty());
    }

    public NewPost as(Author speaker) {
        return new NewPost(writer, speaker, text, pictures, card, parent);
    }

    public NewPost with(List<Attachment> attached) {
        return new NewPost(writer, author, text, attached, card, parent);
    }

    public NewPost showing(ProductRef product) {
        return new NewPost(writer, author, text, pictures, Optional.of(product), parent);
    }

    public NewPost answering(Post.Id post) {
        return new NewPost(writer, author, text, pictures, card, Optional.of(post));
    }
}
