package hawker.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A stored picture: JPEG files of several widths whose names carry the hash of what was uploaded,
 * so that they never change.
 *
 * @param hash 32 hexadecimal characters
 * @param width of the largest file, in pixels
 * @param height of the largest file, in pixels
 * @param averageColour "#rrggbb", the ground to show until the picture is there
 * @param widths of the files, ascending
 */
public record Picture(
        String hash, int width, int height, String averageColour, List<Integer> widths) {

    public Picture {
        widths = List.copyOf(widths);
        if (!hash.matches("[0-9a-f]{32}"))
            throw new IllegalArgumentException("not a picture's hash: " + hash);
        if (widths.isEmpty()) throw new IllegalArgumentException("a picture has a file: " + hash);
    }

    /** Address of the smallest file that is at least this wide, else of the largest. */
    public String path(int atLeast) {
        var fitting = widths.stream().filter(w -> w >= atLeast).findFirst();
        return "/media/" + hash + "-" + fitting.orElseGet(widths::getLast) + ".jpg";
    }

    /** Address of the largest file. */
    public String path() {
        return path(Integer.MAX_VALUE);
    }

    /** For the {@code srcset} of an {@code img}. */
    public String srcset() {
        return widths.stream().map(w -> path(w) + " " + w + "w").collect(Collectors.joining(", "));
    }
}
