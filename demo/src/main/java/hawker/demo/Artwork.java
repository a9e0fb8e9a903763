package hawker.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Scanner;
import javax.imageio.ImageIO;

/**
 * Draws the logos and banners of the demo's shops: a mark of a few strokes on the shop's colour,
 * and a strip of its own product pictures. No letters are drawn, so no font has to be there.
 */
final class Artwork {

    private static final int LOGO = 480;
    private static final int BANNER_WIDTH = 1500;
    private static final int BANNER_HEIGHT = 500;
    private static final int CLOSER = 640;
    private static final float STROKE = 8.5f;

    private Artwork() {}

    /** A mark in a box of 100 × 100, as paths of M, L, Q and Z. */
    static byte[] logo(String accent, List<String> paths) {
        var image = new BufferedImage(LOGO, LOGO, BufferedImage.TYPE_INT_RGB);
        var g = canvas(image);
        g.setColor(Color.decode(accent));
        g.fillRect(0, 0, LOGO, LOGO);
        // The outermost tenth on each side stays empty: avatars are round.
        g.transform(
                new AffineTransform(LOGO * .8 / 100, 0, 0, LOGO * .8 / 100, LOGO * .1, LOGO * .1));
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (var path : paths) g.draw(path(path));
        g.dispose();
        return png(image);
    }

    /** The first picture square, the others as upright slices beside it. */
    static byte[] banner(List<byte[]> pictures) {
        var image = new BufferedImage(BANNER_WIDTH, BANNER_HEIGHT, BufferedImage.TYPE_INT_RGB);
        var g = canvas(image);
        int slice = (BANNER_WIDTH - BANNER_HEIGHT) / (pictures.size() - 1);
        int x = 0;
        for (var picture : pictures) {
            int width = x == 0 ? BANNER_HEIGHT : slice;
            paint(g, read(picture), x, width);
            x += width;
        }
        g.dispose();
        return png(image);
    }

    /** The middle of a picture, seen from nearer by. */
    static byte[] closer(byte[] picture) {
        var whole = read(picture);
        int side = Math.min(whole.getWidth(), whole.getHeight()) * 6 / 10;
        int left = (whole.getWidth() - side) / 2;
        int top = (whole.getHeight() - side) * 2 / 5;
        var image = new BufferedImage(CLOSER, CLOSER, BufferedImage.TYPE_INT_RGB);
        var g = canvas(image);
        g.drawImage(whole, 0, 0, CLOSER, CLOSER, left, top, left + side, top + side, null);
        g.dispose();
        return png(image);
    }

    private static void paint(Graphics2D g, BufferedImage picture, int x, int width) {
        int side = Math.min(picture.getWidth(), picture.getHeight());
        int cut = side * width / BANNER_HEIGHT;
        int left = (picture.getWidth() - cut) / 2;
        int top = (picture.getHeight() - side) / 2;
        g.drawImage(
                picture, x, 0, x + width, BANNER_HEIGHT, left, top, left + cut, top + side, null);
    }

    private static Graphics2D canvas(BufferedImage image) {
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }

    private static Path2D path(String commands) {
        var path = new Path2D.Double();
        var words = new Scanner(commands).useLocale(java.util.Locale.ROOT);
        while (words.hasNext()) {
            switch (words.next()) {
                case "M" -> path.moveTo(words.nextDouble(), words.nextDouble());
                case "L" -> path.lineTo(words.nextDouble(), words.nextDouble());
                case "Q" ->
                        path.quadTo(
                                words.nextDouble(),
                                words.nextDouble(),
                                words.nextDouble(),
                                words.nextDouble());
                case "Z" -> path.closePath();
                default -> throw new IllegalArgumentException("cannot read the path " + commands);
            }
        }
        return path;
    }

    private static BufferedImage read(byte[] picture) {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(picture));
            if (image == null) throw new IllegalStateException("no reader for WebP pictures");
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(BufferedImage image) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
