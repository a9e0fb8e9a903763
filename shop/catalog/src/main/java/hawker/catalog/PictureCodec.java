package hawker.catalog;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels out of uploads and JPEG files out of pixels. Pure: bytes in, bytes out. */
final class PictureCodec {

    private static final long MAX_PIXELS = 50_000_000;

    /** Widths of the served files, as far as the upload is wider; its own width comes last. */
    private static final List<Integer> WIDTHS = List.of(160, 320, 640, 960, 1280, 1920);

    /** Libjpeg's scale: at 0.82 products show no blocks, and a file is half of one at 0.92. */
    private static final float QUALITY = 0.82f;

    private PictureCodec() {}

    sealed interface Decoding {}

    record Decoded(BufferedImage pixels) implements Decoding {}

    record Refused(Ingested why) implements Decoding {}

    record Files(int width, int height, String averageColour, Map<Integer, byte[]> jpegs) {}

    /** Reads a JPEG, PNG or WebP into upright pixels without transparency. */
    static Decoding decode(byte[] upload) throws IOException {
        var format = format(upload);
        if (format.isEmpty()) return notAPicture();
        var readers = ImageIO.getImageReadersByFormatName(format.get());
        if (!readers.hasNext()) throw new IllegalStateException("no reader of " + format.get());
        var reader = readers.next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
            reader.setInput(in, true, true);
            return decode(reader, upload, format.get());
        } catch (IOException | RuntimeException broken) {
            // Decoders throw all kinds of things at bytes that lie about themselves.
            return notAPicture();
        } finally {
            reader.dispose();
        }
    }

    private static Decoding decode(ImageReader reader, byte[] upload, String format)
            throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS)
            return new Refused(new Ingested.TooLarge("A picture can have 50 million pixels."));
        var image = reader.read(0);
        int turned = format.equals("jpeg") ? orientation(upload) : 1;
        return new Decoded(flat(image, turned));
    }

    private static Decoding notAPicture() {
        return new Refused(new Ingested.NotAPicture("Upload a JPEG, PNG or WebP picture."));
    }

    /** Told by the first bytes; what a caller says it is does not matter. */
    private static Optional<String> format(byte[] upload) {
        if (starts(upload, 0, "ffd8ff")) return Optional.of("jpeg");
        if (starts(upload, 0, "89504e470d0a1a0a")) return Optional.of("png");
        if (starts(upload, 0, "52494646") && starts(upload, 8, "57454250"))
            return Optional.of("webp");
        return Optional.empty();
    }

    private static boolean starts(byte[] bytes, int at, String hex) {
        var wanted = HexFormat.of().parseHex(hex);
        if (bytes.length < at + wanted.length) return false;
        for (int i = 0; i < wanted.length; i++) if (bytes[at + i] != wanted[i]) return false;
        return true;
    }

    /** How the camera was held: EXIF orientation, 1 to 8; 1 if it says nothing. */
    private static int orientation(byte[] jpeg) {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            for (var segment : JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif")) {
                var data = segment.data();
                if (data.read() < 0) continue; // The identifier is followed by a second zero.
                var tiff = new MemoryCacheImageInputStream(data);
                var entry = new TIFFReader().read(tiff).getEntryById(TIFF.TAG_ORIENTATION);
                if (entry != null && entry.getValue() instanceof Number number)
                    return number.intValue();
            }
        } catch (IOException | RuntimeException unreadable) {
            return 1;
        }
        return 1;
    }

    private static BufferedImage flat(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean sideways = orientation >= 5 && orientation <= 8;
        var upright =
                new BufferedImage(
                        sideways ? height : width,
                        sideways ? width : height,
                        BufferedImage.TYPE_INT_RGB);
        var graphics = upright.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, upright.getWidth(), upright.getHeight());
        graphics.drawImage(image, turn(orientation, width, height), null);
        graphics.dispose();
        return upright;
    }

    /** The eight ways of EXIF (CIPA DC-008, tag 274) to what a person sees. */
    private static AffineTransform turn(int orientation, int w, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
    }

    /** The served files, each made from the next larger one. */
    static Files derive(BufferedImage pixels) throws IOException {
        int top = Math.min(pixels.getWidth(), WIDTHS.getLast());
        var jpegs = new TreeMap<Integer, byte[]>();
        var current = scaled(pixels, top);
        int height = current.getHeight();
        jpegs.put(top, jpeg(current));
        for (int width : WIDTHS.reversed())
            if (width < top) {
                current = scaled(current, width);
                jpegs.put(width, jpeg(current));
            }
        return new Files(top, height, averageColour(current), jpegs);
    }

    private static BufferedImage scaled(BufferedImage image, int width) {
        if (image.getWidth() == width) return image;
        var current = image;
        // Halving averages four pixels into one; one large step would skip most of them.
        while (current.getWidth() >= 2 * width)
            current = drawn(current, Math.ceilDiv(current.getWidth(), 2));
        return current.getWidth() == width ? current : drawn(current, width);
    }

    private static BufferedImage drawn(BufferedImage image, int width) {
        int height =
                Math.toIntExact(
                        Math.max(
                                1,
                                Math.ceilDiv(
                                        (long) image.getHeight() * width * 2 - image.getWidth(),
                                        2L * image.getWidth())));
        var smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return smaller;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static String averageColour(BufferedImage image) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                red += rgb >> 16 & 0xff;
                green += rgb >> 8 & 0xff;
                blue += rgb & 0xff;
            }
        long pixels = (long) image.getWidth() * image.getHeight();
        return "#%02x%02x%02x".formatted(red / pixels, green / pixels, blue / pixels);
    }
}
