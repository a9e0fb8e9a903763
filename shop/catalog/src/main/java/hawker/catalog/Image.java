package hawker.catalog;

/**
 * A picture of a product.
 *
 * @param alt what it shows, for those who cannot see it; empty: decoration only
 */
public record Image(Id id, Picture picture, String alt) {

    /** {@code img_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("img_"))
                throw new IllegalArgumentException("not an image id: " + text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Address of the smallest file that is at least this wide. */
    public String path(int atLeast) {
        return picture.path(atLeast);
    }

    public String srcset() {
        return picture.srcset();
    }

    public int width() {
        return picture.width();
    }

    public int height() {
        return picture.height();
    }

    public String averageColour() {
        return picture.averageColour();
    }
}
