package hawker.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The letters that are printed with: Inter, and where it has none, fonts that have those of most
 * scripts. What none of them has is drawn as a box. Each file is read when it is needed first.
 */
final class Typeface {

    /** One font's file. */
    static final class Face {

        private final String file;
        private volatile byte[] bytes;
        private volatile BitSet letters;

        Face(String file) {
            this.file = file;
            bytes = new byte[0];
            letters = new BitSet();
        }

        /** Whether it has a glyph of its own for this. */
        boolean has(int codePoint) {
            if (bytes.length == 0) read();
            return letters.get(codePoint);
        }

        /** A font of this file, for one document: what draws with it also closes it. */
        TrueTypeFont open() throws IOException {
            if (bytes.length == 0) read();
            return parsed(bytes);
        }

        private synchronized void read() {
            if (bytes.length > 0) return;
            try (InputStream in = Typeface.class.getResourceAsStream("fonts/" + file)) {
                var all = Objects.requireNonNull(in, file).readAllBytes();
                try (var font = parsed(all)) {
                    letters = letters(font);
                }
                bytes = all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static BitSet letters(TrueTypeFont font) throws IOException {
            var found = new BitSet();
            var cmap = font.getUnicodeCmapLookup();
            for (int c = 0x20; c <= 0x2FFFF; c++) if (cmap.getGlyphId(c) != 0) found.set(c);
            return found;
        }

        /** Without substitutions: each character has its own glyph, and is found by a search. */
        private static TrueTypeFont parsed(byte[] bytes) throws IOException {
            var font = new TTFParser().parse(new RandomAccessReadBuffer(bytes));
            font.setEnableGsub(false);
            return font;
        }
    }

    private static final int BOX = 0x25A1;

    private final Face inter = new Face("inter.ttf");
    private final Face strong = new Face("inter-strong.ttf");
    private final Face dejavu = new Face("dejavu.ttf");

    private final List<Face> others =
            List.of(dejavu, new Face("noto-thai.ttf"), new Face("droid-fallback.ttf"));

    /**
     * A sign and the font that has it.
     *
     * @param thickened a bold letter of a font that has none
     */
    record Sign(int codePoint, Face face, boolean thickened) {}

    Sign sign(int codePoint, boolean bold) {
        var first = bold ? strong : inter;
        if (first.has(codePoint)) return new Sign(codePoint, first, false);
        for (var face : others) if (face.has(codePoint)) return new Sign(codePoint, face, bold);
        return new Sign(BOX, dejavu, bold);
    }
}
