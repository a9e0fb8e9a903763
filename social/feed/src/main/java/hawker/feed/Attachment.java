package hawker.feed;

import hawker.catalog.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A picture in a post.
 *
 * @param alt what it shows, for those who cannot see it; empty: decoration only
 */
public record Attachment(Picture picture, String alt) {

    static final int MAX_ALT = 300;

    public Attachment {
        if (alt.length() > MAX_ALT) throw new IllegalArgumentException("the alt text is too long");
    }

    /** One element of the column: {@code hash width height colour widths alt}. */
    String stored() {
        var widths =
                picture.widths().stream().map(String::valueOf).collect(Collectors.joining(","));
        return String.join(
                " ",
                picture.hash(),
                String.valueOf(picture.width()),
                String.valueOf(picture.height()),
                picture.averageColour(),
                widths,
                alt);
    }

    static Attachment read(String stored) {
        var parts = stored.split(" ", 6);
        List<Integer> widths = Arrays.stream(parts[4].split(",")).map(Integer::valueOf).toList();
        var picture =
                new Picture(
                        parts[0],
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        parts[3],
                        widths);
        return new Attachment(picture, parts[5]);
    }
}
