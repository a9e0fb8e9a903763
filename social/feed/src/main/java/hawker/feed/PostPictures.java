package hawker.feed;

import hawker.catalog.Image;
import hawker.look.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How wide the pictures of posts are shown, and which files a browser may choose from. */
final class PostPictures {

    private static final String WHOLE = "(min-width: 640px) 540px, 100vw";
    private static final String HALF = "(min-width: 640px) 270px, 50vw";

    /** Narrower files are never the right ones for a picture as wide as the post. */
    private static final int NARROWEST = 320;

    private PostPictures() {}

    /**
     * The pictures of a post.
     *
     * @param first whether the post is the first one on the page, seen at once
     */
    static List<Picture> attached(Post post, boolean first) {
        var sizes = post.pictures().size() == 1 ? WHOLE : HALF;
        var shown = new ArrayList<Picture>();
        for (var attached : post.pictures())
            shown.add(picture(attached.picture(), attached.alt(), sizes, first));
        return shown;
    }

    /** A product as wide as the post. */
    static Picture large(Image image, boolean first) {
        return picture(image.picture(), "", WHOLE, first);
    }

    /** A product beside its words, 96 px wide. */
    static Picture small(Image image) {
        return Picture.of(image.path(NARROWEST), "", image.width(), image.height());
    }

    private static Picture picture(
            hawker.catalog.Picture stored, String alt, String sizes, boolean first) {
        var widths =
                stored.widths().stream()
                        .filter(width -> width >= NARROWEST)
                        .map(width -> stored.path(width) + " " + width + "w")
                        .collect(Collectors.joining(", "));
        var picture =
                Picture.of(stored.path(640), alt, stored.width(), stored.height())
                        .widths(widths, sizes);
        return first ? picture.first() : picture;
    }
}
