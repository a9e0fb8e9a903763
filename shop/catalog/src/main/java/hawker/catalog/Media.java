package hawker.catalog;

/**
 * Pictures on disk. What is uploaded is decoded, turned upright and written anew as JPEG in several
 * widths; nothing of the upload itself is ever served.
 */
public final class Media {

    /** Uploads are at most this many bytes. */
    public static final int MAX_BYTES = 20 * 1024 * 1024;

    /** Stores a JPEG, PNG or WebP; the same bytes again cost only a look at the disk. */
    public Ingested store(byte[] upload) {
        throw new UnsupportedOperationException();
    }
}
