package hawker.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pictures on disk. What is uploaded is decoded, turned upright and written anew as JPEG in several
 * widths, so that neither a place on a photograph nor a script in a comment gets out; the upload
 * itself is kept beside them and never served.
 */
public final class Media {

    /** Uploads are at most this many bytes. */
    public static final int MAX_BYTES = 20 * 1024 * 1024;

    /** A decoded picture of the largest size takes 200 MB: two at a time fit a small machine. */
    private static final int AT_A_TIME = 2;

    private static final Pattern SERVED = Pattern.compile("[0-9a-f]{32}-[1-9][0-9]{0,4}\\.jpg");

    private final Path folder;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    Media(Path folder) {
        this.folder = folder;
    }

    /** Stores a JPEG, PNG or WebP; the same bytes again cost only a look at the disk. */
    public Ingested store(byte[] upload) {
        if (upload.length > MAX_BYTES) return new Ingested.TooLarge("A picture can have 20 MB.");
        try {
            var hash = hash(upload);
            var known = known(hash);
            if (known.isPresent()) return new Ingested.Stored(known.get());
            turns.acquireUninterruptibly();
            try {
                return write(hash, upload);
            } finally {
                turns.release();
            }
        } catch (IOException diskFailed) {
            throw new UncheckedIOException(diskFailed);
        }
    }

    /** The bytes of a served file; empty for any other name. */
    Optional<byte[]> read(String file) {
        if (!SERVED.matcher(file).matches()) return Optional.empty();
        try {
            return Optional.of(Files.readAllBytes(place(file)));
        } catch (NoSuchFileException notThere) {
            return Optional.empty();
        } catch (IOException diskFailed) {
            throw new UncheckedIOException(diskFailed);
        }
    }

    private Ingested write(String hash, byte[] upload) throws IOException {
        switch (PictureCodec.decode(upload)) {
            case PictureCodec.Refused refused -> {
                return refused.why();
            }
            case PictureCodec.Decoded decoded -> {
                var files = PictureCodec.derive(decoded.pixels());
                put(hash + ".original", upload);
                for (var file : files.jpegs().entrySet())
                    put(hash + "-" + file.getKey() + ".jpg", file.getValue());
                var picture =
                        new Picture(
                                hash,
                                files.width(),
                                files.height(),
                                files.averageColour(),
                                files.jpegs().keySet().stream().sorted().toList());
                // Last: whoever finds this line finds the files.
                put(hash + ".about", about(picture).getBytes(StandardCharsets.UTF_8));
                return new Ingested.Stored(picture);
            }
        }
    }

    private Optional<Picture> known(String hash) throws IOException {
        var about = place(hash + ".about");
        if (!Files.exists(about)) return Optional.empty();
        var words = Files.readString(about).strip().split(" ");
        return Optional.of(
                new Picture(
                        hash,
                        Integer.parseInt(words[0]),
                        Integer.parseInt(words[1]),
                        words[2],
                        Arrays.stream(words[3].split(",")).map(Integer::valueOf).toList()));
    }

    private static String about(Picture picture) {
        var widths =
                picture.widths().stream().map(String::valueOf).collect(Collectors.joining(","));
        return picture.width()
                + " "
                + picture.height()
                + " "
                + picture.averageColour()
                + " "
                + widths;
    }

    /** Written beside and moved, so that nobody reads half a file. */
    private void put(String name, byte[] bytes) throws IOException {
        var place = place(name);
        Files.createDirectories(place.getParent());
        var beside = Files.createTempFile(place.getParent(), "new", ".tmp");
        Files.write(beside, bytes);
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path place(String name) {
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    private static String hash(byte[] upload) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(upload);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
