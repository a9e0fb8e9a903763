package hawker.paper;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.util.Matrix;

/** Draws on the pages of one document. Lengths are points; y is counted from the top. */
final class Sheet implements AutoCloseable {

    /** How a text is set. */
    record Style(float size, boolean bold, Color colour) {
        Style bolder() {
            return new Style(size, true, colour);
        }

        Style in(Color other) {
            return new Style(size, bold, other);
        }
    }

    private final PDDocument document;
    private final Typeface typeface;
    private final Paper.Size size;
    private final Map<Typeface.Face, PDType0Font> fonts = new HashMap<>();
    private PDPage page = new PDPage();
    private PDPageContentStream out;

    Sheet(PDDocument document, Typeface typeface, Paper.Size size) throws IOException {
        this.document = document;
        this.typeface = typeface;
        this.size = size;
        out = begun();
    }

    /** A further page; what is drawn next is drawn on it. */
    void turn() throws IOException {
        out.close();
        out = begun();
    }

    private PDPageContentStream begun() throws IOException {
        page = new PDPage(new PDRectangle(size.width(), size.height()));
        document.addPage(page);
        return new PDPageContentStream(document, page);
    }

    /** Goes back to a page that is drawn already. */
    void reopen(int number) throws IOException {
        out.close();
        page = document.getPage(number);
        out =
                new PDPageContentStream(
                        document, page, PDPageContentStream.AppendMode.APPEND, true, true);
    }

    int pages() {
        return document.getNumberOfPages();
    }

    /** Signs of one font that stand together. */
    private record Run(PDType0Font font, boolean thickened, String text) {}

    private List<Run> runs(String line, boolean bold) {
        var runs = new ArrayList<Run>();
        Writing.drawn(line)
                .codePoints()
                .mapToObj(c -> typeface.sign(c, bold))
                .forEach(sign -> {
                    var font = fonts.computeIfAbsent(sign.face(), this::load);
                    var last = runs.isEmpty() ? null : runs.getLast();
                    var text = Character.toString(sign.codePoint());
                    if (last != null && last.font.equals(font))
                        runs.set(runs.size() - 1, new Run(font, last.thickened, last.text + text));
                    else runs.add(new Run(font, sign.thickened(), text));
                });
        return runs;
    }

    private PDType0Font load(Typeface.Face face) {
        try {
            return PDType0Font.load(document, face.open(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    float width(String line, Style style) {
        try {
            float sum = 0;
            for (var run : runs(line, style.bold()))
                sum += run.font.getStringWidth(run.text) * style.size() / 1000;
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines(String text, float width, int most, Style style) {
        return Writing.lines(text, width, most, part -> width(part, style));
    }

    /** Draws one line from x on. */
    void left(String line, float x, float y, Style style) throws IOException {
        out.beginText();
        out.setNonStrokingColor(style.colour());
        out.setStrokingColor(style.colour());
        out.newLineAtOffset(x, size.height() - y);
        for (var run : runs(line, style.bold())) {
            out.setRenderingMode(run.thickened ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
            out.setLineWidth(style.size() / 40);
            out.setFont(run.font, style.size());
            out.showText(run.text);
        }
        out.setRenderingMode(RenderingMode.FILL);
        out.endText();
    }

    /** Draws one line that ends at x. */
    void right(String line, float x, float y, Style style) throws IOException {
        left(line, x - width(line, style), y, style);
    }

    void line(float x1, float x2, float y, float thick, Color colour) throws IOException {
        out.setStrokingColor(colour);
        out.setLineWidth(thick);
        out.moveTo(x1, size.height() - y);
        out.lineTo(x2, size.height() - y);
        out.stroke();
    }

    /** A word aslant over the page, in a light colour. */
    void across(String word, Style style) throws IOException {
        float half = width(word, style) / 2;
        out.saveGraphicsState();
        out.transform(
                Matrix.getRotateInstance(Math.toRadians(30), size.width() / 2, size.height() / 2));
        left(word, -half, size.height() + style.size() / 3, style);
        out.restoreGraphicsState();
    }

    /** Makes a place of the page lead to an address. */
    void leads(String url, float x, float y, float width, float height) throws IOException {
        var link = new PDAnnotationLink();
        var none = new PDBorderStyleDictionary();
        none.setWidth(0);
        link.setBorderStyle(none);
        link.setRectangle(new PDRectangle(x, size.height() - y, width, height));
        var action = new PDActionURI();
        action.setURI(url);
        link.setAction(action);
        link.setPage(page);
        page.getAnnotations().add(link);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
