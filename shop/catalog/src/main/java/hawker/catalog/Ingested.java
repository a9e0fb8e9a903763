package hawker.catalog;

/** What became of an uploaded picture. */
public sealed interface Ingested {

    record Stored(Picture picture) implements Ingested {}

    /** More than 20 MB or more than 50 million pixels. */
    record TooLarge(String says) implements Ingested {}

    /** Not a readable JPEG, PNG or WebP. */
    record NotAPicture(String says) implements Ingested {}
}
